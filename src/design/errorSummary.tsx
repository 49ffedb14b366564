import { classNames, isPresent, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import type { Problems } from './errorMessage.tsx'
import { useTexts } from './texts.ts'

export type ErrorSummaryItem = { text: Content; href?: string | undefined; attributes?: Attributes | undefined }

export type ErrorSummaryProps = {
  titleText?: Content
  descriptionText?: Content
  errorList?: readonly ErrorSummaryItem[] | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function ErrorSummary(props: ErrorSummaryProps) {
  return (
    <div
      class={classNames('govuk-error-summary', props.classes)}
      data-disable-auto-focus={props.disableAutoFocus}
      {...props.attributes}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title">{props.titleText ?? useTexts().govuk.thereIsAProblem}</h2>
        <div class="govuk-error-summary__body">
          {isPresent(props.descriptionText) ? <p>{props.descriptionText}</p> : undefined}
          {props.errorList?.length
            ? <ul class="govuk-list govuk-error-summary__list">
                {props.errorList.map(item => <li><SummaryItem {...item} /></li>)}
              </ul>
            : undefined}
        </div>
      </div>
    </div>
  )
}

function SummaryItem({ text, href, attributes }: ErrorSummaryItem) {
  return href ? <a href={linkTarget(href)} {...attributes}>{text}</a> : <>{text}</>
}

/** The summary's list from a form's problems: each links to the field of that id. */
export function errorListOf(problems: Problems): ErrorSummaryItem[] {
  return Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
}
