import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Viewer } from '../src/kernel/context.ts'
import type { Kernel } from '../src/kernel/kernel.ts'
import { deskScope } from '../src/kernel/work.ts'
import { beginEpisode } from '../src/practice/actions/begin.ts'
import { takeStep } from '../src/practice/actions/takeStep.ts'
import type { Practices } from '../src/practice/practices.ts'
import { demoPartnershipId } from './loading/partnershipId.ts'
import { custodyStories } from './practice/custodyStories.ts'
import { helpStories } from './practice/helpStories.ts'
import { missingStories } from './practice/missingStories.ts'
import type { Story } from './practice/story.ts'
import { listStaff } from './staff.ts'
import type { Day, StaffRole } from './types.ts'

/** In the order in which they happened: a child has one search at a time. */
const stories: readonly Story[] = [...missingStories, ...custodyStories, ...helpStories].toSorted((one, other) => other.hoursAgo - one.hoursAgo)

/**
 * Tells the demo's stories by the product's own actions, each step at its hour: nothing is written past the wall. Returns
 * what could not be done, in words; nothing if the partnership has episodes already.
 */
export async function layDownPractice(kernel: Kernel, practices: Practices, today: Day): Promise<string[]> {
  const clock = { at: kernel.now() }
  const then: Kernel = { ...kernel, now: () => new Date(clock.at) }
  const now = kernel.now().getTime()
  const viewers = viewersOf(today)
  const children = await findChildren(kernel, viewers('front_door_worker'))
  if (children.length === 0) return []
  const undone: string[] = []
  for (const story of stories) {
    const beganAt = now - story.hoursAgo * 3_600_000
    const at = (hours: number) => { clock.at = new Date(Math.min(now, beganAt + hours * 3_600_000)); return clock.at }
    undone.push(...await tell({ kernel: then, practices, viewers, at }, story, children[story.child % children.length] ?? ''))
  }
  return undone
}

type Telling = { kernel: Kernel; practices: Practices; viewers: (role: StaffRole) => Viewer; at: (hours: number) => Date }

async function tell({ kernel, practices, viewers, at }: Telling, story: Story, personId: string): Promise<string[]> {
  const began = at(0)
  const begun = await beginEpisode(kernel, viewers(story.by), practices, {
    kind: story.kind, personId, answers: story.begin(began), key: randomUUID(), ...ownerOf(story, viewers),
  })
  if (!begun.done) return [`${story.kind}: ${begun.why}`]
  const undone: string[] = []
  for (const { after, by, step, answers, of } of story.happens) {
    const moment = at(after)
    const viewer = viewers(by)
    const episode = await findOne(kernel, viewer, { id: begun.value.id, ...of !== undefined && { of } })
    const outcome = episode && await takeStep(kernel, viewer, practices, {
      episodeId: episode.id, step, revision: episode.revision, key: randomUUID(), answers: answers(moment),
    })
    if (!outcome?.done) undone.push(`${of ?? story.kind} ${step}: ${outcome?.why ?? 'not there'}`)
  }
  return undone
}

/** A referral goes to one of many providers. */
function ownerOf(story: Story, viewers: Telling['viewers']): { agencyId?: string } {
  return story.kind === 'programme_referral' ? { agencyId: viewers('programme_worker').agencyId } : {}
}

const purposes: readonly string[] = ['missing_response', 'custody', 'safeguard_child']

/** The episode of the story, or the one that it began, with the revision that the viewer sees. */
async function findOne(kernel: Kernel, viewer: Viewer, { id, of }: { id: string; of?: string }) {
  for (const purpose of purposes) {
    const found = await kernel.db.as({ viewer, purpose, lens: 'linked' }, async tx => {
      const rows = tx.selectFrom('episode').select(['id', 'revision'])
      return (of === undefined ? rows.where('id', '=', id) : rows.where('parent_id', '=', id).where('kind', '=', of)).executeTakeFirst()
    })
    if (found) return found
  }
  return undefined
}

/** Ten children between thirteen and sixteen whom the council knows, the same each time; none if any work is begun already. */
async function findChildren(kernel: Kernel, viewer: Viewer): Promise<string[]> {
  return kernel.db.as(deskScope(viewer, 'safeguard_child'), async tx => {
    const { rows } = await sql<{ person_id: string }>`
      select s.person_id from source_record s join cell c on c.id = s.cell
      where c.agency_id = ${viewer.agencyId}::uuid and s.birth_on between current_date - interval '16 years 6 months' and current_date - interval '13 years'
        and not exists (select from episode e where e.partnership_id = s.partnership_id)
      group by s.person_id order by md5(s.person_id::text) limit 10`.execute(tx)
    return rows.map(row => row.person_id)
  })
}

function viewersOf(today: Day): (role: StaffRole) => Viewer {
  const personas = listStaff(today).filter(({ persona }) => persona !== null)
  return role => {
    const found = personas.find(one => one.role === role)
    if (!found) throw new Error(`no persona is ${role}`)
    return { partnershipId: demoPartnershipId, staffId: found.id, agencyId: found.agencyId, role }
  }
}
