/** What one agency lets a team or a colleague of another see of a person; a request asks the other way round. */
export type ShareKind = 'share' | 'request'

export type ShareState = 'drafted' | 'sent' | 'received' | 'answered' | 'refused' | 'expired' | 'recalled'
export type ShareStep = 'send' | 'receive' | 'answer' | 'refuse' | 'recall' | 'expire'

type Life = Readonly<Record<ShareState, Partial<Record<ShareStep, ShareState>>>>

/** A step that is not in a row is refused, never ignored. */
export const lifeOfAShare: Life = {
  drafted: { send: 'sent' },
  sent: { receive: 'received', recall: 'recalled', expire: 'expired' },
  received: { recall: 'recalled', expire: 'expired' },
  answered: {},
  refused: {},
  expired: {},
  recalled: {},
}

export const lifeOfARequest: Life = {
  drafted: { send: 'sent' },
  sent: { receive: 'received', answer: 'answered', refuse: 'refused', recall: 'recalled', expire: 'expired' },
  received: { answer: 'answered', refuse: 'refused', recall: 'recalled', expire: 'expired' },
  answered: {},
  refused: {},
  expired: {},
  recalled: {},
}

/** One chosen part: a category, or one entry of it, with the clause that opens it; none where a life was at risk. */
export type Section = Readonly<{ category: string; record?: string | null; clause?: string | null }>

export type Informed = 'yes' | 'no' | 'unsafe'
export type RefusedBecause =
  | 'no_clause'
  | 'not_necessary'
  | 'not_held'
  | 'would_harm'
  | 'third_party'
  | 'investigation'
  | 'no_answer'
  | 'other'

export type Share = Readonly<{
  id: string
  personId: string
  cell: number
  kind: ShareKind
  answers: string | undefined
  fromAgency: string
  fromStaff: string
  fromRole: string
  toAgency: string
  toRole: string
  toStaff: string | undefined
  purpose: string
  sections: readonly Section[]
  onlyRecords: readonly string[]
  isVital: boolean
  reason: string
  informed: Informed
  informedWhy: string
  conditions: string
  onward: 'none' | 'named'
  onwardTo: string
  sentAt: Date
  validUntil: Date
  receivedAt: Date | undefined
  receivedBy: string | undefined
  recalledAt: Date | undefined
  recalledBy: string | undefined
  recalledWhy: string
  answeredAt: Date | undefined
  answeredBy: string | undefined
  refusedBecause: string | undefined
  refusedWords: string
  reviewedAt: Date | undefined
  vitalReview: string | undefined
  reviewWhy: string
}>

type Dated = Pick<Share, 'recalledAt' | 'answeredAt' | 'refusedBecause' | 'validUntil' | 'receivedAt'>

/** Derived, never stored: an end that has passed is noticed by nobody's hand. */
export function stateOfShare(share: Dated, now: Date): ShareState {
  if (share.recalledAt) return 'recalled'
  if (share.answeredAt) return share.refusedBecause === undefined ? 'answered' : 'refused'
  if (share.validUntil <= now) return 'expired'
  return share.receivedAt ? 'received' : 'sent'
}

export function mayTake(step: ShareStep, share: Dated & Pick<Share, 'kind'>, now: Date): boolean {
  const life = share.kind === 'share' ? lifeOfAShare : lifeOfARequest
  return life[stateOfShare(share, now)][step] !== undefined
}

export const shareStateWords: Readonly<Record<ShareState, string>> = {
  drafted: 'Not sent',
  sent: 'Sent, not opened yet',
  received: 'Opened',
  answered: 'Answered',
  refused: 'Refused',
  expired: 'Ended',
  recalled: 'Recalled',
}

export const informedWords: Readonly<Record<Informed, string>> = {
  yes: 'Yes, they know who was told what, and why',
  no: 'Not yet',
  unsafe: 'No: telling them would not be safe',
}

export const refusedBecauseWords: Readonly<Record<RefusedBecause, string>> = {
  no_clause: 'No clause of an agreement covers it',
  not_necessary: 'It is not needed for this purpose',
  not_held: 'It is not held',
  would_harm: 'Sharing it would put somebody in danger',
  third_party: 'It is about somebody else',
  investigation: 'It would harm an investigation',
  no_answer: 'There was no answer',
  other: 'Another reason',
}

export const isRefusedBecause = (word: string): word is RefusedBecause => word in refusedBecauseWords

/** These describe the process of sharing, not the person: they are never a section of a share. */
const ofTheProcess = new Set([
  'notification',
  'request',
  'answer',
  'decision',
  'feedback',
  'disclosure',
  'protection',
  'rights',
])
export const isSection = (category: string): boolean => !ofTheProcess.has(category)

export const vitalDays = 3
export const usualDays = 28
export const mostDays = 365
/** A recall within this time is an undo: it is offered on the page that says that the share was sent. */
export const undoMilliseconds = 60_000

/** How much of what is left counts as "about to end" on somebody's list of work. */
export const endsSoonMilliseconds = 3 * 86_400_000
