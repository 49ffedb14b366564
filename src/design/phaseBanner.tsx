import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { Tag } from './tag.tsx'

export type PhaseBannerProps = {
  tag: { text?: Content; classes?: string | undefined }
  text?: Content
  children?: Content
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function PhaseBanner({ tag, text, children, classes, attributes }: PhaseBannerProps) {
  return (
    <div class={classNames('govuk-phase-banner govuk-width-container', classes)} {...attributes}>
      <p class="govuk-phase-banner__content">
        <Tag text={tag.text} classes={classNames('govuk-phase-banner__content__tag', tag.classes)} />{' '}
        <span class="govuk-phase-banner__text">{children ?? text}</span>
      </p>
    </div>
  )
}
