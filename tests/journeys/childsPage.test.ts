import { beforeAll, expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import type { Persona } from '../world.ts'
import { expectToFit, journey, look, phone, seen, test, wordsOf } from './browser.ts'
import { sendAs } from './sending.ts'

const story = journey()
const page = `/people/${people.child}`
const parts = ['', '/chronology', '/around', '/work', '/shared']

beforeAll(async () => {
  await sendAs(story.world, 'officer',
    { account: 'The account of the police', 'needs-how': 'Short sentences', 'voice-words': 'Leave me be' })
  for (const [persona, agency, role] of [
    ['socialWorker', agencies.council, 'social_worker'], ['schoolLeadA', agencies.schoolA, 'safeguarding_lead'],
    ['mentor', agencies.mentoring, 'mentor'],
  ] as const) {
    await story.world.owner.query(
      `insert into link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, kind)
       select $1, $2, id, $3, $4, $5, 'safeguard_child', 'allocated' from cell
       where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
      [partnershipId, people.child, staff[persona], agency, role])
    await story.world.owner.query(
      `insert into involvement (partnership_id, person_id, cell, service, worker, reach)
       select $1, $2, id, $4, $5, '0160 496 0000' from cell
       where partnership_id = $1 and agency_id = $3 and category = 'involvement' and tier = 0`,
      [partnershipId, people.child, agency, `Service of the ${persona}`, 'Robin Ashdown'])
  }
})

test('the social worker sees the child’s age and needs first, and every part of the page', async () => {
  const browser = await story.visit('socialWorker')
  for (const part of parts) {
    await browser.goto(`${page}${part}`)
    const words = await wordsOf(browser)
    expect(words).toMatch(/Teo Marlowe Age 14 years|Teo Marlowe.{0,12}14 years/)
    expect(words).toContain('Short sentences')
    expect(words).toContain('You are here for:')
    await look(browser, `07-child${part.replace('/', '-')}`)
  }
})

test('the chronology says of each entry which agency, fact or opinion, and which role in that event', async () => {
  const browser = await story.visit('socialWorker')
  await browser.goto(`${page}/chronology`)
  const words = await wordsOf(browser)
  expect(words).toContain('The account of the police')
  expect(words).toMatch(/Wexmere Police|Police/)
  expect(words).toMatch(/Fact/)
  expect(words).toMatch(/Opinion/)
  expect(words.toLowerCase()).toContain('victim')
  expect(await browser.locator('q').allInnerTexts()).toEqual(['Leave me be'])
})

test('who is involved is open to everybody who works with the child, and says how to reach them', async () => {
  for (const persona of ['schoolLeadA', 'mentor'] as const satisfies readonly Persona[]) {
    const browser = await story.visit(persona, { size: phone })
    await browser.goto(page)
    const words = await wordsOf(browser)
    expect(words).toContain('Service of the socialWorker')
    expect(words).toContain('0160 496 0000')
    expect(words).not.toContain('The account of the police')
    await browser.goto(`${page}/chronology`)
    expect(await wordsOf(browser)).not.toContain('The account of the police')
    await look(browser, `07-${persona}-chronology`)
  }
})

test('the child’s page needs no scripts, and shows with whom something was shared and why', async () => {
  const reader = await story.visit('socialWorker')
  await reader.goto(page)
  const browser = await story.visit('socialWorker', { scripts: false, size: phone })
  for (const part of parts) {
    await browser.goto(`${page}${part}`)
    await expectToFit(browser)
  }
  expect(await wordsOf(browser)).toContain('Jules Pemberly')
})

test('a child of whom nothing is open is a page that is not there, whoever the child is', async () => {
  const browser = await story.visit('mentor')
  for (const id of [people.sealed, people.stranger, '00000000-0000-4000-8000-00000000dead']) {
    await browser.goto(`/people/${id}`)
    await seen(browser.getByRole('heading', { name: 'Page not found' }))
  }
  await look(browser, '07-not-found')
})

test('a search finds the child by a name spelt otherwise and leads to the page', async () => {
  const browser = await story.visit('socialWorker')
  await browser.goto('/my-work')
  await browser.getByRole('searchbox').fill('Theo Marlow')
  await browser.keyboard.press('Enter')
  await browser.getByRole('heading', { name: 'Find a person' }).waitFor()
  expect(browser.url()).not.toContain('Marlow')
  await look(browser, '07-search')
  await browser.getByRole('link', { name: 'Open the page of Teo Marlowe' }).click()
  await browser.waitForURL(`**/people/${people.child}`)
})
