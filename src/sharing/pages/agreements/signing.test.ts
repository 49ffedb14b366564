import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idIn, layDownSupport, place, signers, supportSeen, versionsWorld, wordsOf } from './versionsWorld.ts'
import type { VersionsWorld } from './versionsWorld.ts'

let w: VersionsWorld
let first = ''
beforeAll(async () => {
  w = await versionsWorld()
  await layDownSupport(w)
  first = idIn(await w.post('governance', '/agreements/new', w.facts()))
  await w.submit('governance', `/agreements/${first}/clauses/new`, w.clause())
}, 60_000)
afterAll(() => w.end())

describe('signing', () => {
  test('begins when the lead proposes: officers of every party are told, and nothing is changed any more', async () => {
    expect(place(await w.submit('governance', `/agreements/${first}/propose`, {}))).toContain('done=proposed')
    expect(await w.alertsOf('agreement_to_sign')).toHaveLength(4)
    expect(await w.read('seniorPolice', '/agreements')).toContain('Waiting for your signature')
    expect((await w.post('governance', `/agreements/${first}/clauses/new`, w.clause())).status).toBe(404)
    await expect(
      w.owner.query(`update clause set highest_tier = 3 where agreement_id = $1`, [first]),
    ).rejects.toThrow('not changed after it was proposed')
    await expect(
      w.owner.query(`update agreement set valid_until = 'infinity' where id = $1`, [first]),
    ).rejects.toThrow('prolonged')
  })

  test('is for the officers of the parties: everybody else finds nothing', async () => {
    for (const persona of ['governance', 'officer', 'administrator', 'chair'] as const) {
      expect((await w.request(persona, `/agreements/${first}/sign`)).status).toBe(404)
      expect(
        (await w.post(persona, `/agreements/${first}/sign`, { read: 'yes', content: 'a'.repeat(64) })).status,
      ).toBe(404)
    }
  })

  test('shows all that is signed, asks for a confirmation, and refuses what has changed', async () => {
    const words = await w.read('privacyPolice', `/agreements/${first}/sign`)
    for (const said of [
      'The police tell social workers of support.',
      'Children Act 2004, section 10',
      'Who gains and loses sight',
      '1 person: Support and programmes',
      'You sign as Privacy officer of Wexmere Police',
    ])
      expect(words).toContain(said)
    expect((await w.submit('privacyPolice', `/agreements/${first}/sign`, {})).status).toBe(422)
    const other = await w.post('privacyPolice', `/agreements/${first}/sign`, {
      read: 'yes',
      content: 'a'.repeat(64),
    })
    expect(await wordsOf(other)).toContain('Somebody changed this meanwhile')
  })

  test('nobody signs twice', async () => {
    expect(place(await w.sign('privacyPolice', first))).toContain('done=signed')
    expect(await w.read('governance', `/agreements/${first}`)).toContain('1 of 4 signed.')
    expect(await w.read('privacyPolice', `/agreements/${first}/sign`)).not.toContain('You sign as')
    const {
      rows: [row],
    } = await w.owner.query<{ content: string }>(
      `select encode(content, 'hex') as content from agreement_signature where agreement_id = $1`,
      [first],
    )
    const again = await w.post('privacyPolice', `/agreements/${first}/sign`, {
      read: 'yes',
      content: row?.content ?? '',
    })
    expect(await wordsOf(again)).toContain('already signed')
  })

  test('a version that is sent back is a draft again, and every signature has to be given anew', async () => {
    const without = await w.submit(
      'seniorCouncil',
      `/agreements/${first}/sign`,
      {},
      `/agreements/${first}/send-back`,
    )
    expect(await wordsOf(without)).toContain('Say what has to change')
    const back = await w.submit(
      'seniorCouncil',
      `/agreements/${first}/sign`,
      { why: 'Say it in plain words' },
      `/agreements/${first}/send-back`,
    )
    expect(place(back)).toContain('done=sent_back')
    expect(await w.alertsOf('agreement_sent_back')).toEqual([
      expect.objectContaining({ staff_id: w.staff.governance }),
    ])
    const words = await w.read('governance', `/agreements/${first}`)
    expect(words).toContain('It was sent back for Wexmere Council children’s services')
    expect(words).toContain('Say it in plain words')
    await w.submit('governance', `/agreements/${first}/propose`, {})
    expect(await w.read('governance', `/agreements/${first}`)).toContain('0 of 4 signed.')
  })

  test('the last signature completes it, and the lead is told', async () => {
    for (const persona of signers) expect(place(await w.sign(persona, first))).toContain('done=signed')
    expect(await w.alertsOf('agreement_signed')).toHaveLength(1)
    const words = await w.read('officer', `/agreements/${first}`)
    expect(words).toContain('Both officers of every party have signed.')
    expect(words).not.toContain('Activate')
    expect(await supportSeen(w)).toBe(0)
  })
})

describe('in force', () => {
  test('it is activated by the lead, after reading who gains sight of whom, in one transaction', async () => {
    expect(await w.read('governance', `/agreements/${first}/activate`)).toMatch(
      /Children’s social worker 1 1 person: Support/v,
    )
    const {
      rows: [before],
    } = await w.owner.query<{ n: string }>('select n from authz.version')
    expect(place(await w.submit('governance', `/agreements/${first}/activate`, {}))).toContain('done=activated')
    expect(await supportSeen(w)).toBe(1)
    const {
      rows: [after],
    } = await w.owner.query<{ n: string }>('select n from authz.version')
    expect(Number(after?.n)).toBeGreaterThan(Number(before?.n))
    const { rows } = await w.owner.query(
      `select distinct c.agreement_id, g.valid_from = a.activated_at as at_once from authz.grant_cell g
       join clause c on c.id = g.clause_id join agreement a on a.id = c.agreement_id where a.id = $1`,
      [first],
    )
    expect(rows).toEqual([{ agreement_id: first, at_once: true }])
    expect(place(await w.post('governance', `/agreements/${first}/activate`, {}))).toBe('404')
  })

  test('its next version changes nothing until it is activated, and then replaces it in one moment', async () => {
    const begun = await w.submit('governance', `/agreements/${first}/new-version`, {})
    const second = idIn(begun)
    expect(second).not.toBe(first)
    expect(idIn(await w.submit('governance', `/agreements/${first}/new-version`, {}))).toBe(second)
    const {
      rows: [copied],
    } = await w.owner.query<{ id: string }>('select id from clause where agreement_id = $1', [second])
    await w.submit('governance', `/agreements/${second}/clauses/${copied?.id ?? ''}`, w.clause({ oldest: '12' }))
    await w.submit(
      'governance',
      `/agreements/${second}/clauses/new`,
      w.clause({ says: 'Missing too.', categories: 'missing' }),
    )
    const changes = await w.read('privacyCouncil', `/agreements/${second}/changes`)
    expect(changes).toContain('1 new, 0 taken out, 1 changed.')
    expect(changes).toMatch(/How old However old Of the last 12 months only/v)
    await w.submit('governance', `/agreements/${second}/propose`, {})
    for (const persona of signers) await w.sign(persona, second)
    expect(await supportSeen(w)).toBe(1)
    await w.submit('governance', `/agreements/${second}/activate`, {})
    expect(await supportSeen(w)).toBe(1)
    await w.owner.query(
      `update record set occurred_at = now() - interval '13 months' where kind = 'mentoring_session'`,
    )
    expect(await supportSeen(w)).toBe(0)
    const { rows } = await w.owner.query(
      'select version, state from agreement where root_id = $1 order by version',
      [first],
    )
    expect(rows).toEqual([
      { version: 1, state: 'superseded' },
      { version: 2, state: 'active' },
    ])
    expect(await w.read('officer', `/agreements/${first}`)).toContain('Replaced by a newer version')
    await w.owner.query(`update record set occurred_at = now() where kind = 'mentoring_session'`)
  })

  test('an overdue review is said to everybody who reads it', async () => {
    const {
      rows: [live],
    } = await w.owner.query<{ id: string }>(`select id from agreement where root_id = $1 and state = 'active'`, [
      first,
    ])
    await w.owner.query(`alter table agreement disable trigger stays_as_proposed`)
    await w.owner.query(`update agreement set review_on = current_date - 3 where id = $1`, [live?.id])
    await w.owner.query(`alter table agreement enable trigger stays_as_proposed`)
    expect(await w.read('officer', '/agreements')).toContain('Review overdue')
    for (const path of ['', '/print'])
      expect(await w.read('officer', `/agreements/${live?.id ?? ''}${path}`)).toContain('was to be reviewed by')
  })

  test('the page to print holds every clause with all of its limits, the law and the signatures', async () => {
    const {
      rows: [live],
    } = await w.owner.query<{ id: string }>(`select id from agreement where root_id = $1 and state = 'active'`, [
      first,
    ])
    const words = await w.read('mentor', `/agreements/${live?.id ?? ''}/print`)
    for (const said of [
      'Of the last 12 months only',
      'As recorded',
      'Article 6(1)(e) public task',
      'Leonie Marsden',
      'Rafiq Tennison',
      'R-7',
      'To nobody',
    ])
      expect(words).toContain(said)
  })

  test('when it ends, the next statement shows nothing', async () => {
    const {
      rows: [live],
    } = await w.owner.query<{ id: string }>(`select id from agreement where root_id = $1 and state = 'active'`, [
      first,
    ])
    expect(await supportSeen(w)).toBe(1)
    await w.post('governance', `/agreements/${live?.id ?? ''}/end`, { why: 'It is replaced' })
    expect(await supportSeen(w)).toBe(0)
  })
})
