import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { openSigner, type Lens } from '../../src/kernel/context.ts'
import { agencies, agencyOf, people, staff, type Persona } from '../seedBase.ts'
import { copyOf, type Copy } from './copyOf.ts'
import {
  cellsThatTake,
  councilRecord,
  layDownChild,
  policeRecord,
  probes,
  scopeOf,
  throughTheWall,
  wearing,
} from './probes.ts'
import { rewrite } from './rewrite.ts'
import { writeFaults } from './writeFaults.ts'
import { named } from './named.ts'

let copy: Copy
beforeAll(async () => {
  copy = await copyOf('base')
  await layDownChild(copy.owner)
})
afterAll(() => copy.drop())
beforeEach(() => copy.owner.query('begin'))
afterEach(() => copy.owner.query('rollback'))

async function visible(context: string, lens: Lens = 'linked'): Promise<string[]> {
  await copy.owner.query(`savepoint looking; ${wearing(context, lens)}`)
  const { rows } = await copy.owner.query<{ id: string }>('select id from record order by id')
  await copy.owner.query('rollback to savepoint looking')
  return rows.map(({ id }) => id)
}
const context = (persona: Persona, purpose = 'safeguard_child') =>
  copy.signer.sign(scopeOf(persona, 'linked', purpose))

test('the officer and the social worker see their records of the child, each by their own right', async () => {
  expect(await visible(context('officer'))).toEqual([policeRecord])
  expect(await visible(context('socialWorker'))).toEqual([policeRecord, councilRecord])
})

describe('no context, no rows', () => {
  test('a context that is absent, forged, cut or changed shows nothing', async () => {
    const good = context('officer')
    const [body = '', mac = ''] = good.split('~')
    const parts = body.split('|')
    const changed = (at: number, to: string) => `${parts.with(at, to).join('|')}~${mac}`
    const forged = [
      '',
      '~',
      '|||||||||~',
      body,
      `~${mac}`,
      `${body}~`,
      `${body}~${'0'.repeat(64)}`,
      `${body}|~${mac}`,
      mac,
      `x${good}`,
      `${good}x`,
      `${good} `,
      good.toUpperCase(),
      good.replace('linked', 'LINKED'),
      good.repeat(2),
      'é'.repeat(5_000),
      `${body}~${mac.slice(0, -1)}`,
      changed(1, staff.socialWorker),
      changed(2, agencies.council),
      changed(3, 'social_worker'),
      changed(4, 'missing_response'),
      changed(5, people.child),
      changed(6, 'hub'),
      changed(7, String(Number(parts[7]) + 1)),
      changed(8, '999999'),
      changed(8, '-1'),
      changed(8, 'one'),
      ...Array.from({ length: 20 }, (_, i) => good.slice(0, Math.floor((good.length * i) / 20))),
    ]
    const shown: string[] = []
    for (const each of forged) if ((await visible(each)).length > 0) shown.push(each.slice(0, 200))
    expect(shown).toEqual([])
    expect(await visible(good)).toEqual([policeRecord])
  })

  test('a context that has run out shows nothing', async () => {
    const past = await openSigner(copy.url, () => Date.now() - 3_600_000)
    expect(await visible(past.sign({ ...scopeOf('officer', 'linked'), seconds: 3_599 }))).toEqual([])
    expect(await visible(past.sign({ ...scopeOf('officer', 'linked'), seconds: 3_660 }))).toEqual([policeRecord])
    past.stop()
  })

  test('a context signed with a key that has run out, or with another database’s key, shows nothing', async () => {
    const good = context('officer')
    await copy.owner.query(`update authz.signer set valid_until = now()`)
    expect(await visible(good)).toEqual([])
  })

  test('signed nonsense is nobody, never an error', async () => {
    const { viewer } = scopeOf('officer', 'linked')
    const sign = (more: Partial<typeof viewer>) =>
      copy.signer.sign({ ...scopeOf('officer', 'linked'), viewer: { ...viewer, ...more } })
    for (const each of [
      sign({ staffId: 'x' }),
      sign({ staffId: '' }),
      sign({ partnershipId: `${viewer.partnershipId}|` }),
      sign({ role: `x' or true` }),
    ])
      expect(await visible(each)).toEqual([])
  })
})

test('the context of one purpose shows nothing of another', async () => {
  expect(await visible(context('officer', 'missing_response'))).toEqual([])
  expect(await visible(context('officer', 'oversight'))).toEqual([])
})

test('at the moment a link ends, the next statement of the same transaction shows nothing', async () => {
  await copy.owner.query(
    `update link set valid_until = clock_timestamp() + interval '150 milliseconds' where staff_id = $1`,
    [staff.officer],
  )
  await copy.owner.query(wearing(context('officer'), 'linked'))
  const look = async () => (await copy.owner.query('select id from record')).rowCount
  expect(await look()).toBe(1)
  await copy.owner.query('select pg_sleep(0.2)')
  expect(await look()).toBe(0)
})

test('at the moment a clause ends, the next statement of the same transaction shows nothing', async () => {
  await copy.owner.query(
    `update authz.grant_cell set valid_until = clock_timestamp() + interval '150 milliseconds'
     where clause_id is not null and agency_id = $1`,
    [agencies.council],
  )
  await copy.owner.query(wearing(context('socialWorker'), 'linked'))
  const look = async () =>
    (await copy.owner.query<{ id: string }>('select id from record order by id')).rows.map(({ id }) => id)
  expect(await look()).toEqual([policeRecord, councilRecord])
  await copy.owner.query('select pg_sleep(0.2)')
  expect(await look()).toEqual([councilRecord])
})

test('the application’s login without a role may read no table at all', async () => {
  const { rows } = await copy.owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'authz') and table_type = 'BASE TABLE'`,
  )
  expect(rows.length).toBeGreaterThan(40)
  const readable: string[] = []
  for (const { name } of rows) {
    await copy.owner.query('savepoint bare; set local session authorization kith_app')
    await copy.owner.query(`select 1 from ${name} limit 1`).then(
      () => readable.push(name),
      () => undefined,
    )
    await copy.owner.query('rollback to savepoint bare')
  }
  expect(readable).toEqual([])
})

describe('nobody writes what is not theirs', () => {
  test('no trick of a list of tricks gets through', async () => {
    expect(await throughTheWall(copy)).toEqual([])
  })

  test.each(['officer', 'frontDoor', 'socialWorker', 'nurse', 'mentor', 'analyst', 'governance'] as const)(
    'the %s adds records only in cells of their own agency, and where a clause lets them deposit',
    async persona => {
      const { rows } = await copy.owner.query<{ id: number; agency_id: string; category: string }>(
        'select id, agency_id, category from cell',
      )
      for (const lens of ['linked', 'hub'] as const) {
        const taken = new Set(await cellsThatTake(copy, persona, lens))
        const foreign = rows.filter(({ id, agency_id }) => taken.has(id) && agency_id !== agencyOf[persona])
        expect(
          foreign
            .map(({ agency_id, category }) => `${agency_id} ${category}`)
            .filter(cell => cell !== `${agencies.council} notification` && !cell.endsWith(' referral')),
        ).toEqual([])
      }
    },
  )

  test('an officer does add records in the cells of the police', async () => {
    expect((await cellsThatTake(copy, 'officer', 'linked')).length).toBeGreaterThan(10)
  })

  test.each(named(writeFaults))('a fault is noticed: %s', async (_, { sql, of, replace = '', by = '', notices }) => {
    if (sql !== undefined) await copy.owner.query(sql)
    if (of !== undefined) await rewrite(copy.owner, of, replace, by)
    const own = probes.filter(({ tries }) => tries === notices)
    const through =
      notices === 'cells' ? await cellsThatTake(copy, 'mentor', 'linked') : await throughTheWall(copy, own)
    expect(through.length).toBeGreaterThan(notices === 'cells' ? 200 : 0)
  })

  test.each([
    ['the signature is not checked', '<> substr(raw, at_tilde + 1)', 'is null'],
    [
      'the end of a context is not checked',
      'to_timestamp(part[8]::double precision) <= statement_timestamp()',
      'false',
    ],
  ])('a fault is noticed: %s', async (_, replace, by) => {
    await rewrite(copy.owner, 'authz.context()', replace, by)
    const past = await openSigner(copy.url, () => Date.now() - 3_600_000)
    const forged = `${context('officer').split('~')[0]}~${'0'.repeat(64)}`
    const shown = [await visible(forged), await visible(past.sign(scopeOf('officer', 'linked')))]
    past.stop()
    expect(shown.flat()).toEqual([policeRecord])
  })
})

test.each([
  'set role kith_service',
  'alter role kith_app bypassrls',
  'alter role kith_linked superuser',
  'create role other',
  'create schema other',
])('the application’s login may not: %s', async statement => {
  await copy.owner.query('set local session authorization kith_app')
  await expect(copy.owner.query(statement)).rejects.toThrow(/permission denied|must be/)
})
