import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Persona } from '../world.ts'
import { journey, look, seen, test, wordsOf } from './browser.ts'

const story = journey()
const year = new Date().getUTCFullYear()

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const say = (page: Page, words: string) => seen(page.getByText(words))
/** A link that looks like a button has that role. */
const follow = (page: Page, name: string) =>
  page.getByRole('button', { name }).or(page.getByRole('link', { name, exact: true })).first().click()

async function day(page: Page, name: string, [d, m, y]: readonly [number, number, number]): Promise<void> {
  for (const [part, value] of [['day', d], ['month', m], ['year', y]] as const)
    await page.locator(`[name="${name}-${part}"]`).fill(String(value))
}

async function fillFacts(page: Page): Promise<void> {
  await page.getByLabel('Title', { exact: true }).fill('Support after violence')
  await page.getByLabel('What it is for').fill('So that a child who was hurt is helped by those who already know them.')
  const parties = page.getByRole('group', { name: 'Parties' })
  await parties.getByLabel('Wexmere Police').check()
  await parties.getByLabel('Wexmere Council children’s services').check()
  await page.getByLabel('Preventing serious violence').check()
  await page.getByLabel('Safeguarding a child').check()
  await page.locator('[name="owner"]').selectOption({ index: 1 })
  const soon = new Date(Date.now() + 200 * 86_400_000)
  await day(page, 'review', [soon.getUTCDate(), soon.getUTCMonth() + 1, soon.getUTCFullYear()])
  await day(page, 'until', [1, 6, year + 2])
}

async function fillAssessments(page: Page): Promise<void> {
  for (const which of ['dpia', 'equality']) {
    await page.locator(`[name="${which}_title"]`).fill('Support after violence')
    await page.locator(`[name="${which}_reference"]`).fill('IG-2026-14')
    await day(page, `${which}_done`, [1, 5, year - 1])
    await day(page, `${which}_review`, [1, 5, year + 2])
    await page.locator(`[name="${which}_outcome"]`).selectOption('proceed')
  }
}

async function fillClause(page: Page): Promise<void> {
  await page.getByLabel('What it says').fill('The council tells the police which support a child has.')
  await page.getByRole('group', { name: 'Whose information' }).getByLabel('Wexmere Council').check()
  await page.getByRole('group', { name: 'To whom', exact: true }).getByLabel('Wexmere Police').check()
  await page.getByRole('group', { name: 'For these roles only' }).getByLabel('Neighbourhood officer').check()
  await page.getByRole('group', { name: 'What is shared' }).getByLabel('Support and programmes').check()
  await page.getByLabel('Of the last 12 months only').check()
}

/** Chosen wrongly at first: a health or social care authority tells nothing personal under the serious violence duty. */
async function chooseLaw(page: Page, isLawful: boolean): Promise<void> {
  await page.getByLabel(isLawful ? 'Safeguarding a child' : 'Preventing serious violence').check()
  await page.locator('[name="gateway"]').selectOption(isLawful ? 'ca2004_s10' : 'pcsca2022_s16')
  await page.locator('[name="sender_article6"]').selectOption('gdpr_6_1_e')
  await page.locator('[name="receiver_article6"]').selectOption(isLawful ? 'gdpr_6_1_e' : '')
  await page.locator('[name="receiver_part3"]').selectOption(isLawful ? '' : 'dpa_s35_2_b')
}

async function sign(persona: Persona, id: string, scripts = true): Promise<void> {
  const page = await story.visit(persona, { scripts })
  await page.goto('/agreements')
  await say(page, 'Waiting for your signature')
  await page.goto(`/agreements/${id}/sign`)
  if (scripts) await look(page, '11-sign')
  await page.getByLabel('I have read it').check()
  await press(page, /^Sign$/v)
  await say(page, 'Signed for your agency.')
}

test('an agreement is drafted, refused by the law, put right, signed by both parties and activated', async () => {
  const lead = await story.visit('governance')
  await lead.goto('/agreements')
  await follow(lead, 'Draft an agreement')
  await look(lead, '11-draft')
  await fillFacts(lead)
  await press(lead, 'Save')
  await say(lead, 'UK GDPR Article 35')
  const id = /agreements\/([^?]+)/v.exec(lead.url())?.[1] ?? ''
  await follow(lead, 'Add a clause')
  await fillClause(lead)
  await chooseLaw(lead, false)
  await press(lead, 'Save clause')
  await seen(lead.getByRole('alert').getByText('section 16(4)(b)'))
  await look(lead, '11-clause-refused')
  await chooseLaw(lead, true)
  await press(lead, /^Check the law/v)
  await say(lead, 'The law refuses nothing in this clause.')
  await press(lead, 'Save clause')
  await say(lead, 'The council tells the police which support a child has.')
  await lead.goto(`/agreements/${id}/facts`)
  await fillAssessments(lead)
  await press(lead, 'Save')
  await look(lead, '11-lawful-draft')
  await follow(lead, 'Propose for signature')
  await press(lead, 'Propose')
  await say(lead, 'The officers of every party have been told.')
  await sign('privacyPolice', id)
  for (const persona of ['seniorPolice', 'privacyCouncil', 'seniorCouncil'] as const) await sign(persona, id, false)
  await lead.goto(`/agreements/${id}`)
  await follow(lead, 'Activate')
  await look(lead, '11-activate')
  await press(lead, /^Activate version 1/v)
  await say(lead, 'In force from now.')
  await look(lead, '11-in-force')
  await lead.emulateMedia({ media: 'print' })
  await lead.goto(`/agreements/${id}/print`)
  expect(await wordsOf(lead)).toContain('Of the last 12 months only')
})

test('the next version is compared with the one in force before anybody signs it', async () => {
  const lead = await story.visit('governance')
  await lead.goto('/agreements')
  await lead.getByRole('link', { name: 'Front door information-sharing agreement' }).click()
  await follow(lead, 'Make a new version')
  await press(lead, 'Begin the draft')
  await say(lead, 'This is the draft of the next version.')
  await lead.getByRole('link', { name: /^Remove/v }).first().click()
  await press(lead, 'Remove clause 1')
  await say(lead, 'The clause has been taken out.')
  await follow(lead, 'Compare with the version before')
  await say(lead, '0 new, 1 taken out, 0 changed.')
  await look(lead, '11-compare')
  await lead.goBack()
  await follow(lead, 'See who gains and loses sight')
  await look(lead, '11-simulation')
})
