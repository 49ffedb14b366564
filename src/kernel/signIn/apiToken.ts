import { sql } from 'kysely'
import type { MiddlewareHandler } from 'hono'
import { countAgainst } from '../requestGuard/rateLimit.ts'
import type { Kernel } from '../kernel.ts'
import type { Gate, GateEnv } from './gate.ts'
import { newToken, sha256 } from './tokens.ts'

const prefix = 'kith_'

export type NewApiToken = {
  partnershipId: string; staffId: string; role: string; title: string; scopes: string[]
  createdBy: string; expiresAt: Date
}

/** Makes a token for another system; its text is returned once and never readable again. */
export async function createApiToken(kernel: Kernel, made: NewApiToken): Promise<{ id: string; token: string }> {
  const token = `${prefix}${newToken()}`
  const { id } = await kernel.db.service(db => db.insertInto('api_token').values({
    partnership_id: made.partnershipId, token_sha256: sha256(token), staff_id: made.staffId, role: made.role,
    title: made.title, scopes: made.scopes, created_by: made.createdBy, created_at: kernel.now(),
    expires_at: made.expiresAt,
  }).returning('id').executeTakeFirstOrThrow())
  return { id, token }
}

export async function revokeApiToken(kernel: Kernel, revoked: { partnershipId: string; id: string }): Promise<boolean> {
  const { partnershipId, id } = revoked
  const { numUpdatedRows } = await kernel.db.service(db => db.updateTable('api_token').set({ revoked_at: kernel.now() })
    .where('partnership_id', '=', partnershipId).where('id', '=', id).where('revoked_at', 'is', null)
    .executeTakeFirst())
  return numUpdatedRows > 0n
}

export type ApiToken = {
  id: string; title: string; staffId: string; role: string; scopes: string[]
  createdAt: Date; expiresAt: Date; revokedAt: Date | undefined; lastUsedOn: string | undefined
}

export async function listApiTokens(kernel: Kernel, partnershipId: string): Promise<ApiToken[]> {
  const rows = await kernel.db.service(db => db.selectFrom('api_token')
    .select(['id', 'title', 'staff_id', 'role', 'scopes', 'created_at', 'expires_at', 'revoked_at'])
    .select(sql<string | null>`last_used_on`.as('last_used_on')) // the driver gives days as text
    .where('partnership_id', '=', partnershipId).orderBy('created_at', 'desc').execute())
  return rows.map(row => ({
    id: row.id, title: row.title, staffId: row.staff_id, role: row.role, scopes: row.scopes, createdAt: row.created_at,
    expiresAt: row.expires_at, revokedAt: row.revoked_at ?? undefined, lastUsedOn: row.last_used_on ?? undefined,
  }))
}

type Found = {
  partnership_id: string; staff_id: string; agency_id: string; role: string; name: string; agency_name: string
  role_title: string; token_id: string; scopes: string[]
}

/** `Authorization: Bearer kith_…` instead of a session; cookies mean nothing here, so nothing can be forged. */
export function apiTokenGuard({ kernel, settings }: Gate, open: (path: string) => boolean): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    if (open(c.req.path)) return next()
    const [scheme, token = ''] = (c.req.header('authorization') ?? '').split(' ')
    const shown = scheme?.toLowerCase() === 'bearer' && token.startsWith(prefix) ? token : undefined
    const found = shown === undefined ? undefined : await kernel.db.service(async db =>
      (await sql<Found>`select * from find_api_token(${sha256(shown)}, ${kernel.now()})`.execute(db)).rows[0])
    if (!found) {
      c.header('WWW-Authenticate', 'Bearer realm="kith"')
      return c.json({ problem: 'A valid token is needed: Authorization: Bearer kith_…' }, 401)
    }
    const seconds = await countAgainst(kernel, 'token', settings.limits.token, found.token_id)
    if (seconds !== undefined) {
      c.header('Retry-After', String(seconds))
      return c.json({ problem: 'too many requests', seconds }, 429)
    }
    c.set('viewer', {
      partnershipId: found.partnership_id, staffId: found.staff_id, agencyId: found.agency_id, role: found.role,
    })
    c.set('who', { name: found.name, agencyName: found.agency_name, roleTitle: found.role_title })
    c.set('scopes', found.scopes)
    return next()
  }
}

/** A route of the API names the scope that it needs. */
export function needScope(scope: string): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    if (c.var.scopes?.includes(scope)) return next()
    return c.json({ problem: `This token lacks the scope "${scope}".` }, 403)
  }
}
