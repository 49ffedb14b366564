import type { Hono } from 'hono'
import type { GateEnv } from '../src/kernel/signIn/gate.ts'
import type { DemoProvider } from '../src/kernel/signIn/providers.ts'
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
export async function openDemoIdentityProvider({ personas, accountsOf }: DemoOptions): Promise<DemoIdentityProvider> {
  if (process.env['KITH_ENV'] === 'production') throw new Error('no demo colleagues where people are real')
  const client: Client = { id: 'kith', secret: crypto.randomUUID() }
  const { openBackOffice } = await loadWithoutWarning()
  const backOffice = await openBackOffice(personas, client)
  return {
    routes: personaRoutes(personas, backOffice),
    stop: backOffice.stop,
    provider: async origin => ({
      id: 'demo', title: 'Demo colleagues', issuer: `${origin}${mountPath}`, clientId: client.id,
      clientSecret: client.secret, accountsOf, subjectClaim: 'sub', emailNeedsVerified: true,
      fetch: (url, options) => backOffice.ask(origin, new Request(url, {
        method: options.method, headers: options.headers, redirect: 'manual',
        ...(options.body instanceof URLSearchParams || typeof options.body === 'string' ? { body: options.body } : {}),
      })),
    }),
  }
}

/** oidc-provider warns of every Node whose release is not named "LTS"; the tests run it on the one that we bring. */
async function loadWithoutWarning() {
  const { warn } = console
  console.warn = () => undefined
  try {
    return await import('./identityProvider/backOffice.ts')
  } finally {
    console.warn = warn
  }
}
