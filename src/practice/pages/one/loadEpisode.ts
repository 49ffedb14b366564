import type { Child } from 'hono/jsx'
import type { Scope } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { listPauses } from '../../clocks/listPauses.ts'
import type { Pause } from '../../clocks/listPauses.ts'
import type { UsualTime } from '../../clocks/prediction.ts'
import { predictions } from '../../clocks/predictions.ts'
import type { Episode } from '../../episode.ts'
import { loadFacts } from '../../loadFacts.ts'
import { beginning, formOf } from '../../localQuestions.ts'
import { stepsFor } from '../../policy.ts'
import type { StepDecision } from '../../policy.ts'
import type { Facts, Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import type { EpisodePanel } from '../../room.ts'
import { listClocks } from '../../store/clocks.ts'
import type { ShownClock } from '../../store/clocks.ts'
import { findEpisode, listBegunBy } from '../../store/episodes.ts'
import { listActsOf, listColleagues, listNeedsOf, loadTitles, namesOfStaff } from '../../store/staff.ts'
import type { ActLine, Colleague, StaffName, Titles } from '../../store/staff.ts'

export type Place = EpisodePanel['place']

/** Everything that this viewer may see of one episode. What is not open to them is simply not in it. */
export type EpisodeCase = {
  practices: Practices; practice: Practice; facts: Facts; scope: Scope
  steps: { step: string; decision: StepDecision }[]
  child: DisplayName | undefined; needs: string[]
  clocks: ShownClock[]; pauses: Pause[]; acts: ActLine[]; begun: Episode[]; parent: Episode | undefined
  panels: ReadonlyMap<Place, readonly Child[]>
  colleagues: Colleague[]; staff: ReadonlyMap<string, StaffName>; titles: Titles
  /** How long tasks by the rules of these clocks usually take here. */
  usual: ReadonlyMap<string, UsualTime>
}

export type Reading = {
  tx: Tx; kernel: Kernel; scope: Scope; practices: Practices; panels: readonly EpisodePanel[]; csrf: string
}

/** Reads an episode as the scope lets it be read, and writes who was shown it, in the same transaction. */
export async function loadEpisode(reading: Reading, practice: Practice, id: string): Promise<EpisodeCase | undefined> {
  const { tx, kernel, scope, practices } = reading
  const episode = await findEpisode(tx, kernel, id)
  if (!episode || episode.kind !== practice.kind) return undefined
  const facts = await loadFacts(tx, kernel, scope, episode)
  const steps = stepsFor(practice, facts)
  const begun = await listBegunBy(tx, kernel, id)
  const acts = await listActsOf(tx, id)
  const pauses = await listPauses(tx, [id])
  const loaded = {
    practices, practice, facts, scope, steps, begun, acts, pauses, child: facts.child,
    needs: await listNeedsOf(tx, episode.personId),
    clocks: await listClocks(tx, [id, ...begun.map(other => other.id)]),
    parent: episode.parentId ? await findEpisode(tx, kernel, episode.parentId) : undefined,
    colleagues: await listColleagues(tx, scope.viewer, rolesAsked(practice, facts, steps)),
    panels: await showPanels(reading, facts), titles: await loadTitles(tx),
  }
  const staff = await namesOfStaff(tx, [
    episode.openedBy, episode.assignedTo, ...facts.entries.map(({ recordedBy }) => recordedBy), ...namedIn(practice, facts),
    ...pauses.flatMap(({ pausedBy, resumedBy }) => [pausedBy, ...resumedBy ? [resumedBy] : []]),
  ])
  await disclose(tx, kernel, scope, { page: 'practice/one', people: [{
    personId: episode.personId, categories: categoriesShown(loaded),
  }] })
  return { ...loaded, staff, usual: await predictions(tx, loaded.clocks.map(({ rule }) => rule)) }
}

/** Colleagues whom an answer names. */
function namedIn(practice: Practice, { entries, settings }: Facts): string[] {
  return entries.flatMap(({ step, answers }) => (formOf(practice, settings, step)?.questions ?? [])
    .flatMap(({ kind, id }) => kind === 'colleague' ? [answers[id]] : []).filter(answer => typeof answer === 'string'))
}

/** The roles from which the forms of the steps that may be taken let choose. */
export function rolesAsked(
  practice: Practice, { settings }: Pick<Facts, 'settings'>, steps: readonly { step: string }[],
): string[] {
  return [...new Set(steps.flatMap(({ step }) => formOf(practice, settings, step)?.questions ?? [])
    .flatMap(question => question.kind === 'colleague' ? question.roles : []))]
}

async function showPanels({ panels, tx, kernel, scope, csrf }: Reading, facts: Facts): Promise<Map<Place, Child[]>> {
  const shown = new Map<Place, Child[]>()
  for (const panel of panels.filter(({ kinds }) => kinds.includes(facts.episode.kind))) {
    const content = await panel.show({ tx, kernel, scope, facts, csrf })
    if (content !== undefined) shown.set(panel.place, [...shown.get(panel.place) ?? [], content])
  }
  return shown
}

function categoriesShown({ practice, facts, child, needs }: Pick<EpisodeCase, 'practice' | 'facts' | 'child' | 'needs'>): string[] {
  const narrower = facts.entries.flatMap(({ step, answers }) => {
    const form = step === beginning ? practice.begin.form : practice.forms[step]
    return form?.questions.flatMap(({ id, cell }) => cell && answers[id] !== undefined ? [cell.category] : []) ?? []
  })
  return [...new Set([
    practice.cell.category, ...narrower, ...child ? ['identity'] : [], ...needs.length > 0 ? ['needs'] : [],
  ])]
}
