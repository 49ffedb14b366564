import type { Scope, Viewer } from '../kernel/context.ts'
import { purposeOfSearch, maySearch } from '../people/policy.ts'

type Asker = Pick<Viewer, 'role'>

const layers = new Set(['privacy_officer', 'information_governance_lead'])
const keepers = new Set([...layers, 'senior_officer'])

/** Whoever keeps the seals of an agency, and its senior officer, who signs as the second person. */
export const mayKeepSeals = ({ role }: Asker): boolean => keepers.has(role)
export const mayLaySeals = ({ role }: Asker): boolean => layers.has(role)

/** Keepers look over the seals of their agency from the desk, for oversight; no child's record is open there. */
export const keeping = (viewer: Viewer): Scope => ({ viewer, purpose: 'oversight', lens: 'hub' })

/** Everybody declares; those who look for people find them as any search of theirs would. */
export const declaring = (viewer: Viewer): Scope => ({ viewer, purpose: purposeOfSearch, lens: 'hub' })
export const mayLookFor = maySearch
