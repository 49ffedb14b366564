import type { Scope } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { dayOf } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { isSection } from '../../share.ts'
import { listOwnEntries } from '../../store/links.ts'
import { checkShare } from '../../store/shares.ts'
import type { Covered } from '../../store/shares.ts'
import { findColleague, listClausesNamed, listRecipients, listRoutes } from '../../store/recipients.ts'
import type { LiveClause, Route } from '../../store/recipients.ts'
import { listVisibleCells } from '../../store/why.ts'
import type { Choices } from './makeView.tsx'
import type { AskedToShare } from './shareForm.ts'

/** "Teo Marlowe, 14 years": a child's age stands beside the name, always. */
export async function nameWithAge(tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<string> {
  const name = (await displayNames(tx, scope, [personId])).get(personId)
  return name
    ? `${name.name}, ${ageOf(name.birthOn, dayOf(kernel.now()))}`
    : 'somebody whose name is not open to you'
}

/** What the viewer's own agency holds about the person and this scope shows, and who could be told. */
export async function loadChoices(tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<Choices> {
  const cells = await listVisibleCells(tx, scope, personId)
  const held = new Set(
    [...cells].flatMap(cell => {
      const of = kernel.cells.of(cell)
      return of?.agencyId === scope.viewer.agencyId && isSection(of.category) ? [of.category] : []
    }),
  )
  const categories = await tx.selectFrom('category').select(['code', 'title', 'about']).orderBy('title').execute()
  const entries = await listOwnEntries(tx, scope.viewer, personId)
  await disclose(tx, kernel, scope, {
    page: 'shares/make',
    people: [{ personId, categories: [...new Set(['identity', ...entries.map(({ category }) => category)])] }],
  })
  return {
    recipients: await listRecipients(tx, scope),
    entries,
    sections: categories.filter(({ code }) => held.has(code) && code !== 'identity'),
  }
}

/** One chosen part and the clause that opens it; `isHidden`: some of it is too sensitive for the clause. */
export type CheckedPart = {
  category: string
  recordId: string | undefined
  isOpen: boolean
  isHidden: boolean
  clause: LiveClause | undefined
}
export type Checked = {
  parts: CheckedPart[]
  without: string[]
  routes: Route[]
  toStaff: string | undefined
  isUnknownColleague: boolean
  /** What goes to the database: the chosen sections, and who the child is where a clause lets them know it. */
  categories: string[]
  records: string[]
}

/** Looks up the law for every chosen part; what no clause covers comes with what would be lawful instead. */
export async function loadChecked(tx: Tx, scope: Scope, personId: string, asked: AskedToShare): Promise<Checked> {
  const { toAgency, toRole, categories, records } = asked
  const covered = await checkShare(tx, {
    personId,
    toAgency,
    toRole,
    categories: ['identity', ...categories],
    records,
  })
  const clauses = await listClausesNamed(
    tx,
    covered.flatMap(({ clauseId }) => clauseId ?? []),
  )
  const held = await listVisibleCells(tx, scope, personId)
  const partOf = (rows: readonly Covered[], category: string, recordId?: string): CheckedPart => {
    const open = rows.filter(({ clauseId }) => clauseId !== null)
    return {
      category,
      recordId,
      isOpen: open.length > 0,
      clause: clauses.get(open[0]?.clauseId ?? ''),
      isHidden: open.length > 0 && rows.some(({ cell, clauseId }) => clauseId === null && held.has(cell)),
    }
  }
  const whole = covered.filter(({ recordId }) => recordId === null)
  const isIdentityOpen =
    asked.isVital || whole.some(({ category, clauseId }) => category === 'identity' && clauseId !== null)
  const parts = [
    ...categories.map(category =>
      partOf(
        whole.filter(row => row.category === category),
        category,
      ),
    ),
    ...records.map(recordId => {
      const rows = covered.filter(row => row.recordId === recordId)
      return partOf(rows, rows[0]?.category ?? '', recordId)
    }),
  ]
  const without = [...new Set(parts.filter(({ isOpen }) => !isOpen).map(({ category }) => category))]
  const toStaff = asked.colleague === '' ? undefined : await findColleague(tx, toAgency, toRole, asked.colleague)
  return {
    parts,
    without,
    toStaff,
    isUnknownColleague: asked.colleague !== '' && toStaff === undefined,
    routes: without.length > 0 ? await listRoutes(tx, scope, { toAgency, categories: without }) : [],
    categories: [...new Set([...(isIdentityOpen ? ['identity'] : []), ...categories])],
    records,
  }
}
