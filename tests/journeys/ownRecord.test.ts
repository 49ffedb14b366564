import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { journey, look, seen, test, wordsOf } from './browser.ts'

const story = journey()

async function aRecord(headline: string, agency: string): Promise<void> {
  const { owner, kernel } = story.world
  await owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, role, source, headline)
    values ($1, $2, $3, 'concern', now(), 'fact', 'victim', 'test', $4)`,
    [partnershipId, people.child, kernel.cells.id(agency, 'concern', 1), headline])
}

async function typeDay(page: Page, legend: string, [day, month, year]: readonly [string, string, string]): Promise<void> {
  const group = page.getByRole('group', { name: legend, exact: true })
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Month').fill(month)
  await group.getByLabel('Year').fill(year)
}

async function bornOfTheChild(): Promise<readonly [string, string, string]> {
  const { rows } = await story.world.owner.query<{ born: string }>(
    `select to_char(birth_on, 'FMDD FMMM YYYY') as born from source_record where given_name = 'Teo' limit 1`)
  const [day = '', month = '', year = ''] = (rows[0]?.born ?? '').split(' ')
  return [day, month, year]
}

test('a child asks for their record; it is gathered, reviewed, released by a second person, and easy to read', async () => {
  await aRecord('Bruise on the arm', agencies.council)
  const officer = await story.visit('privacyCouncil')
  await officer.goto('/subject-requests')
  await officer.getByRole('button', { name: 'Record a request' }).click()
  await look(officer, '40-own-record-new')
  await officer.getByLabel('First name').fill('Teo')
  await officer.getByLabel('Family name').fill('Marlowe')
  await typeDay(officer, 'Date of birth', await bornOfTheChild())
  await officer.getByLabel('The child themself').check()
  const [year = '', month = '', day = ''] = new Date().toISOString().slice(0, 10).split('-')
  await typeDay(officer, 'When did you receive it?', [day, month, year])
  await officer.getByRole('button', { name: 'Record the request' }).click()
  await officer.getByLabel('How identity was checked').fill('School photograph, seen in person')
  await officer.getByRole('button', { name: 'Record that identity is checked' }).click()
  await officer.getByRole('button', { name: 'Gather the account' }).click()
  await officer.getByRole('link', { name: 'Review what is given and what is left out' }).click()
  await seen(officer.getByText('Bruise on the arm'))
  await look(officer, '41-own-record-review')
  for (const part of ['What is held', 'Who saw it', 'What was shared', 'What computers did', 'What was decided']) {
    await officer.getByRole('link', { name: part }).click()
    const accept = officer.getByRole('button', { name: /^Take the proposals/ })
    if (await accept.count() > 0) await accept.click()
  }
  await officer.getByRole('link', { name: 'Back to the request' }).click()
  await officer.getByRole('button', { name: 'Finish the review' }).click()
  await officer.getByLabel('Who releases it?').selectOption({ label: 'Wexmere Council children’s services' })
  await officer.getByRole('button', { name: 'Send for release' }).click()
  await look(officer, '42-own-record-waiting')

  const second = await story.visit('seniorCouncil')
  await second.goto('/subject-requests')
  await second.locator('main').getByRole('link', { name: /^\d{4}-\d{5}$/ }).click()
  await seen(second.getByText('Bruise on the arm'))
  await second.getByRole('button', { name: 'Release the account' }).click()
  await seen(second.getByText(/^Released/))

  await officer.reload()
  await officer.getByRole('link', { name: 'Easy-read version' }).click()
  expect(await wordsOf(officer)).toContain('We do not give you a score.')
  await look(officer, '43-own-record-easy-read')
  await officer.goBack()
  await officer.getByRole('link', { name: 'The account that was given' }).click()
  expect(await wordsOf(officer)).not.toContain('Not released')
  await look(officer, '44-own-record-account')
})

test('a colleague’s open chronology shows within seconds that the child disputes a record', async () => {
  await aRecord('Seen with a knife', agencies.police)
  for (const persona of ['officer', 'secondOfficer'] as const) await story.world.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
    values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
    [partnershipId, people.child, story.world.kernel.cells.id(agencies.police, 'involvement', 0), staff[persona], agencies.police])
  const reader = await story.visit('secondOfficer')
  await reader.goto(`/people/${people.child}/chronology`)
  await seen(reader.getByText('Seen with a knife'))
  const officer = await story.visit('officer')
  await officer.goto(`/people/${people.child}/chronology`)
  await officer.getByRole('link', { name: 'The person says this is wrong' }).first().click()
  await officer.getByLabel('The child themself').check()
  await officer.getByLabel('What they say is wrong').fill('It was my bicycle pump')
  const [year = '', month = '', day = ''] = new Date().toISOString().slice(0, 10).split('-')
  await typeDay(officer, 'When did they say so?', [day, month, year])
  await look(officer, '45-dispute-new')
  await officer.getByRole('button', { name: 'Mark it as disputed' }).click()
  await seen(reader.getByText('Disputed', { exact: true }))

  const owner = await story.visit('privacyPolice')
  await owner.goto('/disputes')
  await owner.locator('main').getByRole('link', { name: /^\d{4}-\d{5}$/ }).click()
  await look(owner, '46-dispute')
  await owner.goto('/retention')
  await look(owner, '47-retention')
  await owner.goto('/holds/new')
  await look(owner, '48-hold-new')
  await owner.goto('/assurance')
  await look(owner, '49-assurance')
})
