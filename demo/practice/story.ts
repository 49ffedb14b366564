import type { Answers } from '../../src/practice/question.ts'
import type { StaffRole } from '../types.ts'

/** What somebody does in a story: so many hours after it began, in that role, with what they write. */
export type Happening = Readonly<{
  after: number
  by: StaffRole
  step: string
  answers: (at: Date) => Answers
  /** A step of the episode of this kind that the story's own has begun. */
  of?: string
}>

/** One made-up episode, begun so many hours before now. */
export type Story = Readonly<{
  /** Which of the demo's children, by number; the same number is the same child. */
  child: number
  kind: string
  hoursAgo: number
  by: StaffRole
  begin: (at: Date) => Answers
  happens: readonly Happening[]
}>

/** The answer to a question that asks when, some minutes before the moment at which it is written. */
export const minutesBefore = (at: Date, minutes: number): string => new Date(at.getTime() - minutes * 60_000).toISOString()
export const dayAfter = (at: Date, days: number): string => new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10)
