import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, partnershipId, people, staff, viewerOf, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { beginEpisode } from '../practice/actions/begin.ts'
import { takeStep } from '../practice/actions/takeStep.ts'
import { endlessClocks, unreachable } from '../practice/life.ts'
import type { Answers } from '../practice/question.ts'
import { practicesOf } from '../practice/practices.ts'
import { carrierCriteria, promptFrom } from './carrier.ts'
import { countedFrom, figuresOf } from './counting.ts'
import { knifeReferral } from './knifeReferral.ts'
import { orderAges, whyNotOrder } from './orders.ts'
import { answersOf, referKnifeEvents } from './watchKnifeEvents.ts'

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const practices = practicesOf([knifeReferral])
const minutesAgo = (n: number) => new Date(w.kernel.now().getTime() - n * 60_000)
type Noted = { person?: string; kind?: string; category?: string; headline?: string; detail?: object; role?: string; by?: string | null; at?: Date; agency?: string }
/** As an import lays it down, in the agency's own cell. */
async function note({ person = people.child, kind = 'occurrence', category = 'police', headline = 'Knife possession', detail = {}, role = 'suspected', by = staff.officer,
  at = minutesAgo(30), agency = agencies.police }: Noted = {}): Promise<string> {
  const id = randomUUID()
  await w.owner.query(`insert into record (partnership_id, id, person_id, cell, kind, occurred_at, role, assertion, source, headline, detail, recorded_by)
    select $1, $2, $3, c.id, $4, $5, $6, 'fact', 'test', $7, $8, $9 from cell c where c.agency_id = $10 and c.category = $11 and c.tier = 1`,
  [partnershipId, id, person, kind, at, role, headline, JSON.stringify(detail), by, agency, category])
  return id
}
const eventOf = async (record: string) => (await w.owner.query<{ state: string; episode_id: string | null }>(
  'select state, episode_id from authz.pending_knife_event where record_id = $1', [record])).rows[0]
const referrals = async (person: string = people.child) => Number((await w.owner.query<{ n: string }>(
  `select count(*) as n from episode where kind = 'knife_referral' and person_id = $1`, [person])).rows[0]?.n)
const take = async (who: Persona, episodeId: string, step: string, answers: Answers = {}) => {
  const { rows: [row] } = await w.owner.query<{ revision: number }>('select revision from episode where id = $1', [episodeId])
  return takeStep(w.kernel, viewerOf(who), practices, { episodeId, step, answers, revision: row?.revision ?? 0, key: randomUUID() })
}
const begin = (who: Persona, answers: Answers = {}, personId: string = people.child) => beginEpisode(w.kernel, viewerOf(who), practices, {
  kind: 'knife_referral', personId, key: randomUUID(), answers: { event_at: minutesAgo(60).toISOString(), what: 'carried', happened: 'A kitchen knife in the bag.', ...answers },
})
const alerts = async (kind: string) => (await w.owner.query('select role, reference_id from alert where kind = $1', [kind])).rows

test('every state can be reached and no clock runs for ever', () => {
  expect(unreachable(knifeReferral.life, 'referred')).toEqual([])
  expect(endlessClocks(knifeReferral.life)).toEqual([])
})

test('a knife event begins one referral for whoever recorded it, however often and by however many it is looked for', async () => {
  const record = await note()
  const fork = await note({ headline: 'Theft' })
  const victim = await note({ role: 'victim' })
  expect(await eventOf(fork)).toBeUndefined()
  expect(await eventOf(victim)).toBeUndefined()
  await Promise.all([referKnifeEvents(w.kernel), referKnifeEvents(w.kernel)])
  expect(await eventOf(record)).toMatchObject({ state: 'referred' })
  expect(await referrals()).toBe(1)
  // Cut off after the referral had begun and before that was noted: it is answered, not begun again.
  await w.owner.query(`update authz.pending_knife_event set state = 'waiting', episode_id = null where record_id = $1`, [record])
  await referKnifeEvents(w.kernel)
  expect(await referrals()).toBe(1)
  const { rows: [episode] } = await w.owner.query(`select opened_by, cell.agency_id from episode join cell on cell.id = episode.cell where kind = 'knife_referral'`)
  expect(episode).toEqual({ opened_by: staff.officer, agency_id: agencies.youthJustice })
  // The arrest for the same event is not a second one.
  const arrest = await note({ kind: 'arrest', headline: 'Knife found', role: 'arrested' })
  await referKnifeEvents(w.kernel)
  expect(await eventOf(arrest)).toMatchObject({ state: 'same_event' })
  expect(await referrals()).toBe(1)
})

test('adults are left out, the past of a file stays history, and what is unclear waits for a person who is told', async () => {
  const adult = await note({ person: people.parent })
  const old = await note({ at: new Date(w.kernel.now().getTime() - 90 * 86_400_000) })
  const used = await note({ person: people.stranger, kind: 'weapon', category: 'concern', headline: 'A knife or blade, used', detail: { weapon: ['knife_used'] } })
  const nobody = await note({ person: people.stranger, by: null })
  const analyst = await note({ person: people.stranger, by: staff.analyst })
  await referKnifeEvents(w.kernel)
  expect(await Promise.all([adult, old, used, nobody, analyst].map(async id => (await eventOf(id))?.state))).toEqual(
    ['adult', undefined, 'to_confirm', 'not_referred', 'not_referred'])
  expect(await referrals(people.parent)).toBe(0)
  expect((await alerts('knife_unreferred')).map(({ role }) => role)).toEqual(['inspector', 'inspector', 'inspector'])
  const page = await (await w.request('inspector', '/knife/unreferred')).text()
  expect(page).toContain('whoever recorded it may not refer')
  expect((await w.request('nurse', '/knife/unreferred')).status).toBe(404)
  expect((await w.request('inspector', `/knife/unreferred/${nobody}/dismiss`, { why: '', key: randomUUID() })).status).toBe(422)
  expect((await w.request('inspector', `/knife/unreferred/${nobody}/dismiss`, { why: 'It was a ruler', key: randomUUID() })).status).toBe(303)
  expect(await eventOf(nobody)).toMatchObject({ state: 'dismissed' })
  expect((await w.owner.query(`select verb from act where subject_id = $1`, [nobody])).rows).toEqual([{ verb: 'knife_event.dismissed' }])
  // Not one's own and not one's team's: absent. Whoever recorded it refers it after all, and once.
  expect((await w.request('officer', `/knife/unreferred/${analyst}/refer`, {})).status).toBe(404)
  expect((await w.request('officer', `/knife/unreferred/${used}/refer`, {})).status).toBe(303)
  expect((await w.request('officer', `/knife/unreferred/${used}/refer`, {})).status).toBe(404)
  expect(await eventOf(used)).toMatchObject({ state: 'referred' })
  expect(await referrals(people.stranger)).toBe(1)
})

test('the working day: Friday 16:55 is due at the end of Monday, and after Christmas at the end of the next working day', async () => {
  const rules = await w.kernel.db.service(async tx => (await tx.selectFrom('clock_rule').selectAll().where('code', '=', 'knife_referral').execute())[0])
  expect(rules).toMatchObject({ amount: 1, unit: 'working_days', ends: 'end_of_day' })
  for (const [event, due] of [['2026-11-20T16:55:00Z', '2026-11-23T23:59:59Z'], ['2026-04-02T15:55:00Z', '2026-04-07T22:59:59Z']] as const) {
    const begun = await begin('officer', { event_at: event })
    if (!begun.done) throw new Error(begun.why)
    const { rows: [clock] } = await w.owner.query<{ due_at: Date }>(`select due_at from clock where work_id = $1 and rule = 'knife_referral'`, [begun.value.id])
    expect(clock?.due_at.toISOString().slice(0, 19)).toBe(due.slice(0, 19))
  }
  const event = { title: 'x', occurred_at: new Date('2026-11-01T10:00:00Z'), recorded_at: new Date('2026-11-20T10:00:00Z') }
  expect(answersOf(event)['identified_at']).toBe('2026-11-20T10:00:00.000Z')
  expect(answersOf({ ...event, occurred_at: new Date('2026-11-19T10:00:00Z') })['identified_at']).toBeUndefined()
})

test('only a receipt with what is needed keeps the day; then assessment, plan, sessions and word to the referrer', async () => {
  const begun = await begin('officer')
  if (!begun.done) throw new Error(begun.why)
  const { id } = begun.value
  const stopped = async (rule: string) => (await w.owner.query('select stopped_at from clock where work_id = $1 and rule = $2', [id, rule])).rows[0]?.stopped_at
  expect(await take('youthJustice', id, 'receive', { is_complete: 'no' })).toMatchObject({ done: false, why: expect.stringContaining('Ask for what is missing') })
  expect(await take('youthJustice', id, 'ask_more', { missing: 'Where is he living?' })).toMatchObject({ done: true })
  expect(await stopped('knife_referral')).toBeNull()
  expect(await take('officer', id, 'tell_more', { more: 'With his mother.' })).toMatchObject({ done: true })
  expect(await take('officer', id, 'receive', { is_complete: 'yes' })).toMatchObject({ done: false })
  expect(await take('youthJustice', id, 'receive', { is_complete: 'yes' })).toMatchObject({ value: { state: 'received' } })
  expect(await stopped('knife_referral')).not.toBeNull()
  expect(await take('youthJustice', id, 'plan', {})).toMatchObject({ done: false })
  expect(await take('youthJustice', id, 'assess', { why_carried: '“I was scared on the bus.”', safe_and_strong: 'His aunt', in_the_way: 'The bus', communicates: 'Drawing' })).toMatchObject({ done: true })
  expect(await take('youthJustice', id, 'plan', { goals: 'Another way to school', who_does: 'Aunt, mentor', review_on: '2026-12-10', agreed_with: ['child'] })).toMatchObject({ value: { state: 'engaging' } })
  expect(await take('youthJustice', id, 'session', { session_at: minutesAgo(1).toISOString(), came: 'not_brought' })).toMatchObject({ done: false, why: 'Say what we change' })
  expect(await take('youthJustice', id, 'session', { session_at: minutesAgo(1).toISOString(), came: 'attended' })).toMatchObject({ done: true })
  // What youth justice wrote for itself is not open to whoever referred; where it stands is.
  const seen = await (await w.request('officer', `/knife/${id}`)).text()
  expect(seen).toContain('Plan in place')
  expect(seen).not.toContain('scared on the bus')
  expect(await take('youthJustice', id, 'complete', { reached: 'He goes by bike', goes_on: 'Football' })).toMatchObject({ value: { state: 'ended' } })
  expect(await take('youthJustice', id, 'close')).toMatchObject({ done: false, why: expect.stringContaining('Tell whoever referred') })
  expect(await take('youthJustice', id, 'give_feedback', { feedback: 'A plan was kept to.' })).toMatchObject({ done: true })
  expect(await take('youthJustice', id, 'close')).toMatchObject({ value: { state: 'closed' } })
})

test('an order for adults is refused for a child, with the law', async () => {
  const orders = orderAges.starter
  expect(whyNotOrder(orders, 'svro', 17)).toContain('for adults only')
  expect(whyNotOrder(orders, 'svro', 17)).toContain('s.342A')
  expect(whyNotOrder(orders, 'svro', undefined)).toContain('not known')
  expect(whyNotOrder(orders, 'respect', 15)).toContain('for adults only')
  expect([whyNotOrder(orders, 'svro', 18), whyNotOrder(orders, 'kcpo', 12)]).toEqual([undefined, undefined])
  expect([whyNotOrder(orders, 'kcpo', 11), whyNotOrder(orders, 'youth_injunction', 18)]).toEqual([expect.stringContaining('under 12'), expect.stringContaining('up to 17')])
  const begun = await begin('youthJustice')
  if (!begun.done) throw new Error(begun.why)
  expect(await take('youthJustice', begun.value.id, 'consider_order', { order: 'svro', order_why: 'x' })).toMatchObject({ done: false, why: expect.stringContaining('for adults only') })
})

test('the question about more help rests on published criteria, names its facts, ends by date, and a person decides', async () => {
  const at = (day: string) => new Date(`${day}T10:00:00Z`)
  const fact = (day: string) => ({ id: day, occurredAt: at(day), recordedAt: at(day), title: 'Knife', agency: 'Police' })
  const criteria = carrierCriteria.starter
  const now = at('2026-11-24')
  expect(promptFrom(criteria, [fact('2026-11-01')], { now })).toBeUndefined()
  const prompt = promptFrom(criteria, [fact('2026-03-01'), fact('2026-11-01'), fact('2025-01-01')], { now })
  expect(prompt?.facts.map(({ id }) => id)).toEqual(['2026-11-01', '2026-03-01'])
  expect(prompt?.endsAt).toEqual(at('2027-01-30'))
  expect(promptFrom(criteria, [fact('2026-03-01'), fact('2026-06-01')], { now })).toBeUndefined()
  expect(promptFrom(criteria, [fact('2026-03-01'), fact('2026-11-01')], { now, decidedAt: at('2026-11-02') })).toBeUndefined()
  expect(promptFrom(criteria, [fact('2026-11-01'), { ...fact('2026-11-01'), id: 'twice' }], { now })).toBeUndefined()
  const begun = await begin('officer', {}, people.stranger)
  if (!begun.done) throw new Error(begun.why)
  const decision = { prompt_decision: 'support', prompt_why: 'A mentor he knows.' }
  expect(await take('youthJustice', begun.value.id, 'decide_prompt', decision)).toMatchObject({ done: false, why: expect.stringContaining('No question is open') })
  await note({ person: people.stranger, at: new Date(w.kernel.now().getTime() - 20 * 86_400_000) })
  const page = await (await w.request('youthJustice', `/knife/${begun.value.id}`)).text()
  expect(page).toContain('Does this child need more help?')
  expect(await take('youthJustice', begun.value.id, 'decide_prompt', decision)).toMatchObject({ done: true })
  const { rows: [act] } = await w.owner.query(`select detail from act where work_id = $1 and verb = 'knife_referral.prompt_decided'`, [begun.value.id])
  expect(act).toMatchObject({ detail: { decision: 'support', criterion: 'two_in_twelve', facts: 2 } })
  expect(await (await w.request('youthJustice', `/knife/${begun.value.id}`)).text()).not.toContain('Does this child need more help?')
})

test('the criteria are open to all staff; the counts have their rows, and a referral under way counts neither way', async () => {
  for (const who of ['officer', 'nurse', 'mentor', 'analyst'] as const) expect((await w.request(who, '/knife/criteria')).status).toBe(200)
  expect((await w.request('officer', '/knife/counts')).status).toBe(404)
  const page = await (await w.request('youthJustice', '/knife/counts')).text()
  expect(page).toContain('Received within one working day')
  const episode = { id: 'e', personId: 'p', cell: 1, kind: 'knife_referral', reference: 'r', state: 'referred', urgency: 'today' as const, agencyId: 'a', openedAt: new Date(), openedBy: 's', openedByAgency: 'a', revision: 1 }
  const counted = (dueAt: string, stoppedAt?: string) => countedFrom({
    episode, entries: [], now: new Date('2026-11-24T12:00:00Z'), clock: { dueAt: new Date(dueAt), ...(stoppedAt && { stoppedAt: new Date(stoppedAt) }) },
  })
  const [inTime] = figuresOf([counted('2026-11-23T23:59:59Z', '2026-11-23T09:00:00Z'), counted('2026-11-23T23:59:59Z'), counted('2026-11-30T23:59:59Z')])
  expect([inTime?.met.length, inTime?.of.length]).toEqual([1, 2])
})
