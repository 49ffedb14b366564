import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Tx } from '../../../kernel/database.ts'
import type { Env } from '../../../kernel/web.ts'
import { csvLine } from '../../../imports/csv.ts'
import { countByHexagon, hexagonsAsGeoJson } from '../../hexagonCounts.ts'
import { isChosen } from '../../isChosen.ts'
import { readFilter } from '../../placeFilter.ts'
import type { PlaceFilter } from '../../placeFilter.ts'
import { mayViewPlaces, placeScope } from '../../policy.ts'
import { countAreas, countAssaults, countOffences, countSearches, findExtent, listPoints } from '../../store.ts'
import { NothingYet, PlacesView } from './view.tsx'

/** Offences by month, kind and area: tables for everybody, and a map where scripts run. */
export const placesPages = () => new Hono<Env>()
  .get('/places', async c => {
    const { viewer } = c.var
    if (!mayViewPlaces(viewer)) return c.var.absent()
    const shown = await look(c, async (tx, filter, partnershipId) => ({
      filter,
      offences: await countOffences(tx, partnershipId, filter),
      areas: filter.district === undefined ? [] : await countAreas(tx, partnershipId, filter),
      hexagons: countByHexagon(await listPoints(tx, partnershipId, filter), filter.size),
      searches: await countSearches(tx, partnershipId, filter),
      assaults: await countAssaults(tx, filter.from, filter.to),
    }))
    const page = { title: 'Places', wide: true }
    return shown ? c.var.render(page, <PlacesView {...shown} />) : c.var.render(page, <NothingYet />)
  })
  .get('/places/hexagons.json', async c => {
    if (!mayViewPlaces(c.var.viewer)) return c.var.absent()
    const shown = await look(c, async (tx, filter, partnershipId) =>
      hexagonsAsGeoJson(countByHexagon(await listPoints(tx, partnershipId, filter), filter.size), filter.size))
    return c.json(shown ?? { type: 'FeatureCollection', features: [] })
  })
  .get('/places/offences.csv', async c => {
    if (!mayViewPlaces(c.var.viewer)) return c.var.absent()
    const rows = await look(c, async (tx, filter, partnershipId) =>
      (await countOffences(tx, partnershipId, filter)).filter(row => isChosen(row, filter))) ?? []
    const sorted = rows.toSorted((a, b) => a.month.localeCompare(b.month) || a.type.localeCompare(b.type)
      || (a.district ?? '').localeCompare(b.district ?? ''))
    const lines = [csvLine(['Month', 'Type', 'Area', 'Offences']),
      ...sorted.map(({ month, type, district, n }) => csvLine([month, type, district ?? 'No area', n]))]
    return c.body(lines.join(''), 200, {
      'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="offences.csv"',
    })
  })

/** Reads under the viewer's own identity, with the filter of the address; nothing when nothing has been imported. */
async function look<T>(
  c: Context<Env>, read: (tx: Tx, filter: PlaceFilter, partnershipId: string) => Promise<T>,
): Promise<T | undefined> {
  const { kernel, viewer } = c.var
  return kernel.db.as(placeScope(viewer), async tx => {
    const extent = await findExtent(tx, viewer.partnershipId)
    return extent && read(tx, readFilter(name => c.req.query(name), extent), viewer.partnershipId)
  })
}
