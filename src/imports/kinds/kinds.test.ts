import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileShapes } from '../../../demo/fileShapes.ts'
import {
  policeOccurrencesCsv, safeguardingContactsCsv, safeguardingMissingCsv, safeguardingPersonsCsv, schoolRegisterCsv,
} from '../../../demo/files.ts'
import type { DemoSettings } from '../../../demo/types.ts'
import { agencies, importWorld } from '../importWorld.tsx'
import type { ImportWorld } from '../importWorld.tsx'
import { policeOccurrences } from './policeOccurrences.ts'
import { safeguardingContacts } from './safeguardingContacts.ts'
import { safeguardingMissing } from './safeguardingMissing.ts'
import { safeguardingPersons } from './safeguardingPersons.ts'
import { schoolRegister } from './schoolRegister.ts'

const settings: DemoSettings = { seed: 1, scale: 0.2, today: '2026-11-24' }

let w: ImportWorld
beforeAll(async () => { w = await importWorld() })
afterAll(() => w.end())

const files = [
  ['safeguardingPersons', safeguardingPersons, 'frontDoorManager', safeguardingPersonsCsv],
  ['safeguardingContacts', safeguardingContacts, 'frontDoorManager', safeguardingContactsCsv],
  ['safeguardingMissing', safeguardingMissing, 'frontDoorManager', safeguardingMissingCsv],
  ['policeOccurrences', policeOccurrences, 'detective', policeOccurrencesCsv],
  ['schoolRegister', schoolRegister, 'schoolLeadA', (of: DemoSettings) => schoolRegisterCsv(of, 'alderbrook_school')],
] as const

describe.each(files)('the made-up file %s', (name, kind, as, write) => {
  test('is stored but for its bad rows, and stored once', async () => {
    const first = await w.send(write(settings), { as, kind })
    expect(first.state).toBe('finished')
    const rejected = await w.rejections(as, first.runId)
    const cellsOf = (raw: string) => raw.replaceAll('"', '')
    const others = fileShapes[name].badRows.map(row => cellsOf(row.join(','))).reduce(
      (left, bad) => left.filter(({ raw }) => cellsOf(raw) !== bad), rejected)
    expect(rejected.length - others.length).toBe(fileShapes[name].badRows.length)
    // The made-up registers have slips of their own: a digit of an NHS number changed.
    expect(others.filter(({ reason }) => !reason.includes('check digit'))).toEqual([])
    expect(first.counts.accepted).toBeGreaterThan(first.counts.rejected * 2)
    const again = await w.send(write(settings), { as, kind })
    expect(again.counts).toMatchObject({ read: first.counts.read, rejected: first.counts.rejected, accepted: 0 })
  })
})

test('a police occurrence is taken apart, so that what happened can be shared without the account or the place', async () => {
  const rows = await w.all<{ kind: string; category: string; tier: number; n: number }>(
    `select r.kind, c.category, c.tier, count(*)::integer as n from record r join cell c on c.id = r.cell
     where c.agency_id = $1 and r.source = 'police occurrences' group by 1, 2, 3 order by 1`, [agencies.police])
  expect(rows.map(({ kind, category, tier }) => [kind, category, tier])).toEqual([
    ['account', 'narrative', 2], ['event_place', 'place', 1], ['occurrence', 'police', 1],
  ])
})

test('everybody in one occurrence is in one event, each with a role', async () => {
  const [most] = await w.all<{ people: number; roles: string[] }>(
    `select count(distinct person_id)::integer as people, array_agg(distinct role) as roles from record
     where kind = 'occurrence' group by event_id order by 1 desc limit 1`)
  expect(most?.people).toBeGreaterThan(1)
  expect(most?.roles).not.toContain(null)
})

test('a contact about a person whom the council has not imported is rejected with that reason', async () => {
  const { runId, counts } = await w.send(
    `${fileShapes.safeguardingContacts.header.join(',')}\nC1,7,2026-01-05,6,the police,{}\n`,
    { as: 'frontDoorManager', kind: safeguardingContacts })
  expect(counts).toMatchObject({ read: 1, rejected: 1 })
  expect((await w.rejections('frontDoorManager', runId))[0]?.reason).toBe('The person with this number has not been imported')
})

test('a contact that changes is withdrawn and told again; nothing is rewritten', async () => {
  const people = 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_common_child_id\n'
  await w.send(`${people}7001,,Ada,Larkin,F,WBRI,2012-03-04,\n`, { as: 'frontDoorManager', kind: safeguardingPersons })
  const header = `${fileShapes.safeguardingContacts.header.join(',')}\n`
  for (const from of ['the police', 'a school'])
    await w.send(`${header}C7,7001,2026-01-05,6,${from},"{""NFA_FLAG"":""Y""}"\n`, { as: 'frontDoorManager', kind: safeguardingContacts })
  const rows = await w.all<{ headline: string; gone: boolean }>(
    `select headline, withdrawn_at is not null as gone from record where source_id = 'C7' order by recorded_at`)
  expect(rows).toEqual([
    { headline: 'Contact from the police: no further action', gone: true },
    { headline: 'Contact from a school: no further action', gone: false },
  ])
})

test('a day in a file is that day in London, in summer and in winter', async () => {
  const rows = await w.all<{ day: string; n: number }>(
    `select to_char(occurred_at at time zone 'Europe/London', 'HH24:MI') as day, count(*)::integer as n from record
     where source = 'school register' group by 1`)
  expect(rows.map(({ day }) => day)).toEqual(['12:00'])
})
