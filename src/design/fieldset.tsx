import { classNames, isPresent } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type LegendOptions = {
  text?: Content
  classes?: string | undefined
  isPageHeading?: boolean | undefined
}

export type FieldsetOptions = {
  legend?: LegendOptions | undefined
  describedBy?: string | undefined
  role?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type FieldsetProps = FieldsetOptions & { children?: Content }

export function Fieldset(props: FieldsetProps) {
  return (
    <fieldset
      class={classNames('govuk-fieldset', props.classes)}
      role={props.role || undefined}
      aria-describedby={props.describedBy || undefined}
      {...props.attributes}
    >
      {props.legend && isPresent(props.legend.text) ? <Legend {...props.legend} /> : undefined}
      {props.children}
    </fieldset>
  )
}

function Legend({ text, classes, isPageHeading }: LegendOptions) {
  return (
    <legend class={classNames('govuk-fieldset__legend', classes)}>
      {isPageHeading ? <h1 class="govuk-fieldset__heading">{text}</h1> : text}
    </legend>
  )
}
