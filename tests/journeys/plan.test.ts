import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { missingRoom } from '../../src/missing/room.ts'
import { takeStep } from '../../src/practice/actions/takeStep.ts'
import { practicesOf } from '../../src/practice/practices.ts'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { gone, journey, look, phone, seen, test, wordsOf } from './browser.ts'

const story = journey()
const practices = practicesOf(missingRoom.practices)
const looks = 'Tall for his age, black coat with a torn pocket'
const friends = 'Cousin at the harbour flats'
/** One grey point, as a photo. */
const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')

const looksAfter = () => story.world.owner.query(
  `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
   select $1, $2, id, $3, $4, 'missing_response', 'allocated' from cell
   where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
  [partnershipId, people.child, staff.homeWorker, agencies.home])

test('a home and a carer keep a plan; the police read it while the child is missing, and no longer', async () => {
  await looksAfter()
  const home = await story.visit('homeWorker')
  await home.goto('/plans')
  await look(home, '60-plans-empty')
  await home.getByRole('link', { name: 'Teo Marlowe' }).click()
  await look(home, '61-plan-begin')
  await home.getByRole('button', { name: 'Begin the plan' }).click()
  await seen(home.getByRole('heading', { name: 'Who the child is' }))
  const planId = new URL(home.url()).pathname.split('/').at(-1) ?? ''
  await home.getByRole('link', { name: 'Fill in “Who the child is”' }).click()
  await home.getByLabel('What they look like').fill(looks)
  await look(home, '62-plan-section')
  await home.getByRole('button', { name: 'Save in the plan' }).click()
  await seen(home.getByText('Written by Dewi Farrant'))
  await home.getByRole('link', { name: 'Fill in “Places where they go”' }).click()
  await home.getByLabel('Place 1', { exact: true }).fill('The old pier')
  await home.getByLabel('How risky is place 1?').selectOption({ label: 'Dangerous: look there first' })
  await look(home, '63-plan-places')
  await home.getByRole('button', { name: 'Save in the plan' }).click()
  await home.getByRole('link', { name: 'Fill in “Photo”' }).click()
  await home.getByLabel('Photo, JPEG or PNG').setInputFiles({ name: 'teo.png', mimeType: 'image/png', buffer: photo })
  await home.getByRole('button', { name: 'Save in the plan' }).click()
  await seen(home.getByRole('img', { name: 'The child' }))
  await look(home, '64-plan')

  await home.getByRole('button', { name: 'Give a personal link' }).click()
  await look(home, '65-link-new')
  await home.getByRole('button', { name: 'Make the link' }).click()
  const link = new URL(await home.locator('#link').innerText())
  const code = await home.locator('#code').innerText()
  await look(home, '66-link-made')

  const locate = await story.visit('locate')
  expect((await locate.goto(`/plans/${planId}`))?.status()).toBe(404)

  const carer = await story.visit(undefined, { scripts: false, size: phone })
  await carer.goto(link.pathname)
  expect(carer.url()).not.toContain(link.pathname)
  expect(await wordsOf(carer)).not.toMatch(/Teo|Marlowe|Rowan/v)
  await carer.getByLabel('Code').fill(code)
  await carer.getByRole('button', { name: 'Continue' }).click()
  await seen(carer.getByText(looks))
  const looking = await story.visit(undefined, { size: phone })
  for (const { name, value } of await carer.context().cookies()) await looking.context().addCookies([
    { name, value, url: `https://${new URL(story.origin).hostname}`, secure: true, httpOnly: true }])
  for (const [path, name] of [['', '67-by-link-plan'], ['/sections/associates', '68-by-link-people'], ['/missing', '69-by-link-report']] as const) {
    await looking.goto(`/by-link/plan${path}`)
    await look(looking, name)
  }
  await carer.getByRole('link', { name: 'Fill in “People”' }).click()
  await carer.getByLabel('Friends and family they may be with').fill(friends)
  await carer.getByRole('button', { name: 'Save in the plan' }).click()
  await seen(carer.getByText('Written by Carer, by link of'))
  await carer.getByRole('link', { name: 'Report the child missing' }).click()
  await carer.getByLabel('Foster carer').check()
  await carer.getByLabel('Their name').fill('A foster carer')
  await carer.getByLabel('How can they be reached?').fill('At home')
  await carer.getByRole('group', { name: 'When was the child last seen?' }).getByLabel('Now').check()
  await carer.getByLabel('Where was that?').fill('At the gate of the school')
  await carer.getByLabel('Rang or messaged the child').check()
  await carer.getByRole('group', { name: 'Is the child in danger now?' }).getByLabel('No').check()
  await carer.getByLabel('Why are you worried?').fill('He said goodbye as he never does')
  await carer.getByLabel('Missing from care').check()
  await carer.getByLabel('Home authority').fill('Wexmere')
  await carer.getByRole('button', { name: 'Report missing' }).click()
  await seen(carer.getByText('The police have your report'))

  const { rows: [episode] } = await story.world.owner.query<{ id: string }>(`select id from episode where kind = 'missing_episode'`)
  await locate.goto(`/missing/${episode?.id ?? ''}`)
  for (const said of [looks, friends, 'The old pier', 'Dangerous: look there first']) await seen(locate.getByText(said))
  await look(locate, '690-plan-released')
  await carer.getByRole('link', { name: 'Fill in “What has happened now”' }).click()
  await carer.getByLabel('How they were').fill('Frightened after a call')
  await carer.getByRole('button', { name: 'Save in the plan' }).click()
  await seen(locate.getByText('Frightened after a call'))

  const ended = await takeStep(story.world.kernel, story.world.viewer('inspector'), practices, {
    episodeId: episode?.id ?? '', step: 'cancel', revision: 1, key: randomUUID(),
    answers: { cancelled_why: 'not_missing', detail: 'At the gate all the time' },
  })
  expect(ended).toMatchObject({ done: true })
  await gone(locate.getByText(looks))
  expect((await locate.goto(`/plans/${planId}`))?.status()).toBe(404)
  await home.goto(`/plans/${planId}`)
  await seen(home.getByText(friends))
  expect(await wordsOf(home)).not.toContain('Frightened after a call')

  await home.getByRole('link', { name: 'Carer, by link of' }).click()
  await look(home, '70-link-one')
  await home.getByRole('button', { name: 'Withdraw this link' }).click()
  await seen(home.getByText('sees nothing from now on'))
  await carer.goto('/by-link/plan')
  await seen(carer.getByText('Open your link again'))
})
