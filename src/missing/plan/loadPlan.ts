import { disclose } from '../../kernel/disclosure.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { displayNames } from '../../people/displayNames.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { settingsAt } from '../../practice/settings.ts'
import { sectionsOf } from './sections.ts'
import type { PlanSection } from './sections.ts'
import { findOpenEpisode, findPlan, listParts, listReviews, planCategory } from './store.ts'
import type { Plan, PlanPart } from './store.ts'

/** A plan as it stands, with the child, what stands in its sections, and when it is to be looked through. */
export type PlanCase = {
  plan: Plan; child: DisplayName | undefined; sections: readonly PlanSection[]; parts: ReadonlyMap<string, PlanPart>
  episodeId: string | undefined; reviewDueAt: Date | undefined; now: Date
}

export type Reading = { tx: Tx; kernel: Kernel; scope: Scope; page: string }

/** Reads a plan in one transaction with its disclosure. */
export async function loadPlan({ tx, kernel, scope, page }: Reading, planId: string): Promise<PlanCase | undefined> {
  const plan = await findPlan(tx, planId)
  if (!plan) return undefined
  await disclose(tx, kernel, scope, { page, people: [{ personId: plan.personId, categories: ['identity', planCategory] }] })
  const names = await displayNames(tx, scope, [plan.personId])
  const episode = await findOpenEpisode(tx, plan.personId)
  const parts = await listParts(tx, plan.id)
  return {
    plan, child: names.get(plan.personId), sections: sectionsOf(await settingsAt(tx, kernel.now())), now: kernel.now(),
    // What was so at an earlier time when the child left stands in that episode alone.
    parts: new Map(parts.filter(({ episodeId }) => episodeId === undefined || episodeId === episode?.id)
      .map(part => [part.section, part])),
    episodeId: episode?.id, reviewDueAt: (await listReviews(tx, [plan.id])).get(plan.id),
  }
}
