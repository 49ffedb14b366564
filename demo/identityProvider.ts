import type { Hono } from 'hono'
import type { GateEnv } from '../src/kernel/signIn/gate.ts'
import type { DemoProvider } from '../src/kernel/signIn/providers.ts'
import type { BackOffice } from './identityProvider/backOffice.ts'
import { personaRoutes } from './identityProvider/personaRoutes.tsx'
import { mountPath } from './identityProvider/place.ts'
import type { Client } from './identityProvider/place.ts'

/** Somebody whom a newcomer may sign in as. */
export type DemoPersona = {
  subject: string; name: string; email: string; agency: string; role: string
  /** One line: what this person does all day. */
  does: string
}

export type DemoIdentityProvider = {
  /** Mounted at `/` by the composition root. */
  routes: Hono<GateEnv>
  /** For `Gate.demo`. */
  provider: DemoProvider
  /** Reads what signing in needs, a fifth of a second; whoever signs in before that waits for it. */
  prepare: () => Promise<void>
  stop: () => Promise<void>
}

export type DemoOptions = {
  personas: readonly DemoPersona[]
  /** The `issuer` that the demo's accounts of staff carry: the real one changes with the address. */
  accountsOf: string
}

/**
 * An OpenID Connect provider for the demo: signing in is one press on a made-up colleague. It lives in this process,
 * below /demo-idp, and answers under whatever address the browser used. Never loaded where people are real.
 */
export function openDemoIdentityProvider({ personas, accountsOf }: DemoOptions): DemoIdentityProvider {
  if (process.env['KITH_ENV'] === 'production') throw new Error('no demo colleagues where people are real')
  const client: Client = { id: 'kith', secret: crypto.randomUUID() }
  let opening: Promise<BackOffice> | undefined
  const open = () => opening ??= openWithoutWarning(personas, client)
  return {
    routes: personaRoutes(personas, open),
    prepare: async () => { await open() },
    stop: async () => { await (await opening)?.stop() },
    provider: async origin => ({
      id: 'demo', title: 'Demo colleagues', issuer: `${origin}${mountPath}`, clientId: client.id,
      clientSecret: client.secret, accountsOf, subjectClaim: 'sub', emailNeedsVerified: true,
      fetch: async (url, options) => (await open()).ask(origin, new Request(url, {
        method: options.method, headers: options.headers, redirect: 'manual',
        ...(options.body instanceof URLSearchParams || typeof options.body === 'string' ? { body: options.body } : {}),
      })),
    }),
  }
}

/** oidc-provider warns of every Node whose release is not named "LTS"; the tests run it on the one that we bring. */
async function openWithoutWarning(personas: readonly DemoPersona[], client: Client): Promise<BackOffice> {
  const { warn } = console
  console.warn = () => undefined
  const { openBackOffice } = await import('./identityProvider/backOffice.ts').finally(() => { console.warn = warn })
  return openBackOffice(personas, client)
}
