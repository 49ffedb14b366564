import { dateText } from '../../language/format.ts'
import { lastDayOf } from './typed.ts'

export const units = {
  working_days: 'Working days',
  calendar_days: 'Calendar days',
  hours: 'Hours',
  weeks: 'Weeks',
  months: 'Months',
} as const
export const ends = { end_of_day: 'At the end of the day', same_time: 'At the same time of day' } as const

/** "1 working day", "4 hours". */
export function amountText(amount: number, unit: string): string {
  const known: Readonly<Record<string, string>> = units
  const words = (known[unit] ?? unit).toLowerCase()
  return `${amount} ${amount === 1 ? words.replace(/s$/, '') : words}`
}

export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`

/** "27 March 2027", the last day of what ends at this moment. */
export const lastDayText = (end: Date | null | undefined, otherwise = 'No end'): string =>
  end ? dateText(lastDayOf(end)) : otherwise

/** "Valid from 1 April 2027", as a word for a list of versions. */
export function standingOf(
  from: string,
  until: string | null,
  today: string,
): 'in force' | 'future' | 'ended' | 'withdrawn' {
  if (until !== null && until <= from) return 'withdrawn'
  if (from > today) return 'future'
  return until !== null && until <= today ? 'ended' : 'in force'
}
