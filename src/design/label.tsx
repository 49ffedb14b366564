import { classNames, isPresent } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type LabelOptions = {
  text?: Content
  classes?: string | undefined
  isPageHeading?: boolean | undefined
  attributes?: Attributes | undefined
}

export type LabelProps = LabelOptions & { for?: string | undefined; children?: Content }

export function Label(props: LabelProps) {
  const words = props.children ?? props.text
  if (!isPresent(words)) return <></>
  const label = (
    <label class={classNames('govuk-label', props.classes)} {...props.attributes} for={props.for || undefined}>
      {words}
    </label>
  )
  return props.isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label
}
