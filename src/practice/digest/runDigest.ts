import { sql } from 'kysely'
import { clockBook } from '../../kernel/clocks.ts'
import type { Tx } from '../../kernel/database.ts'
import { isWorkingDay } from '../../kernel/deadlines.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { dayOf } from '../../language/format.ts'
import { settingsAtOf } from './settingsOf.ts'
import { digestSetting } from './digestSetting.ts'
import { digestWords } from './digestWords.ts'
import type { Mailer } from './mailer.ts'

type Run = Pick<Kernel, 'db' | 'now' | 'log'>

const zone = 'Europe/London'

/** Lays down what is to be sent: the day's digest once its time has come, and what cannot wait. Returns how many. */
export async function makeDigests(kernel: Run): Promise<number> {
  const { isHoliday } = await clockBook(kernel)
  const now = kernel.now()
  return kernel.db.service(async tx => {
    let made = 0
    for (const { id } of await tx.selectFrom('partnership').select('id').execute()) {
      const { at, workingDaysOnly, urgent } = (await settingsAtOf(tx, id, now)).valueOf(digestSetting)
      const today = dayOf(now)
      const isDay = !workingDaysOnly || isWorkingDay(today, isHoliday)
      if (isDay && now >= inLondon(today, at)) made += await makeOf(tx, sql`
        authz.make_digest(${id}::uuid, ${today}::date, ${now}::timestamptz, ${inLondon(dayAfter(today), '00:00')}::timestamptz)`)
      made += await makeOf(tx, sql`authz.make_urgent(${id}::uuid, ${now}::timestamptz, ${urgent}::text[])`)
    }
    return made
  })
}

async function makeOf(tx: Tx, call: ReturnType<typeof sql>): Promise<number> {
  const { rows: [row] } = await sql<{ n: number }>`select ${call} as n`.execute(tx)
  return row?.n ?? 0
}

const dayAfter = (day: string) => Temporal.PlainDate.from(day).add({ days: 1 }).toString()
const inLondon = (day: string, time: string) =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds)

type Waiting = {
  id: string; partnershipId: string; attempts: number; kind: 'daily' | 'urgent'; overdue: number; dueToday: number; alerts: number
  email: string | null
}

export const mostAttempts = 6
const minutesUntilNext = [1, 5, 30, 120, 480, 960]

/** Sends what waits. A process that dies while it sends leaves the rest to whoever looks next. Returns how many were sent. */
export async function sendWaiting(kernel: Run, mailer: Mailer, origin: string): Promise<number> {
  const waiting = await kernel.db.service(tx => claim(tx, kernel.now()))
  let sent = 0
  for (const { id, partnershipId, attempts, email, ...counts } of waiting) {
    const fault = email === null ? 'no address' : await faultOf(mailer.send({ to: email, ...digestWords(counts, origin) }))
    if (fault === undefined) sent++
    else kernel.log.warn({ fault, attempts }, 'an e-mail was not taken')
    const isOver = fault !== undefined && (email === null || attempts >= mostAttempts)
    await kernel.db.service(tx => sql`
      update mail_outbox set fault = ${fault ?? null}, sent_at = ${fault === undefined ? kernel.now() : null}::timestamptz,
        given_up_at = ${isOver ? kernel.now() : null}::timestamptz
      where partnership_id = ${partnershipId}::uuid and id = ${id}::uuid`.execute(tx))
  }
  return sent
}

/** Takes a few and puts them off, so that no other process sends them meanwhile. */
async function claim(tx: Tx, now: Date): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    with taken as (
      select partnership_id, id from mail_outbox where sent_at is null and given_up_at is null and next_try_at <= ${now}::timestamptz
      order by next_try_at limit 50 for update skip locked),
    put_off as (
      update mail_outbox m set attempts = m.attempts + 1, next_try_at = ${now}::timestamptz
        + make_interval(mins => (${minutesUntilNext}::int[])[least(m.attempts + 1, ${minutesUntilNext.length}::int)])
      from taken t where m.partnership_id = t.partnership_id and m.id = t.id returning m.*)
    select p.id, p.partnership_id as "partnershipId", p.attempts, p.kind, p.overdue, p.due_today as "dueToday", p.alerts,
      case when coalesce(s.active_until, 'infinity') > ${now}::timestamptz then nullif(s.email, '') end as email
    from put_off p left join staff s on s.partnership_id = p.partnership_id and s.id = p.staff_id`.execute(tx)
  return rows
}

/** A code, never the server's words: those repeat the address. */
async function faultOf(sending: Promise<void>): Promise<string | undefined> {
  try {
    await sending
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'not sent'
  }
}

/** Every minute. Returns what stops it, after what is under way. */
export function watchDigests(kernel: Run, mailer: Mailer, origin: string, every = 60_000): () => Promise<void> {
  let under: Promise<unknown> | undefined
  const turn = async () => {
    await makeDigests(kernel)
    await sendWaiting(kernel, mailer, origin)
    await kernel.db.service(tx => sql`select authz.forget_sent_mail(${kernel.now()}::timestamptz)`.execute(tx))
  }
  const timer = setInterval(() => {
    under ??= turn().catch((error: unknown) => {
      kernel.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the digest could not be sent')
    }).finally(() => { under = undefined })
  }, every).unref()
  return async () => {
    clearInterval(timer)
    await under
    mailer.close()
  }
}
