import { expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { gone, journey, look, seen, test, wordsOf } from './browser.ts'

const story = journey()
const worry = 'He is met after school by men in a car'

async function policeKnow(): Promise<void> {
  const { owner } = story.world
  await owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell
     where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
    [partnershipId, people.child, staff.officer, agencies.police])
  await owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
     select $1, $2, c.id, k.code, now(), 'fact', 'test', case c.category when 'concern' then $4 else 'Not for them' end
     from cell c join record_kind k on k.category = c.category and c.category in ('concern', 'police')
     where c.partnership_id = $1 and c.agency_id = $3 and c.tier = 1 and k.code in (
       select min(code) from record_kind group by category)`,
    [partnershipId, people.child, agencies.police, worry])
}

test('an officer shares one section in three steps, it is read, and a recall closes the open page', async () => {
  await policeKnow()
  const officer = await story.visit('officer')
  await officer.goto(`/people/${people.child}`)
  await officer.getByRole('button', { name: 'Share information' }).click()
  const team = 'Wexmere Council children’s services: Children\'s social worker'
  await officer.getByLabel('With whom').selectOption({ label: team })
  await officer.getByLabel('Safeguarding concern').check()
  await officer.getByLabel('Why do they need it?').fill('You visit tomorrow')
  await officer.getByLabel('Not yet').check()
  await look(officer, '20-share-form')
  await officer.getByRole('button', { name: 'Check and send' }).click()
  await seen(officer.getByText('clause 2 of the Front door information-sharing agreement'))
  await look(officer, '21-share-check')
  await officer.getByRole('button', { name: 'Share', exact: true }).click()
  await seen(officer.getByText('Not opened yet'))
  await look(officer, '22-share-sent')

  const worker = await story.visit('socialWorker')
  await worker.goto('/my-work')
  await worker.getByRole('link', { name: 'Teo Marlowe' }).click()
  await seen(worker.getByText('You visit tomorrow'))
  await look(worker, '23-share-received')
  await worker.getByRole('button', { name: 'Open what was shared' }).click()
  await worker.getByRole('link', { name: 'Chronology' }).click()
  await seen(worker.getByText(worry))
  expect(await wordsOf(worker)).not.toContain('Not for them')

  await officer.getByLabel('Why is it recalled?').fill('Wrong family')
  await officer.getByRole('button', { name: 'Recall' }).click()
  await seen(officer.getByText('It shows nothing to anybody any more.'))
  await gone(worker.getByText(worry))
  await worker.goto('/shares')
  await seen(worker.getByText('Shared with you before'))
  await look(worker, '24-shares-over')
})

test('a nurse takes on a child whom nobody allocated, and a privacy officer reviews it', async () => {
  const nurse = await story.visit('nurse')
  await nurse.goto(`/people/${people.child}/claim`)
  await nurse.getByLabel('The person is with me, or I am on my way to them').check()
  await nurse.getByLabel('What has happened?').fill('He is in the waiting room with a cut hand')
  await look(nurse, '25-claim')
  await nurse.getByRole('button', { name: 'Take this on' }).click()
  await seen(nurse.getByText('You have taken this on'))
  await look(nurse, '26-links')
  const officer = await story.visit('privacyPolice')
  await officer.goto('/claims')
  await officer.getByRole('link', { name: /^P-/ }).first().click()
  await officer.getByLabel('There was not: end it now').check()
  await officer.getByLabel('Why?').fill('He was seen by another nurse')
  await look(officer, '27-claim-review')
  await officer.getByRole('button', { name: 'Record the review' }).click()
  await seen(officer.getByText('Ended'))
  expect((await nurse.goto(`/people/${people.child}`))?.status()).toBe(404)
})
