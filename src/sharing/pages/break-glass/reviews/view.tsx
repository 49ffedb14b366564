import { randomUUID } from 'node:crypto'
import type { Content } from '../../../../design/attributes.ts'
import { Button } from '../../../../design/button.tsx'
import { EmptyState } from '../../../../design/emptyState.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import { Radios } from '../../../../design/radios.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import { Table } from '../../../../design/table.tsx'
import { Tag } from '../../../../design/tag.tsx'
import { Textarea } from '../../../../design/textarea.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import { dateTimeText, dayTimeText, durationText } from '../../../../language/format.ts'
import type { Typed } from '../../../../people/pages/typed.ts'
import { lifeOfAReview, reviewStepWords, reviewWords } from '../../../breakGlass.ts'
import type { ReviewStep } from '../../../breakGlass.ts'
import type { LateReview, Review } from '../../../store/breakGlass.ts'

type Called = (review: Review) => string
const colours = { waiting: 'yellow', justified: 'green', not_justified: 'red', needs_follow_up: 'blue' } as const

function ReviewTag({ review, now }: { review: Review; now: Date }) {
  if (review.state === 'waiting' && review.dueAt < now) return <Tag classes="govuk-tag--red" text="Overdue" />
  return <Tag classes={`govuk-tag--${colours[review.state]}`} text={reviewWords[review.state]} />
}

/** A number and a list for the board: which agency is late, and by how much; nobody's name. */
export function LateView({ late, now }: { late: readonly LateReview[]; now: Date }) {
  return (
    <>
      <h2 class="govuk-heading-m">Overdue in the whole partnership: {late.length}</h2>
      {late.length === 0
        ? <p class="govuk-body">No review is overdue.</p>
        : <WideTable label="Overdue reviews">
            <Table
              caption={<span class="govuk-visually-hidden">Overdue reviews</span>}
              head={['Agency that reviews', 'Access', 'Was due', 'Overdue by'].map(text => ({ text }))}
              rows={late.map(({ agency, openedAt, dueAt }) => [
                agency, dayTimeText(openedAt, now), dayTimeText(dueAt, now),
                durationText(now.getTime() - dueAt.getTime()),
              ].map(text => ({ text })))}
            />
          </WideTable>}
    </>
  )
}

export function ReviewsView({ reviews, now, called }: { reviews: readonly Review[]; now: Date; called: Called }) {
  return (
    <div data-live="reviews">
      <h2 class="govuk-heading-m">For your agency to review</h2>
      {reviews.length === 0
        ? <EmptyState title="No emergency access">
            <p class="govuk-body">Each emergency access to what your agency holds stands here, and
            has to be reviewed within two working days.</p></EmptyState>
        : <WideTable label="Reviews of emergency access">
            <Table
              caption={<span class="govuk-visually-hidden">Reviews of emergency access</span>} list
              head={['Person', 'Opened by', 'When', 'Ground', 'Review', 'Due'].map(text => ({ text }))}
              rows={reviews.map(review => ({
                key: review.id,
                cells: [
                  { text: <a class="govuk-link" href={`/break-glass/${review.id}`} data-open>{called(review)}</a> },
                  { text: `${review.staff}, ${review.agency}` },
                  { text: dayTimeText(review.openedAt, now) },
                  { text: review.ground },
                  { text: <ReviewTag review={review} now={now} /> },
                  { text: <time datetime={review.dueAt.toISOString()}>{dayTimeText(review.dueAt, now)}</time> },
                ],
              }))}
            />
          </WideTable>}
    </div>
  )
}

type ReviewViewProps = {
  review: Review; csrf: string; now: Date; called: Called; typed: Typed; problems: Problems; mayDecide: boolean
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

export function ReviewView({ review, csrf, now, called, typed, problems, mayDecide }: ReviewViewProps) {
  const steps = Object.keys(lifeOfAReview[review.state]).filter((step): step is ReviewStep => step in reviewStepWords)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Emergency access to {called(review)}</h1>
      <SummaryList rows={[
        fact('State', <ReviewTag review={review} now={now} />),
        fact('Opened by', `${review.staff}, ${review.role}, ${review.agency}`),
        fact('Open', `From ${dateTimeText(review.openedAt)} to ${dateTimeText(review.endsAt)}`),
        fact('Ground', review.ground),
        fact('Their reason', review.reason),
        fact('Records of', review.owners.join(', ')),
        fact('Review due', dateTimeText(review.dueAt)),
        ...(review.reviewedAt ? [fact('Reviewed',
          `${dateTimeText(review.reviewedAt)}, by ${review.reviewedBy ?? 'somebody who has left'}`),
          fact('Finding', review.words ?? '')] : []),
      ]} />
      {mayDecide && steps.length > 0 ? (
        <Form action={`/break-glass/${review.id}/review`} csrf={csrf}>
          <input type="hidden" name="key" value={randomUUID()} />
          <Radios name="step" idPrefix="step" value={typed['step']} errorMessage={errorAt(problems, 'step')}
            fieldset={{ legend: { text: 'What have you found?', classes: 'govuk-fieldset__legend--m' } }}
            items={steps.map(step => ({ value: step, text: reviewStepWords[step] }))} />
          <Textarea name="words" id="words" rows={4} value={typed['words']} errorMessage={errorAt(problems, 'words')}
            label={{ text: 'How have you come to it?' }} hint={{ text: 'What you asked, and what follows from it.' }} />
          <Button preventDoubleClick text="Record the review" />
        </Form>
      ) : undefined}
    </>
  )
}
