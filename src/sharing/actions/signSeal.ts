import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { keeping, mayKeepSeals } from '../sealPolicy.ts'
import { listSealRequests, listSeals, refuseSealRequest, signSealRequest } from '../store/seals.ts'
import type { Signed } from '../store/seals.ts'
import { absent } from './laySeal.ts'

export type Signing = { sealId: string; requestId: string; answer: 'sign' | 'refuse'; key: string }

export const refusalsOfSigning: Record<Exclude<Signed, 'signed' | 'done'>, string> = {
  absent, settled: 'This has already been decided', for_oneself: 'You cannot sign for yourself: ask a colleague',
  same_person: 'You have signed already. Somebody else has to sign as well',
}
const verbs = { lay: 'seal.laid', open: 'seal.opened', lift: 'seal.lifted' } as const

/** Signs a waiting step of a seal, or refuses it; with the last signature it takes effect. */
export async function signSeal(kernel: Kernel, viewer: Viewer, signing: Signing): Promise<Outcome<'signed' | 'done'>> {
  if (!mayKeepSeals(viewer)) return refused(absent)
  const { sealId, requestId, answer, key } = signing
  const command = { name: `${answer} a step of a seal`, key }
  return carryOut<'signed' | 'done'>(kernel, keeping(viewer), command, async (tx, record) => {
    const request = (await listSealRequests(tx, sealId)).find(({ id }) => id === requestId)
    const [before] = await listSeals(tx, sealId)
    if (!request || !before) return refused(absent)
    const answered = answer === 'sign' ? await signSealRequest(tx, requestId) : await refuseSealRequest(tx, requestId)
    if (answered !== 'signed' && answered !== 'done') return refused(refusalsOfSigning[answered])
    const verb = answer === 'refuse' ? 'seal.refused' : answered === 'done' ? verbs[request.step] : 'seal.signed'
    if (before.covers !== 'from_one') record({ verb, personId: before.personId, cell: before.cell, subjectId: sealId })
    return done(answered)
  })
}
