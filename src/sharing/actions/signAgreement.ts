import { carryOut } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { isSigningRole } from '../agreementLife.ts'
import { overseeing } from '../policy.ts'
import { sendBackAgreement, signAgreement } from '../store/agreementDrafts.ts'
import { stepTaken } from './stepWords.ts'

const notASigner = 'Only the privacy officer and the senior responsible officer of a party sign'

type Signing = { agreementId: string; content: string; key: string }

/** Signs exactly what was read, for one's own agency in one's own role. */
export async function sign(kernel: Kernel, viewer: Viewer, signing: Signing): Promise<Outcome<'done'>> {
  if (!isSigningRole(viewer.role)) return refused(notASigner)
  return carryOut(kernel, overseeing(viewer), { name: 'sign an agreement', key: signing.key }, async tx =>
    stepTaken(await signAgreement(tx, signing.agreementId, signing.content)),
  )
}

type SendingBack = { agreementId: string; why: string; key: string }

/** Back to a draft; every signature has to be given anew. */
export async function sendBack(kernel: Kernel, viewer: Viewer, sending: SendingBack): Promise<Outcome<'done'>> {
  if (!isSigningRole(viewer.role)) return refused(notASigner)
  return carryOut(kernel, overseeing(viewer), { name: 'send back an agreement', key: sending.key }, async tx =>
    stepTaken(await sendBackAgreement(tx, sending.agreementId, sending.why)),
  )
}
