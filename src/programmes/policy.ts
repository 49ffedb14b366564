import type { Viewer } from '../kernel/context.ts'
import { keeperRoles } from './programme.ts'
import type { Programme } from './programme.ts'
import { programmeReferral } from './referral.ts'

const keepers: readonly string[] = keeperRoles

/** Those who run programmes keep their own agency's entries; the administrator of the partnership keeps all. */
export function mayKeep(viewer: Pick<Viewer, 'role' | 'agencyId'>, programme?: Pick<Programme, 'agencyId'>): boolean {
  return viewer.role === 'administrator' || (keepers.includes(viewer.role) && (!programme || programme.agencyId === viewer.agencyId))
}

export const mayRefer = ({ role }: Pick<Viewer, 'role'>): boolean => programmeReferral.begin.who.includes(role)

/** Counts are made of a provider's own referrals. */
export const mayCount = ({ role }: Pick<Viewer, 'role'>): boolean => programmeReferral.team.includes(role)
