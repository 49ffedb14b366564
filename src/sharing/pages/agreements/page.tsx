import { Hono } from 'hono'
import type { Tx } from '../../../kernel/database.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import { isSigningRole } from '../../agreementLife.ts'
import { mayDraft, mayReadVersion } from '../../agreementPolicy.ts'
import { checkLaw } from '../../lawCheck.ts'
import { mayEndSharing, readingAgreements } from '../../policy.ts'
import { listOfficers } from '../../store/agreementDrafts.ts'
import {
  findAgreement,
  listAgreements,
  listClauses,
  listEvents,
  listSignatures,
  listToSign,
  listVersions,
} from '../../store/agreements.ts'
import { loadLaw } from '../../store/law.ts'
import { loadWords } from '../../store/words.ts'
import { changesPages } from './changes/page.tsx'
import { clausePages } from './clause/page.tsx'
import { endPages } from './endPages.tsx'
import { factsPages } from './facts/page.tsx'
import { nextSteps } from './nextSteps.ts'
import { AgreementView } from './oneView.tsx'
import { printPages } from './print/page.tsx'
import { named, one, saidOf } from './shell.tsx'
import type { C } from './shell.tsx'
import { signPages } from './sign/page.tsx'
import { simulationPages } from './simulation/page.tsx'
import { stepPages } from './steps/page.tsx'
import { AgreementsView } from './view.tsx'

/** What the agencies have agreed to share: open to every member of staff, written by the governance lead alone. */
export const agreementPages = () =>
  new Hono<Env>()
    .get('/agreements', showAll)
    .get(one, showOne)
    .route('/', factsPages())
    .route('/', clausePages())
    .route('/', stepPages())
    .route('/', signPages())
    .route('/', changesPages())
    .route('/', simulationPages())
    .route('/', printPages())
    .route('/', endPages())

async function showAll(c: C) {
  const { kernel, viewer } = c.var
  const { agreements, ...loaded } = await kernel.db.as(readingAgreements(viewer), async tx => ({
    agreements: await listAgreements(tx),
    clauses: await listClauses(tx),
    toSign: isSigningRole(viewer.role) ? await listToSign(tx, viewer) : [],
    words: await loadWords(tx),
  }))
  const shown = agreements.filter(each => each.state !== 'superseded' && mayReadVersion(viewer, each))
  return c.var.render(
    { title: 'Agreements' },
    <AgreementsView {...loaded} agreements={shown} now={kernel.now()} mayWrite={mayDraft(viewer)} />,
  )
}

async function showOne(c: C) {
  const { kernel, viewer } = c.var
  const now = kernel.now()
  const loaded = await kernel.db.as(readingAgreements(viewer), async tx => {
    const agreement = await findAgreement(tx, named(c, 'id'))
    return agreement && mayReadVersion(viewer, agreement)
      ? loadOne(tx, agreement, mayDraft(viewer) ? now : undefined)
      : undefined
  })
  if (!loaded) return c.var.absent()
  const { agreement } = loaded
  const said = saidOf[c.req.query('done') ?? '']
  return c.var.render(
    {
      title: agreement.title,
      crumbs: [{ text: 'Agreements', href: '/agreements' }, { text: agreement.title }],
      ...(said === undefined ? {} : { flash: said }),
    },
    <AgreementView
      {...loaded}
      now={now}
      versions={loaded.versions.filter(version => mayReadVersion(viewer, version))}
      steps={nextSteps({ viewer, agreement, signatures: loaded.signatures, now })}
      mayWrite={mayDraft(viewer) && agreement.state === 'draft'}
      mayEnd={mayEndSharing(viewer)}
    />,
  )
}

async function loadOne(tx: Tx, agreement: Agreement, lawOn: Date | undefined) {
  const clauses = await listClauses(tx, agreement.id)
  return {
    agreement,
    clauses,
    versions: await listVersions(tx, agreement.rootId),
    signatures: await listSignatures(tx, agreement),
    officers: await listOfficers(tx),
    events: await listEvents(tx, agreement.id),
    findings: await findingsOf(tx, agreement, { clauses, lawOn }),
    words: await loadWords(tx),
  }
}

type ToCheck = { clauses: readonly Clause[]; lawOn: Date | undefined }

/** Of what is still to be activated; what is in force was judged on its day. */
async function findingsOf(tx: Tx, agreement: Agreement, { clauses, lawOn }: ToCheck) {
  const isWaiting = agreement.state === 'draft' || agreement.state === 'proposed' || agreement.state === 'signed'
  return lawOn && isWaiting ? checkLaw({ ...agreement, clauses }, await loadLaw(tx, dayOf(lawOn))) : undefined
}
