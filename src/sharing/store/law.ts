import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import type { AgencyKindLaw, GatewayLaw, LawfulBasis, LawReference, Sensitivity } from '../lawReference.ts'

type MayBeEmpty<T, Key extends keyof T> = Omit<T, Key> & { [Each in Key]: T[Each] | null }
type GatewayRow = MayBeEmpty<GatewayLaw, 'validUntil' | 'fromKinds' | 'toKinds' | 'purposes'>
type BasisRow = MayBeEmpty<LawfulBasis, 'validUntil'>

async function listGateways(tx: Tx): Promise<GatewayLaw[]> {
  const { rows } = await sql<GatewayRow>`
    select code, version, title, valid_from as "validFrom", valid_until as "validUntil", verified as "isVerified",
      from_kinds as "fromKinds", to_kinds as "toKinds", purposes, forbids, regime,
      depersonalised_only as "depersonalisedOnly", instead
    from gateway where coalesce(valid_until, 'infinity') > valid_from order by title, version desc`.execute(tx)
  return rows.map(({ validUntil, fromKinds, toKinds, purposes, ...gateway }) => ({
    ...gateway,
    validUntil: validUntil ?? undefined,
    fromKinds: fromKinds ?? undefined,
    toKinds: toKinds ?? undefined,
    purposes: purposes ?? undefined,
  }))
}

async function listBases(tx: Tx): Promise<LawfulBasis[]> {
  const { rows } = await sql<BasisRow>`
    select code, kind, title, for_public as "forPublic", needs_schedule as "needsSchedule", fits,
      valid_from as "validFrom", valid_until as "validUntil"
    from lawful_basis order by kind, code`.execute(tx)
  return rows.map(({ validUntil, ...basis }) => ({ ...basis, validUntil: validUntil ?? undefined }))
}

const byCode = <T extends { code: string }>(rows: readonly T[]) => new Map(rows.map(row => [row.code, row]))

/** The law and the words of the partnership as they stand on that day, for `checkLaw`. */
export async function loadLaw(tx: Tx, today: Day): Promise<LawReference> {
  const agencies = await sql<{ id: string; name: string; kind: string }>`
    select id, name, kind from agency where active order by name`.execute(tx)
  const kinds = await sql<AgencyKindLaw & { code: string }>`
    select code, title, is_public as "isPublic", is_competent_authority as "isCompetentAuthority"
    from agency_kind`.execute(tx)
  const categories = await sql<{ code: string; title: string; sensitivity: Sensitivity }>`
    select code, title, sensitivity from category order by title`.execute(tx)
  const purposes = await sql<{ code: string; title: string; forLawEnforcement: boolean; isAboutPeople: boolean }>`
    select code, title, for_law_enforcement as "forLawEnforcement", is_about_people as "isAboutPeople"
    from purpose order by title`.execute(tx)
  return {
    today,
    agencies: new Map(agencies.rows.map(({ id, name, kind }) => [id, { name, kind }])),
    kinds: byCode(kinds.rows),
    gateways: await listGateways(tx),
    bases: byCode(await listBases(tx)),
    categories: byCode(categories.rows),
    purposes: byCode(purposes.rows),
  }
}

/** The roles for which a clause may open something. */
export async function listRoles(tx: Tx): Promise<{ code: string; title: string }[]> {
  return (await sql<{ code: string; title: string }>`select code, title from role order by title`.execute(tx)).rows
}
