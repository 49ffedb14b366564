import { Button } from '../../../design/button.tsx'
import type { Content } from '../../../design/attributes.ts'
import { InsetText } from '../../../design/insetText.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Tag } from '../../../design/tag.tsx'
import type { Clock } from '../../../kernel/clocks.ts'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { afterStep, kinds, stateWords } from '../../subject/subjectRequest.ts'
import type { RequestStep, SubjectRequest } from '../../subject/subjectRequest.ts'
import { Deadline } from './listView.tsx'
import { StepForms } from './stepForms.tsx'
import type { Returned } from './stepForms.tsx'

export type OneViewProps = {
  request: SubjectRequest
  clocks: readonly Clock[]
  releasers: readonly { agency_id: string; name: string }[]
  csrf: string
  now: Date
  today: string
  returned: Returned
}

/** State and next steps first, then what is known of the request. */
export function RequestView(props: OneViewProps) {
  const { request, clocks, now, today } = props
  return (
    <>
      <h1 class="govuk-heading-l">
        Request {request.reference}: {request.givenName} {request.familyName},{' '}
        {ageOf(request.birthOn ?? undefined, today)}
      </h1>
      <p class="govuk-body">
        <Tag text={stateWords[request.state]} /> <Deadline request={request} clocks={clocks} now={now} />
      </p>
      {request.sentBackWhy && request.state === 'collected' ? (
        <InsetText text={`The account was sent back: ${request.sentBackWhy}`} />
      ) : undefined}
      <NextSteps request={request} />
      <StepForms {...props} />
      <h2 class="govuk-heading-m">About the request</h2>
      <SummaryList rows={rowsOf(request)} />
    </>
  )
}

const may = (request: SubjectRequest, step: RequestStep) => afterStep(request.state, step) !== undefined

function NextSteps({ request }: { request: SubjectRequest }) {
  const base = `/subject-requests/${request.id}`
  if (request.items === 0 && request.state !== 'collected') return undefined
  return (
    <>
      {may(request, 'decide') ? (
        <p class="govuk-body">
          <b>{request.items}</b> items, <b>{request.undecided}</b> without a decision.{' '}
          <a class="govuk-link" href={`${base}/review`}>
            Review what is given and what is left out
          </a>
        </p>
      ) : undefined}
      {request.state === 'refused' || request.state === 'withdrawn' ? undefined : (
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={`${base}/account`}>
              {request.state === 'released' ? 'The account that was given' : 'The account as it stands'}
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${base}/easy-read`}>
              Easy-read version
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${base}/account.json`}>
              Download as JSON
            </a>
          </li>
        </ul>
      )}
      {request.state === 'released' ? (
        <Button classes="govuk-button--secondary" href={`${base}/account`} text="Print the account" />
      ) : undefined}
    </>
  )
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })
const when = (at: Date | null) => (at ? dateTimeText(at) : '')

function rowsOf(request: SubjectRequest) {
  return [
    fact(
      'Asked by',
      request.kind === 'child' ? kinds.child : `${request.requesterName}: ${kinds[request.kind].toLowerCase()}`,
    ),
    fact('Received', dateText(request.receivedOn)),
    request.asksFor ? fact('In their words', request.asksFor) : null,
    fact('Covers', request.wholePartnership ? 'Every agency of the partnership' : 'Your agency'),
    request.identityAskedAt ? fact('Proof of identity asked for', when(request.identityAskedAt)) : null,
    request.identityHow ? fact('Identity', `${request.identityHow} (${when(request.identityCheckedAt)})`) : null,
    request.authorityHow ? fact('Authority', request.authorityHow) : null,
    request.extendedWhy
      ? fact('Extended by two months', `${request.extendedWhy} (${when(request.extendedAt)})`)
      : null,
    request.collectedAt ? fact('Gathered', when(request.collectedAt)) : null,
    request.approvedAt ? fact('Sent for release', when(request.approvedAt)) : null,
    request.releasedAt ? fact('Released', when(request.releasedAt)) : null,
    request.closedWhy ? fact('Why it was closed', request.closedWhy) : null,
  ]
}
