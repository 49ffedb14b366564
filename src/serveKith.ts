import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Client } from 'pg'
import type { Maker } from '../demo/loading/maker.ts'
import type { DemoSettings } from '../demo/types.ts'
import { createApp } from './app.tsx'
import { dataDirectory, type Cluster } from './kernel/cluster.ts'
import { harmless } from './kernel/harmless.ts'
import { identifyForLive } from './kernel/live/identify.ts'
import { openLive, type LiveServer } from './kernel/live/liveServer.ts'
import { migrate } from './kernel/migrate.ts'
import { openKernel, type OpenKernel } from './kernel/openKernel.ts'
import { listenOrSuggest } from './kernel/port.ts'
import type { Settings } from './kernel/settings.ts'
import type { Gate } from './kernel/signIn/gate.ts'
import { sweepSignIns } from './kernel/signIn/session.ts'
import { dayOf } from './language/format.ts'
import { firstRunLink } from './partnership/firstRun.ts'
import { signInPages } from './partnership/signInPages.tsx'

type Say = (line: string) => void

/** What is under way when this is read: the database, and the demo if there is none yet. */
type Start = {
  settings: Settings
  cluster: Promise<Cluster | undefined>
  demo: DemoSettings | undefined
  maker: Maker | undefined
  say: Say
  started: number
}

const demoIssuer = 'https://demo.kith.example'
const hourMilliseconds = 3_600_000
/** Large files over slow lines; headers still have to arrive within a minute. */
const longestUploadMilliseconds = 2 * hourMilliseconds

/** Server, live pages, kernel and database, in the order in which what it returns stops them. */
export async function serveKith(start: Start): Promise<() => Promise<void>> {
  const { settings, say, started } = start
  const step = countSteps(say)
  const cluster = await start.cluster
  const ownerUrl = settings.databaseUrl ?? cluster?.url('postgres') ?? ''
  step(cluster ? `Database up${cluster.reused ? ' (was still running)' : ''}: evaluation only, for real use set DATABASE_URL` : 'Using the database at DATABASE_URL')
  const applied = await migrate(ownerUrl)
  step(applied.length > 0 ? `Tables brought up to date (${applied.length} migrations)` : 'Tables are up to date')
  const listening = Promise.withResolvers<void>()
  const loading = loadDemoOnce(start, ownerUrl, listening.promise)
  const [kernel, demo] = await Promise.all([
    openKernel({ ownerUrl, secret: settings.secret ?? demoSecret() }), settings.production ? undefined : openDemo(),
  ])
  const gate: Gate = { kernel, settings, pages: signInPages, demo: demo?.provider }
  const liveCursor = (partnershipId: string) => live.cursor(partnershipId)
  const app = createApp({ gate, assetsFolder: 'dist/assets', liveCursor, demo: demo?.routes })
  await loading
  await kernel.cells.reload() // the demo has just laid down its own
  const live = await openLive(kernel, kernel.serviceUrl, identifyForLive(gate))
  const server = serverOf(getRequestListener(app.fetch), live)
  const host = process.env['HOST'] || (settings.production ? '127.0.0.1' : undefined) // plain HTTP stays on the machine
  const { port, takenPort } = await listenOrSuggest(server, { port: process.env['PORT'], host })
  listening.resolve()
  const { startLog } = await import('./sharing/log/runLog.ts') // read once people are served
  const log = startLog(kernel, settings)
  const { watchReadings } = await import('./sharing/misuse/lookThrough.ts')
  const stopWatching = watchReadings(kernel)
  const { watchClocks } = await import('./practice/clocks/raiseClocks.ts')
  const stopClocks = watchClocks(kernel)
  const { watchKnifeEvents } = await import('./knife/watchKnifeEvents.ts')
  const stopKnife = watchKnifeEvents(kernel)
  const stopMail = await startMail(kernel, settings)
  const sweep = setInterval(() => { sweepSignIns(gate).catch(() => undefined) }, hourMilliseconds)
  const retention = setInterval(() => { void retain(kernel) }, 6 * hourMilliseconds)
  if (takenPort) say(`Port ${takenPort} is taken by another program, so this is on ${port}.`)
  const origin = settings.origin ?? `http://localhost:${port}`
  step(`Listening after ${((performance.now() - started) / 1000).toFixed(2)} s: ${origin}`)
  if (settings.production) await sayFirstRun(kernel, origin, say)
  else for (const line of demo?.introduction ?? []) say(line)
  demo?.prepare().catch(() => undefined) // whoever signs in is told
  if (demo) void tellDemoStories(kernel)
  return async () => {
    clearInterval(sweep)
    clearInterval(retention)
    await stopWatching()
    await stopClocks()
    await stopKnife()
    await stopMail?.()
    await log.stop()
    await stopEverything({ server, live, kernel, cluster, stopDemo: demo?.stop })
  }
}

/** Live pages go round the web framework: thousands of open responses cost little that way. */
function serverOf(pages: ReturnType<typeof getRequestListener>, live: LiveServer): Server {
  return createServer({ requestTimeout: longestUploadMilliseconds }, (request, response) => {
    const isLive = request.url?.startsWith('/live?') ?? false
    void (isLive ? live.handle(request, response).catch(() => { response.destroy() }) : pages(request, response))
  })
}

type Running = { server: Server; live: LiveServer; kernel: OpenKernel; cluster: Cluster | undefined; stopDemo: (() => Promise<void>) | undefined }

async function stopEverything({ server, live, kernel, cluster, stopDemo }: Running): Promise<void> {
  const closed = new Promise(resolve => { server.close(resolve) })
  await live.close()
  server.closeIdleConnections()
  setTimeout(() => { server.closeAllConnections() }, 2_000).unref()
  await closed
  await stopDemo?.()
  await kernel.close()
  await cluster?.stop()
}

function countSteps(say: Say): Say {
  const [done = 2, all = 5] = (process.env['KITH_STEPS'] ?? '2/5').split('/').map(Number)
  let at = done
  return line => {
    at += 1
    say(`${at}/${all} ${line}`)
  }
}

/** The demo's secret lives beside its database, readable by its owner alone. */
function demoSecret(): string {
  const file = join(dataDirectory(), 'secret')
  if (!existsSync(file)) {
    mkdirSync(dataDirectory(), { recursive: true })
    writeFileSync(file, randomBytes(36).toString('base64url'), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8')
}

/** The demo's people and provider are loaded by these two alone, and never where KITH_ENV is production. */
async function loadDemoOnce({ demo, maker, say }: Start, ownerUrl: string, settleAfter: Promise<void>): Promise<void> {
  if (!demo) return
  const { loadDemo, settleDemo } = await import('../demo/loadDemo.ts')
  const owner = new Client(ownerUrl)
  await owner.connect()
  const { rowCount } = await owner.query('select from partnership limit 1')
  await owner.end()
  if (!rowCount) {
    await loadDemo({ ...demo, ownerUrl, issuer: demoIssuer, say, maker, settleAfter })
    return
  }
  maker?.stop()
  // A start that was cut short may have left names that cannot be found yet.
  await settleDemo({ ownerUrl, say, settleAfter })
}

/** The demo's episodes, by the product's own actions, once people are served. */
async function tellDemoStories(kernel: OpenKernel): Promise<void> {
  try {
    const [{ layDownPractice }, { practices }] = await Promise.all([import('../demo/layDownPractice.ts'), import('./practiceRooms.ts')])
    const undone = await layDownPractice(kernel, practices, dayOf(kernel.now()))
    if (undone.length > 0) kernel.log.warn({ undone: undone.length }, 'some of the demo could not be laid down')
  } catch (error) {
    kernel.log.error(error instanceof Error ? harmless(error) : {}, 'the demo’s episodes were not laid down')
  }
}

async function openDemo() {
  const [{ openDemoIdentityProvider }, { listPersonas }] = await Promise.all([import('../demo/identityProvider.ts'), import('../demo/personas.ts')])
  const personas = listPersonas(dayOf(new Date()))
  const provider = openDemoIdentityProvider({ personas, accountsOf: demoIssuer })
  return { ...provider, introduction: ['', 'Sign in as one of the made-up colleagues:', ...personas.map(p => `  ${p.name}, ${p.role}, ${p.agency}`), ''] }
}

async function sayFirstRun(kernel: OpenKernel, origin: string, say: Say): Promise<void> {
  const link = await firstRunLink(kernel, origin)
  if (link) say(`There is no administrator yet. Make the partnership and its first one here, once:\n  ${link}`)
}

/** The digest, where there is a server that sends e-mail and an address that the message can name. */
async function startMail(kernel: OpenKernel, { mail, origin }: Settings): Promise<(() => Promise<void>) | undefined> {
  if (!mail || !origin) return undefined
  const [{ openMailer }, { watchDigests }] =
    await Promise.all([import('./practice/digest/mailer.ts'), import('./practice/digest/runDigest.ts')])
  return watchDigests(kernel, openMailer(mail), origin)
}

/** What is due is listed several times a day; a time that fails is made good by the next: the list is made from dates. */
async function retain(kernel: OpenKernel): Promise<void> {
  try {
    const { runRetention } = await import('./sharing/retention/runRetention.ts')
    await runRetention(kernel, kernel.now())
  } catch (error) {
    kernel.log.error(error instanceof Error ? harmless(error) : {}, 'retention was not run')
  }
}
