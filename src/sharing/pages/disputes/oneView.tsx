import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Tag } from '../../../design/tag.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Clock } from '../../../kernel/clocks.ts'
import { dateText, dateTimeText } from '../../../language/format.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { DueLine } from '../../../people/pages/people/one/overview.tsx'
import type { Typed } from '../../../people/pages/typed.ts'
import type { Words } from '../../store/words.ts'
import { canBeTakenOut, disputeStateWords, disputeSteps, lifeOfADispute, outcomeWords } from '../../subject/dispute.ts'
import type { Dispute } from '../../subject/dispute.ts'
import type { Disputed } from '../../subject/disputeStore.ts'
import { kinds } from '../../subject/subjectRequest.ts'
import { whoText } from './listView.tsx'

type DisputeViewProps = {
  dispute: Dispute
  disputed: Disputed | undefined
  clocks: readonly Clock[]
  name: DisplayName | undefined
  words: Words
  csrf: string
  typed: Typed
  problems: Problems
  now: Date
  today: string
}

const fact = (key: string, text: string) => ({ key: { text: key }, value: { text } })

/** The dispute beside the record it is about, and the answer. */
export function DisputeView({
  dispute,
  disputed,
  clocks,
  name,
  words,
  csrf,
  typed,
  problems,
  now,
  today,
}: DisputeViewProps) {
  const running = clocks.find(({ stoppedAt }) => !stoppedAt)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">
        Dispute {dispute.reference}: {whoText(name, today)}
      </h1>
      <p class="govuk-body">
        <Tag text={disputeStateWords[dispute.state]} />
      </p>
      {running ? <DueLine clock={running} now={now} /> : undefined}
      <BothSides {...{ dispute, disputed, words }} />
      {dispute.state === 'raised' ? (
        <AnswerForm {...{ dispute, csrf, typed, problems }} />
      ) : (
        <SummaryList
          rows={[
            fact('Answered', dispute.settledAt ? dateTimeText(dispute.settledAt) : ''),
            fact('Why', dispute.why ?? ''),
            dispute.note ? fact('Beside the record', dispute.note) : null,
          ]}
        />
      )}
    </>
  )
}

type SidesProps = Pick<DisputeViewProps, 'dispute' | 'disputed' | 'words'>

function BothSides({ dispute, disputed, words }: SidesProps) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-one-half">
        <h2 class="govuk-heading-m">What is recorded</h2>
        {disputed ? (
          <SummaryList
            rows={[
              fact('Owner', words.agency(dispute.ofAgency)),
              fact('Record', disputed.title),
              ...disputed.lines.map(([label, value]) => fact(label, value)),
            ]}
          />
        ) : (
          <p class="govuk-body">The record is not open to you, or no longer there.</p>
        )}
      </div>
      <div class="govuk-grid-column-one-half">
        <h2 class="govuk-heading-m">What the person says</h2>
        <SummaryList
          rows={[
            fact(
              'Who',
              dispute.role === 'child' ? kinds.child : `${dispute.raisedName}: ${kinds[dispute.role].toLowerCase()}`,
            ),
            fact('Received', dateText(dispute.receivedOn)),
            fact('Written down by', words.agency(dispute.raisedAgency)),
            fact('What is wrong', dispute.says),
            dispute.wants ? fact('What they want', dispute.wants) : null,
          ]}
        />
      </div>
    </div>
  )
}

function AnswerForm({
  dispute,
  csrf,
  typed,
  problems,
}: Pick<DisputeViewProps, 'dispute' | 'csrf' | 'typed' | 'problems'>) {
  const steps = disputeSteps.filter(step => lifeOfADispute[dispute.state][step])
  return (
    <Form action={`/disputes/${dispute.id}/settle`} csrf={csrf}>
      <input type="hidden" name="key" value={randomUUID()} />
      <Radios
        name="outcome"
        idPrefix="outcome"
        value={typed['outcome']}
        errorMessage={errorAt(problems, 'outcome')}
        fieldset={{ legend: { text: 'What comes of it?', classes: 'govuk-fieldset__legend--m' } }}
        items={steps.map(value => ({
          value,
          text: outcomeWords[value].title,
          hint: { text: outcomeWords[value].says },
        }))}
      />
      {canBeTakenOut(dispute.kind) ? (
        <Checkboxes
          name="takes-out"
          idPrefix="takes-out"
          values={typed['takes-out'] ? ['yes'] : []}
          items={[
            {
              value: 'yes',
              text: 'If it was wrong, take the record out',
              hint: { text: 'Without this it stays, with what is right beside it.' },
            },
          ]}
        />
      ) : undefined}
      <Textarea
        id="note"
        name="note"
        rows={3}
        value={typed['note']}
        errorMessage={errorAt(problems, 'note')}
        label={{ text: 'What stands beside the record' }}
        hint={{ text: 'What is right, or what the person says. Every reader sees this.' }}
      />
      <Textarea
        id="why"
        name="why"
        rows={3}
        value={typed['why']}
        errorMessage={errorAt(problems, 'why')}
        label={{ text: 'Why' }}
        hint={{ text: 'For the answer to the person; readers of the record do not see it.' }}
      />
      <Button preventDoubleClick text="Answer the dispute" />
    </Form>
  )
}
