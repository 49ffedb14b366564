import { clocksOf } from '../kernel/clocks.ts'
import type { Clock } from '../kernel/clocks.ts'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { displayNames } from '../people/displayNames.ts'
import type { DisplayName } from '../people/displayNames.ts'
import { frontDoor } from './life.ts'
import type { NotificationFacts } from './policy.ts'
import * as reads from './store/caseReads.ts'
import { listAskable, listNeedsOf, listRequestsOf } from './store/requests.ts'
import type { Askable, Request } from './store/requests.ts'
import { factsOf, findScreened, listPeopleOf } from './store/screening.ts'
import type { Screened } from './store/screening.ts'
import { listActsOf, listColleagues, namesOfStaff, receivingRoles } from './store/screeningReads.ts'
import type { ActLine, Colleague, StaffName } from './store/screeningReads.ts'

export type CasePerson = { personId: string; role: string; isSubject: boolean }

/** Everything that this viewer may see of one notification. What a clause does not open is simply not in it. */
export type Case = {
  scope: Scope; now: Date
  screened: Screened; facts: NotificationFacts; formTitle: string
  /** The viewer belongs to the agency that screens; otherwise to the one that told. */
  isInside: boolean
  isReferrer: boolean
  people: CasePerson[]; names: Map<string, DisplayName>; needs: { kind: string; how: string }[]
  records: reads.RecordLine[]; files: reads.FileLine[]
  requests: Request[]; levels: reads.LevelLine[]; decisions: reads.DecisionLine[]; told: reads.ToldLine[]
  handovers: reads.HandoverLine[]; feedback: reads.FeedbackLine[]
  clocks: Clock[]; acts: ActLine[]
  staff: Map<string, StaffName>; agencies: Map<string, { name: string; shortName: string }>; roles: Map<string, string>
  askable: Askable[]; colleagues: Colleague[]; receivers: Colleague[]
}

/** Reads a notification as the scope lets it be read, and writes who was shown it, in the same transaction. */
export async function loadCase(tx: Tx, kernel: Kernel, scope: Scope, id: string): Promise<Case | undefined> {
  const screened = await findScreened(tx, id)
  if (!screened) return undefined
  const facts = await factsOf(tx, kernel, screened)
  const isInside = scope.viewer.agencyId === facts.agencyId
  const process = await loadProcess(tx, id, isInside)
  const content = await loadContent(tx, kernel, scope, screened)
  const workIds = [id, ...process.requests.map(request => request.id)]
  const loaded = {
    scope, screened, facts, isInside, now: kernel.now(),
    isReferrer: screened.referrerStaff === scope.viewer.staffId,
    ...process, ...content,
    formTitle: await reads.titleOfForm(tx, screened.formKind, screened.formVersion),
    clocks: await clocksOf(tx, workIds), acts: await listActsOf(tx, workIds),
    agencies: await reads.namesOfAgencies(tx), roles: await reads.titlesOfRoles(tx),
    ...await loadChoices(tx, scope, isInside),
  }
  const staff = await namesOfStaff(tx, staffIn(loaded))
  await disclose(tx, kernel, scope, { page: 'notifications/one', people: shownIn(loaded) })
  return { ...loaded, staff }
}

async function loadProcess(tx: Tx, id: string, isInside: boolean) {
  return {
    requests: isInside ? await listRequestsOf(tx, id) : [],
    levels: await reads.listLevelsOf(tx, id),
    decisions: await reads.listDecisionsOf(tx, id),
    told: await reads.listToldOf(tx, id),
    handovers: await reads.listHandoversOf(tx, id),
    feedback: await reads.listFeedbackOf(tx, id),
  }
}

async function loadContent(tx: Tx, kernel: Kernel, scope: Scope, { id, personId }: Screened) {
  const listed = await listPeopleOf(tx, id)
  const people = listed.map(row => ({ personId: row.person_id, role: row.role, isSubject: row.is_subject }))
  if (!people.some(person => person.personId === personId))
    people.unshift({ personId, role: 'subject_of_concern', isSubject: true })
  return {
    people,
    names: await displayNames(tx, scope, people.map(person => person.personId)),
    needs: await listNeedsOf(tx, personId),
    records: await reads.listRecordsOf(tx, kernel, id),
    files: await reads.listFilesOf(tx, id),
  }
}

async function loadChoices(tx: Tx, scope: Scope, isInside: boolean) {
  if (!isInside) return { askable: [], colleagues: [], receivers: [] }
  return {
    askable: await listAskable(tx, scope.viewer, scope.purpose),
    colleagues: await listColleagues(tx, scope.viewer, frontDoor),
    receivers: await listColleagues(tx, scope.viewer, receivingRoles),
  }
}

function staffIn(loaded: Omit<Case, 'staff'>): (string | undefined)[] {
  return [
    loaded.screened.referrerStaff, loaded.screened.acknowledgedBy, loaded.screened.assignedTo,
    ...loaded.records.map(record => record.recordedBy), ...loaded.files.map(file => file.addedBy),
    ...loaded.requests.flatMap(request => [request.askedBy, ...request.answers.map(answer => answer.by)]),
    ...[...loaded.levels, ...loaded.decisions, ...loaded.told, ...loaded.feedback].map(line => line.by),
    ...loaded.handovers.flatMap(line => [line.by, line.staffId]),
    ...loaded.decisions.map(line => line.undone?.by),
  ]
}

/** Whom the page shows, each with the categories of what is shown. */
function shownIn({ people, names, needs, records, requests, screened }: Omit<Case, 'staff'>) {
  return people.map(({ personId }) => {
    const isSubject = personId === screened.personId
    const categories = new Set(records.filter(record => record.personId === personId).map(record => record.category))
    categories.add('notification')
    if (names.has(personId)) categories.add('identity')
    if (isSubject && needs.length > 0) categories.add('needs')
    if (isSubject && requests.length > 0) categories.add('request').add('answer')
    return { personId, categories: [...categories] }
  })
}
