import { durationText } from '../../language/format.ts'

/** How long what is done by now took: how many there were, and twentieths of the seconds, the shortest first. */
export type UsualTime = Readonly<{ n: number; quantiles?: readonly number[] | undefined }>

export type Running = Readonly<{ startsAt: Date; dueAt: Date; stoppedAt?: Date; pausedAt?: Date }>

/** Never about the child: how long this kind of task takes here, against the time that is left. */
export type Prediction = Readonly<{ likely: 'late' | 'on_time' | 'unknown'; why: string }>

export const fewestForPrediction = 10

/**
 * Compares the time that is left with what was still needed, by half of those that had been open as long as this one.
 * A clock that is stopped, held or overdue has no prediction.
 */
export function predict(clock: Running, usual: UsualTime | undefined, now: Date): Prediction | undefined {
  if (clock.stoppedAt || clock.pausedAt || now > clock.dueAt || now < clock.startsAt) return undefined
  const n = usual?.n ?? 0
  if (!usual?.quantiles || n < fewestForPrediction) return { likely: 'unknown', why: tooFew(n) }
  const open = (now.getTime() - clock.startsAt.getTime()) / 1000
  const left = (clock.dueAt.getTime() - now.getTime()) / 1000
  const done = shareWithin(usual.quantiles, open)
  const median = timeOf(usual.quantiles, 0.5)
  const usually = `Usually takes ${text(median)}`
  if (done >= 1) return { likely: 'late', why: `${usually}; this has been open longer than any so far, and ${text(left)} is left.` }
  const needed = timeOf(usual.quantiles, done + (1 - done) / 2) - open
  const likely = needed > left ? 'late' : 'on_time'
  if (open < median / 20) return { likely, why: `${usually}; ${text(left)} is left.` }
  return { likely, why: `${usually}; after ${text(open)} it usually needs another ${text(needed)}, and ${text(left)} is left.` }
}

const tooFew = (n: number) => n === 0 ? 'Nobody has done this here yet, so Kith cannot say how long it usually takes.'
  : `Done ${n === 1 ? 'once' : `${n} times`} here so far: too few to say how long it usually takes.`

const text = (seconds: number) => durationText(Math.round(seconds) * 1000)

/** Which share of them took no longer than this. */
function shareWithin(quantiles: readonly number[], seconds: number): number {
  const steps = quantiles.length - 1
  if (seconds < (quantiles[0] ?? 0)) return 0
  for (let at = 1; at <= steps; at++) {
    const [low = 0, high = 0] = [quantiles[at - 1], quantiles[at]]
    if (seconds < high) return (at - 1 + (seconds - low) / (high - low)) / steps
  }
  return 1
}

/** The time that this share of them took at most. */
function timeOf(quantiles: readonly number[], share: number): number {
  const place = share * (quantiles.length - 1)
  const low = quantiles[Math.floor(place)] ?? 0
  const high = quantiles[Math.ceil(place)] ?? low
  return low + (high - low) * (place - Math.floor(place))
}
