import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'

export type Version<T> = T & {
  code: string
  version: number
  title: string
  validFrom: string
  validUntil: string | null
}

export type ClockRuleRow = Version<{
  amount: number
  unit: string
  ends: string
  dayEndsAt: string
  atRiskShare: number
  source: string
  sourceUrl: string | null
  verified: boolean
}>

/** All versions, the newest of each rule first. */
export async function listClockRules(tx: Tx): Promise<ClockRuleRow[]> {
  const rows = await tx
    .selectFrom('clock_rule')
    .selectAll()
    .orderBy('title')
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    code: row.code,
    version: row.version,
    title: row.title,
    amount: row.amount,
    unit: row.unit,
    ends: row.ends,
    dayEndsAt: row.day_ends_at,
    atRiskShare: row.at_risk_share,
    source: row.source,
    sourceUrl: row.source_url,
    verified: row.verified,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }))
}

/** How many clocks run under each version of a rule; a figure, nobody's record. */
export async function countRunningClocks(tx: Tx, code: string): Promise<{ version: number; n: number }[]> {
  const { rows } = await sql<{
    version: number
    n: number
  }>`select * from authz.count_running_clocks(${code})`.execute(tx)
  return rows
}

export type Holiday = { heldOn: string; title: string; source: string }

export async function listHolidays(tx: Tx): Promise<Holiday[]> {
  const rows = await tx
    .selectFrom('bank_holiday')
    .select(['held_on', 'title', 'source'])
    .where('division', '=', 'england-and-wales')
    .orderBy('held_on')
    .execute()
  return rows.map(row => ({ heldOn: row.held_on, title: row.title, source: row.source }))
}

export type GatewayRow = Version<{ about: string; source: string; sourceUrl: string | null; verified: boolean }>

export async function listGateways(tx: Tx): Promise<GatewayRow[]> {
  const rows = await tx
    .selectFrom('gateway')
    .selectAll()
    .orderBy('title')
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    code: row.code,
    version: row.version,
    title: row.title,
    about: row.about,
    source: row.source,
    sourceUrl: row.source_url,
    verified: row.verified,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }))
}

export async function countClausesUnder(tx: Tx, gateway: string): Promise<number> {
  const { n } = await tx
    .selectFrom('clause')
    .select(sql<number>`count(*)`.as('n'))
    .where('gateway', '=', gateway)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

export const wordKinds = { record_kind: 'Kinds of record', role: 'Roles', category: 'Categories' } as const
export type WordKind = keyof typeof wordKinds
export type Word = { kind: WordKind; code: string; title: string; words: string }

export const isWordKind = (text: string): text is WordKind => text in wordKinds

export async function listWords(tx: Tx, kind: WordKind): Promise<Word[]> {
  if (kind === 'record_kind') {
    const rows = await tx.selectFrom('record_kind').select(['code', 'title', 'category']).orderBy('title').execute()
    return rows.map(({ code, title, category }) => ({ kind, code, title, words: category }))
  }
  if (kind === 'role') {
    const rows = await tx.selectFrom('role').select(['code', 'title', 'does']).orderBy('title').execute()
    return rows.map(({ code, title, does }) => ({ kind, code, title, words: does }))
  }
  const rows = await tx.selectFrom('category').select(['code', 'title', 'about']).orderBy('title').execute()
  return rows.map(({ code, title, about }) => ({ kind, code, title, words: about }))
}

export type DocumentRow = {
  version: number
  content: unknown
  validFrom: string
  validUntil: string | null
  source: string
}

export async function listDocuments(tx: Tx, code: string): Promise<DocumentRow[]> {
  const rows = await tx
    .selectFrom('reference_document')
    .selectAll()
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    version: row.version,
    content: row.content,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    source: row.source,
  }))
}

export type FormKindRow = {
  code: string
  version: number
  title: string
  definition: unknown
  toAgency: string
  fromKinds: string[]
  validFrom: Date
  validUntil: Date | null
}

export async function listFormKinds(tx: Tx): Promise<FormKindRow[]> {
  const rows = await tx
    .selectFrom('form_kind')
    .selectAll()
    .orderBy('title')
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    code: row.code,
    version: row.version,
    title: row.title,
    definition: row.definition,
    toAgency: row.to_agency,
    fromKinds: row.from_kinds,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }))
}
