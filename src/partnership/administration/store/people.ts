import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { isUuid } from './agencies.ts'

export type Appointment = { role: string; title: string; from: Date; until: Date | null; grantedBy: string | null }

export type Account = {
  id: string
  name: string
  email: string
  agencyId: string
  agencyName: string
  agencyActive: boolean
  isSystem: boolean
  isBound: boolean
  activeFrom: Date
  activeUntil: Date | null
  vettingUntil: Date | null
  trainingUntil: Date | null
  appointments: Appointment[]
}

export type Wanted = {
  agencyId?: string | undefined
  words?: string | undefined
  state?: string | undefined
  page?: number
}

export const accountsOnPage = 50
const system = 'kith:system'

/** Accounts of people, by name; one more than fits shows that another page follows. */
export async function listAccounts(tx: Tx, kernel: Kernel, wanted: Wanted): Promise<Account[]> {
  const at = kernel.now()
  const soon = new Date(at.getTime() + 30 * 86_400_000)
  const like = `%${(wanted.words ?? '').toLowerCase().replaceAll(/[%_\\]/g, '\\$&')}%`
  const rows = await accounts(tx)
    .where(sql<boolean>`staff.issuer is distinct from ${system} and staff.issuer is distinct from 'kith:link'`)
    .$if(wanted.agencyId !== undefined, query => query.where('staff.agency_id', '=', wanted.agencyId ?? ''))
    .$if(Boolean(wanted.words), query =>
      query.where(sql<boolean>`(lower(staff.name) like ${like} or lower(staff.email) like ${like})`),
    )
    .$if(wanted.state === 'live', query =>
      query.where(sql<boolean>`coalesce(staff.active_until, 'infinity') > ${at}`),
    )
    .$if(wanted.state === 'ended', query => query.where('staff.active_until', '<=', at))
    .$if(wanted.state === 'lapsing', query =>
      query
        .where(sql<boolean>`coalesce(staff.active_until, 'infinity') > ${at}`)
        .where(sql<boolean>`least(staff.vetting_until, staff.training_until) <= ${soon}`),
    )
    .orderBy('staff.name')
    .orderBy('staff.id')
    .limit(accountsOnPage + 1)
    .offset((wanted.page ?? 0) * accountsOnPage)
    .execute()
  return withAppointments(tx, rows.map(accountFrom))
}

/** The accounts of other systems, which nobody can sign in to. */
export async function listSystems(tx: Tx): Promise<Account[]> {
  const rows = await accounts(tx).where('staff.issuer', '=', system).orderBy('staff.name').execute()
  return withAppointments(tx, rows.map(accountFrom))
}

export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  if (!isUuid(id)) return undefined
  const row = await accounts(tx).where('staff.id', '=', id).executeTakeFirst()
  return row && (await withAppointments(tx, [accountFrom(row)]))[0]
}

function accounts(tx: Tx) {
  return tx
    .selectFrom('staff')
    .innerJoin('agency', join =>
      join.onRef('agency.partnership_id', '=', 'staff.partnership_id').onRef('agency.id', '=', 'staff.agency_id'),
    )
    .select([
      'staff.id',
      'staff.name',
      'staff.email',
      'staff.agency_id',
      'staff.issuer',
      'staff.subject',
      'staff.active_from',
      'staff.active_until',
      'staff.vetting_until',
      'staff.training_until',
      'agency.name as agency_name',
      'agency.active',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirstOrThrow']>>

const accountFrom = (row: Row): Account => ({
  id: row.id,
  name: row.name,
  email: row.email,
  agencyId: row.agency_id,
  agencyName: row.agency_name,
  agencyActive: row.active,
  isSystem: row.issuer === system,
  isBound: row.subject !== null,
  activeFrom: row.active_from,
  activeUntil: row.active_until,
  vettingUntil: row.vetting_until,
  trainingUntil: row.training_until,
  appointments: [],
})

async function withAppointments(tx: Tx, found: Account[]): Promise<Account[]> {
  if (found.length === 0) return found
  const rows = await tx
    .selectFrom('appointment')
    .innerJoin('role', 'role.code', 'appointment.role')
    .leftJoin('staff as granter', join =>
      join
        .onRef('granter.partnership_id', '=', 'appointment.partnership_id')
        .onRef('granter.id', '=', 'appointment.granted_by'),
    )
    .select([
      'appointment.staff_id',
      'appointment.role',
      'appointment.valid_from',
      'appointment.valid_until',
      'role.title',
      'granter.name as granter',
    ])
    .where(
      'appointment.staff_id',
      'in',
      found.map(({ id }) => id),
    )
    .orderBy('role.title')
    .execute()
  const byStaff = Map.groupBy(rows, row => row.staff_id)
  return found.map(account => ({
    ...account,
    appointments: (byStaff.get(account.id) ?? []).map(row => ({
      role: row.role,
      title: row.title,
      from: row.valid_from,
      until: row.valid_until,
      grantedBy: row.granter,
    })),
  }))
}

export const isLive = ({ activeUntil }: Account, now: Date): boolean => activeUntil === null || activeUntil > now

export const liveAppointments = ({ appointments }: Account, now: Date): Appointment[] =>
  appointments.filter(({ from, until }) => from <= now && (until === null || until > now))

export type Role = { code: string; title: string; does: string }

export function listAllRoles(tx: Tx): Promise<Role[]> {
  return tx.selectFrom('role').select(['code', 'title', 'does']).where(sql<boolean>`not is_outside`).orderBy('title').execute()
}
