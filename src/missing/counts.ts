import { findWord } from '../practice/life.ts'

export const nothingToCount = 'None to count'
const hourMs = 3_600_000
const interviewHours = 72

/** A missing episode as the indicators K14 and K15 read it; what the viewer may not see is simply not there. */
export type CountedEpisode = Readonly<{
  id: string; personId: string; reference: string; openedAt: Date
  foundAt?: Date | undefined
  /** Graded high at any time. */
  wasHigh: boolean
  inCare: boolean
  interview?: Readonly<{
    id: string; returnedAt: Date; offeredAt?: Date | undefined; acceptedAt?: Date | undefined; heldAt?: Date | undefined
  }> | undefined
}>

export const figureCodes = ['episodes', 'children', 'repeats', 'high', 'duration', 'care', 'returned', 'offered',
  'accepted', 'held'] as const
export type FigureCode = typeof figureCodes[number]

export const figureWords: Record<FigureCode, { title: string; about: string }> = {
  episodes: { title: 'Missing episodes', about: 'Reported in the period, those reported in error left out' },
  children: { title: 'Children and young people', about: 'Missing at least once in the period' },
  repeats: { title: 'Missing more than once',
    about: 'Children and young people with two or more episodes in the period' },
  high: { title: 'High risk', about: 'Share of episodes that were graded high at any time' },
  duration: { title: 'Median duration', about: 'From report to return, of episodes that have ended' },
  care: { title: 'From care', about: 'Episodes missing from care or away from placement without authorisation' },
  returned: { title: 'Came back', about: 'Episodes in which the child was found' },
  offered: { title: 'Interview offered within 72 hours', about: 'Share of those who came back' },
  accepted: { title: 'Interview accepted', about: 'Share of those who came back' },
  held: { title: 'Interview held within 72 hours', about: 'Share of those who came back' },
}

/** A figure, and the episodes that it was counted from: nothing is told that cannot be counted again by hand. */
export type Figure = Readonly<{ code: FigureCode; value: string; rows: readonly CountedEpisode[] }>

export function figuresOf(episodes: readonly CountedEpisode[]): Figure[] {
  const byChild = Map.groupBy(episodes, ({ personId }) => personId)
  const repeated = [...byChild.values()].filter(({ length }) => length > 1)
  const returned = episodes.filter(({ foundAt }) => foundAt)
  const high = episodes.filter(({ wasHigh }) => wasHigh)
  const offered = returned.filter(({ interview }) => within(interview?.returnedAt,
    firstOf(interview?.offeredAt, interview?.heldAt)))
  const accepted = returned.filter(({ interview }) => interview?.acceptedAt ?? interview?.heldAt)
  const held = returned.filter(({ interview }) => within(interview?.returnedAt, interview?.heldAt))
  return [
    figure('episodes', episodes), { code: 'children', value: String(byChild.size), rows: episodes },
    { code: 'repeats', value: String(repeated.length), rows: repeated.flat() },
    { code: 'high', value: share(high.length, episodes.length), rows: high },
    { code: 'duration', value: durationOf(returned), rows: returned },
    figure('care', episodes.filter(({ inCare }) => inCare)), figure('returned', returned),
    { code: 'offered', value: share(offered.length, returned.length), rows: offered },
    { code: 'accepted', value: share(accepted.length, returned.length), rows: accepted },
    { code: 'held', value: share(held.length, returned.length), rows: held },
  ]
}

const figure = (code: FigureCode,
  rows: readonly CountedEpisode[]): Figure => ({ code, value: String(rows.length), rows })
const firstOf = (...times: readonly (Date | undefined)[]) => times.find(time => time !== undefined)

function within(from: Date | undefined, to: Date | undefined): boolean {
  return from !== undefined && to !== undefined && to.getTime() - from.getTime() <= interviewHours * hourMs
}

/** "3 of 8 (38%)"; without a denominator there is no share. */
export function share(part: number, whole: number): string {
  return whole === 0 ? nothingToCount : `${part} of ${whole} (${Math.round(100 * part / whole)}%)`
}

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [upper, lower] = [sorted[middle], sorted[middle - 1]]
  if (upper === undefined) return undefined
  return sorted.length % 2 === 0 && lower !== undefined ? (lower + upper) / 2 : upper
}

function durationOf(returned: readonly CountedEpisode[]): string {
  const hours = median(returned.map(({ openedAt, foundAt }) => Math.max(0,
    (foundAt ?? openedAt).getTime() - openedAt.getTime()) / hourMs))
  return hours === undefined ? nothingToCount : `${hours.toFixed(1)} hours`
}

export const findFigure = (text: string | undefined): FigureCode | undefined => findWord(figureCodes, text)
