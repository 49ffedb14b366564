import type { Scope, Viewer } from '../kernel/context.ts'

type Asker = Pick<Viewer, 'role'>

const lead = 'information_governance_lead'

/** Only the information governance lead ends what was agreed. */
export const mayEndSharing = ({ role }: Asker): boolean => role === lead

/** The lead over all agencies whose clause lets them, a privacy officer over their own. */
export const maySeeDisclosures = ({ role }: Asker): boolean => role === lead || role === 'privacy_officer'

/** Agreements say nothing of a child: every signed-in member of staff reads them, for no purpose about anybody. */
export const readingAgreements = (viewer: Viewer): Scope => ({ viewer, purpose: '', lens: 'linked' })

/** The lead looks at disclosures and ends clauses for oversight, from the desk. */
export const overseeing = (viewer: Viewer): Scope => ({ viewer, purpose: 'oversight', lens: 'hub' })
