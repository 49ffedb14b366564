import type { Scope, Viewer } from '../kernel/context.ts'

const custodyTeam = ['custody_sergeant', 'inspector', 'superintendent']
const liaison = ['liaison_practitioner']

export const maySeeNow = ({ role }: Viewer): boolean => custodyTeam.includes(role)
/** Whoever detains and whoever offers both see that no family is missed, and can count it. */
export const maySeeFollowUp = ({ role }: Viewer): boolean => [...custodyTeam, ...liaison].includes(role)
export const mayCount = maySeeFollowUp

/** The team looks through its links, because needs are open to it for the children it has; a superintendent has none. */
export const nowScope = (viewer: Viewer): Scope =>
  ({ viewer, purpose: 'custody', lens: viewer.role === 'superintendent' ? 'hub' : 'linked' })
