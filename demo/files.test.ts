import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { fileShapes } from './fileShapes.ts'
import {
  emergencyAssaultsCsv, emergencyAssaultsWithNamesCsv, policeOccurrencesCsv, safeguardingContactsCsv,
  safeguardingMissingCsv, safeguardingPersonsCsv, schoolRegisterCsv,
} from './files.ts'
import type { DemoSettings } from './types.ts'

const settings: DemoSettings = { seed: 1, scale: 0.2, today: '2026-11-24' }

const files = [
  ['safeguardingPersons', safeguardingPersonsCsv], ['safeguardingContacts', safeguardingContactsCsv],
  ['safeguardingMissing', safeguardingMissingCsv], ['policeOccurrences', policeOccurrencesCsv],
  ['schoolRegister', (of: DemoSettings) => schoolRegisterCsv(of, 'alderbrook_school')],
  ['emergencyAssaults', emergencyAssaultsCsv],
] as const

describe.each(files)('the file %s', (name, write) => {
  const rows: string[][] = parse([...write(settings)].join(''), { relax_column_count: true })
  const { header, badRows } = fileShapes[name]

  test('has its header and more good rows than bad ones, all as wide as the header', () => {
    expect(rows[0]).toEqual([...header])
    const narrow = rows.filter((row) => row.length !== header.length).length
    expect(narrow).toBe(badRows.filter((row) => row.length !== header.length).length)
    expect(rows.length - 1).toBeGreaterThan(badRows.length * 2)
  })

  test('has its bad rows among the good ones', () => {
    const texts = rows.map((row) => row.join('|'))
    for (const bad of badRows) expect(texts).toContain(bad.join('|'))
    expect(texts.at(-1)).not.toBe(badRows.at(-1)?.join('|'))
  })

  test('is the same file twice', () => {
    expect([...write(settings)].join('')).toBe([...write(settings)].join(''))
  })
})

test('the emergency file names nobody, and its bad twin does', () => {
  const good = [...emergencyAssaultsCsv(settings)].join('')
  expect(good).not.toMatch(/999\d{7}|Patient|Birth/)
  const bad: string[][] = parse([...emergencyAssaultsWithNamesCsv(settings)].join(''))
  expect(bad[0]?.slice(-4)).toEqual(['Patient Name', 'Date Of Birth', 'NHS Number', 'Home Address'])
  expect(bad.length).toBeGreaterThan(5)
})
