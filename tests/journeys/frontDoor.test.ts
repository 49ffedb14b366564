import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectToFit, gone, journey, look, phone, seen, test, wordsOf } from './browser.ts'
import { readyToSend, sendAs } from './sending.ts'

const story = journey()

const narrative = 'At 23:10 he stood behind the kiosk with a kitchen knife in his sleeve.'
const address = '14 Larch Close'
const told = { account: narrative, place: address, 'place-home': 'child', urgency: 'immediate' }

/** Opens a folded step, lets it be filled, and takes it. */
async function take(page: Page, step: string, fill: () => Promise<void>, button = step): Promise<void> {
  await page.locator('summary', { hasText: step }).first().click()
  await fill()
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForURL(/done=/)
}

const state = (page: Page) => page.locator('[data-live="state"]')

async function openFromBoard(page: Page, reference: string): Promise<void> {
  await page.goto('/notifications/board')
  await page.getByRole('row', { name: new RegExp(reference) }).getByRole('link').first().click()
  await page.waitForURL(/\/notifications\/[0-9a-f-]{36}/)
}

test('the board shows a notification by itself, in the moment in which an officer sends it', async () => {
  const board = await story.visit('frontDoor')
  await board.goto('/notifications/board')
  await seen(board.getByText('Nothing waits here'))
  await look(board, '04-board-empty')
  await board.getByRole('heading', { level: 1 }).click()
  const officer = await story.visit('officer')
  await officer.goto(await readyToSend(story.world, 'officer', told))
  await officer.getByRole('button', { name: 'Send notification' }).click()
  await officer.getByRole('heading', { name: 'Notification sent' }).waitFor()
  const row = board.getByRole('row', { name: /Teo Marlowe 1\d years/ })
  await seen(row)
  const words = await row.innerText()
  expect(words).toContain('Rowan Ashby')
  expect(words).toMatch(/Immediate/)
  expect(words).toMatch(/Due|due/)
  await gone(board.getByText('Nothing waits here'))
  await look(board, '04-board')
})

test('a screening officer sees what was recorded, and two people on one item see each other', async () => {
  const { reference } = await sendAs(story.world, 'officer', told)
  const worker = await story.visit('frontDoor')
  await openFromBoard(worker, reference)
  const words = await wordsOf(worker)
  expect(words).toContain(narrative)
  expect(words).toContain('You are here for: ')
  await look(worker, '04-notification')
  const manager = await story.visit('frontDoorManager')
  await openFromBoard(manager, reference)
  await seen(worker.getByText(/Also here: .*Marian Foxe/))
  await seen(manager.getByText(/Also here: .*Adaeze Linton/))
})

test('a level, a question, a decision, an undo, a hand-over and a reopening each take one step', async () => {
  const { id, reference } = await sendAs(story.world, 'officer', told)
  const page = await story.visit('frontDoor')
  await openFromBoard(page, reference)
  await page.getByRole('button', { name: 'Acknowledge and start screening' }).click()
  await page.waitForURL(/done=/)
  expect(await state(page).innerText()).toContain('Being screened')
  await take(page, 'Set the level', async () => {
    await page.getByLabel('Amber').check()
    await page.getByLabel('Why this level').fill('He may be exploited')
  })
  expect(await state(page).innerText()).toContain('Amber')
  await take(page, 'Ask another agency', async () => {
    await page.getByLabel('Who to ask').selectOption({ label: 'Alderbrook: School safeguarding lead' })
    await page.getByLabel('What you need to know').fill('Has he been in school this month?')
    await page.getByLabel('Why you need it').fill('We worry that he is being exploited')
  }, 'Send the request')
  await seen(page.getByRole('heading', { name: 'Information asked for' }))
  await take(page, 'Record the decision', async () => {
    await page.getByLabel('Child in need').check()
    await page.getByLabel('Rationale').fill('An assessment is needed')
    await page.getByRole('textbox', { name: 'What the referrer is told' }).fill('A social worker will see the family')
    await look(page, '04-deciding')
  })
  expect(await state(page).innerText()).toContain('Decided')
  await take(page, 'Undo the decision', () => page.getByLabel('Why you undo it').fill('The wrong child in need'))
  expect(await state(page).innerText()).toContain('Being screened')
  await take(page, 'Record the decision', async () => {
    await page.getByLabel('Early help').check()
    await page.getByLabel('Rationale').fill('The family takes help')
    await page.getByRole('textbox', { name: 'What the referrer is told' }).fill('Early help will ring the family')
  })
  await take(page, 'Hand over', async () => {
    await page.getByLabel('To whom').selectOption({ label: 'Jules Pemberly, Children\'s social worker' })
    await page.getByLabel('What they need to know first').fill('The family has been told')
  })
  expect(await state(page).innerText()).toContain('Handed over')
  await take(page, 'Reopen', () => page.getByLabel('Why it is opened again').fill('A new worry came in'))
  expect(await state(page).innerText()).toContain('Being screened')
  await look(page, '04-reopened')
  expect(page.url()).toContain(id)
})

test('the referrer sees the acknowledgement, the decision and the feedback, and says that it was read', async () => {
  const { id, reference } = await sendAs(story.world, 'secondOfficer', told)
  const officer = await story.visit('secondOfficer')
  await officer.goto(`/notifications/${id}`)
  await seen(officer.getByText('The front door has not yet acknowledged it.'))
  const page = await story.visit('frontDoor')
  await openFromBoard(page, reference)
  await page.getByRole('button', { name: 'Acknowledge only' }).click()
  await page.waitForURL(/done=/)
  await seen(officer.getByText('The front door has received this and is screening it.'))
  await take(page, 'Record the decision', async () => {
    await page.getByLabel('Information and advice').check()
    await page.getByLabel('Rationale').fill('Known only to social care: hidden from the referrer')
    await page.getByRole('textbox', { name: 'What the referrer is told' }).fill('Thank you: we have rung the mother')
  })
  await take(page, 'Give feedback to the referrer', async () => {
    for (const grade of await page.getByRole('radio', { name: 'Good' }).all()) await grade.check()
    await page.getByLabel('What was good').fill('His own words helped us')
  }, 'Give feedback')
  await seen(officer.getByText('Thank you: we have rung the mother'))
  await seen(officer.getByText('His own words helped us'))
  const words = await wordsOf(officer)
  expect(words).not.toContain('Known only to social care')
  await officer.goto('/notifications')
  await seen(officer.getByText('New feedback'))
  await officer.goto(`/notifications/${id}`)
  await look(officer, '05-referrer')
  await officer.getByRole('button', { name: 'I have read this' }).click()
  await gone(officer.getByRole('button', { name: 'I have read this' }))
})

test('a school lead answers on a phone without scripts, and never sees the narrative or the address', async () => {
  const { reference } = await sendAs(story.world, 'officer', told)
  const page = await story.visit('frontDoor')
  await openFromBoard(page, reference)
  await page.getByRole('button', { name: 'Acknowledge and start screening' }).click()
  await page.waitForURL(/done=/)
  await take(page, 'Ask another agency', async () => {
    await page.getByLabel('Who to ask').selectOption({ label: 'Thornfold: School safeguarding lead' })
    await page.getByLabel('What you need to know').fill('Does he have friends at your school?')
    await page.getByLabel('Why you need it').fill('We worry about him')
  }, 'Send the request')
  const school = await story.visit('schoolLeadB', { scripts: false, size: phone })
  await school.goto('/')
  await school.getByRole('link', { name: /Teo Marlowe/ }).first().click()
  await school.getByRole('heading', { name: 'Request for information' }).waitFor()
  await expectToFit(school)
  await school.getByLabel('Your answer').fill('Two of our pupils meet him')
  await school.getByLabel('Yes, this is the whole answer').check()
  await school.getByRole('button', { name: 'Send the answer' }).click()
  await school.getByText('Your answer has been sent.').waitFor()
  await seen(page.getByText('Two of our pupils meet him'))
  await everyPage(await story.visit('schoolLeadB'))
})

/** Walks every link that she can reach: none leads to what no clause gives a school. */
async function everyPage(page: Page): Promise<void> {
  const seenAddresses = new Set<string>()
  const toSee = ['/my-work', '/requests']
  for (let address = toSee.shift(); address !== undefined; address = toSee.shift()) {
    if (seenAddresses.has(address) || seenAddresses.size > 40) continue
    seenAddresses.add(address)
    const response = await page.goto(address)
    expect(response?.status(), address).toBe(200)
    const html = await page.content()
    for (const hidden of [narrative, '23:10', 'Larch Close', 'kitchen knife'])
      expect(html, address).not.toContain(hidden)
    const links = await page.locator('main a[href^="/"], .kith-purpose a, nav a').evaluateAll(
      all => all.map(link => link.getAttribute('href') ?? ''))
    toSee.push(...links.map(link => link.split('#')[0] ?? '').filter(link => !link.startsWith('/notifications/make')))
  }
  expect([...seenAddresses].some(address => address.startsWith('/why'))).toBe(true)
  expect([...seenAddresses].some(address => /^\/requests\/[0-9a-f-]{36}/.test(address))).toBe(true)
}

test('“Why can I see this?” names the clause of the agreement, in plain words', async () => {
  const school = await story.visit('schoolLeadB')
  await school.goto('/requests')
  await look(school, '06-requests')
  await school.getByRole('link', { name: /Teo Marlowe/ }).first().click()
  await look(school, '06-request')
  await school.getByRole('link', { name: 'Why can I see this?' }).click()
  const words = await wordsOf(school)
  expect(words).toContain('Whoever is asked for information sees who the child is, how they communicate')
  expect(words).toContain('Front door information-sharing agreement')
  await look(school, '06-why')
})
