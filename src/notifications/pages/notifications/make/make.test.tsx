import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, MakingWorld } from '../../../making/makingWorld.tsx'
import { makingWorld, people } from '../../../making/makingWorld.tsx'

let w: MakingWorld
let officer: Browser
beforeAll(async () => {
  w = await makingWorld()
  officer = w.browser('officer')
})
afterAll(() => w.end())

const goesTo = (response: Response) => (response.headers.get('location') ?? `no redirect but ${response.status}`)
const draftIn = (location: string) => /make\/([^/?]+)/.exec(location)?.[1] ?? ''
const textOf = async (response: Response) => (await response.text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const revisionOf = async (path: string) =>
  /name="revision" value="([^"]*)"/.exec(await (await officer.get(path)).text())?.[1] ?? ''

async function begin(): Promise<string> {
  const begun = goesTo(await officer.post('/notifications/make', { search: 'Teo Marlowe' }))
  const draft = draftIn(begun)
  const chosen = await officer.post(`/notifications/make/${draft}/child`, { pressed: 'choose', chosen: people.child })
  expect(goesTo(chosen)).toBe(`/notifications/make/${draft}/needs`)
  return draft
}

const yesterday = new Date(Date.now() - 30 * 3_600_000)
const answers: [string, Record<string, string | string[]>][] = [
  ['needs', { needs: ['autism', 'deaf'], 'needs-how': 'Write it down.' }],
  ['concern', { 'concern-type': 'criminal_exploitation', urgency: 'today' }],
  ['safety', { 'safe-now': 'safe', 'safety-done': 'At school with the lead.', weapon: 'none', 'weapon-what': '' }],
  ['account', { account: 'I saw the child hand over a bag.' }],
  ['opinion', { opinion: 'I think an adult makes the child do this.' }],
  ['voice', { 'voice-heard': 'yes', 'voice-words': 'They said I owe them.' }],
  ['people', { 'people-role': ['exploited', 'witness'] }],
  ['where-and-when', {
    'when-day': String(yesterday.getUTCDate()), 'when-month': String(yesterday.getUTCMonth() + 1),
    'when-year': String(yesterday.getUTCFullYear()), 'when-time': '', place: 'The skate park', 'place-home': 'no',
  }],
  ['family', { 'family-informed': 'no', 'family-why-not': 'It could put the child in danger.' }],
]

async function fillIn(draft: string): Promise<string[]> {
  const seen: string[] = []
  for (const [page, fields] of answers) {
    const path = `/notifications/make/${draft}/${page}`
    seen.push(goesTo(await officer.post(path, { ...fields, revision: await revisionOf(path) })))
  }
  return seen
}

test('an officer without scripts makes a notification, page by page, and it is sent', async () => {
  const draft = await begin()
  const way = await fillIn(draft)
  expect(way.map(address => address.split('/').at(-1))).toEqual([...answers.slice(1).map(([page]) => page), 'check'])
  const check = await textOf(await officer.get(`/notifications/make/${draft}/check`))
  expect(check).toMatch(/Teo Marlowe 14 years|Teo Marlowe 13 years/)
  expect(check).toContain('They said I owe them.')
  expect(check).toContain('Who will see this: Your agency and the front door')
  const sent = goesTo(await officer.post(`/notifications/make/${draft}/check`, {}))
  expect(sent).toMatch(/^\/notifications\/sent\//)
  const done = await textOf(await officer.get(sent))
  expect(done).toMatch(/Your reference number \d{4}-\d{5}/)
  expect(done).toContain('What happens next')
  expect(goesTo(await officer.post(`/notifications/make/${draft}/check`, {}))).toBe(sent)
  expect(goesTo(await officer.get(`/notifications/make/${draft}/account`))).toBe(sent)
  expect(await textOf(await officer.get('/notifications')))
    .toMatch(/Criminal exploitation Today .* Not acknowledged yet, due/)
})

test('a page that is not complete says so and keeps what was typed', async () => {
  const draft = await begin()
  const path = `/notifications/make/${draft}/safety`
  const response = await officer.post(
    path, { 'safe-now': '', 'safety-done': 'With her aunt.', weapon: 'none', revision: '1' },
  )
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain('There is a problem')
  expect(page).toContain('<a href="#safe-now">Select whether the child is safe now</a>')
  expect(page).toContain('With her aunt.')
  expect(await (await officer.get(path)).text()).toContain('With her aunt.')
})

test('nothing is sent while an answer is missing: each is named, and leads to its page', async () => {
  const draft = await begin()
  const response = await officer.post(`/notifications/make/${draft}/check`, {})
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain(`href="/notifications/make/${draft}/voice?return=check#voice-heard"`)
  expect(page).toContain('Write what happened')
  expect(goesTo(await officer.post(
    `/notifications/make/${draft}/opinion`, { opinion: 'I worry.', return: 'check', revision: '9' },
  )))
    .toBe(`/notifications/make/${draft}/check`)
})

test('a draft goes on from another device, and the same field changed twice shows both texts', async () => {
  const draft = await begin()
  const path = `/notifications/make/${draft}/account`
  const seen = await revisionOf(path)
  await officer.post(path, { account: 'written on the phone', revision: seen })
  const late = await officer.post(path, { account: 'written at the desk', revision: seen })
  expect(late.status).toBe(409)
  const page = await late.text()
  expect(page).toContain('Changed on another device to “written on the phone”')
  expect(page).toContain('written at the desk')
  const revision = /name="revision" value="([^"]*)"/.exec(page)?.[1] ?? ''
  expect((await officer.post(path, { account: 'written at the desk', revision })).status).toBe(303)
  expect(await textOf(await officer.get('/notifications/make'))).toContain('Teo Marlowe')
})

test('the language check advises once, replaces with one press, and never blocks', async () => {
  const draft = await begin()
  const path = `/notifications/make/${draft}/account`
  const typed = { account: 'He was putting himself at risk.', 'without-scripts': 'yes' }
  const advised = goesTo(await officer.post(path, { ...typed, revision: await revisionOf(path) }))
  expect(advised).toBe(`${path}#wording-heading`)
  const page = await (await officer.get(path)).text()
  const replace = /name="replace"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="replace"/.exec(page)
  const press = replace?.[1] ?? replace?.[2] ?? ''
  expect(goesTo(await officer.post(
    path, { ...typed, replace: press, revision: await revisionOf(path) },
  ))).toBe(`${path}#account`)
  expect(await (await officer.get(path)).text()).not.toContain('putting himself at risk')
  const kept = await begin()
  const other = `/notifications/make/${kept}/account`
  await officer.post(other, { ...typed, revision: await revisionOf(other) })
  expect(goesTo(await officer.post(
    other, { ...typed, revision: await revisionOf(other) },
  ))).toBe(`/notifications/make/${kept}/opinion`)
})

test('possible duplicates are shown before a new record is made, and a new person is added only after', async () => {
  const draft = draftIn(goesTo(await officer.post('/notifications/make', { search: 'somebody unknown' })))
  const path = `/notifications/make/${draft}/child`
  const fresh = {
    pressed: 'choose', chosen: 'new', 'given-name': 'Theo', 'family-name': 'Marlowe', age: '14', sex: 'male',
  }
  const asked = await officer.post(path, fresh)
  expect(asked.status).toBe(422)
  const page = await asked.text()
  expect(page).toContain('Somebody like this is already known')
  const shown = [...page.matchAll(/name="shown" value="([^"]*)"/g)].map(([, id]) => id ?? '')
  expect(shown).toContain(people.child)
  expect(goesTo(await officer.post(path, { ...fresh, shown }))).toBe(`/notifications/make/${draft}/needs`)
  expect(await textOf(await officer.get(`/notifications/make/${draft}/needs`))).toContain('Theo Marlowe about 14 years')
})

test('somebody else who was there is found, given a role, shown with their age, and removed', async () => {
  const draft = await begin()
  const path = `/notifications/make/${draft}/people`
  expect(goesTo(await officer.post(path, { go: 'add', 'people-role': 'victim', revision: await revisionOf(path) })))
    .toBe(`/notifications/make/${draft}/person`)
  const add = `/notifications/make/${draft}/person`
  const without = await officer.post(add, { pressed: 'choose', chosen: people.parent })
  expect(without.status).toBe(422)
  expect(goesTo(await officer.post(
    add, { pressed: 'choose', chosen: people.parent, role: 'parent_or_carer' },
  ))).toBe(path)
  const page = await (await officer.get(path)).text()
  expect(page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')).toMatch(/Dana Marlowe 3\d years : Parent or carer/)
  const key = /name="remove" value="([^"]*)"|value="([^"]*)" name="remove"/.exec(page)
  await officer.post(
    path, { remove: key?.[1] ?? key?.[2] ?? '', 'people-role': 'victim', revision: await revisionOf(path) },
  )
  expect(await textOf(await officer.get(path))).toContain('Nobody else yet')
})

test('files are kept by what they are, and the wrong ones are named', async () => {
  const draft = await begin()
  const path = `/notifications/make/${draft}/evidence`
  const body = new FormData()
  body.append('files', new File(['%PDF-1.7 …'], 'letter.pdf'))
  body.append('files', new File([new Uint8Array([0x4d, 0x5a, 0])], 'photo.jpg'))
  const response = await officer.send(path, body)
  expect(response.status).toBe(422)
  const page = await textOf(response)
  expect(page).toContain('photo.jpg is not a PDF, Word document, photo or plain text')
  expect(page).toContain('letter.pdf (1 kB)')
})

test('a form that is somebody else’s, absent or no id at all is the same answer', async () => {
  const draft = await begin()
  const other = w.browser('secondOfficer')
  for (const page of ['child', 'needs', 'check', 'person', 'nonsense']) {
    const theirs = await other.get(`/notifications/make/${draft}/${page}`)
    const absent = await other.get(`/notifications/make/00000000-0000-4000-8000-00000000dead/${page}`)
    const odd = await other.get(`/notifications/make/x'--/${page}`)
    expect([theirs.status, absent.status, odd.status]).toEqual([404, 404, 404])
  }
})

test('what Kith knows of how the child communicates is not asked again', async () => {
  await w.admin.query(`insert into need (partnership_id, person_id, cell, kind, how)
    select c.partnership_id, $1, c.id, 'adhd', 'Short breaks help' from cell c join agency a on a.id = c.agency_id
    where a.kind = 'police' and c.category = 'needs' and c.tier = 1`, [people.child])
  const page = await textOf(await officer.get(`/notifications/make/${await begin()}/needs`))
  expect(page).toContain('Short breaks help (Police,')
})

test('a discarded draft is gone with all that was typed', async () => {
  const draft = await begin()
  await officer.post(`/notifications/make/${draft}/discard`, {})
  expect((await officer.get(`/notifications/make/${draft}/account`)).status).toBe(404)
  expect(await w.rows('select id from draft where id = $1', [draft])).toEqual([])
})

test('a school lead chooses among the forms of a school and not those of the police', async () => {
  const page = await textOf(await w.browser('schoolLeadA').get('/notifications/make'))
  expect(page).toContain('Inter-agency referral')
  expect(page).not.toContain('PPN1')
})
