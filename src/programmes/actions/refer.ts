import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { beginEpisode } from '../../practice/actions/begin.ts'
import type { Begun } from '../../practice/actions/begin.ts'
import type { Practices } from '../../practice/practices.ts'
import { eligibility } from '../eligibility.ts'
import type { ChildFacts, Eligibility, FactCode } from '../eligibility.ts'
import type { Programme } from '../programme.ts'
import { programmeReferral } from '../referral.ts'
import { referralRefusals } from '../referralEffects.ts'
import { findProgramme, listProgrammes } from '../store/programmes.ts'
import { listOpenReferrals } from '../store/referrals.ts'
import type { Referral } from '../store/referrals.ts'
import { rulesOf } from '../store/rules.ts'

export type Refer = {
  programmeId: string; personId: string; key: string; facts: ChildFacts
  why: string; helps: string; consent: string; bestContact?: string; risks?: string; despite?: string
}

const noProgramme = 'Choose a programme.'

/** Refers one child to one programme; whoever has done so before is shown that referral. */
export async function refer(
  kernel: Kernel, viewer: Viewer, practices: Practices, made: Refer,
): Promise<Outcome<Begun & { eligibility?: Eligibility }>> {
  const scope: Scope = { viewer, purpose: programmeReferral.purpose, lens: 'linked' }
  const known = await kernel.db.as(scope, async tx => {
    const programme = await findProgramme(tx, made.programmeId)
    if (!programme) return undefined
    const open = (await listOpenReferrals(tx, made.personId)).find(({ programmeId }) => programmeId === programme.id)
    return {
      programme, open, found: await eligibilityFor(tx, programme, made.facts), called: await nameOf(tx, programme),
    }
  })
  if (!known) return refused(noProgramme)
  if (known.open) return { done: true, value: { id: known.open.workId, wasOpen: true } }
  const { programme, found } = known
  const begun = await beginEpisode(kernel, viewer, practices, {
    kind: programmeReferral.kind, personId: made.personId, key: made.key, agencyId: programme.agencyId,
    answers: {
      programme: known.called, kind_of_help: programme.kind, why: made.why, helps: made.helps, consent: made.consent,
      eligible: found.answer, eligibility: inWords(found), so: factsThatAre(made.facts, true),
      not_so: factsThatAre(made.facts, false), ...(made.bestContact && { best_contact: made.bestContact }),
      ...(made.risks && { risks: made.risks }), ...(made.despite && { despite: made.despite }),
    },
  })
  if (begun.done) return { done: true, value: { ...begun.value, eligibility: found } }
  // Somebody was quicker, or a link to the child came only with this referral: shown where it may be seen.
  const open = begun.why === referralRefusals.twice ? await openOf(kernel, scope, made) : undefined
  return open ? { done: true, value: { id: open.workId, wasOpen: true } } : begun
}

/** What a referral calls a programme: its name, and its number where its agency has two of one name. */
async function nameOf(tx: Tx, { id, name, agencyId }: Programme): Promise<string> {
  const same = (await listProgrammes(tx, { agencyId })).filter(other => other.name.toLowerCase() === name.toLowerCase())
  return same.length === 1 ? name : id
}

const openOf = (kernel: Kernel, scope: Scope, { personId, programmeId }: Refer): Promise<Referral | undefined> =>
  kernel.db.as(scope, async tx => (await listOpenReferrals(tx, personId)).find(open => open.programmeId === programmeId))

/** Whether this child may take part in this programme under the rules in force now. */
export async function eligibilityFor(tx: Tx, programme: Programme, facts: ChildFacts): Promise<Eligibility> {
  return eligibility({ rules: (await rulesOf(tx, [programme])).get(programme.id)?.all ?? [] }, facts)
}

const answerWords = { yes: 'yes', no: 'no', not_known: 'not known' } as const
const inWords = ({ rules }: Eligibility) => rules.map(rule => `${rule.title}: ${answerWords[rule.answer]}. ${rule.why}`).join('\n')

const factsThatAre = ({ known }: ChildFacts, so: boolean): string[] =>
  Object.entries<boolean | undefined>(known).flatMap(([code, value]) => value === so ? [code] : [])

/** Open referrals of the child that do the same for them, so that nobody refers twice for one need. */
export function similarTo(programme: Programme, open: readonly (Referral & { kind: string })[]): (Referral & { kind: string })[] {
  return open.filter(({ programmeId, kind }) => programmeId !== programme.id && kind === programme.kind)
}

export type { FactCode }
