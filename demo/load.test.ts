import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Tx } from '../src/kernel/database.ts'
import type { Lens, Viewer } from '../src/kernel/context.ts'
import { openKernel } from '../src/kernel/openKernel.ts'
import type { OpenKernel } from '../src/kernel/openKernel.ts'
import { listBoard } from '../src/notifications/store/board.ts'
import { tokensOf } from '../src/people/nameTokens.ts'
import { demoPartnershipId, loadDemo } from './loadDemo.ts'
import type { LoadedDemo } from './loadDemo.ts'
import { generatePartnership } from './partnership.ts'
import { listPersonas } from './personas.ts'
import type { Community, PersonaKey } from './types.ts'

const today = new Date().toISOString().slice(0, 10)
const settings = { seed: 1, scale: 0.05, today }
const partnership = generatePartnership(settings)
const communities = [...partnership.communities()]
const all = <T>(of: (community: Community) => readonly T[]): T[] => communities.flatMap(of)

let owner: Client
let admin: Client
let kernel: OpenKernel
let loaded: LoadedDemo
let indexesBefore: string[]
const name = `demo_${randomUUID().replaceAll('-', '')}`

beforeAll(async () => {
  owner = new Client(inject('owner'))
  await owner.connect()
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  admin = new Client(url.href)
  await admin.connect()
  await admin.query('set session_replication_role = replica; truncate partnership cascade; reset session_replication_role')
  indexesBefore = await listIndexes()
  loaded = await loadDemo({ ...settings, ownerUrl: url.href, issuer: 'https://demo.example', say: () => undefined })
  await loaded.settled
  kernel = await openKernel({ ownerUrl: url.href, secret: 'd'.repeat(40), log: pino({ level: 'silent' }) })
})

afterAll(async () => {
  await kernel.close()
  await admin.end()
  await owner.query(`drop database ${name} with (force)`)
  await owner.end()
})

async function rowsOf<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await admin.query<T>(text, values)).rows
}

async function count(from: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(`select count(*)::integer as n from ${from}`)
  return row?.n ?? -1
}

async function listIndexes(): Promise<string[]> {
  const rows = await rowsOf<{ indexdef: string }>(
    `select indexdef from pg_indexes where schemaname in ('public', 'authz') order by indexdef`)
  return rows.map(({ indexdef }) => indexdef)
}

function viewerOf(persona: PersonaKey): Viewer {
  const person = partnership.staff.find(one => one.persona === persona)
  if (!person) throw new Error('no such persona')
  return { partnershipId: demoPartnershipId, staffId: person.id, agencyId: person.agencyId, role: person.role }
}

function as<T>(persona: PersonaKey, lens: Lens, work: (tx: Tx) => Promise<T>): Promise<T> {
  return kernel.db.as({ viewer: viewerOf(persona), purpose: 'safeguard_child', lens }, work)
}

describe('what the agencies hold', () => {
  test('each record, number, address, need and relationship of the made-up world is there once', async () => {
    expect(await count(`source_record where source <> 'kith'`)).toBe(all(community => community.records).length)
    expect(await count('identifier')).toBe(all(community => community.identifiers).length)
    expect(await count('contact_point')).toBe(all(community => community.addresses).length)
    expect(await count('need')).toBe(all(community => community.needs).length)
    expect(await count('relationship')).toBe(all(community => community.relationships).length)
    expect(await count('involvement')).toBe(all(community => community.involvements).length)
  })

  test('records that the index knows to belong together have one person, the others one each', async () => {
    const owners = all(({ truth }) => truth.owners)
    const linked = new Set(owners.filter(({ knownToIndex }) => knownToIndex).map(({ personId }) => personId))
    const people = linked.size + owners.filter(({ knownToIndex }) => !knownToIndex).length
    expect(await count('person')).toBe(people)
    expect(loaded.people).toBe(people)
    expect(await count('(select distinct person_id from source_record) p')).toBe(people)
    const truths = all(({ truth }) => truth.people).map(({ id }) => id)
    expect(await count(`person where id in ('${truths.join(`','`)}')`)).toBe(0)
  })

  test('each event is on the chronology of everybody in it, and what was said stands there once', async () => {
    const events = all(community => community.events)
    const entries = events.reduce((sum, { people }) => sum + people.length, 0)
    expect(await count(`record where source <> 'kith' and kind not in ('account', 'opinion', 'childs_voice')`))
      .toBe(entries)
    const said = events.reduce((sum, { statements }) => sum + statements.length, 0)
    expect(await count(`record where kind in ('account', 'opinion', 'childs_voice')
      and body <> 'The child could not be asked yet; whoever meets the child next should ask.'`)).toBe(said)
    expect(await count('record')).toBe(loaded.records)
    expect(await count(`record where kind = 'opinion' and assertion <> 'opinion'`)).toBe(0)
  })

  test('the council holds a record of every child about whom it asks others', async () => {
    const holds = `select from source_record s join cell c on c.id = s.cell join cell rc on rc.id = r.cell
      where s.person_id = r.person_id and c.agency_id = rc.agency_id`
    expect(await count(`request r where not exists (${holds})`)).toBe(0)
    expect(await count(`source_record s where source = 'kith'
      and not exists (select from request r where r.person_id = s.person_id)`)).toBe(0)
  })

  test('every entry lies in a cell of the agency of whoever wrote it, in the category of its kind', async () => {
    // A mentor may not write a narrative: it goes to the concern's category, as in the form.
    expect(await count(`record r join cell c on c.id = r.cell join record_kind k on k.code = r.kind
      join staff s on s.id = r.recorded_by join appointment a on a.staff_id = s.id
      where s.agency_id <> c.agency_id or k.tier <> c.tier
        or c.category <> case when a.role = 'mentor' and k.category = 'narrative' then 'concern' else k.category end`))
      .toBe(0)
    const tables = ['identifier', 'contact_point', 'need', 'relationship', 'involvement', 'name_token']
    for (const table of tables) {
      const wrong = await count(`${table} t join cell c on c.id = t.cell
        join source_record r on r.id = t.source_record_id join cell rc on rc.id = r.cell
        where c.agency_id <> rc.agency_id or t.person_id <> r.person_id`)
      expect({ table, wrong }).toEqual({ table, wrong: 0 })
    }
    expect(await count(`answer a join cell c on c.id = a.cell join staff s on s.id = a.answered_by
      where s.agency_id <> c.agency_id`)).toBe(0)
  })

  test('a safe address lies in the highest tier and its child is sealed', async () => {
    const isSafe = all(community => community.addresses).filter(({ isSealed }) => isSealed).length
    expect(await count('contact_point p join cell c on c.id = p.cell where is_protected and c.tier = 3')).toBe(isSafe)
    expect(await count('contact_point p join cell c on c.id = p.cell where is_protected <> (c.tier = 3)')).toBe(0)
  })

  test('names are found by the tokens of the people room, and all of them', async () => {
    const records = await rowsOf<{
      given_name: string; family_name: string; other_names: string; birth_on: string | null; tokens: string[]
    }>(`select given_name, family_name, other_names, birth_on::text,
        array(select token from name_token t where t.source_record_id = r.id) as tokens from source_record r`)
    expect(records.length).toBeGreaterThan(400)
    for (const record of records) {
      const expected = tokensOf({
        givenName: record.given_name, familyName: record.family_name, otherNames: record.other_names,
        birthOn: record.birth_on ?? undefined,
      })
      expect(record.tokens.toSorted()).toEqual(expected.toSorted())
    }
  })

  test('every index is there again', async () => expect(await listIndexes()).toEqual(indexesBefore))
})

describe('what is being done', () => {
  test('each notification and request is a piece of work with the next reference of its year', async () => {
    expect(await count('notification')).toBe(all(community => community.notifications).length)
    expect(await count('request')).toBe(all(community => community.requests).length)
    expect(await count(`notification n join work w on w.id = n.id and w.reference = n.reference and w.cell = n.cell`))
      .toBe(await count('notification'))
    expect(await count(`request r join work w on w.id = r.id and w.kind = 'request'`)).toBe(await count('request'))
    const years = await rowsOf<{ highest: number; n: number; counter: number }>(
      `select max(substr(reference, 6)::integer) as highest, count(distinct reference)::integer as n,
         min(c.n) as counter
       from work w join work_counter c on c.series = left(w.reference, 4) group by c.series`)
    expect(years.length).toBeGreaterThan(1)
    for (const { highest, n, counter } of years) expect([n, counter]).toEqual([highest, highest])
  })

  test('acts are numbered without a gap in the order of time, and the counter stands at the last', async () => {
    const [acts] = await rowsOf<{ n: number; least: number; most: number; counter: number; back: number }>(
      `select count(*)::integer as n, min(pos)::integer as least, max(pos)::integer as most,
         (select pos::integer from act_counter) as counter,
         count(*) filter (where at < before)::integer as back
       from (select pos, at, lag(at) over (order by pos) as before from act) a`)
    expect(acts).toMatchObject({ least: 1, most: acts?.n, counter: acts?.n, back: 0 })
    expect(acts?.n).toBeGreaterThan(100)
    expect(await count(`notification n where not exists
      (select from act a where a.work_id = n.id and a.verb = 'notification.sent')`)).toBe(0)
    expect(await count(`notification n where decided_at is not null and not exists
      (select from act a where a.work_id = n.id and a.verb = 'notification.decided' and a.at = n.decided_at)`)).toBe(0)
  })

  test('nothing happens on or after today, and a life goes in order', async () => {
    const columns = [
      'record.recorded_at', 'act.at', 'decision.decided_at', 'answer.answered_at', 'disclosure.at', 'link.valid_from',
      'work.opened_at',
    ]
    for (const column of columns) {
      const [table] = column.split('.')
      const late = await count(`${table} where ${column} >= '${today}'::timestamp at time zone 'Europe/London'`)
      expect({ column, late }).toEqual({ column, late: 0 })
    }
    expect(await count(`notification where acknowledged_at < sent_at or decided_at < acknowledged_at
      or closed_at < decided_at or (state = 'sent') <> (acknowledged_at is null)
      or (state = 'closed') <> (closed_at is not null)`)).toBe(0)
    expect(await count(`request r join notification n on n.id = r.notification_id
      where r.asked_at <= n.acknowledged_at`)).toBe(0)
    expect(await count('answer a join request r on r.id = a.request_id where a.answered_at <= r.asked_at')).toBe(0)
  })

  test('clocks run from receipt until the decision, and those that run are due about now', async () => {
    expect(await count('clock where due_at <= starts_at or at_risk_at > due_at or stopped_at < starts_at')).toBe(0)
    expect(await count(`clock c join notification n on n.id = c.work_id and c.rule = 'acknowledge_notification'
      where (c.stopped_at is null) <> (n.decided_at is null) or c.starts_at <> n.sent_at`)).toBe(0)
    expect(await count(`clock where stopped_at is null and rule <> 'strategy_discussion'
      and due_at not between now() - interval '6 days' and now() + interval '8 days'`)).toBe(0)
    const [kept] = await rowsOf<{ share: number }>(
      `select avg((stopped_at <= due_at)::integer)::float as share from clock where rule = 'acknowledge_notification'`)
    expect(kept?.share).toBeGreaterThan(0.6)
    expect(kept?.share).toBeLessThan(1)
  })

  test('the board of the front door has about twenty notifications that nobody has decided', async () => {
    const filter = { state: 'open', who: 'all', overdueOnly: false } as const
    const { staffId } = viewerOf('front-door-worker')
    const board = await as('front-door-worker', 'hub', tx => listBoard(tx, staffId, filter, new Date()))
    const undecided = board.filter(({ state }) => state === 'sent' || state === 'acknowledged')
    expect(undecided.length).toBeGreaterThanOrEqual(16)
    expect(undecided.length).toBeLessThanOrEqual(26)
    expect(undecided.every(({ clock }) => clock !== undefined)).toBe(true)
  })
})

describe('what three of them see', () => {
  const read = async (tx: Tx) => ({
    people: await tx.selectFrom('source_record').select('person_id').distinct().execute(),
    records: await tx.selectFrom('record').innerJoin('cell', 'cell.id', 'record.cell')
      .select(['cell.agency_id', 'cell.category']).execute(),
    contacts: await tx.selectFrom('contact_point').innerJoin('cell', 'cell.id', 'contact_point.cell')
      .select('cell.agency_id').execute(),
    notifications: await tx.selectFrom('notification').select('referrer_agency').execute(),
  })
  const schoolLead = 'safeguarding-lead-alderbrook'

  test('an officer sees what the police hold about the children whom they told of, and no other’s', async () => {
    const [most] = await rowsOf<{ staff_id: string }>(`select l.staff_id from link l join staff s on s.id = l.staff_id
      join appointment a on a.staff_id = s.id and a.role = 'neighbourhood_officer'
      where l.kind = 'author' group by l.staff_id order by count(*) desc limit 1`)
    const { agencyId, role } = viewerOf('neighbourhood-officer')
    const viewer = { partnershipId: demoPartnershipId, staffId: most?.staff_id ?? '', agencyId, role }
    const found = await kernel.db.as({ viewer, purpose: 'safeguard_child', lens: 'linked' }, read)
    expect(found.records.length).toBeGreaterThan(0)
    expect(found.records.every(record => record.agency_id === agencyId)).toBe(true)
    expect(found.notifications.length).toBeGreaterThan(0)
    expect(found.notifications.every(row => row.referrer_agency === agencyId)).toBe(true)
  })

  test('a school lead sees pupils, and nobody else’s narrative, police events or addresses', async () => {
    const { agencyId } = viewerOf(schoolLead)
    const { people, records, contacts, notifications } = await as(schoolLead, 'linked', read)
    expect(people.length).toBeGreaterThan(0)
    expect(records.length).toBeGreaterThan(0)
    const ofOthers = records.filter(record => record.agency_id !== agencyId)
    const narrow = ['narrative', 'police', 'concern', 'voice']
    expect(ofOthers.filter(({ category }) => narrow.includes(category))).toEqual([])
    expect(contacts.every(contact => contact.agency_id === agencyId)).toBe(true)
    expect(notifications.every(row => row.referrer_agency === agencyId)).toBe(true)
  })

  test('the front door sees the full account of what is open, from several agencies', async () => {
    const { records, notifications } = await as('front-door-worker', 'linked', read)
    expect(notifications.length).toBeGreaterThan(10)
    expect(records.some(({ category }) => category === 'narrative')).toBe(true)
    expect(new Set(records.map(record => record.agency_id)).size).toBeGreaterThan(1)
  })

  test('a sealed child is hidden from the front door’s workers and open to its managers', async () => {
    const child = await rowsOf<{ person_id: string }>(
      `select person_id from notification where closed_at is null limit 1`)
    const personId = child[0]?.person_id ?? ''
    const { staffId } = viewerOf('front-door-manager')
    await admin.query(
      `insert into authz.block (partnership_id, person_id, kind, exempt_staff) values ($1, $2, 'seal', $3)`,
      [demoPartnershipId, personId, [staffId]])
    const sees = (persona: PersonaKey) => as(persona, 'hub', tx =>
      tx.selectFrom('notification').select('id').where('person_id', '=', personId).execute())
    expect(await sees('front-door-worker')).toEqual([])
    expect((await sees('front-door-manager')).length).toBeGreaterThan(0)
  })

  test('everybody whom a newcomer may sign in as has an account that the identity provider knows', async () => {
    const subjects = listPersonas(today).map(({ subject }) => subject)
    expect(subjects).toHaveLength(28)
    expect(await count(`staff where issuer = 'https://demo.example' and subject in ('${subjects.join(`','`)}')`))
      .toBe(28)
  })
})
