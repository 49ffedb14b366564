import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clocksOf } from '../../kernel/clocks.ts'
import { agencies, frontDoorWorld, linkedScope, people, staff, viewerOf } from '../frontDoorWorld.ts'
import type { FrontDoorWorld } from '../frontDoorWorld.ts'
import { refusals } from '../policy.ts'
import { listDecisionsOf, listFeedbackOf, listLevelsOf, listToldOf } from '../store/caseReads.ts'
import { findScreened } from '../store/screening.ts'
import {
  closeNotification, decideNotification, giveFeedback, handOverNotification, reopenNotification,
  undoNotificationDecision,
} from './decideNotification.ts'
import { acknowledgeNotification, assignNotification, setLevel, startScreening } from './screenNotification.ts'
import { seeFeedback } from './seeFeedback.ts'
import { absent, changedSince } from './takeStep.ts'

let w: FrontDoorWorld
beforeAll(async () => { w = await frontDoorWorld() })
afterAll(() => w.end())

const frontDoor = viewerOf('frontDoor')
const manager = viewerOf('frontDoorManager')
const command = (notificationId: string, revision: number) => ({ notificationId, revision, key: randomUUID() })
const look = (id: string) => w.as(linkedScope('frontDoor', id), tx => findScreened(tx, id))
const clocks = (id: string) => w.as(linkedScope('frontDoor', id), tx => clocksOf(tx, [id]))
const running = async (id: string) => (await clocks(id)).filter(clock => !clock.stoppedAt).map(clock => clock.rule)
const verbs = async (id: string) => (await w.admin.query<{ verb: string }>(
  'select verb from act where work_id = $1 order by pos', [id],
)).rows.map(row => row.verb)

const decision = {
  outcome: 'child_in_need', rationale: 'Needs an assessment', advice: 'We will see the family this week',
} as const

async function screened() {
  const id = await w.notify()
  expect(await startScreening(w.kernel, frontDoor, command(id, 1))).toMatchObject({ done: true })
  return id
}

async function decided() {
  const id = await screened()
  expect(
    await decideNotification(w.kernel, frontDoor, { ...command(id, 2), ...decision }),
  ).toMatchObject({ done: true })
  return id
}

test('starting to screen acknowledges, takes it on and is one act', async () => {
  const id = await screened()
  expect(await look(id)).toMatchObject(
    { state: 'acknowledged', assignedTo: staff.frontDoor, acknowledgedBy: staff.frontDoor, revision: 2 },
  )
  expect(await verbs(id)).toEqual(['notification.sent', 'notification.screening_started'])
  expect(await running(id)).toEqual(['acknowledge_notification'])
})

test('a form that is sent twice is one act', async () => {
  const id = await w.notify()
  const twice = command(id, 1)
  const [one, other] = await Promise.all(
    [acknowledgeNotification(w.kernel, frontDoor, twice), acknowledgeNotification(w.kernel, frontDoor, twice)],
  )
  expect(one).toEqual({ done: true, value: { id } })
  expect(other).toEqual(one)
  expect(await verbs(id)).toEqual(['notification.sent', 'notification.acknowledged'])
})

test('somebody who looked at an older version is told so, and nothing is overwritten', async () => {
  const id = await screened()
  const [one, other] = await Promise.all([
    setLevel(w.kernel, frontDoor, { ...command(id, 2), level: 'amber', why: 'Likely in need' }),
    setLevel(w.kernel, manager, { ...command(id, 2), level: 'red', why: 'Needs protection' }),
  ])
  expect([one, other].filter(outcome => outcome.done)).toHaveLength(1)
  expect([one, other].find(outcome => !outcome.done)).toEqual({ done: false, why: changedSince })
  expect(await w.as(linkedScope('frontDoor', id), tx => listLevelsOf(tx, id))).toHaveLength(1)
})

test('a level starts its clock from receipt and replaces the clock of the former level', async () => {
  const id = await screened()
  await setLevel(w.kernel, frontDoor, { ...command(id, 2), level: 'green', why: 'Early help' })
  await setLevel(w.kernel, frontDoor, { ...command(id, 3), level: 'red', why: 'New facts' })
  expect((await running(id)).toSorted()).toEqual(['acknowledge_notification', 'screen_red'])
  const one = await look(id)
  const red = (await clocks(id)).find(clock => clock.rule === 'screen_red')
  expect(red?.dueAt.getTime()).toBe((one?.sentAt.getTime() ?? 0) + 4 * 3_600_000)
})

test('assigning goes to people of the front door only', async () => {
  const id = await screened()
  expect(
    await assignNotification(w.kernel, frontDoor, { ...command(id, 2), toStaff: staff.officer }),
  ).toMatchObject({ done: false })
  expect(
    await assignNotification(w.kernel, frontDoor, { ...command(id, 2), toStaff: staff.frontDoorManager }),
  ).toMatchObject({ done: true })
  expect(await look(id)).toMatchObject({ assignedTo: staff.frontDoorManager })
})

test('a decision before the acknowledgement is refused', async () => {
  const id = await w.notify()
  expect(
    await decideNotification(w.kernel, frontDoor, { ...command(id, 1), ...decision }),
  ).toEqual({ done: false, why: 'Acknowledge the notification first.' })
})

test('a decision stops the clocks; a strategy discussion starts its own', async () => {
  const id = await screened()
  await setLevel(w.kernel, frontDoor, { ...command(id, 2), level: 'red', why: 'Harm' })
  await decideNotification(w.kernel, frontDoor, { ...command(id, 3), ...decision, outcome: 'strategy_discussion' })
  expect(await running(id)).toEqual(['strategy_discussion'])
})

test('the referrer learns the outcome and the advice, and nothing else of social care', async () => {
  const id = await decided()
  await w.as(linkedScope('officer', id), async tx => {
    expect(await findScreened(tx, id)).toMatchObject({ state: 'decided' })
    expect(await listToldOf(tx, id)).toMatchObject([{ outcome: 'child_in_need', advice: decision.advice }])
    expect(await listDecisionsOf(tx, id)).toEqual([])
    expect(await listLevelsOf(tx, id)).toEqual([])
    expect(await tx.selectFrom('handover').selectAll().execute()).toEqual([])
    expect(await tx.selectFrom('request').selectAll().execute()).toEqual([])
  })
})

test('undoing within thirty minutes lets the clock run again and takes back what was told', async () => {
  const id = await decided()
  w.later(29)
  expect(
    await undoNotificationDecision(w.kernel, manager, { ...command(id, 3), why: 'Mine' }),
  ).toEqual({ done: false, why: refusals.samePerson })
  expect(
    await undoNotificationDecision(w.kernel, frontDoor, { ...command(id, 3), why: 'Wrong child' }),
  ).toMatchObject({ done: true })
  expect(await look(id)).toMatchObject({ state: 'acknowledged' })
  expect(await running(id)).toEqual(['acknowledge_notification'])
  await w.as(linkedScope('officer', id), async tx => { expect(await listToldOf(tx, id)).toEqual([]) })
  const [kept] = await w.as(linkedScope('frontDoor', id), tx => listDecisionsOf(tx, id))
  expect(kept).toMatchObject({ rationale: decision.rationale, undone: { why: 'Wrong child' } })
})

test('after thirty minutes a decision is reopened, not undone, and the clock starts again', async () => {
  const id = await decided()
  w.later(31)
  expect(
    await undoNotificationDecision(w.kernel, frontDoor, { ...command(id, 3), why: 'Late' }),
  ).toEqual({ done: false, why: refusals.undoLimit })
  expect(
    await reopenNotification(w.kernel, manager, { ...command(id, 3), why: 'The school told us more' }),
  ).toMatchObject({ done: true })
  expect(await running(id)).toEqual(['acknowledge_notification'])
  expect(await verbs(id)).toEqual(
    ['notification.sent', 'notification.screening_started', 'notification.decided', 'notification.reopened'],
  )
})

test('who takes a notification on may open everybody in it; before that the social worker sees nothing', async () => {
  const id = await w.notify({ others: [people.parent] })
  await startScreening(w.kernel, frontDoor, command(id, 1))
  await decideNotification(w.kernel, frontDoor, { ...command(id, 2), ...decision })
  expect(
    await closeNotification(w.kernel, viewerOf('socialWorker'), command(id, 3)),
  ).toEqual({ done: false, why: absent })
  const to = {
    agencyId: agencies.council, role: 'social_worker', staffId: staff.socialWorker, note: 'See the family first',
  }
  expect(
    await handOverNotification(w.kernel, frontDoor, { ...command(id, 3), ...to, agencyId: agencies.schoolA }),
  ).toMatchObject({ done: false })
  expect(await handOverNotification(w.kernel, frontDoor, { ...command(id, 3), ...to })).toMatchObject({ done: true })
  await w.as(linkedScope('socialWorker', id), async tx => {
    expect(await findScreened(tx, id)).toMatchObject({ state: 'handed_over' })
    expect(await listDecisionsOf(tx, id)).toHaveLength(1)
    const seen = await tx.selectFrom('notification_person').select('person_id').where(
      'notification_id', '=', id,
    ).execute()
    expect(seen.map(row => row.person_id).toSorted()).toEqual([people.child, people.parent].toSorted())
  })
  expect(await closeNotification(w.kernel, viewerOf('socialWorker'), command(id, 4))).toMatchObject({ done: true })
})

test('feedback reaches the referrer, and reading it is an act of the referrer alone', async () => {
  const id = await screened()
  await giveFeedback(w.kernel, frontDoor, {
    ...command(id, 2), grades: { clear_concern: 'good', childs_voice: 'missing' }, comment: 'Ask the child',
  })
  const [given] = await w.as(linkedScope('officer', id), tx => listFeedbackOf(tx, id))
  expect(given).toMatchObject({ grades: { clear_concern: 'good', childs_voice: 'missing' }, comment: 'Ask the child' })
  const seeing = { notificationId: id, feedbackId: given?.id ?? '', key: randomUUID() }
  expect(await seeFeedback(w.kernel, frontDoor, seeing)).toMatchObject({ done: false })
  expect(await seeFeedback(w.kernel, viewerOf('officer'), seeing)).toMatchObject({ done: true })
  expect(await verbs(id)).toContain('notification.feedback_seen')
  const [seen] = await w.as(linkedScope('frontDoor', id), tx => listFeedbackOf(tx, id))
  expect(seen?.seenAt).toBeInstanceOf(Date)
})

test('an agency that has no part in it cannot tell the notification from one that does not exist', async () => {
  const id = await screened()
  for (const persona of ['schoolLeadA', 'nurse', 'secondOfficer', 'analyst'] as const)
    for (const asked of [id, randomUUID()])
      expect(
        await acknowledgeNotification(w.kernel, viewerOf(persona), command(asked, 2)),
      ).toEqual({ done: false, why: absent })
})

test('a refused step is written to the record of disclosures', async () => {
  const id = await screened()
  await closeNotification(w.kernel, frontDoor, command(id, 2))
  const { rows } = await w.admin.query(
    `select outcome from disclosure where page = 'notification close' and work_id = $1`, [id],
  )
  expect(rows).toEqual([{ outcome: 'refused' }])
})
