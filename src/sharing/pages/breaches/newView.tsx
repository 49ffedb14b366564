import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Typed } from '../../../people/pages/typed.ts'
import { risks, riskWords } from '../../breaches/breach.ts'
import { momentOf } from './form.ts'

type NewBreachViewProps = {
  csrf: string; typed: Typed; chosen: readonly string[]; problems: Problems; now: Date;
    linked: Readonly<Record<string, string>>
  categories: readonly { code: string; title: string }[]
}

export function NewBreachView({ csrf, typed, chosen, problems, now, linked, categories }: NewBreachViewProps) {
  const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--s' } })
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Report a breach</h1>
      <p class="govuk-body">Report what you know now; the rest can follow. Do not name the people it happened to.</p>
      <Form action="/breaches" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        {Object.entries(linked).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        <Textarea id="happened" name="happened" rows={6} value={typed['happened']}
          errorMessage={errorAt(problems, 'happened')} label={{ text: 'What happened?' }} />
        <Input id="noticed" name="noticed" type="datetime-local" value={typed['noticed'] ?? momentOf(now)}
          errorMessage={errorAt(problems, 'noticed')}
          label={{ text: 'When was it noticed?' }} classes="govuk-input--width-20" />
        <Input id="aware" name="aware" type="datetime-local" value={typed['aware'] ?? momentOf(now)}
          errorMessage={errorAt(problems, 'aware')}
          label={{ text: 'Since when does an agency of the partnership know?' }}
            hint={{ text: 'The 72 hours run from then.' }} classes="govuk-input--width-20" />
        <Input id="people" name="people" value={typed['people']} errorMessage={errorAt(problems, 'people')}
          label={{ text: 'How many people does it touch?' }}
          hint={{ text: '0 if nobody knows yet' }} classes="govuk-input--width-5" inputmode="numeric" />
        <Checkboxes name="categories" idPrefix="categories" values={[...chosen]}
          fieldset={legend('Which kinds of information?')}
          items={categories.map(({ code, title }) => ({ value: code, text: title }))} />
        <Radios name="risk" idPrefix="risk" value={typed['risk']} errorMessage={errorAt(problems, 'risk')}
          fieldset={legend('How likely is a risk to people?')}
          items={risks.map(each => ({ value: each, text: riskWords[each] }))} />
        <Button text="Report the breach" preventDoubleClick />
      </Form>
    </>
  )
}
