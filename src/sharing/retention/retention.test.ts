import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agencies, begin, formFor, partnershipId, people, post, staff, subjectWorld, wordsIn } from '../subject/subjectWorld.ts'
import type { SubjectWorld } from '../subject/subjectWorld.ts'
import { dueStates, lifeOfADue } from './retention.ts'
import { runRetention } from './runRetention.ts'

let w: SubjectWorld
const today = new Date('2026-11-24T10:00:00Z')
beforeAll(async () => { w = await subjectWorld(() => today) })
afterAll(() => w.end())
beforeEach(async () => { await w.rows('delete from retention_due'); await w.rows('delete from legal_hold') })
afterEach(async () => { await w.rows(`delete from record where source = 'test'`) })

const canary = 'Quillfeather Ostrumov'
const run = (at = today) => runRetention(w.kernel, at)
const due = (person: string) => w.rows(`select d.kind, d.rule, to_char(d.due_on, 'YYYY-MM-DD') as due from retention_due d where person_id = $1 order by kind`, [person])
const bornOn = (person: string, day: string | null, died: string | null = null) =>
  w.rows('update source_record set birth_on = $2, died_on = $3, recorded_at = $4 where person_id = $1', [person, day, died, '2000-01-01'])
const idOf = async (person: string, kind: string) =>
  String((await w.rows(`select id from retention_due where person_id = $1 and kind = $2 and state = 'due'`, [person, kind]))[0]?.['id'])
const sure = (why = 'the time is over') => ({ why, sure: 'yes' })

async function aPerson(name = canary, agency: string = agencies.schoolB): Promise<string> {
  const id = randomUUID()
  const [given = '', family = ''] = name.split(' ')
  await w.rows('insert into person (partnership_id, id) values ($1, $2)', [partnershipId, id])
  await w.source(id, [given, family], agency)
  await bornOn(id, '2001-11-24')
  return id
}

describe('what is due', () => {
  test('a school’s file is due on the 25th birthday and not the day before; it is listed once', async () => {
    const person = await aPerson()
    await run(new Date('2026-11-23T10:00:00Z'))
    expect(await due(person)).toEqual([])
    await run()
    await run()
    expect(await due(person)).toEqual([{ kind: 'identity', rule: 'school_child', due: '2026-11-24' }])
  })

  test('somebody born on 29 February is due on 28 February of a common year', async () => {
    const person = await aPerson()
    await bornOn(person, '2000-02-29')
    await run(new Date('2025-02-27T10:00:00Z'))
    expect(await due(person)).toEqual([])
    await run(new Date('2025-02-28T10:00:00Z'))
    expect(await due(person)).toHaveLength(1)
  })

  test('with no known birthday, open work or a decision to keep, nothing is due', async () => {
    const [unknown, working] = [await aPerson(), await aPerson()]
    await bornOn(unknown, null)
    await w.rows(`insert into work (partnership_id, person_id, cell, kind, purpose, reference) values ($1, $2, $3, 'request', 'safeguard_child', '2000-00001')`,
      [partnershipId, working, w.cell(agencies.schoolB, 'request')])
    await run()
    expect([...await due(unknown), ...await due(working)]).toEqual([])
  })

  test('police records wait for six clear years after the last event; a later one starts the years anew', async () => {
    const person = await aPerson(canary, agencies.police)
    await w.record('An old one', { person, agency: agencies.police, category: 'police', kind: 'occurrence', at: '2020-11-23T10:00:00Z' })
    await run()
    expect((await due(person)).map(({ kind }) => kind)).toEqual(['identity', 'police'])
    await w.rows('delete from retention_due')
    await w.record('A newer one', { person, agency: agencies.police, category: 'police', kind: 'occurrence', at: '2021-01-01T10:00:00Z' })
    await run()
    expect(await due(person)).toEqual([])
  })

  test('after a death the years are counted from the death, not from birth', async () => {
    const person = await aPerson(canary, agencies.council)
    await bornOn(person, '2001-01-01', '2012-11-24')
    await run()
    expect(await due(person)).toEqual([])
    await run(new Date('2027-11-24T10:00:00Z'))
    expect(await due(person)).toEqual([{ kind: 'identity', rule: 'child_died', due: '2027-11-24' }])
  })
})

describe('who decides', () => {
  test.each(['officer', 'schoolLeadB', 'socialWorker', 'chair', 'administrator', 'seniorCouncil'] as const)('%s gets the constant page', async persona => {
    for (const path of ['/retention', '/holds', '/holds/new', `/retention/${randomUUID()}`]) expect((await w.request(persona, path)).status, path).toBe(404)
    expect((await post(w, persona, '/retention/run')).status).toBe(404)
    expect((await post(w, persona, '/holds', { what: 'everything', reason: 'x' })).status).toBe(404)
  })

  test('a school without a privacy officer is answered for by the partnership’s lead; the police’s officer does not see it', async () => {
    const person = await aPerson()
    expect((await post(w, 'governance', '/retention/run')).status).toBe(303)
    const id = await idOf(person, 'identity')
    expect((await w.request('privacyPolice', `/retention/${id}`)).status).toBe(404)
    expect((await post(w, 'privacyPolice', `/retention/${id}/dispose`, sure())).status).toBe(404)
    expect(wordsIn(await (await w.request('governance', `/retention/${id}`)).text())).toContain('What a school holds about a child')
  })

  test('to keep it needs a reason and a day, can be undone, and is due again when the day has come', async () => {
    const person = await aPerson()
    await run()
    const at = `/retention/${await idOf(person, 'identity')}`
    const bad = await post(w, 'governance', `${at}/keep`, { 'keep-why': '', 'until-day': '1', 'until-month': '1', 'until-year': '2020' })
    expect(bad.status).toBe(422)
    expect(await bad.text()).toContain('The day must be in the future')
    const keep = { 'keep-why': 'an inquiry may ask', 'until-day': '24', 'until-month': '11', 'until-year': '2027' }
    expect((await post(w, 'governance', `${at}/keep`, keep)).status).toBe(303)
    expect((await post(w, 'governance', `${at}/undo`)).status).toBe(303)
    expect((await post(w, 'governance', `${at}/keep`, keep)).status).toBe(303)
    expect((await post(w, 'governance', `${at}/dispose`, sure())).status).toBe(422)
    await run(new Date('2027-11-23T10:00:00Z'))
    expect(await due(person)).toHaveLength(1)
    await run(new Date('2027-11-24T10:00:00Z'))
    expect(await due(person)).toHaveLength(2)
  })
})

/** Every text of every table, with the rows that hold the canary. */
async function whereIs(word: string): Promise<string[]> {
  const columns = await w.rows(`select c.oid::regclass::text as tab, a.attname as col, format_type(a.atttypid, null) as type from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'authz')
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]', 'bytea')`)
  const found: string[] = []
  for (const { tab, col, type } of columns) {
    const text = type === 'bytea' ? `encode("${String(col)}", 'escape')` : `"${String(col)}"::text`
    const rows = await w.rows(`select 1 from ${String(tab)} where ${text} ilike $1 limit 1`, [`%${word}%`])
    if (rows.length > 0) found.push(`${String(tab)}.${String(col)}`)
  }
  return found
}

describe('disposal', () => {
  test('leaves the value nowhere: not in searches, half-filled forms, files, tokens, accounts or refused rows; an act stays', async () => {
    const person = await aPerson('Hesperia Vandermolen', agencies.police)
    await w.record('Hesperia Vandermolen was seen', { person, agency: agencies.police, category: 'police', kind: 'occurrence', at: '2010-01-01T10:00:00Z' })
    await w.rows(`update source_record set recorded_at = '2010-01-01' where person_id = $1`, [person])
    const [source] = await w.rows('select id from source_record where person_id = $1', [person])
    await w.rows(`insert into name_token (partnership_id, token, person_id, cell, source_record_id) values ($1, 'n:hesperia vandermolen', $2, $3, $4)`,
      [partnershipId, person, w.cell(agencies.police, 'identity', 0), source?.['id']])
    await w.rows(`insert into file (partnership_id, person_id, cell, name, media_type, size, sha256, content, added_by, added_at)
      values ($1, $2, $3, 'Hesperia Vandermolen.txt', 'text/plain', 5, 'x', 'Hesperia Vandermolen', $4, '2010-01-01')`,
    [partnershipId, person, w.cell(agencies.police, 'police'), staff.officer])
    const draft = (kind: string, of: string | null) => w.rows(`insert into draft (partnership_id, staff_id, kind, person_id, answers) values ($1, $2, $3, $4, $5)`,
      [partnershipId, staff.officer, kind, of, { q: { v: 'Hesperia Vandermolen', r: 1 } }])
    await draft('people_search', null)
    await draft('notification:ppn1', person)
    const begun = randomUUID()
    await w.rows(`insert into import_run (partnership_id, id, staff_id, agency_id, kind, file_name) values ($1, $2, $3, $4, 'x', 'x.csv')`, [partnershipId, begun, staff.officer, agencies.police])
    await w.rows(`insert into import_rejection (partnership_id, run_id, line, staff_id, reason, raw) values ($1, $2, 1, $3, 'x', 'Hesperia,Vandermolen')`, [partnershipId, begun, staff.officer])
    await account(person)
    expect((await whereIs('Hesperia')).length).toBeGreaterThanOrEqual(7)
    await run(new Date('2029-11-25T10:00:00Z'))
    for (const kind of ['police', 'identity', 'rights']) {
      const response = await post(w, 'privacyPolice', `/retention/${await idOf(person, kind)}/dispose`, sure())
      expect(response.headers.get('location')).toBe('/retention?done=disposed')
    }
    expect(await whereIs('Hesperia')).toEqual([])
    expect(await whereIs('Vandermolen')).toEqual([])
    // Of somebody about whom nothing is held any more, the acts say that something was done, and about nobody.
    expect(await w.rows(`select distinct person_id, detail from act where verb = 'retention.disposed' and staff_id = $1`, [staff.privacyPolice]))
      .toEqual([{ person_id: '00000000-0000-0000-0000-000000000000', detail: {} }])
    expect(await w.rows('select from link where person_id = $1', [person])).toEqual([])
  })

  test('waits for an open request for the record', async () => {
    const person = await aPerson('Teodora Winterbourne', agencies.police)
    await w.rows(`update source_record set recorded_at = '2010-01-01' where person_id = $1`, [person])
    await run()
    const id = await idOf(person, 'identity')
    const form = await formFor(w, { given: 'Teodora', family: 'Winterbourne', 'born-day': '24', 'born-month': '11', 'born-year': '2001' })
    expect((await w.request('privacyPolice', '/subject-requests', form)).status).toBe(303)
    const response = await post(w, 'privacyPolice', `/retention/${id}/dispose`, sure())
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('open request')
  })

  test('of a rule that anonymises keeps what happened, without whom', async () => {
    await w.rows(`insert into retention_rule (code, version, title, class, agency_kinds, categories, anchor, amount, unit, action, source)
      values ('police_group_3', 2, 'Count only', 'record', '{police}', '{}', 'last_event', 6, 'years', 'anonymise', 'test')`)
    const person = await aPerson('Isolde Fennimore', agencies.police)
    await w.record('Isolde Fennimore ran', { person, agency: agencies.police, category: 'police', kind: 'occurrence', at: '2010-01-01T10:00:00Z' })
    await run()
    await post(w, 'privacyPolice', `/retention/${await idOf(person, 'police')}/dispose`, sure())
    expect(await w.rows(`select headline, body, person_id = $1 as same from record where source = 'anonymised'`, [person]))
      .toEqual([{ headline: 'Police occurrence', body: null, same: false }])
    await w.rows(`delete from retention_rule where code = 'police_group_3' and version = 2`)
  })
})

/** An account about this person, gathered and closed, as a copy from which the value must go too. */
async function account(person: string): Promise<void> {
  const [born] = await w.rows(`select to_char(birth_on, 'DD MM YYYY') as born from source_record where person_id = $1`, [person])
  const [day = '', month = '', year = ''] = String(born?.['born']).split(' ')
  const at = await begin(w, 'privacyPolice', { given: 'Hesperia', family: 'Vandermolen', 'born-day': day, 'born-month': month, 'born-year': year })
  await post(w, 'privacyPolice', `${at}/check-identity`, { why: 'passport' })
  await post(w, 'privacyPolice', `${at}/collect`)
  await post(w, 'privacyPolice', `${at}/withdraw`, { why: 'no longer wanted' })
}

describe('a hold', () => {
  test('stands before disposal until it is lifted, and half-filled forms stay as well', async () => {
    const person = await aPerson()
    await run()
    const at = `/retention/${await idOf(person, 'identity')}`
    expect((await post(w, 'governance', '/holds', { what: 'everything', reason: 'inquiry' })).status).toBe(303)
    const refused = await post(w, 'governance', `${at}/dispose`, sure())
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('A hold is in force')
    await w.rows(`insert into draft (partnership_id, staff_id, kind, answers, changed_at) values ($1, $2, 'notification:ppn1', '{}', '2020-01-01')`, [partnershipId, staff.officer])
    expect((await run()).purged).toBe(0)
    const [hold] = await w.rows('select id from legal_hold')
    expect((await post(w, 'privacyPolice', `/holds/${String(hold?.['id'])}/lift`, { why: 'over' })).status).toBe(404)
    expect((await post(w, 'governance', `/holds/${String(hold?.['id'])}/lift`)).status).toBe(422)
    expect((await post(w, 'governance', `/holds/${String(hold?.['id'])}/lift`, { why: 'over' })).status).toBe(303)
    expect((await run()).purged).toBeGreaterThan(0)
    expect((await post(w, 'governance', `${at}/dispose`, sure())).status).toBe(303)
  })

  test('property: whatever is held, and by whom, nothing under a hold is ever disposed of, and what is not held is', async () => {
    const held = fc.record({ people: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), everything: fc.boolean(), by: fc.constantFrom('governance', 'privacyPolice', 'privacyCouncil') })
    let somethingHeld = 0
    let somethingGone = 0
    await fc.assert(fc.asyncProperty(held, async ({ people: which, everything, by }) => {
      await w.rows('delete from legal_hold')
      const made: string[] = []
      while (made.length < which.length) made.push(await aPerson(`Person ${randomUUID().slice(0, 8)}`))
      await run()
      const [handler] = await w.rows('select agency_id from staff where id = $1', [staff[by]])
      const cell = w.cell(String(handler?.['agency_id']), 'rights')
      for (const [at, isHeld] of which.entries()) if (isHeld) await w.rows(
        `insert into legal_hold (partnership_id, person_id, cell, kind, reason, placed_by) values ($1, $2, $3, 'person', 'x', $4)`, [partnershipId, made[at], cell, staff[by]])
      if (everything) await w.rows(`insert into legal_hold (partnership_id, person_id, cell, kind, reason, placed_by)
        values ($1, '00000000-0000-0000-0000-000000000000', $2, 'everything', 'x', $3)`, [partnershipId, cell, staff[by]])
      for (const [at, person] of made.entries()) {
        await post(w, 'governance', `/retention/${await idOf(person, 'identity')}/dispose`, sure())
        const isThere = (await w.rows('select from source_record where person_id = $1', [person])).length > 0
        const isHeld = everything || which[at] === true
        expect(isThere).toBe(isHeld)
        if (isHeld) somethingHeld += 1
        else somethingGone += 1
      }
    }), { numRuns: 12 })
    expect(Math.min(somethingHeld, somethingGone)).toBeGreaterThan(0)
  })
})

test('every state has its row, and what is disposed of has no step', () => {
  expect(Object.keys(lifeOfADue)).toEqual([...dueStates])
  expect(lifeOfADue.disposed).toEqual({})
  expect(people.child).toBeDefined()
})
