import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { beginEpisode } from '../../src/practice/actions/begin.ts'
import { practices } from '../../src/practiceRooms.ts'
import { people } from '../seedBase.ts'
import type { Persona } from '../seedBase.ts'
import { desk, journey, look, phone, seen, shot, test, wordsOf } from './browser.ts'

const story = journey()

const report = {
  reporter_relationship: 'parent', reporter_name: 'Dana', reporter_contact: 'by phone', last_seen_at: new Date(Date.now() - 3_600_000).toISOString(),
  last_seen_where: 'At the pier', tried: ['phone'], immediate_danger: 'no', worry: 'Unlike him', absence: 'home',
}

async function missing(persona: Persona, personId: string): Promise<string> {
  const outcome = await beginEpisode(story.world.kernel, story.world.viewer(persona), practices, {
    kind: 'missing_episode', personId, answers: report, key: randomUUID(),
  })
  if (!outcome.done) throw new Error(outcome.why)
  return outcome.value.id
}

test('a form of several pages is filled in on a phone, outlives a power cut, and becomes work that everybody sees', async () => {
  const page = await story.visit('locate', { size: phone })
  await page.goto('/missing')
  await look(page, 'practice-list-empty')
  await page.goto('/missing/begin')
  await look(page, 'practice-begin')
  await page.getByLabel('Which child?').fill('Teo Marlowe')
  await page.getByRole('button', { name: 'Continue' }).click()
  await look(page, 'practice-choose')
  await page.getByLabel(/Teo Marlowe/v).first().check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await seen(page.getByRole('heading', { name: 'Who is reporting' }))
  await page.getByLabel('Now', { exact: true }).check()
  await page.getByLabel('Parent or relative').check()
  await page.getByLabel('Their name').fill('Dana Marlowe')
  await look(page, 'practice-question')
  await page.getByLabel('How can they be reached?').fill('By phone')
  await page.getByLabel('How can they be reached?').blur()
  await seen(page.locator('[data-save-state="saved"]'))
  // The power goes; on another device everything is there.
  const address = page.url()
  await page.close()
  const again = await story.visit('locate', { size: phone })
  await again.goto(address)
  expect(await again.getByLabel('Their name').inputValue()).toBe('Dana Marlowe')
  await again.getByRole('button', { name: 'Continue' }).click()
  await seen(again.getByRole('heading', { name: 'When and where last seen' }))
  await again.goto(address.replace(/p1$/v, 'check'))
  await look(again, 'practice-check')
})

test('an episode shows who has it, what can be done, and what was recorded; the list and the life are complete', async () => {
  const id = await missing('locate', people.child)
  const page = await story.visit('locate', { size: desk })
  await page.goto(`/missing/${id}`)
  await page.locator('details summary').getByText('Grade the risk').click()
  await look(page, 'practice-episode')
  for (const path of ['/missing', '/worklist?show=all', '/missing/life', '/practice', '/my-work', `/people/${people.child}/work`]) {
    await page.goto(path)
    await look(page, `practice${path.replaceAll(/[\/?=]|[0-9a-f\-]{36}/gv, '-')}`)
  }
})

test('without scripts a step is taken, or refused with its reasons beside the fields', async () => {
  const id = await missing('locate', people.child)
  const page = await story.visit('locate', { scripts: false, size: phone })
  await page.goto(`/missing/${id}`)
  await page.locator('details summary').getByText('Record that the child is found').click()
  await page.getByRole('button', { name: 'Record that the child is found' }).click({ timeout: 10_000 })
  expect(await wordsOf(page)).toContain('There is a problem')
  await shot(page, 'practice-refused')
  await page.locator('details summary').getByText('Grade the risk').click()
  await page.locator('#grade').getByLabel('High risk').check()
  await page.locator('#grade').getByLabel('Reasons for this grade').fill('Has never been away at night before, and his medicine is at home')
  await page.locator('#grade').getByLabel('What happens next').fill('Search now')
  await page.getByRole('button', { name: 'Grade the risk' }).click({ timeout: 10_000 })
  expect(await wordsOf(page)).toContain('The risk is graded.')
})

async function openFirstPage(page: Page): Promise<void> {
  await page.goto('/missing/begin')
  await page.getByLabel('Which child?').fill('Teo Marlowe')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel(/Teo Marlowe/v).first().check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await seen(page.getByRole('heading', { name: 'Who is reporting' }))
}

test('“now” and “continue” at once are one answer, whichever arrives first; another device’s answer is still shown', async () => {
  const page = await story.visit('locate')
  await openFirstPage(page)
  const other = await story.visit('locate')
  await other.goto(page.url())
  // The autosave arrives before the page is sent, and its answer never reaches the page that asked.
  const stored = Promise.withResolvers<{ url: string; text: string }>()
  await page.route(/\/drafts\/[^\/]+\/answers$/v, async route => {
    await route.fetch()
    stored.resolve({ url: route.request().url(), text: route.request().postData() ?? '' })
    await route.fulfill({ status: 408 })
  })
  await page.getByLabel('Now', { exact: true }).check()
  const { url, text } = await stored.promise
  expect(text).toContain('value=now')
  await page.getByRole('button', { name: 'Continue' }).click()
  await seen(page.getByText('There is a problem'))
  expect(await wordsOf(page)).not.toContain('Changed on another device')
  // The moment is fixed, and what the browser had kept does not undo it.
  expect(await page.getByLabel('At another time').isChecked()).toBe(true)
  const time = await page.getByLabel(/^Time/v).inputValue()
  expect(time).toMatch(/^\d\d:\d\d$/v)
  // The same autosave once more, after the page.
  const late = await page.request.post(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: text })
  expect(late.status()).toBe(200)
  // A page of another device that has not seen it says what stands there, and does not overwrite it.
  await other.getByLabel('At another time').check()
  for (const [label, value] of [['Day', '2'], ['Month', '3'], ['Year', '2026'], [/^Time/v, '01:23']] as const)
    await other.getByLabel(label).fill(value)
  await other.getByRole('button', { name: 'Continue' }).click()
  await seen(other.getByText(/Changed on another device/v).first())
  expect(await wordsOf(other)).toContain(`Changed on another device to “${time}”`)
})
