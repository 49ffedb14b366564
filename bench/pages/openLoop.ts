import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Visit = { name: string; path: string; cookie: string }
export type Answered = { name: string; milliseconds: number; status: number }

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Each request starts at its moment, however slow the answers are, and is timed from that moment. */
export async function visitAll(port: number, visits: readonly Visit[], perSecond: number): Promise<Answered[]> {
  const started = performance.now()
  const answers: Promise<Answered>[] = []
  for (const [n, visit] of visits.entries()) {
    const due = started + n / perSecond * 1000
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    answers.push(fetchPage(port, visit).then(({ status }) =>
      ({ name: visit.name, status, milliseconds: performance.now() - due })))
  }
  return Promise.all(answers)
}

export type Fetched = { status: number; bytes: number; text: string }

/** What a browser would get, body and all; `bytes` are those on the wire. */
export function fetchPage(port: number, visit: Omit<Visit, 'name'>, encoding = 'identity'): Promise<Fetched> {
  const { path, cookie } = visit
  const headers = { cookie, 'accept': 'text/html', 'accept-encoding': encoding, 'sec-fetch-site': 'same-origin' }
  return new Promise((done, failed) => {
    get({ host: '127.0.0.1', port, path, headers, agent }, response => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => { pieces.push(piece) })
      response.once('error', failed)
      response.once('end', () => {
        const body = Buffer.concat(pieces)
        done({ status: response.statusCode ?? 0, bytes: body.length, text: body.toString() })
      })
    }).once('error', failed)
  })
}

export const closeConnections = () => { agent.destroy() }
