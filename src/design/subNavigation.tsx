import { linkTarget } from './attributes.ts'
import type { Content } from './attributes.ts'

export type SubNavigationItem = { text: Content; href: string; current?: boolean | undefined }

export type SubNavigationProps = { label: string; items: readonly SubNavigationItem[] }

/** The parts of one thing, such as a person's Overview and Chronology. */
export function SubNavigation({ label, items }: SubNavigationProps) {
  return (
    <nav class="kith-sub-navigation" aria-label={label}>
      <ul class="kith-sub-navigation__list">
        {items.map(({ text, href, current }) => (
          <li>
            <a
              class="kith-sub-navigation__link"
              href={linkTarget(href)}
              aria-current={current ? 'page' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
