import { Button } from '../../../../design/button.tsx'
import { DateInput } from '../../../../design/dateInput.tsx'
import { Details } from '../../../../design/details.tsx'
import { EmptyState } from '../../../../design/emptyState.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import { Input } from '../../../../design/input.tsx'
import { dateText } from '../../../../language/format.ts'
import type { Day } from '../../../../language/format.ts'
import { mostFound } from '../../../findPeople.ts'
import type { FoundPerson } from '../../../findPeople.ts'
import { PersonResults } from '../../../personResults.tsx'
import type { PersonQuery } from '../../../query.ts'
import type { Typed } from '../../typed.ts'

export type SearchViewProps = {
  csrf: string; typed: Typed; problems: Problems; today: Day
  /** Nothing while no search was made. */
  found?: { query: PersonQuery; people: readonly FoundPerson[]; isEnough: boolean } | undefined
  notifyHref: (personId: string) => string
}

export function SearchView({ csrf, typed, problems, today, found, notifyHref }: SearchViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Find a person</h1>
      <SearchForm csrf={csrf} typed={typed} problems={problems} action="/people/search" />
      {found ? <Results {...found} today={today} notifyHref={notifyHref} /> : undefined}
    </>
  )
}

type SearchFormProps = { csrf: string; typed: Typed; problems: Problems; action: string }

/** One box for everything, and the same in separate fields for those who want them. */
export function SearchForm({ csrf, typed, problems, action }: SearchFormProps) {
  const more = ['born-day', 'born-month', 'born-year', 'age', 'number'].some(field => typed[field])
  return (
    <Form action={action} csrf={csrf}>
      <Input
        name="q" label={{ text: 'Name, date of birth, age or number' }} value={typed['q']}
        autocomplete="off" spellcheck={false}
        hint={{ text: 'For example: Sam Example 3/4/2011, or 999 000 0018. Spelling and order need not be exact.' }}
        classes="govuk-!-width-two-thirds" errorMessage={errorAt(problems, 'q')}
      />
      <Details summaryText="More ways to look" open={more || Object.keys(problems).length > 0}>
        <DateInput
          id="born" namePrefix="born" values={typed}
          fieldset={{ legend: { text: 'Date of birth', classes: 'govuk-fieldset__legend--s' } }}
          errorMessage={errorAt(problems, 'born-day')}
        />
        <Input
          name="age" label={{ text: 'Age in years' }} value={typed['age']} inputmode="numeric"
          classes="govuk-input--width-2" errorMessage={errorAt(problems, 'age')}
        />
        <Input
          name="number" label={{ text: 'NHS number, unique pupil number or another number' }} value={typed['number']}
          autocomplete="off" spellcheck={false} classes="govuk-input--width-20"
        />
      </Details>
      <Button text="Find" preventDoubleClick />
    </Form>
  )
}

type ResultsProps = NonNullable<SearchViewProps['found']> & Pick<SearchViewProps, 'today' | 'notifyHref'>

function Results({ query, people, isEnough, today, notifyHref }: ResultsProps) {
  if (!isEnough) {
    return (
      <EmptyState title="Say a little more">
        <p class="govuk-body">Enter a name, a date of birth or a number. An age alone finds too many people.</p>
      </EmptyState>
    )
  }
  if (people.length === 0) {
    return (
      <EmptyState title="Nobody found">
        <p class="govuk-body">We looked for {wordsOf(query)}. Search again with another spelling, only the family name,
          or a date of birth. If this is somebody new, a record is made when you send a notification.</p>
        <p class="govuk-body"><a class="govuk-link" href={notifyHref('')}>Make a notification about somebody new</a></p>
        <a class="govuk-link" href="/break-glass">I need to see somebody in an emergency</a>
      </EmptyState>
    )
  }
  return (
    <>
      <p class="govuk-body">We looked for {wordsOf(query)}, best match first{people.length === mostFound
        ? `, and show the first ${mostFound}. Add a date of birth to narrow the list` : ''}.</p>
      <PersonResults people={people} today={today} action={person => person.hasLink
        ? <a class="govuk-link" href={`/people/${person.personId}`} data-open>Open the page
            <span class="govuk-visually-hidden"> of {person.name}</span></a>
        : <>
            <a class="govuk-link" href={notifyHref(person.personId)} data-open>Make a notification
              <span class="govuk-visually-hidden"> about {person.name}</span></a>
            <br />
            <a class="govuk-link" href={`/people/${person.personId}/claim`}>Take this on
              <span class="govuk-visually-hidden">: {person.name}</span></a>
          </>}
      />
    </>
  )
}

/** How the question was understood, so that a misread date is noticed. */
export function wordsOf({ text, givenName, familyName, birthOn, age, identifier }: PersonQuery): string {
  const name = [text, givenName, familyName].filter(Boolean).join(' ')
  const parts = [
    name && `the name “${name}”`, birthOn && `born ${dateText(birthOn)}`, age === undefined ? undefined : `aged ${age}`,
    identifier && `the number ${identifier}`,
  ]
  return parts.filter(Boolean).join(', ')
}
