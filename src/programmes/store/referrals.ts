import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** Where a referral stands in numbers and days; what was written stands in the entries of its episode. */
export type Referral = {
  workId: string; personId: string; programmeId?: string; approach?: string; band?: string; referredAt: Date
  waitingSince?: Date; expectedOn?: string; holdsPlace: boolean; acceptedAt?: Date; declinedAt?: Date
  declineReason?: string; firstContactAt?: Date; startedAt?: Date; attended: number; notBrought: number
  cancelled: number; endedAt?: Date; endedHow?: string; endReason?: string; outcomeAt?: Date; outcome?: string
}

type Row = {
  work_id: string; person_id: string; programme_id: string | null; approach: string | null; band: string | null
  referred_at: Date; waiting_since: Date | null; expected_on: string | null; holds_place: boolean
  accepted_at: Date | null; declined_at: Date | null; decline_reason: string | null; first_contact_at: Date | null
  started_at: Date | null; attended: number; not_brought: number; cancelled: number; ended_at: Date | null
  ended_how: string | null; end_reason: string | null; outcome_at: Date | null; outcome: string | null
}

function referralFrom(row: Row): Referral {
  return {
    workId: row.work_id, personId: row.person_id, referredAt: row.referred_at, holdsPlace: row.holds_place,
    attended: row.attended, notBrought: row.not_brought, cancelled: row.cancelled,
    ...(row.programme_id && { programmeId: row.programme_id }), ...(row.approach && { approach: row.approach }),
    ...(row.band && { band: row.band }), ...(row.waiting_since && { waitingSince: row.waiting_since }),
    ...(row.expected_on && { expectedOn: row.expected_on }), ...(row.accepted_at && { acceptedAt: row.accepted_at }),
    ...(row.declined_at && { declinedAt: row.declined_at }), ...(row.decline_reason && { declineReason: row.decline_reason }),
    ...(row.first_contact_at && { firstContactAt: row.first_contact_at }), ...(row.started_at && { startedAt: row.started_at }),
    ...(row.ended_at && { endedAt: row.ended_at }), ...(row.ended_how && { endedHow: row.ended_how }),
    ...(row.end_reason && { endReason: row.end_reason }), ...(row.outcome_at && { outcomeAt: row.outcome_at }),
    ...(row.outcome && { outcome: row.outcome }),
  }
}

export async function findReferral(tx: Tx, workId: string): Promise<Referral | undefined> {
  const { rows } = await sql<Row>`select * from programme_referral where work_id = ${workId}::uuid`.execute(tx)
  return rows[0] && referralFrom(rows[0])
}

/** Those of one child that are open to the viewer and not yet over. */
export async function listOpenReferrals(tx: Tx, personId: string): Promise<(Referral & { kind: string })[]> {
  const { rows } = await sql<Row & { kind: string }>`
    select r.*, p.kind from programme_referral r
    left join programme p on p.partnership_id = r.partnership_id and p.id = r.programme_id
    where r.person_id = ${personId}::uuid and r.declined_at is null and r.ended_at is null order by r.referred_at`
    .execute(tx)
  return rows.map(row => ({ ...referralFrom(row), kind: row.kind }))
}

/** Every referral whose rows the viewer may see at a desk, for counts; newest first. */
export async function listReferrals(tx: Tx, from: Date, to: Date): Promise<Referral[]> {
  const { rows } = await sql<Row>`
    select * from programme_referral where referred_at >= ${from} and referred_at < ${to}
    order by referred_at desc, work_id limit 5000`.execute(tx)
  return rows.map(referralFrom)
}

export type NewReferral = {
  partnershipId: string; workId: string; personId: string; cell: number; programmeId: string | undefined
  approach: string | undefined; band: string | undefined; referredAt: Date
}

export async function insertReferral(tx: Tx, made: NewReferral): Promise<void> {
  await sql`
    insert into programme_referral (partnership_id, work_id, person_id, cell, programme_id, approach, band, referred_at)
    values (${made.partnershipId}::uuid, ${made.workId}::uuid, ${made.personId}::uuid, ${made.cell},
      ${made.programmeId ?? null}::uuid, ${made.approach ?? null}, ${made.band ?? null}, ${made.referredAt})`.execute(tx)
}

export type ReferralChange = {
  programme_id?: string; approach?: string | null; band?: string | null; waiting_since?: Date | null
  expected_on?: string | null; holds_place?: boolean; accepted_at?: Date; declined_at?: Date; decline_reason?: string
  first_contact_at?: Date; started_at?: Date; attended?: number; not_brought?: number; cancelled?: number
  ended_at?: Date; ended_how?: string; end_reason?: string; outcome_at?: Date; outcome?: string
}

export async function changeReferral(tx: Tx, workId: string, change: ReferralChange): Promise<void> {
  const sets = Object.entries(change).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  await sql`update programme_referral set ${sql.join(sets)} where work_id = ${workId}::uuid`.execute(tx)
}

/** The place in the queue; nothing for who does not wait. */
export async function waitingPlace(tx: Tx, workId: string): Promise<number | undefined> {
  const { rows } = await sql<{ place: number | null }>`select authz.waiting_place(${workId}::uuid) as place`.execute(tx)
  return rows[0]?.place ?? undefined
}
