import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { raiseClocks } from '../clocks/raiseClocks.ts'
import { pagesAs } from '../pages/pagesApp.tsx'
import { digestPages } from '../pages/digest/page.tsx'
import { beginSearch, layDownSearchRules } from '../upkeepWorld.ts'
import { digestWords } from './digestWords.ts'
import { openMailer } from './mailer.ts'
import type { Mailer } from './mailer.ts'
import { makeDigests, sendWaiting } from './runDigest.ts'
import { smtpServer } from './smtpWorld.ts'

const origin = 'https://kith.example.org'
let w: World
let smtp: Awaited<ReturnType<typeof smtpServer>>
let mailer: Mailer
let now = new Date()
beforeAll(async () => {
  w = await world({ now: () => now })
  await layDownSearchRules(w)
  smtp = await smtpServer()
  mailer = openMailer({ url: smtp.url, from: 'kith@example.org' })
})
afterAll(async () => {
  mailer.close()
  await smtp.stop()
  await w.end()
})

const choose = (who: Persona, choice: string) => pagesAs(w, who, digestPages()).post('/digest', { choice })
/** A moment of today in London, in winter or in summer. */
const at = (time: string) => new Date(Temporal.Now.zonedDateTimeISO('Europe/London').withPlainTime(time).epochMilliseconds)

test('everybody chooses for themselves, and nobody is written to unless they chose it', async () => {
  expect(await (await pagesAs(w, 'locate', digestPages()).get('/digest')).text()).toMatch(/value="off"[^>]*checked/v)
  expect((await choose('locate', 'weekly')).status).toBe(422)
  expect((await choose('locate', 'daily')).status).toBe(303)
  expect((await choose('inspector', 'urgent')).status).toBe(303)
  expect((await choose('frontDoor', 'daily')).status).toBe(303)
  expect(await (await pagesAs(w, 'locate', digestPages()).get('/digest')).text()).toMatch(/value="daily"[^>]*checked/v)
})

test('the digest says how much waits, once a day, to those for whom something waits, and nothing about anybody', async () => {
  const id = await beginSearch(w)
  await w.owner.query(`update clock set due_at = case rule when 'search_law' then now() - interval '1 minute' else $2::timestamptz end,
    at_risk_at = now() - interval '1 day' where work_id = $1`, [id, at('23:59')])
  now = at('05:00')
  expect(await makeDigests(w.kernel)).toBe(0)
  now = new Date(Math.max(at('08:00').getTime(), Date.now() + 1_000))
  const both = await Promise.all([makeDigests(w.kernel), makeDigests(w.kernel)])
  // Only the locate team has something: the front door has no digest of nothing.
  expect(both[0] + both[1]).toBe(1)
  expect(await makeDigests(w.kernel)).toBe(0)
  expect(await sendWaiting(w.kernel, mailer, origin)).toBe(1)
  expect(await sendWaiting(w.kernel, mailer, origin)).toBe(0)
  const [mail] = smtp.received
  expect(mail?.to).toBe('locate@wexmere.example')
  expect(mail?.data).toContain('Subject: Kith: 1 overdue, 1 due today')
  expect(mail?.data).toContain(`Sign in to see it: ${origin}/`)
  const { rows: [work] } = await w.owner.query<{ reference: string }>('select reference from work where id = $1', [id])
  for (const word of ['Teo', 'Marlowe', 'Lanyon', work?.reference ?? 'no work', id, people.child, 'missing', 'search'])
    expect(mail?.data.toLowerCase()).not.toContain(word.toLowerCase())
})

test('what cannot wait is told at once, in one message, to those who chose that', async () => {
  smtp.received.length = 0
  await w.owner.query(`update episode set team = 'inspector'`)
  await w.owner.query('update clock set raised_at = null')
  await raiseClocks(w.kernel)
  await w.owner.query(`insert into alert (partnership_id, agency_id, role, kind, reference_id)
    values ($1, $2, 'inspector', 'clock_overdue', gen_random_uuid()), ($1, $2, 'inspector', 'absence_cover', gen_random_uuid())`,
  [partnershipId, agencies.police])
  expect(await makeDigests(w.kernel)).toBe(1)
  expect(await makeDigests(w.kernel)).toBe(0)
  expect(await sendWaiting(w.kernel, mailer, origin)).toBe(1)
  expect(smtp.received.map(({ to }) => to)).toEqual(['inspector@wexmere.example'])
  expect(smtp.received[0]?.data).toContain('Kith: 2 alerts that cannot wait')
})

test('what the server does not take is tried again, later and later, and given up with a code alone', async () => {
  smtp.received.length = 0
  smtp.state.refusing = true
  await w.owner.query(`insert into mail_outbox (partnership_id, staff_id, kind, alerts, next_try_at) values ($1, $2, 'daily', 3, $3)`,
    [partnershipId, staff.locate, now])
  for (let tries = 1; tries <= 6; tries++) {
    expect(await sendWaiting(w.kernel, mailer, origin)).toBe(0)
    expect(await sendWaiting(w.kernel, mailer, origin)).toBe(0)
    const { rows } = await w.owner.query(`select attempts, fault, sent_at, given_up_at is not null as over from mail_outbox where alerts = 3`)
    expect(rows).toEqual([{ attempts: tries, fault: 'EENVELOPE', sent_at: null, over: tries === 6 }])
    now = new Date(now.getTime() + 17 * 3_600_000)
  }
  smtp.state.refusing = false
  expect(await sendWaiting(w.kernel, mailer, origin)).toBe(0)
  expect(w.lines.join('\n')).not.toContain('locate@')
})

test('the words hold numbers and two addresses', () => {
  expect(digestWords({ kind: 'daily', overdue: 0, dueToday: 2, alerts: 1 }, origin)).toMatchObject({ subject: 'Kith: 2 due today, 1 new alert' })
})
