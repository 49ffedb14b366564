import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { writableCells } from '../../practice/store/episodes.ts'

/** That somebody stays in a safe place; never where. */
export type SafeStay = Readonly<{ id: string; personId: string; workId: string; agencyId: string; agencyName: string; begunOn: string; endedOn?: string }>
export type SafeAddress = Readonly<{ address: string; directions: string }>

type Row = { id: string; person_id: string; work_id: string; agency_id: string; agency_name: string; begun_on: string; ended_on: string | null }

/** The stays of a piece of work, newest first; the agency that knows the address is named. */
export async function listStays(tx: Tx, workId: string): Promise<SafeStay[]> {
  const { rows } = await sql<Row>`select s.id, s.person_id, s.work_id, s.agency_id, a.name as agency_name, s.begun_on::text as begun_on,
      s.ended_on::text as ended_on
    from safe_stay s join agency a on a.id = s.agency_id where s.work_id = ${workId}::uuid order by s.begun_on desc, s.recorded_at desc`
    .execute(tx)
  return rows.map(row => ({
    id: row.id, personId: row.person_id, workId: row.work_id, agencyId: row.agency_id, agencyName: row.agency_name, begunOn: row.begun_on,
    ...(row.ended_on && { endedOn: row.ended_on }),
  }))
}

/** Only the database knows who may: nobody outside the agency that holds it ever gets a row. */
export async function findAddress(tx: Tx, stayId: string): Promise<SafeAddress | undefined> {
  const { rows: [row] } = await sql<{ address: string; directions: string | null }>`
    select address, directions from safe_address where stay_id = ${stayId}::uuid`.execute(tx)
  return row && { address: row.address, directions: row.directions ?? '' }
}

const cellsFor = (kernel: Pick<Kernel, 'cells'>, { viewer }: Scope) => ({
  stay: kernel.cells.id(viewer.agencyId, 'referral', 1), address: kernel.cells.id(viewer.agencyId, 'safe_place', 3),
})

/** Whoever may keep addresses of their own agency, for a referral that is their agency's own. */
export async function mayKeepPlace(tx: Tx, kernel: Pick<Kernel, 'cells'>, scope: Scope): Promise<boolean> {
  const writable = await writableCells(tx)
  const { stay, address } = cellsFor(kernel, scope)
  return writable.has(stay) && writable.has(address)
}

export const safePlaceRefusals = { notYours: 'Only those who keep safe places at this agency do that.', over: 'This stay has ended.' } as const

export type NewStay = { personId: string; workId: string; address: string; directions: string; begunOn: string; key: string }

/** Two rows in two cells: that somebody stays, for whoever follows the referral, and where, for the agency alone. */
export async function recordStay(kernel: Kernel, scope: Scope, stay: NewStay): Promise<Outcome<{ id: string }>> {
  const { personId, workId } = stay
  return carryOut(kernel, scope, { name: 'record safe stay', key: stay.key, about: personId }, async (tx, record) => {
    if (!await mayKeepPlace(tx, kernel, scope)) return refused(safePlaceRefusals.notYours)
    const id = randomUUID()
    const cells = cellsFor(kernel, scope)
    const { agencyId, staffId } = scope.viewer
    await sql`insert into safe_stay (partnership_id, id, person_id, cell, work_id, agency_id, begun_on, recorded_by, recorded_at)
      values (authz.partnership(), ${id}::uuid, ${personId}::uuid, ${cells.stay}, ${workId}::uuid, ${agencyId}::uuid, ${stay.begunOn}::date,
        ${staffId}::uuid, ${kernel.now()})`.execute(tx)
    await sql`insert into safe_address (partnership_id, stay_id, person_id, cell, address, directions, recorded_by, recorded_at)
      values (authz.partnership(), ${id}::uuid, ${personId}::uuid, ${cells.address}, ${stay.address}, ${stay.directions || null},
        ${staffId}::uuid, ${kernel.now()})`.execute(tx)
    record({ verb: 'safe_stay.begun', personId, cell: cells.stay, workId, subjectId: id })
    return done({ id })
  })
}

export async function endStay(kernel: Kernel, scope: Scope, stay: SafeStay, { endedOn, key }: { endedOn: string; key: string }): Promise<Outcome<null>> {
  return carryOut(kernel, scope, { name: 'end safe stay', key, about: stay.personId }, async (tx, record) => {
    if (!await mayKeepPlace(tx, kernel, scope) || stay.agencyId !== scope.viewer.agencyId) return refused(safePlaceRefusals.notYours)
    const { numAffectedRows } = await sql`update safe_stay set ended_on = greatest(begun_on, ${endedOn}::date)
      where id = ${stay.id}::uuid and ended_on is null`.execute(tx)
    if (numAffectedRows !== 1n) return refused(safePlaceRefusals.over)
    record({ verb: 'safe_stay.ended', personId: stay.personId, cell: cellsFor(kernel, scope).stay, workId: stay.workId, subjectId: stay.id })
    return done(null)
  })
}
