import { carryOut } from '../../kernel/action.ts'
import { startClock, stopClock } from '../../kernel/clocks.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import type { Taken } from '../life.ts'
import { loadFacts } from '../loadFacts.ts'
import { formOf } from '../localQuestions.ts'
import { decideStep } from '../policy.ts'
import type { Effect, Facts, Practice } from '../practice.ts'
import { askedOnly, instantIn, missingIn } from '../question.ts'
import type { Answers, StepForm } from '../question.ts'
import type { Practices } from '../practices.ts'
import { addEntry, addToChronology } from '../store/entries.ts'
import { changeEpisode, endLinks, findEpisode } from '../store/episodes.ts'
import { pauseClocks, resumeClocks } from '../store/pauses.ts'
import { beginOthers } from './begin.ts'
import type { Setting } from './begin.ts'

/** `revision`: the version that the person was looking at; `key`: the same for a form that is sent twice. */
export type StepCommand = { episodeId: string; step: string; revision: number; key: string; answers: Answers }

export const absent = 'absent'
/** Somebody else was quicker; the page shows who and keeps what was typed. */
export const changedSince = 'changed since'

/** Takes one step of an episode's life: the table says where it leads, who may, and which clocks it touches. */
export async function takeStep(
  kernel: Kernel, viewer: Viewer, practices: Practices, command: StepCommand,
): Promise<Outcome<{ id: string; state: string }>> {
  const { episodeId, step } = command
  const opened = await openWork(kernel, viewer, episodeId)
  const practice = opened?.work && practices.get(opened.work.kind)
  if (!opened?.work || !practice) return refused(absent)
  const named = { name: `${practice.kind} ${step}`, key: command.key, about: opened.work.personId }
  return carryOut(kernel, opened.scope, named, async (tx, record) => {
    const episode = await findEpisode(tx, kernel, episodeId)
    if (!episode) return refused(absent)
    const facts = await loadFacts(tx, kernel, opened.scope, episode)
    const form = formOf(practice, facts.settings, step)
    const answers = askedOnly(form?.questions ?? [], command.answers)
    const decision = decideStep(practice, facts, step, answers)
    if (!decision.allowed) return refused(decision.why)
    const missing = Object.values(missingIn(form?.questions ?? [], answers))[0]
    if (missing) return refused(missing)
    const effect = await practice.effects?.[step]?.({ tx, kernel, facts, answers }) ?? {}
    if (effect.refused) return refused(effect.refused)
    const setting = { tx, kernel, scope: opened.scope, practices, record }
    const moving: Moving = { practice, step, taken: decision.taken, facts, answers, effect, form }
    if (!await move(setting, moving, command.revision)) return refused(changedSince)
    await turnClocks(setting, moving)
    const begun = await leaveBehind(setting, moving)
    if (!begun.done) return begun
    record({
      verb: practice.verbs[step] ?? `${practice.kind}.${step}`, personId: episode.personId, cell: episode.cell,
      workId: episode.id, subjectId: begun.value, ...(effect.detail && { detail: effect.detail }),
    })
    return done({ id: episode.id, state: decision.taken.to })
  })
}

type Moving = {
  practice: Practice; step: string; taken: Taken; facts: Facts; answers: Answers; effect: Effect; form: StepForm | undefined
}

/** The new state; a partner's step leaves the episode as it is. */
async function move({ tx, kernel }: Setting, { practice, taken, facts, effect }: Moving, revision: number): Promise<boolean> {
  const { episode } = facts
  if (taken.by === 'partner' && facts.viewer.agencyId !== episode.agencyId) return true
  if (episode.revision !== revision) return false
  const wasOver = episode.closedAt !== undefined
  const isOver = practice.over.includes(taken.to)
  return changeEpisode(tx, episode, {
    state: taken.to,
    ...(effect.urgency && { urgency: effect.urgency }), ...(effect.team && { team: effect.team }),
    ...(effect.assignedTo !== undefined && { assigned_to: effect.assignedTo }),
    ...(isOver && !wasOver && { closed_at: kernel.now() }), ...(!isOver && wasOver && { closed_at: null }),
  })
}

async function turnClocks({ tx, kernel }: Setting, { practice, step, taken, facts, effect }: Moving): Promise<void> {
  const { episode, viewer } = facts
  const stop = { workId: episode.id, by: viewer.staffId, why: practice.words.steps[step]?.done ?? step }
  if (taken.stops === 'all') await stopClock(tx, kernel, stop)
  else for (const rule of taken.stops ?? []) await stopClock(tx, kernel, { ...stop, rule })
  if (taken.pauses) await pauseClocks(tx, kernel, { workId: episode.id, rules: taken.pauses, why: stop.why })
  if (taken.resumes) await resumeClocks(tx, kernel, { workId: episode.id, rules: taken.resumes })
  const starts = (taken.starts ?? []).filter(rule => effect.onlyClocks?.includes(rule) ?? true)
  for (const rule of starts) await startClock(tx, kernel, {
    rule, personId: episode.personId, cell: episode.cell, workId: episode.id,
    startsAt: effect.clocksStartAt?.[rule] ?? facts.now,
  })
}

/** The entry, the chronology, what was begun, and the end of links; returns the id of the entry's taking. */
async function leaveBehind(setting: Setting, moving: Moving): Promise<Outcome<string>> {
  const { tx, kernel } = setting
  const { practice, step, taken, facts, answers, effect, form } = moving
  const { episode, viewer } = facts
  const takingId = await addEntry(tx, {
    kernel, viewer, episode, step, questions: form?.questions ?? [], answers,
    happenedAt: (form?.happenedAt && instantIn(answers, form.happenedAt)) || facts.now,
    cell: practice.entryCell?.(viewer.role) ?? practice.cell,
  })
  await addToChronology(tx, { kernel, viewer, episode }, effect.chronology ?? [])
  const begun = await beginOthers(setting, episode, effect)
  if (!begun.done) return begun
  if (practice.over.includes(taken.to) && !episode.closedAt) await endLinks(tx, episode.id, endOfLinks(practice, facts.now))
  return done(takingId)
}

function endOfLinks(practice: Practice, now: Date): Date {
  return new Date(now.getTime() + (practice.daysAfter ?? 30) * 86_400_000)
}
