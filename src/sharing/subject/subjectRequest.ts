import type { Day } from '../../language/format.ts'

export const requestStates = [
  'received',
  'identity_checked',
  'collected',
  'redacted',
  'approved',
  'released',
  'refused',
  'withdrawn',
] as const
export type RequestState = (typeof requestStates)[number]

export const requestSteps = [
  'ask_identity',
  'check_identity',
  'extend',
  'collect',
  'decide',
  'finish',
  'reopen',
  'approve',
  'take_back',
  'release',
  'send_back',
  'refuse',
  'withdraw',
] as const
export type RequestStep = (typeof requestSteps)[number]

/** `handler`: whoever answers for the data; `second`: another person, who has seen nothing of it before. */
type Taken = Readonly<{ to: RequestState; who: 'handler' | 'second'; stops?: true }>
type Life = Readonly<Record<RequestState, Partial<Record<RequestStep, Taken>>>>

const ends = {
  refuse: { to: 'refused', who: 'handler', stops: true },
  withdraw: { to: 'withdrawn', who: 'handler', stops: true },
} as const
const stay = (to: RequestState): Taken => ({ to, who: 'handler' })

/** The whole life of a request for one's own record; a step that is missing from a row is refused. */
export const lifeOfASubjectRequest: Life = {
  received: {
    ask_identity: stay('received'),
    check_identity: stay('identity_checked'),
    extend: stay('received'),
    ...ends,
  },
  identity_checked: { collect: stay('collected'), extend: stay('identity_checked'), ...ends },
  collected: {
    collect: stay('collected'),
    decide: stay('collected'),
    finish: stay('redacted'),
    extend: stay('collected'),
    ...ends,
  },
  redacted: { reopen: stay('collected'), approve: stay('approved'), extend: stay('redacted'), ...ends },
  approved: {
    take_back: stay('redacted'),
    extend: stay('approved'),
    release: { to: 'released', who: 'second', stops: true },
    send_back: { to: 'collected', who: 'second' },
  },
  released: {},
  refused: {},
  withdrawn: {},
}

export const stateWords: Readonly<Record<RequestState, string>> = {
  received: 'Received',
  identity_checked: 'Identity checked',
  collected: 'Being reviewed',
  redacted: 'Reviewed',
  approved: 'Waiting for release',
  released: 'Released',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
}

export const kinds = {
  child: 'The child themself',
  parent: 'A parent with parental responsibility',
  representative: 'A representative',
} as const
export type Kind = keyof typeof kinds
export const isKind = (text: string): text is Kind => text in kinds

/** The grounds on which something is left out. Those that are not told leave no trace in the account. */
export const grounds = {
  third_party: {
    title: 'It is about somebody else',
    told: true,
    source: 'Data Protection Act 2018, Schedule 2 paragraph 16',
  },
  legal_privilege: {
    title: 'It is legal advice',
    told: true,
    source: 'Data Protection Act 2018, Schedule 2 paragraph 19',
  },
  source: {
    title: 'It comes from a source',
    told: false,
    source: 'Data Protection Act 2018, section 45(4) and Schedule 2 paragraph 2',
  },
  seal: {
    title: 'It holds a protected value',
    told: false,
    source: 'Data Protection Act 2018, Schedule 2 paragraph 16 and Schedule 4',
  },
  serious_harm: {
    title: 'It would cause serious harm',
    told: false,
    source: 'Data Protection Act 2018, Schedule 3 paragraphs 5, 11 and 19',
  },
  best_interests: {
    title: 'It is not in the child’s best interests',
    told: false,
    source: 'Data Protection Act 2018, Schedule 3 paragraph 21',
  },
} as const
export type Ground = keyof typeof grounds
export const isGround = (text: string | null | undefined): text is Ground =>
  text !== null && text !== undefined && text in grounds

export const sections = {
  held: { title: 'What is held about you', says: 'This is what the agencies have written down about you.' },
  decisions: { title: 'What was decided about you', says: 'These are decisions that people made about you.' },
  seen: { title: 'Who saw it', says: 'Each time somebody looks at your record, that is written down.' },
  shared: {
    title: 'What was shared, with whom, and under which law',
    says: 'Agencies may share only what an agreement and a law allow.',
  },
  flags: {
    title: 'What computers did',
    says: 'Computers compare records and check words. They decide nothing about you.',
  },
} as const
export type Section = keyof typeof sections
export const sectionNames = ['held', 'decisions', 'seen', 'shared', 'flags'] as const satisfies readonly Section[]
export const isSection = (text: string | undefined): text is Section => text !== undefined && text in sections

export type Choice = 'keep' | 'mask' | 'redact'
export const choices = {
  keep: 'Give all of it',
  mask: 'Give it with the marked words left out',
  redact: 'Leave it out',
} as const
export const isChoice = (text: string): text is Choice => text in choices

export type Lines = readonly (readonly [label: string, value: string])[]

export type SubjectRequest = Readonly<{
  id: string
  personId: string
  reference: string
  state: RequestState
  kind: Kind
  requesterName: string
  givenName: string
  familyName: string
  birthOn: Day | null
  asksFor: string
  wholePartnership: boolean
  receivedOn: Day
  identityAskedAt: Date | null
  identityHow: string | null
  authorityHow: string | null
  identityCheckedAt: Date | null
  extendedAt: Date | null
  extendedWhy: string | null
  collectedAt: Date | null
  approvedAt: Date | null
  releasedAt: Date | null
  sentBackWhy: string | null
  closedAt: Date | null
  closedWhy: string | null
  items: number
  undecided: number
}>

export type Item = Readonly<{
  id: string
  place: number
  section: Section
  ofAgency: string | null
  ofCategory: string | null
  sourceTable: string
  sourceId: string | null
  title: string
  lines: Lines
  masked: Lines | null
  found: readonly string[]
  proposal: Choice
  ground: Ground | null
  isLocked: boolean
  decision: Choice | null
  decidedGround: Ground | null
  reason: string | null
  dispute: string | null
}>

/** Which step may be taken now, whoever takes it. */
export const afterStep = (state: RequestState, step: RequestStep): Taken | undefined =>
  lifeOfASubjectRequest[state][step]
