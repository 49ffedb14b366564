import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { tokensOf } from '../../src/people/nameTokens.ts'
import { agencies, partnershipId, people, staff } from '../world.ts'
import type { Persona, World } from '../world.ts'
import { sendAs } from '../journeys/sending.ts'

/** A word that stands nowhere else, so that wherever it appears, we know which field of which row it came from. */
export const canaryPattern = /zq00[0-9a-z]{3}qz/gv
export type Canary = {
  table: string; column: string; personId?: string; agencyId?: string; category?: string; tier?: number
}
export type Aviary = {
  of: Map<string, Canary>; works: Record<string, string>; drafts: Record<string, string>; ids: string[]
}

type Column = { table: string; column: string; type: string; required: boolean; inKey: boolean }
type Row = Record<string, unknown>
type Cell = { id: number; agency_id: string; category: string; tier: number }

/** Codes, which are words of a closed list: a canary in them would be refused, or shown as no field of a person. */
export const codes = new Set([
  'kind', 'role', 'sex', 'assertion', 'precision', 'rule', 'verb', 'purpose', 'page', 'outcome', 'state', 'urgency',
  'level', 'form_kind', 'to_role', 'gateway', 'refused_because', 'media_type', 'reference', 'stopped_why', 'token',
  'key', 'grades', 'categories', 'why_state', 'section', 'of_category', 'source_table', 'proposal', 'decision', 'ground',
  'decided_ground', 'covers', 'step', 'relation', 'ground',
  'share_kind', 'from_role', 'sections', 'informed', 'onward', 'vital_review', 'refused_by', 'other_role', 'by_role',
  'claim_reason', 'claim_review', 'ended_because', 'for_role', 'detector', 'evidence', 'elements', 'team', 'choice', 'paused_why',
  'approach', 'band', 'decline_reason', 'ended_how', 'end_reason', 'scale', 'informant',
])

/** Which categories the rows of a table lie in; the tables that product code fills carry their own canaries. */
const categoriesOf: Record<string, string[]> = {
  source_record: ['identity'], identifier: ['identifier'], contact_point: ['contact'], need: ['needs'],
  relationship: ['family'], involvement: ['involvement'], link_history: ['identity'], file: ['concern', 'narrative'],
  notification: ['notification'], level_set: ['decision'], decision: ['decision'], handover: ['decision'],
  told_outcome: ['decision'], quality_feedback: ['feedback'], request: ['request'], answer: ['answer'],
  seal: ['protection'], seal_request: ['protection'], conflict_declaration: ['protection'], break_glass: ['protection'],
  break_glass_review: ['protection'], share: ['disclosure'], refusal_to_share: ['disclosure'], self_claim: ['protection'],
  subject_request: ['rights'], subject_item: ['rights'], subject_release: ['rights'], dispute: ['rights'], legal_hold: ['rights'],
  retention_due: ['rights'], disputed_record: ['concern'],
  clock_pause: ['missing'], episode_move: ['missing'], misuse_alert: ['protection'], episode: ['missing'], episode_entry: ['missing'],
  programme_referral: ['referral'], trigger_plan: ['trigger_plan'], trigger_plan_part: ['trigger_plan'],
  scale_score: ['support'], safe_stay: ['referral'], safe_address: ['safe_place'],
}

const longAgo = { opened_at: '2025-01-01T10:00:00Z', ends_at: '2025-01-01T10:30:00Z', ground: 'life_at_risk',
  staff_id: staff.seniorCouncil }
const kindsOf: Record<string, Row> = {
  episode_move: { from_person_id: people.stranger, works: [] },
  clock_pause: { paused_at: '2026-01-01T10:00:00Z', due_before: '2026-01-02T10:00:00Z', clock_id: staff.officer },
  trigger_plan: { begun_at: '2026-01-01T10:00:00Z', ended_because: null },
  trigger_plan_part: { section: 'details', version: 1, written_at: '2026-01-01T10:00:00Z' },
  scale_score: { scale: 'sdq', informant: 'self', taken_on: '2026-01-01', recorded_at: '2026-01-01T10:00:00Z' },
  safe_stay: { begun_on: '2026-01-01', recorded_at: '2026-01-01T10:00:00Z' }, safe_address: { recorded_at: '2026-01-01T10:00:00Z' },
  episode: { kind: 'missing_episode', state: 'reported', urgency: 'routine', opened_at: '2026-01-01T10:00:00Z', team: null },
  programme_referral: { outcome: 'better', approach: 'mentoring', band: 'MODERATE' },
  episode_entry: { kind: 'missing_episode', step: 'begin', happened_at: '2026-01-01T10:00:00Z', recorded_at: '2026-01-01T10:00:00Z' },
  subject_request: { kind: 'child', state: 'refused', whole_partnership: false, received_on: '2026-01-01' },
  subject_item: { section: 'held', source_table: 'record', proposal: 'keep', place: 1 }, subject_release: { state: 'sent_back' },
  dispute: { kind: 'record', state: 'withdrawn', role: 'child', record_cell: 1, received_on: '2026-01-01' },
  disputed_record: { kind: 'record', state: 'disputed' }, legal_hold: { kind: 'person' },
  retention_due: { kind: 'identity', rule: 'school_child', rule_version: 1, anchor_on: '2001-01-01', due_on: '2026-01-01', state: 'disposed' },
  contact_point: { kind: 'address' }, answer: { kind: 'full' },
  seal: { kind: 'informant', covers: 'person', state: 'lifted' }, seal_request: { step: 'lift', state: 'done' },
  conflict_declaration: { relation: 'other', state: 'nobody_found', staff_id: staff.seniorCouncil },
  share: { share_kind: 'share', from_role: 'neighbourhood_officer', purpose: 'safeguard_child', valid_until: '2099-01-01' },
  refusal_to_share: { refused_by: 'us', refused_because: 'other', purpose: 'safeguard_child' },
  self_claim: { claim_reason: 'other', by_role: 'mentor', purpose: 'safeguard_child', valid_until: '2099-01-01' },
  misuse_alert: {
    for_role: 'privacy_officer', detector: 'own_record', detector_version: 1, role: 'mentor', evidence: {}, state: 'settled',
    outcome: 'explained', staff_id: staff.seniorCouncil, views: 1, people: 1,
    first_at: '2025-11-01T10:00:00Z', last_at: '2025-11-01T10:00:00Z',
  },
  break_glass: longAgo, break_glass_review: { ...longAgo, outcome: null, owners: [agencies.police] },
}

/** The tier in which a category usually lies, and the highest. */
const seededTiers = (category: string) => category === 'identity' ? [0, 3] : category === 'narrative' ? [2, 3] : [1, 3]

const given: Record<string, unknown> = {
  kind: 'other', sex: 'male', assertion: 'fact', precision: 'minute', role: 'victim', outcome: 'advice', state: 'sent',
  urgency: 'today', level: 'amber', form_kind: 'ppn1', form_version: 1, to_role: 'safeguarding_lead',
  gateway: 'ca1989_s47', media_type: 'text/plain', is_valid: true, size: 9, sha256: Buffer.from('x'), grades: {},
  birth_on: '2012-03-05', refused_because: null, undone_at: null, withdrawn_at: null, ended_at: null, died_on: null,
    reference: '2026-99999',
  valid_from: '2024-01-01', valid_until: null, other_person_id: null, source_record_id: null, from_person_id: null,
  urgent: false, occurred_at: '2025-11-01T10:00:00Z', due_at: '2026-12-30T10:00:00Z',
}

export async function columnsOf(owner: Client, classes: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, a.attnotnull as required,
      exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as "inKey"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and obj_description(c.oid) ~ $1 order by 1, a.attnum`, [`^(${classes}):`])
  return rows
}

/** Every text of every personal table, of every agency, for a child, a sealed child and one linked to nobody. */
export async function seedCanaries(world: World): Promise<Aviary> {
  const { owner } = world
  const nest = openNest()
  const columns = await columnsOf(owner, 'personal')
  const { rows: cells } = await owner.query<Cell>(
    'select id, agency_id, category, tier from cell where partnership_id = $1', [partnershipId])
  const works = await openWorks(world, nest)
  const { rows: kinds } = await owner.query<{ code: string; category: string }>(
    'select code, category from record_kind')
  for (const personId of [people.child, people.sealed, people.stranger]) {
    for (const cell of cells) {
      if (!seededTiers(cell.category).includes(cell.tier)) continue
      const about = { personId, cell, works }
      for (const [table, categories] of Object.entries(categoriesOf))
        if (categories.includes(cell.category)) await insertRow(owner, nest,
          { table, columns, about, more: kindsOf[table] ?? {} })
      for (const { code, category } of kinds)
        if (category === cell.category) await insertRow(owner, nest,
          { table: 'record', columns, about, more: { kind: code } })
    }
  }
  await letSearchFind(owner)
  await linkThose(owner)
  const drafts = await privateWork(owner, nest)
  const { rows: ids } = await owner.query<{ id: string }>(`select id from file union all select id from source_record`)
  return { of: nest.of, works, drafts, ids: ids.map(({ id }) => id).slice(0, 4) }
}

/** By the same tokens as the product makes, so that a search could find them. */
async function letSearchFind(owner: Client): Promise<void> {
  const { rows } = await owner.query<Row & { given_name: string; family_name: string }>(
    `select partnership_id, id, person_id, cell, given_name, family_name from source_record
     where given_name like 'zq%'`)
  for (const row of rows) await owner.query(
    `insert into name_token (partnership_id, token, person_id, cell, source_record_id)
     select $1, unnest($2::text[]), $3, $4, $5`,
    [row['partnership_id'], tokensOfRow(row), row['person_id'], row['cell'], row['id']])
}

const tokensOfRow = ({ given_name: givenName, family_name: familyName }: { given_name: string; family_name: string }) =>
  tokensOf({ givenName, familyName, birthOn: '2012-03-05' })

type Nest = { of: Map<string, Canary>; lay: (canary: Canary) => string }

function openNest(): Nest {
  const of = new Map<string, Canary>()
  return {
    of,
    lay: canary => {
      const word = `zq${of.size.toString(36).padStart(5, '0')}qz`
      of.set(word, canary)
      return word
    },
  }
}

/** Real notifications, sent by the product itself; the one about the sealed child was sent before it was sealed. */
async function openWorks(world: World, nest: Nest): Promise<Record<string, string>> {
  const { owner } = world
  await owner.query('delete from authz.block')
  const send = async (by: Persona, personId: string) => {
    const lay = (column: string) => nest.lay({ table: 'record', column, personId, agencyId: agencies.police,
      category: 'concern' })
    const { id } = await sendAs(world, by, {
      child: { personId }, account: lay('account'), opinion: lay('opinion'), 'voice-words': lay('voice'),
      place: lay('place'), 'place-home': 'child', 'needs-how': lay('needs'),
    })
    return id
  }
  const works = {
    officers: await send('officer', people.child), sealed: await send('officer', people.sealed),
    others: await send('secondOfficer', people.child), strangers: randomUUID(),
  }
  await insertWork(owner, { id: works.strangers, personId: people.stranger, kind: 'notification' })
  await owner.query(`insert into authz.block (partnership_id, person_id, kind) values ($1, $2, 'seal')`,
    [partnershipId, people.sealed])
  const request = randomUUID()
  await insertWork(owner, { id: request, personId: people.child, kind: 'request' })
  await owner.query(`insert into request (partnership_id, id, notification_id, person_id, cell, to_agency, to_role,
      asks, reason, gateway, due_at, asked_by)
    select $1, $2, $3, $4, cell, $5, 'safeguarding_lead', $6, $7, 'ca1989_s47', now() + interval '1 day',
      $8 from work where id = $2`,
  [partnershipId, request, works.officers, people.child, agencies.schoolA,
    nest.lay({ table: 'request', column: 'asks', personId: people.child }),
    nest.lay({ table: 'request', column: 'reason', personId: people.child }), staff.frontDoor])
  return { ...works, request }
}

type NewWork = { id: string; personId: string; kind: 'notification' | 'request' }

async function insertWork(owner: Client, { id, personId, kind }: NewWork): Promise<void> {
  await owner.query(`insert into work (partnership_id, id, person_id, cell, kind, purpose, reference)
    select $1, $2, $3, id, $4, 'safeguard_child', '2026-77777' from cell
    where partnership_id = $1 and agency_id = $5 and category = $4 and tier = 1`,
  [partnershipId, id, personId, kind, agencies.council])
}

type About = { personId: string; cell: Cell; works: Record<string, string> }
type Inserting = { table: string; columns: readonly Column[]; about: About; more: Row }

async function insertRow(owner: Client, nest: Nest, { table, columns, about, more }: Inserting): Promise<void> {
  const { personId, cell, works } = about
  const work = { [people.child]: works['officers'], [people.sealed]: works['sealed'],
    [people.stranger]: works['strangers'] }[personId]
  const fixed: Row = {
    ...given, partnership_id: partnershipId, id: randomUUID(), person_id: personId, cell: cell.id, work_id: work,
    notification_id: work, request_id: works['request'], decision_id: randomUUID(), to_agency: agencies.schoolA,
    from_agency: cell.agency_id, by_agency: cell.agency_id, other_agency: agencies.hospital,
    referrer_agency: agencies.police, referrer_staff: staff.officer, source_record_id: randomUUID(),
    programme_id: randomUUID(), ...more,
  }
  const row: Row = {}
  for (const { column, type, required, inKey } of columns.filter(one => one.table === table)) {
    const isText = ['text', 'jsonb', 'bytea', 'text[]'].includes(type) && !codes.has(column) && column !== 'sha256'
    const lay = () => nest.lay({ table, column, personId, agencyId: cell.agency_id, category: cell.category,
      tier: cell.tier })
    if (isText) row[column] = asType(type, lay())
    // A table with one row for a piece of work, a place or a reading: each canary has one of its own.
    else if (inKey && column !== 'partnership_id' && !(column in keyed)) row[column] = randomUUID()
    else if (column in fixed) row[column] = fixed[column]
    else if (required && type === 'uuid') row[column] = staff.officer
    else if (required && type in ordinary) row[column] = ordinary[type]
  }
  const defined = Object.entries(row).filter(([, value]) => value !== undefined)
  await owner.query(
    `insert into ${table} (${defined.map(([name]) => `"${name}"`).join(', ')})
     values (${defined.map((_, at) => `$${at + 1}`).join(', ')})`,
    defined.map(([, value]) => value))
}

/** Keys that point to what the canaries stand in. */
const keyed: Readonly<Record<string, true>> = { notification_id: true, person_id: true, record_id: true, request_id: true }

/** What a column that must be filled holds where nothing depends on it. */
const ordinary: Readonly<Record<string, unknown>> = {
  'timestamp with time zone': '2026-01-01T10:00:00Z', 'timestamptz': '2026-01-01T10:00:00Z', 'date': '2026-01-01',
  'integer': 1, 'smallint': 1, 'boolean': false, 'uuid[]': [],
}

function asType(type: string, word: string): unknown {
  if (type === 'jsonb') return { note: word }
  if (type === 'bytea') return Buffer.from(word)
  return type === 'text[]' ? [word] : word
}

/** Who works with the child; the sealed child has the same links, and the seal must win. */
async function linkThose(owner: Client): Promise<void> {
  const linked = [
    ['socialWorker', 'council', 'social_worker'], ['schoolLeadA', 'schoolA', 'safeguarding_lead'],
    ['youthJustice', 'youthJustice', 'youth_justice_worker'], ['mentor', 'mentoring', 'mentor'],
    ['nurse', 'hospital', 'emergency_nurse'], ['detective', 'police', 'exploitation_detective'],
    ['custody', 'police', 'custody_sergeant'], ['frontDoor', 'council', 'front_door_worker'],
  ] as const
  for (const personId of [people.child, people.sealed]) for (const [persona, agency, role] of linked) {
    await owner.query(`insert into link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, kind)
      select $1, $2, id, $3, $4, $5, 'safeguard_child', 'allocated' from cell
      where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
    [partnershipId, personId, staff[persona], agencies[agency], role])
  }
}

/** What is nobody's but one person's own: half-filled forms, their files, imports and refused rows. */
async function privateWork(owner: Client, nest: Nest): Promise<Record<string, string>> {
  const drafts: Record<string, string> = {}
  for (const persona of ['officer', 'schoolLeadA', 'analyst'] as const) {
    const [draft, run] = [randomUUID(), randomUUID()]
    const lay = (table: string, column: string) => nest.lay({ table, column })
    drafts[persona] = draft
    drafts[`${persona} import`] = run
    await owner.query(`insert into draft (partnership_id, id, staff_id, kind, answers) values ($1, $2, $3, $4, $5)`, [
      partnershipId, draft, staff[persona],
        persona === 'officer' ? 'notification:ppn1' : 'notification:inter-agency-referral',
      { account: { v: lay('draft', 'answers'), r: 1 }, 'child-search': { v: lay('draft', 'answers'), r: 1 } }])
    await owner.query(`insert into draft_file
      (partnership_id, staff_id, draft_id, name, media_type, size, sha256, content)
      values ($1, $2, $3, $4, 'text/plain', 9, 'x', $5)`,
    [partnershipId, staff[persona], draft, lay('draft_file', 'name'), Buffer.from(lay('draft_file', 'content'))])
    await owner.query(`insert into import_run
      (partnership_id, id, staff_id, agency_id, kind, file_name, header, state, why)
      select $1, $2, $3, agency_id, 'police-occurrences', $4, $5, 'finished', $6 from staff where id = $3`,
    [partnershipId, run, staff[persona], lay('import_run', 'file_name'), [lay('import_run', 'header')],
      lay('import_run', 'why')])
    await owner.query(`insert into import_rejection (partnership_id, run_id, line, staff_id, reason, raw)
      values ($1, $2, 2, $3, $4, $5)`,
      [partnershipId, run, staff[persona], lay('import_rejection', 'reason'), lay('import_rejection', 'raw')])
    await owner.query(`insert into staff_particulars (partnership_id, staff_id, postcode, family_names) values ($1, $2, $3, $4)`,
      [partnershipId, staff[persona], lay('staff_particulars', 'postcode'), [lay('staff_particulars', 'family_names')]])
    await owner.query(`insert into answered (partnership_id, staff_id, key, outcome) values ($1, $2, $3, $4)`,
      [partnershipId, staff[persona], randomUUID(), { note: lay('answered', 'outcome') }])
  }
  return drafts
}
