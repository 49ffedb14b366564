import { sql } from 'kysely'
import { clockBook } from '../../kernel/clocks.ts'
import type { Tx } from '../../kernel/database.ts'
import { dueAt, ruleAt } from '../../kernel/deadlines.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { signsIn } from './detect.ts'
import type { Circumstances } from './detect.ts'
import { detectorCodes } from './sign.ts'
import type { Detector, Facts, Reading, Sign } from './sign.ts'

type Watched = Pick<Kernel, 'db' | 'now' | 'log'>

const ruleOfReview = 'misuse_review'

/**
 * Looks through what was read since the last time, and lays down the signs that it finds; whoever reviews them is told.
 * The queue is emptied in the same transaction: a failure leaves it as it was. Returns how many signs are new.
 */
export async function lookThrough(kernel: Watched): Promise<number> {
  const clock = await openClock(kernel)
  return kernel.db.service(async tx => {
    const readings = await takeReadings(tx)
    let raised = 0
    if (readings.size > 0) {
      const known = await loadCircumstances(tx, kernel.now())
      for (const [partnershipId, own] of readings)
        raised += await lay(tx, partnershipId, signsIn(own, known(partnershipId)), clock(kernel.now()))
    }
    await startClocks(tx, clock)
    return raised
  })
}

/** Every minute; and what is usual is measured anew once a day. Returns what stops it, after what is under way. */
export function watchReadings(kernel: Watched, every = 60_000): () => Promise<void> {
  let measuredOn = ''
  let under: Promise<unknown> = Promise.resolve()
  const look = async () => {
    const today = kernel.now().toISOString().slice(0, 10)
    if (measuredOn !== today) {
      await kernel.db.service(tx => sql`select authz.measure_usual_reading()`.execute(tx))
      measuredOn = today
    }
    await lookThrough(kernel)
  }
  const timer = setInterval(() => {
    under = under.then(look).catch((error: unknown) => {
      kernel.log.error({ error: error instanceof Error ? error.name : 'unknown' },
        'readings could not be looked through')
    })
  }, every).unref()
  return async () => {
    clearInterval(timer)
    await under
  }
}

type Due = { version: number; dueAt: Date; atRiskAt: Date }
type Clock = (at: Date) => Due

async function openClock(kernel: Watched): Promise<Clock> {
  const { rules, isHoliday } = await clockBook(kernel)
  return at => {
    const rule = ruleAt(rules, ruleOfReview, at)
    return { version: rule.version, ...dueAt(rule, at, isHoliday) }
  }
}

type Row = {
  partnership_id: string; at: Date; staff_id: string; agency_id: string; role: string; person_id: string
  kind: Reading['kind']; is_new: boolean; facts: Facts | null
}

async function takeReadings(tx: Tx): Promise<Map<string, Reading[]>> {
  const { rows } = await sql<Row>`
    select partnership_id, at, staff_id, agency_id, role, person_id, kind, is_new, facts
      from authz.take_readings()`.execute(tx)
  const grouped = Map.groupBy(rows, row => row.partnership_id)
  return new Map([...grouped].map(([id, own]) => [id, own.map(row => ({
    at: row.at, staffId: row.staff_id, agencyId: row.agency_id, role: row.role, personId: row.person_id, kind: row.kind,
    isNew: row.is_new, facts: row.facts ?? undefined,
  }))]))
}

async function loadCircumstances(tx: Tx, now: Date): Promise<(partnershipId: string) => Circumstances> {
  const detectors = await listDetectors(tx, now)
  const { rows: shifts } = await
    sql<{ role: string }>`select role from role_shift where pattern = 'round_the_clock'`.execute(tx)
  const { rows: usual } = await sql<{ partnership_id: string; role: string; minutes: number; usual: number }>`
    select partnership_id, role, minutes, usual from authz.usual_readings()`.execute(tx)
  const inShifts = new Set(shifts.map(({ role }) => role))
  const habits = new Map(usual.map(row => [`${row.partnership_id} ${row.role} ${row.minutes}`, row.usual]))
  return partnershipId => ({
    partnershipId, detectors, worksRoundTheClock: role => inShifts.has(role),
    usual: (role, minutes) => habits.get(`${partnershipId} ${role} ${minutes}`),
  })
}

/** Those in force, in their newest version. */
export async function listDetectors(tx: Tx, now: Date): Promise<Detector[]> {
  const today = now.toISOString().slice(0, 10)
  const { rows } = await sql<{ code: string; version: number; thresholds: Record<string, number> }>`
    select distinct on (code) code, version, thresholds from detector
    where valid_from <= ${today}::date and (valid_until is null or valid_until > ${today}::date)
      order by code, version desc`.execute(tx)
  return rows.flatMap(({ code, version, thresholds }) => {
    const known = detectorCodes.find(each => each === code)
    return known ? [{ code: known, version, thresholds }] : []
  })
}

async function lay(tx: Tx, partnershipId: string, signs: readonly Sign[], due: Due): Promise<number> {
  if (signs.length === 0) return 0
  const told = signs.map(sign => ({ ...sign, ruleVersion: due.version, dueAt: due.dueAt, atRiskAt: due.atRiskAt }))
  const { rows: [row] } = await sql<{ n: number }>`
    select authz.raise_misuse(${partnershipId}::uuid, ${JSON.stringify(told)}::jsonb) as n`.execute(tx)
  return row?.n ?? 0
}

/** A sign that was laid down while somebody read has no clock yet. */
async function startClocks(tx: Tx, clock: Clock): Promise<void> {
  const { rows } = await sql<{ partnership_id: string; id: string;
    raised_at: Date }>`select * from authz.misuse_without_clock()`.execute(tx)
  for (const { partnership_id: partnershipId, id, raised_at: raisedAt } of rows) {
    const due = clock(raisedAt)
    await sql`select authz.start_misuse_clock(${partnershipId}::uuid, ${id}::uuid, ${due.version}::int, ${due.dueAt}::timestamptz,
      ${due.atRiskAt}::timestamptz)`.execute(tx)
  }
}
