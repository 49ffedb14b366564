import type { Scope, Viewer } from '../kernel/context.ts'
import type { Share } from './share.ts'

type Asker = Pick<Viewer, 'agencyId' | 'role' | 'staffId'>

const withoutPeople = new Set([
  'analyst',
  'information_governance_lead',
  'board_chair',
  'administrator',
  'privacy_officer',
  'senior_officer',
])

/** Whoever works with people shares what their own agency holds; the database asks for the link and the clause. */
export const mayShare = ({ role }: Pick<Viewer, 'role'>): boolean => !withoutPeople.has(role)
export const mayClaim = mayShare

export const mayOverseeShares = ({ role }: Pick<Viewer, 'role'>): boolean => role === 'privacy_officer'
export const mayReviewClaims = ({ role }: Pick<Viewer, 'role'>): boolean =>
  role === 'privacy_officer' || role === 'information_governance_lead'

/** The manager of a desk allocates and ends links of the whole agency. */
export const managesLinks = ({ role }: Pick<Viewer, 'role'>): boolean => role === 'front_door_manager'

export const isSender = (viewer: Pick<Viewer, 'agencyId'>, share: Pick<Share, 'fromAgency'>): boolean =>
  share.fromAgency === viewer.agencyId

export function isRecipient(viewer: Asker, share: Pick<Share, 'toAgency' | 'toRole' | 'toStaff'>): boolean {
  if (share.toAgency !== viewer.agencyId) return false
  return share.toStaff === undefined ? share.toRole === viewer.role : share.toStaff === viewer.staffId
}

/** The sender, a colleague in the same role, or who answers for the agency's data. */
export function mayRecall(viewer: Asker, share: Pick<Share, 'fromAgency' | 'fromStaff' | 'fromRole'>): boolean {
  return (
    isSender(viewer, share) &&
    (share.fromStaff === viewer.staffId || share.fromRole === viewer.role || mayOverseeShares(viewer))
  )
}

export function mayReviewVital(
  viewer: Asker,
  share: Pick<Share, 'fromAgency' | 'fromStaff' | 'isVital' | 'reviewedAt'>,
): boolean {
  return (
    share.isVital &&
    share.reviewedAt === undefined &&
    isSender(viewer, share) &&
    mayOverseeShares(viewer) &&
    share.fromStaff !== viewer.staffId
  )
}

/** Who answers for an agency's data looks from the desk, for oversight. */
export const overseeingShares = (viewer: Viewer): Scope => ({ viewer, purpose: 'oversight', lens: 'hub' })
/** A claim has no work yet: its purpose is that of the search by which the person was found. */
export const claiming = (viewer: Viewer, purpose: string): Scope => ({ viewer, purpose, lens: 'hub' })
