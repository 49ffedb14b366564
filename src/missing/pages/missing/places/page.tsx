import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Viewer } from '../../../../kernel/context.ts'
import type { Tx } from '../../../../kernel/database.ts'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Kernel } from '../../../../kernel/kernel.ts'
import type { Env } from '../../../../kernel/web.ts'
import { displayNames } from '../../../../people/displayNames.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { textIn } from '../../../../practice/question.ts'
import { listEntries } from '../../../../practice/store/entries.ts'
import { lenses } from '../../../countsStore.ts'
import { maySearch } from '../../../policy.ts'
import { areasAsGeoJson, areasOf, positionIn } from '../../../searchedPlaces.ts'
import type { SearchedPlace } from '../../../searchedPlaces.ts'
import { missingKind } from '../../../store.ts'
import { PlacesView } from './view.tsx'

/** Where everybody looks tonight: the places searched in all searches that are open to the viewer. */
export const searchedPages = () => new Hono<Env>()
  .get('/missing/places', async c => {
    const { viewer, kernel } = c.var
    if (!maySearch(viewer)) return c.var.absent()
    const { places, names } = await loadPlaces(kernel, viewer)
    return c.var.render({
      title: 'Places searched', wide: true, live: 'verb:missing_episode.',
      crumbs: [{ text: 'Missing episodes', href: '/missing' }, { text: 'Places searched' }],
    }, <PlacesView places={places} names={names} role={viewer.role} chosen={c.req.query('hexagon')} now={kernel.now()} />)
  })
  .get('/missing/places.json', async c => {
    if (!maySearch(c.var.viewer)) return c.var.absent()
    return c.json(areasAsGeoJson(areasOf((await loadPlaces(c.var.kernel, c.var.viewer)).places)))
  })

async function loadPlaces(kernel: Kernel, viewer: Viewer) {
  const found = new Map<string, SearchedPlace>()
  const names = new Map<string, DisplayName>()
  for (const scope of lenses(viewer)) await kernel.db.as(scope, async tx => {
    const places = await listPlaces(tx)
    const people = [...new Set(places.map(({ personId }) => personId))]
    for (const place of places) found.set(place.takingId, place)
    for (const [id, name] of await displayNames(tx, scope, people)) names.set(id, name)
    await disclose(tx, kernel, scope, {
      page: 'missing/places', people: people.map(personId => ({ personId, categories: ['identity', 'missing'] })),
    })
  })
  return { places: [...found.values()].toSorted((a, b) => b.searchedAt.getTime() - a.searchedAt.getTime()), names }
}

/** Of the searches that go on. */
async function listPlaces(tx: Tx): Promise<SearchedPlace[]> {
  const { rows } = await sql<{ id: string; person_id: string; reference: string }>`
    select id, person_id, reference from episode where kind = ${missingKind} and closed_at is null
    order by opened_at desc limit 500`.execute(tx)
  const entries = await listEntries(tx, rows.map(({ id }) => id))
  return rows.flatMap(row => (entries.get(row.id) ?? []).filter(({ step }) => step === 'search_place')
    .map(({ takingId, answers, happenedAt }) => ({
      takingId, episodeId: row.id, personId: row.person_id, reference: row.reference, searchedAt: happenedAt,
      place: textIn(answers, 'place'), searchedBy: textIn(answers, 'searched_by'), result: textIn(answers, 'result'),
      position: positionIn(textIn(answers, 'position')),
    })))
}
