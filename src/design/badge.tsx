import { classNames } from './attributes.ts'
import type { Content } from './attributes.ts'

export type BadgeColour = 'red' | 'amber' | 'green' | 'blue' | 'purple' | 'grey'

export type BadgeProps = { colour: BadgeColour; text?: Content; children?: Content; classes?: string | undefined }

/** A small mark in a dense row: always a word, the colour only helps. */
export function Badge({ colour, text, children, classes }: BadgeProps) {
  return <span class={classNames('kith-badge', `kith-badge--${colour}`, classes)}>{children ?? text}</span>
}
