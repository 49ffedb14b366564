import type { Begun, ChronologyEntry, Effect, StepContext } from '../../practice/practice.ts'
import { instantIn, textIn } from '../../practice/question.ts'
import type { Answers, Option } from '../../practice/question.ts'
import { hasBegun, whoIsAsked } from '../store/asked.ts'
import { keepNeeds } from '../store/needs.ts'
import { outcomeOptions } from './decisionForms.ts'
import { latest } from './rules.ts'

const wordFor = (options: readonly Option[], value: string) => options.find(option => option.value === value)?.text ?? value

const left = (headline: string, at: Date): ChronologyEntry => ({ kind: 'left_custody', headline, occurredAt: at })
const leftAt = ({ answers, facts }: StepContext) => instantIn(answers, 'left_at') ?? facts.now

/** Every detention asks for follow-up for the family by itself; where nobody can be asked, the page says so in red. */
async function askedLiaison({ tx, kernel, facts }: StepContext, brought: Answers): Promise<Begun[]> {
  const agencyId = await whoIsAsked(tx, kernel, { kinds: ['health'], role: 'liaison_practitioner' })
  if (!agencyId || await hasBegun(tx, facts.episode.id, 'liaison_offer')) return []
  const carer = { cared_for_by: textIn(brought, 'cared_for_by'), reach_them: textIn(brought, 'reach_them') }
  return [{ kind: 'liaison_offer', agencyId, answers: carer, clockStartsAt: facts.now }]
}

export async function whenBroughtIn(context: StepContext): Promise<Effect> {
  await keepNeeds(context.tx, context)
  return {
    chronology: [
      { kind: 'detention', headline: 'Brought to a police station', occurredAt: context.facts.episode.openedAt },
    ],
    begins: await askedLiaison(context, context.answers),
  }
}

async function whenAdultAsked({ tx, kernel, answers }: StepContext): Promise<Effect> {
  if (textIn(answers, 'whom') !== 'scheme') return {}
  const agencyId = await whoIsAsked(tx, kernel, { kinds: ['community'], role: 'appropriate_adult' })
  const told = { where: textIn(answers, 'where'), adult_note: textIn(answers, 'adult_note') }
  return agencyId ? { begins: [{ kind: 'adult_request', agencyId, answers: told, urgency: 'immediate' }] } : {}
}

async function whenBedAsked({ tx, kernel, facts, answers }: StepContext): Promise<Effect> {
  const agencyId = await whoIsAsked(tx, kernel, { kinds: ['council'], role: 'front_door_worker' })
  const asked = instantIn(answers, 'asked_at') ?? facts.now
  return agencyId
    ? { begins: [{ kind: 'bed_request', agencyId, answers, urgency: 'immediate', clockStartsAt: asked }] } : {}
}

const reviewed = ({ answers, facts }: StepContext): Effect =>
  ({ clocksStartAt: { pace_review_next: instantIn(answers, 'reviewed_at') ?? facts.now } })

/** A clock by the relevant time runs from the arrival, one by the authorisation from that. */
const authorised = ({ answers, facts }: StepContext): Effect => {
  const at = instantIn(answers, 'authorised_at') ?? facts.now
  return {
    clocksStartAt: { pace_review_first: at, detention_limit: facts.episode.openedAt },
    chronology: [{ kind: 'detention', headline: 'Detention was authorised', occurredAt: at }],
  }
}

export const detentionEffects = {
  needs: async (context: StepContext): Promise<Effect> => {
    await keepNeeds(context.tx, context)
    return {}
  },
  voice: ({ answers, facts }: StepContext): Effect => ({
    chronology: [{
      kind: 'childs_voice', headline: 'Said in custody', body: textIn(answers, 'child_says'), occurredAt: facts.now, assertion: 'own_words',
    }],
  }),
  ask_adult: whenAdultAsked,
  ask_bed: whenBedAsked,
  ask_liaison: async (context: StepContext): Promise<Effect> =>
    ({ begins: await askedLiaison(context, latest(context.facts, 'begin')?.answers ?? {}) }),
  authorise: authorised,
  review: reviewed,
  review_held: reviewed,
  extend: ({ facts }: StepContext): Effect => ({ clocksStartAt: { detention_limit_extended: facts.episode.openedAt } }),
  refuse_bail: ({ answers, facts }: StepContext): Effect => {
    const at = instantIn(answers, 'charged_at') ?? facts.now
    return {
      urgency: 'immediate', clocksStartAt: { custody_bed_asked: at, pace_review_next: at },
      chronology: [{ kind: 'detention', headline: 'Charged, and bail was refused', occurredAt: at }],
    }
  },
  divert: (context: StepContext): Effect => ({ chronology: [left('Not detained', leftAt(context))] }),
  leave: (context: StepContext): Effect => ({
    chronology: [left(`Left custody: ${wordFor(outcomeOptions, textIn(context.answers, 'outcome'))}`, leftAt(context))],
  }),
  move: (context: StepContext): Effect => ({ chronology: [left('Moved to the council’s care', leftAt(context))] }),
  bail: (context: StepContext): Effect => ({ chronology: [left('Bailed after charge', leftAt(context))] }),
  to_court: (context: StepContext): Effect => ({ chronology: [left('Taken to court', leftAt(context))] }),
}
