import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserWorld, executablePath } from './browserWorld.tsx'
import { Gallery } from './gallery.tsx'

let world: Awaited<ReturnType<typeof browserWorld>>
let page: BrowserPage

beforeAll(async () => {
  if (executablePath === undefined) return
  world = await browserWorld()
  const purpose = { text: 'Notification 2026-01042 \u00b7 safeguarding a child', whyHref: '/why' }
  world.app
    .get('/gallery', () => world.page({ title: 'Rowan Example', purpose, wide: true }, <Gallery csrf="t0ken" />))
    .get('/my-work', () => world.page({ title: 'My work' }, <h1>My work</h1>))
    .post('/gallery', c => c.text('posted'))
})
afterAll(async () => world?.end())
beforeEach(async () => {
  if (executablePath === undefined) return
  await page?.context().close()
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 800 } })
  page = await context.newPage()
  page.setDefaultTimeout(5000)
  await page.goto(`${world.url}/gallery`)
  await page.locator('body.js-enabled').waitFor()
})

describe.skipIf(executablePath === undefined)('every pattern', () => {
  test.each([320, 390, 1280])('passes the accessibility check and fits at %d pixels', async width => {
    await page.setViewportSize({ width, height: 844 })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  })

  test('asks nothing of the content policy that it does not allow', async () => {
    const complaints: string[] = []
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(`${world.url}/my-work`)
    await page.locator('body.js-enabled').waitFor()
    expect(complaints).toEqual([])
  })

  test('needs no script to show what hangs on a choice', async () => {
    const context = await world.browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(`${world.url}/gallery`)
    expect(await plain.getByLabel('Which', { exact: true }).isVisible()).toBe(true)
    await plain.getByLabel('No', { exact: true }).check()
    expect(await plain.getByLabel('Which', { exact: true }).isVisible()).toBe(false)
    expect(await plain.getByRole('link', { name: 'Hide this page' }).getAttribute('href')).toBe('/hidden')
    await context.close()
  })

  test('weighs at most 15 kB of script and 30 kB of style on an ordinary page', () => {
    const files = readdirSync(world.outDir)
    const weight = (name: RegExp) => files.filter(file => name.test(file))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(world.outDir, file))).length, 0)
    expect(weight(/^main-.*\.js$/)).toBeGreaterThan(1000)
    expect(weight(/^(?!hexMap|maplibre|wordCheck).*\.js$/)).toBeLessThan(15_000)
    expect(weight(/^style-.*\.css$/)).toBeLessThan(30_000)
  })
})

describe.skipIf(executablePath === undefined)('quick-hide', () => {
  test.each(['the button', 'Esc twice'])('covers the page at once with %s, and any key brings it back', async how => {
    await page.getByLabel('What happened', { exact: true }).fill('Half a sentence')
    if (how === 'Esc twice') {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    } else await page.getByRole('link', { name: 'Hide this page' }).click()
    const cover = page.getByRole('dialog', { name: 'Calendar' })
    await cover.waitFor()
    expect(await page.title()).toBe('Calendar')
    expect(await cover.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 })
    const seen = await page.evaluate(() => document.elementFromPoint(600, 20)?.closest('dialog')?.className)
    expect(seen).toBe('kith-cover')
    await page.keyboard.press('a')
    await cover.waitFor({ state: 'detached' })
    expect(await page.title()).toBe('Rowan Example \u2013 Kith')
    expect(await page.getByLabel('What happened', { exact: true }).inputValue()).toBe('Half a sentence')
    expect(page.url()).toBe(`${world.url}/gallery`)
  })

  test('one Esc, or two far apart, hide nothing', async () => {
    await page.keyboard.press('Escape')
    await page.waitForTimeout(1100)
    await page.keyboard.press('Escape')
    expect(await page.locator('.kith-cover').count()).toBe(0)
  })
})

const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-key')
  ?? document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName)

describe.skipIf(executablePath === undefined)('the keyboard', () => {
  test('finds the search, walks a list and goes to my work', async () => {
    await page.keyboard.press('/')
    expect(await focused()).toBe('q')
    await page.keyboard.type('j/k')
    expect(await page.locator('[name="q"]').inputValue()).toBe('j/k')
    await page.locator('[name="q"]').blur()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await focused()).toBe('2')
    await page.keyboard.press('k')
    expect(await focused()).toBe('1')
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await page.waitForURL('**/my-work')
  })

  test('shows its help, where single keys can be switched off', async () => {
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await help.getByLabel('Use single-key shortcuts').uncheck()
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await help.getByRole('button', { name: 'Close' }).click()
    await help.waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    expect(await focused()).toBe('BODY')
  })
})

describe.skipIf(executablePath === undefined)('forms', () => {
  test('the error summary leads to the field', async () => {
    await page.getByRole('link', { name: 'Say what happened' }).click()
    expect(await focused()).toBe('narrative')
    await page.getByRole('link', { name: 'Enter the day it happened' }).click()
    expect(await focused()).toBe('happened-on-day')
  })

  test('an answer that excludes the others clears them, and the other way about', async () => {
    await page.getByLabel('An interpreter').check()
    await page.getByLabel('Nothing else').check()
    expect(await page.getByLabel('An interpreter').isChecked()).toBe(false)
    await page.getByLabel('An interpreter').check()
    expect(await page.getByLabel('Nothing else').isChecked()).toBe(false)
  })

  test('the room left is counted, and too much is said, not cut', async () => {
    await page.getByLabel('What you think it means').fill('x'.repeat(203))
    await page.getByText('You have 3 characters too many').waitFor()
    expect(await page.getByLabel('What you think it means').inputValue()).toHaveLength(203)
  })

  test('a button pressed twice sends once', async () => {
    let posts = 0
    await page.route('**/gallery', async route => {
      posts += route.request().method() === 'POST' ? 1 : 0
      await new Promise(resolve => setTimeout(resolve, 300))
      await route.fulfill({ body: 'done' })
    })
    await page.getByRole('button', { name: 'Save and continue' }).dblclick()
    await page.getByText('done').waitFor()
    expect(posts).toBe(1)
  })

  test('tabs show one panel at a time, by arrow keys too', async () => {
    await page.getByRole('tab', { name: 'By month' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tabpanel', { name: 'By area' }).isVisible()).toBe(true)
    expect(await page.locator('#tab-1').isVisible()).toBe(false)
  })
})
