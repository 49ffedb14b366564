import { expect, test } from 'vitest'
import { dueAt } from '../kernel/deadlines.ts'
import type { ClockRule } from '../kernel/deadlines.ts'
import type { EpisodeEntry } from '../practice/episode.ts'
import type { Answers } from '../practice/question.ts'
import { byEthnicity } from './byEthnicity.ts'
import { countedFrom, figuresOf, followUpOf, medianOf } from './counting.ts'
import type { Asked, Counted } from './counting.ts'
import { gravityOf } from './gravity.ts'
import { hoursBetween, nightsBetween, stayOf } from './hours.ts'
import { gravityMatrix } from './settings.ts'
import { childForm, faultOfChildForm, needsPage, needsQuestions, welfarePage, welfareQuestions } from './welfare.ts'

const at = (text: string) => new Date(text)
let taking = 0
const entry = (step: string, when: string, answers: Answers = {}): EpisodeEntry => ({
  takingId: String(++taking), step, answers, happenedAt: at(when), recordedAt: at(when), recordedBy: 'a', recordedByAgency: 'b',
})

test('the gravity of an offence shows line by line how it comes about, and never leaves its scale', () => {
  const matrix = gravityMatrix.starter
  expect(gravityOf(matrix, 'theft', [])).toMatchObject({ score: 2, lines: [{ text: 'Theft or handling', points: 2 }] })
  expect(gravityOf(matrix, 'knife', ['exploited', 'weapon_used', 'planned'])).toMatchObject({ score: 4 })
  expect(gravityOf(matrix, 'serious_violence', ['planned', 'hate'])).toMatchObject({ score: 5, lines: [{}, {}, {}, { text: 'Never more than 5', points: -2 }] })
  expect(gravityOf(matrix, 'minor', ['exploited'])).toMatchObject({ score: 1, lines: [{}, {}, { text: 'Never less than 1', points: 1 }] })
  expect(gravityOf(matrix, 'unheard of', [])).toBeUndefined()
})

test('no form about a child stands without its needs and welfare, in their place and not to be skipped', () => {
  const questions = [...needsQuestions, ...welfareQuestions]
  expect(faultOfChildForm({ pages: [needsPage, welfarePage], questions })).toBeUndefined()
  expect(faultOfChildForm({ pages: [welfarePage, needsPage], questions })).toContain('in its place')
  expect(faultOfChildForm({ pages: [needsPage], questions })).toContain('Is the child hurt?')
  expect(faultOfChildForm({ questions })).toContain('in its place')
  const loosened = questions.map(question => {
    const { required, ...rest } = question
    return question.id === 'injured' ? rest : { ...rest, ...(required && { required }) }
  })
  expect(faultOfChildForm({ pages: [needsPage, welfarePage], questions: loosened })).toContain('may be sent without “Is the child hurt?”')
  expect(() => childForm({ questions: [] })).toThrow('a form about a child')
})

test('hours and nights in cells run through a Friday night, a bank holiday and the change of the clocks', () => {
  expect(stayOf({ chargedAt: at('2026-12-25T22:30:00Z'), leftAt: at('2026-12-28T09:00:00Z'), now: at('2027-01-01T00:00:00Z') })).toEqual({ hours: 58.5, nights: 3 })
  expect(nightsBetween(at('2026-11-27T14:00:00Z'), at('2026-11-27T23:59:00Z'))).toBe(0)
  expect(nightsBetween(at('2026-07-03T22:59:00Z'), at('2026-07-03T23:01:00Z'))).toBe(1)
  expect(hoursBetween(at('2026-10-24T23:00:00Z'), at('2026-10-25T06:00:00Z'))).toBe(7)
  expect(hoursBetween(at('2026-10-24T23:00:00Z'), at('2026-10-24T22:00:00Z'))).toBe(0)
  expect(stayOf({ chargedAt: at('2026-11-27T17:00:00Z'), now: at('2026-11-27T20:30:00Z') })).toEqual({ hours: 3.5, nights: 0 })
})

test('reviews do not wait for Monday; the offer to the family has until the next working day', () => {
  const rule = (amount: number, unit: ClockRule['unit']): ClockRule => ({
    code: 'x', version: 1, title: 'x', amount, unit, ends: unit === 'hours' ? 'same_time' : 'end_of_day', dayEndsAt: '23:59:59',
    atRiskShare: 0.75, source: 'x', verified: true,
  })
  const isHoliday = (day: string) => ['2026-12-25', '2026-12-28'].includes(day)
  expect(dueAt(rule(6, 'hours'), at('2026-12-25T20:00:00Z'), isHoliday).dueAt).toEqual(at('2026-12-26T02:00:00Z'))
  expect(dueAt(rule(1, 'working_days'), at('2026-11-27T23:30:00Z'), isHoliday).dueAt).toEqual(at('2026-11-30T23:59:59Z'))
  expect(dueAt(rule(1, 'working_days'), at('2026-12-24T16:55:00Z'), isHoliday).dueAt).toEqual(at('2026-12-29T23:59:59Z'))
})

const detention = { id: 'd', personId: 'p', reference: '2026-1', openedAt: at('2026-11-20T18:00:00Z'), state: 'left' }

test('a detention is counted from its own entries: the adult, the night, the bed and the outcome', () => {
  const entries = [
    entry('to_court', '2026-11-21T08:00:00Z', { left_at: '2026-11-21T08:00:00Z' }), entry('certify', '2026-11-21T06:00:00Z'),
    entry('ask_bed', '2026-11-20T22:30:00Z', { accommodation: 'secure' }),
    entry('refuse_bail', '2026-11-20T22:00:00Z', { charged_at: '2026-11-20T22:00:00Z' }), entry('adult_here', '2026-11-20T19:30:00Z'),
    entry('begin', '2026-11-20T18:00:00Z', { relevant_at: '2026-11-20T18:00:00Z', reason: 'arrested' }),
  ]
  const asked: Asked[] = [{ id: 'b', kind: 'bed_request', state: 'none', openedAt: detention.openedAt }]
  expect(countedFrom({ detention, entries, asked, now: at('2026-12-01T00:00:00Z') })).toEqual({
    id: 'd', personId: 'p', reference: '2026-1', state: 'left', arrivedAt: detention.openedAt, reason: 'arrested', followUp: 'missing',
    outcome: 'charged', minutesToAdult: 90, after: { hours: 10, nights: 1, bed: 'none', isSecure: true, isCertified: true },
  })
  const later = [entry('outcome', '2026-12-02T10:00:00Z', { outcome: 'outcome_22' }), entry('leave', '2026-11-20T23:00:00Z', { outcome: 'under_investigation' })]
  expect(countedFrom({ detention, entries: later, asked: [], now: at('2026-12-03T00:00:00Z') })).toMatchObject({ outcome: 'outcome_22' })
})

test('a family counts as offered only when it was offered', () => {
  const offer = (state: string, isLate = false): Asked => ({ id: state, kind: 'liaison_offer', state, isLate, openedAt: detention.openedAt })
  expect([[], [offer('to_offer')], [offer('to_offer', true)], [offer('not_reached')], [offer('ended'), offer('to_offer')]].map(followUpOf))
    .toEqual(['missing', 'waiting', 'late', 'not_reached', 'offered'])
})

const many = (count: number, more: Partial<Counted>): Counted[] => Array.from({ length: count }, (_, n) => ({
  id: `${more.ethnicity ?? ''}${more.outcome ?? ''}${n}`, personId: 'p', reference: 'r', arrivedAt: detention.openedAt, state: 'left', reason: 'arrested', followUp: 'offered', ...more,
}))

test('twenty who were brought in and nineteen who were offered are not 100 %', () => {
  const list = [...many(19, { outcome: 'charged' }), ...many(1, { followUp: 'missing', outcome: 'not_detained' })]
  const figure = (code: string) => figuresOf(list).find(one => one.code === code)
  expect([figure('K23')?.met.length, figure('K23')?.of?.length]).toEqual([19, 20])
  expect([figure('diverted')?.met.length, figure('diverted')?.of?.length, figure('detained')?.met.length]).toEqual([1, 20, 19])
  expect([medianOf([]), medianOf([3]), medianOf([9, 1, 2]), medianOf([1, 2, 4, 9])]).toEqual([undefined, 3, 2, 3])
})

test('diversion by ethnicity hides small numbers, and what would give them away', () => {
  const rows = byEthnicity([
    ...many(10, { ethnicity: 'A', outcome: 'outcome_22' }), ...many(10, { ethnicity: 'A', outcome: 'charged' }),
    ...many(8, { ethnicity: 'B', outcome: 'charged' }), ...many(2, { ethnicity: 'C', outcome: 'outcome_22' }), ...many(9, { ethnicity: 'A', outcome: 'bailed' }),
  ], 5)
  expect(rows).toEqual([
    { group: 'A', decided: 20, diverted: 10, share: 0.5 },
    { group: 'B', decided: undefined, diverted: undefined, share: undefined },
    { group: 'C', decided: undefined, diverted: undefined, share: undefined },
  ])
  expect(byEthnicity([...many(6, { ethnicity: 'A', outcome: 'outcome_22' }), ...many(3, { ethnicity: 'A', outcome: 'charged' })], 5))
    .toEqual([{ group: 'A', decided: 9, diverted: undefined, share: undefined }])
  expect(byEthnicity(many(7, { outcome: 'charged' }), 5)).toEqual([{ group: 'Not recorded', decided: 7, diverted: 0, share: 0 }])
})
