import { expect } from 'vitest'
import { custodyOf, hoursBefore } from '../../src/custody/custodyWorld.ts'
import { journey, look, phone, seen, test, wordsOf } from './browser.ts'
import { people } from '../world.ts'

const story = journey()

test('a sergeant reads how the child communicates before anything is decided, and detains only with reasons', async () => {
  const custody = custodyOf(story.world)
  const id = await custody.bringIn(people.child, 1)
  const sergeant = await story.visit('custody')
  await sergeant.goto(`/custody/${id}`)
  const words = await wordsOf(sergeant)
  expect(words.indexOf('Short sentences, pictures, time to answer')).toBeLessThan(words.indexOf('Before you decide'))
  expect(words.indexOf('Before you decide')).toBeLessThan(words.indexOf('Authorise detention'))
  expect(words).toContain('Could the child come by appointment instead?')
  expect(words).toContain('2 of 5')
  await look(sergeant, '75-custody-arrived')
  await sergeant.locator('#authorise summary').click()
  await sergeant.locator('#authorise').getByRole('button', { name: 'Authorise detention' }).click()
  await seen(sergeant.getByText('Enter why none of the alternatives is enough'))
  await look(sergeant, '75-custody-authorise')
})

test('without scripts and on a phone, the sergeant asks for an adult and the scheme says who comes', async () => {
  const { rows: [{ id }] } = await story.world.owner.query(`select id from episode where kind = 'detention' and closed_at is null`)
  const sergeant = await story.visit('custody', { scripts: false, size: phone })
  await sergeant.goto(`/custody/${id}`)
  await sergeant.locator('#ask-adult summary').click()
  await sergeant.locator('#ask-adult').getByLabel('The appropriate adult scheme: asked through Kith').check()
  await sergeant.locator('#ask-adult').getByLabel('Where shall they come?').fill('Wexmere police station')
  await sergeant.locator('#ask-adult').getByLabel(/^Now$/).check().catch(() => undefined)
  await sergeant.locator('#ask-adult').getByRole('button', { name: 'Ask for an appropriate adult' }).click()
  await sergeant.screenshot({ path: '.data/screens/75-ask-adult-390.png', fullPage: true })
})

test('pictures', async () => {
  const custody = custodyOf(story.world)
  const id = await custody.bringIn(people.stranger, 9)
  const at = (name: string, hours: number) => ({ [name]: hoursBefore(story.world.kernel.now(), hours).toISOString() })
  await custody.take('custody', id, 'ask_adult', { whom: 'scheme', where: 'Wexmere police station', ...at('asked_at', 8) })
  for (const [persona, path, name] of [
    ['custody', '/custody/now', '75-now'], ['custody', '/custody/follow-up', '75-follow-up'], ['custody', '/custody/counts', '75-counts'],
    ['custody', '/custody', '75-list'], ['custody', '/custody/begin', '75-begin'], ['liaison', '/custody/liaison', '75-liaison'],
    ['appropriateAdult', `/custody/adults/${await custody.begunBy(id, 'adult_request')}`, '75-adult'],
    ['liaison', `/custody/liaison/${await custody.begunBy(id, 'liaison_offer')}`, '75-offer'],
  ] as const) {
    const page = await story.visit(persona)
    await page.goto(path)
    await look(page, name)
  }
})
