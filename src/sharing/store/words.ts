import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export type Gateway = Readonly<{
  title: string
  about: string
  source: string
  url: string | undefined
  isVerified: boolean
}>

/** The names and titles that agreements, reasons and disclosures are told in. */
export type Words = Readonly<{
  agency: (id: string) => string
  category: (code: string) => string
  role: (code: string) => string
  purpose: (code: string) => Readonly<{ title: string; about: string }>
  gateway: (code: string) => Gateway
}>

export async function loadWords(tx: Tx): Promise<Words> {
  const agencies = await tx.selectFrom('agency').select(['id', 'name']).execute()
  const categories = await tx.selectFrom('category').select(['code', 'title']).execute()
  const roles = await tx.selectFrom('role').select(['code', 'title']).execute()
  const purposes = await tx.selectFrom('purpose').selectAll().execute()
  const gateways = await tx
    .selectFrom('gateway')
    .distinctOn('code')
    .selectAll()
    .where(sql<boolean>`coalesce(valid_until, 'infinity') > current_date`)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  const agencyNames = new Map(agencies.map(({ id, name }) => [id, name]))
  const categoryTitles = new Map(categories.map(({ code, title }) => [code, title]))
  const roleTitles = new Map(roles.map(({ code, title }) => [code, title]))
  const purposeWords = new Map(purposes.map(({ code, title, about }) => [code, { title, about }]))
  const gatewayWords = new Map(
    gateways.map(({ code, title, about, source, source_url: url, verified }): [string, Gateway] => [
      code,
      { title, about, source, url: url ?? undefined, isVerified: verified },
    ]),
  )
  return {
    agency: id => agencyNames.get(id) ?? 'An agency',
    category: code => categoryTitles.get(code) ?? code,
    role: code => roleTitles.get(code) ?? code,
    purpose: code => purposeWords.get(code) ?? { title: code, about: '' },
    gateway: code =>
      gatewayWords.get(code) ?? { title: code, about: '', source: code, url: undefined, isVerified: false },
  }
}
