// Node strips types from .ts by itself; .tsx also needs its JSX turned into calls. What was turned once is kept beside
// node_modules' other caches, by content: later starts neither load the transformer nor compile again.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../node_modules/.cache/kith', import.meta.url))
const jsx = { runtime: 'automatic', importSource: 'hono/jsx' }
const require = createRequire(import.meta.url)
enableCompileCache(join(cache, 'compiled'))

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context)
    const file = fileURLToPath(url)
    return { format: 'module', source: turned(file, readFileSync(file, 'utf8')), shortCircuit: true }
  },
})

function turned(file, text) {
  const kept = join(cache, `${createHash('sha256').update(file).update('\0').update(text).digest('hex')}.js`)
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    const { code, errors } = require('rolldown/utils').transformSync(file, text, { sourceType: 'module', jsx })
    if (errors.length) throw new SyntaxError(errors.map(error => error.message).join('\n'))
    keep(kept, code)
    return code
  }
}

/** A cache that cannot be written costs time, not the start. */
function keep(path, code) {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${path}.${process.pid}`, code)
    renameSync(`${path}.${process.pid}`, path)
  } catch {
    // Read-only node_modules: turned anew each time.
  }
}
