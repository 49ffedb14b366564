import { Badge } from '../../design/badge.tsx'
import { ClockLabel } from '../../design/clockLabel.tsx'
import { useTexts } from '../../design/texts.ts'
import { standingOf } from '../../kernel/deadlines.ts'
import { dateTimeText, dayTimeText, durationText } from '../../language/format.ts'
import type { ShownClock } from '../store/clocks.ts'

type Times = Pick<ShownClock, 'dueAt' | 'stoppedAt' | 'pausedAt'>

/** "Due today 5:00pm (2 h 10 min)", "Was due yesterday 5:00pm (18 h ago)", "Held since 23 November 2026, 5:00pm". */
export function dueText({ dueAt, stoppedAt, pausedAt }: Times, now: Date): string {
  if (stoppedAt) return `Stopped ${dateTimeText(stoppedAt)}${stoppedAt > dueAt ? ', late' : ''}`
  if (pausedAt) return `Held since ${dateTimeText(pausedAt)}`
  const left = dueAt.getTime() - now.getTime()
  const when = dayTimeText(dueAt, now)
  return left < 0 ? `Was due ${when} (${durationText(left)} ago)` : `Due ${when} (${durationText(left)})`
}

const states = { on_time: 'onTime', at_risk: 'atRisk', overdue: 'overdue', stopped: 'paused' } as const
const colours = { onTime: 'green', atRisk: 'amber', overdue: 'red', paused: 'grey' } as const

const stateOf = (clock: ShownClock, now: Date) => clock.pausedAt ? 'paused' : states[standingOf(clock, now)]

function sourceText({ verified, source }: ShownClock): string {
  return verified ? source : `${source} (not yet checked by the partnership)`
}

/** A clock with the rule that set it, the rule's version and source; one that is held says why. */
export function DueClock({ clock, now }: { clock: ShownClock; now: Date }) {
  if (clock.stoppedAt) return <>{dueText(clock, now)}{clock.stoppedWhy ? `. ${clock.stoppedWhy}` : ''}</>
  return (
    <ClockLabel
      state={stateOf(clock, now)} due={dueText(clock, now)} pausedBecause={clock.pausedWhy}
      rule={{ name: clock.title, version: String(clock.version), source: sourceText(clock) }}
    />
  )
}

/** The same in a row of a dense table: the rule shows on hover, in full on the episode's page. */
export function DueInRow({ clock, now }: { clock: ShownClock; now: Date }) {
  const { clock: labels } = useTexts()
  if (clock.stoppedAt) return <>{dueText(clock, now)}</>
  const state = stateOf(clock, now)
  return (
    <span title={`${clock.title}, version ${clock.version}. ${sourceText(clock)}`}>
      <Badge colour={colours[state]} text={labels[state]} /> {clock.title}: {dueText(clock, now)}
    </span>
  )
}
