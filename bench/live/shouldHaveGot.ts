import type { LiveBench } from './openLiveBench.ts'
import type { Page } from './pages.ts'

/** The acts since a position that the row policies open to this page's viewer, by link or by reach, on its topics. */
export async function shouldHaveGot({ kernel }: LiveBench, page: Page, from: number): Promise<Set<string>> {
  const { viewer, about } = page
  const after = (kind: string) =>
    about.split(',').filter(topic => topic.startsWith(kind)).map(topic => topic.slice(kind.length))
  const [people, verbs] = [after('person:'), after('verb:')]
  const found = new Set<string>()
  for (const lens of ['linked', 'hub'] as const)
    for (const purpose of ['safeguard_child', 'prevent_violence']) {
      const acts = await kernel.db.as({ viewer, purpose, lens }, tx => tx
        .selectFrom('act').select(['id', 'person_id', 'verb'])
        .where('partnership_id', '=', viewer.partnershipId).where('pos', '>', from).execute())
      for (const act of acts)
        if (people.includes(act.person_id) || verbs.some(verb => act.verb.startsWith(verb))) found.add(act.id)
    }
  return found
}
