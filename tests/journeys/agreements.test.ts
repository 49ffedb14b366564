import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { agencies, people } from '../world.ts'
import { askAgency } from '../../src/notifications/actions/askAgency.ts'
import { startScreening } from '../../src/notifications/actions/screenNotification.ts'
import { gone, journey, look, seen, test, wordsOf } from './browser.ts'
import { sendAs } from './sending.ts'

const story = journey()
const account = 'The account that only a clause opens'

/** A notification, and a question to a school about it. */
async function askedSchool(): Promise<{ id: string; request: string }> {
  const { world } = story
  const viewer = world.viewer('frontDoor')
  const { id } = await sendAs(world, 'officer', { child: { personId: people.child }, account })
  const started = await startScreening(world.kernel, viewer,
    { notificationId: id, revision: 1, key: crypto.randomUUID() })
  if (!started.done) throw new Error(started.why)
  const asked = await askAgency(world.kernel, viewer, {
    notificationId: id, revision: 2, key: crypto.randomUUID(), toAgency: agencies.schoolA, toRole: 'safeguarding_lead',
    asks: 'Is he in school?', reason: 'We worry about him', urgent: false,
  })
  if (!asked.done) throw new Error(asked.why)
  const { rows } = await world.owner.query<{ id: string }>('select id from request where notification_id = $1', [id])
  return { id, request: rows[0]?.id ?? '' }
}

async function endClause(page: Page, says: string): Promise<void> {
  await page.goto('/agreements')
  await page.getByRole('link', { name: 'Front door information-sharing agreement' }).click()
  const clause = page.locator('section', { hasText: says }).last()
  await clause.getByRole('link', { name: /^End/ }).click()
  await page.getByLabel('Why does it end?').fill('The parties no longer agree')
  await page.getByRole('button', { name: /^End clause/ }).click()
  await page.getByText('It has ended.').waitFor()
}

test('when a clause ends, the open page of a school loses the request, and it is not found again', async () => {
  const { request } = await askedSchool()
  const school = await story.visit('schoolLeadA')
  await school.goto(`/requests/${request}`)
  await seen(school.getByText('Is he in school?'))
  const governance = await story.visit('governance')
  await endClause(governance, 'Whoever is asked for information sees who the child is')
  await gone(school.getByText('Is he in school?'))
  expect(await wordsOf(school)).not.toContain('Teo')
  expect((await school.goto(`/requests/${request}`))?.status()).toBe(404)
  await look(governance, '08-agreement-ended')
})

test('the open page of the front door loses what the police told, and keeps its own', async () => {
  const { id } = await askedOnlyTold()
  const worker = await story.visit('frontDoor')
  await worker.goto(`/notifications/${id}`)
  await seen(worker.getByText(account))
  const governance = await story.visit('governance')
  await endClause(governance, 'The police tell the front door what happened')
  await gone(worker.getByText(account))
  await worker.reload()
  expect(await wordsOf(worker)).not.toContain(account)
  expect(await wordsOf(worker)).toContain('Next steps')
})

const askedOnlyTold = () => sendAs(story.world, 'officer', { child: { personId: people.child }, account })

test('everybody may read what is agreed; only the governance lead is offered to end it', async () => {
  const officer = await story.visit('officer')
  await officer.goto('/agreements')
  await look(officer, '08-agreements')
  await officer.getByRole('link', { name: 'Oversight of disclosures' }).click()
  expect(await officer.getByRole('link', { name: /^End/ }).count()).toBe(0)
  const governance = await story.visit('governance')
  await governance.goto('/agreements')
  await governance.getByRole('link', { name: 'Oversight of disclosures' }).click()
  await governance.getByRole('link', { name: /^End/ }).first().click()
  await look(governance, '08-ending')
  await governance.getByRole('button', { name: /^End clause/ }).click()
  await seen(governance.getByRole('alert').getByText('Say why it ends'))
})

test('the governance lead sees who has looked at what, without a child’s name', async () => {
  const page = await story.visit('governance')
  await page.goto('/disclosures')
  const words = await wordsOf(page)
  expect(words).toContain('Adaeze Linton')
  expect(words).not.toContain('Marlowe')
  await look(page, '08-disclosures')
})
