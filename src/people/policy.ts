import type { Viewer } from '../kernel/context.ts'

const frontDoor = new Set(['front_door_worker', 'front_door_manager'])

/** These work with numbers, agreements and accounts, never with a person's record. */
const withoutPeople = new Set(['analyst', 'information_governance_lead', 'board_chair', 'administrator',
  'privacy_officer', 'senior_officer'])

export function maySearch({ role }: Pick<Viewer, 'role'>): boolean {
  return !withoutPeople.has(role)
}

/** An agency's own records are its own to link; the front door sees all sides and may link any record that it sees. */
export function mayLink(viewer: Pick<Viewer, 'agencyId' | 'role'>, record: { agencyId: string }): boolean {
  return maySearch(viewer) && (record.agencyId === viewer.agencyId || frontDoor.has(viewer.role))
}

/** The purpose of looking somebody up before any work is open. */
export const purposeOfSearch = 'safeguard_child'
