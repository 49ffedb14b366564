import { Badge } from '../../../../design/badge.tsx'
import { Button } from '../../../../design/button.tsx'
import { Details } from '../../../../design/details.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import { Form } from '../../../../design/form.tsx'
import { LevelTag } from '../../../../design/levelTag.tsx'
import { Textarea } from '../../../../design/textarea.tsx'
import { dateTimeText } from '../../../../language/format.ts'
import type { Case } from '../../../loadCase.ts'
import { decideRequestStep } from '../../../policy.ts'
import type { Answer, Request } from '../../../store/requests.ts'
import { outcomeWords, reasonText, requestStateWords } from '../../../words.ts'
import { agencyText, roleText, staffText } from '../../caseWords.ts'
import { DueClock } from '../../dueClock.tsx'
import { textOf } from '../../typed.ts'
import { Paragraphs } from './recorded.tsx'
import type { Returned, StepProps } from './stepForm.tsx'

/** What other agencies were asked, and what they answered. */
export function Requests({ case: one, csrf, returned }: StepProps) {
  return (
    <section>
      <div data-live="requests">
        {one.requests.length > 0 ? <h2 class="govuk-heading-m" id="requests">Information asked for</h2> : undefined}
        {one.requests.map(request => <OneRequest request={request} case={one} />)}
      </div>
      {one.requests.filter(request => mayWithdraw(one, request))
        .map(request => <WithdrawForm request={request} case={one} csrf={csrf} returned={returned} />)}
    </section>
  )
}

function OneRequest({ request, case: one }: { request: Request; case: Case }) {
  const clock = one.clocks.find(other => other.workId === request.id)
  return (
    <article class="kith-card" data-key={request.id}>
      <h3 class="govuk-heading-s">
        {agencyText(one, request.toAgency)}: {roleText(one, request.toRole)}
        {' '}<Badge colour={request.state === 'answered' ? 'green' : 'grey'} text={requestStateWords[request.state]} />
        {request.urgent ? <> <Badge colour="red" text="Urgent" /></> : undefined}
      </h3>
      {clock ? <div class="govuk-body"><DueClock clock={clock} now={one.now} /></div> : undefined}
      <Paragraphs text={request.asks} />
      <p class="govuk-hint">
        Asked {dateTimeText(request.askedAt)} by {staffText(one, request.askedBy)}, because: {request.reason}
      </p>
      {request.answers.map(answer => <OneAnswer answer={answer} case={one} />)}
      {request.withdrawnWhy ? <p class="govuk-body">Withdrawn: {request.withdrawnWhy}</p> : undefined}
    </article>
  )
}

const answerWords: Record<string, string> = { partial: 'Part of the answer', full: 'Answer', refused: 'Refused' }

export function OneAnswer({ answer, case: one }: { answer: Answer; case: Pick<Case, 'staff'> }) {
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        <b>{answerWords[answer.kind]}</b>, {dateTimeText(answer.at)}, {staffText(one, answer.by)}
      </p>
      {answer.refusedBecause ? <p class="govuk-body">{reasonText(answer.refusedBecause)}</p> : undefined}
      {answer.body ? <Paragraphs text={answer.body} /> : undefined}
    </div>
  )
}

type RequestFactsOf = Pick<Case, 'scope' | 'facts'>

function mayWithdraw({ scope, facts }: RequestFactsOf, request: Request): boolean {
  const { state, toAgency, toRole } = request
  return decideRequestStep(scope.viewer, { state, toAgency, toRole, askedByAgency: facts.agencyId }, 'withdraw').allowed
}

type WithdrawProps = { request: Request; case: Case; csrf: string; returned: Returned | undefined }

function WithdrawForm({ request, case: one, csrf, returned }: WithdrawProps) {
  const mine = returned?.step === 'withdraw' && returned.typed['request'] === request.id ? returned : undefined
  return (
    <Details summaryText={`Withdraw the request to ${agencyText(one, request.toAgency)}`} open={mine !== undefined}>
      <Form action={`/notifications/${one.screened.id}/withdraw`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <input type="hidden" name="request" value={request.id} />
        <Textarea
          name="withdraw_why"
          id={`withdraw_why-${request.id}`}
          rows={2}
          label={{ text: 'Why it is no longer needed' }}
          value={textOf(mine?.typed ?? {}, 'withdraw_why')}
          errorMessage={errorAt(mine?.problems, 'withdraw_why')}
        />
        <Button text="Withdraw the request" classes="govuk-button--warning" preventDoubleClick />
      </Form>
    </Details>
  )
}

/** Levels, decisions and hand-overs: what the front door thought, open to its own agency only. */
export function Screening({ case: one }: { case: Case }) {
  const count = one.levels.length + one.decisions.length + one.handovers.length
  return (
    <section>
      <div data-live="screening">
        {count > 0 ? <h2 class="govuk-heading-m" id="screening">Levels, decisions and hand-overs</h2> : undefined}
        {one.decisions.map(decision => (
          <article class="kith-card" data-key={decision.id}>
            <h3 class="govuk-heading-s">
              {outcomeWords[decision.outcome].title}
              {' '}{decision.undone ? <Badge colour="grey" text="Undone" /> : undefined}
            </h3>
            <Paragraphs text={decision.rationale} />
            <p class="govuk-hint">Decided {dateTimeText(decision.at)} by {staffText(one, decision.by)}</p>
            {decision.undone
              ? <p class="govuk-hint">
                  Undone {dateTimeText(decision.undone.at)} by {staffText(one, decision.undone.by)}:
                  {' '}{decision.undone.why}
                </p>
              : undefined}
          </article>
        ))}
        {one.handovers.map(handover => (
          <article class="kith-card" data-key={handover.id}>
            <h3 class="govuk-heading-s">
              Handed over to {handover.staffId ? staffText(one, handover.staffId) : roleText(one, handover.role)}
            </h3>
            <Paragraphs text={handover.note} />
            <p class="govuk-hint">{dateTimeText(handover.at)} by {staffText(one, handover.by)}</p>
          </article>
        ))}
        {one.levels.map(line => (
          <article class="kith-card" data-key={line.id}>
            <h3 class="govuk-heading-s">Level <LevelTag level={line.level} /></h3>
            <Paragraphs text={line.why} />
            <p class="govuk-hint">{dateTimeText(line.at)} by {staffText(one, line.by)}</p>
          </article>
        ))}
      </div>
    </section>
  )
}
