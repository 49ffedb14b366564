import { expect } from 'vitest'
import { gone, journey, look, seen, test, wordsOf } from './browser.ts'
import { staff, partnershipId } from '../world.ts'

const clock = { ahead: 0 }
const later = (minutes: number) => { clock.ahead += minutes * 60_000 }
const story = journey({ now: () => new Date(Date.now() + clock.ahead) })

test('a newcomer chooses a made-up colleague with one press, comes to their work, and signs out', async () => {
  const page = await story.visit()
  await page.goto('/notifications')
  await page.getByRole('heading', { name: 'Choose who to be' }).waitFor()
  await look(page, '02-choose-who-to-be')
  await page.getByRole('button', { name: /^officer,/ }).click()
  await page.getByRole('heading', { level: 1, name: 'My notifications' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/notifications')
  expect(await wordsOf(page)).toContain('Rowan Ashby')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await look(page, '02-signed-out')
  await page.goto('/my-work')
  await page.getByRole('heading', { name: 'Choose who to be' }).waitFor()
})

test('the one press works on a phone without scripts', async () => {
  const page = await story.visit(undefined, { scripts: false, size: { width: 390, height: 844 } })
  await page.goto('/')
  await page.getByRole('button', { name: /^frontDoor,/ }).click()
  await page.getByRole('heading', { level: 1, name: 'My work' }).waitFor()
})

test('a time-out keeps what was typed: signing in again continues where the form was sent', async () => {
  const page = await story.visit()
  await page.goto('/notifications/make')
  await page.getByRole('button', { name: /^officer,/ }).click()
  await page.getByLabel('Which child?').fill('Teo Marlowe')
  later(45)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: /^officer,/ }).click()
  await page.getByRole('heading', { name: 'Your work was kept' }).waitFor()
  await look(page, '02-work-kept')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Find the child' }).waitFor()
  expect(await page.getByLabel('Name, date of birth or number', { exact: true }).inputValue()).toBe('Teo Marlowe')
})

test('signing out everywhere signs every browser of the person out', async () => {
  const here = await story.visit('detective')
  const there = await story.visit('detective')
  const other = await story.visit('nurse')
  await there.goto('/my-work')
  await other.goto('/my-work')
  await here.goto('/account/sessions')
  await look(here, '02-sessions')
  await here.getByRole('button', { name: 'Sign out everywhere' }).click()
  await here.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await there.goto('/my-work')
  await there.getByRole('heading', { name: 'Choose who to be' }).waitFor()
  await other.goto('/my-work')
  await seen(other.getByRole('heading', { level: 1, name: 'My work' }))
})

test('who holds two roles chooses one, sees what it opens, and changes it later', async () => {
  await story.world.owner.query(
    `insert into appointment (partnership_id, staff_id, role, valid_from)
     values ($1, $2, 'front_door_manager', '2020-01-01')`,
    [partnershipId, staff.frontDoor])
  const page = await story.visit()
  await page.goto('/')
  await page.getByRole('button', { name: /^frontDoor,/ }).click()
  await page.getByRole('heading', { name: 'Choose your role' }).waitFor()
  await look(page, '02-choose-role')
  await page.getByLabel('Front door manager', { exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { level: 1, name: 'My work' }).waitFor()
  await page.getByRole('link', { name: 'Change role' }).click()
  await page.getByRole('heading', { name: 'Choose your role' }).waitFor()
})

test('hiding covers the page at once, and one key brings it back', async () => {
  const page = await story.visit('nurse')
  await page.goto('/my-work')
  await page.getByRole('heading', { level: 1, name: 'My work' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await seen(page.getByRole('dialog', { name: 'Calendar' }))
  expect(await page.title()).toBe('Calendar')
  await page.keyboard.press('a')
  await gone(page.getByRole('dialog', { name: 'Calendar' }))
  expect(await page.title()).toContain('My work')
})
