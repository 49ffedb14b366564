import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { Button } from './button.tsx'

export type ExitThisPageProps = {
  text?: Content
  children?: Content
  redirectUrl?: string | undefined
  activatedText?: string | undefined
  timedOutText?: string | undefined
  pressTwoMoreTimesText?: string | undefined
  pressOneMoreTimeText?: string | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Leaves for a neutral site; inside Kith the frame's quick-hide is used instead, because it keeps the session. */
export function ExitThisPage(props: ExitThisPageProps) {
  const words = {
    'data-i18n.activated': props.activatedText || undefined,
    'data-i18n.timed-out': props.timedOutText || undefined,
    'data-i18n.press-two-more-times': props.pressTwoMoreTimesText || undefined,
    'data-i18n.press-one-more-time': props.pressOneMoreTimeText || undefined,
  }
  return (
    <div
      id={props.id || undefined}
      class={classNames('govuk-exit-this-page', props.classes)}
      data-module="govuk-exit-this-page"
      {...props.attributes}
      {...words}
    >
      <Button
        classes="govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button"
        href={props.redirectUrl || 'https://www.bbc.co.uk/weather'}
        attributes={{ rel: 'nofollow noreferrer' }}
      >
        {props.children ?? props.text ?? <><span class="govuk-visually-hidden">Emergency</span> Exit this page</>}
      </Button>
    </div>
  )
}
