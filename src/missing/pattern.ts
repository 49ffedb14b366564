import { dateText, dayText, timeText } from '../language/format.ts'
import type { Episode } from '../practice/episode.ts'

const dayMs = 86_400_000
const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long' })
const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' })

type Since = { episodes: readonly Pick<Episode, 'openedAt'>[]; now: Date }

/** Those that began within so many days up to now, the last instant included. */
export function within<T extends Pick<Episode, 'openedAt'>>(episodes: readonly T[], days: number, now: Date): T[] {
  return episodes.filter(({ openedAt }) => openedAt <= now && now.getTime() - openedAt.getTime() <= days * dayMs)
}

/** Why a strategy meeting is called, in sentences; nothing while the count is not reached. */
export function reasonsToMeet(
  { episodes, now }: Since, { episodes: count, days }: { episodes: number; days: number },
): string[] {
  const counted = within(episodes, days, now)
  return counted.length < count ? [] : [
    `Missing ${counted.length} times in the last ${days} days; the agreed count is ${count}.`,
    ...counted.map(({ openedAt }) => `Reported missing on ${dateText(openedAt)} at ${timeText(openedAt)}.`),
  ]
}

/** A thing to think about, and the facts that it rests on. Never a score: nothing is weighed or added up. */
export type Prompt = { text: string; because: readonly string[] }

export type PastEpisode = Pick<Episode, 'id' | 'openedAt'> & {
  foundAt?: Date | undefined
  /** Only what the viewer may see. */
  foundWhere?: string | undefined
  foundWith?: string | undefined
}

const parts = [
  { text: 'at night', from: 22, to: 6 }, { text: 'in the morning', from: 6, to: 12 },
  { text: 'in the afternoon', from: 12, to: 17 }, { text: 'in the evening', from: 17, to: 22 },
]

/** What repeats in a child's missing episodes, each with the episodes that it is read from. */
export function promptsOf(past: readonly PastEpisode[], now: Date): Prompt[] {
  const year = within(past, 365, now)
  if (year.length < 2) return []
  const quarter = within(past, 90, now)
  const days = { text: 'Often goes missing on', of: (one: PastEpisode) => london.format(one.openedAt) }
  const hours = { text: 'Often goes missing', of: (one: PastEpisode) => partOf(one.openedAt) }
  return [
    { text: `Missing ${times(quarter.length)} in 90 days and ${times(year.length)} in 12 months`,
      because: year.map(said(now)) },
    ...repeated(year, days.of, 3)
      .map(({ word, of }) => ({ text: `${days.text} a ${word}`, because: of.map(said(now)) })),
    ...repeated(year, hours.of, 3)
      .map(({ word, of }) => ({ text: `${hours.text} ${word}`, because: of.map(said(now)) })),
    ...repeated(year, ({ foundWhere }) => foundWhere, 2)
      .map(({ word, of }) => ({ text: `Found more than once at: ${word}`, because: of.map(found(now)) })),
    ...repeated(year, ({ foundWith }) => foundWith, 2)
      .map(({ word, of }) => ({ text: `Found more than once with: ${word}`, because: of.map(found(now)) })),
  ]
}

function repeated(past: readonly PastEpisode[], wordOf: (one: PastEpisode) => string | undefined, least: number) {
  const groups = Map.groupBy(past.filter(one => plain(wordOf(one)) !== ''), one => plain(wordOf(one)))
  return [...groups.values()].filter(of => of.length >= least)
    .toSorted((a, b) => b.length - a.length).map(of => ({ word: wordOf(of[0] ?? past[0] ?? nothing) ?? '', of }))
}

const nothing: PastEpisode = { id: '', openedAt: new Date(0) }
const plain = (text = '') => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gv, ' ').trim()
const times = (count: number) => count === 1 ? 'once' : `${count} times`
const said = (now: Date) => ({ openedAt }: PastEpisode) =>
  `Reported ${dayText(openedAt, now)}, ${london.format(openedAt)}, ${timeText(openedAt)}`
const found = (now: Date) => ({ foundAt, openedAt }: PastEpisode) => `Found ${dayText(foundAt ?? openedAt, now)}`

function partOf(at: Date): string {
  const hour = Number(hourOf.format(at)) % 24
  return parts.find(({ from, to }) => from < to ? hour >= from && hour < to : hour >= from || hour < to)?.text ?? ''
}
