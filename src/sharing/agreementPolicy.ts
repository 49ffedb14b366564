import type { Viewer } from '../kernel/context.ts'
import type { Agreement } from './agreement.ts'
import { afterStep, isSigningRole, placesToSign } from './agreementLife.ts'
import type { Signature } from './agreementLife.ts'

type Asker = Pick<Viewer, 'role'>
type Version = Pick<Agreement, 'state' | 'parties'>

const lead = 'information_governance_lead'

/** Drafts, proposes, withdraws, activates and begins new versions. */
export const mayDraft = ({ role }: Asker): boolean => role === lead

/** A draft is work in progress of the lead; from the moment it is proposed, everybody may read it. */
export const mayReadVersion = (asker: Asker, { state }: Pick<Agreement, 'state'>): boolean =>
  state !== 'draft' || mayDraft(asker) || isSigningRole(asker.role)

/** The lead, and those who have to know what they sign. */
export const maySimulate = (asker: Asker, { state }: Pick<Agreement, 'state'>): boolean =>
  (mayDraft(asker) || isSigningRole(asker.role)) &&
  (state === 'draft' || state === 'proposed' || state === 'signed')

/** For one's own agency, once, in one's own role, and only while it waits. */
export function maySign(viewer: Viewer, version: Version, signatures: readonly Signature[]): boolean {
  if (!isSigningRole(viewer.role) || !afterStep(version.state, 'sign')) return false
  const place = placesToSign(version.parties, signatures).find(
    ({ agencyId, role }) => agencyId === viewer.agencyId && role === viewer.role,
  )
  return place !== undefined && !place.signature && !signatures.some(({ staffId }) => staffId === viewer.staffId)
}

/** An officer of a party may send a version back until it is active, also after having signed it. */
export const maySendBack = (viewer: Viewer, { state, parties }: Version): boolean =>
  isSigningRole(viewer.role) && parties.includes(viewer.agencyId) && afterStep(state, 'send_back') !== undefined

export const mayPropose = (asker: Asker, { state }: Version): boolean =>
  mayDraft(asker) && afterStep(state, 'propose') !== undefined
export const mayWithdraw = (asker: Asker, { state }: Version): boolean =>
  mayDraft(asker) && afterStep(state, 'withdraw') !== undefined
export const mayActivate = (asker: Asker, { state }: Version): boolean =>
  mayDraft(asker) && afterStep(state, 'activate') !== undefined
export const mayRenew = (asker: Asker, { state }: Version): boolean => mayDraft(asker) && state === 'active'
