import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { expect, test } from 'vitest'

/** Top to bottom; a room imports only from levels below its own. The same list stands in ARCHITECTURE.md. */
const levels: readonly (readonly string[])[] = [
  ['app'],
  ['my-work'],
  ['notifications', 'missing', 'custody', 'knife', 'programmes', 'places'],
  ['imports'],
  ['practice'],
  ['sharing'],
  ['people'],
  ['partnership', 'wording'],
  ['design'],
  ['kernel', 'language', 'islands'],
]
const bannedNames = ['utils', 'helpers', 'common', 'shared', 'misc', 'services']

const filesBelow = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
  entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)])

const sources = filesBelow('src').filter(file => /\.tsx?$/.test(file))
const isTest = (file: string) => /(\.test|World|App)\.tsx?$/.test(file)

/** The room of a file; files that stand in src itself are the composition root. */
function roomOf(file: string): string {
  const [, room = '', ...rest] = file.split(sep)
  return rest.length > 0 ? room : 'app'
}
const levelOf = (room: string) => levels.findIndex(level => level.includes(room))

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) => normalize(join(dirname(file), target)))
}

/** Why an import is not allowed, or nothing. */
export function faultOf(file: string, target: string): string | undefined {
  if (!target.startsWith(`src${sep}`)) return undefined
  const [here, there] = [roomOf(file), roomOf(target)]
  if (here === there || levelOf(here) < levelOf(there)) return undefined
  return `${file} must not import ${target}`
}

test('imports only ever point down, and never to a room beside', () => {
  const faults = sources.filter(file => !isTest(file)).flatMap(file => importsOf(file).map(target => faultOf(file, target)))
  expect(faults.filter(fault => fault !== undefined)).toEqual([])
})

test('the check itself notices an import that points up or sideways', () => {
  expect(faultOf('src/people/a.ts', join('src', 'sharing', 'b.ts'))).toContain('must not import')
  expect(faultOf('src/notifications/a.ts', join('src', 'places', 'b.ts'))).toContain('must not import')
  expect(faultOf('src/notifications/a.ts', join('src', 'people', 'b.ts'))).toBeUndefined()
})

test('every room has its level and its README', () => {
  const rooms = readdirSync('src').filter(name => statSync(join('src', name)).isDirectory())
  expect(rooms.filter(room => levelOf(room) < 0)).toEqual([])
  expect(rooms.filter(room => !filesBelow(join('src', room)).includes(join('src', room, 'README.md')) && room !== 'kernel')).toEqual([])
})

test('ARCHITECTURE.md names the same rooms on the same levels', () => {
  const block = /```rooms\n([\s\S]*?)```/.exec(readFileSync('ARCHITECTURE.md', 'utf8'))?.[1] ?? ''
  const written = block.trim().split('\n').map(line => line.split('  ')[0]?.split(' ').map(name => name.replace(/\/$/, '')) ?? [])
  expect(written).toEqual(levels.map(level => [...level]))
})

test('rules know neither the database nor the web', () => {
  const rules = sources.filter(file => /\/(life|policy|decide|identifiers|nameTokens|postcode|check|lexicon)\.ts$/.test(file))
  expect(rules.length).toBeGreaterThan(4)
  const faults = rules.filter(file => /from 'hono|from 'kysely|from 'pg'|store/.test(
    [...readFileSync(file, 'utf8').matchAll(/^import .*$/gm)].filter(([line]) => !line.startsWith('import type')).map(([line]) => line).join('\n')))
  expect(faults).toEqual([])
})

test('nothing hides in a drawer', () => {
  const folders = new Set(sources.flatMap(file => dirname(file).split(sep)))
  expect(bannedNames.filter(name => folders.has(name))).toEqual([])
})
