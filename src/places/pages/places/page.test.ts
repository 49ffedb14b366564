import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importWorld, pagesApp, wordsIn } from '../../../imports/importWorld.tsx'
import type { ImportWorld } from '../../../imports/importWorld.tsx'
import { streetCrime } from '../../kinds/streetCrime.ts'
import { placesPages } from './page.tsx'

const header = 'Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category'
const rows = [
  ['2026-01,-1.09,50.8,Here,E01000001,Testham 001A,Robbery,', 7],
  ['2026-01,-1.09,50.8,Here,E01000001,Testham 001A,Burglary,', 2],
  ['2026-02,-1.40,50.9,There,E01000002,Otherton 002B,Robbery,', 3],
  ['2026-02,,,Nowhere,,,Robbery,', 1],
] as const

type Drawn = { features: { properties: { id: string; n: number; area: string } }[] }

let w: ImportWorld
beforeAll(async () => { w = await importWorld() })
afterAll(() => w.end())

const get = (path: string, persona: Parameters<typeof pagesApp>[1] = 'analyst') =>
  pagesApp(w.kernel, persona, placesPages()).request(path)
const words = async (path: string) => wordsIn(await (await get(path)).text())

describe('the places page', () => {
  test('says what would be there, and where to bring it, before anything is imported', async () => {
    expect(await words('/places')).toContain('No figures have been imported yet')
    expect(await (await get('/places/hexagons.json')).json()).toEqual({ type: 'FeatureCollection', features: [] })
  })

  test('shows offences by kind, month and area in tables', async () => {
    await w.send(`${header}\n${rows.map(([row, n]) => `${row}\n`.repeat(n)).join('')}`, { as: 'analyst', kind: streetCrime })
    const page = await words('/places')
    expect(page).toMatch(/13 offences in the whole area, January 2026 to February 2026/)
    expect(page).toMatch(/Kind Jan 2026 Feb 2026 Total Robbery 7 4 11 Burglary 2 0 2 All 9 4 13/)
    expect(page).toMatch(/Offences by area Area Offences Testham 9 Otherton 3 No area given 1/)
    expect(page).toContain('Contains public sector information licensed under the Open Government Licence v3.0')
  })

  test('keeps its filters in the address: months, kind and area', async () => {
    expect(await words('/places?type=Robbery')).toMatch(/11 offences of the kind “Robbery”/)
    expect(await words('/places?from=2026-02&to=2026-02')).toMatch(/4 offences in the whole area, February 2026/)
    const area = await words('/places?area=Testham')
    expect(area).toMatch(/9 offences in Testham/)
    expect(area).toMatch(/Small areas of Testham Area Code Offences Testham 001A E01000001 9/)
    expect(await words('/places?from=nonsense&to=9999-99&size=7&hexagon=x&type=Nothing')).toContain('No offences in this selection')
  })

  test('lists the hexagons of the map, with the same numbers and one chosen', async () => {
    const { features }: Drawn = await (await get('/places/hexagons.json?size=500')).json()
    expect(features.map(({ properties: { n, area } }) => [n, area])).toEqual([[9, 'Testham 001A'], [3, 'Otherton 002B']])
    const chosen = await (await get(`/places?size=500&hexagon=${features[0]?.properties.id}`)).text()
    expect(chosen).toMatch(/<tr[^>]*data-hexagon="[^"]+"[^>]*aria-current="true"/)
    expect(wordsIn(chosen)).toMatch(/Chosen hexagon, around Testham 001A: 9 offences Robbery 7 Burglary 2/)
    expect(wordsIn(chosen)).toMatch(/Lightest: 1 to 3 offences/)
  })

  test('gives the figures away as a file, filtered as the page is', async () => {
    const file = await get('/places/offences.csv?type=Burglary')
    expect(file.headers.get('content-disposition')).toContain('offences.csv')
    expect(await file.text()).toBe('Month,Type,Area,Offences\r\n2026-01,Burglary,Testham,2\r\n')
  })

  test('is open to those who make places safer and absent for everybody else', async () => {
    for (const persona of ['analyst', 'chair', 'detective', 'officer', 'frontDoor'] as const)
      expect((await get('/places', persona)).status).toBe(200)
    for (const persona of ['mentor', 'schoolLeadA', 'nurse', 'socialWorker'] as const) {
      for (const path of ['/places', '/places/hexagons.json', '/places/offences.csv'])
        expect((await get(path, persona)).status).toBe(404)
    }
  })
})
