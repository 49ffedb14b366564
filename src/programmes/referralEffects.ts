import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'
import type { Effect, Facts, StepContext } from '../practice/practice.ts'
import { instantIn, textIn } from '../practice/question.ts'
import { addLink } from '../practice/store/episodes.ts'
import { isOpen } from './programme.ts'
import type { Programme } from './programme.ts'
import type { Step } from './referralForms.ts'
import { findProgramme, freePlace, listProgrammes, takePlace } from './store/programmes.ts'
import { changeReferral, findReferral, insertReferral, listOpenReferrals } from './store/referrals.ts'
import type { ReferralChange } from './store/referrals.ts'

export const referralRefusals = {
  closed: 'This programme takes no referrals now. Choose another.',
  otherAgency: 'This programme belongs to another agency. Choose one of the agency that you refer to.',
  twice: 'The child is already referred to this programme.',
  harmful: 'Children who take part in this kind of programme go on to offend more. Say why you refer all the same.',
  full: 'No place is left. Put the child on the waiting list.',
} as const

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/v
/** By its number, or by its name among those of the agency that is asked: what is recorded is read by people. */
async function find(tx: Tx, called: string, agencyId: string): Promise<Programme | undefined> {
  if (uuid.test(called)) return findProgramme(tx, called)
  const named = (await listProgrammes(tx, { agencyId })).filter(({ name }) => name.toLowerCase() === called.toLowerCase())
  return named.length === 1 ? named[0] : undefined
}

/** The programme of a referral as it stands now. */
async function current(tx: Tx, facts: Facts): Promise<Programme | undefined> {
  const id = (await findReferral(tx, facts.episode.id))?.programmeId
  return id === undefined ? undefined : findProgramme(tx, id)
}

/** What a chronology calls a programme: nothing that tells of therapy or of a place that must not be found. */
const titleOf = (programme: Programme | undefined) =>
  !programme || programme.isHidden || programme.kind === 'counselling' ? 'a programme' : programme.name

async function begin({ tx, kernel, facts, answers }: StepContext): Promise<Effect> {
  const { episode, viewer } = facts
  const asked = textIn(answers, 'programme')
  const programme = asked === '' ? undefined : await find(tx, asked, episode.agencyId)
  const why = asked === '' ? undefined : await whyNot(tx, programme, facts, textIn(answers, 'despite'))
  if (why) return { refused: why }
  await insertReferral(tx, {
    partnershipId: viewer.partnershipId, workId: episode.id, personId: episode.personId, cell: episode.cell,
    programmeId: programme?.id, approach: programme?.approach, band: programme?.evidence?.band,
    referredAt: kernel.now(),
  })
  // Whoever referred follows it to its end, which may be a year away; other authors' links end sooner.
  await addLink(tx, {
    personId: episode.personId, agencyId: viewer.agencyId, staffId: viewer.staffId, because: 'author',
    workId: episode.id,
  })
  return {
    chronology: [{ kind: 'programme_referral', headline: `Referred to ${titleOf(programme)}`, occurredAt: facts.now }],
    detail: { eligible: textIn(answers, 'eligible'), ...namedIn(programme) },
  }
}

const namedIn = (programme: Programme | undefined) => ({
  ...(programme && { programme: programme.id, help: programme.kind }),
  ...(programme?.evidence && { band: programme.evidence.band }),
})

async function whyNot(
  tx: Tx, programme: Programme | undefined, facts: Facts, despite: string,
): Promise<string | undefined> {
  if (!programme || !isOpen(programme)) return referralRefusals.closed
  if (programme.agencyId !== facts.episode.agencyId) return referralRefusals.otherAgency
  if (programme.evidence?.band === 'HARMFUL' && despite === '') return referralRefusals.harmful
  const { personId, id } = facts.episode
  // Two who refer the same child at once wait here for each other, and the second is told.
  await sql`select pg_advisory_xact_lock(hashtext(${personId}), hashtext(${programme.id}))`.execute(tx)
  const open = await listOpenReferrals(tx, personId)
  return open.some(other => other.programmeId === programme.id && other.workId !== id) ? referralRefusals.twice : undefined
}

async function choose({ tx, facts, answers }: StepContext): Promise<Effect> {
  const programme = await find(tx, textIn(answers, 'programme'), facts.episode.agencyId)
  // What was referred to before stays told: a programme known to be harmful needs the referrer's own reason.
  const why = await whyNot(tx, programme, facts, '')
  if (why || !programme) return { refused: why ?? referralRefusals.closed }
  await changeReferral(tx, facts.episode.id, {
    programme_id: programme.id, approach: programme.approach ?? null, band: programme.evidence?.band ?? null,
  })
  return { detail: namedIn(programme) }
}

async function accept({ tx, facts }: StepContext): Promise<Effect> {
  const programme = await current(tx, facts)
  if (!programme || !await takePlace(tx, programme.id)) return { refused: referralRefusals.full }
  await changeReferral(tx, facts.episode.id, { accepted_at: facts.now, holds_place: true, waiting_since: null, expected_on: null })
  return { chronology: [{ kind: 'programme', headline: `Accepted on ${titleOf(programme)}`, occurredAt: facts.now }] }
}

async function wait({ tx, facts, answers }: StepContext): Promise<Effect> {
  const before = await findReferral(tx, facts.episode.id)
  await changeReferral(tx, facts.episode.id, {
    waiting_since: before?.waitingSince ?? facts.now, expected_on: textIn(answers, 'expected_on') || null,
  })
  return {}
}

async function start({ tx, facts, answers }: StepContext): Promise<Effect> {
  const at = instantIn(answers, 'at') ?? facts.now
  await changeReferral(tx, facts.episode.id, { started_at: at, attended: 1 })
  const programme = await current(tx, facts)
  return { chronology: [{ kind: 'programme', headline: `Started ${titleOf(programme)}`, occurredAt: at }] }
}

async function session({ tx, facts, answers }: StepContext): Promise<Effect> {
  const before = await findReferral(tx, facts.episode.id)
  const attendance = textIn(answers, 'attendance')
  await changeReferral(tx, facts.episode.id, {
    ...(attendance === 'attended' && { attended: (before?.attended ?? 0) + 1 }),
    ...(attendance === 'not_brought' && { not_brought: (before?.notBrought ?? 0) + 1 }),
    ...(attendance === 'cancelled' && { cancelled: (before?.cancelled ?? 0) + 1 }),
  })
  return { detail: { attendance } }
}

/** Ends it, and gives its place back in the same transaction. */
async function end({ tx, facts }: StepContext, how: string, change: ReferralChange = {}): Promise<Effect> {
  const before = await findReferral(tx, facts.episode.id)
  await changeReferral(tx, facts.episode.id, {
    ...change, ended_at: facts.now, ended_how: how, holds_place: false, waiting_since: null, expected_on: null,
  })
  if (before?.holdsPlace && before.programmeId) await freePlace(tx, before.programmeId)
  const isOver = how === 'withdrawn'
  const headline = how === 'completed' ? 'Completed a programme' : 'A programme ended early'
  return { ...(!isOver && { chronology: [{ kind: 'programme', headline, occurredAt: facts.now }] }), detail: { how } }
}

const only = (change: (context: StepContext) => ReferralChange) => async (context: StepContext): Promise<Effect> => {
  await changeReferral(context.tx, context.facts.episode.id, change(context))
  return {}
}

/** What each step does beside its place in the life: numbers and days, the place, and the chronology. */
export const referralEffects: {
  begin: (context: StepContext) => Promise<Effect>
  steps: Partial<Record<Step, (context: StepContext) => Promise<Effect>>>
} = {
  begin,
  steps: {
    choose, accept, wait, start, session,
    decline: async context => {
      const reason = textIn(context.answers, 'reason')
      const change = { declined_at: context.facts.now, decline_reason: reason, waiting_since: null, expected_on: null }
      await changeReferral(context.tx, context.facts.episode.id, change)
      return { detail: { reason } }
    },
    contact: only(({ facts, answers }) => ({ first_contact_at: instantIn(answers, 'at') ?? facts.now })),
    complete: context => end(context, 'completed'),
    end_early: context => end(context, 'early', { end_reason: textIn(context.answers, 'reason') }),
    withdraw: context => end(context, 'withdrawn'),
    outcome: async context => {
      const outcome = textIn(context.answers, 'outcome')
      await changeReferral(context.tx, context.facts.episode.id, { outcome_at: context.facts.now, outcome })
      return { detail: { outcome } }
    },
  },
}
