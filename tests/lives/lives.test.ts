import { describe, expect, test } from 'vitest'
import { endlessClocks, unreachable } from '../../src/practice/life.ts'
import type { Practice } from '../../src/practice/practice.ts'
import { practiceRooms } from '../../src/practiceRooms.ts'
import { walk, withoutEnd } from './walk.ts'

const all = practiceRooms.flatMap(room => room.practices)

describe.each(all.map(practice => [practice.kind, practice] as const))('%s', (_kind, practice: Practice) => {
  test('every state is reached, and from every state there is an end', () => {
    expect(unreachable(practice.life, practice.first)).toEqual([])
    expect(withoutEnd(practice)).toEqual([])
  })

  test('every step has its act and its words, and every clock an end', () => {
    expect(endlessClocks(practice.life)).toEqual([])
    const steps = new Set(Object.values(practice.life).flatMap(row => Object.keys(row)))
    for (const step of steps) {
      expect(practice.verbs[step], step).toMatch(/^[a-z_]+\.[a-z_]+$/v)
      expect(practice.words.steps[step]?.button, step).toBeTruthy()
    }
    for (const state of Object.keys(practice.life)) expect(practice.words.states[state], state).toBeTruthy()
  })

  test('twenty thousand steps at random break nothing', () => {
    const walked = walk(practice, { steps: 20_000, seed: 20_261_124 })
    expect(walked.faults).toEqual([])
    expect([...walked.statesSeen].toSorted()).toEqual(Object.keys(practice.life).toSorted())
  })
})

test('the walk itself notices a broken life', () => {
  const [one] = all
  if (!one) throw new Error('no practice is mounted')
  const dead: Practice = { ...one, life: { ...one.life, [one.first]: { ...one.life[one.first], ghost: { to: 'nowhere', who: [] } } } }
  expect(walk(dead, { steps: 5_000, seed: 1 }).faults).toContain('ghost leaves no act')
  expect(withoutEnd({ ...one, over: [] }).length).toBeGreaterThan(0)
  const [state = ''] = one.over
  const ticking: Practice = { ...one, life: { ...one.life, [one.first]: {
    ...one.life[one.first], slip: { to: state, who: [], starts: ['forgotten'] } } } }
  expect(walk(ticking, { steps: 20_000, seed: 1 }).faults.join()).toContain('forgotten still runs')
  expect(unreachable({ ...one.life, island: {} }, one.first)).toEqual(['island'])
})
