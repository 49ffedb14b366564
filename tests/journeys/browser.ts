import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test as everywhere, vi } from 'vitest'
import { signInAs } from '../../src/kernel/signIn/signInAs.ts'
import { findChromium } from '../../tools/chromium.mjs'
import { partnershipId, roles, staff } from '../seedBase.ts'
import { world } from '../world.ts'
import type { Persona, World } from '../world.ts'

// A story is many pages, and the machine may be busy.
vi.setConfig({ testTimeout: 240_000 })

export const phone = { width: 390, height: 844 }
export const desk = { width: 1280, height: 900 }

const executablePath = process.env['KITH_SKIP_BROWSER'] ? undefined : findChromium()
if (executablePath === undefined) {
  console.warn('THE STORIES ARE NOT WALKED IN A BROWSER: no Chromium, or KITH_SKIP_BROWSER is set')
}

/** A test of a story: skipped, and loudly, where there is no browser. */
export const test = executablePath === undefined ? everywhere.skip : everywhere

type Options = NonNullable<Parameters<typeof world>[0]>
type Visiting = { scripts?: boolean; size?: typeof phone }

export type Journey = {
  world: World
  origin: string
  /** A window of its own, signed in as that persona; without one, nobody is signed in. */
  visit: (persona?: Persona, visiting?: Visiting) => Promise<Page>
}

/** One world and one browser for all the stories of a file; whatever breaks in a page breaks the test. */
export function journey(options: Options = {}): Journey {
  const faults: string[] = []
  const contexts: BrowserContext[] = []
  const open: Partial<{ world: World; browser: Browser; origin: string; built: string }> = {}
  beforeAll(async () => {
    const { assetsFolder, built } = await browserFiles()
    if (built) open.built = built
    open.world = await world({ ...options, assetsFolder })
    open.origin = await open.world.listen()
    open.browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
    })
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map(context => context.close()))
    expect(faults.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await open.browser?.close()
    await open.world?.end()
    if (open.built) rmSync(open.built, { recursive: true, force: true })
  })
  return {
    get world() { return there(open.world) },
    get origin() { return there(open.origin) },
    async visit(persona, { scripts = true, size = desk } = {}) {
      const origin = there(open.origin)
      const context = await there(open.browser).newContext({
        baseURL: origin, viewport: size, javaScriptEnabled: scripts, locale: 'en-GB', timezoneId: 'Europe/London',
      })
      contexts.push(context)
      context.setDefaultTimeout(20_000)
      if (persona) await signIn(context, { world: there(open.world), origin, persona })
      const page = await context.newPage()
      listen(page, faults)
      return page
    },
  }
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the journey has not begun')
  return value
}

/** What `npm test` built, or a build of our own where a test runs by itself. */
async function browserFiles(): Promise<{ assetsFolder: string; built?: string }> {
  if (existsSync('dist/assets/manifest.json')) return { assetsFolder: 'dist/assets' }
  const built = mkdtempSync(join(tmpdir(), 'kith-journeys-'))
  await build({ logLevel: 'silent', build: { outDir: built, emptyOutDir: true } })
  return { assetsFolder: built, built }
}

type Entering = { world: World; origin: string; persona: Persona }

/** A session of its own for each window, as on another device. */
async function signIn(context: BrowserContext, { world, origin, persona }: Entering): Promise<void> {
  const { token } = await signInAs(world.gate, { partnershipId, staffId: staff[persona], role: roles[persona] })
  // Under https: the protocol refuses the prefix for http://localhost, which the browser itself counts as secure.
  await context.addCookies([{
    name: '__Host-kith', value: token, url: `https://${new URL(origin).hostname}`, secure: true, httpOnly: true,
  }])
}

/** A page that answers 4xx is no fault: a form that comes back is 422, a page that is not there is 404. */
const answered = /^Failed to load resource: the server responded with a status of 4\d\d/v

function listen(page: Page, faults: string[]): void {
  page.on('pageerror', error => { faults.push(`${page.url()}: ${error.message}`) })
  page.on('console', message => {
    if (message.type() !== 'error' || answered.test(message.text())) return
    faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('response', response => {
    const isAsset = response.url().includes('/assets/')
    if (response.status() >= 500 || (isAsset && response.status() >= 400))
      faults.push(`${response.url()}: ${response.status()}`)
  })
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Whether everybody can use the page: WCAG 2.0 to 2.2, A and AA. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(standards).analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  expect(found, `accessibility of ${page.url()}`).toEqual([])
}

/** Pictures for people to look at; never compared. */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync('.data/screens', { recursive: true })
  await page.screenshot({ path: `.data/screens/${name}-${page.viewportSize()?.width ?? 0}.png`, fullPage: true })
}

/** A page as it must be at both widths: usable by everybody, nothing wider than the screen, one first heading. */
export async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? desk
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await axe(page)
    await expectToFit(page)
    await shot(page, name)
  }
  await page.setViewportSize(before)
}

/** Nobody scrolls sideways to read. */
export async function expectToFit(page: Page): Promise<void> {
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth, screen: document.documentElement.clientWidth,
  }))
  expect(wide, `width of ${page.url()} on a screen of ${screen}`).toBeLessThanOrEqual(screen)
}

/** Waits for something to be seen; a page that opens without a reload has no other sign. */
export const seen = (place: Locator, timeout = 20_000): Promise<void> =>
  place.first().waitFor({ state: 'visible', timeout })

export const gone = (place: Locator, timeout = 20_000): Promise<void> =>
  place.first().waitFor({ state: 'hidden', timeout })

/** All that the page says, as one line. */
export async function wordsOf(page: Page): Promise<string> {
  return (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ')
}
