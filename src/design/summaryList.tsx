import { classNames, isPresent, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { Heading } from './heading.tsx'
import type { HeadingLevel } from './heading.tsx'

export type SummaryAction = {
  text: Content
  href: string
  visuallyHiddenText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type SummaryActions = { items?: readonly SummaryAction[] | undefined; classes?: string | undefined }

export type SummaryRow = {
  key: { text: Content; classes?: string | undefined }
  value: { text?: Content; classes?: string | undefined }
  actions?: SummaryActions | undefined
  classes?: string | undefined
}

export type SummaryCard = {
  title?: { text?: Content; headingLevel?: HeadingLevel | undefined; classes?: string | undefined } | undefined
  actions?: SummaryActions | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type SummaryListProps = {
  rows: readonly (SummaryRow | null | undefined)[]
  card?: SummaryCard | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function SummaryList({ rows, card, classes, attributes }: SummaryListProps) {
  const someRowHasActions = rows.some(row => row?.actions?.items?.length)
  const list = (
    <dl class={classNames('govuk-summary-list', classes)} {...attributes}>
      {rows.map(row => row && <Row row={row} someRowHasActions={someRowHasActions} cardTitle={card?.title?.text} />)}
    </dl>
  )
  return card ? <Card card={card}>{list}</Card> : list
}

type RowProps = { row: SummaryRow; someRowHasActions: boolean; cardTitle: Content }

function Row({ row, someRowHasActions, cardTitle }: RowProps) {
  const noActions = someRowHasActions && !row.actions?.items && 'govuk-summary-list__row--no-actions'
  const items = row.actions?.items ?? []
  return (
    <div class={classNames('govuk-summary-list__row', noActions, row.classes)}>
      <dt class={classNames('govuk-summary-list__key', row.key.classes)}>{row.key.text}</dt>
      <dd class={classNames('govuk-summary-list__value', row.value.classes)}>{row.value.text}</dd>
      {items.length > 0
        ? <dd class={classNames('govuk-summary-list__actions', row.actions?.classes)}>
            <RowActions items={items} cardTitle={cardTitle} />
          </dd>
        : undefined}
    </div>
  )
}

function RowActions({ items, cardTitle }: { items: readonly SummaryAction[]; cardTitle: Content }) {
  if (items.length === 1) return <>{items.map(action => <ActionLink action={action} cardTitle={cardTitle} />)}</>
  return (
    <ul class="govuk-summary-list__actions-list">
      {items.map(action => (
        <li class="govuk-summary-list__actions-list-item"><ActionLink action={action} cardTitle={cardTitle} /></li>
      ))}
    </ul>
  )
}

function Card({ card, children }: { card: SummaryCard; children?: Content }) {
  const { title, actions } = card
  return (
    <div class={classNames('govuk-summary-card', card.classes)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {title
          ? <Heading
              level={title.headingLevel || 2}
              class={classNames('govuk-summary-card__title', title.classes)}
            >
              {title.text}
            </Heading>
          : undefined}
        {actions?.items?.length ? <CardActions {...actions} cardTitle={title?.text} /> : undefined}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  )
}

function CardActions({ items = [], classes, cardTitle }: SummaryActions & { cardTitle: Content }) {
  const cardClasses = classNames('govuk-summary-card__actions', classes)
  const links = items.map(action => <ActionLink action={action} cardTitle={cardTitle} />)
  if (links.length === 1) return <div class={cardClasses}>{links}</div>
  return <ul class={cardClasses}>{links.map(link => <li class="govuk-summary-card__action">{link}</li>)}</ul>
}

function ActionLink({ action, cardTitle }: { action: SummaryAction; cardTitle: Content }) {
  const { text, href, visuallyHiddenText, classes, attributes } = action
  return (
    <a class={classNames('govuk-link', classes)} href={linkTarget(href)} {...attributes}>
      {text}
      {visuallyHiddenText || isPresent(cardTitle)
        ? <span class="govuk-visually-hidden">
            {visuallyHiddenText ? ` ${visuallyHiddenText}` : undefined}
            {isPresent(cardTitle) ? <> ({cardTitle})</> : undefined}
          </span>
        : undefined}
    </a>
  )
}
