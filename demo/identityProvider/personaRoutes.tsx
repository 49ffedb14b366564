import { Hono } from 'hono'
import type { GateEnv } from '../../src/kernel/signIn/gate.ts'
import type { DemoPersona } from '../identityProvider.ts'
import type { BackOffice } from './backOffice.ts'
import { PersonaList } from './personaList.tsx'
import { mountPath } from './place.ts'

/** The page on which a newcomer chooses who to be, and the provider's own addresses behind it. */
export function personaRoutes(personas: readonly DemoPersona[], open: () => Promise<BackOffice>): Hono<GateEnv> {
  return new Hono<GateEnv>()
    .get(`${mountPath}/personas/:uid`, async c => c.var.render(
      { title: 'Choose who to be', wide: true },
      <PersonaList personas={personas} action={`${mountPath}/personas/${encodeURIComponent(c.req.param('uid'))}`} />,
    ))
    .all(`${mountPath}/*`, async c => (await open()).ask(c.var.origin, c.req.raw))
}
