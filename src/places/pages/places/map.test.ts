import { readdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { Hono } from 'hono'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserWorld, executablePath } from '../../../design/browserWorld.tsx'
import { importWorld, viewerOf } from '../../../imports/importWorld.tsx'
import type { ImportWorld } from '../../../imports/importWorld.tsx'
import type { Env } from '../../../kernel/web.ts'
import { streetCrime } from '../../kinds/streetCrime.ts'
import { placesPages } from './page.tsx'

const header = 'Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category'
const rowsAt = (longitude: number, area: string, n: number) =>
  `2026-01,${longitude},50.8,Here,E01000001,${area},Robbery,\n`.repeat(n)

let w: ImportWorld
let site: Awaited<ReturnType<typeof browserWorld>>
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  if (executablePath === undefined) return
  w = await importWorld()
  const rows = Array.from({ length: 30 }, (_, n) => rowsAt(-1 - n * 0.02, `Testham 0${10 + n}A`, n + 1)).join('')
  await w.send(`${header}\n${rows}`, { as: 'analyst', kind: streetCrime })
  site = await browserWorld()
  site.app.route('/', new Hono<Env>().use(async (c, next) => {
    c.set('kernel', w.kernel)
    c.set('viewer', viewerOf('analyst'))
    c.set('render', (page, content) => site.page({ title: page.title, wide: page.wide }, content))
    await next()
  }).route('/', placesPages()))
  const args = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
  browser = await chromium.launch({ executablePath, args })
})
afterAll(async () => {
  await browser?.close()
  await site?.end()
  await w?.end()
})

async function open(path: string, { width = 1280, scripts = true } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  // The graphics of a machine without a screen warn about themselves.
  page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => { if (!request.url().startsWith(site.url) && !/^(?:data|blob):/.test(request.url())) complaints.push(request.url()) })
  await page.goto(`${site.url}${path}`)
  return page
}

describe.skipIf(executablePath === undefined)('the map of places', () => {
  test.each([390, 1280])('is drawn at %d pixels, passes the accessibility check, and fetches nothing from elsewhere', async width => {
    const page = await open('/places?size=500', { width })
    await page.locator('hex-map[data-ready]').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('moves and changes scale with the keyboard', async () => {
    const page = await open('/places?size=500')
    await page.locator('hex-map[data-ready]').waitFor()
    await page.getByRole('region', { name: 'Map of offences in hexagons' }).focus()
    const view = () => page.evaluate(() => sessionStorage.getItem('kith map view'))
    const keys = ['ArrowRight', 'ArrowUp', '+', '-']
    for (const key of keys) {
      const before = await view()
      await page.keyboard.press(key)
      await expect.poll(view).not.toBe(before)
      await page.waitForTimeout(500)
    }
    await page.context().close()
  })

  test('has the same choice as the list beside it', async () => {
    const page = await open('/places?size=500')
    await page.locator('hex-map[data-ready]').waitFor()
    await page.getByRole('link', { name: 'Testham 039A' }).last().click()
    await page.getByRole('heading', { name: 'Chosen hexagon, around Testham 039A' }).waitFor()
    const chosen = page.locator('tr[aria-current="true"]')
    expect(await chosen.count()).toBe(1)
    await page.locator('hex-map[data-ready]').waitFor()
    await page.locator('.kith-map').scrollIntoViewIfNeeded()
    const box = await page.locator('.kith-map canvas').boundingBox()
    const shares = [0.47, 0.5, 0.53].flatMap(y => Array.from({ length: 150 }, (_, n) => [n / 150, y] as const))
    for (const [across, down] of shares) {
      await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * across, (box?.y ?? 0) + (box?.height ?? 0) * down)
      if (await page.locator('.kith-map__said').textContent()) break
    }
    const said = await page.locator('.kith-map__said').textContent()
    expect(said).toMatch(/^Testham \d+A: \d+$/)
    await page.mouse.down()
    await page.mouse.up()
    await page.getByRole('heading', { name: `around ${said?.split(':')[0]}:` }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('is not needed: without scripts the tables say the same', async () => {
    const page = await open('/places?size=500', { scripts: false })
    expect(await page.getByText('The map needs JavaScript').isVisible()).toBe(true)
    expect(await page.getByRole('table', { name: 'The 20 hexagons with the most offences' }).getByRole('row').count()).toBe(21)
    await page.context().close()
  })

  test('costs other pages nothing: its code stands in files of its own', () => {
    const files = readdirSync(site.outDir).filter(name => name.endsWith('.js') || name.endsWith('.css') || name.endsWith('.mjs'))
    const ours = files.filter(name => /maplibre|hexMap/i.test(name))
    expect(ours.length).toBeGreaterThan(1)
    expect(ours.every(name => /^(?:hexMap|maplibre)/.test(name))).toBe(true)
  })
})
