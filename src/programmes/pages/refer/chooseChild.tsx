import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import type { Day } from '../../../language/format.ts'
import type { FoundPerson } from '../../../people/findPeople.ts'
import { PersonResults } from '../../../people/personResults.tsx'
import type { Programme } from '../../programme.ts'

export type ChooseChildProps = {
  programme: Programme; people: readonly FoundPerson[] | undefined; today: Day; csrf: string
}

export function ChooseChild({ programme, people, today, csrf }: ChooseChildProps) {
  return (
    <>
      <span class="govuk-caption-l">{programme.name}</span>
      <h1 class="govuk-heading-l">Which child do you refer?</h1>
      <Form action={`/programmes/${programme.id}/refer/search`} csrf={csrf}>
        <Input
          name="q" label={{ text: 'Name, date of birth or number' }} autocomplete="off" spellcheck={false}
          hint={{ text: 'Spelling need not be exact.' }} classes="govuk-!-width-two-thirds"
        />
        <Button text="Find" preventDoubleClick />
      </Form>
      {people ? <Found programme={programme} people={people} today={today} /> : undefined}
    </>
  )
}

function Found({ programme, people, today }: Omit<ChooseChildProps, 'csrf' | 'people'> & { people: readonly FoundPerson[] }) {
  if (people.length === 0) {
    return (
      <EmptyState title="Nobody found">
        <p class="govuk-body">Try another spelling or a date of birth. A child whom no agency knows yet is added by a notification.</p>
      </EmptyState>
    )
  }
  return (
    <PersonResults
      people={people} today={today}
      action={({ personId, name }) => (
        <a class="govuk-link" href={`/programmes/${programme.id}/refer?person=${personId}`}>
          Refer<span class="govuk-visually-hidden"> {name}</span>
        </a>
      )}
    />
  )
}
