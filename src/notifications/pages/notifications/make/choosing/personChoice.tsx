import { DateInput } from '../../../../../design/dateInput.tsx'
import { errorAt } from '../../../../../design/errorMessage.tsx'
import { Input } from '../../../../../design/input.tsx'
import { Radios } from '../../../../../design/radios.tsx'
import { birthText } from '../../../../../people/age.ts'
import type { FoundPerson } from '../../../../../people/findPeople.ts'
import type { TypedPerson } from '../../../../making/choosePerson.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import { NameAndAge } from '../makingFrame.tsx'

export type PersonChoiceProps = {
  found: readonly FoundPerson[]; chosen: string; typed: TypedPerson; problems: FieldProblems; today: string;
  legend: string
}

/** Who it is: everybody whom the search found, and after them the way to add somebody new. */
export function PersonChoice({ found, chosen, typed, problems, today, legend }: PersonChoiceProps) {
  const items = found.map(person => ({
    value: person.personId, text: <NameAndAge person={{ ...person, birthOn: person.birthOn }} today={today} />,
    hint: { text: `Born ${birthText(
      person.birthOn, person.birthIsEstimate,
    )}. Known to ${person.agencies.join(', ')}. Found by: ${person.because.join('; ')}` },
  }))
  return (
    <>
      <Radios
        name="chosen" value={chosen} errorMessage={errorAt(problems, 'chosen')}
        fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--m' } }}
        items={[
          ...items, ...items.length > 0 ? [{ divider: 'or' }] : [],
          {
            value: 'new', text: items.length > 0 ? 'None of these: add a new record' : 'Add a new record',
            conditional: <NewPersonFields typed={typed} problems={problems} />,
          },
        ]}
      />
      {found.map(person => <input type="hidden" name="shown" value={person.personId} />)}
    </>
  )
}

function NewPersonFields({ typed, problems }: { typed: TypedPerson; problems: FieldProblems }) {
  const text = (name: string, label: string, value: string, classes = '') => (
    <Input
      name={name} value={value} label={{ text: label }} errorMessage={errorAt(problems, name)} classes={classes}
      autocomplete="off"
    />
  )
  return (
    <>
      {text('given-name', 'First names, or a short description if you do not know them', typed.givenName)}
      {text('family-name', 'Last name', typed.familyName)}
      <DateInput
        id="birth" hint={{ text: 'Leave empty if you do not know it, and give an age' }}
        fieldset={{ legend: { text: 'Date of birth' } }}
        errorMessage={errorAt(problems, 'birth-day')}
        items={[
          { id: 'birth-day', name: 'birth-day', label: 'Day', value: typed.day, classes: 'govuk-input--width-2' },
          {
            id: 'birth-month', name: 'birth-month', label: 'Month', value: typed.month,
            classes: 'govuk-input--width-2',
          },
          { id: 'birth-year', name: 'birth-year', label: 'Year', value: typed.year, classes: 'govuk-input--width-4' },
        ]}
      />
      {text('age', 'Or the age in years, as far as you can tell', typed.age, 'govuk-input--width-2')}
      <Radios
        name="sex" value={typed.sex} fieldset={{ legend: { text: 'Sex' } }} classes="govuk-radios--small"
        items={[
          { value: 'female', text: 'Female' }, { value: 'male', text: 'Male' },
          { value: 'other', text: 'Other' }, { value: 'not known', text: 'I do not know' },
        ]}
      />
    </>
  )
}

