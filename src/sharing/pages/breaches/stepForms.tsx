import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { risks, riskWords } from '../../breaches/breach.ts'
import type { BreachStep } from '../../breaches/breach.ts'
import type { BreachViewProps } from './view.tsx'

type StepFormProps = Pick<BreachViewProps, 'breach' | 'csrf' | 'typed' | 'problems'> & { key_: string }

const yesOrNo = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]
const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--s' } })
const answerOf = (yes: boolean | null) => yes === null ? undefined : yes ? 'yes' : 'no'

export function DecideForm({ breach, csrf, typed, problems, key_ }: StepFormProps) {
  return (
    <Details summaryText={breach.tellCommissioner === null ? 'Decide who has to be told'
      : 'Decide again who has to be told'} open={breach.state === 'reported'}>
      <Form action={`/breaches/${breach.id}/decide`} csrf={csrf}>
        <input type="hidden" name="key" value={key_} />
        <Radios name="risk" idPrefix="risk" value={typed['risk'] ?? breach.risk}
          errorMessage={errorAt(problems, 'risk')} fieldset={legend('How likely is a risk to people?')}
          items={risks.map(each => ({ value: each, text: riskWords[each] }))} />
        <Input id="people" name="people" value={typed['people'] ?? String(breach.people)}
          errorMessage={errorAt(problems, 'people')}
          label={{ text: 'How many people does it touch?' }} classes="govuk-input--width-5" inputmode="numeric" />
        <Radios name="commissioner" idPrefix="commissioner"
          value={typed['commissioner'] ?? answerOf(breach.tellCommissioner)}
            errorMessage={errorAt(problems, 'commissioner')}
          fieldset={legend('Tell the Information Commissioner?')}
            hint={{ text: 'Yes, unless a risk to people is unlikely (UK GDPR Article 33).' }} items={yesOrNo} />
        <Textarea id="commissioner-why" name="commissioner-why" rows={3}
          value={typed['commissioner-why'] ?? breach.commissionerWhy ?? ''}
          errorMessage={errorAt(problems, 'commissioner-why')} label={{ text: 'Why' }} />
        <Radios name="tell" idPrefix="tell" value={typed['tell'] ?? answerOf(breach.tellPeople)}
          errorMessage={errorAt(problems, 'tell')}
          fieldset={legend('Tell the people?')}
            hint={{ text: 'Yes, if a high risk to them is likely (UK GDPR Article 34).' }} items={yesOrNo} />
        <Textarea id="tell-why" name="tell-why" rows={3} value={typed['tell-why'] ?? breach.peopleWhy ?? ''}
          errorMessage={errorAt(problems, 'tell-why')} label={{ text: 'Why' }} />
        <Button text="Record the decision" preventDoubleClick />
      </Form>
    </Details>
  )
}

const titles: Record<Exclude<BreachStep, 'decide'>, { summary: string; label: string; hint?: string;
  button: string }> = {
  contain: { summary: 'Add what was done to contain it', label: 'What was done', button: 'Add the step' },
  tell_commissioner: { summary: 'The Commissioner has been told', label: 'What was told, and under which number',
    button: 'Record that the Commissioner was told' },
  tell_people: { summary: 'The people have been told', label: 'How they were told',
    button: 'Record that the people were told' },
  close: { summary: 'Close it', label: 'What was learned', button: 'Close the breach' },
  dismiss: { summary: 'It is not a breach', label: 'Why it is none', button: 'Record that it is not a breach' },
}

export function WordsForm({ breach, csrf, typed, problems, step, key_, isLate }: StepFormProps &
  { step: Exclude<BreachStep, 'decide'>; isLate: boolean }) {
  const { summary, label, button } = titles[step]
  const id = `words-${step}`
  const problem = problems[id]
  const hint = step === 'tell_commissioner' && isLate ? 'More than 72 hours have passed: say why it is late.'
    : 'Do not name anybody whom it happened to.'
  return (
    <Details summaryText={summary} open={problem !== undefined}>
      <Form action={`/breaches/${breach.id}/${step}`} csrf={csrf}>
        <input type="hidden" name="key" value={key_} />
        <Textarea id={id} name="words" rows={4} value={problem === undefined ? '' : typed['words']}
          errorMessage={errorAt(problems, id)} label={{ text: label }} hint={{ text: hint }} />
        <Button classes="govuk-button--secondary" text={button} preventDoubleClick />
      </Form>
    </Details>
  )
}
