import type { Programme } from './programme.ts'
import type { Referral } from './store/referrals.ts'

export type Stage = 'referred' | 'accepted' | 'declined' | 'waiting' | 'started' | 'completed' | 'ended_early' | 'outcome' | 'better'
export type Funnel = Readonly<Record<Stage, readonly Referral[]>>

/** Indicator K28: of those referred, who started, who completed, and of whom the outcome at six months is known. */
export function funnelOf(all: readonly Referral[]): Funnel {
  return {
    referred: all, accepted: all.filter(one => one.acceptedAt), declined: all.filter(one => one.declinedAt),
    waiting: all.filter(one => one.waitingSince), started: all.filter(one => one.startedAt),
    completed: all.filter(one => one.endedHow === 'completed'), ended_early: all.filter(one => one.endedHow === 'early'),
    outcome: all.filter(one => one.outcome && one.outcome !== 'not_known'), better: all.filter(one => one.outcome === 'better'),
  }
}

/** Groups in the order in which their first one came. */
export function groupedBy<Key>(all: readonly Referral[], keyOf: (referral: Referral) => Key): [Key, Referral[]][] {
  return [...Map.groupBy(all, keyOf)]
}

export const bandOf = (referral: Referral): string => referral.band ?? 'Not in the toolkit'
export const nameOf = (programmes: readonly Programme[]) => ({ programmeId }: Referral): string =>
  programmes.find(({ id }) => id === programmeId)?.name ?? 'No programme chosen yet'

const day = 86_400_000
/** Whole days from the referral to the first session, for those who started. */
export const waitsOf = (all: readonly Referral[]): number[] => all.flatMap(({ referredAt, startedAt }) =>
  startedAt ? [Math.max(0, Math.floor((startedAt.getTime() - referredAt.getTime()) / day))] : []).sort((a, b) => a - b)

/** The one in the middle; of an even number, the half between the two. */
export function medianOf(sorted: readonly number[]): number | undefined {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
