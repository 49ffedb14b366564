import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { shortDateText } from '../../../language/format.ts'
import { isSection, refusedBecauseWords } from '../../share.ts'
import type { AskedBefore } from '../../store/refusals.ts'
import { listOf, oneOf } from './shareForm.ts'
import type { Fields } from './shareForm.ts'

type Coded = readonly { code: string; title: string }[]
export type RefusalViewProps = {
  action: string
  csrf: string
  fields: Fields
  problems: Problems
  who: string
  requests: readonly AskedBefore[]
  agencies: readonly { id: string; name: string }[]
  categories: Coded
}

/** Who refused whom what, and why. */
export function RefusalView({
  action,
  csrf,
  fields,
  problems,
  who,
  requests,
  agencies,
  categories,
}: RefusalViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Record that something about {who} was not shared</h1>
      <p class="govuk-body">
        Record the reasons for your decision, whether or not you share. Your own agency reads this.
      </p>
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <WhoRefused fields={fields} problems={problems} agencies={agencies} />
        {requests.length > 0 ? <Asked requests={requests} fields={fields} /> : undefined}
        <Checkboxes
          name="categories"
          values={[...listOf(fields, 'categories')]}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'What was asked for (optional)', classes: 'govuk-fieldset__legend--m' } }}
          items={categories
            .filter(({ code }) => isSection(code))
            .map(({ code, title }) => ({ value: code, text: title }))}
        />
        <Radios
          name="because"
          idPrefix="because"
          value={oneOf(fields, 'because')}
          errorMessage={errorAt(problems, 'because')}
          fieldset={{ legend: { text: 'Why?', classes: 'govuk-fieldset__legend--m' } }}
          items={Object.entries(refusedBecauseWords).map(([value, text]) => ({ value, text }))}
        />
        <Textarea
          id="words"
          name="words"
          rows={3}
          value={oneOf(fields, 'words')}
          label={{ text: 'In your words', classes: 'govuk-label--m' }}
          errorMessage={errorAt(problems, 'words')}
        />
        <Button text="Record it" preventDoubleClick />
      </Form>
    </>
  )
}

function Asked({ requests, fields }: { requests: readonly AskedBefore[]; fields: Fields }) {
  return (
    <Select
      id="request"
      name="request"
      label={{ text: 'Which request was it? (optional)', classes: 'govuk-label--m' }}
      value={oneOf(fields, 'request')}
      items={[
        { value: '', text: 'None of these' },
        ...requests.map(({ id, asks, at }) => ({ value: id, text: `${shortDateText(at)}: ${asks.slice(0, 80)}` })),
      ]}
    />
  )
}

type WhoRefusedProps = Pick<RefusalViewProps, 'fields' | 'problems' | 'agencies'>

function WhoRefused({ fields, problems, agencies }: WhoRefusedProps) {
  return (
    <>
      <Radios
        name="by"
        idPrefix="by"
        value={oneOf(fields, 'by')}
        errorMessage={errorAt(problems, 'by')}
        fieldset={{ legend: { text: 'Who refused?', classes: 'govuk-fieldset__legend--m' } }}
        items={[
          { value: 'us', text: 'We were asked and did not share' },
          { value: 'them', text: 'We asked and they did not share' },
        ]}
      />
      <Select
        id="agency"
        name="agency"
        label={{ text: 'The other agency', classes: 'govuk-label--m' }}
        value={oneOf(fields, 'agency')}
        errorMessage={errorAt(problems, 'agency')}
        items={[
          { value: '', text: 'Choose an agency' },
          ...agencies.map(({ id, name }) => ({ value: id, text: name })),
        ]}
      />
    </>
  )
}
