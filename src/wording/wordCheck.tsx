import type { PropsWithChildren } from 'hono/jsx'

/** Put the panel inside: a browser with scripts replaces it by the check while typing, another keeps it. */
export function WordCheck({ field, children }: PropsWithChildren<{ field: string }>) {
  return <word-check for={field} src="/wording/check" outcomes="/wording/outcome">{children}</word-check>
}
