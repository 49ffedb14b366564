export const exportKinds = ['disclosures', 'chronology'] as const
export type ExportKind = (typeof exportKinds)[number]

export const kindWords: Record<ExportKind, string> = {
  disclosures: 'Record of disclosures', chronology: 'Chronology of one child',
}

/**
 * Beyond so many people at once a second person has to approve (Newham 2017: one e-mail, 203 people, 44 recipients).
 */
export const mostWithoutApproval = 10
/** How long a file can be taken; a week at most. */
export const lifetimes = [['24', '1 day'], ['72', '3 days'], ['168', '7 days']] as const
export const hoursOf = (typed: string | undefined): number | undefined =>
  lifetimes.some(([hours]) => hours === typed) ? Number(typed) : undefined
export const mostOfAReason = 1_000

export type ApprovalState = 'asked' | 'approved' | 'refused' | 'used'
/** A yes or no is given once; a yes serves one file, and runs out after a day if nobody takes it. */
export const lifeOfAnApproval: Record<ApprovalState | 'lapsed', Partial<Record<'approve' | 'refuse' | 'use'
  | 'lapse', ApprovalState | 'lapsed'>>> = {
  asked: { approve: 'approved', refuse: 'refused', lapse: 'lapsed' },
  approved: { use: 'used', lapse: 'lapsed' },
  refused: {},
  used: {},
  lapsed: {},
}

export type ExportOrder = Readonly<{
  id: string; kind: ExportKind; madeBy: string; agencyId: string; recipient: string; purpose: string
  personId: string | null; workId: string | null; filter: Readonly<Record<string, string>>; people: number; why: string
  madeAt: Date; expiresAt: Date; closedAt: Date | null; closedBecause: string | null
  approval: ApprovalState | null; askedAt: Date | null; approvalUntil: Date | null
  decidedBy: string | null; decidedAt: Date | null; decidedWords: string | null
  mayApprove: boolean; copies: number
}>

export type ExportStanding = 'waiting' | 'ready' | 'refused' | 'lapsed' | 'expired' | 'closed'

/** How an order stands now; the first that holds is told. */
export function standingOfExport(order: ExportOrder, now: Date): ExportStanding {
  if (order.closedAt) return 'closed'
  if (order.approval === 'refused') return 'refused'
  const isOpen = order.approval === 'asked' || order.approval === 'approved'
  if (isOpen && order.approvalUntil && order.approvalUntil <= now) return 'lapsed'
  if (order.expiresAt <= now) return 'expired'
  return order.approval === 'asked' ? 'waiting' : 'ready'
}

export const standingWords: Record<ExportStanding, string> = {
  waiting: 'Waits for approval', ready: 'Can be taken', refused: 'Not approved', lapsed: 'Approval has run out',
    expired: 'Has run out',
  closed: 'Closed',
}

/** Why a copy was not handed over. */
export type NotTaken = 'closed' | 'expired' | 'approval' | 'gone'
export const notTakenWords: Record<NotTaken, string> = {
  closed: 'It was closed: what it was made of is no longer for you.',
  expired: 'It can be taken for a limited time only, and that has passed.',
  approval: 'More than ten people are in it, and a second person’s approval is missing, has run out, or was for fewer people.',
  gone: 'What it was made of is no longer open to you, so nothing is left to put into it.',
}
