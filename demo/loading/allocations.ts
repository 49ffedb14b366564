import { dayNumberOf, minutesInDay, timeText } from '../calendar.ts'
import type { AgencyKind, SourceInvolvement, Uuid } from '../types.ts'
import type { Ground } from './ground.ts'
import { personIn, purpose } from './ground.ts'
import { daysAfter, idAt, momentOf } from './moments.ts'

/** What a case of each kind of agency is about. */
const categories: Partial<Record<AgencyKind, string>> = {
  council: 'social_care', youth_justice: 'youth_justice', community: 'support',
}

/** Who works with whom: the pointer that everybody may see, the case, and the link that opens it while it runs. */
export function addAllocations(ground: Ground): void {
  for (const involvement of ground.community.involvements) {
    addPointer(ground, involvement)
    addCase(ground, involvement)
  }
  addPupilLinks(ground)
}

function addPointer(ground: Ground, involvement: SourceInvolvement): void {
  const { tables, book } = ground
  const worker = book.person(involvement.staffId)
  tables.involvement.add({
    id: involvement.id, person_id: personIn(ground, involvement.recordId),
    cell: book.cell(involvement.agencyId, 'involvement', 0), source_record_id: involvement.recordId,
    service: `${worker.team}, ${book.agency(involvement.agencyId).name}`, worker: worker.name, reach: worker.email,
    valid_from: involvement.fromOn, valid_until: involvement.untilOn,
  })
}

function addCase(ground: Ground, { recordId, agencyId, staffId, role, fromOn, untilOn }: SourceInvolvement): void {
  const { book, chance, numbered, tables } = ground
  const personId = personIn(ground, recordId)
  const openedAt = officeHour(fromOn)
  const id = idAt(chance, openedAt)
  const category = categories[book.agency(agencyId).kind] ?? 'support'
  numbered.open({
    id, personId, cell: book.cell(agencyId, category, 1), kind: 'case', openedAt,
    closedAt: untilOn === null ? undefined : officeHour(untilOn),
  })
  if (untilOn !== null) return
  if (role === 'social_worker') ground.caseHolders.set(personId, staffId)
  tables.link.add({
    id: idAt(chance, openedAt), person_id: personId, cell: book.cell(agencyId, 'involvement', 0), staff_id: staffId,
    agency_id: agencyId, role, purpose, work_id: id, kind: 'allocated', valid_from: timeText(openedAt),
    valid_until: null,
  })
}

const officeHour = (day: string) => dayNumberOf(day) * minutesInDay + 10 * 60

const daysOfConcern = 180

/** A school's safeguarding lead keeps an eye on the pupils about whom the school has written something lately. */
function addPupilLinks(ground: Ground): void {
  const { book, tables, chance, until } = ground
  const since = daysAfter(until, -daysOfConcern)
  const linked = new Set<Uuid>()
  for (const event of ground.community.events) {
    const [subject] = event.people
    if (!subject || book.agency(event.agencyId).kind !== 'school' || momentOf(event.recordedAt) < since) continue
    const personId = personIn(ground, subject.recordId)
    if (linked.has(`${event.agencyId}/${personId}`)) continue
    linked.add(`${event.agencyId}/${personId}`)
    tables.link.add({
      id: idAt(chance, momentOf(event.recordedAt)), person_id: personId,
      cell: book.cell(event.agencyId, 'involvement', 0), staff_id: null, agency_id: event.agencyId, role: 'safeguarding_lead', purpose, work_id: null, kind: 'team',
      valid_from: event.recordedAt, valid_until: null,
    })
  }
}

/** A child who must not be found is sealed: the front door's managers and the child's own social worker see them. */
export function addSeals(ground: Ground): void {
  const { book, chance, tables } = ground
  const managers = book.holders(book.council.id, 'front_door_manager').map(({ id }) => id)
  const sealed = new Set<Uuid>()
  for (const record of ground.community.records) {
    const personId = personIn(ground, record.id)
    const isOfCouncil = record.agencyId === book.council.id && record.hasSafeAddress && record.lookedAfter === null
    if (!isOfCouncil || record.schoolCode === null || sealed.has(personId)) continue
    sealed.add(personId)
    const holder = ground.caseHolders.get(personId)
    tables.block.add({
      id: chance.uuid(), person_id: personId, kind: 'seal',
      exempt_staff: [...managers, ...(holder === undefined ? [] : [holder])].join(' '),
    })
  }
}
