import { randomUUID } from 'node:crypto'
import { carryOut } from '../../kernel/action.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { mayShare } from '../sharePolicy.ts'
import { addRefusal } from '../store/refusals.ts'
import type { RefusedBy } from '../store/refusals.ts'
import type { RefusedBecause } from '../share.ts'
import { sendShareRow } from '../store/shares.ts'
import type { AskedShare, SendingRefused } from '../store/shares.ts'

export type Sending = AskedShare & { key: string }

/** What a sender is told; every one of them says what can be done instead. */
export const sendingRefusals: Readonly<Record<SendingRefused, string>> = {
  absent: 'You have no link to this person for this purpose, or your role does not share information',
  protected: 'This person’s identity is protected: ask whoever keeps the protection in your agency',
  recipient:
    'Nobody holds this role in that agency now: choose another team, or leave out the colleague’s address',
  empty: 'Choose what to share, and say why',
  until: 'Choose an end within a year, or within three days where no agreement covers the share',
  no_clause: 'No clause of an agreement in force lets this team see that',
  answered: 'Somebody has answered this request already, or it is over',
}

/** Sends a share or a request: the database checks link, clause and end, and makes all of it in one transaction. */
export async function sendShare(
  kernel: Kernel,
  scope: Scope,
  { key, ...asked }: Sending,
): Promise<Outcome<string>> {
  if (!mayShare(scope.viewer)) return refused(sendingRefusals.absent)
  return carryOut(kernel, scope, { name: `send ${asked.kind}`, key, about: asked.person }, async (tx, record) => {
    const sent = await sendShareRow(tx, asked)
    if ('refused' in sent) return refused(sendingRefusals[sent.refused])
    const cell = kernel.cells.id(scope.viewer.agencyId, 'disclosure', 1)
    record({
      verb: `${asked.kind === 'share' ? 'share' : 'share_request'}.sent`,
      personId: asked.person,
      cell,
      workId: sent.sent,
      subjectId: sent.sent,
    })
    return done(sent.sent)
  })
}

export type Refusing = {
  personId: string
  by: RefusedBy
  otherAgency: string
  otherRole?: string | undefined
  categories: readonly string[]
  because: RefusedBecause
  words: string
  lawfulRoute?: string
  shareId?: string | undefined
  requestId?: string | undefined
  key: string
}

/** Writes down that something was not shared, and why: the seventh golden rule asks for it as much as for a share. */
export async function recordRefusal(
  kernel: Kernel,
  scope: Scope,
  { key, ...refusal }: Refusing,
): Promise<Outcome<string>> {
  if (!mayShare(scope.viewer)) return refused(sendingRefusals.absent)
  return carryOut(
    kernel,
    scope,
    { name: 'record a refusal to share', key, about: refusal.personId },
    async (tx, record) => {
      const id = randomUUID()
      const { agencyId } = scope.viewer
      await addRefusal(tx, scope, kernel.cells.id(agencyId, 'disclosure', 1), { id, ...refusal })
      const cell = kernel.cells.id(agencyId, 'disclosure', 2)
      record({ verb: 'refusal_to_share.recorded', personId: refusal.personId, cell, subjectId: id })
      return done(id)
    },
  )
}
