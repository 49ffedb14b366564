import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Assets } from './design/page.tsx'

const manifestShape = z.record(z.string(), z.object({ file: z.string() }))
type Bytes = Uint8Array<ArrayBuffer>
type Served = { type: string; plain: () => Promise<Bytes>; packed: (() => Promise<Bytes>) | undefined }

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2', '.svg': 'image/svg+xml; charset=utf-8', '.json': 'application/json',
}
const worthPacking = new Set(['.js', '.mjs', '.css', '.svg', '.json'])

/** What the build made, packed when first asked for and held like that alone; names change with content, so browsers keep them for ever. */
export function openAssets(folder: string): { assets: Assets; routes: Hono } {
  const manifestFile = join(folder, 'manifest.json')
  if (!existsSync(manifestFile)) throw new Error('The browser files are not built. Start Kith with npm start.')
  const manifest = manifestShape.parse(JSON.parse(readFileSync(manifestFile, 'utf8')))
  const files = new Map(readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile())
    .map(({ name }) => [name, serve(join(folder, name))]))
  const fileOf = (source: string) => `/assets/${manifest[source]?.file ?? 'missing'}`
  const routes = new Hono().get('/assets/:name', async c => {
    const found = files.get(c.req.param('name'))
    if (!found) return c.text('', 404)
    const packed = found.packed && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') ? found.packed : undefined
    return c.body(await (packed ?? found.plain)(), 200, {
      'Content-Type': found.type, 'Cache-Control': 'public, max-age=31536000, immutable', 'Vary': 'Accept-Encoding',
      ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
    })
  })
  return { assets: { css: [fileOf('src/design/style.scss')], js: fileOf('src/islands/main.ts') }, routes }
}

const pack = promisify(gzip)

function serve(path: string): Served {
  const ending = extname(path)
  const plain = async () => Uint8Array.from(await readFile(path))
  const packed = async () => Uint8Array.from(await pack(await plain(), { level: 9 }))
  return {
    plain, type: types[ending] ?? 'application/octet-stream',
    packed: worthPacking.has(ending) ? keptOnceMade(packed) : undefined,
  }
}

function keptOnceMade(make: () => Promise<Bytes>): () => Promise<Bytes> {
  let made: Promise<Bytes> | undefined
  return () => made ??= make().catch((error: unknown) => {
    made = undefined
    throw error
  })
}
