import type { Attributes, Content } from './attributes.ts'

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

export type HeadingProps = {
  level: HeadingLevel
  class?: string | undefined
  id?: string | undefined
  attributes?: Attributes | undefined
  children?: Content
}

/** A heading whose level the page decides, so that outlines stay whole. */
export function Heading({ level, class: className, id, attributes, children }: HeadingProps) {
  const Tag = `h${level}` as const
  return <Tag class={className} id={id} {...attributes}>{children}</Tag>
}
