// The product as it serves, in a process of its own, on a database that the benchmark made: no demo, no demo provider.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from '../../src/app.tsx'
import { identifyForLive } from '../../src/kernel/live/identify.ts'
import { openLive } from '../../src/kernel/live/liveServer.ts'
import { openKernel } from '../../src/kernel/openKernel.ts'
import { listenOrSuggest } from '../../src/kernel/port.ts'
import type { Gate } from '../../src/kernel/signIn/gate.ts'
import { signInPages } from '../../src/partnership/signInPages.tsx'
import { readBenchSettings } from './settings.ts'

const reportEvery = 250

const { url, secret, port, partnershipId } = {
  url: process.env['BENCH_URL'] ?? '', secret: process.env['BENCH_SECRET'] ?? '',
  port: process.env['BENCH_PORT'] ?? '0', partnershipId: process.env['BENCH_PARTNERSHIP'] ?? '',
}
const kernel = await openKernel({ ownerUrl: url, secret, log: pino({ level: 'error' }) })
const gate: Gate = { kernel, settings: readBenchSettings(), pages: signInPages }
const live = await openLive(kernel, kernel.serviceUrl, identifyForLive(gate))
const app = createApp({ gate, assetsFolder: 'dist/assets', liveCursor: id => live.cursor(id) })
const pages = getRequestListener(app.fetch)
const server = createServer((request, response) => {
  const isLive = request.url?.startsWith('/live?') ?? false
  void (isLive ? live.handle(request, response).catch(() => { response.destroy() }) : pages(request, response))
})
const listening = await listenOrSuggest(server, { port, host: '127.0.0.1' })
process.send?.({ port: listening.port, cursor: live.cursor(partnershipId) })
setInterval(() => {
  const { user, system } = process.cpuUsage()
  process.send?.({ memory: process.memoryUsage.rss(), processorMilliseconds: (user + system) / 1000 })
}, reportEvery)
process.once('disconnect', () => { process.exit(0) })
