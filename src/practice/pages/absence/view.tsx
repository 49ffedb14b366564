import { Button } from '../../../design/button.tsx'
import { DateInput } from '../../../design/dateInput.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Select } from '../../../design/select.tsx'
import { Table } from '../../../design/table.tsx'
import { dateText } from '../../../language/format.ts'
import type { Absence } from '../../absence/absences.ts'
import type { Colleague } from '../../store/staff.ts'
import { textOf } from '../typed.ts'
import type { Typed } from '../typed.ts'

type AbsenceViewProps = {
  absences: readonly Absence[]; colleagues: readonly Colleague[]; me: string; today: string; csrf: string
  typed: Typed; problems: Problems
}

export function AbsenceView(props: AbsenceViewProps) {
  const { absences, problems, csrf } = props
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Absence and cover</h1>
      <p class="govuk-body">
        While somebody is away, their work also stands in the list of whoever covers, who is told of every deadline that passes.
        Do not say why somebody is away.
      </p>
      {absences.length === 0
        ? <EmptyState title="Nobody is away"><p class="govuk-body">Absences of your agency stand here until they are over.</p></EmptyState>
        : <Table
            caption="Away now or soon" captionClasses="govuk-table__caption--m" firstCellIsHeader
            head={['Who', 'First day', 'Last day', 'Who covers', 'Action'].map(text => ({ text }))}
            rows={absences.map(absence => rowOf(absence, csrf))}
          />}
      <NewAbsenceForm {...props} />
    </>
  )
}

function rowOf({ id, name, coverName, startsAt, endsAt }: Absence, csrf: string) {
  return {
    key: id,
    cells: [
      { text: name }, { text: dateText(startsAt) }, { text: dateText(new Date(endsAt.getTime() - 1)) }, { text: coverName },
      { text: (
        <Form action={`/absence/${id}/end`} csrf={csrf}>
          <Button classes="govuk-button--secondary govuk-!-margin-bottom-0"
            text={<>End it now<span class="govuk-visually-hidden">: {name}</span></>} preventDoubleClick />
        </Form>
      ) },
    ],
  }
}

function NewAbsenceForm({ colleagues, me, csrf, typed, problems }: AbsenceViewProps) {
  const named = colleagues.map(({ staffId, name, roleTitle }) => ({ value: staffId, text: `${name}, ${roleTitle}` }))
  return (
    <Form action="/absence" csrf={csrf}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <h2 class="govuk-heading-m">Record an absence</h2>
      <Select name="who" id="who" label={{ text: 'Who is away' }} value={textOf(typed, 'who') || me} errorMessage={errorAt(problems, 'who')}
        items={named} />
      {(['from', 'until'] as const).map(name => (
        <DateInput
          id={name} namePrefix={name} errorMessage={errorAt(problems, name)}
          fieldset={{ legend: { text: name === 'from' ? 'First day' : 'Last day', classes: 'govuk-fieldset__legend--s' } }}
          values={Object.fromEntries(['day', 'month', 'year'].map(part => [`${name}-${part}`, textOf(typed, `${name}-${part}`)]))}
        />
      ))}
      <Select name="cover" id="cover" label={{ text: 'Who covers' }} value={textOf(typed, 'cover')} errorMessage={errorAt(problems, 'cover')}
        hint={{ text: 'Somebody with the same role, who may open the same work.' }} items={[{ value: '', text: 'Choose' }, ...named]} />
      <Button text="Record the absence" preventDoubleClick />
    </Form>
  )
}
