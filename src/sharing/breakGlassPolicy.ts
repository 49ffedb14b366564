import type { Scope, Viewer } from '../kernel/context.ts'

type Asker = Pick<Viewer, 'role'>

const reviewers = new Set(['privacy_officer', 'information_governance_lead'])

/** The privacy officer of what was opened, and the governance lead for agencies that have none. */
export const mayReview = ({ role }: Asker): boolean => reviewers.has(role)
/** The board sees how many reviews are late, and of which agency. */
export const maySeeLateReviews = ({ role }: Asker): boolean => role === 'board_chair'
  || role === 'information_governance_lead'

/** An emergency is told to the database as safeguarding: which cells it opens is decided there. */
export const inAnEmergency = (viewer: Viewer): Scope => ({ viewer, purpose: 'safeguard_child', lens: 'linked' })
