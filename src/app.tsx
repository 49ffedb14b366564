import { readFileSync } from 'node:fs'
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { HiddenPage } from './design/hiddenPage.tsx'
import { Absent, framing } from './frame.tsx'
import { helpPages } from './helpPages.tsx'
import { draftRoutes } from './kernel/draftRoutes.ts'
import { changesApi } from './kernel/live/changesApi.ts'
import { broken } from './kernel/requestGuard/broken.ts'
import { guards } from './kernel/requestGuard/guards.ts'
import { needScope } from './kernel/signIn/apiToken.ts'
import type { Gate, GateEnv } from './kernel/signIn/gate.ts'
import { signInRoutes } from './kernel/signIn/routes.ts'
import { english } from './language/catalogue.ts'
import { isImportStream, importPages } from './imports/pages/imports/page.tsx'
import { peopleKinds } from './imports/peopleKinds.ts'
import { missingKinds } from './missing/missingKinds.ts'
import { myWorkPages } from './my-work/page.tsx'
import { homeFor } from './navigation.ts'
import { oversightPage } from './oversightPage.tsx'
import { notificationApi } from './notifications/api.ts'
import { readFormKind } from './notifications/formKind.ts'
import { makingPages } from './notifications/pages/makingPages.tsx'
import { boardPages } from './notifications/pages/notifications/board/page.tsx'
import { notificationPages } from './notifications/pages/notifications/one/page.tsx'
import { notificationsPanel } from './notifications/pages/notificationsPanel.tsx'
import { requestPages } from './notifications/pages/requests/page.tsx'
import { workFor } from './notifications/workFor.ts'
import { firstRunRoutes } from './partnership/firstRunPages.tsx'
import { plansPanel } from './missing/plan/plansPanel.tsx'
import { outsideLinkPages } from './partnership/outside/issuerPages.tsx'
import { outsideRoutes } from './partnership/outside/outsidePages.tsx'
import { openLexicon } from './partnership/lexiconAt.ts'
import { administrationPages } from './partnership/pages/administration/administrationPages.tsx'
import { peoplePages } from './people/pages/peoplePages.tsx'
import { isOpenReferral, openReferralApi } from './programmes/openReferral/api.ts'
import { placesPages } from './places/pages/places/page.tsx'
import { placeKinds } from './places/placeKinds.ts'
import { practiceApi } from './practice/api.ts'
import { topicsOf } from './practice/liveTopics.ts'
import { episodesPanel } from './practice/pages/episodesPanel.tsx'
import { practiceAdministrationPages, practiceChanges } from './practice/pages/administration/page.tsx'
import { practicePages } from './practice/pages/practicePages.tsx'
import { upkeepPages } from './practice/pages/upkeepPages.tsx'
import { episodesFor } from './practice/workFor.ts'
import { practiceRooms, practices } from './practiceRooms.ts'
import { logPages } from './sharing/log/logPages.tsx'
import { sharesFor } from './sharing/sharesFor.ts'
import { exportsPanel } from './sharing/exportsPanel.tsx'
import { sharesPanel } from './sharing/sharesPanel.tsx'
import { sharingPages } from './sharing/sharingPages.tsx'
import { openAssets } from './assets.ts'
import { readLexicon } from './wording/lexicon.ts'
import { wordingRoutes } from './wording/routes.tsx'
import { starterLexicon } from './wording/starterLexicon.ts'

export type AppParts = {
  gate: Gate
  /** The built browser files. */
  assetsFolder: string
  liveCursor: (partnershipId: string) => string
  /** The demo's own identity provider. */
  demo?: Hono<GateEnv> | undefined
}

export const version = readVersion()

/** Every room, mounted; nothing else happens here. */
export function createApp({ gate, assetsFolder, liveCursor, demo }: AppParts): OpenAPIHono<GateEnv> {
  const { kernel } = gate
  const { assets, routes: assetRoutes } = openAssets(assetsFolder)
  const frame = framing({ assets, version })
  const app = new OpenAPIHono<GateEnv>()
  app.route('/', assetRoutes)
  app.get('/healthz', async c => await isHealthy(gate) ? c.text('ok') : c.text('no database', 503))
  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('render', frame(c))
    c.set('absent', () => c.var.render({ title: 'Page not found', status: 404 }, <Absent />))
    await next()
  })
  for (const [path, step] of guards(gate, doors)) app.use(path, step)
  // The position is taken before the page reads anything: what is committed meanwhile reaches it all the same.
  app.use(async (c, next) => {
    if (c.var.viewer) c.set('render', frame(c, liveCursor(c.var.viewer.partnershipId)))
    await next()
  })
  app.onError(broken(gate))
  app.notFound(c => c.var.absent())
  if (demo) app.route('/', demo)
  app.route('/', signInRoutes(gate)).route('/', firstRunRoutes(gate)).route('/', outsideRoutes(gate)).route('/', outsideLinkPages())
  mountRooms(app, gate)
  app.get('/', c => c.redirect(homeFor(c.var.viewer.role), 303))
  app.get('/hidden', c => c.html(<HiddenPage css={assets.css} backHref="/" texts={english} now={kernel.now()} />))
  mountApi(app)
  return app
}

const doors = {
  open: (path: string) => path === '/api/openapi.json' || path === '/hidden' || path.startsWith('/log/')
    || path === '/by-link' || path.startsWith('/by-link/') || isOpenReferral(path),
  streams: isImportStream,
}

const apiScopes = {
  'notifications:write': 'Send notifications to the front door',
  'episodes:write': 'Begin work of the practice rooms and take its steps',
  'changes:read': 'Follow what happened, as far as agreements let the account see',
} as const

function mountRooms(app: OpenAPIHono<GateEnv>, { kernel, settings }: Gate): void {
  const lexicon = openLexicon(kernel, readLexicon, starterLexicon)
  const lexiconAt = (at: Date) => lexicon.at(at)
  app.route('/', draftRoutes()).route('/', helpPages()).route('/', oversightPage())
  app.route('/', wordingRoutes({ lexiconAt }))
  app.route('/', myWorkPages([workFor, episodesFor(practices), sharesFor], ({ role }) => topicsOf(practices.values(), role)))
  app.route('/', makingPages({ lexiconAt }))
  app.route('/', boardPages()).route('/', requestPages()).route('/', notificationPages())
  for (const room of practiceRooms) if (room.pages) app.route('/', room.pages(practices))
  app.route('/', upkeepPages(practices)).route('/', practicePages(practiceRooms))
  app.route('/', peoplePages({ panels: [notificationsPanel, episodesPanel(practices), plansPanel, sharesPanel, exportsPanel] }))
  app.route('/', importPages({ kinds: [...peopleKinds, ...missingKinds, ...placeKinds] })).route('/', placesPages())
  app.route('/', sharingPages()).route('/', logPages(settings))
  app.route('/', practiceAdministrationPages(practiceRooms)).route('/', administrationPages({
    checkFormKind: readFormKind, checkLexicon: readLexicon, starterLexicon, apiScopes, providerSecret: settings.providerSecret,
  }, practiceChanges(practiceRooms)))
}

function mountApi(app: OpenAPIHono<GateEnv>): void {
  app.use('/api/v1/notifications', needScope('notifications:write'))
  app.use('/api/v1/changes', needScope('changes:read'))
  for (const path of ['/api/v1/practices', '/api/v1/practices/*', '/api/v1/episodes/*']) app.use(path, needScope('episodes:write'))
  app.route('/', openReferralApi())
  app.route('/', notificationApi()).route('/', changesApi()).route('/', practiceApi(practices))
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Kith', version, description: 'Post a safeguarding notification; follow what happened.' },
  })
}

async function isHealthy({ kernel }: Gate): Promise<boolean> {
  try {
    await kernel.db.service(tx => tx.selectFrom('partnership').select('id').limit(1).execute())
    return true
  } catch {
    return false
  }
}

function readVersion(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version
}
