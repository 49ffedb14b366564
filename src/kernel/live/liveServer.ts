import type { IncomingMessage, ServerResponse } from 'node:http'
import { Client } from 'pg'
import { reloadClockBook } from '../clocks.ts'
import type { Viewer } from '../context.ts'
import type { Tx } from '../database.ts'
import type { Kernel } from '../kernel.ts'
import { pokeChannel } from '../poke.ts'
import { openPerson, openWork } from '../work.ts'
import { judge, loadLinks, loadStanding, nobody, signatureOf, type ActHead, type Linked, type Standing } from './audience.ts'
import { stayWithTls } from '../requestGuard/securityHeaders.ts'
import { openCursors, type Cursors } from './cursor.ts'
import { frame, send, tellPresence, type Subscriber, type Who } from './subscriber.ts'
import { Directory, matches, topicsIn } from './topics.ts'
import { headOf, readActs, versionOf } from './tail.ts'

/** The guards of pages do not pass this way. */
const guarded = {
  'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** Who asks for a stream, from the cookies of the request; which sessions are still open; whether it came by TLS. */
export type Identify = {
  overTls?: (request: IncomingMessage) => boolean
  viewerOf: (request: IncomingMessage) => Promise<{ viewer: Viewer; who: Who; session: string } | undefined>
  stillOpen: (sessions: string[]) => Promise<Set<string>>
}

export type LiveServer = {
  /** Answers GET /live; everything else is not for it. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** The opaque position from which a page that is being made must follow. */
  cursor: (partnershipId: string) => string
  count: () => number
  close: () => Promise<void>
}

type Follow = { pos: number; standing: Standing; directory: Directory; timer?: NodeJS.Timeout }

const pollMilliseconds = 1_000
const heartbeatMilliseconds = 15_000
/** A page further behind than this fetches itself anew instead of replaying. */
const longestReplay = 2_000

export async function openLive(kernel: Kernel, serviceUrl: string, identify: Identify): Promise<LiveServer> {
  const live = new Live(kernel, identify)
  await live.start(serviceUrl)
  return {
    handle: (request, response) => live.handle(request, response),
    cursor: partnershipId => live.cursor(partnershipId),
    count: () => live.count(),
    close: () => live.close(),
  }
}

class Live {
  readonly #kernel: Kernel
  readonly #identify: Identify
  readonly #cursors: Cursors
  readonly #partnerships = new Map<string, Follow>()
  readonly #timers: NodeJS.Timeout[] = []
  #listener: Client | undefined
  #pumping: Promise<void> | undefined
  #again = false
  #closed = false

  constructor(kernel: Kernel, identify: Identify) {
    this.#kernel = kernel
    this.#identify = identify
    this.#cursors = openCursors(kernel.secret)
  }

  async start(serviceUrl: string): Promise<void> {
    const ids = await this.#kernel.db.service(tx => tx.selectFrom('partnership').select('id').execute())
    for (const { id } of ids) await this.#follow(id)
    await this.#listen(serviceUrl)
    this.#timers.push(setInterval(() => { this.#pump() }, pollMilliseconds))
    this.#timers.push(setInterval(() => { void this.#beat() }, heartbeatMilliseconds))
  }

  cursor(partnershipId: string): string {
    return this.#cursors.seal(partnershipId, this.#partnerships.get(partnershipId)?.pos ?? 0)
  }

  count(): number {
    return [...this.#partnerships.values()].reduce((sum, { directory }) => sum + directory.all.size, 0)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    for (const follow of this.#partnerships.values()) {
      clearTimeout(follow.timer)
      for (const { response } of follow.directory.all) response.end()
    }
    await this.#listener?.end().catch(() => undefined)
    await this.#pumping
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = this.#identify.overTls?.(request) ? { ...guarded, ...stayWithTls } : guarded
    const known = await this.#identify.viewerOf(request)
    if (!known) {
      response.writeHead(401, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end('Sign in again.')
      return
    }
    const { viewer } = known
    const url = new URL(request.url ?? '/', 'http://localhost')
    const topics = await this.#permitted(viewer, topicsIn(url.searchParams.get('about') ?? ''))
    const follow = await this.#follow(viewer.partnershipId)
    const asked = String(request.headers['last-event-id'] ?? url.searchParams.get('from') ?? '')
    const from = this.#cursors.open(viewer.partnershipId, asked)
    request.socket.setNoDelay(true)
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
    response.write('retry: 1000\n: live\n\n')
    const subscriber: Subscriber = { ...known, topics, response, pos: from ?? follow.pos, signature: signatureOf(viewer, follow.standing) }
    while (subscriber.pos < follow.pos && !response.destroyed) await this.#catchUp(follow, subscriber)
    if (response.destroyed || this.#closed) return
    follow.directory.add(subscriber)
    // Moves the page on, whether or not what it missed was for it; with a cursor that no longer opens it starts anew.
    const word = asked !== '' && from === undefined ? 'resync' : 'cursor'
    send(subscriber, frame(word, '{}', this.#cursors.seal(viewer.partnershipId, subscriber.pos)))
    this.#announce(follow, topics)
    response.once('close', () => {
      follow.directory.remove(subscriber)
      this.#announce(follow, topics)
    })
  }

  /** Topics about work or people that the viewer may not open are dropped without a word. */
  async #permitted(viewer: Viewer, asked: string[]): Promise<string[]> {
    const judged = await Promise.all(asked.map(async topic => {
      const [kind, id = ''] = topic.split(':')
      if (kind === 'work') return await openWork(this.#kernel, viewer, id) ? topic : undefined
      if (kind === 'person') return await openPerson(this.#kernel, viewer, id) ? topic : undefined
      return topic
    }))
    return judged.filter(topic => topic !== undefined)
  }

  #announce(follow: Follow, topics: string[]): void {
    for (const topic of topics)
      if (topic.startsWith('work:')) tellPresence(follow.directory.on(topic))
  }

  /** Replays what a page missed; the caller checks and goes live within one turn of the event loop. */
  async #catchUp(follow: Follow, subscriber: Subscriber): Promise<void> {
    const { viewer } = subscriber
    if (follow.pos - subscriber.pos > longestReplay) {
      send(subscriber, frame('resync', '{}', this.#cursors.seal(viewer.partnershipId, follow.pos)))
      subscriber.pos = follow.pos
      return
    }
    while (subscriber.pos < follow.pos && !subscriber.response.destroyed) {
      const { acts, linked } = await this.#kernel.db.service(async tx => this.#batch(tx, viewer.partnershipId, subscriber.pos))
      for (const act of acts) {
        if (subscriber.topics.some(topic => matches(topic, act)) && judge(act, { standing: follow.standing, linked, now: Date.now() })(viewer))
          send(subscriber, this.#frameOf(viewer.partnershipId, act))
        subscriber.pos = act.pos
      }
      if (acts.length === 0) return
    }
  }

  async #batch(tx: Tx, partnershipId: string, after: number): Promise<{ acts: ActHead[]; linked: Linked }> {
    const acts = await readActs(tx, partnershipId, after)
    return { acts, linked: acts.length ? await loadLinks(tx, partnershipId, acts) : nobody }
  }

  #frameOf(partnershipId: string, act: ActHead): Buffer {
    return frame('changed', JSON.stringify({ act: act.id, verb: act.verb }), this.#cursors.seal(partnershipId, act.pos))
  }

  #pump(): void {
    this.#again = true
    this.#pumping ??= this.#drain().finally(() => { this.#pumping = undefined })
  }

  async #drain(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false
      try {
        for (const [id, follow] of this.#partnerships) await this.#advance(id, follow)
      } catch {
        // The database is gone for a moment: the poll tries again, nothing is skipped.
      }
    }
  }

  async #advance(partnershipId: string, follow: Follow): Promise<void> {
    for (;;) {
      const { acts, linked, standing } = await this.#kernel.db.service(async tx => {
        const batch = await this.#batch(tx, partnershipId, follow.pos)
        const version = await versionOf(tx, partnershipId)
        return { ...batch, standing: version === follow.standing.version ? undefined : await loadStanding(tx, partnershipId, version, Date.now()) }
      })
      if (standing) this.#judgeAgain(partnershipId, follow, standing)
      for (const act of acts) {
        const sent = this.#frameOf(partnershipId, act)
        const mayReceive = judge(act, { standing: follow.standing, linked, now: Date.now() })
        for (const subscriber of follow.directory.concernedBy(act)) {
          if (subscriber.pos >= act.pos) continue
          if (mayReceive(subscriber.viewer)) send(subscriber, sent)
          else if (act.verb.startsWith('link.')) void this.#closeIfEnded(subscriber, act)
        }
        follow.pos = act.pos
      }
      if (acts.length === 0) return
    }
  }

  /** Whoever has lost their last reason to open the person hears of no act; their page asks again, and is gone. */
  async #closeIfEnded(subscriber: Subscriber, { person_id: personId, pos }: ActHead): Promise<void> {
    const { viewer, topics } = subscriber
    if (!topics.includes(`person:${personId}`)) return
    const isOpen = await openPerson(this.#kernel, viewer, personId).catch(() => true)
    if (!isOpen) send(subscriber, frame('resync', '{}', this.#cursors.seal(viewer.partnershipId, pos)))
  }

  /** After a change of grants or blocks, pages whose view changed fetch themselves again at once. */
  #judgeAgain(partnershipId: string, follow: Follow, standing: Standing): void {
    const blocksChanged = JSON.stringify([...follow.standing.blocks]) !== JSON.stringify([...standing.blocks])
    // Other processes may have added cells or changed rules.
    void Promise.all([this.#kernel.cells.reload(), reloadClockBook(this.#kernel)]).catch(() => undefined)
    follow.standing = standing
    const resync = frame('resync', '{}', this.#cursors.seal(partnershipId, follow.pos))
    for (const subscriber of follow.directory.all) {
      const signature = signatureOf(subscriber.viewer, standing)
      if (signature !== subscriber.signature || blocksChanged) send(subscriber, resync)
      subscriber.signature = signature
    }
    this.#wakeAtNextChange(partnershipId, follow)
  }

  #wakeAtNextChange(partnershipId: string, follow: Follow): void {
    clearTimeout(follow.timer)
    const wait = follow.standing.nextChangeAt - Date.now()
    if (!Number.isFinite(wait)) return
    follow.timer = setTimeout(() => {
      void this.#wake(partnershipId, follow)
    }, Math.min(Math.max(wait, 0) + 1, 2 ** 31 - 1)).unref()
  }

  async #wake(partnershipId: string, follow: Follow): Promise<void> {
    try {
      const { version } = follow.standing
      this.#judgeAgain(partnershipId, follow, await this.#kernel.db.service(tx => loadStanding(tx, partnershipId, version, Date.now())))
    } catch {
      // No database just now: a version that cannot be true makes the next poll load the standing again.
      follow.standing.version = -1
    }
  }

  async #follow(partnershipId: string): Promise<Follow> {
    const known = this.#partnerships.get(partnershipId)
    if (known) return known
    const made = await this.#kernel.db.service(async tx => {
      const version = await versionOf(tx, partnershipId)
      return { pos: await headOf(tx, partnershipId), standing: await loadStanding(tx, partnershipId, version, Date.now()), directory: new Directory() }
    })
    const follow = this.#partnerships.get(partnershipId) ?? made
    this.#partnerships.set(partnershipId, follow)
    this.#wakeAtNextChange(partnershipId, follow)
    return follow
  }

  /** Every quarter of a minute: keeps proxies awake, moves each page's position on, ends pages of closed sessions. */
  async #beat(): Promise<void> {
    for (const [partnershipId, { pos, directory }] of this.#partnerships) {
      const beat = frame('cursor', '{}', this.#cursors.seal(partnershipId, pos))
      for (const subscriber of directory.all) send(subscriber, beat)
      const open = await this.#identify.stillOpen([...directory.all].map(({ session }) => session)).catch(() => undefined)
      for (const subscriber of directory.all)
        if (open && !open.has(subscriber.session)) subscriber.response.end(frame('ended', '{}'))
    }
  }

  async #listen(serviceUrl: string, attempt = 0): Promise<void> {
    if (this.#closed) return
    const listener = new Client(serviceUrl)
    const again = () => {
      if (this.#closed || this.#listener !== listener) return
      this.#listener = undefined
      setTimeout(() => { void this.#listen(serviceUrl, attempt + 1) }, Math.min(100 * 2 ** attempt, 5_000)).unref()
    }
    this.#listener = listener
    listener.on('error', again)
    listener.on('end', again)
    listener.on('notification', () => { this.#pump() })
    try {
      await listener.connect()
      await listener.query(`listen ${pokeChannel}`)
      this.#pump()
    } catch {
      again()
    }
  }
}
