import { sql } from 'kysely'
import type { Viewer } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import type { Kernel } from '../../../kernel/kernel.ts'

export type Agency = {
  id: string
  name: string
  shortName: string
  kind: string
  active: boolean
  createdAt: Date
  staff: number
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export async function listAgencies(tx: Tx): Promise<Agency[]> {
  const rows = await tx
    .selectFrom('agency')
    .select(['id', 'name', 'short_name', 'kind', 'active', 'created_at'])
    .select(agency =>
      agency
        .selectFrom('staff')
        .select(sql<number>`count(*)`.as('n'))
        .whereRef('staff.partnership_id', '=', 'agency.partnership_id')
        .whereRef('staff.agency_id', '=', 'agency.id')
        .where(sql<boolean>`coalesce(staff.active_until, 'infinity') > now() and staff.issuer is distinct from 'kith:link'`)
        .as('staff'),
    )
    .orderBy('name')
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    active: row.active,
    createdAt: row.created_at,
    staff: row.staff ?? 0,
  }))
}

export async function findAgency(tx: Tx, id: string): Promise<Agency | undefined> {
  return (await listAgencies(tx)).find(agency => agency.id === id)
}

type Whose = { agencyId?: string; staffId?: string; provider?: string; role?: string }

/** How many people would be signed out. */
export async function countSessions(kernel: Kernel, viewer: Viewer, whose: Whose): Promise<number> {
  const at = kernel.now()
  const { n } = await kernel.db.service(db =>
    db
      .selectFrom('session')
      .innerJoin('staff', join =>
        join
          .onRef('staff.partnership_id', '=', 'session.partnership_id')
          .onRef('staff.id', '=', 'session.staff_id'),
      )
      .select(sql<number>`count(*)`.as('n'))
      .where('session.partnership_id', '=', viewer.partnershipId)
      .where('session.ended_at', 'is', null)
      .where('session.idle_until', '>', at)
      .where('session.absolute_until', '>', at)
      .$if(whose.agencyId !== undefined, query => query.where('staff.agency_id', '=', whose.agencyId ?? ''))
      .$if(whose.staffId !== undefined, query => query.where('session.staff_id', '=', whose.staffId ?? ''))
      .$if(whose.provider !== undefined, query => query.where('session.provider', '=', whose.provider ?? ''))
      .$if(whose.role !== undefined, query => query.where('session.role', '=', whose.role ?? ''))
      .executeTakeFirstOrThrow(),
  )
  return n
}

/** Live clauses that let this agency read, or let others read what it holds. */
export async function countClauses(tx: Tx, agencyId: string): Promise<number> {
  const { n } = await tx
    .selectFrom('clause')
    .innerJoin('agreement', join =>
      join
        .onRef('agreement.partnership_id', '=', 'clause.partnership_id')
        .onRef('agreement.id', '=', 'clause.agreement_id'),
    )
    .select(sql<number>`count(*)`.as('n'))
    .where('agreement.state', '=', 'active')
    .where('clause.ended_at', 'is', null)
    .where(sql<boolean>`agreement.valid_until > now()`)
    .where(sql<boolean>`${agencyId}::uuid = any (clause.from_agencies || clause.to_agencies)`)
    .executeTakeFirstOrThrow()
  return n
}
