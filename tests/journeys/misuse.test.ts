import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { lookThrough } from '../../src/sharing/misuse/lookThrough.ts'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { journey, look, seen, test, wordsOf } from './browser.ts'

const story = journey()

test('a social worker opens a neighbour’s child, is asked, explains, and the privacy officer decides', async () => {
  const { world } = story
  await world.owner.query(`update detector set valid_until = '2020-01-02' where code = 'off_shift'`)
  await world.owner.query(`insert into contact_point (partnership_id, person_id, cell, kind, value, postcode)
    values ($1, $2, $3, 'address', '1 Street', 'WX1 1AA')`,
  [partnershipId, people.child, world.kernel.cells.id(agencies.council, 'contact', 1)])
  await world.owner.query(`insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
    values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
  [partnershipId, people.child, world.kernel.cells.id(agencies.council, 'involvement', 0), staff.socialWorker, agencies.council])

  const worker = await story.visit('socialWorker')
  await worker.goto('/misuse/particulars')
  await worker.getByLabel('Postcode of your home').fill('wx1 1aa')
  await look(worker, '40-particulars')
  await worker.getByRole('button', { name: 'Save' }).click()
  await seen(worker.getByText('What you declared is saved.'))
  await worker.goto(`/people/${people.child}`)
  await lookThrough(world.kernel)

  const privacy = await story.visit('privacyCouncil')
  await privacy.goto('/alerts')
  await privacy.getByRole('button', { name: /^Open/v }).first().click()
  await seen(privacy.getByText('lives in the postcode that the reader declared'))
  await look(privacy, '41-sign-of-misuse')
  await privacy.getByRole('button', { name: 'Ask for an explanation' }).click()
  await seen(privacy.getByText('The reader has been asked.'))

  await worker.goto('/misuse/questions')
  await worker.getByRole('link', { name: 'Neighbour' }).click()
  await look(worker, '42-question-about-reading')
  await worker.getByLabel('Your explanation').fill('I am allocated, and have told my manager.')
  await worker.getByRole('button', { name: 'Send the explanation' }).click()
  await seen(worker.getByText('Your explanation was sent.'))

  await privacy.reload()
  await privacy.getByLabel('There was a good reason').check()
  await privacy.getByLabel('Why', { exact: true }).fill('Her manager knows and will reallocate.')
  await privacy.getByRole('button', { name: 'Record the outcome' }).click()
  await seen(privacy.getByText('The outcome is recorded.'))
  await privacy.goto('/misuse')
  await look(privacy, '43-signs-of-misuse')
})

test('a file is ordered from the child’s page, taken, leaks, is traced, and becomes a breach', async () => {
  const worker = await story.visit('socialWorker')
  await worker.goto(`/people/${people.child}/shared`)
  await worker.getByRole('link', { name: 'Order a file of this chronology' }).click()
  await worker.getByLabel('Why does it have to be a file?').fill('For the family court')
  await look(worker, '44-order-a-file')
  await worker.getByRole('button', { name: 'Order the file' }).click()
  await seen(worker.getByText('The file is ordered'))
  await look(worker, '45-file')
  const downloading = worker.waitForEvent('download')
  await worker.getByRole('button', { name: 'Take a copy' }).click()
  const text = readFileSync(await (await downloading).path(), 'utf8')
  expect(text).toContain('Made for Jules Pemberly')

  const privacy = await story.visit('privacyCouncil')
  await privacy.goto('/exports/trace')
  await privacy.getByLabel('Text').fill(text.split('\r\n')[1] ?? '')
  await privacy.getByRole('button', { name: 'Look for marks' }).click()
  await seen(privacy.getByText('Jules Pemberly, Wexmere Council'))
  await look(privacy, '46-traced')
  await privacy.getByRole('link', { name: 'Report a breach' }).click()
  await privacy.getByLabel('What happened?').fill('A chronology was found on a bus.')
  await privacy.getByLabel('How many people does it touch?').fill('1')
  await privacy.getByLabel('A high risk to people is likely').check()
  await look(privacy, '47-report-a-breach')
  await privacy.getByRole('button', { name: 'Report the breach' }).click()
  await seen(privacy.getByText('The breach is reported.'))
  await look(privacy, '48-breach')
  expect(await wordsOf(privacy)).toContain('Open the order of the file')
})
