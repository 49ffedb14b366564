const zone = 'Europe/London'
const instant = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())

/** Elapsed hours, to one decimal; what the clocks on the wall do in the night does not count. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 360_000) / 10)
}

/** Midnights of London that a child spends in the police station after charge: none for a few hours of a day. */
export function nightsBetween(from: Date, to: Date): number {
  if (to <= from) return 0
  const day = (at: Date) => instant(at).toZonedDateTimeISO(zone).toPlainDate()
  return day(from).until(day(to), { largestUnit: 'days' }).days
}

export type StayAfterCharge = Readonly<{ chargedAt: Date; leftAt?: Date | undefined; now: Date }>

/** From refused bail until the child left the station, or until now. */
export function stayOf({ chargedAt, leftAt, now }: StayAfterCharge): { hours: number; nights: number } {
  const until = leftAt ?? now
  return { hours: hoursBetween(chargedAt, until), nights: nightsBetween(chargedAt, until) }
}
