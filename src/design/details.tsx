import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type DetailsProps = {
  summaryText: Content
  text?: Content
  children?: Content
  id?: string | undefined
  open?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Details({ summaryText, text, children, id, open, classes, attributes }: DetailsProps) {
  return (
    <details id={id || undefined} class={classNames('govuk-details', classes)} {...attributes} open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summaryText}</span>
      </summary>
      <div class="govuk-details__text">{children ?? text}</div>
    </details>
  )
}
