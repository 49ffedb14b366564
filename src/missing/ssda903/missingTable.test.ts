import { afterAll, beforeAll, expect, test } from 'vitest'
import { importWorld } from '../../imports/importWorld.tsx'
import type { ImportWorld } from '../../imports/importWorld.tsx'
import { safeguardingPersons } from '../../imports/kinds/safeguardingPersons.ts'
import { missingTable } from './missingTable.ts'

let w: ImportWorld
beforeAll(async () => {
  w = await importWorld()
  const head = 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_common_child_id'
  const sent = await w.send(`${head}\nW-1,,Ayo,Tarrant,M,,2012-05-01,\nW-2,,Mirela,Oakhurst,F,,2011-09-30,\n`,
    { as: 'frontDoorManager', kind: safeguardingPersons })
  if (sent.counts.accepted !== 2) throw new Error('the people are not there')
})
afterAll(() => w.end())

const head = 'CHILD,DOB,MISSING,MIS_START,MIS_END'
const send = (...lines: string[]) => w.send([head, ...lines, ''].join('\n'),
  { as: 'frontDoorManager', kind: missingTable })

test('good rows are stored as entries of the council, bad ones are kept with their reason', async () => {
  const sent = await send(
    'W-1,01/05/2012,M,03/02/2026,05/02/2026', 'W-2,30/09/2011,A,10/02/2026,', 'W-1,01/05/2012,X,03/03/2026,',
    'W-1,01/05/2012,M,31/02/2026,', 'W-1,01/05/2012,M,05/03/2026,04/03/2026', 'W-9,01/05/2012,M,03/02/2026,',
    'W-1,02/05/2012,M,09/04/2026,10/04/2026', 'W-1,01/05/2012,,09/04/2026,', 'W-1,01/05/2012,M,01/01/2099,')
  expect(sent).toMatchObject({ state: 'finished', counts: { read: 9, accepted: 2, rejected: 7, unchanged: 0 } })
  expect((await w.rejections('frontDoorManager', sent.runId)).map(({ line, reason }) => [line, reason])).toEqual([
    [4, expect.stringContaining('MISSING must be one of M, A')],
    [5, expect.stringContaining('MIS_START is not a date')],
    [6, expect.stringContaining('MIS_END is before MIS_START')], [7, expect.stringContaining('has not been imported')],
    [8, expect.stringContaining('DOB is not the day of birth')], [9, expect.stringContaining('MISSING')],
    [10, expect.stringContaining('MIS_START is in the future')],
  ])
  expect(await w.all('select headline, detail from record where kind = $1 order by occurred_at', ['missing_episode']))
    .toEqual([
    { headline: 'Missing from care until 5 February 2026', detail: { missing: 'M', until: '2026-02-05' } },
    { headline: 'Away from placement without authorisation, not yet returned', detail: { missing: 'A', until: '' } },
  ])
})

test('the same file again changes nothing, and a child’s return is told anew', async () => {
  const again = await send('W-1,01/05/2012,M,03/02/2026,05/02/2026', 'W-2,30/09/2011,A,10/02/2026,11/02/2026')
  expect(again.counts).toEqual({ read: 2, accepted: 1, rejected: 0, unchanged: 1 })
  const now = await w.all<{ headline: string }>('select headline from record where kind = $1 and withdrawn_at is null order by occurred_at', ['missing_episode'])
  expect(now.map(({ headline }) => headline)).toEqual([
    'Missing from care until 5 February 2026', 'Away from placement without authorisation until 11 February 2026'])
})

test('a file with other columns is refused whole', async () => {
  expect(await w.send('CHILD,DOB,MIS_START,MIS_END\n', { as: 'frontDoorManager', kind: missingTable }))
    .toMatchObject({ state: 'refused' })
})
