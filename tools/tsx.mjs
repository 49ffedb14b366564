// Node strips types from .ts by itself; .tsx also needs its JSX turned into calls. What was turned once is kept: later
// starts neither load a transformer nor compile again.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cache, findTurned, turn } from './turn.mjs'

enableCompileCache(join(cache, 'compiled'))
const turner = fileURLToPath(new URL('turn.mjs', import.meta.url))
let triedAll = false

registerHooks({
  load(url, context, next) {
    const isJsx = url.endsWith('.tsx')
    if (!isJsx && context.format !== 'module-typescript') return next(url, context)
    const file = fileURLToPath(url)
    const text = readFileSync(file, 'utf8')
    const source = findTurned(file, text) ?? findOnceAllAre(file, text) ?? (isJsx ? turn(file, text) : undefined)
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true }
  },
})

/** One file that is new is a sign of many: all are turned by another process, once. */
function findOnceAllAre(file, text) {
  if (triedAll) return undefined
  triedAll = true
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', turner], { stdio: 'ignore' })
  return findTurned(file, text)
}
