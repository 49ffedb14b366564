import { expect, test } from 'vitest'
import { funnelOf, medianOf, waitsOf } from './counts.ts'
import type { Referral } from './store/referrals.ts'

const on = (day: number) => new Date(`2026-03-${String(day).padStart(2, '0')}T10:00:00Z`)
const referral = (more: Partial<Referral>): Referral => ({
  workId: crypto.randomUUID(), personId: 'a child', referredAt: on(1), holdsPlace: false, attended: 0, notBrought: 0, cancelled: 0, ...more,
})

test('the funnel counts each referral in every stage that it reached, and an unknown outcome in none', () => {
  const funnel = funnelOf([
    referral({}), referral({ declinedAt: on(2) }), referral({ acceptedAt: on(2), startedAt: on(3) }),
    referral({ acceptedAt: on(2), startedAt: on(5), endedAt: on(9), endedHow: 'completed', outcomeAt: on(9), outcome: 'better' }),
    referral({ acceptedAt: on(2), startedAt: on(5), endedAt: on(9), endedHow: 'early', outcomeAt: on(9), outcome: 'not_known' }),
  ])
  const sizes = Object.fromEntries(Object.entries(funnel).map(([stage, members]) => [stage, members.length]))
  expect(sizes).toEqual({ referred: 5, accepted: 3, declined: 1, waiting: 0, started: 3, completed: 1, ended_early: 1, outcome: 1, better: 1 })
})

test('waits are whole days from referral to first session, and the median of an even number lies between two', () => {
  expect(waitsOf([referral({ startedAt: on(11) }), referral({}), referral({ startedAt: on(2) })])).toEqual([1, 10])
  expect(medianOf([1, 10])).toBe(5.5)
  expect(medianOf([1, 3, 10])).toBe(3)
  expect(medianOf([])).toBeUndefined()
})
