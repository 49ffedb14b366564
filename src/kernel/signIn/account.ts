import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import type { Kernel } from '../kernel.ts'
import type { Login } from './attempt.ts'
import type { Provider } from './providers.ts'

export type Account = { partnershipId: string; staffId: string; roles: string[] }

type Row = { partnership_id: string; id: string; agency_id: string; issuer: string | null }

/**
 * The live account of whoever signed in. A provider speaks only for its own agency. An account that was prepared with
 * an e-mail address and never used is bound, once, to the first sign-in with that address by the one provider of all
 * that can be meant.
 */
export async function findAccount(
  kernel: Kernel, login: Login, providers: readonly Provider[],
): Promise<Account | undefined> {
  const at = kernel.now()
  return kernel.db.service(async db => {
    const row = await byLogin(db, login) ?? await bindByEmail(db, login, providers)
    if (!row || !isOfProvider(row, login)) return undefined
    const { partnership_id: partnershipId, id: staffId } = row
    const live = await db.selectFrom('staff').innerJoin('agency', join => join
      .onRef('agency.partnership_id', '=', 'staff.partnership_id').onRef('agency.id', '=', 'staff.agency_id'))
      .select('staff.id').where('staff.partnership_id', '=', partnershipId).where('staff.id', '=', staffId)
      .where('agency.active', '=', true).where('staff.active_from', '<=', at)
      .where(where => where.or([where('staff.active_until', 'is', null), where('staff.active_until', '>', at)]))
      .executeTakeFirst()
    const roles = live ? await listRoles(db, { partnershipId, staffId, at }) : []
    return roles.length > 0 ? { partnershipId, staffId, roles: roles.map(role => role.code) } : undefined
  })
}

const isOfProvider = (row: Row, { provider }: Pick<Login, 'provider'>) =>
  (provider.partnershipId === undefined || provider.partnershipId === row.partnership_id)
  && (provider.agencyId === undefined || provider.agencyId === row.agency_id)

/** Of several providers that could speak for an agency, any could vouch for an address of the others' people. */
function isTheOneMeant(row: Row, { accountsOf }: Provider, providers: readonly Provider[]): boolean {
  if (row.issuer !== null) return row.issuer === accountsOf
  const speakers = providers.filter(provider => isOfProvider(row, { provider }))
  const own = speakers.filter(({ agencyId }) => agencyId === row.agency_id)
  return (own.length > 0 ? own : speakers).every(provider => provider.accountsOf === accountsOf)
}

function byLogin(db: Tx, { provider, subject }: Login): Promise<Row | undefined> {
  return db.selectFrom('staff').select(['partnership_id', 'id', 'agency_id', 'issuer'])
    .where('issuer', '=', provider.accountsOf).where('subject', '=', subject).executeTakeFirst()
}

async function bindByEmail(db: Tx, login: Login, providers: readonly Provider[]): Promise<Row | undefined> {
  const { provider, subject, email } = login
  if (email === undefined) return undefined
  const rows = await db.selectFrom('staff').select(['partnership_id', 'id', 'agency_id', 'issuer'])
    .where(sql<string>`lower(email)`, '=', email.toLowerCase()).where('subject', 'is', null)
    .where(where => where.or([where('issuer', 'is', null), where('issuer', '=', provider.accountsOf)])).execute()
  const own = rows.filter(row => isOfProvider(row, login))
  const [only] = own
  if (!only || !isTheOneMeant(only, provider, providers)) return undefined
  if (own.length > 1) return undefined // two accounts with one address: an administrator has to decide
  const { rows: [bound] } = await sql<{ bound: boolean }>`
    select bind_login(${only.partnership_id}, ${only.id}, ${provider.accountsOf}, ${subject}) as bound`.execute(db)
  return bound?.bound ? only : undefined
}

export type RoleChoice = { code: string; title: string; does: string }

/** The roles that a person holds today. */
export function listRoles(db: Tx, whose: { partnershipId: string; staffId: string; at: Date }): Promise<RoleChoice[]> {
  const { partnershipId, staffId, at } = whose
  return db.selectFrom('appointment').innerJoin('role', 'role.code', 'appointment.role')
    .select(['role.code', 'role.title', 'role.does'])
    .where('partnership_id', '=', partnershipId).where('staff_id', '=', staffId).where('valid_from', '<=', at)
    .where(where => where.or([where('valid_until', 'is', null), where('valid_until', '>', at)]))
    .orderBy('role.title').execute()
}
