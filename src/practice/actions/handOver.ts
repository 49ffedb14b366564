import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { NewAct } from '../../kernel/action.ts'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { openWork } from '../../kernel/work.ts'
import type { Episode } from '../episode.ts'
import { mayHandOver } from '../policy.ts'
import type { Practice } from '../practice.ts'
import type { Practices } from '../practices.ts'
import { addEntry } from '../store/entries.ts'
import { addLink, changeEpisode, findEpisode } from '../store/episodes.ts'
import { listColleagues } from '../store/staff.ts'
import { absent, changedSince } from './takeStep.ts'

export const handOverRefusals = {
  notYours: 'Only the team whose work this is can give it to somebody, and only while it is open.',
  noColleague: 'Choose a colleague of the team.',
  noTeam: 'Choose another team of this work.',
  noNote: 'Say what the other team needs to know.',
} as const

type Within = {
  tx: Tx; kernel: Kernel; viewer: Viewer; practice: Practice; episode: Episode; record: (act: NewAct) => void
}

type Change = { episodeId: string; revision: number; key: string; name: string }

/** What both have in common: the work is opened, judged, and changed by one transaction with one act. */
async function change(
  kernel: Kernel, viewer: Viewer, practices: Practices,
  { episodeId, revision, key, name, work }: Change & { work: (within: Within) => Promise<Outcome<null>> },
): Promise<Outcome<null>> {
  const opened = await openWork(kernel, viewer, episodeId)
  const practice = opened?.work && practices.get(opened.work.kind)
  if (!opened?.work || !practice) return refused(absent)
  const command = { name: `${practice.kind} ${name}`, key, about: opened.work.personId }
  return carryOut(kernel, opened.scope, command, async (tx, record) => {
    const episode = await findEpisode(tx, kernel, episodeId)
    if (!episode) return refused(absent)
    if (!mayHandOver(practice, { viewer, episode })) return refused(handOverRefusals.notYours)
    if (episode.revision !== revision) return refused(changedSince)
    return work({ tx, kernel, viewer, practice, episode, record })
  })
}

export type Assigning = {
  episodeId: string; revision: number; key: string
  /** A colleague or oneself; `null` gives it back to the team. */
  to: string | null
}

/** Gives an episode to a colleague of the team, takes it on oneself, or gives it back to the team. */
export function assignEpisode(
  kernel: Kernel, viewer: Viewer, practices: Practices, assigning: Assigning,
): Promise<Outcome<null>> {
  const { to } = assigning
  return change(kernel, viewer, practices, { ...assigning, name: 'assign', work: async within => {
    const { tx, practice, episode, record } = within
    const colleague = to === null ? undefined
      : (await listColleagues(tx, viewer, practice.team)).find(({ staffId }) => staffId === to)
    if (to !== null && !colleague) return refused(handOverRefusals.noColleague)
    if ((episode.assignedTo ?? null) === to) return done(null)
    if (!await changeEpisode(tx, episode, { assigned_to: to })) return refused(changedSince)
    await allocate(tx, episode, to)
    if (to !== null) await tell(tx, episode.id, { kind: 'episode_assigned', to })
    record({
      verb: `${practice.kind}.assigned`, personId: episode.personId, cell: episode.cell, workId: episode.id,
      ...(to !== null && { subjectId: to }), detail: { to: to === null ? 'team' : to === viewer.staffId ? 'self' : 'colleague' },
    })
    return done(null)
  } })
}

export type HandingOver = { episodeId: string; revision: number; key: string; team: string; note: string }

/** Hands an episode to another team of its list, with what they need to know. Nobody has it until they take it. */
export function handOverEpisode(
  kernel: Kernel, viewer: Viewer, practices: Practices, handing: HandingOver,
): Promise<Outcome<null>> {
  const { team } = handing
  const note = handing.note.trim()
  return change(kernel, viewer, practices, { ...handing, name: 'hand over', work: async within => {
    const { tx, practice, episode, record } = within
    if (!practice.team.includes(team) || team === episode.team) return refused(handOverRefusals.noTeam)
    if (note === '') return refused(handOverRefusals.noNote)
    if (!await changeEpisode(tx, episode, { team, assigned_to: null })) return refused(changedSince)
    const takingId = await addEntry(tx, {
      kernel, viewer, episode, step: 'hand_over', happenedAt: kernel.now(), answers: { note },
      questions: [{ id: 'note', kind: 'textarea', label: 'What they need to know' }],
      cell: practice.entryCell?.(viewer.role) ?? practice.cell,
    })
    await allocate(tx, episode, null)
    await addLink(tx, { personId: episode.personId, agencyId: episode.agencyId, role: team, because: 'team', workId: episode.id })
    await tell(tx, episode.id, { kind: 'episode_handed_over', team })
    record({
      verb: `${practice.kind}.handed_over`, personId: episode.personId, cell: episode.cell, workId: episode.id,
      subjectId: takingId, detail: { from: episode.team ?? '', to: team },
    })
    return done(null)
  } })
}

/** Whoever has it now has a reason of their own to open the child; whoever had it keeps only the team's. */
async function allocate(tx: Tx, { id, personId, agencyId }: Episode, to: string | null): Promise<void> {
  await sql`select authz.end_allocations(${id}::uuid, ${to}::uuid)`.execute(tx)
  if (to !== null) await addLink(tx, { personId, agencyId, staffId: to, because: 'allocated', workId: id })
}

async function tell(tx: Tx, id: string, { kind, to, team }: { kind: string; to?: string; team?: string }): Promise<void> {
  await sql`select authz.tell_of_episode(${id}::uuid, ${kind}, ${team ?? null}::text, ${to ?? null}::uuid)`.execute(tx)
}
