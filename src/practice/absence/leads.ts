/** Roles that supervise a whole agency's practice, and so record absences of everybody in it. */
export const leads: readonly string[] = ['front_door_manager', 'inspector', 'superintendent']
