import { expect } from 'vitest'
import { staff } from '../world.ts'
import { expectToFit, journey, look, phone, seen, test, wordsOf } from './browser.ts'

const story = journey()
const base = '/administration'

test.each([
  ['home', ''], ['agencies', '/agencies'], ['people', '/people'], ['one-person', `/people/${staff.officer}`],
  ['sign-in', '/sign-in'], ['tokens', '/tokens'], ['form-kinds', '/form-kinds'], ['clocks', '/reference/clocks'],
  ['holidays', '/reference/bank-holidays'], ['gateways', '/reference/gateways'], ['words', '/reference/words'],
  ['lexicon', '/reference/lexicon'], ['history', '/history'],
])('an administrator opens %s', async (name, path) => {
  const page = await story.visit('administrator')
  expect((await page.goto(`${base}${path}`))?.status()).toBe(200)
  await look(page, `12-${name}`)
})

test('an administrator adds an agency on a phone without scripts, and sees whom it affects', async () => {
  const page = await story.visit('administrator', { scripts: false, size: phone })
  await page.goto(`${base}/agencies/add`)
  await expectToFit(page)
  await page.locator('input[name="name"]').fill('Wexmere Housing')
  await page.locator('input[name="short_name"]').fill('Housing')
  const kind = page.locator('[name="kind"]')
  if (await kind.first().evaluate(field => field.tagName === 'SELECT')) await kind.selectOption('housing')
  else await page.locator('[name="kind"][value="housing"]').check()
  await page.locator('[name="source"]').fill('Asked for by the board')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('It sees nothing of other agencies').waitFor()
  await expectToFit(page)
  await page.locator('main').getByRole('button').last().click()
  await page.goto(`${base}/agencies`)
  await seen(page.getByText('Wexmere Housing'))
  await page.goto(`${base}/history`)
  expect(await wordsOf(page)).toContain('Asked for by the board')
})

test('what is missing in a change is said beside the field', async () => {
  const page = await story.visit('administrator')
  await page.goto(`${base}/agencies/add`)
  await page.getByRole('button', { name: 'Continue' }).click()
  await seen(page.getByRole('alert'))
  await look(page, '12-error')
})

test('the pages of help and of accessibility are there, signed in or not', async () => {
  for (const persona of ['mentor', undefined] as const) {
    const page = await story.visit(persona)
    for (const path of persona ? ['/help', '/accessibility'] : ['/accessibility']) {
      await page.goto(path)
      if (persona) await look(page, `12${path.replace('/', '-')}`)
    }
  }
})
