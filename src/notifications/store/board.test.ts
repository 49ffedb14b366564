import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskScope } from '../../kernel/work.ts'
import { setLevel, startScreening } from '../actions/screenNotification.ts'
import { frontDoorWorld, people, staff, viewerOf } from '../frontDoorWorld.ts'
import type { FrontDoorWorld } from '../frontDoorWorld.ts'
import { findSavedFilter, listBoard, saveFilter } from './board.ts'
import type { BoardFilter } from './board.ts'

let w: FrontDoorWorld
const ids: Record<string, string> = {}
const frontDoor = viewerOf('frontDoor')
const desk = deskScope(frontDoor, 'safeguard_child')
const everything: BoardFilter = { state: 'open', who: 'all', overdueOnly: false }
const command = (notificationId: string, revision: number) => ({ notificationId, revision, key: randomUUID() })

beforeAll(async () => {
  w = await frontDoorWorld()
  const now = w.clock.at
  w.later(-20 * 24 * 60)
  ids['overdueRoutine'] = await w.notify({ urgency: 'routine', headline: 'Overdue and routine' })
  w.clock.at = now
  ids['routine'] = await w.notify({ urgency: 'routine', headline: 'Routine' })
  ids['immediate'] = await w.notify({ urgency: 'immediate', headline: 'Immediate', by: 'detective' })
  w.later(1)
  ids['red'] = await w.notify({ urgency: 'today', headline: 'Today, red' })
  await startScreening(w.kernel, frontDoor, command(ids['red'], 1))
  await setLevel(w.kernel, frontDoor, { ...command(ids['red'], 2), level: 'red', why: 'Harm' })
})
afterAll(() => w.end())

const board = (filter: Partial<BoardFilter> = {}) =>
  w.as(desk, tx => listBoard(tx, staff.frontDoor, { ...everything, ...filter }, w.kernel.now()))
const headlines = async (filter: Partial<BoardFilter> = {}) => (await board(filter)).map(row => row.headline)

test('the most urgent stands first, then what is overdue, then what is due soonest', async () => {
  expect(await headlines()).toEqual(['Immediate', 'Today, red', 'Overdue and routine', 'Routine'])
})

test('a row says who recorded it, in which role, and its soonest clock', async () => {
  const [first, second] = await board()
  expect(first).toMatchObject({
    recordedBy: 'Tamsin Orrell', recordedByAgency: 'Police', recordedByRole: 'Missing and exploited team detective',
    state: 'sent',
  })
  expect(second).toMatchObject({ level: 'red', assignedName: 'Adaeze Linton', clock: { title: 'Screening: red' } })
})

test('no filter hides what is overdue, and the row says why it is there', async () => {
  const rows = await board({ level: 'red', who: 'mine' })
  expect(rows.map(row => [row.headline, row.besideFilter])).toEqual(
    [['Today, red', false], ['Overdue and routine', true]],
  )
  expect(await headlines({ who: 'unassigned' })).toEqual(['Immediate', 'Overdue and routine', 'Routine'])
  expect(await headlines({ overdueOnly: true })).toEqual(['Overdue and routine'])
  expect(await headlines({ level: 'none', state: 'sent' })).toEqual(['Immediate', 'Overdue and routine', 'Routine'])
  expect(await headlines({ state: 'closed' })).toEqual([])
})

test('the board shows nobody else’s desk anything, and never a sealed child', async () => {
  await w.admin.query(
    `insert into authz.block (partnership_id, person_id, kind, exempt_staff)
     select id, $1, 'seal', array[$2::uuid] from partnership`, [people.child, staff.frontDoorManager])
  expect(await headlines()).toEqual([])
  await w.admin.query('delete from authz.block where person_id = $1', [people.child])
  for (const persona of ['officer', 'schoolLeadA', 'analyst', 'governance'] as const) {
    const scope = deskScope(viewerOf(persona), 'safeguard_child')
    expect(await w.as(scope, tx => listBoard(tx, staff[persona], everything, w.kernel.now()))).toEqual([])
  }
})

test('a saved filter belongs to the person who saved it', async () => {
  await w.as(desk, tx => saveFilter(tx, frontDoor, 'who=mine'))
  await w.as(desk, tx => saveFilter(tx, frontDoor, 'level=red'))
  expect(await w.as(desk, tx => findSavedFilter(tx, staff.frontDoor))).toBe('level=red')
  const colleague = viewerOf('frontDoorManager')
  expect(
    await w.as(deskScope(colleague, 'safeguard_child'), tx => findSavedFilter(tx, colleague.staffId)),
  ).toBeUndefined()
})
