/** What this room records; `detail` never holds anything personal. */
export const acts = ['person.record_linked', 'person.record_unlinked', 'person.link_undone'] as const

export type PersonVerb = typeof acts[number]
