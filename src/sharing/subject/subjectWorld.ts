import { randomUUID } from 'node:crypto'
import { agencies, partnershipId, people, staff, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'

export { agencies, partnershipId, people, staff }
export type SubjectWorld = World & Awaited<ReturnType<typeof layDown>>

/** The small partnership with a child whose record names others and holds what must never leave. */
export async function subjectWorld(now?: () => Date): Promise<SubjectWorld> {
  const w = await world(now ? { now } : {})
  return Object.assign(w, await layDown(w))
}

/** Values that must never stand in what is given to anybody. */
export const canaries = {
  safeAddress: '7 Quarrelstone Mews',
  safePostcode: 'QX7 9ZZ',
  safePhone: '07700 900461',
  sealedName: 'Wrenfield Haddowmere',
  source: 'Pelhamcroft',
  thirdParty: 'Thessaly Brackwater',
  thirdPhone: '07700 900777',
} as const

async function layDown({ owner, kernel }: World) {
  const cell = (agency: string, category: string, tier = 1) => kernel.cells.id(agency, category, tier)
  const run = (text: string, values: unknown[]) => owner.query(text, values)
  const source = (person: string, [given, family]: readonly [string, string], agency: string = agencies.council) =>
    run(
      `insert into source_record (partnership_id, person_id, cell, source, source_id, given_name, family_name, birth_on)
     values ($1, $2, $3, 'test', $4, $5, $6, '2010-05-05')`,
      [partnershipId, person, cell(agency, 'identity', 0), randomUUID(), given, family],
    )
  const contact = (
    person: string,
    value: string,
    of: { kind?: string; postcode?: string; isProtected?: boolean; agency?: string } = {},
  ) =>
    run(
      `insert into contact_point (partnership_id, person_id, cell, kind, value, postcode, is_protected)
        values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        partnershipId,
        person,
        cell(of.agency ?? agencies.council, 'contact'),
        of.kind ?? 'address',
        value,
        of.postcode ?? null,
        of.isProtected ?? false,
      ],
    )
  const rows = async (text: string, values: unknown[] = []) =>
    (await owner.query<Record<string, unknown>>(text, values)).rows
  return { cell, source, contact, rows, ...moreRows({ cell, run }) }
}

type Laying = {
  cell: (agency: string, category: string, tier?: number) => number
  run: (text: string, values: unknown[]) => Promise<unknown>
}

function moreRows({ cell, run }: Laying) {
  const related = (person: string, other: string, name: string) =>
    run(
      `insert into relationship (partnership_id, person_id, cell, kind, other_person_id, other_name) values ($1,
        $2, $3, 'sibling', $4, $5)`,
      [partnershipId, person, cell(agencies.council, 'family'), other, name],
    )
  const record = async (headline: string, of: Recorded = {}) => {
    const id = randomUUID()
    await run(
      `insert into record (partnership_id, id, person_id, cell, kind, occurred_at, assertion, role, source,
        headline, body, event_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 'test', $9, $10, $11)`,
      [
        partnershipId,
        id,
        of.person ?? people.child,
        cell(of.agency ?? agencies.council, of.category ?? 'concern', of.tier ?? 1),
        of.kind ?? 'concern',
        of.at ?? '2026-01-10T10:00:00Z',
        of.assertion ?? 'fact',
        'victim',
        headline,
        of.body ?? null,
        of.event ?? null,
      ],
    )
    return id
  }
  const link = (persona: Persona, person: string, agency: string) =>
    run(
      `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind) values ($1, $2, $3,
        $4, $5, 'safeguard_child', 'allocated')`,
      [partnershipId, person, cell(agency, 'involvement', 0), staff[persona], agency],
    )
  return { related, record, link }
}

type Recorded = {
  person?: string
  agency?: string
  category?: string
  kind?: string
  tier?: number
  assertion?: string
  body?: string
  event?: string
  at?: string
}

/** The form of a new request about the child of the seed. */
export async function formFor(w: SubjectWorld, change: Record<string, string> = {}): Promise<Record<string, string>> {
  const [row] = await w.rows(
    `select to_char(birth_on, 'DD MM YYYY') as born from source_record where person_id = $1
      and given_name = 'Teo' limit 1`,
    [people.child],
  )
  const [day = '', month = '', year = ''] = String(row?.['born']).split(' ')
  return {
    key: randomUUID(),
    given: 'Teo',
    family: 'Marlowe',
    'born-day': day,
    'born-month': month,
    'born-year': year,
    kind: 'child',
    'received-day': '2',
    'received-month': '11',
    'received-year': '2026',
    ...change,
  }
}

export const post = (w: World, persona: Persona, path: string, form: Record<string, string> = {}) =>
  w.request(persona, path, { key: randomUUID(), ...form })

/** Records a request as that persona and returns where it stands. */
export async function begin(w: SubjectWorld, persona: Persona, change: Record<string, string> = {}): Promise<string> {
  const response = await w.request(persona, '/subject-requests', await formFor(w, change))
  if (response.status !== 303) throw new Error(`not recorded: ${response.status} ${wordsIn(await response.text())}`)
  return (response.headers.get('location') ?? '').split('?')[0] ?? ''
}

/** Up to a gathered account. */
export async function gather(w: SubjectWorld, persona: Persona, change: Record<string, string> = {}): Promise<string> {
  const at = await begin(w, persona, change)
  await post(w, persona, `${at}/check-identity`, { why: 'passport seen', authority: 'birth certificate seen' })
  const response = await post(w, persona, `${at}/collect`)
  if (response.status !== 303) throw new Error(`not gathered: ${response.status}`)
  return at
}

/** Up to a release that waits for the second person, and its address. */
export async function approve(
  w: SubjectWorld,
  persona: Persona,
  at: string,
  toAgency: string,
): Promise<string | undefined> {
  await post(w, persona, `${at}/review/accept`)
  await post(w, persona, `${at}/finish`)
  const response = await post(w, persona, `${at}/approve`, { agency: toAgency })
  if (response.status !== 303) return undefined
  const [row] = await w.rows(`select id from subject_release where request_id = $1 and state = 'waiting'`, [
    at.split('/').at(-1),
  ])
  return `/subject-requests/releases/${String(row?.['id'])}`
}

export const wordsIn = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/gv, ' ')
    .replaceAll(/&#39;|&quot;/gv, '’')
    .replaceAll(/\s+/gv, ' ')
