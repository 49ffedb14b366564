import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { referKnifeEvents } from '../../src/knife/watchKnifeEvents.ts'
import { desk, journey, look, phone, seen, test } from './browser.ts'

const story = journey()

/** As the police's own system lays it down. */
async function note(daysAgo: number, by: string | null = staff.officer): Promise<void> {
  await story.world.owner.query(`insert into record (partnership_id, id, person_id, cell, kind, occurred_at, role, assertion, source, headline, recorded_by)
    select $1, $2, $3, c.id, 'occurrence', now() - make_interval(days => $4), 'suspected', 'fact', 'police', 'Knife possession', $5
    from cell c where c.agency_id = $6 and c.category = 'police' and c.tier = 1`,
  [partnershipId, randomUUID(), people.child, daysAgo, by, agencies.police])
}

test('what nobody could refer stays in sight of the supervisor, and the criteria of everybody', async () => {
  await note(3, null)
  await note(1)
  await referKnifeEvents(story.world.kernel)
  const page = await story.visit('inspector', { size: desk })
  await page.goto('/knife/unreferred')
  await look(page, 'knife-unreferred')
  await page.getByLabel('Why is it not a knife in this child’s hands?').first().fill('A ruler in the bag')
  await page.getByRole('button', { name: 'Do not refer' }).first().click()
  await seen(page.getByText('Nothing waits here.'))
  await page.goto('/knife/criteria')
  await look(page, 'knife-criteria')
  const counts = await story.visit('youthJustice', { size: desk })
  await counts.goto('/knife/counts')
  await look(counts, 'knife-counts')
  expect(await counts.locator('main').innerText()).toContain('Received within one working day')
})

test('youth justice receives, on a phone without scripts, the referral that began with the event itself', async () => {
  const page = await story.visit('youthJustice', { scripts: false, size: phone })
  await page.goto('/knife')
  await page.locator('main').getByRole('link', { name: /Teo Marlowe/v }).first().click()
  await seen(page.getByRole('heading', { level: 1 }))
  await page.locator('#receive summary').click()
  await page.locator('#receive').getByRole('radio', { name: 'Yes' }).check()
  await page.locator('#receive').getByRole('button', { name: 'Receive the referral' }).click()
  await seen(page.getByText('The referral is received, with what is needed.').first())
  const wide = await story.visit('youthJustice', { size: desk })
  await wide.goto(page.url())
  await look(wide, 'knife-received')
})
