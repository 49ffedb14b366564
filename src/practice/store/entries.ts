import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Episode, EpisodeEntry } from '../episode.ts'
import type { ChronologyEntry, NarrowCell } from '../practice.ts'
import type { Answer, Answers, Question } from '../question.ts'

type Row = {
  taking_id: string; step: string; answers: unknown; happened_at: Date; recorded_at: Date; recorded_by: string
  recorded_by_agency: string
}

/** What was recorded so far, newest first; the parts of one taking that are open to the viewer are joined. */
export async function listEntries(tx: Tx, workIds: readonly string[]): Promise<Map<string, EpisodeEntry[]>> {
  const found = new Map<string, EpisodeEntry[]>(workIds.map(id => [id, []]))
  if (workIds.length === 0) return found
  const rows = await tx.selectFrom('episode_entry').selectAll().where('work_id', 'in', workIds)
    .where('withdrawn_at', 'is', null).orderBy('recorded_at', 'desc').orderBy('id').execute()
  for (const workId of workIds) found.set(workId, joined(rows.filter(row => row.work_id === workId)))
  return found
}

export async function listEntriesOf(tx: Tx, workId: string): Promise<EpisodeEntry[]> {
  return (await listEntries(tx, [workId])).get(workId) ?? []
}

function joined(rows: readonly Row[]): EpisodeEntry[] {
  const byTaking = new Map<string, EpisodeEntry>()
  for (const row of rows) {
    const before = byTaking.get(row.taking_id)
    byTaking.set(row.taking_id, {
      takingId: row.taking_id, step: row.step, happenedAt: row.happened_at, recordedAt: row.recorded_at,
      recordedBy: row.recorded_by, recordedByAgency: row.recorded_by_agency,
      answers: { ...before?.answers, ...answersIn(row.answers) },
    })
  }
  return [...byTaking.values()]
}

function answersIn(stored: unknown): Answers {
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(Object.entries(stored).flatMap(([id, value]): [string, Answer][] =>
    typeof value === 'string' || typeof value === 'number' ? [[id, value]]
      : Array.isArray(value) ? [[id, value.filter(one => typeof one === 'string')]] : []))
}

export type NewEntry = {
  kernel: Kernel; viewer: Viewer; episode: Pick<Episode, 'id' | 'personId' | 'kind'>; step: string
  questions: readonly Question[]; answers: Answers; happenedAt: Date; cell: NarrowCell
}

/** One row for each audience among the questions, in the cells of the writer's own agency; returns the id of the taking. */
export async function addEntry(tx: Tx, entry: NewEntry): Promise<string> {
  const { kernel, viewer, episode, step } = entry
  const takingId = randomUUID()
  const parts = new Map<number, Record<string, Answer>>()
  const cellOf = ({ category, tier }: NarrowCell) => kernel.cells.id(viewer.agencyId, category, tier)
  for (const { id, cell } of entry.questions) {
    const answer = entry.answers[id]
    if (answer === undefined) continue
    const place = cellOf(cell ?? entry.cell)
    parts.set(place, { ...parts.get(place), [id]: answer })
  }
  if (parts.size === 0) parts.set(cellOf(entry.cell), {})
  await tx.insertInto('episode_entry').values([...parts].map(([cell, answers]) => ({
    partnership_id: viewer.partnershipId, id: randomUUID(), person_id: episode.personId, cell, work_id: episode.id,
    kind: episode.kind, step, taking_id: takingId, answers: JSON.stringify(answers), happened_at: entry.happenedAt,
    recorded_at: kernel.now(), recorded_by: viewer.staffId, recorded_by_agency: viewer.agencyId,
  }))).execute()
  return takingId
}

/** Entries of the child's chronology, owned by the writer's agency, in the category of their kind. */
export async function addToChronology(
  tx: Tx, about: { kernel: Kernel; viewer: Viewer; episode: Pick<Episode, 'id' | 'personId'> },
  entries: readonly ChronologyEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const { kernel, viewer, episode } = about
  const kinds = await tx.selectFrom('record_kind').select(['code', 'category', 'tier'])
    .where('code', 'in', entries.map(({ kind }) => kind)).execute()
  await tx.insertInto('record').values(entries.map(entry => {
    const kind = kinds.find(({ code }) => code === entry.kind)
    if (!kind) throw new Error(`no kind of record ${entry.kind}`)
    return {
      partnership_id: viewer.partnershipId, id: randomUUID(), person_id: episode.personId,
      cell: kernel.cells.id(viewer.agencyId, kind.category, kind.tier), kind: entry.kind,
      occurred_at: entry.occurredAt, assertion: entry.assertion ?? 'fact', role: entry.role ?? null,
      work_id: episode.id, source: 'kith', headline: entry.headline, body: entry.body ?? null,
      recorded_by: viewer.staffId, recorded_at: kernel.now(),
    }
  })).execute()
}
