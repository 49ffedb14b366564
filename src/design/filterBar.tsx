import { linkTarget } from './attributes.ts'
import type { Content } from './attributes.ts'
import { Button } from './button.tsx'
import { useTexts } from './texts.ts'

export type SelectedFilter = { text: string; removeHref: string }

export type FilterBarProps = {
  /** The page itself: filters live in the URL. */
  action: string
  children?: Content
  selected?: readonly SelectedFilter[] | undefined
  clearHref?: string | undefined
  title?: string | undefined
}

/** Fields in a row above a table, and what is chosen now, each with its way out. */
export function FilterBar({ action, children, selected = [], clearHref, title }: FilterBarProps) {
  const { filter } = useTexts()
  return (
    <search class="kith-filter" aria-label={title ?? filter.title}>
      <form method="get" action={linkTarget(action)} class="kith-filter__form">
        {children}
        <Button classes="govuk-button--secondary" text={filter.apply} />
      </form>
      {selected.length > 0
        ? <div class="kith-filter__selected">
            <h2 class="govuk-visually-hidden">{filter.selected}</h2>
            <ul class="kith-filter__list">
              {selected.map(({ text, removeHref }) => (
                <li>
                  <a class="kith-filter__tag" href={linkTarget(removeHref)}>
                    <span class="govuk-visually-hidden">{filter.remove}: </span>{text}
                    <span aria-hidden="true"> {'\u00d7'}</span>
                  </a>
                </li>
              ))}
            </ul>
            {clearHref ? <a class="govuk-link" href={linkTarget(clearHref)}>{filter.clear}</a> : undefined}
          </div>
        : undefined}
    </search>
  )
}
