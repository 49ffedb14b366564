import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { createDraft, findDraft } from '../../kernel/drafts.ts'
import { dayFrom } from '../age.ts'
import { readQuery } from '../query.ts'
import type { PersonQuery } from '../query.ts'
import type { Typed } from './typed.ts'

const kind = 'people_search'

/** The fields of the search form. The header's box sends `q` alone. */
export const searchFields = ['q', 'born-day', 'born-month', 'born-year', 'age', 'number'] as const

/** Keeps what is looked for out of every address; what was looked for days ago is forgotten. */
export async function keepSearch(tx: Tx, viewer: Viewer, typed: Typed): Promise<string> {
  await tx.deleteFrom('draft').where('partnership_id', '=', viewer.partnershipId).where('staff_id', '=', viewer.staffId)
    .where('kind', '=', kind).where('changed_at', '<', sql<Date>`now() - interval '1 day'`).execute()
  const answers = Object.fromEntries(searchFields.map(field => [field, (typed[field] ?? '').slice(0, 200)]))
  return createDraft(tx, viewer, { kind, answers })
}

export async function findSearch(tx: Tx, viewer: Viewer, id: string): Promise<Typed | undefined> {
  const draft = await findDraft(tx, viewer, id)
  if (draft?.kind !== kind) return undefined
  return Object.fromEntries(searchFields.map(field => [field, textIn(draft.answers[field])]))
}

const textIn = (value: unknown) => typeof value === 'string' ? value : ''

/** The one box, and the fields beside it where they are filled in. */
export function queryFrom(typed: Typed): PersonQuery {
  const [day = '', month = '', year = ''] = ['born-day', 'born-month', 'born-year'].map(field => typed[field] ?? '')
  const birthOn = dayFrom(Number(year), Number(month), Number(day))
  const { age = '', number = '' } = typed
  return {
    ...readQuery(typed['q'] ?? ''), ...(day && month && year && birthOn && { birthOn }),
    ...(/^\d{1,3}$/.test(age) && { age: Number(age) }), ...(number !== '' && { identifier: number }),
  }
}

/** What is wrong with what was typed, by field. */
export function problemsOf(typed: Typed): Record<string, string> {
  const born = ['born-day', 'born-month', 'born-year'].map(field => typed[field] ?? '')
  const isBorn = born.some(part => part !== '')
  const query = queryFrom(typed)
  return {
    ...(isBorn && !query.birthOn && { 'born-day': 'Enter a real date of birth, with day, month and year' }),
    ...(typed['age'] && query.age === undefined && { age: 'Enter the age in whole years' }),
  }
}
