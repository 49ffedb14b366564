import { Badge } from '../../design/badge.tsx'
import { ClockLabel } from '../../design/clockLabel.tsx'
import { useTexts } from '../../design/texts.ts'
import { standingOf } from '../../kernel/deadlines.ts'
import type { Clock } from '../../kernel/clocks.ts'
import { dateTimeText, dayTimeText, durationText } from '../../language/format.ts'

/** "Due today 5:00pm (2 h 10 min)", "Was due yesterday 5:00pm (18 h ago)", "Stopped 23 November 2026, 5:00pm". */
export function dueText(clock: Pick<Clock, 'dueAt' | 'stoppedAt'>, now: Date): string {
  if (clock.stoppedAt) return `Stopped ${dateTimeText(clock.stoppedAt)}`
  const left = clock.dueAt.getTime() - now.getTime()
  const when = dayTimeText(clock.dueAt, now)
  return left < 0 ? `Was due ${when} (${durationText(left)} ago)` : `Due ${when} (${durationText(left)})`
}

const words = { on_time: 'onTime', at_risk: 'atRisk', overdue: 'overdue', stopped: 'paused' } as const

type ShownClock = Pick<Clock,
  'dueAt' | 'atRiskAt' | 'stoppedAt' | 'stoppedWhy' | 'title' | 'version' | 'source' | 'verified'>
type DueClockProps = { clock: ShownClock; now: Date }

/** A clock with the rule that set it; a rule whose source nobody has checked says so. */
export function DueClock({ clock, now }: DueClockProps) {
  if (clock.stoppedAt) return <>{dueText(clock, now)}{clock.stoppedWhy ? `, because ${clock.stoppedWhy}` : ''}</>
  return (
    <ClockLabel
      state={words[standingOf(clock, now)]}
      due={dueText(clock, now)}
      rule={{ name: clock.title, version: String(clock.version), source: sourceText(clock) }}
    />
  )
}

function sourceText({ verified, source }: ShownClock): string {
  return verified ? source : `${source} (not yet checked by the partnership)`
}

const colours = { on_time: 'green', at_risk: 'amber', overdue: 'red', stopped: 'grey' } as const

/** The same in a row of a dense table, where Enter opens the row: the rule shows on hover, in full on its page. */
export function DueInRow({ clock, now }: DueClockProps) {
  const { clock: labels } = useTexts()
  const standing = standingOf(clock, now)
  if (standing === 'stopped') return <>{dueText(clock, now)}</>
  return (
    <span title={`${clock.title}, version ${clock.version}. ${sourceText(clock)}`}>
      <Badge colour={colours[standing]} text={labels[words[standing]]} /> {dueText(clock, now)}
    </span>
  )
}
