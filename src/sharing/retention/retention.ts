import type { Day } from '../../language/format.ts'

export const anchors = {
  date_of_birth: 'the date of birth',
  case_closed: 'the day on which the last work was closed',
  last_event: 'the last thing that was recorded',
  death: 'the day of death',
} as const
export type Anchor = keyof typeof anchors

export const actions = { review: 'Review', delete: 'Delete', anonymise: 'Keep without saying about whom' } as const
export const classes = {
  record: 'What an agency holds about a person',
  draft: 'Half-filled forms',
  search: 'What somebody looked for',
  import: 'Refused rows of files',
  repeat: 'First answers to repeated commands',
} as const

export type RetentionRule = Readonly<{
  code: string
  version: number
  title: string
  class: keyof typeof classes
  agencyKinds: readonly string[]
  categories: readonly string[]
  whenKinds: readonly string[]
  anchor: Anchor
  amount: number
  unit: 'years' | 'months' | 'days'
  action: keyof typeof actions
  reviewYears: number
  source: string
  sourceUrl: string | null
  verified: boolean
  validFrom: Day
  validUntil: Day | null
}>

/** What is due: one kind of information that one agency holds about a person. */
export const dueStates = ['due', 'kept', 'disposed'] as const
export type DueState = (typeof dueStates)[number]
export type DueStep = 'keep' | 'undo' | 'dispose'

/** The whole life of what is due: a decision to keep can be undone, a disposal cannot. */
export const lifeOfADue: Readonly<Record<DueState, Partial<Record<DueStep, DueState>>>> = {
  due: { keep: 'kept', dispose: 'disposed' },
  kept: { undo: 'due' },
  disposed: {},
}

export type Due = Readonly<{
  id: string
  personId: string
  ofAgency: string
  kind: string
  rule: string
  ruleVersion: number
  ruleTitle: string
  source: string
  action: keyof typeof actions
  reviewYears: number
  anchor: Anchor
  anchorOn: Day
  dueOn: Day
  state: DueState
  keepUntil: Day | null
  why: string | null
  removed: number | null
  decidedAt: Date | null
}>

export type Hold = Readonly<{
  id: string
  personId: string
  kind: 'person' | 'everything'
  reason: string
  placedBy: string
  placedAt: Date
  liftedAt: Date | null
  liftedWhy: string | null
}>

/** "25 years after the date of birth". */
export const ruleText = ({ amount, unit, anchor }: Pick<RetentionRule, 'amount' | 'unit' | 'anchor'>): string =>
  `${amount} ${amount === 1 ? unit.slice(0, -1) : unit} after ${anchors[anchor]}`
