import { sql } from 'kysely'
import type { Scope, Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { EpisodeEntry } from '../practice/episode.ts'
import { findWord } from '../practice/life.ts'
import { listEntries } from '../practice/store/entries.ts'
import type { CountedEpisode } from './counts.ts'
import { gradesIn } from './grading.ts'
import { instantIn, textIn } from '../practice/question.ts'
import { interviewKind, missingKind } from './store.ts'

export type Period = Readonly<{ from: Date; until: Date }>

/** A desk reaches its own agency's children without a link, and a link reaches what clauses open: both are looked through. */
export const lenses = (viewer: Viewer): readonly Scope[] =>
  (['hub', 'linked'] as const).map(lens => ({ viewer, purpose: 'missing_response', lens }))

const mostEpisodes = 5_000

type Row = { id: string; person_id: string; reference: string; opened_at: Date; state: string }
type InterviewRow = { id: string; parent_id: string }

/** The missing episodes of a period that one scope sees, with what the indicators need of their entries. */
export async function listCounted(tx: Tx, { from, until }: Period): Promise<CountedEpisode[]> {
  const { rows } = await sql<Row>`
    select id, person_id, reference, opened_at, state from episode
    where kind = ${missingKind} and state <> 'cancelled' and opened_at >= ${from} and opened_at < ${until}
    order by opened_at desc limit ${mostEpisodes}`.execute(tx)
  const ids = rows.map(({ id }) => id)
  const { rows: interviews } = await sql<InterviewRow>`
    select id,
    parent_id from episode where kind = ${interviewKind} and state <> 'cancelled' and parent_id = any (${ids}::uuid[])`.execute(tx)
  const entries = await listEntries(tx, [...ids, ...interviews.map(({ id }) => id)])
  return rows.map(row => countedFrom(row, entries, interviews.find(({ parent_id: parent }) => parent === row.id)))
}

function countedFrom(row: Row, entries: ReadonlyMap<string, readonly EpisodeEntry[]>,
  interview: InterviewRow | undefined): CountedEpisode {
  const own = entries.get(row.id) ?? []
  const foundAt = row.state === 'found' ? own.find(({ step }) => step === 'find')?.happenedAt : undefined
  return {
    id: row.id, personId: row.person_id, reference: row.reference, openedAt: row.opened_at, foundAt,
    wasHigh: gradesIn(own).some(({ code }) => code === 'high'),
    inCare: own.some(({ step, answers }) => step === 'begin'
      && findWord(['care', 'placement'] as const, textIn(answers, 'absence'))),
    interview: interview && interviewFrom(interview.id, entries.get(interview.id) ?? [], foundAt ?? row.opened_at),
  }
}

/** Newest first as they come; the first offer, the first yes and the first talk count. */
function interviewFrom(id: string, entries: readonly EpisodeEntry[], foundAt: Date) {
  const oldest = entries.toReversed()
  const isOffer = ({ step }: EpisodeEntry) => step === 'offer' || step === 'tell_offer'
  const begun = oldest.find(({ step }) => step === 'begin')
  return {
    id, returnedAt: (begun && instantIn(begun.answers, 'returned_at')) ?? foundAt,
    offeredAt: oldest.find(isOffer)?.happenedAt,
    acceptedAt: oldest.find(entry => entry.step === 'accept' || isOffer(entry)
      && textIn(entry.answers, 'answer') === 'yes')?.happenedAt,
    heldAt: oldest.find(({ step }) => step === 'interview')?.happenedAt,
  }
}
