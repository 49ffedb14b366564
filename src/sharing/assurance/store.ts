import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { listRules } from '../retention/store.ts'
import { listAgreements, listClauses } from '../store/agreements.ts'
import { loadWords } from '../store/words.ts'
import type { Sources } from './processing.ts'

/** Everything that the paperwork says, read from the tables that the wall itself is made of. */
export async function loadSources(tx: Tx): Promise<Sources> {
  const alive = sql`a.valid_from <= now() and coalesce(a.valid_until, 'infinity') > now()
    and coalesce(s.active_until, 'infinity') > now()`
  const roles = await sql<{
    agencyId: string
    role: string
  }>`select distinct s.agency_id as "agencyId", a.role from staff s
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id where ${alive}`.execute(tx)
  const contacts = await sql<{
    agencyId: string
    name: string
    role: string
  }>`select s.agency_id as "agencyId", s.name, a.role from staff s
    join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    where ${alive} and a.role in ('privacy_officer', 'information_governance_lead') order by s.name`.execute(tx)
  const emergency = await sql<{ category: string }>`select category from break_glass_category`.execute(tx)
  return {
    agencies: await tx
      .selectFrom('agency')
      .select(['id', 'name', 'kind'])
      .where('active', '=', true)
      .orderBy('name')
      .execute(),
    categories: await tx.selectFrom('category').select(['code', 'title', 'about']).orderBy('title').execute(),
    scopes: await tx.selectFrom('own_scope').select(['role', 'category']).execute(),
    purposesOf: await tx.selectFrom('role_purpose').select(['role', 'purpose']).execute(),
    rolesOf: roles.rows,
    contacts: contacts.rows,
    emergencyCategories: emergency.rows.map(({ category }) => category),
    agreements: await listAgreements(tx),
    clauses: await listClauses(tx),
    rules: await listRules(tx),
    words: await loadWords(tx),
  }
}

export type ClockFact = {
  code: string
  version: number
  title: string
  amount: number
  unit: string
  source: string
  verified: boolean
}
export type DetectorFact = { code: string; version: number; thresholds: Record<string, number> }
export type LexiconFact = { version: number; entries: number; unverified: number; source: string } | undefined
export type RuleFacts = Readonly<{
  clocks: readonly ClockFact[]
  detectors: readonly DetectorFact[]
  lexicon: LexiconFact
  retention: Sources['rules']
  gateways: readonly { code: string; version: number; title: string; source: string; verified: boolean }[]
  contacts: Sources['contacts']
  partnership: string
}>

/** The rule sets as they run today. */
export async function loadRuleFacts(tx: Tx): Promise<RuleFacts> {
  const clocks =
    await sql<ClockFact>`select distinct on (code) code, version, title, amount, unit, source, verified from clock_rule
    where valid_from <= current_date and coalesce(valid_until, 'infinity') > current_date order by code,
      version desc`.execute(tx)
  const detectors = await sql<DetectorFact>`select distinct on (code) code, version, thresholds from detector
    where valid_from <= current_date and coalesce(valid_until, 'infinity') > current_date order by code,
      version desc`.execute(tx)
  const lexicon = await sql<
    NonNullable<LexiconFact>
  >`select version, jsonb_array_length(content -> 'entries') as entries,
      (select count(*)::integer from jsonb_array_elements(content -> 'entries') e
        where e ->> 'status' = 'unverified') as unverified, source
    from reference_document where jsonb_typeof(content -> 'entries') = 'array' and valid_from <= current_date
      and coalesce(valid_until, 'infinity') > current_date order by version desc limit 1`.execute(tx)
  const gateways = await sql<
    RuleFacts['gateways'][number]
  >`select distinct on (code) code, version, title, source, verified from gateway
    where valid_from <= current_date and coalesce(valid_until, 'infinity') > current_date order by code,
      version desc`.execute(tx)
  const sources = await loadSources(tx)
  const [partnership] = await tx.selectFrom('partnership').select('name').limit(1).execute()
  return {
    clocks: clocks.rows,
    detectors: detectors.rows,
    lexicon: lexicon.rows[0],
    gateways: gateways.rows,
    retention: sources.rules,
    contacts: sources.contacts,
    partnership: partnership?.name ?? '',
  }
}
