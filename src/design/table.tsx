import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'

export type TableCell = {
  text?: Content
  format?: 'numeric' | undefined
  colspan?: number | undefined
  rowspan?: number | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** A row with its own marks: `key` names it for live updates, `attributes` may carry `data-href`. */
export type TableRow = {
  cells: readonly TableCell[]
  key?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TableProps = {
  rows: readonly (readonly TableCell[] | TableRow | null | undefined)[]
  head?: readonly TableCell[] | undefined
  caption?: Content
  captionClasses?: string | undefined
  firstCellIsHeader?: boolean | undefined
  /** Names the body as a region that live updates patch row by row. */
  live?: string | undefined
  /** Lets `j`, `k` and Enter walk the rows. */
  list?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Table(props: TableProps) {
  const { firstCellIsHeader = false } = props
  const marks = { 'data-live': props.live, 'data-list': props.list ? '' : undefined }
  const labels = props.head?.map(cell => typeof cell.text === 'string' ? cell.text : '') ?? []
  return (
    <table class={classNames('govuk-table', props.classes)} {...props.attributes}>
      {props.caption
        ? <caption class={classNames('govuk-table__caption', props.captionClasses)}>{props.caption}</caption>
        : undefined}
      {props.head ? <Head cells={props.head} /> : undefined}
      <tbody class="govuk-table__body" {...marks}>
        {props.rows.map(row => row && <Row {...{ row, labels, firstCellIsHeader }} />)}
      </tbody>
    </table>
  )
}

function Head({ cells }: { cells: readonly TableCell[] }) {
  const base = 'govuk-table__header'
  return (
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        {cells.map(cell => (
          <th
            scope="col"
            class={classNames(base, cell.format && `${base}--${cell.format}`, cell.classes)}
            {...spans(cell)}
          >
            {cell.text}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type RowProps = { row: readonly TableCell[] | TableRow; labels: readonly string[]; firstCellIsHeader: boolean }

function Row({ row, labels, firstCellIsHeader }: RowProps) {
  const { cells, key, classes, attributes } = 'cells' in row ? row : { cells: row }
  return (
    <tr class={classNames('govuk-table__row', classes)} data-key={key} {...attributes}>
      {cells.map((cell, index) => (
        <Cell cell={cell} label={labels[index]} isHeader={firstCellIsHeader && index === 0} />
      ))}
    </tr>
  )
}

type CellProps = { cell: TableCell; label: string | undefined; isHeader: boolean }

function Cell({ cell, label, isHeader }: CellProps) {
  if (isHeader) {
    return (
      <th scope="row" class={classNames('govuk-table__header', cell.classes)} {...spans(cell)}>{cell.text}</th>
    )
  }
  const format = cell.format && `govuk-table__cell--${cell.format}`
  // A phone shows the rows of a many-columned table one below the other, each cell with its own label.
  const marks = label ? { 'data-label': label } : {}
  return <td class={classNames('govuk-table__cell', format, cell.classes)} {...marks} {...spans(cell)}>{cell.text}</td>
}

function spans(cell: TableCell): Attributes {
  return { colspan: cell.colspan || undefined, rowspan: cell.rowspan || undefined, ...cell.attributes }
}
