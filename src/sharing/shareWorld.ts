import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'
import type { Scope } from '../kernel/context.ts'
import { agencies, partnershipId, people, staff, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { agencyOf, roles } from '../../tests/seedBase.ts'
import { sendShare } from './actions/sendShare.ts'
import type { Sending } from './actions/sendShare.ts'
import { findShare } from './store/shares.ts'
import { tablesBeside, tablesWithContent } from './store/why.ts'

type Cell = { agency: string; category: string; tier?: number }

/** The whole product, with an officer allocated to a child about whom the police hold something of every kind. */
export async function shareWorld() {
  const w = await world()
  const cell = cellsOf(w)
  const laying = layingIn(w, cell)
  await laying.link('officer', people.child)
  await seedEveryTable(w.owner, cell)
  return { ...w, ...laying, ...askingIn(w), cell, agencies, people, staff }
}
export type ShareWorld = Awaited<ReturnType<typeof shareWorld>>

const sharing = (): Sending => ({
  kind: 'share',
  person: people.child,
  to_agency: agencies.council,
  to_role: roles.socialWorker,
  categories: ['concern'],
  records: [],
  reason: 'The social worker has to know before the visit',
  until: inDays(7),
  key: randomUUID(),
})

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

const countIn = async (tx: Tx, table: string): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(table)} where person_id = ${people.child}::uuid`.execute(tx)
  ).rows[0]?.n ?? 0

/** One row of the police's in each table that says something of a person. */
async function seedEveryTable(owner: World['owner'], cell: (of: Cell) => number) {
  const police = (category: string, tier = 1) => cell({ agency: agencies.police, category, tier })
  const put = (table: string, columns: string, values: unknown[]) =>
    owner.query(
      `insert into ${table} (partnership_id, person_id, cell, ${columns})
     values ($1, $2, $3, ${values
       .slice(1)
       .map((_, at) => `$${at + 4}`)
       .join(', ')})`,
      [partnershipId, people.child, ...values],
    )
  await put('identifier', 'source_record_id, kind, value, is_valid', [
    police('identifier'),
    randomUUID(),
    'pnc_id',
    'X1',
    true,
  ])
  await put('contact_point', 'kind, value', [police('contact'), 'phone', '07700 900000'])
  await put('need', 'kind, how', [police('needs'), 'hearing', 'Face the child'])
  await put('relationship', 'kind, other_name', [police('family'), 'parent', 'Dana'])
  await put('involvement', 'service', [police('involvement', 0), 'Neighbourhood team'])
  for (const category of ['concern', 'narrative', 'police', 'missing', 'place', 'voice'])
    await put('record', 'kind, occurred_at, assertion, source, headline', [
      police(category, category === 'narrative' ? 2 : 1),
      'concern',
      new Date(),
      'fact',
      'test',
      `CANARY ${category}`,
    ])
  await put('file', 'name, media_type, size, sha256, content, added_by', [
    police('concern'),
    'a.txt',
    'text/plain',
    1,
    Buffer.from('x'),
    Buffer.from('x'),
    staff.officer,
  ])
  await put('file', 'name, media_type, size, sha256, content, added_by', [
    police('narrative', 2),
    'b.txt',
    'text/plain',
    1,
    Buffer.from('x'),
    Buffer.from('x'),
    staff.officer,
  ])
}

const cellsOf =
  ({ kernel }: World) =>
  ({ agency, category, tier = 1 }: Cell) =>
    kernel.cells.id(agency, category, tier)

/** Lays down links and records, and takes all shares back. */
function layingIn({ owner }: World, cell: (of: Cell) => number) {
  return {
    link: async (persona: Persona, personId: string) => {
      const id = randomUUID()
      const agency = agencyOf[persona]
      await owner.query(
        `insert into link (partnership_id, id, person_id, cell, staff_id, agency_id, purpose, kind)
         values ($1, $2, $3, $4, $5, $6, 'safeguard_child', 'allocated')`,
        [partnershipId, id, personId, cell({ agency, category: 'involvement', tier: 0 }), staff[persona], agency],
      )
      return id
    },
    record: async (
      agency: string,
      category: string,
      of: { person?: string; tier?: number; says?: string } = {},
    ) => {
      const id = randomUUID()
      const { person = people.child, tier = 1, says = `${category} entry` } = of
      await owner.query(
        `insert into record (partnership_id, id, person_id, cell, kind, occurred_at, assertion, source, headline)
         select $1, $2, $3, $4, min(code), now(), 'fact', 'test', $6 from record_kind where category = $5`,
        [partnershipId, id, person, cell({ agency, category, tier }), category, says],
      )
      return id
    },
    endShares: async () => {
      await owner.query(`delete from link where kind = 'share'`)
      await owner.query(`delete from authz.grant_cell g using share s where s.id = g.clause_id`)
      await owner.query('update share set valid_until = now() where valid_until > now()')
    },
  }
}

/** Shares, and asks what somebody sees. */
function askingIn({ kernel, scope: scopeOf }: World) {
  const scope = (persona: Persona, purpose = 'safeguard_child'): Scope => scopeOf(persona, 'linked', purpose)
  return {
    scope,
    /** Shares something of the police's as the officer, unless told otherwise; gives the id or the refusal. */
    send: async (more: Partial<Sending> = {}, by: Persona = 'officer') => {
      const outcome = await sendShare(kernel, scope(by), { ...sharing(), ...more })
      return outcome.done ? outcome.value : outcome.why
    },
    share: async (id: string, persona: Persona = 'officer') => {
      const found = await kernel.db.as(scope(persona), tx => findShare(tx, id))
      if (!found) throw new Error(`no share ${id}`)
      return found
    },
    sees: (persona: Persona, table: string) => kernel.db.as(scope(persona), tx => countIn(tx, table)),
    /** What somebody sees of the police's, as table, category and tier. */
    seen: (persona: Persona = 'socialWorker') =>
      kernel.db.as(scope(persona), async tx => {
        const found: string[] = []
        for (const table of [...tablesWithContent, ...tablesBeside]) {
          const { rows } = await sql<{ cell: number }>`select distinct cell from ${sql.table(table)}`.execute(tx)
          const seen = rows
            .flatMap(row => kernel.cells.of(row.cell) ?? [])
            .filter(of => of.agencyId === agencies.police)
          found.push(...seen.map(({ category, tier }) => `${table} ${category} ${tier}`))
        }
        return found.toSorted()
      }),
  }
}
