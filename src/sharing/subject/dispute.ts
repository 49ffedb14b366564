import type { Day } from '../../language/format.ts'

export const disputeStates = ['raised', 'corrected', 'stands', 'withdrawn'] as const
export type DisputeState = (typeof disputeStates)[number]
export const disputeSteps = ['correct', 'stand', 'withdraw'] as const
export type DisputeStep = (typeof disputeSteps)[number]

/** The whole life of a dispute: it is answered once; whoever disagrees again raises another. */
export const lifeOfADispute: Readonly<Record<DisputeState, Partial<Record<DisputeStep, DisputeState>>>> = {
  raised: { correct: 'corrected', stand: 'stands', withdraw: 'withdrawn' },
  corrected: {},
  stands: {},
  withdrawn: {},
}

export const disputeStateWords: Readonly<Record<DisputeState, string>> = {
  raised: 'Waiting for an answer',
  corrected: 'Corrected',
  stands: 'Stands, with a note',
  withdrawn: 'Withdrawn',
}

export const outcomeWords: Readonly<Record<DisputeStep, { title: string; says: string }>> = {
  correct: {
    title: 'It was wrong',
    says: 'It is taken out, or stands with what is right beside it. It is never rewritten.',
  },
  stand: {
    title: 'It stands, with a note',
    says: 'What the person says about it stands beside it, for every reader.',
  },
  withdraw: { title: 'The person withdrew the dispute', says: 'The mark goes.' },
}
export const isOutcome = (text: string): text is DisputeStep => text in outcomeWords

export const disputableKinds = [
  'record',
  'source_record',
  'identifier',
  'contact_point',
  'need',
  'relationship',
  'involvement',
] as const
export type DisputableKind = (typeof disputableKinds)[number]
export const isDisputable = (text: string | undefined): text is DisputableKind =>
  disputableKinds.some(kind => kind === text)

/** Who somebody is to an agency is not ended by a date: it stands with its correction. */
export const canBeTakenOut = (kind: DisputableKind): boolean => kind !== 'source_record'

export type Dispute = Readonly<{
  id: string
  personId: string
  kind: DisputableKind
  recordId: string
  state: DisputeState
  reference: string
  role: 'child' | 'parent' | 'representative'
  raisedName: string
  says: string
  wants: string
  receivedOn: Day
  raisedAgency: string
  raisedAt: Date
  settledAt: Date | null
  why: string | null
  note: string | null
  ofAgency: string
}>
