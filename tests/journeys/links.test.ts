import { expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { expectToFit, gone, journey, look, phone, seen, shot, test, wordsOf } from './browser.ts'

const story = journey()
const page = `/people/${people.child}`

test('a nurse takes on a child with a reason; a privacy officer learns of it without content and ends it', async () => {
  const nurse = await story.visit('nurse')
  await nurse.goto('/people/search')
  await nurse.getByLabel('Name, date of birth, age or number').fill('Teo Marlowe')
  await nurse.getByRole('button', { name: 'Find' }).click()
  await nurse.getByRole('link', { name: /^Take this on/v }).click()
  await nurse.getByRole('button', { name: 'Take this on' }).click()
  await seen(nurse.getByRole('alert').getByText('Choose why you take this on'))
  await look(nurse, '60-take-on-without-reason')
  await nurse.getByLabel('The person is with me, or I am on my way to them').check()
  await nurse.getByLabel('What has happened?').fill('He is in the waiting room with a cut hand')
  await nurse.getByRole('button', { name: 'Take this on' }).click()
  await seen(nurse.getByText('Those who answer for the records have been told.'))
  await look(nurse, '61-taken-on')
  await nurse.getByRole('link', { name: 'Back to the person' }).click()
  await seen(nurse.getByText('Teo Marlowe').first())

  const privacy = await story.visit('privacyPolice', { scripts: false, size: phone })
  await privacy.goto('/')
  await privacy.getByRole('link', { name: 'Alerts, 1 new' }).click()
  const told = await wordsOf(privacy)
  expect(told).toContain('Somebody has taken on a person of whom you hold a record.')
  expect(told).not.toMatch(/Teo|Marlowe|Beck|nurse|waiting room|hand/iv)
  await expectToFit(privacy)
  await shot(privacy, '62-alert-of-a-claim')
  await privacy.getByRole('button', { name: /^Open/v }).click()
  await seen(privacy.getByText('He is in the waiting room with a cut hand'))
  expect(await wordsOf(privacy)).not.toMatch(/Teo|Marlowe/v)
  const address = privacy.url()
  await privacy.getByRole('button', { name: 'Record the review' }).click()
  await seen(privacy.getByRole('alert').getByText('Choose whether it is kept'))
  await privacy.getByLabel('There was not: end it now').check()
  await privacy.getByLabel('Why?').fill('Another nurse had already seen him')
  await expectToFit(privacy)
  const desktop = await story.visit('privacyPolice')
  await desktop.goto(address)
  await look(desktop, '63-review-of-a-claim')
  await privacy.getByRole('button', { name: 'Record the review' }).click()
  await seen(privacy.getByText('Ended: Another nurse had already seen him'))

  await gone(nurse.getByText('Teo Marlowe'))
  await look(nurse, '64-closed-for-the-nurse')
  expect((await nurse.goto(page))?.status()).toBe(404)
  await nurse.goto('/alerts')
  await seen(nurse.getByText('A privacy officer has ended what you took on by yourself.'))
})

test('what was taken on ends by itself after its week, and by hand as soon as it is no longer needed', async () => {
  const { owner } = story.world
  const nurse = await story.visit('nurse')
  const takeOn = async () => {
    await nurse.goto(`${page}/claim`)
    await nurse.getByLabel('The person is with me, or I am on my way to them').check()
    await nurse.getByLabel('What has happened?').fill('He has come back')
    await nurse.getByRole('button', { name: 'Take this on' }).click()
    await seen(nurse.getByText('You have taken this on'))
  }
  await takeOn()
  const { rows: [days] } = await owner.query<{ n: number }>(`
    select extract(day from valid_until - valid_from)::int as n from link
    where staff_id = $1 and kind = 'self_claimed' and valid_until > now()`, [staff.nurse])
  expect(days?.n).toBe(7)
  await owner.query(`update link set valid_from = valid_from - interval '7 days', valid_until = now()
    where staff_id = $1 and valid_until > now()`, [staff.nurse])
  expect((await nurse.reload())?.status()).toBe(404)

  await takeOn()
  await nurse.locator('summary').filter({ hasText: 'End' }).click()
  await nurse.getByRole('button', { name: 'End it' }).click()
  await seen(nurse.getByText('Choose why it ends').first())
  await look(nurse, '65-end-by-hand')
  await nurse.getByLabel('Why?').selectOption({ label: 'No longer needed' })
  await nurse.getByRole('button', { name: 'End it' }).click()
  await nurse.waitForURL('**/my-work')
  expect((await nurse.goto(page))?.status()).toBe(404)
})

test('an officer hands a child over to a colleague, whose page opens as the officer’s own closes', async () => {
  await story.world.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell
     where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
    [partnershipId, people.child, staff.officer, agencies.police])
  const officer = await story.visit('officer', { scripts: false, size: phone })
  await officer.goto(`${page}/links`)
  await officer.getByLabel('Who', { exact: true }).selectOption({ label: 'Ines Calder, Neighbourhood officer' })
  await officer.getByLabel('Hand over: I no longer need to open this record').check()
  await expectToFit(officer)
  await shot(officer, '66-hand-over')
  await officer.getByRole('button', { name: 'Allocate' }).click()
  await officer.waitForURL('**/my-work')
  expect((await officer.goto(page))?.status()).toBe(404)
  const colleague = await story.visit('secondOfficer')
  expect((await colleague.goto(page))?.status()).toBe(200)
})
