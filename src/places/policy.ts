import type { Scope, Viewer } from '../kernel/context.ts'

/** Who makes places safer. Nothing on these pages is about a person, and yet it is for those whose work it is. */
const viewers = ['analyst', 'board_chair', 'exploitation_detective', 'neighbourhood_officer', 'front_door_worker', 'front_door_manager']

export function mayViewPlaces({ role }: Viewer): boolean {
  return viewers.includes(role)
}

export function placeScope(viewer: Viewer): Scope {
  return { viewer, purpose: 'place_problem_solving', lens: 'hub' }
}
