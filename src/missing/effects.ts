import { ageInYears, dateTimeText, dayOf } from '../language/format.ts'
import type { Begun, Effect, Facts, StepContext } from '../practice/practice.ts'
import { instantIn, textIn } from '../practice/question.ts'
import { gradeIn, gradeNow, reviewClockOf, urgencyOf } from './grading.ts'
import { reasonsToMeet } from './pattern.ts'
import type { GradeCode } from './settings.ts'
import { strategyThreshold } from './settings.ts'
import { checkKind, findCouncil, interviewKind, isMeetingOpen, letFollow, listMissingOf, meetingKind } from './store.ts'

/** Those around the child follow, the report stands in the chronology, and the count may call a meeting. */
export async function beginSearch(context: StepContext): Promise<Effect> {
  const { tx, kernel, facts, answers } = context
  const { episode, viewer } = facts
  await letFollow(tx, episode.id)
  const before = (await listMissingOf(tx, kernel, episode.personId)).filter(({ id }) => id !== episode.id)
  return {
    begins: await meetingIfDue(context),
    // A carer's link opens the widest audience only, and the chronology's missing episodes are narrower.
    chronology: viewer.role === 'carer' ? [] : [{
      kind: 'missing_episode', occurredAt: episode.openedAt, role: 'subject_of_concern', headline: 'Reported missing',
    }],
    detail: { absence: textIn(answers, 'absence'), before: before.length,
      danger: textIn(answers, 'immediate_danger') === 'yes' },
  }
}

/** Begins with the episode that reaches the count, or with its grading where the reporter could not begin it. */
export async function meetingIfDue({ tx, kernel, facts }: StepContext): Promise<Begun[]> {
  const { episode, settings, now } = facts
  const threshold = settings.valueOf(strategyThreshold)
  const episodes = await listMissingOf(tx, kernel, episode.personId)
  const reasons = reasonsToMeet({ episodes, now }, threshold)
  if (reasons.length === 0 || await isMeetingOpen(tx, episode.personId) || await wasCalledFor(facts)) return []
  const council = await findCouncil(tx, kernel, episode.personId)
  return council ? [{
    kind: meetingKind, agencyId: council, urgency: 'today', team: 'social_worker',
    answers: { called_by: 'count', within_days: threshold.days, reasons: reasons.join('\n') },
  }] : []

  async function wasCalledFor({ episode: { id } }: Facts): Promise<boolean> {
    const made = await tx.selectFrom('episode').select('id').where('parent_id', '=', id)
      .where('kind', '=', meetingKind).executeTakeFirst()
    return made !== undefined
  }
}

/** A grade decides how urgent the search is and when it is looked at again. */
export async function setGrade(context: StepContext): Promise<Effect> {
  const code = gradeIn(context.answers)
  // Somebody may have come to know the child since the report.
  await letFollow(context.tx, context.facts.episode.id)
  return code ? { ...graded(context.facts, code), begins: await meetingIfDue(context) } : {}
}

/** The proposed grade is in force from its confirmation. */
export function confirmLower({ facts }: StepContext): Effect {
  const proposed = facts.entries.find(({ step }) => step === 'propose_lower')
  const code = proposed && gradeIn(proposed.answers)
  return code ? graded(facts, code) : {}
}

export function reviewSearch({ facts }: StepContext): Effect {
  const now = gradeNow(facts.entries)
  return { onlyClocks: now ? [reviewClockOf(now.code)] : [] }
}

/** Found in error: the search goes on with the grade that it had. */
export function reopenSearch({ facts }: StepContext): Effect {
  const now = gradeNow(facts.entries)
  return { onlyClocks: [now ? reviewClockOf(now.code) : 'missing_grade'] }
}

function graded({ entries }: Facts, code: GradeCode): Effect {
  const before = gradeNow(entries)?.code
  return {
    urgency: urgencyOf[code], onlyClocks: [reviewClockOf(code)],
    detail: { grade: code, before: before ?? 'none' },
  }
}

/** The child is back: the police check that they are well, and the council offers somebody independent to talk to. */
export async function findChild(context: StepContext): Promise<Effect> {
  const { tx, kernel, facts, answers } = context
  const { episode, viewer, entries } = facts
  const foundAt = instantIn(answers, 'found_at') ?? facts.now
  const hasDied = textIn(answers, 'condition') === 'died'
  const council = !hasDied && wasChild(context) ? await findCouncil(tx, kernel, episode.personId) : undefined
  const begins: Begun[] = [
    ...hasDied ? []
      : [{ kind: checkKind, agencyId: viewer.agencyId, clockStartsAt: foundAt, urgency: 'today' as const }],
    ...council ? [{
      kind: interviewKind, agencyId: council, clockStartsAt: foundAt, urgency: 'today' as const, team: 'social_worker',
      answers: { returned_at: foundAt.toISOString() },
    }] : [],
  ]
  return {
    begins,
    chronology: [{
      kind: 'missing_episode', occurredAt: foundAt, role: 'subject_of_concern',
      headline: `Found, after being reported missing on ${dateTimeText(episode.openedAt)}`,
    }],
    detail: {
      minutes: Math.max(0, Math.round((foundAt.getTime() - episode.openedAt.getTime()) / 60_000)),
      grade: gradeNow(entries)?.code ?? 'none', interview: council !== undefined,
    },
  }
}

/** Whoever was a child when they were reported missing has the return home interview, though they have come of age since. */
function wasChild({ facts: { child, episode } }: StepContext): boolean {
  const birthOn = child?.birthOn
  return birthOn === undefined || ageInYears(birthOn, dayOf(episode.openedAt)) < 18
}
