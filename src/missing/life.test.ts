import { expect, test } from 'vitest'
import { endlessClocks, movesOf, unreachable } from '../practice/life.ts'
import { missingRoom } from './room.ts'

const practices = missingRoom.practices

test.each(practices.map(one => [one.kind,
  one] as const))('%s: every state is reached, every clock stops, every step has its act', (_kind, one) => {
  expect(unreachable(one.life, one.first)).toEqual([])
  expect(endlessClocks(one.life)).toEqual([])
  for (const { step } of movesOf(one.life)) expect(one.verbs[step]).toMatch(new RegExp(`^${one.kind}\\.[a-z_]+$`))
  expect(new Set(Object.values(one.verbs)).size).toBe(Object.keys(one.verbs).length)
  for (const [step, form] of Object.entries(one.forms)) {
    const asked = form?.questions.map(({ id }) => id) ?? []
    expect(new Set(asked).size, step).toBe(asked.length)
    for (const { questions } of form?.pages ?? []) expect(asked).toEqual(expect.arrayContaining([...questions]))
    expect([undefined, ...asked]).toContain(form?.happenedAt)
  }
})

test.each(practices.map(one => [one.kind, one] as const))('%s: a walk at random always finds its way to an end',
  (_kind, one) => {
  let seed = 7
  const random = (most: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % most }
  let ended = 0
  for (let walk = 0; walk < 200; walk++) {
    let state = one.first
    for (let step = 0; step < 60 && !one.over.includes(state); step++) {
      const moves = movesOf(one.life).filter(({ from }) => from === state)
      const move = moves[random(moves.length)]
      if (!move) throw new Error(`no way out of ${state}`)
      expect(move.taken.by === 'partner' ? move.to : state).toBe(state)
      state = move.to
    }
    if (one.over.includes(state)) ended++
  }
  expect(ended).toBeGreaterThan(150)
})
