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

export const Link = ({ href, children }: { href: string; children: Content }) => (
  <a class="govuk-link" href={href}>
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
  <Tag text={word} classes={colours[word] ?? 'govuk-tag--grey'} />
)

/** Links to the changes of one thing, after its facts. */
export function Actions({ items }: { items: readonly (false | undefined | { text: string; href: string })[] }) {
  const shown = items.filter(item => item !== undefined && item !== false)
  if (shown.length === 0) return undefined
  return (
    <ul class="govuk-list">
      {shown.map(({ text, href }) => (
        <li>
          <Link href={href}>{text}</Link>
        </li>
      ))}
    </ul>
  )
}
