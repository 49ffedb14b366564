import type { Content } from './attributes.ts'

/** Where nothing is yet: what would appear here, and what to do. */
export function EmptyState({ title, children }: { title: Content; children?: Content }) {
  return (
    <div class="kith-empty">
      <p class="kith-empty__title">{title}</p>
      {children ? <div class="kith-empty__body">{children}</div> : undefined}
    </div>
  )
}
