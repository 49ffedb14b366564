import type { Content } from './attributes.ts'

export type WideTableProps = {
  label: string
  /** Names the table as a region that live updates patch. */
  live?: string | undefined
  children?: Content
}

/** Room for a dense table that may be wider than a phone: it scrolls by itself, by keyboard too (WCAG 1.4.10). */
export function WideTable({ label, live, children }: WideTableProps) {
  const scrolls = { tabindex: 0 }
  return (
    <section class="kith-scroll kith-dense" aria-label={label} data-live={live} {...scrolls}>{children}</section>
  )
}
