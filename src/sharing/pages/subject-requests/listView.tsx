import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import type { Clock } from '../../../kernel/clocks.ts'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { DueLine } from '../../../people/pages/people/one/overview.tsx'
import type { Release } from '../../subject/store.ts'
import { kinds, stateWords } from '../../subject/subjectRequest.ts'
import type { SubjectRequest } from '../../subject/subjectRequest.ts'

type ListViewProps = {
  requests: readonly SubjectRequest[]
  clocks: readonly Clock[]
  releases: readonly Omit<Release, 'document'>[]
  mayAnswer: boolean
  today: string
  now: Date
}

export function RequestsView({ requests, clocks, releases, mayAnswer, today, now }: ListViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Requests for one’s own record</h1>
      <p class="govuk-body">
        A child, a parent or a representative may ask what is held about the child, who saw it, what was shared with
        whom and under which law. The answer is due within one month.
      </p>
      {mayAnswer ? <Button href="/subject-requests/new" text="Record a request" /> : undefined}
      {mayAnswer ? <Requests {...{ requests, clocks, today, now }} /> : undefined}
      <Releases releases={releases} />
    </>
  )
}

type RequestsProps = Pick<ListViewProps, 'requests' | 'clocks' | 'today' | 'now'>

function Requests({ requests, clocks, today, now }: RequestsProps) {
  if (requests.length === 0)
    return (
      <EmptyState title="No requests yet">
        <p class="govuk-body">
          When somebody asks for their record, write it down here. The deadline starts on the day you received it.
        </p>
      </EmptyState>
    )
  return (
    <WideTable label="Requests">
      <Table
        caption={<span class="govuk-visually-hidden">Requests</span>}
        list
        head={['Request', 'About', 'Asked by', 'State', 'Deadline'].map(text => ({ text }))}
        rows={requests.map(request => ({
          key: request.id,
          cells: [
            {
              text: (
                <a class="govuk-link" data-open="" href={`/subject-requests/${request.id}`}>
                  {request.reference}
                </a>
              ),
            },
            { text: `${request.givenName} ${request.familyName}, ${ageOf(request.birthOn ?? undefined, today)}` },
            { text: kinds[request.kind] },
            {
              text: (
                <Tag
                  text={stateWords[request.state]}
                  classes={request.closedAt ? 'govuk-tag--grey' : 'govuk-tag--blue'}
                />
              ),
            },
            { text: <Deadline request={request} clocks={clocks} now={now} /> },
          ],
        }))}
      />
    </WideTable>
  )
}

type DeadlineProps = { request: SubjectRequest; clocks: readonly Clock[]; now: Date }

export function Deadline({ request, clocks, now }: DeadlineProps) {
  if (request.closedAt) return <>Closed {dateText(request.closedAt)}</>
  const clock = clocks.findLast(({ workId, stoppedAt }) => workId === request.id && !stoppedAt)
  return clock ? <DueLine clock={clock} now={now} /> : <>Paused: waiting for proof of identity</>
}

const releaseStates = {
  waiting: 'Waiting for you',
  released: 'Released',
  sent_back: 'Sent back',
  taken_back: 'Taken back',
} as const

function Releases({ releases }: { releases: readonly Omit<Release, 'document'>[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">Accounts to release</h2>
      {releases.length === 0 ? (
        <EmptyState title="Nothing waits for release">
          <p class="govuk-body">A finished account appears here when a colleague asks your agency to release it.</p>
        </EmptyState>
      ) : (
        <Table
          caption={<span class="govuk-visually-hidden">Accounts to release</span>}
          list
          head={['Request', 'Asked', 'State'].map(text => ({ text }))}
          rows={releases.map(each => [
            {
              text: (
                <a class="govuk-link" data-open="" href={`/subject-requests/releases/${each.id}`}>
                  {each.reference}
                </a>
              ),
            },
            { text: dateTimeText(each.askedAt) },
            { text: releaseStates[each.state] },
          ])}
        />
      )}
    </>
  )
}
