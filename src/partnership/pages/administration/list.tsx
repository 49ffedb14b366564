import type { Content } from '../../../design/attributes.ts'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'

type ListProps = {
  label: string
  head: readonly string[]
  rows: readonly { key: string; cells: readonly Content[] }[]
  empty: string
}

/** A table of things to look after, or what would stand there. */
export function List({ label, head, rows, empty }: ListProps) {
  if (rows.length === 0) return <EmptyState title={empty} />
  return (
    <WideTable label={label}>
      <Table
        list
        firstCellIsHeader
        head={head.map(text => ({ text }))}
        rows={rows.map(({ key, cells }) => ({ key, cells: cells.map(text => ({ text })) }))}
      />
    </WideTable>
  )
}

type LinkProps = {
  href: string
  /** What the link says to somebody who hears it without its row: it begins with the text. */
  label?: string | undefined
  children: Content
}

export const Link = ({ href, label, children }: LinkProps) => (
  <a class="govuk-link" href={href} aria-label={label}>
    {children}
  </a>
)

const colours: Readonly<Record<string, string>> = {
  live: 'govuk-tag--green',
  active: 'govuk-tag--green',
  'in force': 'govuk-tag--green',
  future: 'govuk-tag--blue',
  lapsed: 'govuk-tag--red',
  'lapses soon': 'govuk-tag--yellow',
  'no secret': 'govuk-tag--yellow',
}

export const Standing = ({ word }: { word: string }) => (
  <Tag text={word.slice(0, 1).toUpperCase() + word.slice(1)} classes={`govuk-!-font-size-16 ${colours[word] ?? 'govuk-tag--grey'}`} />
)

/** Words below the first line of a cell. */
export const Aside = ({ children }: { children: Content }) => (
  <>
    <br />
    <span class="govuk-hint govuk-!-font-size-16">{children}</span>
  </>
)

type Action = { text: string; href: string; label?: string }

/** Links to the changes of one thing: after its facts, or in its row. */
export function Actions({
  items,
  isInRow = false,
}: {
  items: readonly (false | undefined | Action)[]
  isInRow?: boolean
}) {
  const shown = items.filter(item => item !== undefined && item !== false)
  if (shown.length === 0) return undefined
  return (
    <ul class={isInRow ? 'govuk-list govuk-!-font-size-16 govuk-!-margin-bottom-0' : 'govuk-list'}>
      {shown.map(({ text, href, label }) => (
        <li>
          <Link href={href} label={label}>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  )
}
