import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('docs/assurance/gangs-matrix.md', 'utf8')
const tests = readFileSync('tests/gangs-matrix.test.ts', 'utf8')
const rows = page.split('\n').filter(line => /^\| G\d+ \|/v.test(line)).map(line => line.split('|').map(cell => cell.trim()))
const titles = [...tests.matchAll(/^test\('(G\d+: [^']+)'/gmv)].map(([, title]) => title)

test('each of the sixteen failings has its row, in order', () => {
  expect(rows.map(([, number]) => number)).toEqual(Array.from({ length: 16 }, (_, n) => `G${n + 1}`))
})

test('each row names the test of its number, and what is still open of it', () => {
  expect(titles).toHaveLength(16)
  for (const [, number, failing, against, proof, open] of rows) {
    expect(titles, number).toContain(proof?.replaceAll('`', ''))
    expect(proof, number).toMatch(new RegExp(`^\`${number}: `, 'v'))
    expect([failing, against].every(words => (words ?? '').length > 10), number).toBe(true)
    expect(open, number).toMatch(/^(?:nothing|open: .{10,})$/v)
  }
})

test('nobody is told that a cohort is tested: the room for cohorts does not exist', () => {
  const open = rows.map(cells => cells[5] ?? '').filter(words => words.startsWith('open: '))
  expect(open.length).toBeGreaterThan(5)
  expect(tests).not.toMatch(/cohort/iv)
})
