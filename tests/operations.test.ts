import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mostPixels } from '../src/notifications/making/pixels.ts'
import { largestFile, mostFiles } from '../src/notifications/making/sniff.ts'
import { mostInDrafts } from '../src/notifications/store/draftFiles.ts'
import { mostWithoutApproval } from '../src/sharing/exports/exportFile.ts'

const page = (name: string) => readFileSync(`docs/operations/${name}.md`, 'utf8').replaceAll(/\s+/g, ' ')
const sources = globSync('{src,packages/*/src}/**/*.{ts,tsx}')
  .filter(path => !/\.test\.tsx?$|World\.tsx?$|node_modules/.test(path))
  .map(path => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))

const found = (pattern: RegExp) =>
  [...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, word = '']) => word.trim())))]

test('every key that is derived, and every algorithm that is used, stands in the list of keys and algorithms', () => {
  const keys = page('keys')
  const derived = found(/\.derive\(['`]([^'`$]+)/g)
  expect(derived.length).toBeGreaterThan(5)
  expect(derived.filter(use => !keys.includes(`\`${use}`))).toEqual([])
  const algorithms = [
    ...found(/(?:createHash|createHmac|hkdfSync)\('([\w-]+)'/g), ...found(/'((?:aes|camellia|chacha|des|rc)[\d-][\w-]*)'/g),
    ...found(/generateKeyPair(?:Sync)?\('([\w-]+)'/g), ...found(/'((?:RS|PS|ES|HS)(?:256|384|512))'/g),
  ]
  expect(algorithms).toEqual(expect.arrayContaining(['sha256', 'aes-256-gcm', 'ed25519', 'RS256', 'ES384']))
  const plain = (name: string) => name.toLowerCase().replaceAll('-', '')
  expect(algorithms.filter(name => !plain(keys).includes(plain(name)))).toEqual([])
  const ciphers = sources.filter(({ text }) => /createCipheriv|createHmac/.test(text)).map(({ path }) => path)
  expect(ciphers.filter(path => !keys.includes(path))).toEqual([])
})

test('no block mode without authentication is used anywhere', () => {
  expect(found(/'((?:aes|camellia|des)[\d-][\w-]*)'/g)).toEqual(['aes-256-gcm'])
})

test('every line that the code can log is explained to operators', () => {
  const calls = sources.flatMap(({ text }) => [...text.matchAll(/\blog\.(?:fatal|error|warn|info)\(/g)]).length
  const read = sources.flatMap(({ text }) =>
    [...text.matchAll(/\blog\.(?:fatal|error|warn|info)\([\s\S]{0,300}?,\s*'([^']{4,})'\s*\)/g)].map(([, line = '']) => line))
  expect(calls).toBeGreaterThan(15)
  expect(read).toHaveLength(calls)
  const told = page('monitoring')
  expect(read.filter(line => !told.includes(`\`${line}\``))).toEqual([])
})

test('the limits that operators read are those of the code', () => {
  const limits = page('limits')
  const mega = 1024 * 1024
  for (const words of [`${largestFile / mega} MB and ${mostPixels / 1e6} million pixels each`, `${mostInDrafts / mega} MB in all drafts`,
    `people in one export | ${mostWithoutApproval};`]) expect(limits).toContain(words)
  expect({ mostFiles, said: limits.includes('ten a form') }).toEqual({ mostFiles: 10, said: true })
  const migration = globSync('db/migrations/*.sql').map(path => readFileSync(path, 'utf8'))
    .flatMap(text => [...text.matchAll(/insert into detector [\s\S]*?'\);/g)].map(([statement]) => statement)).join('\n')
  const detectors = [...migration.matchAll(/\('(\w+)', '[^']*', '(?:[^']|'')*',\s*'(\{[^']*\})'/g)]
  expect(detectors).toHaveLength(11)
  for (const [, code = '', thresholds = ''] of detectors) {
    const values = Object.entries(JSON.parse(thresholds)).map(([name, value]) => `${name} ${String(value)}`).join(', ')
    expect(limits).toMatch(values === '' ? new RegExp(`\`${code}\`[^|]*\\| none`) : new RegExp(`\`${code}\` \\| ${values} \\|`))
  }
})
