import { classNames, isPresent, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { Button } from './button.tsx'
import { Heading } from './heading.tsx'
import type { HeadingLevel } from './heading.tsx'

export type PanelAction = {
  text: Content
  href?: string | undefined
  type?: 'button' | 'submit' | 'reset' | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type PanelProps = {
  titleText: Content
  text?: Content
  children?: Content
  headingLevel?: HeadingLevel | undefined
  /** Shown on an interruption card only (`classes: 'govuk-panel--interruption'`). */
  actions?: {
    items?: readonly PanelAction[] | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Panel(props: PanelProps) {
  const { actions } = props
  const isInterruption = props.classes?.includes('govuk-panel--interruption') ?? false
  const body = props.children ?? props.text
  return (
    <div
      class={classNames('govuk-panel', !isInterruption && 'govuk-panel--confirmation', props.classes)}
      {...props.attributes}
    >
      <Heading level={props.headingLevel || 1} class="govuk-panel__title">{props.titleText}</Heading>
      {isPresent(body) ? <div class="govuk-panel__body">{body}</div> : undefined}
      {isInterruption && actions
        ? <div class={classNames('govuk-panel__actions', actions.classes)} {...actions.attributes}>
            {actions.items?.length
              ? <div class="govuk-button-group">{actions.items.map(action => <><Action {...action} />{' '}</>)}</div>
              : undefined}
          </div>
        : undefined}
    </div>
  )
}

function Action({ text, href, type, classes, attributes }: PanelAction) {
  if (href && type !== 'button') {
    const linkClasses = classNames('govuk-link govuk-link--inverse', classes)
    return <a class={linkClasses} href={linkTarget(href)} {...attributes}>{text}</a>
  }
  return (
    <Button
      text={text}
      type={type || 'button'}
      classes={classNames('govuk-button--inverse', classes)}
      href={href}
      attributes={attributes}
    />
  )
}
