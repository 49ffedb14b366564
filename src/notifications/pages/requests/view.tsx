import { Badge } from '../../../design/badge.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { IdentityBar } from '../../../design/identityBar.tsx'
import { PersonName } from '../../../design/personName.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { dateTimeText } from '../../../language/format.ts'
import { requestFacts } from '../../store/requests.ts'
import type { Request } from '../../store/requests.ts'
import { requestStepsFor } from '../../policy.ts'
import { requestStateWords } from '../../words.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { personText, staffText } from '../caseWords.ts'
import { DueClock, DueInRow } from '../dueClock.tsx'
import { OneAnswer } from '../notifications/one/process.tsx'
import { Paragraphs } from '../notifications/one/recorded.tsx'
import type { Typed } from '../typed.ts'
import { AnswerForm } from './answerForm.tsx'
import type { Inbox, RequestPage, Waiting } from './loadRequest.ts'

export function InboxView({ inbox }: { inbox: Inbox }) {
  const isOpen = (request: Request) => request.state === 'asked' || request.state === 'part_answered'
  const open = inbox.requests.filter(isOpen)
  const over = inbox.requests.filter(request => !isOpen(request))
  return (
    <>
      <h1 class="govuk-heading-l">Requests for information</h1>
      <RequestTable inbox={inbox} requests={open} caption="To answer" live="open" />
      <div data-live="nothing">
        {open.length === 0
          ? <EmptyState title="Nobody waits for an answer from your team">
              <p>When an agency asks your team about a child, the request appears here with its deadline.</p>
            </EmptyState>
          : undefined}
      </div>
      {over.length > 0
        ? <RequestTable inbox={inbox} requests={over} caption="Finished in the last weeks" live="over" />
        : undefined}
    </>
  )
}

/** For the front door: whose answers it waits for. */
export function WaitingView({ waiting }: { waiting: Waiting }) {
  return (
    <>
      <h1 class="govuk-heading-l">Requests for information</h1>
      <Table
        caption="Waiting for an answer"
        captionClasses="govuk-table__caption--m"
        live="waiting"
        list
        classes="kith-dense"
        head={['Clock', 'Child', 'What is asked', 'Of whom', 'Asked by'].map(text => ({ text }))}
        rows={waiting.rows.map(row => {
          const clock = waiting.clocks.get(row.id)
          const href = `/notifications/${row.notificationId}#requests`
          return {
            key: row.id,
            cells: [
              { text: clock ? <DueInRow clock={clock} now={waiting.now} /> : '' },
              { text: <PersonName {...personText(waiting, row.personId)} href={href} /> },
              { text: row.asks }, { text: row.team }, { text: staffText(waiting, row.askedBy) },
            ],
          }
        })}
      />
      <div data-live="nothing">
        {waiting.rows.length === 0
          ? <EmptyState title="No request waits for an answer">
              <p>What the front door asks other agencies appears here until it is answered.</p>
            </EmptyState>
          : undefined}
      </div>
    </>
  )
}

type TableProps = { inbox: Inbox; requests: Request[]; caption: string; live: string }

function RequestTable({ inbox, requests, caption, live }: TableProps) {
  return (
    <Table
      caption={caption}
      captionClasses="govuk-table__caption--m"
      live={live}
      list
      classes="kith-dense"
      head={['Clock', 'Child', 'What is asked', 'Asked by', 'State'].map(text => ({ text }))}
      rows={requests.map(request => {
        const clock = inbox.clocks.get(request.id)
        const href = `/requests/${request.id}`
        return {
          key: request.id,
          cells: [
            { text: <>
              {clock ? <DueInRow clock={clock} now={inbox.now} /> : undefined}
              {request.urgent ? <Badge colour="red" text="Urgent" /> : undefined}
            </> },
            { text: <PersonName {...personText(inbox, request.personId)} href={href} /> },
            { text: request.asks },
            { text: staffText(inbox, request.askedBy) },
            { text: requestStateWords[request.state] },
          ],
        }
      })}
    />
  )
}

export type RequestViewProps = { page: RequestPage; kernel: Kernel; csrf: string; typed: Typed; problems: Problems }

export function RequestView({ page, kernel, csrf, typed, problems }: RequestViewProps) {
  const { request } = page
  const mayAnswer = requestStepsFor(page.scope.viewer, requestFacts(kernel, request)).includes('answer_in_full')
  const { name, age } = personText(page, request.personId)
  return (
    <>
      {Object.keys(problems).length > 0
        ? <ErrorSummary titleText="There is a problem" errorList={errorListOf(problems)} />
        : undefined}
      <IdentityBar name={name} age={age} needs={page.needs.map(need => need.how)} headingLevel={2}>
        {page.names.has(request.personId)
          ? <a class="govuk-link" href={`/people/${request.personId}?work=${request.id}`}>
              What is open to you about this child
            </a>
          : undefined}
      </IdentityBar>
      <h1 class="govuk-heading-l">Request for information</h1>
      <Asked page={page} />
      <section data-live="answers">
        {request.answers.length > 0 ? <h2 class="govuk-heading-m">What your team answered</h2> : undefined}
        {request.answers.map(answer => <div data-key={answer.id}><OneAnswer answer={answer} case={page} /></div>)}
      </section>
      {mayAnswer
        ? <section aria-labelledby="answer">
            <h2 class="govuk-heading-m" id="answer">Answer</h2>
            <AnswerForm requestId={request.id} csrf={csrf} typed={typed} problems={problems} />
          </section>
        : undefined}
    </>
  )
}

function Asked({ page }: { page: RequestPage }) {
  const { request, clock, gateway, clause, now } = page
  return (
    <div data-live="request">
      <SummaryList
        rows={[
          { key: { text: 'State' }, value: { text: <b>{requestStateWords[request.state]}</b> } },
          { key: { text: 'What is asked' }, value: { text: <Paragraphs text={request.asks} /> } },
          { key: { text: 'Why' }, value: { text: <Paragraphs text={request.reason} /> } },
          clock ? { key: { text: 'Answer by' }, value: { text: <DueClock clock={clock} now={now} /> } } : null,
          { key: { text: 'Asked by' }, value: {
            text: `${staffText(page, request.askedBy)}, ${dateTimeText(request.askedAt)}`,
          } },
          { key: { text: 'The law that allows it' }, value: {
            text: gateway ? `${gateway.title}: ${gateway.about}` : request.gateway,
          } },
          clause
            ? { key: { text: 'The agreement' }, value: { text: `${clause.agreement}: ${clause.says}` } }
            : null,
          request.withdrawnWhy ? { key: { text: 'Withdrawn because' }, value: { text: request.withdrawnWhy } } : null,
        ]}
      />
    </div>
  )
}
