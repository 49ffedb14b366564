import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { DateInput } from '../../../design/dateInput.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { carryOut } from '../../../kernel/action.ts'
import type { Scope } from '../../../kernel/context.ts'
import { done } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { addSourceRecord } from '../../../people/addSourceRecord.ts'
import { possibleDuplicates } from '../../../people/findPeople.ts'
import type { FoundPerson } from '../../../people/findPeople.ts'
import { readQuery } from '../../../people/query.ts'
import type { Sex, SourceFacts } from '../../../people/sourceFacts.ts'
import { dayFromParts } from '../forms/londonTime.ts'
import type { FieldProblems } from '../forms/parseAnswers.ts'
import { textOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { beginScope } from './openBeginning.ts'
import type { OpenBeginning } from './openBeginning.ts'

const sexes = ['female', 'male', 'other', 'not known'] as const satisfies readonly Sex[]

export type ReadChild = { ok: true; child: SourceFacts } | { ok: false; problems: FieldProblems }

/** Somebody of whom no agency has a record that can be found: a name or description, and a day of birth or an age. */
export function newChildFrom(typed: Typed, now: Date): ReadChild {
  const [givenName = '', familyName = '', age = ''] = ['given-name', 'family-name', 'age'].map(name => textOf(typed, name))
  const parts = ['birth-day', 'birth-month', 'birth-year'].map(name => textOf(typed, name))
  const [day = '', month = '', year = ''] = parts
  const isDated = parts.some(part => part !== '')
  const born = isDated ? dayFromParts(day, month, year) : undefined
  const problems: Record<string, string> = {}
  if (givenName === '') problems['given-name'] = 'Enter the first name, or a description such as “boy in red coat”'
  if ([givenName, familyName].some(name => name.length > 100)) problems['given-name'] = 'Use at most 100 characters for a name'
  if (isDated && (!born || born > dayOf(now))) problems['birth-day'] = 'Enter a real date of birth'
  if (!isDated && age !== '' && !/^\d{1,2}$/v.test(age)) problems['age'] = 'Enter the age in whole years'
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  const estimated = !isDated && age !== '' ? birthFromAge(Number(age), now) : undefined
  return { ok: true, child: {
    source: 'kith', sourceId: randomUUID(), givenName, familyName, birthOn: born ?? estimated,
    birthIsEstimate: estimated !== undefined, sex: sexes.find(sex => sex === textOf(typed, 'sex')) ?? 'not known',
  } }
}

/** The middle of the year in which that age fits, when only an age is known. */
function birthFromAge(age: number, now: Date): string {
  const today = dayOf(now)
  const year = Number(today.slice(0, 4)) - age - (Number(today.slice(5, 7)) > 6 ? 0 : 1)
  return `${String(year).padStart(4, '0')}-07-01`
}

/** People like this child whom the writer has not been shown yet: a new record waits until they were. */
export async function unseenAlike(c: Context<Env>, { practice }: OpenBeginning, child: SourceFacts, shown: readonly string[]) {
  const scope = beginScope(c, practice)
  const alike: FoundPerson[] = await c.var.kernel.db.as(scope, tx => possibleDuplicates(tx, c.var.kernel, scope, child))
  return alike.filter(({ personId }) => !shown.includes(personId))
}

/** Adds the record in the cells of the writer's own agency; a form that is sent twice adds one. */
export async function addChild(c: Context<Env>, { practice, draft }: OpenBeginning, child: SourceFacts): Promise<Outcome<string>> {
  const { kernel, viewer } = c.var
  const scope: Scope = { ...beginScope(c, practice), lens: 'linked' }
  return carryOut(kernel, scope, { name: 'add child', key: draft.id }, async (tx, record) => {
    const added = await addSourceRecord(tx, kernel, scope, child)
    record({
      verb: 'person.record_linked', personId: added.personId, subjectId: added.sourceRecordId,
      cell: kernel.cells.id(viewer.agencyId, 'identity', 0), detail: { isNew: true },
    })
    return done(added.personId)
  })
}

type FieldsProps = { typed: Typed; problems: FieldProblems; searched: string }

export function NewChildFields({ typed, problems, searched }: FieldsProps) {
  const first = typed['given-name'] ? typed : typedFromSearch(searched)
  const text = (name: string, label: string, classes = '') => (
    <Input
      name={name} value={textOf(first, name)} label={{ text: label }} errorMessage={errorAt(problems, name)} classes={classes}
      autocomplete="off"
    />
  )
  return (
    <>
      {text('given-name', 'First names, or a short description if you do not know them')}
      {text('family-name', 'Last name')}
      <DateInput
        id="birth" hint={{ text: 'Leave empty if you do not know it, and give an age' }}
        fieldset={{ legend: { text: 'Date of birth' } }} errorMessage={errorAt(problems, 'birth-day')}
        items={(['day', 'month', 'year'] as const).map(part => ({
          id: `birth-${part}`, name: `birth-${part}`, label: part.slice(0, 1).toUpperCase() + part.slice(1),
          value: textOf(first, `birth-${part}`), classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        }))}
      />
      {text('age', 'Or the age in years, as far as you can tell', 'govuk-input--width-2')}
      <Radios
        name="sex" value={textOf(first, 'sex')} fieldset={{ legend: { text: 'Sex' } }} classes="govuk-radios--small"
        items={sexes.map(sex => ({ value: sex, text: sex === 'not known' ? 'I do not know' : sex.slice(0, 1).toUpperCase() + sex.slice(1) }))}
      />
    </>
  )
}

/** A new record begins with what was searched for. */
function typedFromSearch(searched: string): Typed {
  const query = searched === '' ? {} : readQuery(searched)
  const [year = '', month = '', day = ''] = query.birthOn?.split('-') ?? []
  const words = (query.text ?? '').split(/\s+/v).filter(Boolean)
  const last = words.length > 1 ? words.pop() ?? '' : ''
  return {
    'given-name': [query.givenName ?? words.join(' ')], 'family-name': [query.familyName ?? last],
    'birth-day': [day], 'birth-month': [month], 'birth-year': [year], age: [query.age === undefined ? '' : String(query.age)],
  }
}
