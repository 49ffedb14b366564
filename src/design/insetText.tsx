import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type InsetTextProps = {
  text?: Content
  children?: Content
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function InsetText({ text, children, id, classes, attributes }: InsetTextProps) {
  return (
    <div id={id || undefined} class={classNames('govuk-inset-text', classes)} {...attributes}>{children ?? text}</div>
  )
}
