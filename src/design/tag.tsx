import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type TagProps = {
  text?: Content
  children?: Content
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Tag({ text, children, classes, attributes }: TagProps) {
  return <strong class={classNames('govuk-tag', classes)} {...attributes}>{children ?? text}</strong>
}
