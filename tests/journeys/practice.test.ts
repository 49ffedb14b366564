import { randomUUID } from 'node:crypto'
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
