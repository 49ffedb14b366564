import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type WarningTextProps = {
  text?: Content
  children?: Content
  iconFallbackText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function WarningText({ text, children, iconFallbackText, classes, attributes }: WarningTextProps) {
  const { govuk } = useTexts()
  return (
    <div class={classNames('govuk-warning-text', classes)} {...attributes}>
      <span class="govuk-warning-text__icon" aria-hidden="true">!</span>{' '}
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{iconFallbackText || govuk.warning}</span>
        {' '}
        {children ?? text}
      </strong>
    </div>
  )
}
