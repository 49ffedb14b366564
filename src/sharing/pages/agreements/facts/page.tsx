import { Hono } from 'hono'
import type { Problems } from '../../../../design/errorMessage.tsx'
import type { Tx } from '../../../../kernel/database.ts'
import type { Env } from '../../../../kernel/web.ts'
import { dayOf } from '../../../../language/format.ts'
import { readTyped, textOf } from '../../../../partnership/administration/typed.ts'
import type { Typed } from '../../../../partnership/administration/typed.ts'
import { beginAgreement, changeAgreement } from '../../../actions/writeAgreement.ts'
import type { Agreement } from '../../../agreement.ts'
import { mayDraft } from '../../../agreementPolicy.ts'
import { checkLaw } from '../../../lawCheck.ts'
import type { Finding } from '../../../lawReference.ts'
import { overseeing } from '../../../policy.ts'
import { listOfficers } from '../../../store/agreementDrafts.ts'
import { findAgreement } from '../../../store/agreements.ts'
import { loadLaw } from '../../../store/law.ts'
import { loadWords } from '../../../store/words.ts'
import { named, one, returnTo, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { readFacts, typedFacts } from './factsForm.ts'
import { FactsView } from './factsView.tsx'

/** The agreement itself: begun and changed by the governance lead, while it is a draft. */
export const factsPages = () =>
  new Hono<Env>()
    .get('/agreements/new', c => showFacts(c, undefined))
    .post('/agreements/new', async c => saveFacts(c, undefined, await readTyped(c.req)))
    .get(`${one}/facts`, c => showFacts(c, named(c, 'id')))
    .post(`${one}/facts`, async c => saveFacts(c, named(c, 'id'), await readTyped(c.req)))

/** Emergency access has its own rules, an hour and a review: no agreement opens anything for it. */
const emergency = 'vital_interests'

type Returned = { typed: Typed; problems: Problems }
type Choices = Awaited<ReturnType<typeof loadChoices>>

async function loadChoices(tx: Tx, now: Date) {
  const law = await loadLaw(tx, dayOf(now))
  const words = await loadWords(tx)
  const officers = await listOfficers(tx)
  return {
    law,
    agencies: [...law.agencies].map(([value, { name }]) => ({ value, text: name })),
    purposes: [...law.purposes]
      .filter(([code, { isAboutPeople }]) => isAboutPeople && code !== emergency)
      .map(([value, { title }]) => ({ value, text: title, hint: words.purpose(value).about })),
    owners: officers.map(({ id, name, agencyId, role }) => ({
      value: id,
      text: `${name}, ${words.role(role)}, ${words.agency(agencyId)}`,
    })),
  }
}

/** The choices of the form with the draft, if the viewer may write it. */
async function loadForm(c: C, agreementId: string | undefined) {
  const { kernel, viewer } = c.var
  if (!mayDraft(viewer)) return undefined
  return kernel.db.as(overseeing(viewer), async tx => {
    const agreement = agreementId === undefined ? undefined : await findAgreement(tx, agreementId)
    if (agreementId !== undefined && agreement?.state !== 'draft') return undefined
    return { agreement, choices: await loadChoices(tx, kernel.now()) }
  })
}

async function showFacts(c: C, agreementId: string | undefined, returned?: Returned) {
  const loaded = await loadForm(c, agreementId)
  if (!loaded) return c.var.absent()
  const { agreement, choices } = loaded
  const findings = agreement && !returned ? lawOf(agreement, choices) : []
  const heading = agreement ? 'Change the agreement' : 'Draft an agreement'
  const place = agreement ? `/agreements/${agreement.id}` : '/agreements'
  return show(
    c,
    agreement,
    { title: heading, isInvalid: returned !== undefined },
    <FactsView
      {...choices}
      heading={heading}
      action={agreement ? `${place}/facts` : '/agreements/new'}
      back={place}
      revision={agreement?.revision ?? 0}
      typed={returned?.typed ?? (agreement ? typedFacts(agreement) : {})}
      problems={returned?.problems ?? {}}
      warnings={findings.map(({ says }) => says)}
      csrf={c.var.csrf}
    />,
  )
}

const lawOf = (agreement: Agreement, { law }: Choices): Finding[] => checkLaw({ ...agreement, clauses: [] }, law)

async function saveFacts(c: C, agreementId: string | undefined, typed: Typed) {
  const { kernel, viewer } = c.var
  const loaded = await loadForm(c, agreementId)
  if (!loaded) return c.var.absent()
  const values = (choices: readonly { value: string }[]) => choices.map(({ value }) => value)
  const { agencies, purposes, owners, law } = loaded.choices
  const read = readFacts(typed, {
    agencies: values(agencies),
    purposes: values(purposes),
    owners: values(owners),
    today: law.today,
  })
  if (!read.ok) return showFacts(c, agreementId, { typed, problems: read.problems })
  const key = textOf(typed, 'key') || crypto.randomUUID()
  const revision = Number(textOf(typed, 'revision'))
  if (agreementId === undefined) {
    const begun = await beginAgreement(kernel, viewer, { facts: read.value, key })
    return begun.done ? returnTo(c, begun.value, 'drafted') : c.var.absent()
  }
  const saved = await changeAgreement(kernel, viewer, { agreementId, revision, facts: read.value, key })
  return saved.done
    ? returnTo(c, agreementId, 'saved')
    : showFacts(c, agreementId, { typed, problems: { title: saved.why } })
}
