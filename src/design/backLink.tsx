import { classNames, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type BackLinkProps = {
  href?: string | undefined
  text?: Content
  children?: Content
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function BackLink({ href, text, children, classes, attributes }: BackLinkProps) {
  const { govuk } = useTexts()
  return (
    <a href={linkTarget(href || '#')} class={classNames('govuk-back-link', classes)} {...attributes}>
      {children ?? (text || govuk.back)}
    </a>
  )
}
