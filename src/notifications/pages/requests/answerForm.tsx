import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { answerKinds } from '../../store/requests.ts'
import type { NewAnswer } from '../../store/requests.ts'
import { refusalReasons } from '../../words.ts'
import { Reading, textOf } from '../typed.ts'
import type { Parsed, Typed } from '../typed.ts'

const reasons = refusalReasons.map(reason => reason.code)

/** Whole, in part, or refused with a reason; "another reason" has to be said. */
export function parseAnswer(typed: Typed): Parsed<NewAnswer> {
  const form = new Reading(typed)
  const kind = form.oneOf('answer_kind', answerKinds, 'Choose how you answer')
  if (kind === 'refused') {
    const refusedBecause = form.oneOf('refused_because', reasons, 'Choose why you do not share')
    const body = refusedBecause === 'other'
      ? form.text('refusal_text', 'Say why you do not share')
      : form.optional('refusal_text')
    return form.result<NewAnswer>(refusedBecause && { kind, body, refusedBecause })
  }
  const body = form.text('answer_body', 'Write your answer')
  return form.result<NewAnswer>(kind && { kind, body })
}

type Props = { requestId: string; csrf: string; typed: Typed; problems: Problems }

export function AnswerForm({ requestId, csrf, typed, problems }: Props) {
  const chosen = textOf(typed, 'answer_kind')
  return (
    <Form action={`/requests/${requestId}/answer`} csrf={csrf}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <Textarea
        name="answer_body"
        label={{ text: 'Your answer', classes: 'govuk-label--m' }}
        hint={{ text: 'What you know that helps to keep this child safe. Say what you saw and what you think apart.' }}
        value={textOf(typed, 'answer_body')}
        errorMessage={errorAt(problems, 'answer_body')}
      />
      <Radios
        name="answer_kind"
        value={chosen}
        fieldset={{ legend: { text: 'Is this everything?' } }}
        errorMessage={errorAt(problems, 'answer_kind')}
        items={[
          { value: 'full', text: 'Yes, this is the whole answer' },
          { value: 'partial', text: 'No, more will follow', hint: {
            text: 'The clock goes on until the rest has come',
          } },
          {
            value: 'refused', text: 'We do not share this', hint: {
              text: 'Your reason is recorded and sent to who asked',
            },
            conditional: <RefusalFields typed={typed} problems={problems} />,
          },
        ]}
      />
      <Button text="Send the answer" preventDoubleClick />
    </Form>
  )
}

function RefusalFields({ typed, problems }: { typed: Typed; problems: Problems }) {
  return (
    <>
      <Select
        name="refused_because"
        label={{ text: 'Why not' }}
        value={textOf(typed, 'refused_because')}
        errorMessage={errorAt(problems, 'refused_because')}
        items={[{ value: '', text: 'Choose a reason' }, ...refusalReasons.map(
          ({ code, title }) => ({ value: code, text: title }),
        )]}
      />
      <Textarea
        name="refusal_text"
        rows={3}
        label={{ text: 'More about the reason' }}
        value={textOf(typed, 'refusal_text')}
        errorMessage={errorAt(problems, 'refusal_text')}
      />
    </>
  )
}
