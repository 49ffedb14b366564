import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from '../../tools/chromium.mjs'
import { english } from '../language/catalogue.ts'
import type { Content } from './attributes.ts'
import { Page } from './page.tsx'
import type { PageProps } from './page.tsx'

type ManifestEntry = { file: string; css?: string[] }
type Frame = Partial<Omit<PageProps, 'children'>>

const policy = 'default-src \'none\'; script-src \'self\' \'nonce-n0nce\'; style-src \'self\'; font-src \'self\'; '
  + 'connect-src \'self\'; img-src \'self\' data:; form-action \'self\'; base-uri \'none\''

export const executablePath = process.env['KITH_SKIP_BROWSER'] ? undefined : findChromium()
if (executablePath === undefined) {
  console.warn('THE DESIGN IS NOT TESTED IN A BROWSER: no Chromium, or KITH_SKIP_BROWSER is set')
}

export async function htmlOf(drawn: ReturnType<typeof Page>): Promise<string> {
  return String(await drawn)
}

/** A small server with our real scripts and styles under the product's own content policy, and a real browser. */
export async function browserWorld() {
  const outDir = mkdtempSync(join(tmpdir(), 'kith-design-'))
  await build({ logLevel: 'silent', build: { outDir, emptyOutDir: true } })
  const manifest: Record<string, ManifestEntry> = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'))
  const fileOf = (source: string) => `/assets/${manifest[source]?.file ?? ''}`
  const streams = new Set<(event: string, data: string) => Promise<void>>()
  const app = new Hono()
    .get('/assets/*', serveStatic({ root: outDir, rewriteRequestPath: path => path.replace('/assets', '') }))
    .get('/live', c => streamSSE(c, async stream => {
      const send = (event: string, data: string) => stream.writeSSE({ event, data })
      streams.add(send)
      await stream.writeSSE({ event: 'hello', data: '' })
      await new Promise<void>(resolve => stream.onAbort(resolve))
      streams.delete(send)
    }))
  const server = serve({ fetch: app.fetch, port: 0 })
  const address = server.address()
  const browser = await chromium.launch({ ...executablePath && { executablePath }, args: ['--no-sandbox'] })
  return {
    app, browser, outDir, manifest,
    url: `http://localhost:${typeof address === 'object' ? address?.port ?? '' : ''}`,
    async tell(event: string, data = '') {
      await Promise.all([...streams].map(send => send(event, data)))
    },
    /** Cuts every open connection, as a restart of the server would. */
    async cut() {
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
    async page(frame: Frame, content: Content) {
      return new Response(await htmlOf(<Frame frame={frame} assets={assets()}>{content}</Frame>), {
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
      })
    },
    async end() {
      await browser.close()
      server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }

  function assets() {
    return { css: [fileOf('src/design/style.scss')], js: fileOf('src/islands/main.ts') }
  }
}

const viewer = { name: 'Sam Made-Up', agency: 'Northshire Police', bell: { href: '/news', count: 3 }, maySearch: true }
const nav = [
  { text: 'My work', href: '/my-work', keys: 'g m', current: true },
  { text: 'Front door', href: '/front-door' },
  { text: 'Places', href: '/places' },
]

function Frame({ frame, assets, children }: { frame: Frame; assets: PageProps['assets']; children?: Content }) {
  return (
    <Page
      title="Page"
      assets={assets}
      nonce="n0nce"
      csrf="t0ken"
      texts={english}
      viewer={viewer}
      nav={nav}
      version="0.1.0"
      {...frame}
    >
      {children}
    </Page>
  )
}
