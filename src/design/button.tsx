import { classNames, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type ButtonProps = {
  text?: Content
  children?: Content
  /** With a target the button is a link. */
  href?: string | undefined
  type?: 'submit' | 'button' | 'reset' | undefined
  name?: string | undefined
  value?: string | undefined
  id?: string | undefined
  disabled?: boolean | undefined
  preventDoubleClick?: boolean | undefined
  isStartButton?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Button(props: ButtonProps) {
  const shared = {
    class: classNames('govuk-button', props.classes, props.isStartButton && 'govuk-button--start'),
    'data-module': 'govuk-button',
    ...props.attributes,
    id: props.id || undefined,
  }
  if (props.href) {
    const link = { role: 'button', draggable: 'false', ...shared } as const
    return <a href={linkTarget(props.href)} {...link}><ButtonText {...props} /></a>
  }
  return (
    <button
      type={props.type || 'submit'}
      value={props.value || undefined}
      name={props.name || undefined}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      data-prevent-double-click={props.preventDoubleClick}
      {...shared}
    >
      <ButtonText {...props} />
    </button>
  )
}

function ButtonText({ text, children, isStartButton }: ButtonProps) {
  if (!isStartButton) return <>{children ?? text}</>
  return <>{children ? <span>{children}</span> : text}<StartIcon /></>
}

function StartIcon() {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  )
}
