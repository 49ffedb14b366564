import { Button } from '../../../../design/button.tsx'
import { Form } from '../../../../design/form.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import { dateTimeText } from '../../../../language/format.ts'
import type { Case } from '../../../loadCase.ts'
import { gradeWords, qualityRubric } from '../../../rubric.ts'
import type { FeedbackLine } from '../../../store/caseReads.ts'
import { outcomeWords } from '../../../words.ts'
import { staffText } from '../../caseWords.ts'
import { Paragraphs } from './recorded.tsx'

type Props = { case: Case; csrf: string }

/** What the referrer learns: acknowledgement, outcome and advice. Every referral gets an answer. */
export function ToldReferrer({ case: one }: { case: Case }) {
  return (
    <section aria-labelledby="told">
      <h2 class="govuk-heading-m" id="told">{one.isInside ? 'What the referrer is told' : 'What became of it'}</h2>
      <div data-live="told">
        {one.told.map(told => (
          <article class="kith-card" data-key={told.id}>
            <h3 class="govuk-heading-s">{outcomeWords[told.outcome].title}</h3>
            <p class="govuk-body">{outcomeWords[told.outcome].about}</p>
            {told.advice ? <Paragraphs text={told.advice} /> : undefined}
            <p class="govuk-hint">{dateTimeText(told.at)} by {staffText(one, told.by)}</p>
          </article>
        ))}
        {one.told.length === 0 ? <p class="govuk-body" data-key="none">{notYetTold(one)}</p> : undefined}
      </div>
    </section>
  )
}

function notYetTold({ screened, isInside }: Case): string {
  if (isInside) return 'Nothing yet beyond the acknowledgement.'
  return screened.acknowledgedAt
    ? 'The front door has received this and is screening it. The decision will appear here.'
    : 'Sent. The front door has not yet acknowledged it.'
}

/** Graded feedback on the notification itself, and whether the referrer has read it. */
export function Feedback({ case: one, csrf }: Props) {
  return (
    <section>
      <div data-live="feedback">
        {one.feedback.length > 0
          ? <h2 class="govuk-heading-m" id="feedback">Feedback on the notification</h2>
          : undefined}
        {one.feedback.map(given => <OneFeedback given={given} case={one} csrf={csrf} />)}
      </div>
    </section>
  )
}

function OneFeedback({ given, case: one, csrf }: Props & { given: FeedbackLine }) {
  return (
    <article class="kith-card" data-key={given.id}>
      <SummaryList
        rows={qualityRubric.criteria.flatMap(({ code, title }) => {
          const grade = given.grades[code]
          return grade ? [{ key: { text: title }, value: { text: gradeWords[grade] } }] : []
        })}
      />
      {given.comment ? <Paragraphs text={given.comment} /> : undefined}
      <p class="govuk-hint">
        {dateTimeText(given.at)} by {staffText(one, given.by)} ·
        {' '}{given.seenAt ? `read ${dateTimeText(given.seenAt)}` : 'not yet read'}
      </p>
      {one.isReferrer && !given.seenAt
        ? <Form action={`/notifications/${one.screened.id}/see-feedback`} csrf={csrf}>
            <input type="hidden" name="key" value={given.id} />
            <input type="hidden" name="feedback" value={given.id} />
            <Button text="I have read this" classes="govuk-button--secondary" preventDoubleClick />
          </Form>
        : undefined}
    </article>
  )
}
