import { classNames, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type SkipLinkProps = {
  text?: Content
  children?: Content
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function SkipLink({ text, children, href, classes, attributes }: SkipLinkProps) {
  return (
    <a
      href={linkTarget(href || '#content')}
      class={classNames('govuk-skip-link', classes)}
      {...attributes}
      data-module="govuk-skip-link"
    >
      {children ?? text}
    </a>
  )
}
