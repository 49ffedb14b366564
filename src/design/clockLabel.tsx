import { filled } from '../language/catalogue.ts'
import type { Content } from './attributes.ts'
import { Badge } from './badge.tsx'
import type { BadgeColour } from './badge.tsx'
import { useTexts } from './texts.ts'

export type ClockState = 'onTime' | 'atRisk' | 'overdue' | 'paused'

export type ClockRule = { name: string; version: string; source: string }

export type ClockLabelProps = {
  state: ClockState
  /** "Due today 5:00pm (2 h 10 min)". */
  due: Content
  rule: ClockRule
  pausedBecause?: string | undefined
}

const colours = {
  onTime: 'green', atRisk: 'amber', overdue: 'red', paused: 'grey',
} as const satisfies Record<ClockState, BadgeColour>

/** A deadline in words; opening it shows the rule that set it, its version and its source. */
export function ClockLabel({ state, due, rule, pausedBecause }: ClockLabelProps) {
  const { clock } = useTexts()
  const version = filled(clock.version, { version: rule.version })
  const because = pausedBecause ? `${clock.pausedBecause}: ${pausedBecause}` : undefined
  return (
    <details class="kith-clock">
      <summary class="kith-clock__summary" title={`${clock.rule}: ${rule.name}, ${version}. ${rule.source}`}>
        <Badge colour={colours[state]} text={clock[state]} /> <span class="kith-clock__due">{due}</span>
      </summary>
      <p class="kith-clock__rule">
        {because ? <>{because}<br /></> : undefined}
        {clock.rule}: {rule.name}, {version}<br />
        {clock.source}: {rule.source}
      </p>
    </details>
  )
}
