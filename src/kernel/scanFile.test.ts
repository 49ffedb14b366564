import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scanFile } from './scanFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-scan-'))

function scanner(body: string): string {
  const file = join(folder, `scan-${Math.random().toString(36).slice(2)}`)
  writeFileSync(file, `#!/bin/sh\n${body}\n`)
  chmodSync(file, 0o755)
  return file
}

/** Finds the word that stands for harm in this test, as a scanner finds its patterns. */
const looking = scanner('if grep -q "HARMFUL"; then exit 1; else exit 0; fi')

test.each([
  ['clean', 'a letter', looking], ['harmful', 'a letter, HARMFUL', looking],
  ['clean', 'HARMFUL', 'none'], ['clean', 'HARMFUL', ''],
  ['unknown', 'a letter', scanner('exit 2')], ['unknown', 'a letter', scanner('kill -9 $$')],
  ['unknown', 'a letter', join(folder, 'absent')],
  ['clean', 'a letter', scanner('exit 0')], // without reading
])('the scanner’s answer is taken: %s (%s by %s)', async (answer, content, command) => {
  expect(await scanFile(Buffer.from(content), command)).toBe(answer)
})

test('a large file reaches the scanner whole, or is answered before it has', async () => {
  const large = Buffer.concat([Buffer.alloc(10_000_000, 97), Buffer.from('\nHARMFUL\n')])
  expect(await scanFile(large, looking)).toBe('harmful')
  expect(await scanFile(large, scanner('exit 1'))).toBe('harmful')
})

test('the scanner gets no settings of ours, and its command is no line of a shell', async () => {
  process.env['KITH_SCAN_TEST'] = 'secret'
  expect(await scanFile(Buffer.from('x'), scanner('if [ -z "$KITH_SCAN_TEST" ]; then exit 0; else exit 1; fi'))).toBe('clean')
  expect(await scanFile(Buffer.from('x'), `${scanner('[ "$1" = ";" ] && [ "$2" = "$HOME" ]; exit $?')} ; $HOME`)).toBe('harmful')
  delete process.env['KITH_SCAN_TEST']
})
