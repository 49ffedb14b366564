import { openWitnessedCheckpoint } from '../../../packages/tlog/src/tlog.ts'
import type { VerifierKey } from '../../../packages/tlog/src/tlog.ts'
import type { SignedHead } from './verifyLog.ts'
import { heldPath } from './witnessServer.ts'
import type { Witness } from './witnesses.ts'

const patienceMilliseconds = 10_000

/** What a witness holds of a log, believed only with its own signature and the log's; nothing if it has signed none. */
export async function askHeld({ key: witness, url }: Witness, log: VerifierKey): Promise<{ head?: SignedHead; fault?: string }> {
  try {
    const response = await fetch(`${url}${heldPath(log.name)}`, { signal: AbortSignal.timeout(patienceMilliseconds), redirect: 'error' })
    if (response.status === 404) return {}
    const opened = openWitnessedCheckpoint(await response.text(), { origin: log.name, keys: [log] }, { witnesses: [witness], atLeast: 1 })
    return opened.ok
      ? { head: { of: `What the witness ${witness.name} has signed`, size: opened.value.size, root: opened.value.root } }
      : { fault: `What the witness ${witness.name} shows cannot be believed: ${opened.why}.` }
  } catch {
    return { fault: `The witness ${witness.name} could not be asked.` }
  }
}
