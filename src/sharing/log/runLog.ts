import { setTimeout as sleep } from 'node:timers/promises'
import type { SigningKey } from '../../../packages/tlog/src/tlog.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { secretFrom } from '../../kernel/secret.ts'
import { signHead } from './checkpoints.ts'
import { logKeyOf } from './logKey.ts'
import { listPartnerships, listWaiting } from './logStore.ts'
import { batchSize, sequence } from './sequence.ts'
import { askWitness, readWitnesses } from './witnesses.ts'
import type { Witness } from './witnesses.ts'

const sequenceMilliseconds = 1_000
const checkpointMilliseconds = 60_000
/** After a start, so that what waited for a signature does not wait another minute. */
const firstCheckpointMilliseconds = 5_000
/** Between the batches of a long queue, so that pages are served meanwhile. */
const breathMilliseconds = 25

export type LogSettings = Readonly<{ logSecret: string | undefined; witnesses: string | undefined }>
export type RunningLog = { stop: () => Promise<void> }

/** From whose secret the log's keys are: its own, where it was given one. */
export const logKeys = (kernel: Kernel, { logSecret }: Pick<LogSettings, 'logSecret'>) => {
  const secret = logSecret === undefined ? kernel.secret : secretFrom(logSecret)
  return (partnershipId: string): SigningKey => logKeyOf(secret, partnershipId)
}

/** Gives every disclosure and act its leaf within a second, signs each minute, and asks the witnesses to sign too. */
export function startLog(kernel: Kernel, settings: LogSettings): RunningLog {
  const keyOf = logKeys(kernel, settings)
  const witnesses = readWitnesses(settings.witnesses)
  if (!witnesses) throw new Error('KITH_WITNESSES: a key in it is not the verifier key of a witness')
  const stopping = new AbortController()
  const running = [
    repeat(kernel, stopping.signal, [sequenceMilliseconds], () => sequenceAll(kernel, stopping.signal)),
    repeat(kernel, stopping.signal, [firstCheckpointMilliseconds, checkpointMilliseconds],
      () => checkpointAll(kernel, keyOf, witnesses)),
  ]
  return { stop: async () => {
    stopping.abort()
    await Promise.all(running)
  } }
}

/** Waits each of the times in turn and the last ever after. */
async function repeat(kernel: Kernel, stopping: AbortSignal, waits: readonly number[], work: () => Promise<void>): Promise<void> {
  for (let turn = 0; !stopping.aborted; turn += 1) {
    await sleep(waits[Math.min(turn, waits.length - 1)], undefined, { signal: stopping, ref: false }).catch(() => undefined)
    if (stopping.aborted) return
    await work().catch((error: unknown) => { kernel.log.warn({ error: nameOf(error) }, 'the log of disclosures waits') })
  }
}

const nameOf = (error: unknown) => error instanceof Error ? error.name : 'unknown'

export async function sequenceAll(kernel: Kernel, stopping?: AbortSignal): Promise<void> {
  for (const partnershipId of await kernel.db.service(listWaiting)) {
    for (let made = batchSize; made === batchSize;) {
      if (stopping?.aborted) return
      made = await sequence(kernel, partnershipId)
      if (made === batchSize) await sleep(breathMilliseconds)
    }
  }
}

/** Every partnership is signed for and every witness asked, whatever becomes of the others. */
export async function checkpointAll(
  kernel: Kernel, keyOf: (partnershipId: string) => SigningKey, witnesses: readonly Witness[],
): Promise<void> {
  for (const partnershipId of await kernel.db.service(listPartnerships)) {
    const works = [
      () => signHead(kernel, keyOf(partnershipId), partnershipId),
      ...witnesses.map(witness => () => askWitness(kernel, partnershipId, witness)),
    ]
    for (const work of works)
      await work().catch((error: unknown) => { kernel.log.warn({ partnershipId, error: nameOf(error) }, 'a checkpoint waits') })
  }
}
