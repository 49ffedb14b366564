import { expect } from 'vitest'
import { randomUUID } from 'node:crypto'
import { beginEpisode } from '../../src/practice/actions/begin.ts'
import { practices } from '../../src/practiceRooms.ts'
import { people, viewerOf } from '../world.ts'
import { desk, journey, look, phone, seen, test } from './browser.ts'

const story = journey()

test('a superintendent authorises a search on a phone; an inspector is told why not; the counts open', async () => {
  const begun = await beginEpisode(story.world.kernel, viewerOf('custody'), practices, {
    kind: 'strip_search', personId: people.child, key: randomUUID(), answers: {
      looking_for: 'weapon', why_now: 'About to go into a cell', instead: 'A pat-down was not enough', basis: 'Seen on camera',
      basis_source: 'seen', basis_graded: 'reliable', where: 'custody',
    },
  })
  if (!begun.done) throw new Error(begun.why)
  const inspector = await story.visit('inspector', { size: desk })
  await inspector.goto(`/custody/searches/${begun.value.id}`)
  expect(await inspector.locator('main').innerText()).toContain('at least a superintendent')
  await look(inspector, 'search-inspector')
  const page = await story.visit('superintendent', { size: phone })
  await page.goto(`/custody/searches/${begun.value.id}`)
  const form = page.locator('#authorise')
  await form.locator('summary').first().click()
  await form.getByRole('group', { name: 'When did you authorise it?' }).getByLabel('Now', { exact: true }).check()
  await form.getByLabel('Why is it necessary and no more than necessary?').fill('A blade was seen.')
  await form.getByLabel('How far may it go?').fill('Waistband only')
  await form.getByRole('button').last().click()
  await seen(page.getByText('The search is authorised.').first())
  await look(page, 'search-authorised')
  await page.goto('/custody/searches/counts')
  await look(page, 'search-counts')
})
