import type { Answers } from './question.ts'

export const urgencies = ['immediate', 'today', 'routine'] as const
export type Urgency = typeof urgencies[number]

/** A piece of work of a practice room, as the viewer may see it. */
export type Episode = Readonly<{
  id: string; personId: string; cell: number; kind: string; reference: string; state: string; urgency: Urgency
  team?: string; assignedTo?: string; parentId?: string
  /** The agency that owns it: whose work it is. */
  agencyId: string
  openedAt: Date; openedBy: string; openedByAgency: string; closedAt?: Date; revision: number
}>

/** What was recorded at a step. Rows of one taking that lie in different cells are joined: what is hidden is left out. */
export type EpisodeEntry = Readonly<{
  takingId: string; step: string; answers: Answers; happenedAt: Date; recordedAt: Date
  recordedBy: string; recordedByAgency: string
}>
