import { compile } from 'sass'
import { expect, test } from 'vitest'
import { english } from '../language/catalogue.ts'
import { htmlOf } from './browserWorld.tsx'
import { Gallery } from './gallery.tsx'
import { HiddenPage } from './hiddenPage.tsx'
import { Page } from './page.tsx'

const page = await htmlOf(
  <Page
    title="Gallery"
    assets={{ css: ['/assets/style.css'], js: '/assets/main.js' }}
    nonce="n0nce"
    csrf="t0ken"
    texts={english}
    viewer={{ name: 'Sam Made-Up', agency: 'Northshire Police', bell: { href: '/news', count: 3 }, maySearch: true }}
    nav={[{ text: 'My work', href: '/my-work', keys: 'g m', current: true }]}
    purpose={{ text: 'Notification 2026-01042 \u00b7 safeguarding a child', whyHref: '/why' }}
    breadcrumbs={[{ text: 'Front door', href: '/front-door' }, { text: '2026-01042' }]}
    flash={{ kind: 'success', text: 'Sent' }}
    version="0.1.0"
  >
    <Gallery csrf="t0ken" />
  </Page>,
)

/** Hooks for scripts and marks that carry no look of their own. */
const withoutLook = /^govuk-js-|^govuk-date-input__label$|^govuk-(?:table__body|table__head|radios|checkboxes)$/v

test('every class that a page uses has its look in the stylesheet', async () => {
  const { css } = compile('src/design/style.scss', { loadPaths: ['node_modules'], quietDeps: true })
  const hidden = await htmlOf(<HiddenPage css={[]} backHref="/" texts={english} now={new Date()} />)
  const used = [...`${page}${hidden}`.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' '))
  const styled = new Set([...css.matchAll(/\.((?:[\w-]|\\!)+)/g)].map(([, name = '']) => name.replace('\\', '')))
  const unknown = [...new Set(used)].filter(name => !withoutLook.test(name) && !styled.has(name))
  expect(used.length).toBeGreaterThan(300)
  expect(unknown).toEqual([])
})

test('no page carries a style or a handler in its markup, and only the module script its nonce', () => {
  expect(page).not.toMatch(/ style="| on[a-z]+="/)
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).toContain('<script type="module" src="/assets/main.js" nonce="n0nce">')
})

test('the page says its language, its title and where its content begins', () => {
  expect(page).toMatch(/^<!doctype html><html lang="en-GB"/)
  expect(page).toContain('<title>Gallery \u2013 Kith</title>')
  expect(page).toMatch(/<a href="#content"[^>]*>Skip to main content<\/a>/)
  expect(page.match(/<main /g)).toHaveLength(1)
})

test('a form that came back says so in the title, in the words of the page', async () => {
  const back = await htmlOf(
    <Page title="What happened" inError assets={{ css: [], js: '' }} nonce="" csrf="" texts={english} />,
  )
  expect(back).toContain('<title>Error: What happened \u2013 Kith</title>')
})

test('text that looks like markup stays text, and a link cannot run code', async () => {
  const hostile = await htmlOf(
    <Page
      title={'"><script>alert(1)</script>'}
      assets={{ css: [], js: '' }}
      nonce=""
      csrf={'"><script>'}
      texts={english}
      back={{ href: 'java\tscript:alert(1)', text: '<b>' }}
    />,
  )
  expect(hostile.match(/<script/g)).toHaveLength(1)
  expect(hostile).not.toContain('script:alert')
  expect(hostile).not.toContain('<b>')
})
