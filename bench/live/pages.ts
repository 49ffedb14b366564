import { connect, type Socket } from 'node:net'
import type { Viewer } from '../../src/kernel/context.ts'
import { clockNow } from '../served/child.ts'

/** Whose open page this is, what it is about, and what reached it: each act's times, two if it came twice. */
export type Page = {
  viewer: Viewer; cookie: string; about: string; from: string; got: Map<string, number[]>; resyncs: number
}

export type Watching = { connected: () => number; close: () => void }

const retryMilliseconds = 30

/** Keeps every page's stream open, resuming from its last event as a browser does. */
export function watch(pages: readonly Page[], port: number): Watching {
  const sockets = new Set<Socket>()
  const connected = new Set<Page>()
  let closed = false
  const open = (page: Page) => {
    if (closed) return
    let text = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /live?about=${page.about}&from=${page.from} HTTP/1.1\r\nHost: localhost\r\n`
        + `Cookie: ${page.cookie}\r\nAccept: text/event-stream\r\nLast-Event-ID: ${page.from}\r\n\r\n`)
    })
    sockets.add(socket)
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('data', piece => {
      const at = clockNow()
      const blocks = (text + String(piece)).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        if (block.includes(': live')) connected.add(page)
        else hear(page, block, at)
      }
    })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      sockets.delete(socket)
      connected.delete(page)
      if (!closed) setTimeout(() => { open(page) }, retryMilliseconds * (0.5 + Math.random()))
    })
  }
  for (const page of pages) open(page)
  return {
    connected: () => connected.size,
    close: () => {
      closed = true
      for (const socket of sockets) socket.destroy()
    },
  }
}

const eventId = /^id: (\S+)$/m
const actId = /"act":"([0-9a-f-]{36})"/

function hear(page: Page, block: string, at: number): void {
  const id = eventId.exec(block)?.[1]
  if (id !== undefined) page.from = id
  if (block.includes('event: resync')) page.resyncs += 1
  if (!block.includes('event: changed')) return
  const act = actId.exec(block)?.[1]
  if (act === undefined) return
  const times = page.got.get(act)
  if (times) times.push(at)
  else page.got.set(act, [at])
}
