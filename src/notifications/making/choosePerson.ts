import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Day } from '../../language/format.ts'
import { dayFrom } from '../../people/age.ts'
import { displayNames } from '../../people/displayNames.ts'
import type { FoundPerson } from '../../people/findPeople.ts'
import { findPeople, possibleDuplicates } from '../../people/findPeople.ts'
import { readQuery } from '../../people/query.ts'
import type { ChosenPerson, NewPerson } from './people.ts'
import { birthFromAge, newPerson } from './people.ts'
import type { FieldProblems } from './problems.ts'

/** What was typed about somebody new, as it was typed. */
export type TypedPerson = {
  givenName: string; familyName: string; day: string; month: string; year: string; age: string; sex: string
}

export type Choosing = { tx: Tx; kernel: Kernel; scope: Scope; today: Day }

/** `chosen` is a person's id, `new`, or nothing; `shown` are those whom the page showed. */
export type Choice = { chosen: string; shown: readonly string[]; typed: TypedPerson }

export type Decided =
  | { ok: true; person: ChosenPerson }
  | { ok: false; problems: FieldProblems; duplicates: FoundPerson[] }

export async function search({ tx, kernel, scope }: Choosing, text: string): Promise<FoundPerson[]> {
  return text === '' ? [] : findPeople(tx, kernel, scope, readQuery(text), { limit: 12, page: 'make a notification' })
}

/** Whom the writer means. A new record is made only after the possible duplicates have been shown. */
export async function decideChoice(choosing: Choosing, { chosen, shown, typed }: Choice): Promise<Decided> {
  const { tx, kernel, scope, today } = choosing
  if (chosen === '') return wrong({ chosen: 'Select who it is, or add a new record' })
  if (chosen !== 'new') {
    const names = await displayNames(tx, scope, [chosen])
    return names.has(chosen) ? {
      ok: true, person: { personId: chosen },
    } : wrong({ chosen: 'Look for this person again' })
  }
  const made = newPersonFrom(typed, today)
  if (!made.ok) return wrong(made.problems)
  const { givenName, familyName, birthOn, birthIsEstimate, sex } = made.person
  const alike = await possibleDuplicates(tx, kernel, scope, {
    source: 'kith', sourceId: '', givenName, familyName, birthIsEstimate, sex, ...(birthOn && { birthOn }),
  })
  const unseen = alike.filter(({ personId }) => !shown.includes(personId))
  return unseen.length === 0
    ? { ok: true, person: { newPerson: made.person } }
    : {
      ok: false,
      problems: { chosen: 'Somebody like this is already known. Check the list before you add a new record' },
      duplicates: unseen,
    }
}

const wrong = (problems: FieldProblems): Decided => ({ ok: false, problems, duplicates: [] })

type Made = { ok: true; person: NewPerson } | { ok: false; problems: FieldProblems }

/** Somebody new from what was typed: a date of birth, or else an age, or else neither. */
export function newPersonFrom(typed: TypedPerson, today: Day): Made {
  const { day, month, year, age } = typed
  const isDated = day !== '' || month !== '' || year !== ''
  const born = isDated ? dayFrom(Number(year), Number(month), Number(day)) : undefined
  if (isDated && (!born || born > today || year.length !== 4))
    return { ok: false, problems: { 'birth-day': 'Enter a real date of birth' } }
  if (!isDated && age !== '' && !/^\d{1,3}$/.test(age))
    return { ok: false, problems: { age: 'Enter the age in whole years' } }
  const estimated = !isDated && age !== '' ? birthFromAge(Number(age), today) : undefined
  const birthOn = born ?? estimated
  const parsed = newPerson.safeParse({
    givenName: typed.givenName, familyName: typed.familyName, birthIsEstimate: estimated !== undefined,
    ...(birthOn && { birthOn }), ...(typed.sex !== '' && { sex: typed.sex }),
  })
  return parsed.success ? { ok: true, person: parsed.data } : { ok: false, problems: problemsIn(parsed.error.issues) }
}

const fields: Record<string, string> = {
  givenName: 'given-name', familyName: 'family-name', birthOn: 'birth-day', sex: 'sex',
}

function problemsIn(issues: readonly { path: readonly PropertyKey[]; message: string }[]): FieldProblems {
  return Object.fromEntries(issues.map(({ path, message }) => [fields[String(path[0])] ?? 'given-name', message]))
}

/** A new record begins with what was searched for. */
export function typedFrom(text: string): TypedPerson {
  const query = text === '' ? {} : readQuery(text)
  const [year = '', month = '', day = ''] = query.birthOn?.split('-') ?? []
  const [first = '', ...others] = (query.text ?? '').split(/\s+/)
  const last = others.pop() ?? ''
  return {
    givenName: query.givenName ?? [first, ...others].filter(Boolean).join(' '), familyName: query.familyName ?? last,
    day, month, year, age: query.age === undefined ? '' : String(query.age), sex: '',
  }
}
