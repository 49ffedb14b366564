import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium, howToInstallChromium } from '../../tools/chromium.mjs'
import { wordingRoutes } from './routes.tsx'
import { starterLexicon } from './starterLexicon.ts'
import { WordCheck } from './wordCheck.tsx'
import { WordingPanel } from './wordingPanel.tsx'

const executablePath = findChromium()
if (executablePath === undefined) console.warn('THE LANGUAGE CHECK IS NOT TESTED IN A BROWSER.', howToInstallChromium)
const outcomes: string[] = []
const tokens: string[] = []
const island = stripTypeScriptTypes(readFileSync(new URL('../islands/wordCheck.ts', import.meta.url), 'utf8'))
const policy = 'default-src \'none\'; script-src \'self\'; connect-src \'self\''
let browser: Browser | undefined
let page: Page
const app = new Hono()
  .get('/island.js', c => c.body(island, 200, { 'content-type': 'text/javascript' }))
  .get('/', c => c.html(
    <html lang="en-GB">
      <head><title>Narrative</title><script type="module" src="/island.js"></script></head>
      <body>
        <form>
          <input type="hidden" name="csrf" value="token" />
          <label for="narrative">What happened</label>
          <textarea id="narrative" name="narrative">{c.req.query('text') ?? ''}</textarea>
          <WordCheck field="narrative">
            <WordingPanel text={c.req.query('text') ?? ''} lexicon={starterLexicon} />
          </WordCheck>
        </form>
      </body>
    </html>,
    200, { 'content-security-policy': policy },
  ))
  .use('/wording/*', async (c, next) => {
    const form = new URLSearchParams(await c.req.text())
    tokens.push(form.get('csrf') ?? '')
    if (c.req.path === '/wording/outcome') outcomes.push(`${form.get('entryId')} ${form.get('outcome')}`)
    await next()
  })
  .route('/', wordingRoutes({ lexiconAt: async () => starterLexicon }))
const server = serve({ fetch: app.fetch, port: 0 })

beforeAll(async () => {
  if (executablePath === undefined) return
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  page = await browser.newPage()
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await browser?.close()
  server.close()
})

async function open(text: string) {
  const address = server.address()
  outcomes.length = 0
  const port = typeof address === 'object' ? address?.port : ''
  await page.goto(`http://localhost:${port}/?text=${encodeURIComponent(text)}`)
}
const value = () => page.locator('#narrative').inputValue()
const selected = () => page.locator('#narrative').evaluate(field => field instanceof HTMLTextAreaElement
  ? field.value.slice(field.selectionStart, field.selectionEnd) : '')
const status = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()

describe.skipIf(executablePath === undefined)('the language check in a browser', () => {
  test('phrases appear while typing, and one press replaces one of them', async () => {
    await open('')
    await page.locator('#narrative').pressSequentially('She is streetwise. 🙂\nShe absconded.')
    await status('2 phrases to look at')
    await page.getByRole('button', { name: 'Replace “absconded” with “went missing”' }).click()
    expect(await value()).toBe('She is streetwise. 🙂\nShe went missing.')
    await status('1 phrase to look at')
    expect(outcomes.toSorted()).toEqual(['absconded replaced', 'absconded shown', 'streetwise shown'])
    expect(new Set(tokens)).toEqual(new Set(['token']))
  })

  test('the keyboard’s undo and the button’s undo both take a replacement back, and autosave hears of it', async () => {
    await open('She absconded.')
    await page.evaluate(() => {
      const { dataset } = document.body
      document.addEventListener('input', () => { dataset['heard'] = `${dataset['heard'] ?? ''}i` })
    })
    await page.getByRole('button', { name: 'with “went missing”' }).click()
    expect(await page.locator('body').getAttribute('data-heard')).toBe('i')
    await page.locator('#narrative').press('ControlOrMeta+z')
    expect(await value()).toBe('She absconded.')
    await status('1 phrase to look at')
    await page.getByRole('button', { name: 'with “went missing”' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await value()).toBe('She absconded.')
  })

  test('two replacements in a row keep their places, and a gap to fill in is selected', async () => {
    await open('He absconded and absconded; he is streetwise.')
    await page.getByRole('button', { name: 'with “left because [reason]”' }).first().click()
    expect(await selected()).toBe('[reason]')
    await page.getByRole('button', { name: 'with “aged [age]”' }).click()
    expect(await value()).toBe('He left because [reason] and absconded; he is aged [age].')
    expect(await selected()).toBe('[age]')
  })

  test('a kept phrase goes away, its reason goes with the form, and it can be taken back', async () => {
    await open('He is streetwise.')
    await page.getByText('Keep as it is').click()
    await page.getByRole('button', { name: 'I am quoting somebody else' }).click()
    await status('No phrases to look at')
    expect(await page.locator('input[name="kept"]').inputValue()).toBe('streetwise:quoted:streetwise')
    expect(await value()).toBe('He is streetwise.')
    await page.getByRole('button', { name: 'Undo' }).click()
    await status('1 phrase to look at')
    expect(await page.locator('input[name="kept"]').count()).toBe(0)
  })

  test('pointing at a phrase selects it, and what is typed then goes where the writer was', async () => {
    await open('He is streetwise. ')
    await page.locator('#narrative').press('ControlOrMeta+End')
    await page.locator('word-check li p').first().hover()
    expect(await selected()).toBe('streetwise')
    await page.keyboard.type('Mum rang.')
    expect(await value()).toBe('He is streetwise. Mum rang.')
    await page.getByRole('button', { name: 'Show in the text: “streetwise”' }).click()
    expect(await selected()).toBe('streetwise')
  })

  test('focus on a phrase’s button selects it and stays on the button', async () => {
    await open('He is streetwise. ')
    const button = page.getByRole('button', { name: 'with “aged [age]”' })
    await button.focus()
    expect(await selected()).toBe('streetwise')
    expect(await button.evaluate(one => one === document.activeElement)).toBe(true)
  })

  test('when the server does not answer, writing goes on', async () => {
    await open('')
    await page.route('**/wording/check', route => route.abort())
    await page.locator('#narrative').pressSequentially('She absconded.')
    await page.waitForTimeout(900)
    expect(await value()).toBe('She absconded.')
    expect(await page.getByRole('status').textContent()).toBe('')
    await page.unroute('**/wording/check')
  })
})
