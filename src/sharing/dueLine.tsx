import { ClockLabel } from '../design/clockLabel.tsx'
import type { ClockRule } from '../design/clockLabel.tsx'
import { standingOf } from '../kernel/deadlines.ts'
import { dayTimeText, durationText } from '../language/format.ts'

const words = { on_time: 'onTime', at_risk: 'atRisk', overdue: 'overdue', stopped: 'paused' } as const

type DueLineProps = { dueAt: Date; atRiskAt: Date; now: Date; rule: ClockRule }

/** "Due tomorrow 5:00pm (22 h)", with the rule that set it. */
export function DueLine({ dueAt, atRiskAt, now, rule }: DueLineProps) {
  const left = dueAt.getTime() - now.getTime()
  const when = dayTimeText(dueAt, now)
  const due = left < 0 ? `Was due ${when} (${durationText(left)} ago)` : `Due ${when} (${durationText(left)})`
  return <ClockLabel state={words[standingOf({ dueAt, atRiskAt }, now)]} due={due} rule={rule} />
}
