import { Hono } from 'hono'
import type { Env } from '../../../../kernel/web.ts'
import { readTyped, textOf } from '../../../../partnership/administration/typed.ts'
import { sendBack, sign } from '../../../actions/signAgreement.ts'
import { maySendBack, maySign } from '../../../agreementPolicy.ts'
import { overseeing } from '../../../policy.ts'
import { findContentToSign, listOfficers, listShifts } from '../../../store/agreementDrafts.ts'
import { findAgreement, listClauses, listSignatures } from '../../../store/agreements.ts'
import { loadWords } from '../../../store/words.ts'
import { reasonProblem } from '../reason.ts'
import { named, one, returnTo, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { SignView } from './signView.tsx'

/** The officers of the parties sign what they have read, or send it back with a reason. */
export const signPages = () =>
  new Hono<Env>()
    .get(`${one}/sign`, c => showSigning(c))
    .post(`${one}/sign`, takeSigning)
    .post(`${one}/send-back`, takeSendingBack)

type Problem = { why: string; back?: string; signing?: string }

async function showSigning(c: C, problem?: Problem) {
  const { kernel, viewer, who } = c.var
  const loaded = await kernel.db.as(overseeing(viewer), async tx => {
    const agreement = await findAgreement(tx, named(c, 'id'))
    if (!agreement) return undefined
    const signatures = await listSignatures(tx, agreement)
    const may = { sign: maySign(viewer, agreement, signatures), sendBack: maySendBack(viewer, agreement) }
    if (!may.sign && !may.sendBack) return undefined
    return {
      agreement,
      signatures,
      may,
      clauses: await listClauses(tx, agreement.id),
      officers: await listOfficers(tx),
      content: await findContentToSign(tx, agreement.id),
      shifts: await listShifts(tx, agreement.id),
      words: await loadWords(tx),
    }
  })
  if (!loaded) return c.var.absent()
  const { agreement, words, ...rest } = loaded
  const signer = `${words.role(viewer.role)} of ${words.agency(viewer.agencyId)}`
  return show(
    c,
    agreement,
    { title: rest.may.sign ? 'Read and sign' : 'Send back', isInvalid: problem !== undefined, wide: true },
    <SignView
      {...rest}
      agreement={agreement}
      words={words}
      now={kernel.now()}
      signer={signer}
      name={who?.name ?? ''}
      problem={problem}
      csrf={c.var.csrf}
    />,
  )
}

async function takeSigning(c: C) {
  const typed = await readTyped(c.req)
  const agreementId = named(c, 'id')
  const content = textOf(typed, 'content')
  if (!/^[0-9a-f]{64}$/.test(content)) return c.var.absent()
  if (textOf(typed, 'read') !== 'yes')
    return showSigning(c, { why: '', signing: 'Confirm that you have read it and may sign for your agency' })
  const key = textOf(typed, 'key') || crypto.randomUUID()
  const signed = await sign(c.var.kernel, c.var.viewer, { agreementId, content, key })
  return signed.done ? returnTo(c, agreementId, 'signed') : showSigning(c, { why: '', signing: signed.why })
}

async function takeSendingBack(c: C) {
  const typed = await readTyped(c.req)
  const agreementId = named(c, 'id')
  const why = textOf(typed, 'why')
  const problem = reasonProblem(why, 'Say what has to change')
  if (problem !== undefined) return showSigning(c, { why, back: problem })
  const key = textOf(typed, 'key') || crypto.randomUUID()
  const sent = await sendBack(c.var.kernel, c.var.viewer, { agreementId, why, key })
  return sent.done ? returnTo(c, agreementId, 'sent_back') : showSigning(c, { why, back: sent.why })
}
