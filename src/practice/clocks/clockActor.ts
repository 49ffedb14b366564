/** Who acts when a deadline raises itself: nobody's account, the same in every partnership. Shown as "Kith". */
export const clockActor = '00000000-0000-4000-8000-00000000c10c'
export const clockActorName = 'Kith'

/** What the history says of the acts of a clock. */
export const clockVerbs: Readonly<Record<string, string>> = {
  'clock.at_risk': 'A deadline is near.', 'clock.overdue': 'A deadline has passed.',
}
