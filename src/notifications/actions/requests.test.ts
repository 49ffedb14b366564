import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clocksOf } from '../../kernel/clocks.ts'
import { openWork } from '../../kernel/work.ts'
import type { Persona } from '../../../tests/seedBase.ts'
import { agencies, frontDoorWorld, linkedScope, people, viewerOf } from '../frontDoorWorld.ts'
import type { FrontDoorWorld } from '../frontDoorWorld.ts'
import { findRequest, listAskable, listInbox, listRequestsOf } from '../store/requests.ts'
import { answerRequest } from './answerRequest.ts'
import { askAgency, withdrawRequest } from './askAgency.ts'
import { startScreening } from './screenNotification.ts'
import { absent } from './takeStep.ts'

let w: FrontDoorWorld
beforeAll(async () => { w = await frontDoorWorld() })
afterAll(() => w.end())

const frontDoor = viewerOf('frontDoor')
const schoolA = { toAgency: agencies.schoolA, toRole: 'safeguarding_lead' }
const hospital = { toAgency: agencies.hospital, toRole: 'emergency_nurse' }
const asking = { asks: 'How is attendance?', reason: 'A worry about a knife', urgent: false }
let revision = 1
const command = (notificationId: string) => ({ notificationId, revision: revision++, key: randomUUID() })

async function screened(account?: string) {
  const id = await w.notify(account === undefined ? {} : { account })
  revision = 1
  await startScreening(w.kernel, frontDoor, command(id))
  return id
}

async function asked(id: string, team = schoolA, urgent = false) {
  const outcome = await askAgency(w.kernel, frontDoor, { ...command(id), ...team, ...asking, urgent })
  expect(outcome).toMatchObject({ done: true })
  const requests = await w.as(linkedScope('frontDoor', id), tx => listRequestsOf(tx, id))
  return requests.find(request => request.toAgency === team.toAgency)?.id ?? ''
}

const seenBy = (persona: Persona, id: string) => w.as(linkedScope(persona, id), tx => findRequest(tx, id))
const clocks = (id: string) => w.as(linkedScope('schoolLeadA', id), tx => clocksOf(tx, [id]))
const running = async (id: string) => (await clocks(id)).filter(clock => !clock.stoppedAt)
const answering = (requestId: string) => ({ requestId, key: randomUUID() })

test('the front door may ask exactly the teams that a live clause names, with its legal gateway', async () => {
  const askable = await w.as(linkedScope('frontDoor'), tx => listAskable(tx, frontDoor, 'safeguard_child'))
  expect(askable).toContainEqual(
    expect.objectContaining({ agencyId: agencies.schoolA, role: 'safeguarding_lead', gateway: 'ca1989_s47' }),
  )
  expect(
    askable.some(team => team.agencyId === agencies.council || team.agencyId === agencies.violenceReduction),
  ).toBe(false)
  const id = await screened()
  expect(await askAgency(
    w.kernel, frontDoor, { ...command(id), toAgency: agencies.violenceReduction, toRole: 'analyst', ...asking },
  ))
    .toEqual({ done: false, why: 'No agreement in force lets you ask that team.' })
})

test('a school that is asked sees the request and the child’s name, no account and no notification', async () => {
  const id = await screened('CANARY of the account')
  const request = await asked(id)
  await w.admin.query(`insert into contact_point (partnership_id, person_id, cell, kind, value)
    select partnership_id, $1, id, 'address', 'CANARY of the address' from cell
    where category = 'contact' and tier = 1`, [people.child])
  expect(await openWork(w.kernel, viewerOf('schoolLeadA'), id)).toBeUndefined()
  const opened = await openWork(w.kernel, viewerOf('schoolLeadA'), request)
  expect(opened).toMatchObject({ scope: { lens: 'linked', purpose: 'safeguard_child' }, work: { kind: 'request' } })
  await w.as(linkedScope('schoolLeadA', request), async tx => {
    expect(await findRequest(tx, request)).toMatchObject({ asks: asking.asks, reason: asking.reason, state: 'asked' })
    const names = await tx.selectFrom('source_record').select('cell').where('person_id', '=', people.child).execute()
    expect(names.length).toBeGreaterThan(0)
    for (const table of [
      'notification', 'notification_person', 'level_set', 'decision', 'told_outcome', 'quality_feedback', 'handover',
    ] as const)
      expect([table, await tx.selectFrom(table).selectAll().execute()]).toEqual([table, []])
    expect(JSON.stringify(await tx.selectFrom('record').selectAll().execute())).not.toContain('CANARY')
    const addresses = await tx.selectFrom('contact_point').select('cell').execute()
    expect(addresses.map(row => w.kernel.cells.of(row.cell)?.agencyId)).toEqual([agencies.schoolA])
    const works = await tx.selectFrom('work').select('id').execute()
    expect(works.map(row => row.id)).not.toContain(id)
    const acts = await tx.selectFrom('act').select('verb').execute()
    expect(acts.every(act => act.verb.startsWith('request.'))).toBe(true)
    const clocks = await tx.selectFrom('clock').select('work_id').execute()
    expect(clocks.map(row => row.work_id)).not.toContain(id)
  })
})

test('asking about a child whom only the police hold gives the asker a record, and the team that is asked a name', async () => {
  await w.admin.query(`update source_record set person_id = $1 where person_id = $2
    and cell in (select id from cell where agency_id = $3)`, [people.parent, people.child, agencies.council])
  const id = await screened()
  const request = await asked(id, hospital)
  const own = w.kernel.cells.id(agencies.council, 'identity', 0)
  const records = await w.as(linkedScope('frontDoor', id), tx => tx.selectFrom('source_record')
    .select(['cell', 'given_name']).where('person_id', '=', people.child).execute())
  expect(records.filter(({ cell }) => cell === own)).toEqual([{ cell: own, given_name: 'Teo' }])
  const seen = await w.as(linkedScope('nurse', request), tx => tx.selectFrom('source_record')
    .select('cell').where('person_id', '=', people.child).execute())
  expect(seen).toContainEqual({ cell: own })
  await asked(await screened(), hospital)
  const again = await w.as(linkedScope('frontDoor', id), tx => tx.selectFrom('source_record')
    .select('cell').where('person_id', '=', people.child).where('cell', '=', own).execute())
  expect(again).toHaveLength(1)
})

test('one agency does not see what another was asked about the same child, nor its answer', async () => {
  const id = await screened()
  const ofSchool = await asked(id)
  const ofHospital = await asked(id, hospital)
  await answerRequest(w.kernel, viewerOf('nurse'), { ...answering(ofHospital), kind: 'full', body: 'Seen once' })
  expect(await seenBy('schoolLeadA', ofSchool)).toMatchObject({ state: 'asked' })
  await w.as(linkedScope('schoolLeadA', ofSchool), async tx => {
    expect(await findRequest(tx, ofHospital)).toBeUndefined()
    expect(await tx.selectFrom('answer').selectAll().where('request_id', '=', ofHospital).execute()).toEqual([])
    expect(await tx.selectFrom('act').selectAll().where('work_id', '=', ofHospital).execute()).toEqual([])
  })
  expect(
    (await w.as(linkedScope('frontDoor', id), tx => listRequestsOf(tx, id))).map(request => request.state).toSorted(),
  ).toEqual(['answered', 'asked'])
})

test('another school, and a colleague of the school in another role, see nothing', async () => {
  const id = await screened()
  const request = await asked(id)
  for (const persona of ['schoolLeadB', 'mentor', 'officer'] as const) {
    expect(await openWork(w.kernel, viewerOf(persona), request)).toBeUndefined()
    expect(
      await answerRequest(w.kernel, viewerOf(persona), { ...answering(request), kind: 'full', body: 'x' }),
    ).toEqual({ done: false, why: absent })
  }
})

test('part of an answer keeps the clock running; the whole answer stops it and reaches the asker', async () => {
  const id = await screened()
  const request = await asked(id)
  await answerRequest(
    w.kernel, viewerOf('schoolLeadA'), { ...answering(request), kind: 'partial', body: 'Attendance is 82 per cent' },
  )
  expect(await running(request)).toHaveLength(1)
  await answerRequest(
    w.kernel, viewerOf('schoolLeadA'), { ...answering(request), kind: 'full', body: 'And he was late on Monday' },
  )
  expect(await running(request)).toEqual([])
  const [seen] = await w.as(linkedScope('frontDoor', id), tx => listRequestsOf(tx, id))
  expect(seen).toMatchObject(
    { state: 'answered', answers: [{ kind: 'partial' }, { kind: 'full', body: 'And he was late on Monday' }] },
  )
  expect(await answerRequest(w.kernel, viewerOf('schoolLeadA'), { ...answering(request), kind: 'full', body: 'again' }))
    .toEqual({ done: false, why: 'The request has been answered in full.' })
})

test('not sharing is recorded with its reason, stops the clock, and the asker may ask again', async () => {
  const id = await screened()
  const request = await asked(id)
  await answerRequest(w.kernel, viewerOf('schoolLeadA'), {
    ...answering(request), kind: 'refused', body: '', refusedBecause: 'not_relevant',
  })
  expect(await running(request)).toEqual([])
  const [seen] = await w.as(linkedScope('frontDoor', id), tx => listRequestsOf(tx, id))
  expect(seen).toMatchObject({ state: 'refused', answers: [{ refusedBecause: 'not_relevant' }] })
  const { rows } = await w.admin.query('select verb, agency_id from act where work_id = $1 order by pos', [request])
  expect(rows).toEqual([
    { verb: 'request.asked', agency_id: agencies.council }, { verb: 'request.refused', agency_id: agencies.schoolA },
  ])
  await asked(id)
})

test('a team has one open request for a notification, and an answer that is sent twice is one answer', async () => {
  const id = await screened()
  const request = await asked(id)
  expect(await askAgency(w.kernel, frontDoor, { ...command(id), ...schoolA, ...asking })).toMatchObject({ done: false })
  const twice = { ...answering(request), kind: 'partial', body: 'Once' } as const
  await Promise.all([
    answerRequest(w.kernel, viewerOf('schoolLeadA'), twice), answerRequest(w.kernel, viewerOf('schoolLeadA'), twice),
  ])
  expect((await seenBy('schoolLeadA', request))?.answers).toHaveLength(1)
})

test('an urgent request has four hours', async () => {
  const id = await screened()
  const urgent = await seenBy('schoolLeadA', await asked(id, schoolA, true))
  expect((urgent?.dueAt.getTime() ?? 0) - (urgent?.askedAt.getTime() ?? 0)).toBe(4 * 3_600_000)
})

test('a withdrawn request says why, stops its clock and takes no answer', async () => {
  const id = await screened()
  const request = await asked(id)
  expect(await withdrawRequest(
    w.kernel, viewerOf('schoolLeadA'), { notificationId: id, requestId: request, key: randomUUID(), why: 'x' },
  ))
    .toEqual({ done: false, why: absent })
  expect(await withdrawRequest(
    w.kernel, frontDoor, { notificationId: id, requestId: request, key: randomUUID(), why: 'Asked the wrong school' },
  ))
    .toMatchObject({ done: true })
  expect(await seenBy('schoolLeadA', request)).toMatchObject(
    { state: 'withdrawn', withdrawnWhy: 'Asked the wrong school' },
  )
  expect(await running(request)).toEqual([])
  expect(await answerRequest(w.kernel, viewerOf('schoolLeadA'), { ...answering(request), kind: 'full', body: 'x' }))
    .toEqual({ done: false, why: 'The request has been withdrawn.' })
})

test('the inbox holds the requests of one’s own team only, soonest due first', async () => {
  const inbox = await w.as(linkedScope('schoolLeadA'), tx => listInbox(tx, viewerOf('schoolLeadA')))
  expect(inbox.length).toBeGreaterThan(3)
  expect(new Set(inbox.map(request => request.toAgency))).toEqual(new Set([agencies.schoolA]))
  const due = inbox.map(request => request.dueAt.getTime())
  expect(due).toEqual(due.toSorted((one, other) => one - other))
  expect(await w.as(linkedScope('schoolLeadB'), tx => listInbox(tx, viewerOf('schoolLeadB')))).toEqual([])
})

test('when the clause ends, the request is gone with the next statement', async () => {
  const id = await screened()
  const request = await asked(id)
  const { rows } = await w.admin.query<{ id: string }>(
    `select id from clause where 'request' = any (categories) and ended_at is null`,
  )
  await w.admin.query(
    `update authz.grant_cell set valid_until = now() - interval '1 second' where clause_id = $1`, [rows[0]?.id],
  )
  await w.admin.query('update clause set ended_at = now() where id = $1', [rows[0]?.id])
  expect(await seenBy('schoolLeadA', request)).toBeUndefined()
  expect(await w.as(linkedScope('frontDoor'), tx => listAskable(tx, frontDoor, 'safeguard_child'))).toEqual([])
})
