import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { wordOf } from '../../practice/life.ts'
import { bands, statuses } from '../programme.ts'
import type { Evidence, Place, Programme, Taxonomy, Term } from '../programme.ts'

type Row = {
  id: string; agency_id: string; agency_name: string; name: string; description: string; kind: string; status: string
  url: string | null; email: string | null; phone: string | null; contact_name: string | null
  accreditations: string | null; alert: string | null; minimum_age: number | null; maximum_age: number | null
  approach: string | null; needs: string[]; areas: string[]; languages: string[]; accessibility: string | null
  cost: string | null; session_days: string[]; opens_at: string | null; closes_at: string | null
  session_notes: string | null; takes_referrals: boolean; published: boolean; places: number | null; taken: number
  next_place_on: string | null; assured_on: string | null; assurer_email: string | null; revision: number
  changed_at: Date
}
type PlaceRow = {
  id: string; programme_id: string; hidden: boolean; name: string; address_1: string | null; city: string | null
  county: string | null; postal_code: string | null; latitude: number | null; longitude: number | null
}

export type ProgrammeFilter = {
  ids?: readonly string[]; agencyId?: string
  /** A provider sees those of its own that are out of use; everybody else does not. */
  everyStatus?: boolean
  /** Only what the public may read. */
  published?: boolean
}

/** The directory by name; what is hidden from the viewer is left out by the database. */
export async function listProgrammes(tx: Tx, filter: ProgrammeFilter = {}): Promise<Programme[]> {
  const { ids, agencyId, everyStatus = false, published = false } = filter
  const { rows } = await sql<Row>`
    select p.*, a.name as agency_name from programme p
    join agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
    where (${ids ?? null}::uuid[] is null or p.id = any (${ids ?? null}::uuid[]))
      and (${agencyId ?? null}::uuid is null or p.agency_id = ${agencyId ?? null}::uuid)
      and (${everyStatus} or p.status in ('active', 'temporarily closed'))
      and (not ${published} or p.published) order by lower(p.name), p.id`.execute(tx)
  const { rows: places } = await sql<PlaceRow>`
    select * from programme_location where programme_id = any (${rows.map(({ id }) => id)}::uuid[]) order by name, id`
    .execute(tx)
  const evidence = new Map((await listEvidence(tx)).map(one => [one.code, one]))
  return rows.map(row => programmeFrom(row, places.filter(place => place.programme_id === row.id), evidence))
}

export async function findProgramme(tx: Tx, id: string): Promise<Programme | undefined> {
  return (await listProgrammes(tx, { ids: [id], everyStatus: true }))[0]
}

function programmeFrom(row: Row, places: readonly PlaceRow[], evidence: ReadonlyMap<string, Evidence>): Programme {
  const known = row.approach === null ? undefined : evidence.get(row.approach)
  return {
    id: row.id, agencyId: row.agency_id, agencyName: row.agency_name, name: row.name, description: row.description,
    kind: row.kind, status: wordOf(statuses, row.status), needs: row.needs, areas: row.areas,
    languages: row.languages, sessionDays: row.session_days, takesReferrals: row.takes_referrals,
    published: row.published, taken: row.taken, revision: row.revision, changedAt: row.changed_at,
    locations: places.map(placeFrom), isHidden: places.some(({ hidden }) => hidden) || row.kind === 'safe_accommodation',
    ...(known && { evidence: known }),
    ...present({
      url: row.url, email: row.email, phone: row.phone, contactName: row.contact_name,
      accreditations: row.accreditations, alert: row.alert, approach: row.approach, accessibility: row.accessibility,
      cost: row.cost, opensAt: row.opens_at?.slice(0, 5), closesAt: row.closes_at?.slice(0, 5),
      sessionNotes: row.session_notes, nextPlaceOn: row.next_place_on, assuredOn: row.assured_on,
      assurerEmail: row.assurer_email,
    }),
    ...present({ minimumAge: row.minimum_age, maximumAge: row.maximum_age, places: row.places }),
  }
}

const placeFrom = (row: PlaceRow): Place => ({
  id: row.id, hidden: row.hidden, name: row.name,
  ...present({ address1: row.address_1, city: row.city, county: row.county, postalCode: row.postal_code }),
  ...present({ latitude: row.latitude, longitude: row.longitude }),
})

/** Only what is there: an absent value has no key. */
function present<Key extends string, Value>(
  values: Readonly<Record<Key, Value | null | undefined>>,
): { [name in Key]?: Value } {
  const kept: { [name in Key]?: Value } = {}
  for (const key in values) {
    const value = values[key]
    if (value !== null && value !== undefined && value !== '') kept[key] = value
  }
  return kept
}

type EvidenceRow = {
  code: string; as_of: string; title: string; band: string; meaning: string; source: string; source_url: string | null
  verified: boolean
}

/** What is known of each approach now: the newest entry of each. */
export async function listEvidence(tx: Tx): Promise<Evidence[]> {
  const { rows } = await sql<EvidenceRow>`
    select distinct on (a.code) a.code, a.as_of, a.title, a.band, b.meaning, a.source, a.source_url, a.verified
    from evidence_approach a join evidence_band b on b.code = a.band order by a.code, a.as_of desc`.execute(tx)
  return rows.map(row => ({
    code: row.code, title: row.title, band: wordOf(bands, row.band), meaning: row.meaning, asOf: row.as_of,
    source: row.source, verified: row.verified, ...(row.source_url && { sourceUrl: row.source_url }),
  }))
}

export async function listTaxonomies(tx: Tx): Promise<Taxonomy[]> {
  const { rows } = await sql<{ id: string; name: string; description: string; uri: string | null; version: string | null }>`
    select id, name, description, uri, version from programme_taxonomy order by id`.execute(tx)
  return rows.map(({ id, name, description, uri, version }) => ({ id, name, description, ...present({ uri, version }) }))
}

export async function listTerms(tx: Tx): Promise<Term[]> {
  const { rows } = await sql<{ id: string; taxonomy_id: string; code: string; name: string; description: string }>`
    select id, taxonomy_id, code, name, description from programme_term order by taxonomy_id, name`.execute(tx)
  return rows.map(({ taxonomy_id, ...row }) => ({ ...row, taxonomyId: taxonomy_id }))
}

/** A place of a programme is taken and given back with what decides it, in one transaction. */
export async function takePlace(tx: Tx, programmeId: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`select authz.take_place(${programmeId}::uuid) as got`.execute(tx)
  return rows[0]?.got ?? false
}

export async function freePlace(tx: Tx, programmeId: string): Promise<void> {
  await sql`select authz.free_place(${programmeId}::uuid)`.execute(tx)
}
