import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Persona } from '../../tests/seedBase.ts'
import { agencies, partnershipId, people, sharingWorld, viewerOf, wordsOf } from './sharingWorld.tsx'
import type { SharingWorld } from './sharingWorld.tsx'

let w: SharingWorld
const { police, schoolA, home } = agencies
beforeAll(async () => {
  w = await sharingWorld()
  await w.link('homeWorker', people.child)
  await w.link('officer', people.child)
  const record = (headline: string, role: string | null, months: number) =>
    w.owner.query(
      `insert into record (partnership_id, person_id, cell, kind, role, occurred_at, assertion, source, headline)
     values ($1, $2, $3, 'occurrence', $4, now() - make_interval(months => $5) + interval '1 hour', 'fact', 'test', $6)`,
      [partnershipId, people.child, w.kernel.cells.id(police, 'police', 1), role, months, headline],
    )
  await record('new victim', 'victim', 2)
  await record('old victim', 'victim', 30)
  await record('new suspected', 'suspected', 2)
  await record('old suspected', 'suspected', 30)
  await record('new without role', null, 2)
})
afterAll(() => w.end())

type Limits = { subject?: string; months?: number; categories?: string[]; precision?: string; from?: string }

/** One agreement with a clause for each of the limits, from the police to the mentors, in force while `work` runs. */
async function under<T>(limits: readonly Limits[], work: () => Promise<T>, reviewOn = '2100-01-01'): Promise<T> {
  const {
    rows: [made],
  } = await w.owner.query<{ id: string }>(
    `insert into agreement (partnership_id, title, about, state, review_on, valid_until)
     values ($1, 'T', 'A', 'active', $2, '2100-01-01') returning id`,
    [partnershipId, reviewOn],
  )
  const id = made?.id ?? ''
  for (const [
    n,
    { subject = 'any', months, categories = ['police'], precision = 'full', from = police },
  ] of limits.entries())
    await w.owner.query(
      `insert into clause (partnership_id, agreement_id, number, says, from_agencies, to_agencies, to_roles,
         purpose, categories, highest_tier, gateway, basis, subject_class, oldest_record, precision)
       values ($1, $2, $3, 'S', $4, $5, '{residential_carer}', 'safeguard_child', $6, 2, 'ca2004_s10', 'B', $7,
         make_interval(months => $8), $9)`,
      [partnershipId, id, n, [from], [home], categories, subject, months ?? null, precision],
    )
  await w.owner.query('select authz.compile_agreement($1, $2)', [partnershipId, id])
  try {
    return await work()
  } finally {
    await w.owner.query(`update agreement set state = 'ended' where id = $1`, [id])
    await w.owner.query('select authz.compile_agreement($1, $2)', [partnershipId, id])
  }
}

const linked = (persona: Persona) =>
  ({ viewer: viewerOf(persona), purpose: 'safeguard_child', lens: 'linked' }) as const
const seen = (persona: Persona) =>
  w.kernel.db.as(linked(persona), async tx =>
    (await sql<{ headline: string }>`select headline from record where headline not in ('CANARY')`.execute(tx)).rows
      .map(({ headline }) => headline)
      .toSorted(),
  )

const all = ['new suspected', 'new victim', 'new without role', 'old suspected', 'old victim']

test('a clause without limits shows every entry; without a clause nothing is shown', async () => {
  expect(await under([{}], () => seen('homeWorker'))).toEqual(all)
  expect(await seen('homeWorker')).toEqual([])
})

test('a clause with an oldest record shows only what is recent enough', async () => {
  expect(await under([{ months: 12 }], () => seen('homeWorker'))).toEqual([
    'new suspected',
    'new victim',
    'new without role',
  ])
  expect(await under([{ months: 30 }], () => seen('homeWorker'))).toEqual(all)
})

test('a clause for victims shows only the entries in which the child is a victim', async () => {
  expect(await under([{ subject: 'victim' }], () => seen('homeWorker'))).toEqual(['new victim', 'old victim'])
  expect(await under([{ subject: 'victim', months: 12 }], () => seen('homeWorker'))).toEqual(['new victim'])
})

test('of several clauses each opens its own entries, and the most generous wins', async () => {
  const both = [{ subject: 'victim' }, { subject: 'suspected', months: 12 }]
  expect(await under(both, () => seen('homeWorker'))).toEqual(['new suspected', 'new victim', 'old victim'])
  expect(await under([{ months: 3 }, { months: 60 }], () => seen('homeWorker'))).toEqual(all)
  expect(await under([{ months: 3 }, {}], () => seen('homeWorker'))).toEqual(all)
})

test('the agency’s own people see all of it, whatever others may see', async () => {
  expect(await under([{ subject: 'victim', months: 3 }], () => seen('officer'))).toEqual(all)
})

test('an attachment is shown by its age, and never by a clause for one role in an event', async () => {
  await w.owner.query(
    `insert into file (partnership_id, person_id, cell, name, media_type, size, sha256, content, added_by, added_at)
     values ($1, $2, $3, 'f', 'text/plain', 1, '\\x00', '\\x00', $2, now() - interval '7 months')`,
    [partnershipId, people.child, w.kernel.cells.id(police, 'police', 1)],
  )
  const files = () =>
    w.kernel.db.as(linked('homeWorker'), async tx => (await sql`select id from file`.execute(tx)).rows.length)
  expect(await under([{}], files)).toBe(1)
  expect(await under([{ months: 12 }], files)).toBe(1)
  expect(await under([{ months: 6 }], files)).toBe(0)
  expect(await under([{ subject: 'victim' }], files)).toBe(0)
})

test('what has no day and no role cannot be limited by them, nor can adding', async () => {
  await expect(under([{ categories: ['police', 'needs'], months: 12 }], () => seen('homeWorker'))).rejects.toThrow(
    'check constraint',
  )
  await expect(under([{ categories: ['identity'], subject: 'victim' }], () => seen('homeWorker'))).rejects.toThrow(
    'check constraint',
  )
})

const coarse = (persona: Persona) =>
  w.kernel.db.as(linked(persona), async tx => ({
    facts: (
      await sql<{
        what: string
        value: string
      }>`select what, value from authz.coarse_facts(${people.child}::uuid)`.execute(tx)
    ).rows,
    names: (
      await sql`select id from source_record where person_id = ${people.child}::uuid and cell in (
    select id from cell where agency_id in (${police}::uuid, ${schoolA}::uuid))`.execute(tx)
    ).rows.length,
    addresses: (await sql`select id from contact_point`.execute(tx)).rows.length,
  }))

test('a coarse clause tells an age band and half a postcode, and opens no name, birthday or address', async () => {
  const address = (value: string, isProtected: boolean) =>
    w.owner.query(
      `insert into contact_point (partnership_id, person_id, cell, kind, value, postcode, is_protected)
     values ($1, $2, $3, 'address', 'S', $4, $5)`,
      [partnershipId, people.child, w.kernel.cells.id(schoolA, 'contact', 1), value, isProtected],
    )
  await address('ZX12 4AB', false)
  await address('ZX99 9ZZ', true)
  const limits = [
    { categories: ['identity'], precision: 'age_band', from: schoolA },
    { categories: ['contact'], precision: 'district', from: schoolA },
  ]
  const told = await under(limits, () => coarse('homeWorker'))
  expect(told).toEqual({
    names: 0,
    addresses: 0,
    facts: [
      { what: 'age_band', value: '13 to 15' },
      { what: 'district', value: 'ZX12' },
    ],
  })
  expect((await under(limits, () => coarse('nurse'))).facts).toEqual([])
  expect((await coarse('homeWorker')).facts).toEqual([])
  const full = await under([{ categories: ['contact'], from: schoolA }], () => coarse('homeWorker'))
  expect(full).toEqual({ names: 0, addresses: 2, facts: [] })
})

test('the coarse value stands where somebody asks why they can see the child, with its clause', async () => {
  const limits = [{ categories: ['identity'], precision: 'age_band', from: schoolA }]
  const asked = () => wordsOf(w.get('homeWorker', `/why?person=${people.child}`))
  const words = await under(limits, asked)
  expect(words).toMatch(/What you are told roughly Age: 13 to 15 , from Alderbrook School Clause 0 of the T/v)
  expect(words).not.toContain('Teo')
  expect(words).not.toContain('was to be reviewed by')
  expect(await under(limits, asked, '2026-02-03')).toContain('This agreement was to be reviewed by 3 February 2026')
  expect(await asked()).not.toContain('told roughly')
})

test('coarse values are told of nobody to whom there is no link, nor of somebody who is sealed', async () => {
  const limits = [{ categories: ['identity'], precision: 'age_band', from: schoolA }]
  const stranger = await under(limits, () =>
    w.kernel.db.as(
      linked('homeWorker'),
      async tx => (await sql`select * from authz.coarse_facts(${people.sibling}::uuid)`.execute(tx)).rows,
    ),
  )
  expect(stranger).toEqual([])
  expect((await under(limits, () => coarse('homeWorker'))).facts).toHaveLength(1)
  await w.owner.query(`insert into authz.block (partnership_id, person_id, kind) values ($1, $2, 'restriction')`, [
    partnershipId,
    people.child,
  ])
  expect((await under(limits, () => coarse('homeWorker'))).facts).toEqual([])
  await w.owner.query('delete from authz.block where person_id = $1', [people.child])
})

test('a coarse clause stands alone: it is never mixed with other information', async () => {
  await expect(
    under([{ categories: ['identity', 'needs'], precision: 'age_band' }], () => seen('homeWorker')),
  ).rejects.toThrow('check')
})
