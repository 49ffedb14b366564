import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Provider } from 'oidc-provider'
import type { DemoPersona } from '../identityProvider.ts'
import { mountPath } from './place.ts'
import type { Client } from './place.ts'
import { providerAt } from './provider.ts'

/** The provider behind a door of its own on this machine: Kith's server passes requests on to it. */
export type BackOffice = {
  ask: (origin: string, request: Request) => Promise<Response>
  stop: () => Promise<void>
}

const mostOrigins = 20

export async function openBackOffice(personas: readonly DemoPersona[], client: Client): Promise<BackOffice> {
  const known = new Map<string, Provider>()
  const providerOf = (origin: string) => {
    const provider = known.get(origin) ?? providerAt(origin, personas, client)
    known.set(origin, provider)
    for (const oldest of known.keys()) if (known.size > mostOrigins) known.delete(oldest)
    return provider
  }
  const server = createServer((request, response) => {
    const origin = String(request.headers['x-demo-origin'] ?? '')
    if (!URL.canParse(origin)) response.writeHead(404).end()
    else answer(providerOf(origin), request, response).catch(() => { response.destroy() })
  })
  await new Promise<void>(listening => { server.listen(0, '127.0.0.1', listening) })
  server.unref()
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    ask: (origin, request) => passOn(`http://127.0.0.1:${port}`, origin, request),
    stop: () => new Promise(closed => {
      server.closeAllConnections()
      server.close(() => { closed() })
    }),
  }
}

async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/'
  if (request.method === 'POST' && path.startsWith(`${mountPath}/personas/`)) {
    const subject = new URLSearchParams(await text(request)).get('subject') ?? ''
    try {
      await provider.interactionFinished(request, response, { login: { accountId: subject, remember: false } })
    } catch {
      response.writeHead(303, { location: '/sign-in' }).end() // too late, or a page of another browser: begin again
    }
    return
  }
  Object.assign(request, { originalUrl: path, url: path.slice(mountPath.length) || '/' })
  await provider.callback()(request, response)
}

const ofTheConnection = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding']
const passedOn = ['cookie', 'content-type', 'accept', 'authorization']

async function passOn(door: string, origin: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers({
    'x-demo-origin': origin, 'x-forwarded-proto': new URL(origin).protocol.slice(0, -1),
    'x-forwarded-host': new URL(origin).host,
  })
  for (const name of passedOn) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const { method } = request
  const body = method === 'POST' ? { body: await request.text() } : {}
  const answered = await fetch(`${door}${pathname}${search}`, { method, headers, redirect: 'manual', ...body })
  const back = new Headers(answered.headers)
  back.delete('set-cookie')
  for (const cookie of answered.headers.getSetCookie().filter(isOfOneSignIn)) back.append('set-cookie', cookie)
  for (const name of ofTheConnection) back.delete(name)
  return new Response(answered.body, { status: answered.status, headers: back })
}

/** The provider's own session is forgotten: a newcomer changes persona all the time, so each sign-in asks. */
const isOfOneSignIn = (cookie: string) => !cookie.startsWith('_session')
