import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fetchPage, type Fetched } from './openLoop.ts'

const manifestShape = z.record(z.string(), z.object({
  file: z.string(), imports: z.array(z.string()).optional(), dynamicImports: z.array(z.string()).optional(),
}))
const heavy = /hexMap|graph/i

/**
 * Compressed bytes of all script that a page may come to load: the files it names, and every island that these fetch
 * when they meet their element, whether this page has it or not; only maps and graphs are left out.
 */
export async function scriptBytes(port: number, page: Fetched): Promise<{ files: number; bytes: number }> {
  const manifest = manifestShape.parse(JSON.parse(readFileSync('dist/assets/manifest.json', 'utf8')))
  const named = [...page.text.matchAll(/<script[^>]*\ssrc="([^"]+)"|<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g)]
    .map(([, script, preload]) => (script ?? preload ?? '').replace('/assets/', ''))
  const wanted = new Set<string>()
  const sourceOf = (file: string) => Object.keys(manifest).find(source => manifest[source]?.file === file)
  const want = (source: string) => {
    const entry = manifest[source]
    if (!entry || wanted.has(entry.file) || heavy.test(source)) return
    wanted.add(entry.file)
    for (const next of [...entry.imports ?? [], ...entry.dynamicImports ?? []]) want(next)
  }
  for (const file of named) {
    const source = sourceOf(file)
    if (source === undefined) wanted.add(file)
    else want(source)
  }
  let bytes = 0
  for (const file of wanted) bytes += (await fetchPage(port, { path: `/assets/${file}`, cookie: '' }, 'gzip')).bytes
  return { files: wanted.size, bytes }
}
