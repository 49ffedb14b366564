import { Hono } from 'hono'
import type { Problems } from '../../../../design/errorMessage.tsx'
import type { Env } from '../../../../kernel/web.ts'
import { dayOf } from '../../../../language/format.ts'
import { readTyped, textOf } from '../../../../partnership/administration/typed.ts'
import type { Typed } from '../../../../partnership/administration/typed.ts'
import { stepWords } from '../../../actions/stepWords.ts'
import { takeOutClause, writeClause } from '../../../actions/writeClause.ts'
import { isReviewOverdue } from '../../../agreement.ts'
import type { Agreement, ClauseText } from '../../../agreement.ts'
import { mayDraft } from '../../../agreementPolicy.ts'
import { checkLaw } from '../../../lawCheck.ts'
import type { Finding, LawReference } from '../../../lawReference.ts'
import { isInForce } from '../../../lawReference.ts'
import { overseeing } from '../../../policy.ts'
import { findAgreement, listClauses } from '../../../store/agreements.ts'
import { listRoles, loadLaw } from '../../../store/law.ts'
import { loadWords } from '../../../store/words.ts'
import { named, one, oneClause, returnTo, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { emptyClause, neverShared, readClause, typedClause } from './clauseForm.ts'
import { ClauseView } from './clauseView.tsx'
import { RemoveView } from './removeView.tsx'

/** One clause of a draft: written, checked against the law, taken out. */
export const clausePages = () =>
  new Hono<Env>()
    .get(`${one}/clauses/new`, c => showClause(c))
    .post(`${one}/clauses/new`, async c => saveClause(c, await readTyped(c.req)))
    .get(oneClause, c => showClause(c))
    .post(oneClause, async c => saveClause(c, await readTyped(c.req)))
    .get(`${oneClause}/remove`, showRemoving)
    .post(`${oneClause}/remove`, async c => remove(c, await readTyped(c.req)))

type Loaded = NonNullable<Awaited<ReturnType<typeof loadForm>>>
type Returned = { typed: Typed; problems: Problems; findings: readonly Finding[]; isSaving: boolean }

/** A draft of the viewer's with the clause that the address names. */
async function loadForm(c: C) {
  const { kernel, viewer } = c.var
  if (!mayDraft(viewer)) return undefined
  return kernel.db.as(overseeing(viewer), async tx => {
    const agreement = await findAgreement(tx, named(c, 'id'))
    if (agreement?.state !== 'draft') return undefined
    const clauses = await listClauses(tx, agreement.id)
    const clauseId = c.req.param('clause')
    const clause = clauses.find(({ id }) => id === clauseId)
    if (clauseId !== undefined && !clause) return undefined
    const number = clause?.number ?? clauses.length + 1
    return {
      agreement,
      clause,
      number,
      law: await loadLaw(tx, dayOf(kernel.now())),
      words: await loadWords(tx),
      roles: await listRoles(tx),
    }
  })
}

const lawOn = ({ agreement, number, law }: Loaded, clause: ClauseText): Finding[] =>
  checkLaw({ ...agreement, clauses: [{ ...clause, number }] }, law).filter(finding => finding.clause !== undefined)

/** Beside the field what refuses; above the form what warns. */
const problemsOf = (findings: readonly Finding[]): Problems =>
  Object.fromEntries(
    Map.groupBy(
      findings.filter(({ severity }) => severity === 'refuses'),
      ({ field }) => field,
    )
      .entries()
      .map(([field, said]) => [field, said.map(({ says }) => says).join(' ')]),
  )

async function showClause(c: C, returned?: Returned) {
  const loaded = await loadForm(c)
  if (!loaded) return c.var.absent()
  const { agreement, clause, number, law } = loaded
  const findings = returned?.findings ?? (clause ? lawOn(loaded, clause) : [])
  const problems = { ...problemsOf(findings), ...returned?.problems }
  const place = `/agreements/${agreement.id}`
  const heading = clause ? `Change clause ${number}` : 'Add a clause'
  const isInvalid = returned !== undefined && (returned.isSaving || Object.keys(returned.problems).length > 0)
  return show(
    c,
    agreement,
    { title: heading, isInvalid },
    <ClauseView
      {...choicesOf(agreement, loaded)}
      heading={heading}
      action={`${place}/clauses/${clause?.id ?? 'new'}`}
      back={place}
      revision={agreement.revision}
      typed={returned?.typed ?? (clause ? typedClause(clause) : emptyClause)}
      problems={problems}
      warnings={warningsOf(agreement, findings, c.var.kernel.now())}
      isLawful={(returned !== undefined || clause !== undefined) && Object.keys(problems).length === 0}
      basesOf={kind =>
        [...law.bases.values()]
          .filter(basis => basis.kind === kind && isInForce(basis, law.today))
          .map(({ code, title }) => ({ value: code, text: title }))
      }
      csrf={c.var.csrf}
    />,
  )
}

function warningsOf(agreement: Agreement, findings: readonly Finding[], now: Date): string[] {
  const warned = findings.filter(({ severity }) => severity === 'warns').map(({ says }) => says)
  return isReviewOverdue(agreement, now) ? [stepWords.review_passed, ...warned] : warned
}

function choicesOf(agreement: Agreement, { law, words, roles }: Loaded) {
  return {
    parties: agreement.parties.map(value => ({ value, text: words.agency(value) })),
    roles: roles.map(({ code, title }) => ({ value: code, text: title })),
    purposes: agreement.purposes.map(value => ({ value, text: words.purpose(value).title })),
    categories: [...law.categories]
      .filter(([code]) => !neverShared.includes(code))
      .map(([value, { title, sensitivity }]) => ({ value, text: title, hint: sensitivityWords[sensitivity] })),
    gateways: gatewaysOf(law),
  }
}
const sensitivityWords = {
  ordinary: undefined,
  special: 'Special category of data',
  offence: 'Data about offences',
} as const

const gatewaysOf = (law: LawReference) =>
  law.gateways
    .filter(gateway => isInForce(gateway, law.today))
    .map(({ code, title, isVerified }) => ({
      value: code,
      text: isVerified ? title : `${title} (source not yet checked)`,
    }))

async function saveClause(c: C, typed: Typed) {
  const loaded = await loadForm(c)
  if (!loaded) return c.var.absent()
  const { agreement, clause, number, law, roles } = loaded
  const isSaving = textOf(typed, 'do') !== 'check'
  const choices = { parties: agreement.parties, purposes: agreement.purposes, roles: roles.map(({ code }) => code) }
  const read = readClause(typed, { choices, law })
  if (!read.ok) return showClause(c, { typed, problems: read.problems, findings: [], isSaving })
  const findings = lawOn(loaded, read.value)
  if (!isSaving || findings.some(({ severity }) => severity === 'refuses'))
    return showClause(c, { typed, problems: {}, findings, isSaving })
  const saved = await writeClause(c.var.kernel, c.var.viewer, {
    agreementId: agreement.id,
    clauseId: clause?.id,
    clause: read.value,
    number,
    revision: Number(textOf(typed, 'revision')),
    key: textOf(typed, 'key') || crypto.randomUUID(),
  })
  return saved.done
    ? returnTo(c, agreement.id, 'saved')
    : showClause(c, { typed, problems: { says: saved.why }, findings, isSaving })
}

async function showRemoving(c: C) {
  const loaded = await loadForm(c)
  if (!loaded?.clause) return c.var.absent()
  const { agreement, clause } = loaded
  return show(
    c,
    agreement,
    { title: `Remove clause ${clause.number}` },
    <RemoveView agreement={agreement} clause={clause} problem={undefined} csrf={c.var.csrf} />,
  )
}

async function remove(c: C, typed: Typed) {
  const loaded = await loadForm(c)
  if (!loaded?.clause) return c.var.absent()
  const { agreement, clause } = loaded
  const taken = await takeOutClause(c.var.kernel, c.var.viewer, {
    agreementId: agreement.id,
    clauseId: clause.id,
    revision: Number(textOf(typed, 'revision')),
    key: textOf(typed, 'key') || crypto.randomUUID(),
  })
  if (taken.done) return returnTo(c, agreement.id, 'removed')
  return show(
    c,
    agreement,
    { title: `Remove clause ${clause.number}`, isInvalid: true },
    <RemoveView agreement={agreement} clause={clause} problem={taken.why} csrf={c.var.csrf} />,
  )
}
