import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const statuses = ['met', 'by_design', 'not_applicable', 'open'] as const
const entry = z.strictObject({
  id: z.string().regex(/^V\d+\.\d+\.\d+$/),
  level: z.literal([1, 2, 3]),
  chapter: z.string(),
  about: z.string(),
  status: z.enum(statuses),
  test: z.string().optional(),
  because: z.string().optional(),
})
type Entry = z.infer<typeof entry>

const file = 'docs/assurance/asvs.json'
const entries = z.array(entry).parse(JSON.parse(readFileSync(file, 'utf8')))

/** How many requirements of level 1 and of level 2 each chapter of ASVS 5.0.0 has. */
const published: Readonly<Record<string, readonly [number, number]>> = {
  V1: [8, 19], V2: [4, 7], V3: [8, 11], V4: [2, 8], V5: [4, 5], V6: [13, 22], V7: [6, 12], V8: [4, 3], V9: [4, 3],
  V10: [5, 24], V11: [3, 11], V12: [3, 6], V13: [1, 12], V14: [2, 7], V15: [3, 10], V16: [0, 16], V17: [0, 7],
}

/** Of level 3 we answer for these alone. V16.3.2, which we chose with them, is of level 2 in ASVS itself. */
const chosenOfLevel3 = [
  'V1.2.10', 'V3.5.8', 'V4.1.4', 'V5.2.4', 'V5.2.5', 'V5.2.6', 'V7.5.3', 'V8.2.4', 'V8.3.2', 'V8.3.3',
  'V14.2.6', 'V14.2.7', 'V14.2.8', 'V16.5.4',
]

const count = (is: (one: Entry) => boolean) => entries.filter(is).length
const counts = Object.fromEntries(statuses.map(status => [status, count(one => one.status === status)]))

/** Compares V2.1.10 and V2.1.9 as people do. */
function inOrder(one: string, other: string): number {
  const [left, right] = [one, other].map(id => id.slice(1).split('.').map(Number))
  for (let place = 0; place < 3; place++) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

test('every requirement of ASVS 5.0.0 at levels 1 and 2 is answered once, in order, and fourteen of level 3', () => {
  const ids = entries.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(ids.toSorted(inOrder))
  expect(entries.filter(({ id, chapter }) => !id.startsWith(`${chapter}.`))).toEqual([])
  const found = Object.fromEntries(Object.keys(published).map(chapter =>
    [chapter, [1, 2].map(level => count(one => one.chapter === chapter && one.level === level))]))
  expect(found).toEqual(published)
  expect(entries.filter(({ level }) => level === 3).map(({ id }) => id)).toEqual(chosenOfLevel3)
  expect(ids).toHaveLength(253 + chosenOfLevel3.length)
})

test('each answer is a test or a reason, and in few words of our own', () => {
  const faulty = entries.filter(({ about, status, test: title, because }) =>
    about.trim() === '' || about.split(/\s+/).length > 14
    || (title === undefined) === (because === undefined)
    || (title ?? because ?? '').trim() === ''
    || (status === 'met') !== (title !== undefined))
  expect(faulty).toEqual([])
})

test('what is said to be met is checked by a test that exists under these words', () => {
  const places = '{src,tests,demo,packages}/**/*.test.{ts,tsx}'
  const tests = globSync(places, { exclude: path => path.includes('node_modules') })
    .filter(path => path !== 'tests/assurance.test.ts').map(path => readFileSync(path, 'utf8')).join('\n')
  const titles = entries.flatMap(({ id, test: title }) => title === undefined ? [] : [{ id, title }])
  expect(titles.length).toBeGreaterThan(50)
  const isThere = (title: string) => ["'", '`', '"'].some(quote => tests.includes(`${quote}${title}${quote}`))
  expect(isThere('a title that no test has')).toBe(false)
  expect(titles.filter(({ title }) => !isThere(title))).toEqual([])
})

test('what is met by design names where, and every file that a reason names is there', () => {
  const ours = /\b(?:src|db|docs|tests|packages)\/[\w./-]*\w|\b(?:SECURITY|ARCHITECTURE)\.md|\b[\w-]+\.json\b/g
  const named = entries.map(({ id, status, because = '' }) =>
    ({ id, status, files: [...because.matchAll(ours)].map(([path]) => path) }))
  expect(named.filter(({ status, files }) => status === 'by_design' && files.length === 0)).toEqual([])
  expect(named.filter(({ files }) => files.some(path => !existsSync(path)))).toEqual([])
})

test('the page on assurance says how many are met, by design, not applicable and open', () => {
  const sentence =
    /Of (\d+) requirements, (\d+) are met by a test, (\d+) by design, (\d+) do not apply and (\d+) are open\./
  const said = sentence.exec(readFileSync('docs/assurance/README.md', 'utf8'))?.slice(1).map(Number)
  expect(said).toEqual([entries.length, ...statuses.map(status => counts[status])])
  const summary = statuses.map(status => `${counts[status]} ${status.replace('_', ' ')}`).join(', ')
  process.stdout.write(`ASVS 5.0.0: ${summary}\n`)
})
