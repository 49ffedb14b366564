import type { DemoEvent, EventPerson, Place, Statement } from '../types.ts'
import { headlineOf, recordKindOf } from './eventWords.ts'
import type { Ground } from './ground.ts'
import { ownSystem, personIn } from './ground.ts'

/** One entry for each person in the event, with that person's role; what was said of it stands apart. */
export function addEvents(ground: Ground): void {
  const notified = new Set(ground.community.notifications.map(({ eventId }) => eventId))
  for (const event of ground.community.events) {
    for (const [place, person] of event.people.entries()) addEntry(ground, event, { person, isSubject: place === 0 })
    // A notification of the event carries its statements, so that nobody reads them twice.
    if (!notified.has(event.id)) addStatements(ground, event)
  }
}

function addEntry(
  ground: Ground, event: DemoEvent, { person, isSubject }: { person: EventPerson; isSubject: boolean },
): void {
  const { tables, book, chance } = ground
  const kind = recordKindOf(event, person.role)
  tables.record.add({
    ...ofEvent(event), id: chance.uuid(), person_id: personIn(ground, person.recordId), kind,
    cell: book.cellOf(kind, book.person(event.recordedByStaffId)), role: person.role, assertion: 'fact',
    source_record_id: person.recordId, headline: headlineOf(event), body: null,
    detail: JSON.stringify(detailOf(event, { place: book.place(event.placeId), isSubject })),
  })
}

function addStatements(ground: Ground, event: DemoEvent): void {
  const { tables, book, chance } = ground
  const [subject] = event.people
  if (!subject) return
  for (const statement of event.statements) {
    const { kind, assertion } = asRecord[statement.kind]
    tables.record.add({
      ...ofEvent(event), id: chance.uuid(), person_id: personIn(ground, subject.recordId), kind,
      cell: book.cellOf(kind, book.person(event.recordedByStaffId)), role: subject.role, assertion,
      source_record_id: subject.recordId, headline: book.kind(kind).title, body: statement.text, detail: '{}',
    })
  }
}

export const asRecord = {
  fact: { kind: 'account', assertion: 'fact' },
  opinion: { kind: 'opinion', assertion: 'opinion' },
  child_voice: { kind: 'childs_voice', assertion: 'own_words' },
} as const satisfies Record<Statement['kind'], { kind: string; assertion: string }>

function ofEvent(event: DemoEvent) {
  return {
    occurred_at: event.happenedAt, precision: event.detail.of === 'attendance' ? 'day' : 'minute', event_id: event.id,
    work_id: null, source: ownSystem, source_id: event.reference, recorded_by: event.recordedByStaffId,
    recorded_at: event.recordedAt,
  }
}

/** Facts as the agency's system has them: where it happened, and for the subject what only concerns the subject. */
function detailOf(
  { kind, detail }: DemoEvent, { place, isSubject }: { place: Place | undefined; isSubject: boolean },
): Record<string, unknown> {
  const { of, ...facts } = detail
  const where = place && {
    placeId: place.id, place: place.name, placeKind: place.kind, ward: place.wardCode, postcode: place.postcode,
    longitude: place.point[0], latitude: place.point[1],
  }
  return { ...(of === 'police' && { kind }), ...(isSubject || of === 'police' ? facts : {}), ...where }
}

