import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { dayOf } from '../language/format.ts'
import { yearsOf } from '../people/age.ts'
import { displayNames } from '../people/displayNames.ts'
import type { Episode } from './episode.ts'
import type { Facts } from './practice.ts'
import { settingsAt } from './settings.ts'
import { listEntriesOf } from './store/entries.ts'

/** What the rules look at, read once. Local values are those of the day on which the episode began. */
export async function loadFacts(tx: Tx, kernel: Kernel, scope: Scope, episode: Episode): Promise<Facts> {
  const now = kernel.now()
  const child = (await displayNames(tx, scope, [episode.personId])).get(episode.personId)
  return {
    episode, viewer: scope.viewer, now, entries: await listEntriesOf(tx, episode.id),
    child, age: yearsOf(child?.birthOn, dayOf(now)), settings: await settingsAt(tx, episode.openedAt),
  }
}
