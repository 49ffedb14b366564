import { Hono } from 'hono'
import type { Viewer } from '../../../../kernel/context.ts'
import type { Tx } from '../../../../kernel/database.ts'
import type { Env } from '../../../../kernel/web.ts'
import { readTyped, textOf } from '../../../../partnership/administration/typed.ts'
import { activate, propose, renew, withdraw } from '../../../actions/moveAgreement.ts'
import type { Agreement } from '../../../agreement.ts'
import { mayActivate, mayPropose, mayRenew, mayWithdraw } from '../../../agreementPolicy.ts'
import { overseeing } from '../../../policy.ts'
import { listShifts } from '../../../store/agreementDrafts.ts'
import { findAgreement } from '../../../store/agreements.ts'
import { loadWords } from '../../../store/words.ts'
import { reasonProblem } from '../reason.ts'
import { named, one, returnTo, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { Shifts } from '../simulation/shifts.tsx'
import { StepView } from './stepView.tsx'

/** The steps that the governance lead takes: propose, activate, withdraw, begin the next version. */
export const stepPages = () =>
  new Hono<Env>()
    .get(`${one}/propose`, c => showProposing(c))
    .post(`${one}/propose`, takeProposing)
    .get(`${one}/activate`, c => showActivating(c))
    .post(`${one}/activate`, takeActivating)
    .get(`${one}/withdraw`, c => showWithdrawing(c))
    .post(`${one}/withdraw`, takeWithdrawing)
    .get(`${one}/new-version`, c => showRenewing(c))
    .post(`${one}/new-version`, takeRenewing)

type May = (viewer: Viewer, version: Agreement) => boolean

/** The version of the address, if the viewer may take this step with it now; with what the page needs beside it. */
async function load<T>(c: C, may: May, more: (tx: Tx, agreement: Agreement) => Promise<T>) {
  const { kernel, viewer } = c.var
  return kernel.db.as(overseeing(viewer), async tx => {
    const agreement = await findAgreement(tx, named(c, 'id'))
    return agreement && may(viewer, agreement) ? { agreement, more: await more(tx, agreement) } : undefined
  })
}
const nothing = async () => undefined
const effects = async (tx: Tx, { id }: Agreement) => ({
  shifts: await listShifts(tx, id),
  words: await loadWords(tx),
})

const posted = async (c: C) => {
  const typed = await readTyped(c.req)
  return {
    agreementId: named(c, 'id'),
    key: textOf(typed, 'key') || crypto.randomUUID(),
    why: textOf(typed, 'why'),
    revision: Number(textOf(typed, 'revision')),
  }
}

async function showProposing(c: C, problem?: string) {
  const loaded = await load(c, mayPropose, effects)
  if (!loaded) return c.var.absent()
  const {
    agreement,
    more: { shifts, words },
  } = loaded
  const place = `/agreements/${agreement.id}`
  return show(
    c,
    agreement,
    { title: 'Propose for signature', isInvalid: problem !== undefined, wide: true },
    <StepView
      heading="Propose for signature"
      action={`${place}/propose`}
      back={place}
      button="Propose"
      revision={agreement.revision}
      problem={problem}
      csrf={c.var.csrf}
    >
      <p class="govuk-body">
        The privacy officer and the senior responsible officer of{' '}
        {agreement.parties.map(words.agency).toSorted().join(', ')} are told. From then on nobody changes this
        version: an officer signs it or sends it back.
      </p>
      <h2 class="govuk-heading-m">What it would change</h2>
      <Shifts shifts={shifts} words={words} />
    </StepView>,
  )
}

async function takeProposing(c: C) {
  const sent = await posted(c)
  const proposed = await propose(c.var.kernel, c.var.viewer, sent)
  return proposed.done ? returnTo(c, sent.agreementId, 'proposed') : showProposing(c, proposed.why)
}

async function showActivating(c: C, problem?: string) {
  const loaded = await load(c, mayActivate, effects)
  if (!loaded) return c.var.absent()
  const {
    agreement,
    more: { shifts, words },
  } = loaded
  const place = `/agreements/${agreement.id}`
  return show(
    c,
    agreement,
    { title: 'Activate', isInvalid: problem !== undefined, wide: true },
    <StepView
      heading={`Activate version ${agreement.version}`}
      action={`${place}/activate`}
      back={place}
      button={`Activate version ${agreement.version}`}
      problem={problem}
      csrf={c.var.csrf}
    >
      <p class="govuk-body">
        All parties have signed {agreement.title}. It comes into force at once
        {agreement.previousId === undefined ? '.' : ', and the version before it ends in the same moment.'}
      </p>
      <h2 class="govuk-heading-m">Who gains and loses sight</h2>
      <Shifts shifts={shifts} words={words} />
    </StepView>,
  )
}

async function takeActivating(c: C) {
  const sent = await posted(c)
  const activated = await activate(c.var.kernel, c.var.viewer, sent)
  return activated.done ? returnTo(c, sent.agreementId, 'activated') : showActivating(c, activated.why)
}

async function showWithdrawing(c: C, returned?: { why: string; problem: string }) {
  const loaded = await load(c, mayWithdraw, nothing)
  if (!loaded) return c.var.absent()
  const { agreement } = loaded
  const place = `/agreements/${agreement.id}`
  return show(
    c,
    agreement,
    { title: 'Withdraw', isInvalid: returned !== undefined },
    <StepView
      heading={`Withdraw version ${agreement.version}`}
      action={`${place}/withdraw`}
      back={place}
      isWarning
      button={`Withdraw version ${agreement.version}`}
      problem={returned?.problem}
      csrf={c.var.csrf}
      reason={{ label: 'Why is it withdrawn?', typed: returned?.why ?? '' }}
    >
      <p class="govuk-body">{agreement.title} opened nothing yet. What is in force goes on.</p>
    </StepView>,
  )
}

async function takeWithdrawing(c: C) {
  const sent = await posted(c)
  const problem = reasonProblem(sent.why, 'Say why it is withdrawn')
  if (problem !== undefined) return showWithdrawing(c, { why: sent.why, problem })
  const withdrawn = await withdraw(c.var.kernel, c.var.viewer, sent)
  return withdrawn.done
    ? returnTo(c, sent.agreementId, 'withdrawn')
    : showWithdrawing(c, { why: sent.why, problem: withdrawn.why })
}

async function showRenewing(c: C, problem?: string) {
  const loaded = await load(c, mayRenew, nothing)
  if (!loaded) return c.var.absent()
  const { agreement } = loaded
  const place = `/agreements/${agreement.id}`
  return show(
    c,
    agreement,
    { title: 'Make a new version', isInvalid: problem !== undefined },
    <StepView
      heading="Make a new version"
      action={`${place}/new-version`}
      back={place}
      button="Begin the draft"
      problem={problem}
      csrf={c.var.csrf}
    >
      <p class="govuk-body">
        A draft with all that is in force now. {agreement.title} goes on as it is until all parties have signed the
        new version and it is activated.
      </p>
    </StepView>,
  )
}

async function takeRenewing(c: C) {
  const renewed = await renew(c.var.kernel, c.var.viewer, await posted(c))
  return renewed.done ? returnTo(c, renewed.value, 'begun') : showRenewing(c, renewed.why)
}
