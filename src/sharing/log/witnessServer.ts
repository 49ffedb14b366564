import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { cosign, parseAddCheckpoint } from '../../../packages/tlog/src/tlog.ts'
import type { SigningKey, TrustedLog, WitnessAnswer } from '../../../packages/tlog/src/tlog.ts'
import { keepHeads } from './witnessState.ts'
import type { HeldHead } from './witnessState.ts'

export type WitnessParts = {
  key: SigningKey; heads: Map<string, HeldHead>; logs: readonly TrustedLog[]; stateFile: string
  /** What the partner agency reads: refusals above all. */
  say: (line: string) => void
  now?: () => Date
}

const largestBody = 100_000

/** Where a witness shows what it holds of a log. */
export const heldPath = (origin: string): string => `/checkpoint/${createHash('sha256').update(origin).digest('hex')}`

/** `POST /add-checkpoint` (C2SP tlog-witness), and what is held at `GET /checkpoint/<sha256 of the origin>`. */
export function witnessServer(parts: WitnessParts): Server {
  return createServer({ requestTimeout: 30_000 }, (request, response) => {
    answer(parts, request, response).catch(() => { response.destroy() })
  })
}

async function answer(parts: WitnessParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body: string, type = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
  }
  if (request.method === 'GET') {
    const held = [...parts.heads].find(([origin]) => request.url === heldPath(origin))
    send(held || request.url === '/healthz' ? 200 : 404, held?.[1].checkpoint ?? (request.url === '/healthz' ? 'ok\n' : 'not found\n'))
    return
  }
  if (request.method !== 'POST' || request.url !== '/add-checkpoint') {
    send(404, 'not found\n')
    return
  }
  const body = await readBody(request)
  if (body === undefined) {
    send(413, 'too large\n')
    return
  }
  // Nothing is awaited between reading the heads and keeping the new one: two requests cannot both win.
  const answered = signAndKeep(parts, body)
  send(answered.status, answered.body, answered.status === 409 ? 'text/x.tlog.size' : undefined)
}

function signAndKeep({ key, heads, logs, stateFile, say, now }: WitnessParts, body: string): WitnessAnswer | { status: 500; body: string } {
  const answered = cosign({ key, logs, heads }, { body, at: now?.() ?? new Date() })
  if (answered.status !== 200) {
    const size = answered.status === 409 && answered.why.includes('another size') ? ' (it will ask again)' : ''
    say(`Refused, ${answered.status}: ${answered.why}${size}.`)
    return answered
  }
  const asked = parseAddCheckpoint(body)
  const held = { ...answered.head, checkpoint: `${asked.ok ? asked.value.checkpoint : ''}${answered.body}` }
  const before = heads.get(answered.origin)
  try {
    keepHeads(stateFile, new Map([...heads, [answered.origin, held]]))
  } catch {
    say('Refused: what would be signed could not be kept.')
    return { status: 500, body: 'could not be kept\n' }
  }
  heads.set(answered.origin, held)
  if (before?.size !== held.size) say(`Signed ${held.size} leaves of ${answered.origin}.`)
  return answered
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > largestBody) return undefined
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}
