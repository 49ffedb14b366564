import { secretSettingOf } from '../settings.ts'
import type { Gate } from './gate.ts'

type Settled = Pick<Gate, 'kernel' | 'settings'>

export type NewIdentityProvider = {
  partnershipId: string
  /** Lower-case letters, digits and dashes: it names the setting that holds the secret. */
  id: string
  title: string
  issuer: string
  clientId: string
  agencyId: string | undefined
  emailClaim: string | undefined
  emailNeedsVerified: boolean
}

export type IdentityProvider = Omit<NewIdentityProvider, 'partnershipId'> & {
  validFrom: Date; validUntil: Date | undefined
  /** Whether the operator has configured its secret; without one nobody can sign in there. */
  hasSecret: boolean
  secretSetting: string
}

/** For the administration pages, which check who may. */
export async function listIdentityProviders(settled: Settled, partnershipId: string): Promise<IdentityProvider[]> {
  const { kernel, settings } = settled
  const rows = await kernel.db.service(db => db.selectFrom('identity_provider').selectAll()
    .where('partnership_id', '=', partnershipId).orderBy('title').execute())
  return rows.map(row => ({
    id: row.id, title: row.title, issuer: row.issuer, clientId: row.client_id, agencyId: row.agency_id ?? undefined,
    emailClaim: row.email_claim ?? undefined, emailNeedsVerified: row.email_needs_verified, validFrom: row.valid_from,
    validUntil: row.valid_until ?? undefined, hasSecret: settings.providerSecret(row.id) !== undefined,
    secretSetting: secretSettingOf(row.id),
  }))
}

/** False when the id is taken. */
export async function addIdentityProvider(gate: Pick<Gate, 'kernel'>, added: NewIdentityProvider): Promise<boolean> {
  const { kernel } = gate
  const { numInsertedOrUpdatedRows } = await kernel.db.service(db => db.insertInto('identity_provider').values({
    partnership_id: added.partnershipId, id: added.id, title: added.title, issuer: added.issuer,
    client_id: added.clientId, agency_id: added.agencyId ?? null, email_claim: added.emailClaim ?? null,
    email_needs_verified: added.emailNeedsVerified, valid_from: kernel.now(),
  }).onConflict(conflict => conflict.doNothing()).executeTakeFirst())
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Nobody signs in there any more, and whoever did is signed out. */
export async function endIdentityProvider(
  { kernel }: Pick<Gate, 'kernel'>, ended: { partnershipId: string; id: string },
): Promise<void> {
  const at = kernel.now()
  await kernel.db.service(async (db) => {
    await db.updateTable('identity_provider').set({ valid_until: at })
      .where('partnership_id', '=', ended.partnershipId).where('id', '=', ended.id).execute()
    await db.updateTable('session').set({ ended_at: at })
      .where('partnership_id', '=', ended.partnershipId).where('provider', '=', ended.id)
      .where('ended_at', 'is', null).execute()
  })
}
