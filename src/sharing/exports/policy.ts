import type { Scope, Viewer } from '../../kernel/context.ts'

type Asker = Pick<Viewer, 'role'>

const approvers = new Set(['privacy_officer', 'senior_officer', 'information_governance_lead', 'board_chair'])
const tracers = new Set(['privacy_officer', 'information_governance_lead'])

/**
 * For one's own agency and never for oneself: which file is decided in the database, as the table `bulk_approver`
 * says.
 */
export const mayApproveBulk = ({ role }: Asker): boolean => approvers.has(role)
export const mayTrace = ({ role }: Asker): boolean => tracers.has(role)

/** Orders, approvals and traces say nothing of a child; the file itself is read within its own purpose. */
export const asOneself = (viewer: Viewer): Scope => ({ viewer, purpose: '', lens: 'linked' })
/** Those who approve act for oversight. */
export const deciding = (viewer: Viewer): Scope => ({ viewer, purpose: 'oversight', lens: 'hub' })
