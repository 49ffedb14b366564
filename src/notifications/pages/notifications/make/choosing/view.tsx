import { Button } from '../../../../../design/button.tsx'
import { Checkboxes } from '../../../../../design/checkboxes.tsx'
import { errorAt } from '../../../../../design/errorMessage.tsx'
import { Form } from '../../../../../design/form.tsx'
import { Input } from '../../../../../design/input.tsx'
import { InsetText } from '../../../../../design/insetText.tsx'
import type { FoundPerson } from '../../../../../people/findPeople.ts'
import type { TypedPerson } from '../../../../making/choosePerson.ts'
import type { OpenForm } from '../../../../making/openForm.ts'
import { shownPerson } from '../../../../making/openForm.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import type { EventRole } from '../../../../notification.ts'
import { eventRoles } from '../../../../notification.ts'
import { addressOf, MakingFrame, NameAndAge, Title } from '../makingFrame.tsx'
import { PersonChoice } from './personChoice.tsx'

export type ChoosingPageProps = {
  open: OpenForm; slot: 'child' | 'person'; text: string; found: readonly FoundPerson[]; hasSearched: boolean
  chosen: string; typed: TypedPerson; roles: readonly EventRole[]; roleItems: readonly EventRole[]
  problems: FieldProblems; csrf: string; isChange: boolean
}

export const titles = { child: 'Find the child', person: 'Who else was there?' } as const

export function ChoosingPage(props: ChoosingPageProps) {
  const { open, slot, text, csrf, problems } = props
  const action = addressOf(open.draft.id, slot) + (props.isChange ? '?return=check' : '')
  const listed = Object.entries(problems).map(([field, words]) => ({ text: words, href: `#${field}` }))
  return (
    <MakingFrame open={open} problems={listed}>
      <Title>{titles[slot]}</Title>
      {slot === 'child' && open.child
        ? <InsetText>
            This notification is about <NameAndAge person={shownPerson(open.child, open.names)} today={open.today} />.
          </InsetText>
        : undefined}
      <Form action={action} csrf={csrf}>
        <Input
          name="search" value={text} label={{ text: 'Name, date of birth or number', classes: 'govuk-label--m' }}
          hint={{ text: 'Spelling need not be exact. For example “Sam Marlow 5 3 2012”, or an NHS number.' }}
          errorMessage={errorAt(problems, 'search')} autocomplete="off"
        />
        <Button text="Search" name="pressed" value="search" classes="govuk-button--secondary" />
      </Form>
      {props.hasSearched || Object.keys(problems).length > 0
        ? <Choosing {...props} action={action} /> : <WithoutSearch {...props} />}
    </MakingFrame>
  )
}

function Choosing(props: ChoosingPageProps & { action: string }) {
  const { open, slot, found, csrf, problems } = props
  return (
    <Form action={props.action} csrf={csrf}>
      {found.length === 0
        ? <p class="govuk-body">Nobody was found. Check the spelling, try only the last name, or add a new record.</p>
        : undefined}
      <PersonChoice
        {...props} problems={problems} today={open.today}
        legend={slot === 'child' ? 'Which child is it?' : 'Who is it?'}
      />
      {slot === 'person'
        ? <Checkboxes
            name="role" values={props.roles} errorMessage={errorAt(problems, 'role')}
            fieldset={{ legend: { text: 'Their role in this event', classes: 'govuk-fieldset__legend--m' } }}
            hint={{ text: 'A role belongs to this event, not to the person' }}
            items={props.roleItems.map(role => ({ value: role, text: eventRoles[role] }))}
          />
        : undefined}
      <Button text="Continue" name="pressed" value="choose" preventDoubleClick />
    </Form>
  )
}

function WithoutSearch({ open, slot, csrf }: ChoosingPageProps) {
  if (slot === 'child' && !open.child) return <></>
  const back = slot === 'person' ? {
    href: addressOf(open.draft.id, 'people'), text: 'Nobody else was there',
  } : undefined
  return (
    <>
      {back ? <p class="govuk-body"><a class="govuk-link" href={back.href}>{back.text}</a></p> : undefined}
      {slot === 'child'
        ? <Form action={addressOf(open.draft.id, 'child')} csrf={csrf}>
            <Button text="Continue with this child" name="pressed" value="keep" />
          </Form>
        : undefined}
    </>
  )
}
