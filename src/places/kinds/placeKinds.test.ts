import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileShapes } from '../../../demo/fileShapes.ts'
import { emergencyAssaultsCsv, emergencyAssaultsWithNamesCsv } from '../../../demo/files.ts'
import type { DemoSettings } from '../../../demo/types.ts'
import { importWorld, scopeOf, viewerOf } from '../../imports/importWorld.tsx'
import type { ImportWorld } from '../../imports/importWorld.tsx'
import { runImport } from '../../imports/runImport.ts'
import { countAssaults } from '../store.ts'
import { emergencyAssaults } from './emergencyAssaults.ts'
import { stopSearch } from './stopSearch.ts'
import { streetCrime } from './streetCrime.ts'

const realFiles = '../shared/data/analytics/police-uk'
const hampshire = join(realFiles, 'hampshire-street-2024-01_to_03.no-id.csv.gz')
const manchester = join(realFiles, '2019-06-greater-manchester-stop-and-search.csv')
const isThere = existsSync(hampshire) && existsSync(manchester)
if (!isThere) console.warn(`THE REAL FILES OF DATA.POLICE.UK ARE NOT TESTED: there is no ${realFiles}`)

let w: ImportWorld
beforeAll(async () => { w = await importWorld() })
afterAll(() => w.end())

const sendFile = (path: string, kind: typeof streetCrime) =>
  runImport(w.kernel, viewerOf('analyst'), kind, { name: path, bytes: createReadStream(path) })

const withId = 'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const without = 'Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category'
const crimes = { as: 'analyst', kind: streetCrime } as const

describe('street crime from data.police.uk', () => {
  test.skipIf(!isThere)('of three months in Hampshire is stored whole, and once', async () => {
    const first = await sendFile(hampshire, streetCrime)
    expect(first.counts).toEqual({ read: 40_614, accepted: 40_614, rejected: 0, unchanged: 0 })
    const again = await sendFile(hampshire, streetCrime)
    expect(again.counts).toEqual({ read: 40_614, accepted: 0, rejected: 0, unchanged: 40_614 })
    const [count] = await w.all<{ n: number; districts: number }>(
      'select count(*)::integer as n, count(distinct district)::integer as districts from offence')
    expect(count).toEqual({ n: 40_614, districts: expect.any(Number) })
    expect(count?.districts).toBeGreaterThan(12)
  })

  test('without ids keeps equal rows apart, and knows each again', async () => {
    const row = '2023-05,-1.1,51.1,On or near Mill Lane,E01000001,Testham 001A,Burglary,\n'
    const text = `${without}\n${row.repeat(3)}`
    expect((await w.send(text, crimes)).counts).toMatchObject({ read: 3, accepted: 3 })
    expect((await w.send(text, crimes)).counts).toMatchObject({ read: 3, unchanged: 3 })
    expect((await w.send(text + row, crimes)).counts).toMatchObject({ accepted: 1, unchanged: 3 })
  })

  test('takes a later outcome in place of the earlier one, with an id or without', async () => {
    for (const [header, start] of [[without, ''], [withId, 'abc,']] as const) {
      const row = (outcome: string) => header === without
        ? `2023-06,-1.2,51.2,On or near Quay Street,E01000002,Testham 002B,Robbery,${outcome}`
        : `${start}2023-06,Test Police,Test Police,-1.2,51.2,On or near Quay Street,E01000002,Testham 002B,Robbery,${outcome},`
      await w.send(`${header}\n${row('Under investigation')}\n`, crimes)
      expect((await w.send(`${header}\n${row('Offender sent to prison')}\n`, crimes)).counts).toMatchObject({ accepted: 1, unchanged: 0 })
    }
    expect(await w.all(`select outcome from offence where month = '2023-06-01'`))
      .toEqual([{ outcome: 'Offender sent to prison' }, { outcome: 'Offender sent to prison' }])
  })

  test('rejects a month, a point or an area that cannot be, and keeps a crime without a place', async () => {
    const { counts, runId } = await w.send(`${without}\n2023-13,-1,51,x,,,Burglary,\n2023-01,200,51,x,,,Burglary,\n2023-01,-1,,x,,,Burglary,\n`
      + '2023-01,-1,51,x,nowhere,,Burglary,\n2023-01,,,No Location,,,Other crime,\n', crimes)
    expect(counts).toMatchObject({ read: 5, accepted: 1, rejected: 4 })
    expect((await w.rejections('analyst', runId)).map(({ line }) => line)).toEqual([2, 3, 4, 5])
  })

  test('is brought by the police and those who steer them, never by a school', async () => {
    await expect(w.send(`${without}\n2023-01,-1,51,x,,,Burglary,\n`, { as: 'schoolLeadA', kind: streetCrime }))
      .rejects.toThrow('not a file of this agency')
  })
})

test.skipIf(!isThere)('a month of stops and searches is stored whole, and once', async () => {
  const first = await sendFile(manchester, stopSearch)
  expect(first.counts).toEqual({ read: 907, accepted: 907, rejected: 0, unchanged: 0 })
  expect((await sendFile(manchester, stopSearch)).counts).toEqual({ read: 907, accepted: 0, rejected: 0, unchanged: 907 })
})

describe('assaults seen in an emergency department', () => {
  const settings: DemoSettings = { seed: 1, scale: 0.2, today: '2026-11-24' }
  const nurse = { as: 'nurse', kind: emergencyAssaults } as const
  const header = fileShapes.emergencyAssaults.header.join(',')
  const row = (description: string, method = 'Body part') =>
    `2026-01-01,2026-01-31,RWX01,2026-01-09,23:10,2026-01-09,22:00,${method},,Street,${description}\n`
  const kept = async () =>
    (await w.all<{ n: number }>('select count(*)::integer as n from assault_attendance'))[0]?.n ?? 0

  test('are stored but for their bad rows, and once', async () => {
    const first = await w.send(emergencyAssaultsCsv(settings), nurse)
    expect(first.counts.rejected).toBe(fileShapes.emergencyAssaults.badRows.length)
    const again = await w.send(emergencyAssaultsCsv(settings), nurse)
    expect(again.counts).toMatchObject({ accepted: 0, unchanged: first.counts.accepted })
  })

  test('are refused whole when the columns tell who people are', async () => {
    const before = await kept()
    const result = await w.send(emergencyAssaultsWithNamesCsv(settings), nurse)
    expect([result.state, result.counts.read]).toEqual(['refused', 0])
    expect(result.why).toContain('Patient Name, Date Of Birth, NHS Number, Home Address')
    expect(await kept()).toBe(before)
  })

  test('are refused whole when one cell does, though ten thousand good rows came before it', async () => {
    const before = await kept()
    for (const cell of ['NHS no 9990000018', '999 000 0018', 'Mr Examplename', 'DOB 3/4/2011', 'his home', 'a@b.example', '07700900123']) {
      const result = await w.send(`${header}\n${row('High Street').repeat(10_000)}${row(cell)}`, nurse)
      expect([cell, result.state, result.why]).toEqual([cell, 'refused', expect.stringMatching(/^Line 10002: The file tells who people are/)])
      expect(result.why).not.toContain(cell)
    }
    expect(await kept()).toBe(before)
  })

  test('are never told in numbers below five, not even by the database', async () => {
    await w.admin.query('delete from assault_attendance')
    await w.send(`${header}\n${row('A').repeat(5)}${row('B').replaceAll('Street,', 'Park,').repeat(4)}`, nurse)
    const counts = await w.kernel.db.as(scopeOf('analyst'), tx => countAssaults(tx, '2026-01', '2026-12'))
    expect(counts).toEqual([{ month: '2026-01', word: 'Park', n: null }, { month: '2026-01', word: 'Street', n: 5 }])
    await expect(w.kernel.db.as(scopeOf('nurse'), async tx => {
      const { sql } = await import('kysely')
      return sql`select * from assault_attendance`.execute(tx)
    })).rejects.toThrow('permission denied')
  })
})
