import type { FormKind } from '../../src/notifications/formKind.ts'
import { questionsOf } from '../../src/notifications/formKind.ts'
import { interAgencyReferral } from '../../src/notifications/formKinds/interAgencyReferral.ts'
import { ppn1 } from '../../src/notifications/formKinds/ppn1.ts'
import type { Agency, DemoEvent, DemoNotification, EventKind } from '../types.ts'
import { asRecord } from './events.ts'
import type { OfficeBook } from './officeBook.ts'

/** An entry as the form makes it; the kind decides who sees it. */
export type Entry = {
  kind: string; assertion: 'fact' | 'opinion' | 'own_words'; headline?: string | undefined; body?: string | undefined
  detail: Record<string, unknown>
}

const concerns: Partial<Record<EventKind, string>> = {
  assault: 'serious_violence', robbery: 'serious_violence', knife_possession: 'serious_violence',
  drugs_supply: 'criminal_exploitation', exploitation_concern: 'criminal_exploitation',
  domestic_incident: 'domestic_abuse', missing_episode: 'missing', drugs_possession: 'substances',
  emergency_attendance: 'injury', suspension: 'change', attendance: 'attendance', mentoring_session: 'change',
  youth_justice_contact: 'exploitation', health_contact: 'mental_health', youth_club_note: 'change',
  housing_contact: 'home',
}

export const formOf = (agency: Agency): FormKind => agency.kind === 'police' ? ppn1 : interAgencyReferral

/** The text of an answer, so that what the demo holds reads as if the form had been filled in. */
function chosen(form: FormKind, question: string, value: string): { headline: string; detail: Entry['detail'] } {
  const asked = questionsOf(form).find(({ id }) => id === question)
  const option = asked && 'options' in asked ? asked.options.find(one => one.value === value) : undefined
  if (!option) throw new Error(`the form ${form.code} has no answer ${value} to ${question}`)
  return { headline: option.text, detail: { [question]: [value], form: form.code } }
}

export function concernOf(form: FormKind, { kind }: DemoEvent) {
  return chosen(form, 'concern-type', concerns[kind] ?? 'other')
}

type Told = { notification: DemoNotification; event: DemoEvent; form: FormKind; book: OfficeBook }

/** What the form has become, entry by entry. */
export function entriesOf({ notification, event, form, book }: Told): Entry[] {
  const detail = { form: form.code }
  const statements = notification.statements.map((statement): Entry =>
    ({ ...asRecord[statement.kind], body: statement.text, detail }))
  const isHeard = statements.some(({ kind }) => kind === 'childs_voice')
  return [
    { kind: 'concern', assertion: 'fact', ...concernOf(form, event) },
    { kind: 'immediate_safety', assertion: 'fact', ...chosen(form, 'safe-now', safeNow(notification)),
      body: notification.immediateSafety },
    ...weaponIn(form, event),
    ...statements,
    ...(isHeard ? [] : [{ kind: 'childs_voice', assertion: 'fact', body: notHeard, detail } as const]),
    { kind: 'family_informed', assertion: 'fact',
      ...chosen(form, 'family-informed', notification.familyInformed ? 'yes' : 'no'),
      body: notification.whyFamilyNotInformed ?? undefined },
    placeOf(event, book),
  ]
}

const notHeard = 'The child could not be asked yet; whoever meets the child next should ask.'

const safeNow = ({ immediateSafety }: DemoNotification) =>
  immediateSafety.startsWith('Not known') ? 'not_known' : 'safe'

function weaponIn(form: FormKind, { kind, detail }: DemoEvent): Entry[] {
  if (detail.of !== 'police' || detail.weapon === 'none') return []
  const what = detail.weapon === 'knife' ? 'knife' : 'other'
  const how = kind === 'knife_possession' ? 'carried' : 'used'
  return [{ kind: 'weapon', assertion: 'fact', ...chosen(form, 'weapon', `${what}_${how}`) }]
}

/** A home is never a place of the event. */
function placeOf({ placeId, kind, agencyId }: DemoEvent, book: OfficeBook): Entry {
  const place = book.place(placeId)
  const at = (headline: string, detail = {}): Entry => ({ kind: 'event_place', assertion: 'fact', headline, detail })
  if (place) return at(place.postcode, { postcode: place.postcode })
  if (kind === 'domestic_incident' || kind === 'emergency_attendance') return at('At somebody’s home')
  return at(`At ${book.agency(agencyId).name}`)
}
