import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Typed } from '../../../people/pages/typed.ts'
import { kinds } from '../../subject/subjectRequest.ts'
import { DayField } from '../subject-requests/typedDay.tsx'

type NewDisputeViewProps = {
  shown: { title: string; said: string; agency: string }
  asked: Readonly<Record<string, string | undefined>>
  backHref: string
  csrf: string
  typed: Typed
  problems: Problems
}

/** What the person says is wrong; the mark stands beside the record as soon as this is saved. */
export function NewDisputeView({ shown, asked, backHref, csrf, typed, problems }: NewDisputeViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Record that this is disputed</h1>
      <InsetText>
        {[shown.title, shown.said].filter(Boolean).join(': ')}
        {shown.agency ? ` (${shown.agency})` : ''}
      </InsetText>
      <p class="govuk-body">
        Everybody who sees the record will see at once that it is disputed. The agency that owns it answers within one
        month; it is never changed in silence.
      </p>
      <Form action="/disputes" csrf={csrf}>
        <input type="hidden" name="key" value={typed['key'] || randomUUID()} />
        {Object.entries(asked).map(([name, value]) =>
          value ? <input type="hidden" name={name} value={value} /> : undefined,
        )}
        <WhatIsSaid typed={typed} problems={problems} />
        <div class="govuk-button-group">
          <Button preventDoubleClick text="Mark it as disputed" />
          <a class="govuk-link" href={backHref}>
            Cancel
          </a>
        </div>
      </Form>
    </>
  )
}

function WhatIsSaid({ typed, problems }: Pick<NewDisputeViewProps, 'typed' | 'problems'>) {
  return (
    <>
      <Radios
        name="role"
        idPrefix="role"
        value={typed['role']}
        errorMessage={errorAt(problems, 'role')}
        fieldset={{ legend: { text: 'Who disputes it?', classes: 'govuk-fieldset__legend--s' } }}
        items={Object.entries(kinds).map(([value, text]) => ({ value, text }))}
      />
      <Input
        id="name"
        name="name"
        value={typed['name']}
        label={{ text: 'Their name, if it is not the child' }}
        errorMessage={errorAt(problems, 'name')}
        autocomplete="off"
      />
      <Textarea
        id="says"
        name="says"
        rows={4}
        value={typed['says']}
        label={{ text: 'What they say is wrong' }}
        hint={{ text: 'In their own words.' }}
        errorMessage={errorAt(problems, 'says')}
      />
      <Textarea
        id="wants"
        name="wants"
        rows={3}
        value={typed['wants']}
        label={{ text: 'What they want done (optional)' }}
        errorMessage={errorAt(problems, 'wants')}
      />
      <DayField prefix="received" legend="When did they say so?" typed={typed} problems={problems} />
    </>
  )
}
