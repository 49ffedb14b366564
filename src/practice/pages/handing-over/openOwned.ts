import type { Context } from 'hono'
import type { Scope } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { openWork } from '../../../kernel/work.ts'
import { displayNames } from '../../../people/displayNames.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Episode } from '../../episode.ts'
import type { Practice } from '../../practice.ts'
import { findEpisode } from '../../store/episodes.ts'
import { listColleagues, loadTitles } from '../../store/staff.ts'
import type { Colleague, Titles } from '../../store/staff.ts'

export type Owned = {
  practice: Practice; scope: Scope; episode: Episode; child: DisplayName | undefined; colleagues: Colleague[]; titles: Titles
}

type Asked = { practice: Practice; id: string; page: string }

/** An episode of the viewer's own agency and team, with who could have it; for everybody else it is not there. */
export async function openOwned<T>(
  c: Context<Env>, { practice, id, page }: Asked, more: (tx: Tx, owned: Owned) => Promise<T>,
): Promise<{ owned: Owned; more: T } | undefined> {
  const { kernel, viewer } = c.var
  const opened = await openWork(kernel, viewer, id)
  if (opened?.work?.kind !== practice.kind) return undefined
  const { scope } = opened
  return kernel.db.as(scope, async tx => {
    const episode = await findEpisode(tx, kernel, id)
    if (episode?.agencyId !== viewer.agencyId || !practice.team.includes(viewer.role)) return undefined
    const child = (await displayNames(tx, scope, [episode.personId])).get(episode.personId)
    await disclose(tx, kernel, scope, { page, people: [{ personId: episode.personId, categories: ['identity', practice.cell.category] }] })
    const owned = {
      practice, scope, episode, child, colleagues: await listColleagues(tx, viewer, practice.team), titles: await loadTitles(tx),
    }
    return { owned, more: await more(tx, owned) }
  })
}

/** What the page of such an episode is called, and where it leads back to. */
export function frameOf({ practice, episode, titles }: Owned, title: string) {
  const name = `${practice.words.one} ${episode.reference}`
  const purpose = titles.purposes.get(practice.purpose)?.toLowerCase() ?? practice.purpose
  return {
    title, live: `work:${episode.id}`,
    crumbs: [
      { text: practice.words.many, href: practice.path },
      { text: episode.reference, href: `${practice.path}/${episode.id}` }, { text: title },
    ],
    purpose: { text: `${name} · ${purpose}`, whyHref: `/why?work=${episode.id}` },
  }
}
