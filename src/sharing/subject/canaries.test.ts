import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  agencies,
  approve,
  begin,
  canaries,
  gather,
  partnershipId,
  people,
  post,
  subjectWorld,
} from './subjectWorld.ts'
import type { SubjectWorld } from './subjectWorld.ts'

let w: SubjectWorld
const [sister, hiddenHalfSister, father] = [randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  w = await subjectWorld()
  await w.owner.query('insert into person (partnership_id, id) select $1, unnest($2::uuid[])', [
    partnershipId,
    [sister, hiddenHalfSister, father],
  ])
  await w.source(sister, ['Thessaly', 'Brackwater'])
  await w.source(hiddenHalfSister, ['Wrenfield', 'Haddowmere'])
  await w.source(father, ['Corwin', 'Marlowe'])
  await w.related(people.child, sister, canaries.thirdParty)
  await w.related(people.child, hiddenHalfSister, canaries.sealedName)
  await w.related(people.child, father, 'Corwin Marlowe')
  // The father asks; the half-sister lives where he must not find her, and is sealed; the child’s own address is
  // protected.
  await w.contact(hiddenHalfSister, canaries.safeAddress, { postcode: canaries.safePostcode, isProtected: true })
  await w.contact(people.child, `${canaries.safeAddress}, Wexmere`, {
    postcode: canaries.safePostcode,
    isProtected: true,
  })
  await w.contact(people.child, canaries.safePhone, { kind: 'phone', isProtected: true, agency: agencies.schoolA })
  await w.contact(sister, canaries.thirdPhone, { kind: 'phone' })
  await w.owner.query(
    `insert into authz.block (partnership_id, person_id, kind, exempt_staff) values ($1, $2, 'seal', '{}')`,
    [partnershipId, hiddenHalfSister],
  )
  await w.record('A visit', {
    body: `She lives at 7, quarrelstone MEWS (QX79ZZ), ring 07700-900-461 or ${canaries.thirdPhone}.`,
  })
  await w.record('Another visit', {
    body: 'Seen with Thessaly and with wrenfield haddowmere after school. THESSALY BRACKWATER was well.',
  })
  await w.record(`Word from ${canaries.source}`, {
    tier: 3,
    category: 'police',
    agency: agencies.police,
    kind: 'occurrence',
    assertion: 'intelligence',
  })
  await w.record('Whispered in the Kestrel market', {
    category: 'police',
    agency: agencies.police,
    kind: 'occurrence',
    assertion: 'intelligence',
  })
  await w.record('I am afraid of my father', { category: 'voice', kind: 'childs_voice', assertion: 'own_words' })
  await w.record('Counsel’s opinion on the order', { body: 'Legal advice was taken.' })
})
afterAll(() => w.end())

const spellings = [
  canaries.safeAddress,
  canaries.safePostcode,
  canaries.safePhone,
  canaries.sealedName,
  canaries.source,
  canaries.thirdParty,
  canaries.thirdPhone,
  'Wrenfield',
  'Haddowmere',
  'Thessaly',
  'Brackwater',
]
const squeezed = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/gv, '')
const canariesIn = (text: string) => spellings.filter(spelling => squeezed(text).includes(squeezed(spelling)))
const fathers = {
  kind: 'parent',
  requester: 'Corwin Marlowe',
  'requester-born-day': '5',
  'requester-born-month': '5',
  'requester-born-year': '2010',
}

test('the pages of the plain records hold the canaries, or finding none would mean nothing', async () => {
  const rows = await w.rows(
    `select headline, body from record where person_id = $1
    union all select other_name, null from relationship union all select value, postcode from contact_point`,
    [people.child],
  )
  expect(canariesIn(JSON.stringify(rows)).length).toBeGreaterThanOrEqual(9)
})

test('no protected value, source or other person’s name is in a released account, on any of its three faces', async () => {
  const at = await gather(w, 'governance', fathers)
  const stored = JSON.stringify(
    await w.rows('select title, lines from subject_item where request_id = $1', [at.split('/').at(-1)]),
  )
  for (const never of [
    canaries.safeAddress,
    canaries.safePostcode,
    canaries.safePhone,
    canaries.sealedName,
    canaries.source,
  ])
    expect(squeezed(stored), never).not.toContain(squeezed(never))
  const release = (await approve(w, 'governance', at, agencies.police)) ?? ''
  expect((await post(w, 'seniorPolice', `${release}/release`)).status).toBe(303)
  for (const face of ['account', 'account.json', 'easy-read']) {
    const text = await (await w.request('governance', `${at}/${face}`)).text()
    expect(canariesIn(text), face).toEqual([])
    expect(text, face).toContain('A visit')
    expect(text, face).not.toContain('Kestrel market')
    expect(text, face).not.toContain('afraid of my father')
    expect(text, face).not.toContain('Legal advice was taken')
  }
})

test('the child herself is given her own words, and the account says that words about others are left out', async () => {
  const at = await gather(w, 'governance')
  const release = (await approve(w, 'governance', at, agencies.council)) ?? ''
  await post(w, 'privacyCouncil', `${release}/release`)
  const text = await (await w.request('governance', `${at}/account`)).text()
  expect(text).toContain('I am afraid of my father')
  expect(text).toContain('Words about other people are left out')
  expect(canariesIn(text)).toEqual([])
})

test('each item that is out has its ground, and what is protected cannot be put back', async () => {
  const at = await gather(w, 'governance', fathers)
  const grounds = await w.rows(
    `select distinct ground from subject_item where request_id = $1 and proposal <> 'keep' order by 1`,
    [at.split('/').at(-1)],
  )
  expect(grounds.map(({ ground }) => ground)).toEqual([
    'best_interests',
    'legal_privilege',
    'seal',
    'source',
    'third_party',
  ])
  const [locked] = await w.rows('select id from subject_item where request_id = $1 and is_locked limit 1', [
    at.split('/').at(-1),
  ])
  expect(
    (
      await post(w, 'governance', `${at}/review`, {
        item: String(locked?.['id']),
        section: 'held',
        page: '1',
        choice: 'keep',
        ground: '',
        reason: 'I insist',
      })
    ).status,
  ).toBe(422)
})

test('a value that is protected after the review stops the release until the account is gathered again', async () => {
  const at = await gather(w, 'governance', fathers)
  await w.contact(sister, '3 Larkrise Terrace')
  await w.record('Third visit', { body: 'Met at the Halyard Steps by the pier.' })
  await post(w, 'governance', `${at}/collect`)
  const first = await approve(w, 'governance', at, agencies.police)
  expect(first).toBeDefined()
  await w.contact(sister, 'Halyard Steps', { isProtected: true })
  expect((await post(w, 'seniorPolice', `${first ?? ''}/release`)).status).toBe(422)
  await post(w, 'governance', `${at}/take-back`)
  expect((await post(w, 'governance', `${at}/approve`, { agency: agencies.police })).status).toBe(422)
  await post(w, 'governance', `${at}/reopen`)
  await post(w, 'governance', `${at}/collect`)
  const second = await approve(w, 'governance', at, agencies.police)
  expect((await post(w, 'seniorPolice', `${second ?? ''}/release`)).status).toBe(303)
  expect(await (await w.request('governance', `${at}/account`)).text()).not.toContain('Halyard')
})

test('a request that is only received gives nobody anything, and a sealed person is recorded as nobody known', async () => {
  const at = await begin(w, 'governance')
  for (const face of ['account', 'account.json', 'easy-read', 'review'])
    expect((await w.request('governance', `${at}/${face}`)).status, face).toBe(404)
})

test('every table about people is in the account or named as one that has nothing to tell', async () => {
  const rows = await w.rows(
    `select relname as name from pg_class where obj_description(oid, 'pg_class') like 'personal: %' and relkind = 'r'`,
  )
  const [told] = await w.rows(
    `select string_agg(prosrc, ' ') as text from pg_proc where proname like 'subject\\_rows%'
      or proname in ('subject_readings', 'subject_clauses')`,
  )
  const untold = rows
    .map(({ name }) => String(name))
    .filter(name => !new RegExp(`public\\.${name}\\b`, 'v').test(String(told?.['text'])))
  const nothingToTell = new Set([
    // Reasons, deadlines, acts and tokens are told by what they belong to; requests, disputes and holds are about
    // the account itself.
    'link',
    'clock',
    'act',
    'name_token',
    'subject_request',
    'subject_item',
    'subject_release',
    'dispute',
    'disputed_record',
    'legal_hold',
    'retention_due',
    // What protects somebody is never told.
    'safe_address',
    'seal',
    'seal_request',
    'seal_signature',
    'conflict_declaration',
    'break_glass',
    'break_glass_review',
    'self_claim',
    'misuse_alert',
  ])
  expect(untold.filter(name => !nothingToTell.has(name))).toEqual([])
})
