import type { Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { DisplayName } from '../people/displayNames.ts'
import type { Life } from './life.ts'
import type { Answers, StepForm } from './question.ts'
import type { Episode, EpisodeEntry, Urgency } from './episode.ts'
import type { Settings } from './settings.ts'

/** Category and tier; the agency is always the one whose staff write. */
export type NarrowCell = Readonly<{ category: string; tier: number }>

/** What the rules of a room may look at. Nothing in it is read again: a rule never awaits. */
export type Facts = Readonly<{
  episode: Episode
  viewer: Viewer
  /** What the viewer may see of what was recorded so far, newest first. */
  entries: readonly EpisodeEntry[]
  /** How the child is called, where the viewer may see it. */
  child?: DisplayName | undefined
  /** Whole years on the day of London, or nothing while the day of birth is unknown or hidden. */
  age?: number | undefined
  settings: Settings
  now: Date
}>

/** Says why a step may not be taken now, or nothing. `answers` are empty while the buttons of a page are chosen. */
export type Rule = (facts: Facts, answers: Answers) => string | undefined

/** An entry of the child's chronology that a step makes. `kind` is a record kind, which decides the category. */
export type ChronologyEntry = Readonly<{
  kind: string; headline: string; body?: string; occurredAt: Date
  assertion?: 'fact' | 'opinion' | 'allegation' | 'own_words'; role?: string
}>

/** An episode of another agency (or of one's own) that a step begins: a referral, a request, a task. */
export type Begun = Readonly<{
  kind: string; agencyId: string; answers?: Answers; urgency?: Urgency; team?: string
  /** When the clocks of its beginning start to run, if not now. */
  clockStartsAt?: Date
}>

/** What a step does beyond the table of its life. */
export type Effect = Readonly<{
  /** Why it cannot be done after all, for what only the transaction knows: the last place has just gone. */
  refused?: string | undefined
  urgency?: Urgency
  assignedTo?: string | null
  team?: string
  /** When a clock that this step starts begins to run, if not now. */
  clocksStartAt?: Readonly<Record<string, Date>>
  /** Of the clocks that the life lets this step start, only these. */
  onlyClocks?: readonly string[]
  chronology?: readonly ChronologyEntry[]
  begins?: readonly Begun[]
  /** Words and numbers of the process for the act; never anything personal. */
  detail?: Readonly<Record<string, string | number | boolean>>
}>

export type StepContext = Readonly<{ tx: Tx; kernel: Kernel; facts: Facts; answers: Answers }>

export type Beside = Readonly<{ text: string; href: string; roles: readonly string[] }>

export type StepWords = Readonly<{
  /** The verb of the button: "Grade the risk". */
  button: string
  /** Said afterwards, and in the history: "The risk is graded." */
  done: string
  hint?: string
}>

/**
 * A practice: everything that is particular to one kind of work. The life cycle is the one table from which buttons,
 * API, help text and diagram come; forms, rules and effects hang on its steps by name.
 */
export type Practice<State extends string = string, Step extends string = string> = Readonly<{
  /** Kind of the work: `missing_episode`. */
  kind: string
  /** Where its pages are: `/missing`. */
  path: string
  purpose: string
  /** Cell of the process itself, owned by the agency that does the work. */
  cell: NarrowCell
  words: Readonly<{ one: string; many: string; about: string; states: Readonly<Record<State, string>>; steps: Readonly<Record<Step, StepWords>> }>
  /** Act verbs: `missing_episode.opened` for the beginning, and one for each step. */
  verbs: Readonly<Record<Step, string>>
  life: Life<State, Step>
  first: State
  /** States in which nothing more is due: the work is closed when it enters one. */
  over: readonly State[]
  begin: Readonly<{
    /** Who may begin one, by role; and which kinds of agency may own it (a beginner's own, or another by deposit). */
    who: readonly string[]
    ownerKinds: readonly string[]
    form: StepForm
    starts?: readonly string[]
    rules?: readonly string[]
    urgency?: (answers: Answers) => Urgency
    /** The same child has one of these open at a time; whoever begins another is shown the open one. */
    onlyOne?: boolean
    effect?: (context: StepContext) => Effect | Promise<Effect>
  }>
  /** Roles of the owner's agency that have every episode as a team, and roles of other kinds of agency that follow it. */
  team: readonly string[]
  follow?: readonly Readonly<{ kinds: readonly string[]; roles: readonly string[] }>[]
  /** The cell in which somebody of this role records, where it is not the practice's own. */
  entryCell?: (role: string) => NarrowCell
  /** Pages of the room that stand beside the list, each for these roles. */
  beside?: readonly Beside[]
  /**
   * Lists are read by links, never from the desk: who does the work holds no names of its own, and the names of whoever
   * asked are open by link alone.
   */
  listsByLink?: boolean
  /** Days for which the links of an episode live on after it is over. */
  daysAfter?: number
  forms: Readonly<Partial<Record<Step, StepForm>>>
  rules: Readonly<Record<string, Rule>>
  effects?: Readonly<Partial<Record<Step, (context: StepContext) => Effect | Promise<Effect>>>>
}>

/** Checks names that a type cannot, at start, so that no room can be mounted half-wired. */
export function definePractice<const State extends string, const Step extends string>(
  practice: Practice<State, Step>,
): Practice<State, Step> {
  const problems = problemsOf(practice)
  if (problems.length > 0) throw new Error(`practice ${practice.kind}: ${problems.join('; ')}`)
  return practice
}

function problemsOf({ life, rules, begin, over, words, forms }: Practice): string[] {
  const steps = Object.values(life).flatMap(row => Object.entries(row))
  const named = [...steps.flatMap(([, taken]) => taken?.needs ?? []), ...begin.rules ?? []]
  const known = Object.keys(words.steps)
  return [
    ...named.filter(name => !rules[name]).map(name => `no rule ${name}`),
    ...known.filter(step => !steps.some(([name]) => name === step)).map(step => `no state knows the step ${step}`),
    ...Object.keys(forms).filter(step => !known.includes(step)).map(step => `a form for the unknown step ${step}`),
    ...over.filter(state => !life[state]).map(state => `no state ${state}`),
    ...Object.entries(life).flatMap(([state, row]) => Object.entries(row)
      .filter(([, taken]) => taken?.by === 'partner' && taken.to !== state)
      .map(([step]) => `a partner's step ${step} moves the episode`)),
  ]
}
