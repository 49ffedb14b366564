import { isTrustworthy } from './cookies.ts'
import type { Gate } from './gate.ts'
import { openSession } from './session.ts'
import { csrfFor } from './tokens.ts'

type Staff = { partnershipId: string; staffId: string; role: string }

/** Signs a member of staff in without a provider: for tests and benchmarks, which have the kernel in their hands. */
export async function signInAs(gate: Pick<Gate, 'kernel' | 'settings'>, staff: Staff, origin = 'http://localhost') {
  const token = await openSession(gate, { ...staff, provider: 'test', browser: 'A test' })
  const name = isTrustworthy(origin) ? '__Host-kith' : 'kith-demo'
  return { cookie: `${name}=${token}`, csrf: csrfFor(gate.kernel.secret, token), token }
}
