import { sql } from 'kysely'
import type { Viewer } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Counts, Ending, ImportRun, Rejection, RunState } from './importRun.ts'

type RunRow = {
  id: string; kind: string; file_name: string; header: string[]; state: RunState; why: string | null; bytes_read: number
  bytes_expected: number | null; rows_read: number; accepted: number; rejected: number; unchanged: number
  started_at: Date; progress_at: Date; finished_at: Date | null
}

const columns = sql.raw(`id, kind, file_name, header, state, why, bytes_read, bytes_expected, rows_read, accepted, rejected,
  unchanged, started_at, progress_at, finished_at`)

function runFrom(row: RunRow): ImportRun {
  return {
    id: row.id, kind: row.kind, fileName: row.file_name, header: row.header, state: row.state,
    why: row.why ?? undefined,
    bytesRead: row.bytes_read, bytesExpected: row.bytes_expected ?? undefined,
    counts: { read: row.rows_read, accepted: row.accepted, rejected: row.rejected, unchanged: row.unchanged },
    startedAt: row.started_at, progressAt: row.progress_at, finishedAt: row.finished_at ?? undefined,
  }
}

export type NewRun = { id: string; kind: string; fileName: string; bytesExpected?: number | undefined }

export async function addRun(tx: Tx, viewer: Viewer, { id, kind, fileName, bytesExpected }: NewRun): Promise<void> {
  await sql`insert into import_run (partnership_id, id, staff_id, agency_id, kind, file_name, bytes_expected)
    values (${viewer.partnershipId}, ${id}, ${viewer.staffId}, ${viewer.agencyId}, ${kind}, ${fileName.slice(0, 200)}, ${bytesExpected ?? null})`.execute(tx)
}

export async function setHeader(tx: Tx, runId: string, header: readonly string[]): Promise<void> {
  await sql`update import_run set header = ${header} where id = ${runId}`.execute(tx)
}

/** Adds what one batch came to, or only a sign of life, and tells whether somebody wants the run to stop. */
export async function addProgress(
  tx: Tx, runId: string, counts: Counts, bytesRead: number,
): Promise<RunState | undefined> {
  const { rows } = await sql<{ state: RunState }>`
    update import_run set rows_read = rows_read + ${counts.read}, accepted = accepted + ${counts.accepted},
      rejected = rejected + ${counts.rejected}, unchanged = unchanged + ${counts.unchanged},
      bytes_read = greatest(bytes_read, ${bytesRead}), progress_at = now()
    where id = ${runId} returning state`.execute(tx)
  return rows[0]?.state
}

export async function addRejections(
  tx: Tx, viewer: Viewer, runId: string, rejections: readonly Rejection[],
): Promise<void> {
  if (rejections.length === 0) return
  await sql`insert into import_rejection (partnership_id, run_id, staff_id, line, reason, raw)
    select ${viewer.partnershipId}::uuid, ${runId}::uuid, ${viewer.staffId}::uuid, line, reason, raw
    from json_to_recordset(${JSON.stringify(rejections)}::json) as r(line integer, reason text, raw text)`.execute(tx)
}

export async function endRun(tx: Tx, runId: string, state: Ending, why?: string): Promise<void> {
  await sql`update import_run set state = ${state}, why = ${why ?? null}, finished_at = now(), progress_at = now()
    where id = ${runId} and state in ('running', 'stopping')`.execute(tx)
}

export async function askToStop(tx: Tx, runId: string): Promise<void> {
  await sql`update import_run set state = 'stopping' where id = ${runId} and state = 'running'`.execute(tx)
}

/** Runs whose process has ended without a word, and refused rows that are too old to keep. */
export async function tidyRuns(tx: Tx, deadAfterMs: number, daysOfRejections: number): Promise<void> {
  await sql`update import_run set state = 'interrupted', finished_at = progress_at,
      why = 'The import stopped before the end of the file. Send the same file again: what is already there is not stored twice.'
    where state in ('running', 'stopping') and progress_at < now() - make_interval(secs => ${deadAfterMs / 1000})`.execute(tx)
  await sql`delete from import_rejection x using import_run r
    where r.partnership_id = x.partnership_id and r.id = x.run_id and r.started_at < now() - make_interval(days => ${daysOfRejections})`.execute(tx)
}

export async function listRuns(tx: Tx, viewer: Viewer, most = 50): Promise<ImportRun[]> {
  const { rows } = await sql<RunRow>`select ${columns} from import_run
    where partnership_id = ${viewer.partnershipId} and staff_id = ${viewer.staffId} order by started_at desc limit ${most}`.execute(tx)
  return rows.map(runFrom)
}

export async function findRun(tx: Tx, viewer: Viewer, runId: string): Promise<ImportRun | undefined> {
  const { rows } = await sql<RunRow>`select ${columns} from import_run
    where partnership_id = ${viewer.partnershipId} and id = ${runId}`.execute(tx)
  return rows[0] && runFrom(rows[0])
}

export async function listRejections(
  tx: Tx, viewer: Viewer, runId: string, { after = 0, most = 1000 } = {},
): Promise<Rejection[]> {
  const { rows } = await sql<Rejection>`select line, reason, raw from import_rejection
    where partnership_id = ${viewer.partnershipId} and run_id = ${runId} and line > ${after} order by line limit ${most}`.execute(tx)
  return rows
}

export async function findAgency(tx: Tx, viewer: Viewer): Promise<{ name: string; kind: string } | undefined> {
  return tx.selectFrom('agency').select(['name', 'kind'])
    .where('partnership_id', '=', viewer.partnershipId).where('id', '=', viewer.agencyId).executeTakeFirst()
}
