import { randomUUID } from 'node:crypto'
import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { kindWords, mostWithoutApproval, standingOfExport, standingWords } from '../../exports/exportFile.ts'
import type { ExportOrder, ExportStanding } from '../../exports/exportFile.ts'

const colours: Record<ExportStanding, string> = {
  waiting: 'yellow', ready: 'green', refused: 'red', lapsed: 'grey', expired: 'grey', closed: 'grey',
}

const StandingTag = ({ order, now }: { order: ExportOrder; now: Date }) => {
  const standing = standingOfExport(order, now)
  return <Tag classes={`govuk-tag--${colours[standing]}`} text={standingWords[standing]} />
}

type Names = ReadonlyMap<string, string>
const nameOf = (names: Names, id: string | null) => (id === null ? undefined : names.get(id)) ?? 'A former colleague'

type ExportsViewProps = { orders: readonly ExportOrder[]; names: Names; now: Date; mayTrace: boolean }

export function ExportsView({ orders, names, now, mayTrace }: ExportsViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Files</h1>
      <p class="govuk-body">
        A file is for one recipient, for a week at most, and is made anew each time from what the recipient may see.
          More than {' '}
        {mostWithoutApproval} people need a second person’s approval. Nothing is ever sent by e-mail.
      </p>
      <div data-live="files">
        {orders.length === 0
          ? <EmptyState title="No files">
              <p class="govuk-body">Files that you order, that are for you,
                or that wait for your approval are listed here.</p>
            </EmptyState>
          : <WideTable label="Files">
              <Table
                caption={<span class="govuk-visually-hidden">Files, newest first</span>} list
                head={['File', 'For', 'Ordered', 'People', 'State', 'Until'].map(text => ({ text }))}
                rows={orders.map(order => ({
                  key: order.id,
                  cells: [
                    { text: <a class="govuk-link" href={`/exports/${order.id}`} data-open>{kindWords[order.kind]}</a> },
                    { text: nameOf(names, order.recipient) },
                    { text: `${dateTimeText(order.madeAt)}, by ${nameOf(names, order.madeBy)}` },
                    { text: String(order.people) },
                    { text: <StandingTag order={order} now={now} /> },
                    { text: dateTimeText(order.expiresAt) },
                  ],
                }))}
              />
            </WideTable>}
      </div>
      {mayTrace ? <p class="govuk-body"><a class="govuk-link"
        href="/exports/trace">Find out for whom a file was made</a></p> : undefined}
    </>
  )
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

type ExportViewProps = {
  order: ExportOrder; names: Names; purpose: string; csrf: string; now: Date; me: string; typed: Typed;
    problems: Problems
}

export function ExportView(props: ExportViewProps) {
  const { order, problems, now, me, csrf } = props
  const standing = standingOfExport(order, now)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{kindWords[order.kind]}</h1>
      <div data-live="file"><Facts {...props} /></div>
      <div data-live="next">
        {standing === 'ready' && order.recipient === me
          ? <Button href={`/exports/${order.id}/file.csv`} text="Take a copy" attributes={{ download: '' }} />
          : undefined}
        {standing === 'waiting' && !order.mayApprove && order.approvalUntil
          ? <p class="govuk-body">A second person of the same agency can approve it
              until {dateTimeText(order.approvalUntil)}.</p> : undefined}
      </div>
      {(standing === 'ready' || standing === 'waiting') && order.madeBy === me ? (
        <Form action={`/exports/${order.id}/close`} csrf={csrf}>
          <input type="hidden" name="key" value={randomUUID()} />
          <Button classes="govuk-button--secondary" text="Close this file" preventDoubleClick />
        </Form>
      ) : undefined}
      {standing === 'waiting' && order.mayApprove ? <Decide {...props} /> : undefined}
    </>
  )
}

function Facts({ order, names, purpose, now }: ExportViewProps) {
  const { from, to } = order.filter
  return (
    <SummaryList rows={[
      fact('State', <StandingTag order={order} now={now} />),
      fact('For', nameOf(names, order.recipient)),
      fact('Ordered by', `${nameOf(names, order.madeBy)}, ${dateTimeText(order.madeAt)}`),
      fact('Purpose', purpose),
      fact('Why a file', order.why),
      ...(from && to ? [fact('Days', from === to ? dateText(from) : `${dateText(from)} to ${dateText(to)}`)] : []),
      fact('People in it', String(order.people)),
      fact('Can be taken until', dateTimeText(order.expiresAt)),
      fact('Copies taken', String(order.copies)),
      ...(order.closedAt ? [fact('Closed', `${dateTimeText(order.closedAt)}. ${order.closedBecause ?? ''}`)] : []),
      ...(order.decidedAt ? [
        fact(order.approval === 'refused' ? 'Not approved by'
          : 'Approved by', `${nameOf(names, order.decidedBy)}, ${dateTimeText(order.decidedAt)}`),
        fact('In their words', order.decidedWords ?? ''),
      ] : []),
    ]} />
  )
}

function Decide({ order, csrf, typed, problems }: ExportViewProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Should {order.people} people be disclosed at once?</h2>
      <p class="govuk-body">Approve only if each of them is needed for this purpose. Your yes is for this file and
        holds for a day.</p>
      <Form action={`/exports/${order.id}/decide`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Textarea id="words" name="words" rows={3} value={typed['words']} errorMessage={errorAt(problems, 'words')}
          label={{ text: 'Why' }} />
        <div class="govuk-button-group">
          <Button name="answer" value="yes" text="Approve" preventDoubleClick />
          <Button name="answer" value="no" classes="govuk-button--secondary" text="Refuse" preventDoubleClick />
        </div>
      </Form>
    </>
  )
}

export function NotTakenView({ why, id }: { why: string; id: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">This file cannot be taken</h1>
      <p class="govuk-body">{why}</p>
      <p class="govuk-body"><a class="govuk-link" href={`/exports/${id}`}>Look at the order</a></p>
    </>
  )
}
