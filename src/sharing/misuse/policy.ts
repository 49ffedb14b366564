import type { Scope, Viewer } from '../../kernel/context.ts'

type Asker = Pick<Viewer, 'role'>

const reviewers = new Set(['privacy_officer', 'senior_officer', 'information_governance_lead', 'board_chair'])
const overseers = new Set(['information_governance_lead', 'board_chair'])

/** Whoever answers for the reader's agency; a senior officer or the chair where the sign is about that person. */
export const mayReviewSigns = ({ role }: Asker): boolean => reviewers.has(role)
/** How many signs each agency had, how they ended and how many are late; nobody's name. */
export const maySeeSummary = ({ role }: Asker): boolean => overseers.has(role)

/** From the desk, for oversight. */
export const reviewing = (viewer: Viewer): Scope => ({ viewer, purpose: 'oversight', lens: 'hub' })
/** What somebody says of themselves is for no purpose about anybody. */
export const asOneself = (viewer: Viewer): Scope => ({ viewer, purpose: '', lens: 'linked' })
