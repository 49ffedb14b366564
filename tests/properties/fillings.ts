import type { Client } from 'pg'
import { hasParameter } from '../canary/crawl.ts'

/** Which rows an id in the address means, by the word that stands before it. */
const tableBefore: Readonly<Record<string, string>> = {
  people: 'person', records: 'source_record', notifications: 'notification', sent: 'notification', make: 'draft',
  requests: 'request', files: 'file', shares: 'share', claims: 'self_claim', 'subject-requests': 'subject_request',
  releases: 'subject_release', disputes: 'dispute', retention: 'retention_due', seals: 'seal',
  'break-glass': 'break_glass_review', exports: 'authz.export_file', breaches: 'authz.breach', misuse: 'misuse_alert',
  questions: 'misuse_alert', agreements: 'agreement', clauses: 'clause', log: 'partnership', disclosures: 'disclosure',
  kept: 'draft', runs: 'import_run', holds: 'legal_hold', drafts: 'draft',
  'administration/people': 'staff', 'administration/agencies': 'agency', 'administration/tokens': 'api_token',
  confirm: 'draft',
  episodes: 'episode', custody: 'episode', searches: 'episode', adults: 'episode', beds: 'episode', liaison: 'episode',
  knife: 'episode', missing: 'episode', checks: 'episode', interviews: 'episode', 'strategy-meetings': 'episode',
  referrals: 'episode', 'plans-with-families': 'episode', 'safe-places': 'episode', 'outcome-scales': 'episode', begin: 'draft',
  plans: 'trigger_plan', 'outside-links': 'authz.outside_link', programmes: 'programme', services: 'programme',
  service_at_locations: 'programme', organizations: 'agency', taxonomies: 'programme',
  taxonomy_terms: 'programme',
}
/** Words of a closed list: one of them, and one that nobody has. */
const words: Readonly<Record<string, readonly string[]>> = {
  provider: ['demo', 'nobody'], page: ['account', 'p1', 'p99', 'nothing'], kind: ['police-occurrences', 'category', 'nothing'],
  code: ['safeguard_child', 'nothing'], role: ['mentor', 'nobody'], version: ['1', '99'], day: ['2026-12-25'],
  name: ['x'], step: ['decide', 'nothing'], section: ['details', 'medical', 'nothing'], secret: ['s'.repeat(43)],
}

export type Ids = { visible: readonly string[]; hidden: readonly string[] }
export type Ask = (table: string) => Promise<Ids>

/** Pages that take what they are about from the question in their address, and what that may be. */
const asked: Readonly<Record<string, readonly [name: string, table: string][]>> = {
  '/why': [['person', 'person'], ['work', 'work']], '/people/search': [['s', 'draft']],
  '/notifications/make': [['about', 'person']], '/disclosures': [['person', 'person']],
  '/people/:id{[0-9a-f-]{36}}': [['work', 'work']], '/disputes/new': [['record', 'record']],
  '/break-glass/open': [['person', 'person']], '/conflicts/declare': [['person', 'person']],
  '/seals/new': [['person', 'person']], '/exports/new': [['work', 'work']],
}

const absent = '00000000-0000-4000-8000-00000000dead'
const parameter = /:(\w+)(?:\{(?:[^\{\}]|\{[^\{\}]*\})*\})?/gv

/** The word before a parameter and its name, for each parameter of a route. */
function holesOf(route: string): { hole: string; name: string; before: string }[] {
  return [...route.matchAll(parameter)].map(match => {
    const before = route.slice(0, match.index).split('/').filter(word => word !== '' && !word.startsWith(':'))
    const all = before.join('/')
    return { hole: match[0], name: match[1] ?? '', before: all in tableBefore ? all : before.at(-1) ?? '' }
  })
}

/** Routes with a parameter that nobody has said how to fill. */
export const unfillable = (routes: readonly string[]): string[] =>
  routes.filter(route => holesOf(route).some(({ name, before }) => !(name in words) && !(before in tableBefore)))

/**
 * The addresses of a route: with ids that the asker sees, with ids that are hidden from them, and with one that nobody
 * has; further parameters take what goes with the first.
 */
export async function fillingsOf(route: string, ask: Ask, most: number): Promise<string[]> {
  const paths = await addressesOf(route, ask, most)
  const questions: string[] = []
  for (const [name, table] of asked[route] ?? []) {
    const { visible, hidden } = await ask(table)
    questions.push(...[...visible.slice(0, most), ...hidden.slice(0, most), absent].map(id => `${paths[0] ?? route}?${name}=${id}`))
  }
  return [...paths, ...questions]
}

async function addressesOf(route: string, ask: Ask, most: number): Promise<string[]> {
  if (!hasParameter(route)) return [route]
  let paths = [route]
  for (const { hole, name, before } of holesOf(route)) {
    const table = tableBefore[before]
    const ids = table === undefined ? undefined : await ask(table)
    const values = ids ? [...ids.visible.slice(0, most), ...ids.hidden.slice(0, most), absent] : words[name] ?? [absent]
    paths = paths.length === 1 ? values.map(value => route.replace(hole, value))
      : paths.map((path, at) => path.replace(hole, values[at % values.length] ?? absent))
  }
  return [...new Set(paths)]
}

/** The ids of a table by where its rows lie; nothing where there is none. */
export async function idsOf(owner: Client, table: string): Promise<{ id: string; at: string }[]> {
  const { rows } = await owner.query<{ id: string; at: string }>(
    `select id::text as id, ctid::text as at from ${table} order by ctid limit 4000`)
  return rows
}
