import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Viewer } from './context.ts'
import type { Tx } from './database.ts'
import { joinSeen, readSeen, sawRevision, writeSeen } from './draftRevision.ts'

/** A half-filled form of one member of staff, as it stands. `revision` goes into the form and comes back with it. */
export type Draft = {
  id: string; kind: string; formVersion: number; workId?: string; personId?: string
  answers: Readonly<Record<string, unknown>>; revision: string; changedAt: Date; finishedAt?: Date
}

export type NewDraft = {
  kind: string; formVersion?: number; workId?: string; personId?: string; answers?: Readonly<Record<string, unknown>>
}

/** What a page or a field sends: the values by name and the revision that it was filled in from. */
export type Change = { answers: Readonly<Record<string, unknown>>; revision: string }

/** A field that somebody changed elsewhere since: what stands there, and the revision from which to overrule it. */
export type Conflict = { name: string; current: unknown }

export type Saved = { revision: string; savedAt: Date; conflicts: Conflict[] }

/** Each field remembers the revision at which it last changed, so that two devices only meet in the same field. */
type Field = { v: unknown; r: number }
type Fields = Map<string, Field>

export async function createDraft(tx: Tx, viewer: Viewer, draft: NewDraft): Promise<string> {
  const id = randomUUID()
  const fields: Fields = new Map(Object.entries(draft.answers ?? {}).map(([name, v]) => [name, { v, r: 0 }]))
  await tx.insertInto('draft').values({
    partnership_id: viewer.partnershipId, id, staff_id: viewer.staffId, kind: draft.kind,
    form_version: draft.formVersion ?? 1, work_id: draft.workId ?? null, person_id: draft.personId ?? null,
    answers: written(fields),
  }).execute()
  return id
}

/** The viewer's own draft, or nothing: absent and somebody else's are alike. */
export async function findDraft(tx: Tx, viewer: Viewer, id: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined
  const row = await draftsOf(tx, viewer).where('id', '=', id).executeTakeFirst()
  return row && draftFrom(row)
}

/** The same, kept from changing until the transaction ends. */
export async function lockDraft(tx: Tx, viewer: Viewer, id: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined
  const row = await draftsOf(tx, viewer).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && draftFrom(row)
}

/** Unfinished drafts, the last changed first. `kind` may be the beginning of a kind: `notification:`. */
export async function listDrafts(tx: Tx, viewer: Viewer, kind = ''): Promise<Draft[]> {
  const rows = await draftsOf(tx, viewer).where('finished_at', 'is', null)
    .where(sql<boolean>`starts_with(kind, ${kind})`).orderBy('changed_at', 'desc').execute()
  return rows.map(draftFrom)
}

/**
 * Saves what changed. The last revision wins field by field; a field that was changed elsewhere since the sender last
 * saw it is left as it stands and reported, and the revision returned lets the sender overrule it knowingly.
 */
export async function saveAnswers(tx: Tx, viewer: Viewer, id: string, change: Change): Promise<Saved | undefined> {
  const row = isId(id)
    ? await draftsOf(tx, viewer).where('id', '=', id).where('finished_at', 'is', null).forUpdate().executeTakeFirst()
    : undefined
  if (!row) return undefined
  const fields = read(row.answers)
  const seen = readSeen(change.revision)
  const conflicts: Conflict[] = []
  const own: number[] = []
  let head = row.revision
  for (const [name, sent] of Object.entries(change.answers)) {
    const value = withPlainLineBreaks(sent)
    const field = fields.get(name)
    if (isSame(field?.v, value)) own.push(field?.r ?? 0) // who sends what stands there has seen it
    else if (field && !sawRevision(seen, field.r)) {
      conflicts.push({ name, current: field.v })
      own.push(field.r)
    } else {
      head += 1
      own.push(head)
      fields.set(name, { v: value, r: head })
    }
  }
  const savedAt = new Date()
  if (head > row.revision) {
    await tx.updateTable('draft').set({ answers: written(fields), revision: head, changed_at: savedAt })
      .where('partnership_id', '=', viewer.partnershipId).where('id', '=', id).execute()
  }
  const revision = writeSeen(joinSeen(seen, own, { head, inUse: [...fields.values()].map(({ r }) => r) }))
  return { revision, savedAt, conflicts }
}

/** Ends a draft. What was typed now stands in records and is not kept twice. */
export async function finishDraft(tx: Tx, viewer: Viewer, id: string, made: { workId?: string } = {}): Promise<void> {
  await tx.updateTable('draft')
    .set({ finished_at: new Date(), answers: '{}', ...(made.workId && { work_id: made.workId }) })
    .where('partnership_id', '=', viewer.partnershipId).where('id', '=', id).execute()
}

/** Throws a draft away, with all that was typed. */
export async function discardDraft(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  if (!isId(id)) return
  await tx.deleteFrom('draft').where('partnership_id', '=', viewer.partnershipId).where('id', '=', id)
    .where('finished_at', 'is', null).execute()
}

type Row = Awaited<ReturnType<ReturnType<typeof draftsOf>['executeTakeFirstOrThrow']>>

function draftsOf(tx: Tx, viewer: Viewer) {
  return tx.selectFrom('draft')
    .select(['id', 'kind', 'form_version', 'work_id', 'person_id', 'answers', 'revision', 'changed_at', 'finished_at'])
    .where('partnership_id', '=', viewer.partnershipId).where('staff_id', '=', viewer.staffId)
}

function draftFrom(row: Row): Draft {
  return {
    id: row.id, kind: row.kind, formVersion: row.form_version, revision: String(row.revision), changedAt: row.changed_at,
    answers: Object.fromEntries([...read(row.answers)].map(([name, { v }]) => [name, v])),
    ...(row.work_id && { workId: row.work_id }), ...(row.person_id && { personId: row.person_id }),
    ...(row.finished_at && { finishedAt: row.finished_at }),
  }
}

function read(answers: unknown): Fields {
  const fields: Fields = new Map()
  if (typeof answers !== 'object' || answers === null) return fields
  for (const [name, field] of Object.entries(answers)) if (isField(field)) fields.set(name, field)
  return fields
}

function isField(value: unknown): value is Field {
  return typeof value === 'object' && value !== null && 'v' in value && 'r' in value && typeof value.r === 'number'
}

/** A form sends a line break as two characters, a script as one: the same text must not look changed. */
function withPlainLineBreaks(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value
}

/** An empty field, an absent one and no box ticked are the same answer; so are one value and a list of one. */
function plain(value: unknown): unknown {
  const one = Array.isArray(value) && value.length <= 1 ? value[0] : value
  return one === '' || one === null ? undefined : one
}

const written = (fields: Fields) => JSON.stringify(Object.fromEntries(fields))
const isSame = (one: unknown, other: unknown) => JSON.stringify(plain(one)) === JSON.stringify(plain(other))
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
