import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const module = fileURLToPath(new URL('./lastResort.ts', import.meta.url))

/** A process of its own, in which something is thrown that nobody catches. */
function runs(what: string) {
  const program = `
    const { catchTheRest } = await import(${JSON.stringify(module)})
    let ends = 0
    catchTheRest({ end: () => { ends += 1; setTimeout(() => { console.log('stopped in order', ends); process.exit() }, 100) } })
    setInterval(() => {}, 1000)
    ${what}`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program],
    { encoding: 'utf8', timeout: 20_000 })
  return { status, said: stdout + stderr }
}

const name = 'Maisie Example lives at 1 Example Street'

test.each([
  ['a thrown error', `setTimeout(() => { throw new RangeError('${name}', { cause: new TypeError('${name}') }) })`, 'RangeError'],
  ['a rejected promise', `void Promise.reject(new SyntaxError('${name}'))`, 'SyntaxError'],
  ['something that is no error', `void Promise.reject('${name}')`, 'string'],
  ['two at once', `void Promise.reject(new SyntaxError('${name}')); setTimeout(() => { throw new Error('${name}') })`, 'SyntaxError'],
])('what nobody caught is logged without its words, and the process stops in order and failed: %s', (_, what, error) => {
  const { status, said } = runs(what)
  expect(status).toBe(1)
  expect(said).toContain('stopped in order 1')
  expect(said).not.toMatch(/Maisie|Example Street/)
  const line: unknown = JSON.parse(said.split('\n')[0] ?? '')
  expect(line).toMatchObject({ level: 60, msg: 'nobody caught this', error })
})
