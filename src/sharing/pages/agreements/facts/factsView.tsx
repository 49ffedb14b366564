import { Button } from '../../../../design/button.tsx'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import { fieldsOf } from '../../../../partnership/administration/fields.tsx'
import type { Choice } from '../../../../partnership/administration/fields.tsx'
import type { Typed } from '../../../../partnership/administration/typed.ts'
import { outcomeWords } from '../../../clauseWords.ts'
import { Warnings } from '../warnings.tsx'
import { outcomesOf } from './factsForm.ts'

export type FactsViewProps = {
  heading: string
  action: string
  back: string
  revision: number
  typed: Typed
  problems: Problems
  /** What the law says beside what was saved. */
  warnings: readonly string[]
  agencies: readonly Choice[]
  purposes: readonly Choice[]
  owners: readonly Choice[]
  csrf: string
}

export function FactsView(props: FactsViewProps) {
  const { heading, action, back, revision, typed, problems, warnings, agencies, purposes, owners, csrf } = props
  const on = fieldsOf(typed, problems)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{heading}</h1>
      <Warnings warnings={warnings} />
      <Form action={action} csrf={csrf} revision={revision}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        {on.text({ name: 'title', label: 'Title' })}
        {on.area({
          name: 'about',
          label: 'What it is for',
          hint: 'In words that a family would understand.',
          rows: 4,
        })}
        {on.boxes(
          {
            name: 'parties',
            label: 'Parties',
            hint: 'Both officers of each sign: the privacy officer and the senior responsible officer.',
          },
          agencies,
        )}
        {on.boxes(
          { name: 'purposes', label: 'Purposes', hint: 'Nothing is shared for a purpose that is not here.' },
          purposes,
        )}
        {on.select({ name: 'owner', label: 'Who answers for it' }, owners)}
        {on.day({
          name: 'review',
          label: 'To be reviewed by',
          hint: 'Within 12 months. After that day nothing can be added.',
        })}
        {on.day({ name: 'until', label: 'Last day', hint: 'All that it opens closes at the end of this day.' })}
        <h2 class="govuk-heading-m">Data protection impact assessment</h2>
        {assessment(on, 'dpia')}
        <h2 class="govuk-heading-m">Equality assessment</h2>
        {assessment(on, 'equality')}
        <div class="govuk-button-group">
          <Button preventDoubleClick text="Save" />
          <a class="govuk-link" href={back}>
            Cancel
          </a>
        </div>
      </Form>
    </>
  )
}

function assessment(on: ReturnType<typeof fieldsOf>, which: 'dpia' | 'equality') {
  const choices = outcomesOf(which).map(value => ({ value, text: outcomeWords[value] ?? value }))
  return (
    <>
      {on.text({ name: `${which}_title`, label: 'Title of the assessment' })}
      {on.text({ name: `${which}_reference`, label: 'Reference', hint: 'Where it is kept.' })}
      {on.day({ name: `${which}_done`, label: 'Done on' })}
      {on.day({ name: `${which}_review`, label: 'Assessment to be reviewed by' })}
      {on.select({ name: `${which}_outcome`, label: 'Outcome' }, choices)}
    </>
  )
}
