import type { Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { listApiTokens, type ApiToken } from '../../../kernel/signIn/apiToken.ts'
import { secretSettingOf } from '../../../kernel/settings.ts'
import type { Checks } from '../checks.ts'

export type Provider = {
  id: string
  title: string
  issuer: string
  clientId: string
  agencyId: string | null
  emailClaim: string | null
  emailNeedsVerified: boolean
  validFrom: Date
  validUntil: Date | null
  secretSetting: string
  hasSecret: boolean
}

export async function listProviders(kernel: Kernel, viewer: Viewer, checks: Checks): Promise<Provider[]> {
  const rows = await kernel.db.service(db =>
    db
      .selectFrom('identity_provider')
      .selectAll()
      .where('partnership_id', '=', viewer.partnershipId)
      .orderBy('title')
      .execute(),
  )
  return rows.map(row => ({
    id: row.id,
    title: row.title,
    issuer: row.issuer,
    clientId: row.client_id,
    agencyId: row.agency_id,
    emailClaim: row.email_claim,
    emailNeedsVerified: row.email_needs_verified,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    secretSetting: secretSettingOf(row.id),
    hasSecret: checks.providerSecret(row.id) !== undefined,
  }))
}

export const isOpen = ({ validUntil }: Provider, now: Date): boolean => validUntil === null || validUntil > now

export const listTokens = (kernel: Kernel, viewer: Viewer): Promise<ApiToken[]> =>
  listApiTokens(kernel, viewer.partnershipId)

export type TokenStanding = 'live' | 'revoked' | 'run out'

export const standingOfToken = (token: ApiToken, now: Date): TokenStanding =>
  token.revokedAt ? 'revoked' : token.expiresAt <= now ? 'run out' : 'live'
