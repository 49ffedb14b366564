import {
  addCosignatures, formatAddCheckpoint, parseVerifierKey, proveConsistency, tileReader,
} from '../../../packages/tlog/src/tlog.ts'
import type { VerifierKey } from '../../../packages/tlog/src/tlog.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { addCosignature, findLastCheckpoint, keepAnswer, readHeld } from './logStore.ts'
import type { StoredCheckpoint } from './logStore.ts'
import { databaseTileStore } from './tileStore.ts'

/** A partner agency's witness: the key we know it by, and where it answers. */
export type Witness = Readonly<{ key: VerifierKey; url: string }>

const patienceMilliseconds = 10_000

/** Lines of `<verifier key> <address>`, as the witness printed them; undefined when one cannot be read. */
export function readWitnesses(text: string | undefined): Witness[] | undefined {
  const lines = (text ?? '').split(/[\n;]/).map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'))
  const witnesses = lines.flatMap(line => {
    const [keyText = '', url = '', ...more] = line.split(/\s+/)
    const key = parseVerifierKey(keyText)
    const isWitness = key.ok && key.value.use === 'cosignature' && /^https?:$/.test(URL.parse(url)?.protocol ?? '')
    return isWitness && more.length === 0 ? [{ key: key.value, url: url.replace(/\/$/, '') }] : []
  })
  return witnesses.length === lines.length ? witnesses : undefined
}

/**
 * Asks a witness to sign the newest checkpoint (C2SP tlog-witness). A refusal that says the log has forked or gone back
 * is kept and logged: it is the alarm that a witness exists for. One that is away is asked again in a minute.
 */
export async function askWitness(kernel: Kernel, partnershipId: string, witness: Witness): Promise<boolean> {
  const name = witness.key.name
  const { last, held } = await kernel.db.service(async tx => ({
    last: await findLastCheckpoint(tx, partnershipId), held: await readHeld(tx, partnershipId, name),
  }))
  if (!last) return false
  const asked = await offer(kernel, { partnershipId, witness, last, oldSize: Math.min(held, last.size) })
  // It holds another size than we remember: once more from there.
  const heard = asked.status === 409 && asked.heldSize !== undefined && asked.heldSize <= last.size
    ? await offer(kernel, { partnershipId, witness, last, oldSize: asked.heldSize })
    : asked
  return settle(kernel, { partnershipId, witness, last, heard, held })
}

type Offer = { partnershipId: string; witness: Witness; last: StoredCheckpoint; oldSize: number }
type Heard = { status: number; text: string; heldSize?: number }

async function offer(kernel: Kernel, { partnershipId, witness, last, oldSize }: Offer): Promise<Heard> {
  const proof = await kernel.db.service(tx =>
    proveConsistency(tileReader(databaseTileStore(tx, partnershipId), last.size), oldSize, last.size))
  const body = formatAddCheckpoint({ oldSize, proof, checkpoint: last.signed })
  const response = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST', body, signal: AbortSignal.timeout(patienceMilliseconds), redirect: 'error',
  })
  const text = (await response.text()).slice(0, 10_000)
  const heldSize = response.status === 409 && /^\d{1,15}\n?$/.test(text) ? Number(text) : undefined
  return { status: response.status, text, ...(heldSize !== undefined && { heldSize }) }
}

type Settling = { partnershipId: string; witness: Witness; last: StoredCheckpoint; heard: Heard; held: number }

async function settle(kernel: Kernel, { partnershipId, witness, last, heard, held }: Settling): Promise<boolean> {
  const name = witness.key.name
  if (heard.status === 200) {
    const signed = addCosignatures(last.signed, heard.text, [witness.key])
    const line = signed.ok ? signed.value.slice(last.signed.length) : ''
    if (line !== '') {
      await kernel.db.service(async tx => {
        await addCosignature(tx, partnershipId, { size: last.size, witness: name, line })
        await keepAnswer(tx, partnershipId, { witness: name, heldSize: last.size })
      })
      return true
    }
  }
  const fault = faultIn(heard, last)
  if (fault === undefined) {
    kernel.log.warn({ partnershipId, witness: name, status: heard.status }, 'a witness did not sign')
    return false
  }
  kernel.log.error({ partnershipId, witness: name, fault }, 'a witness refuses the log of disclosures')
  await kernel.db.service(tx => keepAnswer(tx, partnershipId, { witness: name, heldSize: held, fault }))
  return false
}

function faultIn({ status, heldSize }: Heard, last: StoredCheckpoint): string | undefined {
  if (status === 422) return 'The witness holds a tree that this log does not continue.'
  if (status !== 409 || heldSize === undefined) return undefined
  return heldSize > last.size
    ? `The witness has seen ${heldSize} leaves; this log has ${last.size}: it was cut, or restored from an older copy.`
    : 'The witness has signed another tree of this size.'
}
