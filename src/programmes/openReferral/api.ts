import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Kernel } from '../../kernel/kernel.ts'
import type { GateEnv } from '../../kernel/signIn/gate.ts'
import type { Programme } from '../programme.ts'
import { listProgrammes, listTaxonomies, listTerms } from '../store/programmes.ts'
import { chosenBy, querySchema } from './filter.ts'
import type { FeedQuery } from './filter.ts'
import { tooOften } from './pace.ts'
import {
  organizationInFull, pageOf, serviceAtLocation, serviceInFull, serviceInList, taxonomyInFull, termInFull,
} from './shapes.ts'
import type { Feed } from './shapes.ts'

type C = Context<GateEnv>
export const feedPath = '/open-referral'
/** Open to everybody: it holds what providers publish, and nothing of any child. */
export const isOpenReferral = (path: string): boolean => path === feedPath || path.startsWith(`${feedPath}/`)

const seconds = 60
const profile = 'https://docs.openreferraluk.org'

type Snapshot = Feed & { programmes: readonly Programme[]; readAt: number }

/** The public directory in the shape of Open Referral UK 3.0. Read at most once a minute, however many ask. */
export function openReferralApi(): Hono<GateEnv> {
  const read = reader()
  const list = <Item>(items: (shot: Snapshot, query: FeedQuery) => readonly Item[]) => async (c: C) => {
    const asked = querySchema.safeParse(c.req.query())
    if (!asked.success) return c.json({ message: 'A parameter is not as the profile has it', fields: asked.error.issues.map(({ path }) => path.join('.')) }, 400)
    const { page, per_page: perPage } = asked.data
    return c.json(pageOf(items(await read(c), asked.data), { page, perPage }))
  }
  const one = <Item>(find: (shot: Snapshot, id: string) => Item | undefined) => async (c: C) => {
    const found = find(await read(c), c.req.param('id') ?? '')
    return found === undefined ? c.json({ message: 'Nothing has this id' }, 404) : c.json(found)
  }
  const chosen = (shot: Snapshot, query: FeedQuery) => shot.programmes.filter(chosenBy(shot, query))
  return new Hono<GateEnv>().use(`${feedPath}/*`, forEverybody)
    .get(feedPath, c => c.json(about(c)))
    .get(`${feedPath}/`, c => c.json(about(c)))
    .get(`${feedPath}/services`, list((shot, query) => chosen(shot, query).map(programme => serviceInList(shot, programme))))
    .get(`${feedPath}/services/:id`, one((shot, id) => {
      const programme = shot.programmes.find(each => each.id === id)
      return programme && serviceInFull(shot, programme)
    }))
    .get(`${feedPath}/service_at_locations`, list((shot, query) => placesOf(shot, chosen(shot, query)).map(({ inList }) => inList)))
    .get(`${feedPath}/service_at_locations/:id`, one((shot, id) =>
      placesOf(shot, shot.programmes).find(({ inFull }) => inFull.id === id)?.inFull))
    .get(`${feedPath}/organizations`, list(shot => organizationsOf(shot).map(({ services: _services, ...rest }) => rest)))
    .get(`${feedPath}/organizations/:id`, one((shot, id) => organizationsOf(shot).find(each => each.id === id)))
    .get(`${feedPath}/taxonomies`, list(shot => shot.taxonomies.map(taxonomy => taxonomyInFull(shot, taxonomy))))
    .get(`${feedPath}/taxonomies/:id`, one((shot, id) => {
      const taxonomy = shot.taxonomies.find(each => each.id === id)
      const terms = shot.terms.filter(({ taxonomyId }) => taxonomyId === id).map(term => termInFull(shot, term))
      return taxonomy && { ...taxonomyInFull(shot, taxonomy), taxonomy_terms: terms }
    }))
    .get(`${feedPath}/taxonomy_terms`, list((shot, { taxonomy_id: of }) => shot.terms
      .filter(({ taxonomyId }) => !of || taxonomyId === of).map(term => termInFull(shot, term))))
    .get(`${feedPath}/taxonomy_terms/:id`, one((shot, id) => {
      const term = shot.terms.find(each => each.id === id)
      return term && termInFull(shot, term)
    }))
}

const about = (c: C) =>
  ({ version: 'HSDS-UK-3.0', profile, openapi_url: `${profile}/en/latest/openapi30.json`, publisher: c.var.origin })

const placesOf = (shot: Snapshot, programmes: readonly Programme[]) => programmes.flatMap(programme =>
  programme.locations.filter(({ hidden }) => !hidden).map(place => serviceAtLocation(shot, programme, place)))

function organizationsOf(shot: Snapshot) {
  const ids = [...new Set(shot.programmes.map(({ agencyId }) => agencyId))]
  return ids.flatMap(id => organizationInFull(shot, shot.programmes.filter(({ agencyId }) => agencyId === id)) ?? [])
}

/** Any site may read it, any cache may keep it for a minute, and nobody may ask without end. */
async function forEverybody(c: C, next: () => Promise<void>): Promise<Response | undefined> {
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cache-Control', `public, max-age=${seconds}`)
  const wait = tooOften(c.var.address, c.var.kernel.now())
  if (wait !== undefined) {
    c.header('Retry-After', String(wait))
    return c.json({ message: 'Too many requests' }, 429)
  }
  await next()
  return undefined
}

/** As the service role, which the database shows neither a hidden place nor anything of a person. */
function reader(): (c: C) => Promise<Snapshot> {
  let last: Promise<Omit<Snapshot, 'base'>> | undefined
  let readAt = -Infinity
  return async c => {
    const now = c.var.kernel.now().getTime()
    if (!last || now - readAt > seconds * 1000 || now < readAt) {
      readAt = now
      last = snapshot(c.var.kernel)
      last.catch(() => { last = undefined })
    }
    return { ...await last, base: `${c.var.origin}${feedPath}` }
  }
}

const snapshot = (kernel: Kernel) => kernel.db.service(async tx => ({
  programmes: await listProgrammes(tx, { published: true, everyStatus: true }),
  terms: await listTerms(tx), taxonomies: await listTaxonomies(tx), readAt: kernel.now().getTime(),
}))
