import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { people, world } from '../../tests/world.ts'
import type { World } from '../../tests/world.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const idOf = async (name: string) => (await w.owner.query<{ id: string }>('select id from programme where name = $1', [name])).rows[0]?.id ?? ''
const pageOf = async (who: Parameters<World['request']>[0], path: string) => {
  const answer = await w.request(who, path)
  return { status: answer.status, text: (await answer.text()).replaceAll(/<[^>]+>/gv, ' ').replaceAll(/\s+/gv, ' '), to: answer.headers.get('location') }
}

test('the directory shows what is known of each programme where it is chosen, and finds by need, age and evidence', async () => {
  const all = await pageOf('socialWorker', '/programmes')
  expect(all.text).toMatch(/Hard reset camp.*Harmful/v)
  expect(all.text).toMatch(/Knife awareness afternoon.*No clear evidence/v)
  expect(all.text.indexOf('Night court basketball')).toBeLessThan(all.text.indexOf('Hard reset camp'))
  const some = await pageOf('socialWorker', '/programmes?need=need_trauma&age=12')
  expect(some.text).toContain('Talking after violence')
  expect(some.text).not.toContain('Hard reset camp')
  expect((await pageOf('socialWorker', '/programmes?age=19&band=HIGH')).text).toContain('No programme fits')
})

test('for one child the list says who may take part, and the child’s age stands beside the name', async () => {
  const list = await pageOf('socialWorker', `/programmes?person=${people.child}`)
  expect(list.text).toMatch(/Teo Marlowe.*14 years/v)
  expect(list.text).toContain('May the child take part?')
  expect((await pageOf('socialWorker', `/programmes?person=${people.sealed}`)).text).not.toContain('Haddow')
  expect((await pageOf('socialWorker', `/programmes/referrals/begin?person=${people.child}`)).to).toBe(`/programmes?person=${people.child}`)
})

test('a programme warns of harm, says plainly that nobody knows, and keeps a hidden place to its own agency', async () => {
  expect((await pageOf('socialWorker', `/programmes/${await idOf('Hard reset camp')}`)).text).toContain('Choose something else if you can')
  expect((await pageOf('socialWorker', `/programmes/${await idOf('Knife awareness afternoon')}`)).text).toContain('Nobody knows yet')
  const safe = `/programmes/${await idOf('A safe place to stay')}`
  expect((await pageOf('socialWorker', safe)).text).toContain('Kept secret')
  expect((await pageOf('socialWorker', safe)).text).not.toContain('Hidden Lane')
  expect((await pageOf('administrator', safe)).text).not.toContain('Hidden Lane')
  expect((await pageOf('programmeWorker', safe)).text).toContain('9 Hidden Lane')
})

test('a referral is asked for, explained where a rule says no, and sent; the provider and the referrer see it', async () => {
  const path = `/programmes/${await idOf('Turnaround')}/refer`
  expect((await pageOf('analyst', path)).status).toBe(404)
  expect((await pageOf('socialWorker', `${path}?person=${people.child}`)).text).toContain('On the edge of the youth justice system')
  const form = { person: people.child, key: randomUUID(), 'rule-1': 'voluntary_interview', 'rule-4': 'looked_after' }
  const bad = await w.request('socialWorker', path, form)
  expect(bad.status).toBe(422)
  const text = await bad.text()
  expect(text).toContain('Enter why you refer this child')
  expect(text).toContain('The child is looked after by a council.')
  expect(text).toContain('Say why you refer although a rule says no')
  const sent = await w.request('socialWorker', path, { ...form, why: 'Seen with a knife', helps: 'A mentor', consent: 'both', despite: 'Leaves care on Monday' })
  expect(sent.status).toBe(303)
  const again = await w.request('socialWorker', path, { ...form, key: randomUUID(), why: 'Once more', helps: 'A mentor', consent: 'both', despite: 'x' })
  expect(again.headers.get('location')).toBe(sent.headers.get('location'))
  const referral = sent.headers.get('location') ?? ''
  const provider = await pageOf('youthJustice', referral)
  expect(provider.text).toContain('Seen with a knife')
  expect(provider.text).not.toContain('looked after by a council')
  expect((await pageOf('socialWorker', referral)).text).toContain('Waits for an answer')
  expect((await pageOf('nurse', referral)).status).toBe(404)
})

test('somebody else’s child is found by looking, never by a name in the address', async () => {
  const path = `/programmes/${await idOf('Night court basketball')}/refer`
  const looked = await w.request('schoolLeadB', `${path}/search`, { q: 'Kai Ostrander' })
  expect(looked.headers.get('location')).toMatch(/\?s=[0-9a-f\-]{36}$/v)
  const found = await pageOf('schoolLeadB', looked.headers.get('location') ?? '')
  expect(found.text).toContain('Kai Ostrander')
})

const entry = { name: 'Evening workshop', description: 'Bicycles', kind: 'activity', status: 'active', revision: '0', 'takes-referrals': 'yes', places: '5' }

test('a provider keeps its own entries, sees what is wrong, and never overwrites what a colleague changed', async () => {
  expect((await w.request('socialWorker', '/programmes/new', entry)).status).toBe(404)
  const bad = await w.request('programmeWorker', '/programmes/new', { ...entry, name: '', email: 'no', 'minimum-age': '12', 'maximum-age': '9' })
  expect(bad.status).toBe(422)
  expect(await bad.text()).toContain('Enter the name of the programme')
  const made = await w.request('programmeWorker', '/programmes/new', entry)
  const at = made.headers.get('location') ?? ''
  expect((await pageOf('socialWorker', at)).text).toContain('5 of 5 places free')
  expect((await w.request('mentor', `${at}/edit`, { ...entry, name: 'Bicycle workshop', revision: '1' })).status).toBe(303)
  expect((await w.request('programmeWorker', `${at}/edit`, { ...entry, name: 'Old name', revision: '1' })).status).toBe(422)
  expect((await pageOf('socialWorker', at)).text).toContain('Bicycle workshop')
  expect((await w.request('youthJustice', `${at}/edit`, { ...entry, revision: '2' })).status).toBe(404)
  const rules = await w.request('programmeWorker', `${at}/rules`, { 'fact-out-of-school': 'any', 'fact-court-order': 'none', source: 'Our own rules' })
  expect(rules.status).toBe(303)
  expect((await pageOf('socialWorker', at)).text).toContain('Not so: The child is subject to a statutory court order')
})

test('an administrator who does not see a hidden place does not lose it by saving the entry', async () => {
  const at = `/programmes/${await idOf('A safe place to stay')}`
  expect(await (await w.request('administrator', `${at}/edit`)).text()).not.toContain('Hidden Lane')
  const saved = await w.request('administrator', `${at}/edit`, { ...entry, name: 'A safe place to stay', kind: 'safe_accommodation', revision: '1' })
  expect(saved.status).toBe(303)
  expect((await pageOf('programmeWorker', at)).text).toContain('9 Hidden Lane')
})

test('each count opens the rows that it counts, and only a provider’s own', async () => {
  const counts = await pageOf('youthJustice', '/programmes/counts')
  expect(counts.text).toMatch(/Turnaround 1/v)
  const rows = await pageOf('youthJustice', '/programmes/counts/rows?stage=referred&of=Turnaround')
  expect(rows.text).toContain('1 referral')
  expect((await pageOf('mentor', '/programmes/counts')).text).not.toContain('Turnaround')
  expect((await pageOf('socialWorker', '/programmes/counts')).status).toBe(404)
})
