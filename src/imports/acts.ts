/** What this room records. */
export const acts = ['person.imported', 'record.imported'] as const
