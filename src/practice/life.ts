/** A step from one state: where it leads, who may take it, what it needs, and which clocks it touches. */
export type Taken<State extends string = string> = Readonly<{
  to: State
  /** Codes of roles. */
  who: readonly string[]
  /**
   * Whose staff: the agency that owns the episode (the usual case), or any agency to which it is open. A partner's step
   * never moves the episode: nobody writes into another agency's cell.
   */
  by?: 'owner' | 'partner'
  /** Rules of the room by name, each of which must be kept before the step may be taken. */
  needs?: readonly string[]
  /** Rules of clocks by code. */
  stops?: readonly string[] | 'all'
  starts?: readonly string[]
  pauses?: readonly string[]
  resumes?: readonly string[]
}>

/** State × step: a step that is missing from a row is refused, never ignored. */
export type Life<State extends string = string, Step extends string = string> =
  Readonly<Record<State, Partial<Record<Step, Taken<State>>>>>

/** The life as a Mermaid diagram, for the help page and the README. */
export function diagramOf<State extends string, Step extends string>(life: Life<State, Step>): string {
  return ['stateDiagram-v2', ...movesOf(life).map(({ from, to, step }) => `  ${from} --> ${to}: ${step}`)].join('\n')
}

export type Move = { from: string; step: string; to: string; taken: Taken }

/** Every step of every state, one after the other. */
export function movesOf<State extends string, Step extends string>(life: Life<State, Step>): Move[] {
  return Object.entries<Partial<Record<Step, Taken<State>>>>(life).flatMap(([from, row]) =>
    Object.entries<Taken<State> | undefined>(row)
      .flatMap(([step, taken]) => taken ? [{ from, step, to: taken.to, taken }] : []))
}

/** States that no way leads to from the first one. */
export function unreachable(life: Life, first: string): string[] {
  const reached = new Set([first])
  for (const state of reached)
    for (const taken of Object.values(life[state] ?? {})) if (taken) reached.add(taken.to)
  return Object.keys(life).filter(state => !reached.has(state))
}

/** Clocks that a life starts and no step ever stops. */
export function endlessClocks(life: Life): string[] {
  const steps = movesOf(life).map(({ taken }) => taken)
  const started = new Set(steps.flatMap(({ starts = [] }) => starts))
  const stopped = new Set(steps.flatMap(({ stops }) => stops === 'all' ? [...started] : stops ?? []))
  return [...started].filter(clock => !stopped.has(clock))
}

/** The word of a list that a text from the database is. */
export function wordOf<const Word extends string>(words: readonly Word[], text: string): Word {
  const word = findWord(words, text)
  if (word === undefined) throw new Error('a word that the list does not know')
  return word
}

export function findWord<const Word extends string>(words: readonly Word[], text: unknown): Word | undefined {
  return words.find(word => word === text)
}
