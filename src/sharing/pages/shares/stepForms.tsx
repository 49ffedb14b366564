import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { refusedBecauseWords, undoMilliseconds } from '../../share.ts'
import type { Share } from '../../share.ts'

export type StepFormProps = {
  share: Share
  now: Date
  csrf: string
  problems: Problems
  typed: Readonly<Record<string, string>>
}

/** Within a minute it is an undo, and stands open. */
export function Recall({ share, now, csrf, typed, problems }: StepFormProps) {
  const isUndo = now.getTime() - share.sentAt.getTime() < undoMilliseconds
  return (
    <Details summaryText={isUndo ? 'Undo: recall it now' : 'Recall it'} open={isUndo || 'recall-why' in problems}>
      <Form action={`/shares/${share.id}/recall`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <p class="govuk-body">
          Open pages lose what it showed within a second. They are told that it was recalled.
        </p>
        <Textarea
          id="recall-why"
          name="why"
          rows={2}
          value={typed['why'] ?? (isUndo ? 'Sent by mistake' : undefined)}
          label={{ text: 'Why is it recalled?' }}
          errorMessage={errorAt(problems, 'recall-why')}
        />
        <Button classes="govuk-button--warning" text="Recall" preventDoubleClick />
      </Form>
    </Details>
  )
}

export function Answer({ share, csrf, typed, problems }: StepFormProps) {
  const to = encodeURIComponent(`${share.fromAgency} ${share.fromRole}`)
  return (
    <section aria-labelledby="answer">
      <h2 class="govuk-heading-m" id="answer">
        Answer
      </h2>
      <Button
        href={`/people/${share.personId}/share?answers=${share.id}&to=${to}`}
        text="Share what is asked for"
      />
      <Details summaryText="Do not share" open={'because' in problems || 'words' in problems}>
        <Form action={`/shares/${share.id}/refuse`} csrf={csrf}>
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Radios
            name="because"
            idPrefix="because"
            value={typed['because']}
            errorMessage={errorAt(problems, 'because')}
            fieldset={{ legend: { text: 'Why not?', classes: 'govuk-fieldset__legend--s' } }}
            items={Object.entries(refusedBecauseWords)
              .filter(([code]) => code !== 'no_answer')
              .map(([value, text]) => ({ value, text }))}
          />
          <Textarea
            id="words"
            name="words"
            rows={2}
            value={typed['words']}
            label={{ text: 'In your words' }}
            hint={{ text: 'Whoever asked reads this. It is kept as your decision, with the reason.' }}
            errorMessage={errorAt(problems, 'words')}
          />
          <Button classes="govuk-button--secondary" text="Refuse" preventDoubleClick />
        </Form>
      </Details>
    </section>
  )
}

export function Review({ share, csrf, typed, problems }: StepFormProps) {
  return (
    <section aria-labelledby="review">
      <h2 class="govuk-heading-m" id="review">
        Review
      </h2>
      <p class="govuk-body">
        No agreement covered this. Was it necessary to protect a life? Review it within two working days.
      </p>
      <Form action={`/shares/${share.id}/review`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Radios
          name="outcome"
          idPrefix="outcome"
          value={typed['outcome']}
          errorMessage={errorAt(problems, 'outcome')}
          items={[
            { value: 'kept', text: 'It was right to share' },
            { value: 'ended', text: 'It was not: end it now' },
          ]}
        />
        <Textarea
          id="why"
          name="why"
          rows={2}
          value={typed['why']}
          label={{ text: 'Why?' }}
          errorMessage={errorAt(problems, 'why')}
        />
        <Button text="Record the review" preventDoubleClick />
      </Form>
    </section>
  )
}
