// Turns TypeScript and JSX into what Node runs and keeps it beside node_modules' other caches, by content. Run by
// itself it turns all of Kith: the server has a process of its own do that, because the two transformers would stay in
// its memory (50 MB) for as long as it runs.
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
export const cache = join(root, 'node_modules/.cache/kith')
const jsx = { runtime: 'automatic', importSource: 'hono/jsx' }
const require = createRequire(import.meta.url)

/** What was kept of this text, if it was turned before. */
export function findTurned(file, text) {
  try {
    return readFileSync(keptAt(file, text), 'utf8')
  } catch {
    return undefined
  }
}

/** Types are blanked where they stand, so that lines and columns of what is thrown stay true; JSX is written anew. */
export function turn(file, text) {
  if (file.endsWith('.ts')) return keep(keptAt(file, text), stripTypeScriptTypes(text))
  const { code, errors } = require('rolldown/utils').transformSync(file, text, { sourceType: 'module', jsx })
  if (errors.length) throw new SyntaxError(errors.map(error => error.message).join('\n'))
  return keep(keptAt(file, text), code)
}

const keptAt = (file, text) =>
  join(cache, `${createHash('sha256').update(file).update('\0').update(text).digest('hex')}.js`)

/** A cache that cannot be written costs time, not the start. */
function keep(path, code) {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${path}.${process.pid}`, code)
    renameSync(`${path}.${process.pid}`, path)
  } catch {
    // Read-only node_modules: turned anew each time.
  }
  return code
}

function turnAll() {
  const isProgram = name => !/\.test\.tsx?$|\.d\.ts$/.test(name)
  for (const name of globSync('{src,demo,bench,tools,packages}/**/*.{ts,tsx}', { cwd: root }).filter(isProgram)) {
    const file = join(root, name)
    const text = readFileSync(file, 'utf8')
    if (findTurned(file, text) !== undefined) continue
    try {
      turn(file, text)
    } catch {
      // Whoever asks for this file is told what is wrong with it.
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) turnAll()
