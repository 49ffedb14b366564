import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type ErrorMessageOptions = {
  text?: Content
  /** `false` or empty leaves out the hidden "Error:". */
  visuallyHiddenText?: string | false | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type ErrorMessageProps = ErrorMessageOptions & { id?: string | undefined; children?: Content }

export function ErrorMessage(props: ErrorMessageProps) {
  const { govuk } = useTexts()
  const hidden = props.visuallyHiddenText ?? govuk.error
  return (
    <p id={props.id || undefined} class={classNames('govuk-error-message', props.classes)} {...props.attributes}>
      {hidden ? <><span class="govuk-visually-hidden">{hidden}:</span> </> : undefined}
      {props.children ?? props.text}
    </p>
  )
}

/** What is wrong with each field of a form, by the field's id, in the words that stand beside it. */
export type Problems = Readonly<Record<string, string>>

/** The message for one field in the form that every field component takes. */
export function errorAt(problems: Problems | undefined, field: string): ErrorMessageOptions | undefined {
  const text = problems?.[field]
  return text ? { text } : undefined
}
