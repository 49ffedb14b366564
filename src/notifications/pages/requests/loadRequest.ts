import { clocksOf } from '../../../kernel/clocks.ts'
import type { Clock } from '../../../kernel/clocks.ts'
import type { Scope } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { displayNames } from '../../../people/displayNames.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { listWaiting } from '../../store/mine.ts'
import type { AskedRow } from '../../store/mine.ts'
import { findClauseFor, findGateway, findRequest, listInbox, listNeedsOf } from '../../store/requests.ts'
import type { Request } from '../../store/requests.ts'
import { namesOfStaff } from '../../store/screeningReads.ts'
import type { StaffName } from '../../store/screeningReads.ts'

export type RequestPage = {
  scope: Scope; now: Date; request: Request; clock: Clock | undefined
  names: Map<string, DisplayName>; needs: { kind: string; how: string }[]; staff: Map<string, StaffName>
  gateway: { title: string; about: string } | undefined; clause: { says: string; agreement: string } | undefined
}

/** What a team that was asked sees: who asks, what and why, and of the child what its clauses give. */
export async function loadRequest(tx: Tx, kernel: Kernel, scope: Scope, id: string): Promise<RequestPage | undefined> {
  const request = await findRequest(tx, id)
  if (!request) return undefined
  const { personId } = request
  const names = await displayNames(tx, scope, [personId])
  const needs = await listNeedsOf(tx, personId)
  const [clock] = await clocksOf(tx, [id])
  await disclose(tx, kernel, scope, {
    page: 'requests/one', people: [{ personId, categories: categoriesOf(names.has(personId), needs.length > 0) }],
  })
  return {
    scope, now: kernel.now(), request, clock, names, needs,
    staff: await namesOfStaff(tx, [request.askedBy, ...request.answers.map(answer => answer.by)]),
    gateway: await findGateway(tx, request.gateway), clause: await findClauseFor(tx, request.cell),
  }
}

const categoriesOf = (named: boolean, needs: boolean) =>
  ['request', ...(named ? ['identity'] : []), ...(needs ? ['needs'] : [])]

const shown = (personId: string, names: Map<string, DisplayName>) =>
  ({ personId, categories: categoriesOf(names.has(personId), false) })

export type Inbox = {
  now: Date; requests: Request[]; names: Map<string, DisplayName>; clocks: Map<string, Clock>
  staff: Map<string, StaffName>
}

export type Waiting = Omit<Inbox, 'requests'> & { rows: AskedRow[] }

/** What the front door has asked and still waits for. */
export async function loadWaiting(tx: Tx, kernel: Kernel, scope: Scope): Promise<Waiting> {
  const rows = await listWaiting(tx)
  const people = [...new Set(rows.map(row => row.personId))]
  const names = await displayNames(tx, scope, people)
  const clocks = await clocksOf(tx, rows.map(row => row.id))
  const staff = await namesOfStaff(tx, rows.map(row => row.askedBy))
  await disclose(tx, kernel, scope, { page: 'requests', people: people.map(personId => shown(personId, names)) })
  return { now: kernel.now(), rows, names, clocks: new Map(clocks.map(clock => [clock.workId, clock])), staff }
}

/** The requests of the viewer's own team. */
export async function loadInbox(tx: Tx, kernel: Kernel, scope: Scope): Promise<Inbox> {
  const requests = await listInbox(tx, scope.viewer)
  const people = [...new Set(requests.map(request => request.personId))]
  const names = await displayNames(tx, scope, people)
  const clocks = await clocksOf(tx, requests.map(request => request.id))
  const staff = await namesOfStaff(tx, requests.map(request => request.askedBy))
  await disclose(tx, kernel, scope, {
    page: 'requests', people: people.map(
      personId => ({ personId, categories: categoriesOf(names.has(personId), false) }),
    ),
  })
  return { now: kernel.now(), requests, names, clocks: new Map(clocks.map(clock => [clock.workId, clock])), staff }
}
