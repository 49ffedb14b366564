import type { Child } from 'hono/jsx'

/** What may stand as text: words, numbers or JSX; never a string of HTML. */
export type Content = Child

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Joins class names, leaving out the absent ones. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** Joins the ids of what describes a field, or nothing when nothing does. */
export function describedByIds(...ids: readonly (string | false | null | undefined)[]): string | undefined {
  return classNames(...ids) || undefined
}

const safeScheme = /^(?:https?|mailto|tel):/iv
const anyScheme = /^[^\/?#]*:/v

/** A link's target; a scheme that could run code (`javascript:`, `data:`) becomes `#`. */
export function linkTarget(href: string): string {
  const plain = href.replace(/[\p{Cc}\s]/gv, '')
  return anyScheme.test(plain) && !safeScheme.test(plain) ? '#' : href
}

export function isPresent(content: Content): boolean {
  return content !== undefined && content !== null && content !== false && content !== ''
}
