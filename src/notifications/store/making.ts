import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { postcodeOf } from '../../people/postcode.ts'
import type { FormKind } from '../formKind.ts'
import { readFormKind } from '../formKind.ts'
import { frontDoor } from '../life.ts'
import type { Content, NeedToWrite, RecordToWrite } from '../making/records.ts'
import type { EventRole } from '../notification.ts'
import { firstRole } from '../notification.ts'

/** A form kind as the partnership uses it now, with the agency whose front door receives it. */
export type OfferedForm = { kind: FormKind; toAgency: string; toName: string; toShortName: string }

/** The form kinds that the viewer's agency may send, in their newest version. */
export async function listForms(tx: Tx, viewer: Viewer): Promise<OfferedForm[]> {
  const rows = await forms(tx, viewer).where('form_kind.valid_from', '<=', sql<Date>`now()`)
    .where(sql<boolean>`coalesce(form_kind.valid_until, 'infinity') > now()`)
    .orderBy('form_kind.title').orderBy('form_kind.version', 'desc').execute()
  const offered = rows.flatMap(row => offeredFrom(row))
  return offered.filter((form, place) => offered.findIndex(other => other.kind.code === form.kind.code) === place)
}

/** The form of a draft, in the version with which it was begun; without a version the newest. */
export async function findForm(
  tx: Tx, viewer: Viewer, code: string, version?: number,
): Promise<OfferedForm | undefined> {
  if (version === undefined) return (await listForms(tx, viewer)).find(({ kind }) => kind.code === code)
  const row = await forms(tx, viewer).where('form_kind.code', '=', code).where(
    'form_kind.version', '=', version,
  ).executeTakeFirst()
  return row && offeredFrom(row)[0]
}

function forms(tx: Tx, viewer: Viewer) {
  return tx.selectFrom('form_kind')
    .innerJoin('agency as mine', join => join.onRef('mine.partnership_id', '=', 'form_kind.partnership_id')
      .on('mine.id', '=', viewer.agencyId))
    .innerJoin('agency as receiver', join => join.onRef('receiver.partnership_id', '=', 'form_kind.partnership_id')
      .onRef('receiver.id', '=', 'form_kind.to_agency'))
    .select(['form_kind.definition', 'form_kind.to_agency', 'receiver.name', 'receiver.short_name'])
    .where(sql<boolean>`mine.kind = any (form_kind.from_kinds)`)
}

type FormRow = { definition: unknown; to_agency: string; name: string; short_name: string }

function offeredFrom(row: FormRow): OfferedForm[] {
  const { data: kind } = readFormKind(row.definition)
  return kind ? [{ kind, toAgency: row.to_agency, toName: row.name, toShortName: row.short_name }] : []
}

/** The cells in which the viewer may write now: their own and those where a clause lets them deposit. */
export async function writableCells(tx: Tx): Promise<Set<number>> {
  const { rows } = await sql<{ cells: number[] }>`select authz.writable_cells() as cells`.execute(tx)
  return new Set(rows[0]?.cells)
}

export async function openNotification(
  tx: Tx, personId: string, cell: number,
): Promise<{ id: string; reference: string }> {
  const { rows } = await sql<{ id: string; reference: string }>`
    select id, reference
    from authz.open_work(${personId}::uuid, ${cell}, 'notification', 'safeguard_child')`.execute(tx)
  const [work] = rows
  if (!work) throw new Error('no work was opened')
  return work
}

export const daysOfAuthor = 90

/** Links the writer to a person for a while; false when the person is not to be opened by them. */
export async function linkAuthor(tx: Tx, viewer: Viewer, personId: string, workId: string): Promise<boolean> {
  const { rows } = await sql<{ link: string | null }>`
    select authz.add_link(${personId}::uuid, ${viewer.staffId}::uuid, ${viewer.agencyId}::uuid, null, 'author',
      ${workId}::uuid, now() + make_interval(days => ${daysOfAuthor})) as link`.execute(tx)
  return (rows[0]?.link ?? null) !== null
}

export async function linkFrontDoor(tx: Tx, toAgency: string, personId: string, workId: string): Promise<void> {
  for (const role of frontDoor)
    await sql`
      select authz.add_link(${personId}::uuid, null, ${toAgency}::uuid, ${role}, 'recipient', ${workId}::uuid, null)`
      .execute(tx)
}

/** What is the same for every row of one notification. */
export type Sending = {
  scope: Scope; workId: string; reference: string; form: OfferedForm; cell: number; personId: string
  cellFor: (category: string, tier: number) => number; sentAt: Date
}

export type Attending = { personId: string; roles: readonly EventRole[] }

export async function addNotification(tx: Tx, sending: Sending, content: Content): Promise<void> {
  const { viewer } = sending.scope
  await tx.insertInto('notification').values({
    partnership_id: viewer.partnershipId, id: sending.workId, person_id: sending.personId, cell: sending.cell,
    form_kind: sending.form.kind.code, form_version: sending.form.kind.version, reference: sending.reference,
    state: 'sent',
    urgency: content.urgency, headline: content.headline, referrer_agency: viewer.agencyId,
    referrer_staff: viewer.staffId,
    sent_at: sending.sentAt,
  }).execute()
}

export async function addAttending(tx: Tx, sending: Sending, people: readonly Attending[]): Promise<void> {
  await tx.insertInto('notification_person').values(people.map(({ personId, roles }) => ({
    partnership_id: sending.scope.viewer.partnershipId, notification_id: sending.workId, person_id: personId,
    cell: sending.cell, role: firstRole(roles), is_subject: personId === sending.personId,
  }))).execute()
}

type PersonsRecord = RecordToWrite & { personId: string }

/** The referrer's own records: each in the cell of its kind, all of one event. */
export async function addRecords(
  tx: Tx, sending: Sending, content: Content, records: readonly PersonsRecord[],
): Promise<void> {
  const eventId = randomUUID()
  const { viewer } = sending.scope
  const kinds = new Map((await tx.selectFrom('record_kind').selectAll().execute()).map(kind => [kind.code, kind]))
  const rows = records.map(record => {
    const kind = kinds.get(record.kind)
    if (!kind) throw new Error(`no kind of record ${record.kind}`)
    return {
      partnership_id: viewer.partnershipId, id: randomUUID(), person_id: record.personId, event_id: eventId,
      cell: sending.cellFor(kind.category, kind.tier), kind: record.kind, work_id: sending.workId, source: 'kith',
      occurred_at: content.when.at, precision: content.when.precision, role: record.role ?? null,
      assertion: record.assertion, headline: record.headline ?? kind.title, body: record.body ?? null,
      detail: JSON.stringify(record.detail), recorded_by: viewer.staffId, recorded_at: sending.sentAt,
    }
  })
  await tx.insertInto('record').values(rows).execute()
}

/** What the writer learned about how the child communicates, unless their agency already holds just that. */
export async function addNeeds(tx: Tx, sending: Sending, needs: readonly NeedToWrite[]): Promise<void> {
  const cell = sending.cellFor('needs', 1)
  const known = await tx.selectFrom('need').select(['kind', 'how']).where('person_id', '=', sending.personId)
    .where('cell', '=', cell).where('ended_at', 'is', null).execute()
  const fresh = needs.filter(need => !known.some(({ kind, how }) => kind === need.kind && how === need.how))
  if (fresh.length === 0) return
  await tx.insertInto('need').values(fresh.map(({ kind, how }) => ({
    partnership_id: sending.scope.viewer.partnershipId, person_id: sending.personId, cell, kind, how,
    recorded_by: sending.scope.viewer.staffId, recorded_at: sending.sentAt,
  }))).execute()
}

export async function addHome(tx: Tx, sending: Sending, address: string): Promise<void> {
  await tx.insertInto('contact_point').values({
    partnership_id: sending.scope.viewer.partnershipId, person_id: sending.personId,
    cell: sending.cellFor('contact', 1),
    kind: 'address', value: address, postcode: postcodeOf(address) ?? null, is_protected: true,
  }).execute()
}

/** When the front door must have answered, as the clock of the notification says. */
export async function findSent(tx: Tx, workId: string, { staffId }: Viewer) {
  const row = await tx.selectFrom('notification').innerJoin('clock', join => join.onRef(
    'clock.work_id', '=', 'notification.id',
  )
    .onRef('clock.partnership_id', '=', 'notification.partnership_id'))
    .innerJoin('agency', join => join.onRef('agency.partnership_id', '=', 'notification.partnership_id')
      .on('agency.id', '=', sql<string>`(select agency_id from cell where cell.id = notification.cell)`))
    .select(['notification.id', 'notification.reference', 'notification.person_id', 'notification.sent_at',
      'notification.urgency', 'notification.headline', 'clock.due_at', 'agency.name as to_name'])
    .where('notification.id', '=', workId).where('notification.referrer_staff', '=', staffId)
    .orderBy('clock.starts_at').executeTakeFirst()
  return row && {
    id: row.id, reference: row.reference, personId: row.person_id, headline: row.headline, urgency: row.urgency,
    sentAt: row.sent_at, dueAt: row.due_at, toName: row.to_name,
  }
}

/** Cells of the writer's agency, or the concern's own category where the role may not write a narrower one. */
export function cellsForWriting(kernel: Kernel, viewer: Viewer, writable: ReadonlySet<number>) {
  return (category: string, tier: number): number => {
    const cell = kernel.cells.id(viewer.agencyId, category, tier)
    return writable.has(cell) ? cell : kernel.cells.id(viewer.agencyId, 'concern', tier)
  }
}
