import { sql } from 'kysely'
import type { Client } from 'pg'
import type { Scope, Viewer } from '../../src/kernel/context.ts'
import { openWork } from '../../src/kernel/work.ts'
import { codes, columnsOf } from '../canary/seedCanaries.ts'
import type { Persona, World } from '../world.ts'

/** Of each table about people or of one colleague: the rows that the database gives a persona, by where they lie. */
export type Seen = Map<string, Set<string>>

/** Every table whose rows are hidden from somebody, with its columns. */
export async function listTables(owner: Client): Promise<Map<string, { column: string; type: string }[]>> {
  return Map.groupBy(await columnsOf(owner, 'personal|private'), ({ table }) => table)
}

/** Every lens, purpose and piece of work that is this persona's. Asking for work is itself written down. */
export async function scopesOf(world: World, persona: Persona, works: readonly string[]): Promise<Scope[]> {
  const viewer = world.viewer(persona)
  const { rows } = await world.owner.query<{ purpose: string }>(
    'select purpose from role_purpose where role = $1', [viewer.role])
  const scopes = rows.flatMap(({ purpose }): Scope[] => [
    { viewer, purpose, lens: 'linked' }, { viewer, purpose, lens: 'hub' }])
  for (const work of works) {
    const opened = await openWork(world.kernel, viewer, work)
    if (opened) scopes.push(opened.scope, { ...opened.scope, lens: 'linked' })
  }
  return scopes
}

/** What the database itself gives through these scopes. */
export async function seenThrough(world: World, scopes: readonly Scope[]): Promise<Seen> {
  const tables = [...(await listTables(world.owner)).keys()]
  const seen: Seen = new Map(tables.map(table => [table, new Set()]))
  for (const scope of scopes) {
    await world.kernel.db.as(scope, async tx => {
      for (const table of tables) {
        const { rows } = await sql<{ at: string }>`select ctid::text as at from ${sql.table(table)}`.execute(tx)
        for (const { at } of rows) seen.get(table)?.add(at)
      }
    })
  }
  return seen
}

/** Rows that decide what a persona may see, and so are alike in both worlds; as SQL over `t`. */
const decidesFor = (staffId: string, agencyId: string, role: string): Record<string, string> => ({
  link: `t.staff_id = '${staffId}' or (t.staff_id is null and t.agency_id = '${agencyId}' and t.role = '${role}')`,
  // Where all records of a person have been linked elsewhere, their page is that of somebody else.
  source_record: 'true', link_history: 'true',
  // Work is between its parties, which these rows name.
  notification: 'true', notification_person: 'true', request: 'true',
  share: `t.to_agency = '${agencyId}'`, self_claim: `t.by_agency = '${agencyId}'`,
})

/** Rows that a persona may see by a function of the database, beside the policies: their own readings. */
const seenOtherwise = (staffId: string): Record<string, string> => ({ disclosure: `t.staff_id = '${staffId}'` })

export type Changed = { deleted: number; altered: number; added: number; hidden: number; visible: number }

/**
 * Changes everything that a persona may not see: a third of the hidden rows goes, the words of another third are
 * others, and as many new ones are there. The database's own triggers and keys stay out of it.
 */
export async function changeHidden(owner: Client, seen: Seen, viewer: Viewer): Promise<Changed> {
  const changed: Changed = { deleted: 0, altered: 0, added: 0, hidden: 0, visible: 0 }
  await owner.query('set session_replication_role = replica')
  const keep = decidesFor(viewer.staffId, viewer.agencyId, viewer.role)
  const otherwise = seenOtherwise(viewer.staffId)
  for (const [table, columns] of await listTables(owner)) {
    const visible = [...seen.get(table) ?? []]
    const hidden = await owner.query<{ at: string; kept: boolean }>(
      `select ctid::text as at, ${keep[table] === undefined ? 'false' : `coalesce((${keep[table]}), false)`} as kept
       from ${table} t where not (ctid = any ($1::tid[])) and not (${otherwise[table] ?? 'false'})`, [visible])
    changed.visible += visible.length
    changed.hidden += hidden.rowCount ?? 0
    const free = hidden.rows.filter(({ kept }) => !kept).map(({ at }) => at)
    changed.added += await addCopies(owner, table, columns, hidden.rows.map(({ at }) => at).slice(0, 12))
    changed.altered += await alterWords(owner, table, columns, hidden.rows.map(({ at }) => at).filter((_, i) => i % 3 === 0))
    const gone = free.filter((_, i) => i % 3 === 1)
    if (gone.length > 0)
      changed.deleted += (await owner.query(`delete from ${table} where ctid = any ($1::tid[])`, [gone])).rowCount ?? 0
  }
  await changeBesides(owner, viewer)
  await owner.query('set session_replication_role = origin')
  return changed
}

type Columns = readonly { column: string; type: string }[]

/** Copies of hidden rows under other ids, with other words. */
async function addCopies(owner: Client, table: string, columns: Columns, at: readonly string[]): Promise<number> {
  // A piece of work is never without its notification or request, which says whose it is.
  if (at.length === 0 || table === 'work') return 0
  const names = columns.map(({ column }) => `"${column}"`).join(', ')
  const values = columns.map(({ column, type }) => {
    if (column === 'pos') return '1000000 + row_number() over ()'
    if (column === 'id') return 'gen_random_uuid()'
    if (column === 'key') return 'gen_random_uuid()::text'
    return isWords(column, type) ? wordsOf(column, type) : `"${column}"`
  }).join(', ')
  return tried(owner, `insert into ${table} (${names}) select ${values} from ${table} where ctid = any ($1::tid[])`, at)
}

async function alterWords(owner: Client, table: string, columns: Columns, at: readonly string[]): Promise<number> {
  if (at.length === 0) return 0
  const takes: string[] = []
  for (const { column, type } of columns.filter(each => isWords(each.column, each.type))) {
    const set = `"${column}" = ${wordsOf(column, type)}`
    await owner.query('begin')
    if (await tried(owner, `update ${table} set ${set} where ctid = any ($1::tid[])`, at) > 0) takes.push(set)
    await owner.query('rollback')
  }
  return takes.length === 0 ? 0 : tried(owner, `update ${table} set ${takes.join(', ')} where ctid = any ($1::tid[])`, at)
}

const isWords = (column: string, type: string) => type === 'text' && !codes.has(column) && !column.endsWith('_because')
const wordsOf = (column: string, _type: string) => `'zzhidden ' || coalesce("${column}", '')`

/** A row that the table does not take stays as it is. */
async function tried(owner: Client, statement: string, at: readonly string[]): Promise<number> {
  try {
    return (await owner.query(statement, [at])).rowCount ?? 0
  } catch {
    return 0
  }
}

/** What stands in no such table: people, seals of those nobody sees, alerts and attempts of others, counters. */
async function changeBesides(owner: Client, { partnershipId, staffId, agencyId, role }: Viewer): Promise<void> {
  await owner.query(`
    insert into person (partnership_id) select '${partnershipId}' from generate_series(1, 7);
    insert into alert (partnership_id, agency_id, role, staff_id, kind, reference_id)
      select '${partnershipId}', s.agency_id, null, s.id, 'seal_attempted', gen_random_uuid() from staff s
      where s.id <> '${staffId}' limit 9;
    insert into alert (partnership_id, agency_id, role, kind, reference_id)
      select '${partnershipId}', s.agency_id, a.role, 'break_glass_used', gen_random_uuid() from staff s
      join appointment a on a.staff_id = s.id where not (s.agency_id = '${agencyId}' and a.role = '${role}') limit 9;
    insert into authz.attempt select '${partnershipId}', s.id, gen_random_uuid(), now() from staff s
      where s.id <> '${staffId}' limit 9;
    insert into authz.block (partnership_id, person_id, kind) select '${partnershipId}', gen_random_uuid(), 'seal'
      from generate_series(1, 5);
    update work_counter set n = n + 40; update act_counter set pos = pos + 2000000`)
}
