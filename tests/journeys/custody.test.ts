import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { custodyOf, hoursBefore } from '../../src/custody/custodyWorld.ts'
import { people } from '../world.ts'
import { expectToFit, journey, look, phone, seen, test, wordsOf } from './browser.ts'

const story = journey()

/** Answers a question that names one choice. */
const choose = (place: Page | Locator, question: string, answer: string) =>
  place.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check()

const now = (place: Page | Locator, question: string) => choose(place, question, 'Now')

/** A time to come is entered, because "now" is offered for what has happened only. */
async function inAnHour(place: Locator, question: string): Promise<void> {
  const group = place.getByRole('group', { name: question })
  const at = Temporal.Now.zonedDateTimeISO('Europe/London').add({ hours: 1 })
  for (const [label, value] of [['Day', at.day], ['Month', at.month], ['Year', at.year]] as const)
    await group.getByLabel(label, { exact: true }).fill(String(value))
  await group.getByLabel(/^Time/v).fill(at.toPlainTime().toString().slice(0, 5))
}

async function go(page: Page, button = 'Continue'): Promise<void> {
  await page.locator('main').getByRole('button', { name: button, exact: true }).click()
  await page.waitForLoadState()
}

/** Opens a folded step, lets it be filled, and takes it. */
async function take(page: Page, step: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  const form = page.locator(`#${step}`)
  await form.locator('summary').first().click()
  await fill(form)
  await form.getByRole('button').last().click()
  await page.waitForURL(/done=/v)
}

async function bringIn(page: Page): Promise<void> {
  await page.goto('/custody/now')
  await seen(page.getByText('No child is in custody.'))
  await page.getByRole('link', { name: 'Bring in a child' }).click()
  await page.getByLabel('Which child?').fill('Teo Marlowe')
  await go(page)
  await page.getByRole('radio').first().check()
  await go(page)
  await seen(page.getByRole('heading', { name: 'How the child communicates' }))
  await look(page, '75-begin-needs')
  await choose(page, 'How do you know the child’s age?', 'From a record or document')
  await page.getByLabel('How does the child understand and speak best?').fill('Short sentences, with pictures')
  await choose(page, 'What does the child live with?', 'Autism')
  await page.getByLabel('What will be done differently for this child?').fill('Quiet room, lights down')
  await go(page)
  await choose(page, 'Is the child hurt?', 'Yes')
  await page.getByLabel('Which injuries, and who looks after them now?').fill('A cut on the hand, cleaned by the nurse')
  await choose(page, 'Is the child ill, on medicine, or thinking of harming themselves?', 'No')
  await choose(page, 'Could somebody be using or hurting the child?', 'No signs seen')
  await choose(page, 'Who looks after the child?', 'Parent')
  await page.getByLabel('How to reach whoever looks after the child').fill('Mother, by phone')
  await choose(page, 'Is the child at school or college?', 'Yes')
  await go(page)
  await now(page, 'When did the child arrive at the police station?')
  await choose(page, 'Why was the child brought here?', 'Arrested for an offence')
  await page.getByLabel('What kind of offence?').selectOption('Theft or handling')
  await page.getByLabel('What happened, in short?').fill('Said to have taken a phone.')
  await go(page)
  await go(page, 'Send')
  await page.waitForURL(/\/custody\/[0-9a-f\-]{36}/v)
}

test('a sergeant hears how the child communicates before anything is decided, and detains only with reasons', async () => {
  const sergeant = await story.visit('custody')
  await bringIn(sergeant)
  const words = await wordsOf(sergeant)
  expect(words.indexOf('Short sentences, with pictures')).toBeLessThan(words.indexOf('Before you decide'))
  expect(words.indexOf('Before you decide')).toBeLessThan(words.indexOf('Authorise detention'))
  expect(words).toContain('Could the child come by appointment instead?')
  expect(words).toContain('Let health care see the child.')
  await look(sergeant, '75-arrived')
  const form = sergeant.locator('#authorise')
  await form.locator('summary').click()
  await form.getByRole('button', { name: 'Authorise detention' }).click()
  await seen(sergeant.getByText('Enter why none of the alternatives is enough'))
  await choose(form, 'What did you consider instead of detention?', 'Taking the child home or to a safe adult')
  await form.getByLabel('What have you changed so that this child understands what is happening?').fill('Pictures')
  await form.getByLabel('Why is none of these enough?').fill('The phone has to be found tonight.')
  await choose(form, 'What is detention needed for?', 'To secure or preserve evidence')
  await form.getByLabel('Gravity: what kind of offence?').selectOption('Theft or handling')
  await form.getByLabel('How grave do you judge the offence, from 1 to 5?').fill('2')
  await now(form, 'When was detention authorised?')
  await form.getByRole('button', { name: 'Authorise detention' }).click()
  await seen(sergeant.getByText(/consider voluntary attendance/v))
  await form.getByLabel(/^Voluntary attendance/v).check()
  await form.getByRole('button', { name: 'Authorise detention' }).click()
  await sergeant.waitForURL(/done=authorise/v)
  expect(await wordsOf(sergeant)).toContain('First review of detention')
  await look(sergeant, '75-detained')
})

test('the adult who says on a phone, without scripts, that she comes is seen at once in the station', async () => {
  const { rows: [{ id }] } = await story.world.owner.query(`select id from episode where kind = 'detention'`)
  const sergeant = await story.visit('custody')
  await sergeant.goto(`/custody/${id}`)
  await take(sergeant, 'ask-adult', async form => {
    await form.getByLabel('The appropriate adult scheme: asked through Kith').check()
    await form.getByLabel('Where shall they come?').fill('Wexmere police station')
    await now(form, 'When were they asked?')
  })
  await sergeant.goto('/custody/now')
  const adult = await story.visit('appropriateAdult', { scripts: false, size: phone })
  await adult.goto('/custody/adults')
  await adult.locator('main').getByRole('link', { name: /Teo Marlowe/v }).first().click()
  const words = await wordsOf(adult)
  expect(words).toContain('Short sentences, with pictures')
  expect(words).not.toContain('phone has to be found')
  await expectToFit(adult)
  // The tool that looks for barriers is itself a script: it reads the same page in a window that runs them.
  const looking = await story.visit('appropriateAdult', { size: phone })
  await looking.goto(adult.url())
  await look(looking, '75-adult')
  await take(adult, 'accept', async form => {
    await form.getByLabel('Who is coming?').fill('Bertie Ashdown')
    await inAnHour(form, 'When will they be there?')
  })
  await seen(sergeant.getByText('On the way'))
  await look(sergeant, '75-now')
})

test('every family is offered follow-up, and the page says so in one number', async () => {
  const liaison = await story.visit('liaison')
  await liaison.goto('/custody/liaison')
  await liaison.locator('main').getByRole('link', { name: /Teo Marlowe/v }).first().click()
  await take(liaison, 'offer', async form => {
    await form.getByLabel('Parent or carer').check()
    await form.getByLabel('What was offered?').fill('A family worker, and somebody to talk to')
    await now(form, 'When?')
  })
  await look(liaison, '75-offer')
  await liaison.goto('/custody/follow-up')
  expect(await wordsOf(liaison)).toContain('Offered to 1 of 1: 100%.')
  await look(liaison, '75-follow-up')
})

test('after charge the council’s answer, the hours and the certificate stand on one page, and are counted', async () => {
  const custody = custodyOf(story.world)
  const { rows: [{ id }] } = await story.world.owner.query(`select id from episode where kind = 'detention'`)
  const at = (name: string) => ({ [name]: hoursBefore(story.world.kernel.now(), 0).toISOString() })
  expect(await custody.take('custody', id, 'refuse_bail', { charge: 'Theft', why_no_bail: 'No safe address', ...at('charged_at') }))
    .toMatchObject({ done: true })
  expect(await custody.take('custody', id, 'ask_bed', { accommodation: 'non_secure', ...at('asked_at') })).toMatchObject({ done: true })
  const council = await story.visit('frontDoor')
  await council.goto('/custody/beds')
  await council.locator('main').getByRole('link', { name: /Teo Marlowe/v }).first().click()
  await look(council, '75-bed')
  await take(council, 'offer', async form => {
    await form.getByLabel('Non-secure', { exact: true }).check()
    await form.getByLabel('Where, and whom to ring?').fill('A carer in the next town; ring the duty desk')
    await inAnHour(form, 'From when?')
  })
  const sergeant = await story.visit('custody')
  await sergeant.goto(`/custody/${id}`)
  const words = await wordsOf(sergeant)
  expect(words).toContain('After charge')
  expect(words).toContain('Offered')
  await look(sergeant, '75-held')
  await sergeant.goto('/custody/counts')
  expect(await wordsOf(sergeant)).toContain('A bed was offered: 1 of 1 (100%)')
  await look(sergeant, '75-counts')
  await sergeant.goto('/custody')
  await look(sergeant, '75-list')
})

test('a child who was never brought in is nobody’s business', async () => {
  const adult = await story.visit('appropriateAdult')
  await adult.goto(`/people/${people.stranger}`)
  await seen(adult.getByText('There is nothing here that you can open.'))
})
