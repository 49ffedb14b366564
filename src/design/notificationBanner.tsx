import { classNames, isPresent } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { Heading } from './heading.tsx'
import type { HeadingLevel } from './heading.tsx'

export type NotificationBannerProps = {
  /** One line, shown as a heading; give `children` instead for more. */
  text?: Content
  children?: Content
  type?: string | undefined
  titleText?: Content
  titleId?: string | undefined
  titleHeadingLevel?: HeadingLevel | undefined
  role?: string | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function NotificationBanner(props: NotificationBannerProps) {
  const isSuccess = props.type === 'success'
  const titleId = props.titleId || 'govuk-notification-banner-title'
  const title = isPresent(props.titleText) ? props.titleText : isSuccess ? 'Success' : 'Important'
  const typeClass = isSuccess && 'govuk-notification-banner--success'
  return (
    <div
      class={classNames('govuk-notification-banner', typeClass, props.classes)}
      role={props.role || (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus}
      {...props.attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading level={props.titleHeadingLevel || 2} class="govuk-notification-banner__title" id={titleId}>
          {title}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {props.children ?? (isPresent(props.text)
          ? <p class="govuk-notification-banner__heading">{props.text}</p>
          : undefined)}
      </div>
    </div>
  )
}
