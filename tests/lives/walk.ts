import type { Move } from '../../src/practice/life.ts'
import { movesOf } from '../../src/practice/life.ts'
import type { Practice } from '../../src/practice/practice.ts'

/** A number below `n`, from a seed that gives the same walk again (mulberry32). */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0
  return n => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n)
  }
}

export type Walked = { steps: number; faults: string[]; statesSeen: Set<string>; stepsSeen: Set<string> }

/**
 * Walks the table of a life at random, as a model: which state it is in and which clocks run. A state that nobody knows,
 * a step without an act, and a clock that still runs when everything is over are faults.
 */
export function walk(practice: Practice, { steps, seed }: { steps: number; seed: number }): Walked {
  const roll = dice(seed)
  const rows = rowsOf(practice)
  const walked: Walked = { steps: 0, faults: [], statesSeen: new Set([practice.first]), stepsSeen: new Set() }
  const faults = new Set<string>()
  let state: string = practice.first
  let running = new Set(practice.begin.starts ?? [])
  while (walked.steps < steps) {
    const moves = rows.get(state) ?? []
    const move = moves[roll(moves.length)]
    // Nothing leads on from here, or by chance somebody begins another one.
    if (!move || (practice.over.includes(state) && roll(8) === 0)) {
      if (!move && !practice.over.includes(state)) faults.add(`nothing leads on from ${state}`)
      state = practice.first
      running = new Set(practice.begin.starts ?? [])
      walked.steps++
      continue
    }
    const { taken } = move
    if (!practice.verbs[move.step]) faults.add(`${move.step} leaves no act`)
    if (taken.stops === 'all') running.clear()
    else for (const clock of taken.stops ?? []) running.delete(clock)
    for (const clock of taken.starts ?? []) running.add(clock)
    state = taken.to
    walked.statesSeen.add(state)
    walked.stepsSeen.add(move.step)
    walked.steps++
    if (practice.over.includes(state)) for (const clock of running) faults.add(`${clock} still runs in ${state} after ${move.step}`)
  }
  return { ...walked, faults: [...faults] }
}

function rowsOf(practice: Practice): Map<string, Move[]> {
  const rows = new Map<string, Move[]>(Object.keys(practice.life).map(state => [state, []]))
  for (const move of movesOf(practice.life)) rows.get(move.from)?.push(move)
  return rows
}

/** States from which no way leads to one where it is over: work that could never end. */
export function withoutEnd(practice: Practice): string[] {
  const ending = new Set<string>(practice.over)
  for (let before = -1; before < ending.size;) {
    before = ending.size
    for (const { from, to } of movesOf(practice.life)) if (ending.has(to)) ending.add(from)
  }
  return Object.keys(practice.life).filter(state => !ending.has(state))
}
