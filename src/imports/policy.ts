import type { Viewer } from '../kernel/context.ts'
import type { ImportKind } from './importKind.ts'

/** Which agency's roles look after its files. The database checks again that their cells are the agency's own. */
const importers = ['analyst', 'neighbourhood_officer', 'exploitation_detective', 'front_door_manager', 'front_door_worker',
  'social_worker', 'safeguarding_lead', 'emergency_nurse', 'administrator']

export function mayImport(
  viewer: Viewer, agencyKind: string, kind: Pick<ImportKind, 'agencyKinds' | 'roles'>,
): boolean {
  return importers.includes(viewer.role)
    && (kind.agencyKinds.includes(agencyKind) || (kind.roles?.includes(viewer.role) ?? false))
}
