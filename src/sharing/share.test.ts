import { expect, test } from 'vitest'
import { isSection, lifeOfARequest, lifeOfAShare, mayTake, stateOfShare } from './share.ts'
import type { ShareState, ShareStep } from './share.ts'

const now = new Date('2026-11-24T12:00:00Z')
const before = new Date('2026-11-24T11:00:00Z')
const after = new Date('2026-11-24T13:00:00Z')
const sent = {
  kind: 'share' as const,
  recalledAt: undefined,
  answeredAt: undefined,
  refusedBecause: undefined,
  receivedAt: undefined,
  validUntil: after,
}

test.each([
  [sent, 'sent'],
  [{ ...sent, receivedAt: before }, 'received'],
  [{ ...sent, validUntil: now }, 'expired'],
  [{ ...sent, validUntil: before, receivedAt: before }, 'expired'],
  [{ ...sent, recalledAt: before, validUntil: before }, 'recalled'],
  [{ ...sent, answeredAt: before }, 'answered'],
  [{ ...sent, answeredAt: before, refusedBecause: 'not_held' }, 'refused'],
] as const)('%o is %s', (share, state) => {
  expect(stateOfShare(share, now)).toBe(state)
})

test('what is over takes no step, and a share is not answered', () => {
  const over: ShareState[] = ['answered', 'refused', 'expired', 'recalled']
  const steps: ShareStep[] = ['send', 'receive', 'answer', 'refuse', 'recall', 'expire']
  for (const life of [lifeOfAShare, lifeOfARequest])
    for (const state of over) expect(steps.filter(step => life[state][step] !== undefined)).toEqual([])
  expect(mayTake('answer', sent, now)).toBe(false)
  expect(mayTake('answer', { ...sent, kind: 'request' }, now)).toBe(true)
  expect(mayTake('recall', { ...sent, validUntil: now }, now)).toBe(false)
})

test('every state but the first is reached by some step', () => {
  const reached = new Set(
    [lifeOfAShare, lifeOfARequest].flatMap(life => Object.values(life).flatMap(row => Object.values(row))),
  )
  expect(
    Object.keys(lifeOfARequest).filter(state => ![...reached, 'drafted'].some(each => each === state)),
  ).toEqual([])
})

test('the process of sharing is no section of a share', () => {
  expect(isSection('concern')).toBe(true)
  for (const category of ['disclosure', 'notification', 'protection']) expect(isSection(category)).toBe(false)
})
