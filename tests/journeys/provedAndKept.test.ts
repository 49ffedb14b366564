import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { journey, look, seen, test, wordsOf } from './browser.ts'

const story = journey()

/** Somebody of whom the police hold one occurrence of long ago. */
async function ofLongAgo(): Promise<void> {
  const { owner, kernel } = story.world
  const [person, cell] = [randomUUID(), kernel.cells.id(agencies.police, 'identity', 0)]
  await owner.query('insert into person (partnership_id, id) values ($1, $2)', [partnershipId, person])
  await owner.query(
    `insert into source_record (partnership_id, person_id, cell, source, source_id, given_name, family_name,
      birth_on, recorded_at)
    values ($1, $2, $3, 'test', $4, 'Quillfeather', 'Ostrumov', '1990-01-01', '2010-01-01')`, [partnershipId, person, cell, randomUUID()])
  await owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, role, source, headline)
    values ($1, $2, $3, 'occurrence', '2010-01-01T10:00:00Z', 'fact', 'witness', 'test', 'Saw a window break')`,
    [partnershipId, person, kernel.cells.id(agencies.police, 'police', 1)])
}

test('an officer reads a child’s page, and the lead finds the line and its receipt, without the name', async () => {
  const { owner, kernel } = story.world
  await owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
    values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
    [partnershipId, people.child, kernel.cells.id(agencies.police, 'involvement', 0), staff.officer, agencies.police])
  const officer = await story.visit('officer')
  await officer.goto(`/people/${people.child}`)
  await seen(officer.getByText('Teo Marlowe').first())
  const lead = await story.visit('governance')
  await lead.goto('/disclosures')
  await look(lead, '50-disclosures')
  await lead.locator('main a[href^="/disclosures/"]').first().click()
  await seen(lead.getByRole('heading', { name: 'Receipt for a reading' }))
  const words = await wordsOf(lead)
  expect(words).toContain('Neighbourhood officer')
  expect(words).toContain('How far it is proved')
  expect(words).not.toContain('Marlowe')
  await look(lead, '51-receipt')
})

test('what the rule no longer keeps is listed; a hold stands before disposal; lifted, it goes', async () => {
  await ofLongAgo()
  const privacy = await story.visit('privacyPolice')
  await privacy.goto('/retention')
  await privacy.getByRole('button', { name: 'Look for what is due now' }).click()
  await look(privacy, '52-retention')
  const due = privacy.getByRole('link', { name: /Quillfeather Ostrumov/v }).first()
  await seen(due)
  const address = await due.getAttribute('href') ?? ''
  await privacy.goto('/holds/new')
  await privacy.getByLabel('Everything, about everybody').check()
  await privacy.getByLabel('Why').fill('An inquiry has asked for everything')
  await look(privacy, '53-hold')
  await privacy.getByRole('button', { name: 'Place the hold' }).click()
  await seen(privacy.getByText('The hold is in force.'))
  await privacy.goto(address)
  await seen(privacy.getByText('A hold is in force.').first())
  expect(await privacy.getByRole('button', { name: 'Dispose of it' }).count()).toBe(0)
  await privacy.goto('/holds')
  await privacy.getByText('Lift this hold').click()
  await privacy.getByLabel('Why it is lifted').fill('The inquiry has reported')
  await privacy.getByRole('button', { name: 'Lift the hold' }).click()
  await privacy.goto(address)
  await look(privacy, '54-due')
  await privacy.getByLabel('Why it may go').fill('Nothing since 2010')
  await privacy.getByLabel('I understand that this cannot be undone').check()
  await privacy.getByRole('button', { name: 'Dispose of it' }).click()
  await privacy.waitForLoadState()
  const { rows } = await story.world.owner.query(`select count(*)::int as n from retention_due where state = 'disposed'`)
  expect(rows).toEqual([{ n: 1 }])
})

test('the paperwork is written from the running tables', async () => {
  const lead = await story.visit('governance')
  await lead.goto('/assurance')
  await look(lead, '55-assurance')
  for (const link of await lead.locator('main a[href^="/assurance/"]').all()) {
    const href = await link.getAttribute('href') ?? ''
    expect((await lead.request.get(href)).status(), href).toBe(200)
  }
})
