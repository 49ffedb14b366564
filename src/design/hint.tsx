import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type HintOptions = { text?: Content; classes?: string | undefined; attributes?: Attributes | undefined }

export type HintProps = HintOptions & { id?: string | undefined; children?: Content }

export function Hint({ id, text, children, classes, attributes }: HintProps) {
  return <div id={id || undefined} class={classNames('govuk-hint', classes)} {...attributes}>{children ?? text}</div>
}
