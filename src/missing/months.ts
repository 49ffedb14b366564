import { londonInstant } from '../imports/fields.ts'
import { dayOf } from '../language/format.ts'
import type { Period } from './countsStore.ts'

/** Whole months of London, `2026-01`, the last one included. */
export type Months = Period & Readonly<{ first: string; last: string; all: readonly string[] }>

const most = 36
const usual = 12

/** The months asked for; without them the last twelve. Months that are no months, or too many, are not asked for. */
export function readMonths(asked: (name: string) => string | undefined, now: Date): Months {
  const current = dayOf(now).slice(0, 7)
  const known = monthsUpTo(current, most)
  const last = known.find(month => month === asked('to')) ?? current
  const earliest = monthsUpTo(last, usual).at(-1) ?? last
  const first = known.find(month => month === asked('from') && month <= last) ?? earliest
  const until = nextMonth(last)
  return { first, last, all: known, from: startOf(first), until: startOf(until) }
}

export const startOf = (month: string): Date => new Date(londonInstant(`${month}-01T00:00:00`))

/** The month itself and those before it, newest first. */
function monthsUpTo(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: count }, (_, back) => monthText(year * 12 + number - 1 - back))
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return monthText(year * 12 + number)
}

const monthText = (count: number) => `${Math.floor(count / 12)}-${String(count % 12 + 1).padStart(2, '0')}`

export const monthOf = (at: Date): string => dayOf(at).slice(0, 7)
/** From the first to the last, oldest first. */
export const monthsBetween = ({ first, last, all }: Months): string[] => all.filter(month => month >= first
  && month <= last).toReversed()
