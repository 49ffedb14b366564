import type { Viewer } from '../../../kernel/context.ts'
import { standingOf } from '../../agreement.ts'
import type { Agreement } from '../../agreement.ts'
import type { Signature } from '../../agreementLife.ts'
import {
  mayActivate,
  mayDraft,
  mayPropose,
  mayRenew,
  maySendBack,
  maySign,
  maySimulate,
  mayWithdraw,
} from '../../agreementPolicy.ts'
import { mayEndSharing } from '../../policy.ts'

export type NextStep = Readonly<{ text: string; href: string; kind: 'primary' | 'secondary' | 'warning' }>

type Seen = { viewer: Viewer; agreement: Agreement; signatures: readonly Signature[]; now: Date }

/** What this viewer may do with this version now, from its life and the policy; what is not theirs is not there. */
export function nextSteps({ viewer, agreement, signatures, now }: Seen): NextStep[] {
  const at = (path: string) => `/agreements/${agreement.id}/${path}`
  const step = (isOpen: boolean, text: string, path: string, kind: NextStep['kind'] = 'secondary'): NextStep[] =>
    isOpen ? [{ text, href: at(path), kind }] : []
  return [
    ...step(maySign(viewer, agreement, signatures), 'Read and sign', 'sign', 'primary'),
    ...step(!maySign(viewer, agreement, signatures) && maySendBack(viewer, agreement), 'Send back', 'sign'),
    ...step(mayPropose(viewer, agreement), 'Propose for signature', 'propose', 'primary'),
    ...step(mayActivate(viewer, agreement), 'Activate', 'activate', 'primary'),
    ...step(maySimulate(viewer, agreement), 'See who gains and loses sight', 'simulation'),
    ...step(agreement.previousId !== undefined, 'Compare with the version before', 'changes'),
    ...step(mayRenew(viewer, agreement), 'Make a new version', 'new-version'),
    ...step(agreement.state !== 'draft' || mayDraft(viewer), 'Open a page to print', 'print'),
    ...step(mayWithdraw(viewer, agreement), 'Withdraw', 'withdraw', 'warning'),
    ...step(
      mayEndSharing(viewer) && standingOf(agreement, now) === 'in_force',
      'End the whole agreement',
      'end',
      'warning',
    ),
  ]
}
