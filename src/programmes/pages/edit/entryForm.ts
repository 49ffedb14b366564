import { z } from 'zod'
import { textOf, textsOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import { kindsOfHelp, statuses, weekdays } from '../../programme.ts'
import type { Programme } from '../../programme.ts'

const optional = (longest: number) => z.string().max(longest, `Use ${longest} characters or fewer`)
const whole = z.string().regex(/^\d{0,4}$/v, 'Enter a whole number, or leave it empty')
const time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/v, 'Enter the time, like 17:30')
const day = z.string().refine(text => text === '' || /^\d{4}-\d{2}-\d{2}$/v.test(text) && !Number.isNaN(Date.parse(text)), 'Enter a real date')

/** The fields of an entry, named as in the form. */
const schema = z.object({
  'name': z.string().min(1, 'Enter the name of the programme').max(120, 'Use 120 characters or fewer'),
  'description': z.string().min(1, 'Enter what the programme does').max(4000, 'Use 4,000 characters or fewer'),
  'kind': z.enum(kindsOfHelp, 'Select the kind of help'), 'status': z.enum(statuses, 'Select whether it is running'),
  'approach': optional(60), 'minimum-age': whole, 'maximum-age': whole, 'places': whole, 'next-place-on': day,
  'areas': optional(1000), 'languages': optional(500), 'accessibility': optional(1000), 'cost': optional(300),
  'opens-at': time, 'closes-at': time, 'session-notes': optional(500),
  'url': z.union([z.literal(''), z.url({ protocol: /^https?$/v, error: 'Enter a whole address, like https://programme.example' })]),
  'email': z.union([z.literal(''), z.email('Enter an e-mail address, like name@programme.example')]),
  'phone': optional(40), 'contact-name': optional(100), 'accreditations': optional(500), 'alert': optional(300),
  'place-name': optional(120), 'address': optional(200), 'city': optional(80), 'county': optional(80), 'postcode': optional(10),
}).superRefine((entry, found) => {
  const [least, most] = [entry['minimum-age'], entry['maximum-age']]
  if (least && most && Number(least) > Number(most))
    found.addIssue({ code: 'custom', path: ['maximum-age'], message: 'The oldest must be as old as the youngest, or older' })
})
type Entry = z.infer<typeof schema>

const lines = (text: string) => [...new Set(text.split(/[,\n]/v).map(part => part.trim()).filter(part => part !== ''))]
const orNull = (text: string) => text === '' ? null : text
const numberOrNull = (text: string) => text === '' ? null : Number(text)

export type ReadEntry =
  | { ok: true; entry: Record<string, unknown>; location: Record<string, unknown> | null }
  | { ok: false; problems: Record<string, string> }

/** What the form cannot say: whose entry it is, the place that it has already, and the day. */
export type Known = { id: string; agencyId: string; placeId: string | undefined; today: string }

/** The entry as the database takes it, or what is wrong by field. */
export function readEntry(typed: Typed, known: Known): ReadEntry {
  const fields = Object.keys(schema.shape)
  const read = schema.safeParse(Object.fromEntries(fields.map(field => [field, textOf(typed, field)])))
  if (!read.success) return { ok: false, problems: Object.fromEntries(read.error.issues.toReversed().map(({ path, message }) => [String(path[0]), message])) }
  return { ok: true, entry: rowOf(read.data, typed, known), location: placeOf(read.data, typed, known) }
}

function rowOf(entry: Entry, typed: Typed, { id, agencyId, today }: Known): Record<string, unknown> {
  const ticked = (name: string) => textsOf(typed, name).length > 0
  return {
    id, agency_id: agencyId, name: entry.name, description: entry.description, kind: entry.kind, status: entry.status,
    approach: orNull(entry.approach), minimum_age: numberOrNull(entry['minimum-age']), maximum_age: numberOrNull(entry['maximum-age']),
    places: numberOrNull(entry.places), next_place_on: orNull(entry['next-place-on']), areas: lines(entry.areas),
    languages: lines(entry.languages), needs: textsOf(typed, 'needs').filter(code => /^need_[a-z]{1,40}$/v.test(code)), accessibility: orNull(entry.accessibility),
    cost: orNull(entry.cost), session_days: textsOf(typed, 'session-days').filter(code => weekdays.some(weekday => weekday === code)),
    opens_at: orNull(entry['opens-at']), closes_at: orNull(entry['closes-at']), session_notes: orNull(entry['session-notes']),
    url: orNull(entry.url), email: orNull(entry.email), phone: orNull(entry.phone), contact_name: orNull(entry['contact-name']),
    accreditations: orNull(entry.accreditations), alert: orNull(entry.alert),
    takes_referrals: ticked('takes-referrals'), published: ticked('published'), assured_on: today, assurer_email: null,
  }
}

function placeOf(entry: Entry, typed: Typed, { placeId }: Known): Record<string, unknown> | null {
  if (entry['place-name'] === '' && entry.address === '') return null
  return {
    id: placeId ?? crypto.randomUUID(), hidden: textsOf(typed, 'hidden').length > 0,
    name: entry['place-name'] || entry.name, address_1: orNull(entry.address), city: orNull(entry.city),
    county: orNull(entry.county), postal_code: orNull(entry.postcode),
  }
}

/** What stands in the form before anything is typed. */
export function typedOf(programme: Programme): Typed {
  const place = programme.locations[0]
  const texts: Record<string, string | number | undefined> = {
    'name': programme.name, 'description': programme.description, 'kind': programme.kind, 'status': programme.status,
    'approach': programme.approach, 'minimum-age': programme.minimumAge, 'maximum-age': programme.maximumAge,
    'places': programme.places, 'next-place-on': programme.nextPlaceOn, 'areas': programme.areas.join('\n'),
    'languages': programme.languages.join(', '), 'accessibility': programme.accessibility, 'cost': programme.cost,
    'opens-at': programme.opensAt, 'closes-at': programme.closesAt, 'session-notes': programme.sessionNotes,
    'url': programme.url, 'email': programme.email, 'phone': programme.phone, 'contact-name': programme.contactName,
    'accreditations': programme.accreditations, 'alert': programme.alert, 'place-name': place?.name,
    'address': place?.address1, 'city': place?.city, 'county': place?.county, 'postcode': place?.postalCode,
    'takes-referrals': programme.takesReferrals ? 'yes' : undefined, 'published': programme.published ? 'yes' : undefined,
    'hidden': place?.hidden ? 'yes' : undefined,
  }
  const typed = Object.entries(texts).flatMap(([name, value]) => value === undefined ? [] : [[name, [String(value)]]])
  return { ...Object.fromEntries(typed), 'needs': programme.needs, 'session-days': programme.sessionDays }
}
