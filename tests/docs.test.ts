import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** Installed, built or kept as data: not written here. */
const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.data'])
const filesBelow = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
  if (notOurs.has(entry.name)) return []
  return entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]
})
const files = filesBelow('.')
const textOf = (file: string) => readFileSync(file, 'utf8')
const documents = files.filter(file => file.endsWith('.md'))
const settingsPage = 'docs/operations/settings.md'

const withoutCode = (text: string) => text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '')

/** The name by which GitHub and others link to a heading. */
const anchorOf = (heading: string) =>
  heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim().replaceAll(' ', '-')

const anchorsIn = (file: string) =>
  [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

/** Why a link of a document leads nowhere, or nothing. */
function faultOf(document: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? document : normalize(join(dirname(document), path))
  if (!existsSync(target)) return `${document}: ${link}`
  return anchor === undefined || anchorsIn(target).includes(anchor) ? undefined : `${document}: ${link}`
}

const linksIn = (document: string) =>
  [...withoutCode(textOf(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)

test('every relative link leads somewhere', () => {
  const links = documents.flatMap(document => linksIn(document).map(link => faultOf(document, link)))
  expect(links.length).toBeGreaterThan(40)
  expect(links.filter(fault => fault !== undefined)).toEqual([])
})

test('the check itself notices a file and a heading that are not there', () => {
  expect(faultOf('README.md', 'nowhere.md')).toBeDefined()
  expect(faultOf('README.md', 'SECURITY.md#nowhere')).toBeDefined()
  expect(faultOf('README.md', 'SECURITY.md#reporting')).toBeUndefined()
})

test('every file or folder of ours that a document names is there', () => {
  const ours = /`((?:src|db|demo|docs|tests|tools|bench)\/[\w./-]+)`/g
  const named = documents.filter(document => !/^(src|demo)\//.test(document)).flatMap(document =>
    [...textOf(document).matchAll(ours)].map(([, path = '']) => ({ document, path })))
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter(({ path }) => !existsSync(path))).toEqual([])
})

/** Of the machine, not of Kith. */
const ofTheSystem = new Set(['PATH', 'DEBIAN_FRONTEND'])

/** `KITH_SECRET` and `KITH_SECRET_FILE` are one setting; a provider’s secret has the provider’s code in its name. */
const settingOf = (name: string) =>
  name.replace(/_FILE$/, '').replace(/^KITH_OIDC_SECRET_(<ID>)?$/, 'KITH_OIDC_SECRET_<ID>')

const readings = [
  /\benv(?:\.|\[')([A-Z][A-Z0-9_]+)/g,
  /\b(?:read|number)\('([A-Z][A-Z0-9_]+)'/g,
  /\b(KITH_[A-Z0-9_]+)/g,
]

function settingsRead(): Set<string> {
  const sources = files.filter(file => /^(src|tools)\/.*\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$/.test(file))
  const names = sources.flatMap(file =>
    readings.flatMap(reading => [...textOf(file).matchAll(reading)].map(([, name = '']) => settingOf(name))))
  return new Set(names.filter(name => !ofTheSystem.has(name)))
}

const settingsTold = () => new Set(
  [...textOf(settingsPage).matchAll(/^\| `([A-Z][A-Z0-9_]+(?:<ID>)?)` \|/gm)].map(([, name = '']) => settingOf(name)))

test('every environment variable that the code reads is explained to operators', () => {
  const told = settingsTold()
  expect([...settingsRead()].filter(name => !told.has(name))).toEqual([])
})

test('every environment variable that operators are told of is read', () => {
  const read = settingsRead()
  expect(settingsTold().size).toBeGreaterThan(20)
  expect([...settingsTold()].filter(name => !read.has(name))).toEqual([])
})

const titleRow = /\]\(([^)]+)\) \| (.*) \|$/gm

test('every test that the page on assurance names exists under these words', () => {
  const page = 'docs/assurance/README.md'
  const rows = [...textOf(page).matchAll(titleRow)]
  expect(rows.length).toBeGreaterThan(20)
  const missing = rows.flatMap(([, link = '', words = '']) => {
    const text = textOf(normalize(join(dirname(page), link)))
    return [...words.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title).filter(title => !text.includes(title))
  })
  expect(missing).toEqual([])
})

/** Written so that this file does not hold them itself. */
const ofSomebodysMachine = [
  new RegExp(String.raw`(?<![\w.@~-])/(?:work|home|Users|root)/[a-z]`),
  new RegExp(['registry', String.raw`[\w.-]+`].join(String.raw`\.`)),
]

test('no file names a place on somebody’s machine or a registry’s host', () => {
  const ofText = /\.(md|tsx?|m[jt]s|json|sql|scss|html|ya?ml)$|^\.(npmrc|gitignore)$|^\.ci\/run$/
  const texts = files.filter(file => ofText.test(file))
  expect(texts.length).toBeGreaterThan(200)
  const faults = texts.flatMap(file => {
    const text = textOf(file)
    return ofSomebodysMachine.flatMap(pattern => pattern.exec(text)?.[0] ?? []).map(found => `${file}: ${found}`)
  })
  expect(faults).toEqual([])
})
