// Node strips types from .ts by itself; .tsx also needs its JSX turned into calls.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'rolldown/utils'

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context)
    const file = fileURLToPath(url)
    const jsx = { runtime: 'automatic', importSource: 'hono/jsx' }
    const { code, errors } = transformSync(file, readFileSync(file, 'utf8'), { sourceType: 'module', jsx })
    if (errors.length) throw new SyntaxError(errors.map(error => error.message).join('\n'))
    return { format: 'module', source: code, shortCircuit: true }
  },
})
