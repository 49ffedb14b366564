import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agencies, begin, formFor, partnershipId, post, staff } from '../subject/subjectWorld.ts'
import { retentionWorld, sure } from './retentionWorld.ts'
import type { RetentionWorld } from './retentionWorld.ts'

let w: RetentionWorld
beforeAll(async () => {
  w = await retentionWorld()
})
afterAll(() => w.end())
beforeEach(() => w.startAnew())

/** Every text of every table, with the rows that hold the canary. */
async function whereIs(word: string): Promise<string[]> {
  const columns =
    await w.rows(`select c.oid::regclass::text as tab, a.attname as col, format_type(a.atttypid, null) as type
      from pg_class c
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
    const person = await w.aPerson('Hesperia Vandermolen', agencies.police)
    await w.record('Hesperia Vandermolen was seen', {
      person,
      agency: agencies.police,
      category: 'police',
      kind: 'occurrence',
      at: '2010-01-01T10:00:00Z',
    })
    await w.rows(`update source_record set recorded_at = '2010-01-01' where person_id = $1`, [person])
    const [source] = await w.rows('select id from source_record where person_id = $1', [person])
    await w.rows(
      `insert into name_token (partnership_id, token, person_id, cell, source_record_id) values ($1,
        'n:hesperia vandermolen', $2, $3, $4)`,
      [partnershipId, person, w.cell(agencies.police, 'identity', 0), source?.['id']],
    )
    await w.rows(
      `insert into file (partnership_id, person_id, cell, name, media_type, size, sha256, content, added_by, added_at)
      values ($1, $2, $3, 'Hesperia Vandermolen.txt', 'text/plain', 5, 'x', 'Hesperia Vandermolen', $4, '2010-01-01')`,
      [partnershipId, person, w.cell(agencies.police, 'police'), staff.officer],
    )
    const draft = (kind: string, of: string | null) =>
      w.rows(`insert into draft (partnership_id, staff_id, kind, person_id, answers) values ($1, $2, $3, $4, $5)`, [
        partnershipId,
        staff.officer,
        kind,
        of,
        { q: { v: 'Hesperia Vandermolen', r: 1 } },
      ])
    await draft('people_search', null)
    await draft('notification:ppn1', person)
    const begun = randomUUID()
    await w.rows(
      `insert into import_run (partnership_id, id, staff_id, agency_id, kind, file_name) values ($1, $2, $3, $4,
        'x', 'x.csv')`,
      [partnershipId, begun, staff.officer, agencies.police],
    )
    await w.rows(
      `insert into import_rejection (partnership_id, run_id, line, staff_id, reason, raw) values ($1, $2, 1, $3,
        'x', 'Hesperia,Vandermolen')`,
      [partnershipId, begun, staff.officer],
    )
    await account(person)
    expect((await whereIs('Hesperia')).length).toBeGreaterThanOrEqual(7)
    await w.run(new Date('2029-11-25T10:00:00Z'))
    for (const kind of ['police', 'identity', 'rights']) {
      const response = await post(w, 'privacyPolice', `/retention/${await w.dueId(person, kind)}/dispose`, sure)
      expect(response.headers.get('location')).toBe('/retention?done=disposed')
    }
    expect(await whereIs('Hesperia')).toEqual([])
    expect(await whereIs('Vandermolen')).toEqual([])
    // Of somebody about whom nothing is held any more, the acts say that something was done, and about nobody.
    expect(
      await w.rows(`select distinct person_id, detail from act where verb = 'retention.disposed' and staff_id = $1`, [
        staff.privacyPolice,
      ]),
    ).toEqual([{ person_id: '00000000-0000-0000-0000-000000000000', detail: {} }])
    expect(await w.rows('select from link where person_id = $1', [person])).toEqual([])
  })

  test('waits for an open request for the record', async () => {
    const person = await w.aPerson('Teodora Winterbourne', agencies.police)
    await w.rows(`update source_record set recorded_at = '2010-01-01' where person_id = $1`, [person])
    await w.run()
    const id = await w.dueId(person, 'identity')
    const form = await formFor(w, {
      given: 'Teodora',
      family: 'Winterbourne',
      'born-day': '24',
      'born-month': '11',
      'born-year': '2001',
    })
    expect((await w.request('privacyPolice', '/subject-requests', form)).status).toBe(303)
    const response = await post(w, 'privacyPolice', `/retention/${id}/dispose`, sure)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('open request')
  })

  test('of a rule that anonymises keeps what happened, without whom', async () => {
    await w.rows(`insert into retention_rule (code, version, title, class, agency_kinds, categories, anchor,
      amount, unit, action, source)
      values ('police_group_3', 2, 'Count only', 'record', '{police}', '{}', 'last_event', 6, 'years',
        'anonymise', 'test')`)
    const person = await w.aPerson('Isolde Fennimore', agencies.police)
    await w.record('Isolde Fennimore ran', {
      person,
      agency: agencies.police,
      category: 'police',
      kind: 'occurrence',
      at: '2010-01-01T10:00:00Z',
    })
    await w.run()
    await post(w, 'privacyPolice', `/retention/${await w.dueId(person, 'police')}/dispose`, sure)
    expect(
      await w.rows(`select headline, body, person_id = $1 as same from record where source = 'anonymised'`, [person]),
    ).toEqual([{ headline: 'Police occurrence', body: null, same: false }])
    await w.rows(`delete from retention_rule where code = 'police_group_3' and version = 2`)
  })
})

/** An account about this person, gathered and closed, as a copy from which the value must go too. */
async function account(person: string): Promise<void> {
  const [born] = await w.rows(
    `select to_char(birth_on, 'DD MM YYYY') as born from source_record where person_id = $1`,
    [person],
  )
  const [day = '', month = '', year = ''] = String(born?.['born']).split(' ')
  const at = await begin(w, 'privacyPolice', {
    given: 'Hesperia',
    family: 'Vandermolen',
    'born-day': day,
    'born-month': month,
    'born-year': year,
  })
  await post(w, 'privacyPolice', `${at}/check-identity`, { why: 'passport' })
  await post(w, 'privacyPolice', `${at}/collect`)
  await post(w, 'privacyPolice', `${at}/withdraw`, { why: 'no longer wanted' })
}

describe('a hold', () => {
  test('stands before disposal until it is lifted, and half-filled forms stay as well', async () => {
    const person = await w.aPerson()
    await w.run()
    const at = `/retention/${await w.dueId(person, 'identity')}`
    expect((await post(w, 'governance', '/holds', { what: 'everything', reason: 'inquiry' })).status).toBe(303)
    const refused = await post(w, 'governance', `${at}/dispose`, sure)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('A hold is in force')
    await w.rows(
      `insert into draft (partnership_id, staff_id, kind, answers, changed_at) values ($1, $2,
        'notification:ppn1', '{}', '2020-01-01')`,
      [partnershipId, staff.officer],
    )
    expect((await w.run()).purged).toBe(0)
    const [hold] = await w.rows('select id from legal_hold')
    expect((await post(w, 'privacyPolice', `/holds/${String(hold?.['id'])}/lift`, { why: 'over' })).status).toBe(404)
    expect((await post(w, 'governance', `/holds/${String(hold?.['id'])}/lift`)).status).toBe(422)
    expect((await post(w, 'governance', `/holds/${String(hold?.['id'])}/lift`, { why: 'over' })).status).toBe(303)
    expect((await w.run()).purged).toBeGreaterThan(0)
    expect((await post(w, 'governance', `${at}/dispose`, sure)).status).toBe(303)
  })

  test('property: whatever is held, and by whom, nothing under a hold is ever disposed of, and what is not held is', async () => {
    const held = fc.record({
      people: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      everything: fc.boolean(),
      by: fc.constantFrom('governance', 'privacyPolice', 'privacyCouncil'),
    })
    let somethingHeld = 0
    let somethingGone = 0
    await fc.assert(
      fc.asyncProperty(held, async ({ people: which, everything, by }) => {
        await w.rows('delete from legal_hold')
        const made: string[] = []
        while (made.length < which.length) made.push(await w.aPerson(`Person ${randomUUID().slice(0, 8)}`))
        await w.run()
        const [handler] = await w.rows('select agency_id from staff where id = $1', [staff[by]])
        const cell = w.cell(String(handler?.['agency_id']), 'rights')
        for (const [at, isHeld] of which.entries())
          if (isHeld)
            await w.rows(
              `insert into legal_hold (partnership_id, person_id, cell, kind, reason, placed_by) values ($1, $2,
                $3, 'person', 'x', $4)`,
              [partnershipId, made[at], cell, staff[by]],
            )
        if (everything)
          await w.rows(
            `insert into legal_hold (partnership_id, person_id, cell, kind, reason, placed_by)
        values ($1, '00000000-0000-0000-0000-000000000000', $2, 'everything', 'x', $3)`,
            [partnershipId, cell, staff[by]],
          )
        for (const [at, person] of made.entries()) {
          await post(w, 'governance', `/retention/${await w.dueId(person, 'identity')}/dispose`, sure)
          const isThere = (await w.rows('select from source_record where person_id = $1', [person])).length > 0
          const isHeld = everything || which[at] === true
          expect(isThere).toBe(isHeld)
          if (isHeld) somethingHeld += 1
          else somethingGone += 1
        }
      }),
      { numRuns: 12 },
    )
    expect(Math.min(somethingHeld, somethingGone)).toBeGreaterThan(0)
  })
})
