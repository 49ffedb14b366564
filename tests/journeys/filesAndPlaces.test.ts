import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { expectToFit, journey, look, phone, seen, test, wordsOf } from './browser.ts'

const story = journey()

const personsHeader = 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,'
  + 'pers_common_child_id'
const persons = `${personsHeader}\n1,,Ada,Larkin,F,WBRI,2012-03-04,\n2,,Cy,Larkin,M,WBRI,2011-02-30,\n`
const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file is sent by page, its rows are counted, and the bad ones come back with line and reason', async () => {
  const page = await story.visit('frontDoorManager')
  await page.goto('/imports')
  await look(page, '09-imports')
  await page.getByRole('link', { name: /persons/i }).first().click()
  await look(page, '09-import-kind')
  await page.locator('input[type="file"]').setInputFiles(csv('persons.csv', persons))
  await page.getByRole('button', { name: 'Import file' }).click()
  await page.waitForURL(/\/imports\/runs\//)
  await seen(page.getByText('Finished'))
  await expect.poll(() => wordsOf(page)).toMatch(/Rows read 2 Accepted 1 Unchanged, already there 0 Rejected 1/)
  await look(page, '09-run')
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('link', { name: /Download the rejected rows/ }).click()])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain('2,,Cy,Larkin,M,WBRI,2011-02-30')
  expect(text).toContain('import_line,import_reason')
})

test('a file is sent on a phone without scripts, and a wrong one is refused beside the field', async () => {
  const page = await story.visit('frontDoorManager', { scripts: false, size: phone })
  await page.goto('/imports')
  await page.getByRole('link', { name: /persons/i }).first().click()
  await page.locator('input[type="file"]').setInputFiles(csv('wrong.csv', 'name,age\nAda,12\n'))
  await page.getByRole('button', { name: 'Import file' }).click()
  await page.getByRole('alert').waitFor()
  await expectToFit(page)
  await page.locator('input[type="file"]').setInputFiles(csv('again.csv', persons))
  await page.getByRole('button', { name: 'Import file' }).click()
  await page.waitForURL(/\/imports\/runs\//)
})

test('sending a file shows how far it is, and can be cancelled before anything is stored', async () => {
  const page = await story.visit('frontDoorManager')
  await page.goto('/imports')
  await page.getByRole('link', { name: /persons/i }).first().click()
  await page.route('**/imports/**', route => route.request().method() === 'POST' ? undefined : route.continue())
  await page.locator('input[type="file"]').setInputFiles(csv('long.csv', persons))
  await page.getByRole('button', { name: 'Import file' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await seen(page.getByText('Cancelled. Nothing was sent.'))
  await look(page, '09-cancelled')
})

const offences = [
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,'
  + 'Last outcome category,Context',
  ...Array.from({ length: 40 }, (_, n) =>
    `,2026-0${1 + n % 3},Wexmere,Wexmere,${(-1 - (n % 8) * 0.02).toFixed(2)},50.8,On or near High Street,E01000001,`
    + `Testham 0${10 + n % 8}A,Robbery,,`),
].join('\n')

test('imported offences stand on the places page by month, kind and area, as a table and as a map', async () => {
  const page = await story.visit('analyst')
  await page.goto('/places')
  await look(page, '09-places-empty')
  await page.goto('/imports')
  await page.getByRole('link', { name: /street/i }).first().click()
  await page.locator('input[type="file"]').setInputFiles(csv('2026-01-street.csv', `${offences}\n`))
  await page.getByRole('button', { name: 'Import file' }).click()
  await page.waitForURL(/\/imports\/runs\//)
  await expect.poll(() => wordsOf(page)).toMatch(/Rows read 40 Accepted 40/)
  await page.goto('/places')
  await page.locator('hex-map[data-ready]').waitFor({ timeout: 40_000 })
  const words = await wordsOf(page)
  expect(words).toContain('40 offences')
  expect(words).toContain('Robbery')
  await look(page, '09-places')
})

test('the places page works without scripts, its list has the figures of the map', async () => {
  const page = await story.visit('analyst', { scripts: false, size: phone })
  await page.goto('/places')
  await expectToFit(page)
  await page.locator('[data-hexagon] a').first().click()
  await page.getByRole('heading', { name: /Chosen hexagon/ }).waitFor()
})
