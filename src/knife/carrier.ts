import { z } from 'zod'
import { defineSetting } from '../practice/settings.ts'

export type Criterion = Readonly<{ code: string; title: string; atLeast: number; months: number }>
export type CarrierCriteria = Readonly<{ criteria: readonly Criterion[]; lastsDays: number }>

/** Published to all staff; there is nothing else by which a prompt comes about. */
export const carrierCriteria = defineSetting<CarrierCriteria>({
  code: 'knife_carrier_criteria', title: 'When Kith asks whether a child needs more help',
  about: 'The number of knife possessions within a time by which a prompt comes about, and after how many days it ends by itself.',
  source: 'Founding document on knife crime: published criteria; starter values, to be agreed by the partnership',
  schema: z.object({
    criteria: z.array(z.object({
      code: z.string(), title: z.string(), atLeast: z.number().int().min(2).max(20), months: z.number().int().min(1).max(24),
    }).readonly()).readonly(),
    lastsDays: z.number().int().min(7).max(180),
  }).readonly(),
  starter: { criteria: [{ code: 'two_in_twelve', title: 'Two or more knife possessions in 12 months', atLeast: 2, months: 12 }], lastsDays: 90 },
})

/** `id`s are of the chronology; what happened within one day is one event, whoever wrote it down. */
export type KnifeFact = Readonly<{ id: string; occurredAt: Date; recordedAt: Date; title: string; agency: string }>
export type Prompt = Readonly<{ criterion: Criterion; facts: readonly KnifeFact[]; endsAt: Date }>

const dayLong = 86_400_000

/** The prompt that is open now, with the facts it rests on, or nothing: decided, ended, or never met. */
export function promptFrom(
  { criteria, lastsDays }: CarrierCriteria, facts: readonly KnifeFact[], at: { now: Date; decidedAt?: Date | undefined },
): Prompt | undefined {
  const events = oneForEachDay(facts)
  for (const criterion of criteria) {
    const since = monthsBefore(at.now, criterion.months)
    const within = events.filter(({ occurredAt }) => occurredAt >= since && occurredAt <= at.now)
    const newest = within.at(0)
    if (!newest || within.length < criterion.atLeast) continue
    const endsAt = new Date(newest.occurredAt.getTime() + lastsDays * dayLong)
    const { decidedAt } = at
    const isDecided = decidedAt !== undefined && within.every(({ recordedAt }) => recordedAt <= decidedAt)
    if (!isDecided && at.now < endsAt) return { criterion, facts: within, endsAt }
  }
  return undefined
}

function oneForEachDay(facts: readonly KnifeFact[]): KnifeFact[] {
  const kept: KnifeFact[] = []
  for (const fact of facts.toSorted((one, other) => other.occurredAt.getTime() - one.occurredAt.getTime())) {
    const last = kept.at(-1)
    if (!last || last.occurredAt.getTime() - fact.occurredAt.getTime() > dayLong / 2) kept.push(fact)
  }
  return kept
}

const monthsBefore = (now: Date, months: number) => new Date(Temporal.Instant.fromEpochMilliseconds(now.getTime())
  .toZonedDateTimeISO('Europe/London').subtract({ months }).epochMilliseconds)
