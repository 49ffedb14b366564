import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAgency } from './actions/askAgency.ts'
import { startScreening } from './actions/screenNotification.ts'
import { htmlOf } from './frontDoorApp.tsx'
import { agencies, frontDoorWorld, linkedScope, people, viewerOf } from './frontDoorWorld.ts'
import type { FrontDoorWorld } from './frontDoorWorld.ts'
import { notificationsPanel } from './pages/notificationsPanel.tsx'
import { groupOf, workFor } from './workFor.ts'

let w: FrontDoorWorld
beforeAll(async () => {
  w = await frontDoorWorld()
  const id = await w.notify({ headline: 'A knife' })
  await startScreening(w.kernel, viewerOf('frontDoor'), { notificationId: id, revision: 1, key: randomUUID() })
  await askAgency(w.kernel, viewerOf('frontDoor'), {
    notificationId: id, revision: 2, key: randomUUID(), toAgency: agencies.schoolA, toRole: 'safeguarding_lead',
    asks: 'How is attendance?', reason: 'A worry', urgent: true,
  })
})
afterAll(() => w.end())

test('each has their own work: to screen, to answer, to wait for', async () => {
  expect(await workFor(w.kernel, viewerOf('frontDoor'))).toMatchObject([
    { what: 'Asked Alderbrook: How is attendance?', group: 'waiting', child: 'Teo Marlowe' },
    { what: 'Being screened: A knife', whoAsked: 'Rowan Ashby, Police' },
  ])
  expect(await workFor(w.kernel, viewerOf('schoolLeadA'))).toMatchObject(
    [{ what: 'Answer a request: How is attendance?', child: 'Teo Marlowe' }],
  )
  expect(await workFor(w.kernel, viewerOf('officer'))).toMatchObject([{ group: 'waiting', whoAsked: 'You' }])
  for (const persona of ['frontDoorManager', 'schoolLeadB', 'analyst', 'governance'] as const)
    expect(await workFor(w.kernel, viewerOf(persona))).toEqual([])
})

test('work is grouped by when it is due', () => {
  const now = new Date('2026-11-23T14:00:00Z')
  expect(groupOf(new Date('2026-11-23T13:59:00Z'), now)).toBe('overdue')
  expect(groupOf(new Date('2026-11-23T23:59:59Z'), now)).toBe('today')
  expect(groupOf(new Date('2026-11-24T00:00:00Z'), now)).toBe('this_week')
  expect(groupOf(new Date('2026-11-30T09:00:00Z'), now)).toBe('later')
  expect(groupOf(undefined, now)).toBe('later')
})

test('the child’s page shows the school its request, and not the notification behind it', async () => {
  const panel = (persona: 'schoolLeadA' | 'officer' | 'frontDoor' | 'schoolLeadB') => {
    const scope = linkedScope(persona)
    return w.as(scope, async tx => htmlOf(await notificationsPanel.view(tx, w.kernel, scope, people.child)))
  }
  expect(await panel('schoolLeadA')).toContain('Request to your team')
  expect(await panel('schoolLeadA')).not.toContain('Notification ')
  expect(await panel('officer')).toContain('href="/notifications/')
  expect(await panel('frontDoor')).toContain('href="/notifications/')
  expect(await panel('schoolLeadB')).toBe('<main></main>')
})
