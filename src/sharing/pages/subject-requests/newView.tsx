import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Day } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import type { FoundSubject } from '../../subject/store.ts'
import { isKind, kinds } from '../../subject/subjectRequest.ts'
import { DayField, isTypedEmpty, typedDay } from './typedDay.tsx'

type NewViewProps = {
  csrf: string
  typed: Typed
  problems: Problems
  several: readonly (FoundSubject & { says: string })[]
}

export function NewRequestView({ csrf, typed, problems, several }: NewViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Record a request for one’s own record</h1>
      <Form action="/subject-requests" csrf={csrf}>
        <input type="hidden" name="key" value={typed['key'] || randomUUID()} />
        <h2 class="govuk-heading-m">About whom</h2>
        <Field name="given" label="First name" {...{ typed, problems }} />
        <Field name="family" label="Family name" {...{ typed, problems }} />
        <DayField prefix="born" legend="Date of birth" {...{ typed, problems }} />
        {several.length > 0 ? (
          <Radios
            name="person"
            idPrefix="person"
            value={typed['person']}
            errorMessage={errorAt(problems, 'person')}
            fieldset={{ legend: { text: 'Which of them?', classes: 'govuk-fieldset__legend--s' } }}
            items={several.map(({ personId, says }) => ({ value: personId, text: says }))}
          />
        ) : undefined}
        <WhoAsks typed={typed} problems={problems} />
        <Textarea
          id="asks"
          name="asks"
          value={typed['asks']}
          rows={3}
          errorMessage={errorAt(problems, 'asks')}
          label={{ text: 'What they ask for (optional)' }}
          hint={{ text: 'In their own words, if they said more than “everything”.' }}
        />
        <DayField
          prefix="received"
          legend="When did you receive it?"
          hint="The month starts on this day."
          {...{ typed, problems }}
        />
        <div class="govuk-button-group">
          <Button preventDoubleClick text="Record the request" />
          <a class="govuk-link" href="/subject-requests">
            Cancel
          </a>
        </div>
      </Form>
    </>
  )
}

function WhoAsks({ typed, problems }: Pick<NewViewProps, 'typed' | 'problems'>) {
  return (
    <>
      <h2 class="govuk-heading-m">Who asks</h2>
      <Radios
        name="kind"
        idPrefix="kind"
        value={typed['kind']}
        errorMessage={errorAt(problems, 'kind')}
        fieldset={{ legend: { text: 'Who asks for it?', classes: 'govuk-fieldset__legend--s' } }}
        items={Object.entries(kinds).map(([value, text]) => ({ value, text }))}
      />
      <Field name="requester" label="Their name, if it is not the child" {...{ typed, problems }} />
      <DayField
        prefix="requester-born"
        legend="Their date of birth, if it is not the child (optional)"
        hint="With it, addresses that must not reach them are found more surely."
        {...{ typed, problems }}
      />
    </>
  )
}

type FieldProps = { name: string; label: string; typed: Typed; problems: Problems }

function Field({ name, label, typed, problems }: FieldProps) {
  return (
    <Input
      name={name}
      id={name}
      value={typed[name]}
      label={{ text: label }}
      errorMessage={errorAt(problems, name)}
      autocomplete="off"
      spellcheck={false}
    />
  )
}

const longest = 200

/** What is wrong with the form, beside its fields. */
export function problemsOfNew(typed: Typed, today: Day): Problems {
  const { kind = '', given = '', family = '', requester = '', asks = '' } = typed
  const born = typedDay(typed, 'born')
  const received = typedDay(typed, 'received')
  return {
    ...(family === '' && { family: 'Enter the family name' }),
    ...([given, family, requester].some(text => text.length > longest) && {
      given: `Use ${longest} characters or fewer for a name`,
    }),
    ...(!born && { 'born-day': 'Enter a real date of birth' }),
    ...(born && born > today && { 'born-day': 'The date of birth must be in the past' }),
    ...(!isKind(kind) && { kind: 'Choose who asks' }),
    ...(isKind(kind) && kind !== 'child' && requester === '' && { requester: 'Enter the name of whoever asks' }),
    ...(!isTypedEmpty(typed, 'requester-born') &&
      !typedDay(typed, 'requester-born') && { 'requester-born-day': 'Enter a real date of birth, or leave it empty' }),
    ...(asks.length > 4_000 && { asks: 'Use 4,000 characters or fewer' }),
    ...(!received && { 'received-day': 'Enter the day on which you received it' }),
    ...(received && received > today && { 'received-day': 'The day must be today or earlier' }),
  }
}
