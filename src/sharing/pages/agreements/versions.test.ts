import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { partnershipId, world } from '../../../../tests/world.ts'
import type { Persona, World } from '../../../../tests/world.ts'

let w: World
let first = ''
beforeAll(async () => {
  w = await world()
  const cell = (agency: string, category: string, tier: number) => w.kernel.cells.id(agency, category, tier)
  await w.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
    [partnershipId, w.people.child, cell(w.agencies.council, 'involvement', 0), w.staff.socialWorker, w.agencies.council])
  await w.owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
     values ($1, $2, $3, 'mentoring_session', now(), 'fact', 'test', 'H')`,
    [partnershipId, w.people.child, cell(w.agencies.police, 'support', 1)])
}, 60_000)
afterAll(() => w.end())

type Fields = Record<string, string | readonly string[]>
function formOf(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each)
  form.set('key', randomUUID())
  return form
}
const wordsOf = async (response: Response) => (await response.text()).replaceAll(/<[^>]*>/gv, ' ').replaceAll(/&#39;/gv, '’')
  .replaceAll(/\s+/gv, ' ')
const read = async (persona: Persona, path: string) => wordsOf(await w.request(persona, path))
const post = (persona: Persona, path: string, fields: Fields) => w.request(persona, path, formOf(fields))
/** Posts the form of a page with the hidden fields that the page came with. */
async function submit(persona: Persona, path: string, fields: Fields, to = path): Promise<Response> {
  const html = await (await w.request(persona, path)).text()
  const hidden = Object.fromEntries([...html.matchAll(/<input type="hidden" name="(revision|content)" value="([^"]*)"/gv)]
    .map(([, name = '', value = '']) => [name, value]))
  return post(persona, to, { ...hidden, ...fields })
}
const seenBySocialWorker = () => w.kernel.db.as(w.scope('socialWorker', 'linked'),
  async tx => (await sql`select id from record where kind = 'mentoring_session'`.execute(tx)).rows.length)

const year = new Date().getUTCFullYear()
const day = (name: string, [d, m, y]: readonly [number, number, number]): Fields =>
  ({ [`${name}-day`]: String(d), [`${name}-month`]: String(m), [`${name}-year`]: String(y) })
const assessed = (which: string): Fields => ({
  [`${which}_title`]: 'Panel', [`${which}_reference`]: 'R-7', [`${which}_outcome`]: 'proceed',
  ...day(`${which}_done`, [1, 5, year - 1]), ...day(`${which}_review`, [1, 5, year + 2]),
})
const nextReview = (): readonly [number, number, number] => {
  const soon = new Date(Date.now() + 200 * 86_400_000)
  return [soon.getUTCDate(), soon.getUTCMonth() + 1, soon.getUTCFullYear()]
}
const facts = (): Fields => ({
  title: 'Exploitation panel', about: 'What police and council tell each other.', purposes: ['safeguard_child', 'prevent_violence'],
  parties: [w.agencies.police, w.agencies.council], owner: w.staff.governance,
  ...day('review', nextReview()), ...day('until', [1, 6, year + 2]), ...assessed('dpia'), ...assessed('equality'),
})
const clause = (more: Fields = {}): Fields => ({
  says: 'The police tell social workers of support.', from: w.agencies.police, to: w.agencies.council, roles: 'social_worker',
  purpose: 'safeguard_child', categories: 'support', tier: '1', access: 'read', reach: 'linked', subject: 'any', oldest: 'any',
  precision: 'full', gateway: 'ca2004_s10', sender_article6: 'gdpr_6_1_e', receiver_article6: 'gdpr_6_1_e', onward: 'none',
  do: 'save', ...more,
})
const place = (response: Response) => response.headers.get('location') ?? `${response.status}`
const idIn = (response: Response) => /\/agreements\/([^?\/]+)/v.exec(place(response))?.[1] ?? ''
const signers = ['privacyPolice', 'seniorPolice', 'privacyCouncil', 'seniorCouncil'] as const
const sign = (persona: Persona, id: string) => submit(persona, `/agreements/${id}/sign`, { read: 'yes' })
const alertsOf = async (kind: string) => (await w.owner.query('select agency_id, role, staff_id from alert where kind = $1', [kind])).rows

describe('a draft', () => {
  test('is begun by the governance lead alone, with everything that an agreement needs', async () => {
    const empty = await post('governance', '/agreements/new', {})
    expect(empty.status).toBe(422)
    const words = await wordsOf(empty)
    for (const asked of ['Enter a title', 'Choose the parties', 'Choose the purposes', 'Enter the last day'])
      expect(words).toContain(asked)
    const begun = await post('governance', '/agreements/new', { ...facts(), dpia_title: '' })
    expect(begun.status).toBe(303)
    first = idIn(begun)
    expect(await read('governance', `/agreements/${first}`)).toContain('UK GDPR Article 35')
  })

  test('is read by the lead and the officers who will sign, and is absent for everybody else', async () => {
    expect(await read('privacyCouncil', `/agreements/${first}`)).toContain('Exploitation panel')
    for (const persona of ['officer', 'administrator', 'chair', 'socialWorker'] as const) {
      const response = await w.request(persona, `/agreements/${first}`)
      const none = await w.request(persona, `/agreements/${randomUUID()}`)
      expect(response.status).toBe(404)
      expect(await wordsOf(response)).toBe(await wordsOf(none))
      expect(await read(persona, '/agreements')).not.toContain('Exploitation panel')
    }
  })

  const forms = ['facts', 'clauses/new', 'propose', 'activate', 'withdraw', 'new-version']
  test.for(forms)('nobody but the lead finds or posts %s', async form => {
    for (const persona of ['officer', 'administrator', 'privacyPolice', 'seniorCouncil'] as const) {
      expect((await w.request(persona, `/agreements/${first}/${form}`)).status).toBe(404)
      expect((await post(persona, `/agreements/${first}/${form}`, form === 'facts' ? facts() : clause({ why: 'x' }))).status)
        .toBe(404)
    }
    expect((await w.owner.query('select from clause where agreement_id = $1', [first])).rows).toEqual([])
    expect((await w.owner.query('select state from agreement where id = $1', [first])).rows).toEqual([{ state: 'draft' }])
  })

  test('does not save a clause that the law refuses, and says which law and what would be lawful', async () => {
    const refused = await submit('governance', `/agreements/${first}/clauses/new`, clause({
      from: w.agencies.council, to: w.agencies.police, roles: 'neighbourhood_officer', purpose: 'prevent_violence',
      gateway: 'pcsca2022_s16', receiver_article6: '', receiver_part3: 'dpa_s35_2_b' }))
    expect(refused.status).toBe(422)
    const words = await wordsOf(refused)
    expect(words).toContain('section 16(4)(b), does not authorise the disclosure of personal information')
    expect(words).toContain('Lawful instead:')
    expect(words).toContain('The police tell social workers of support.')
    expect((await w.owner.query('select from clause where agreement_id = $1', [first])).rows).toEqual([])
  })

  test('does not save what the database could not keep to', async () => {
    const refused = await submit('governance', `/agreements/${first}/clauses/new`,
      clause({ categories: ['support', 'contact'], oldest: '12' }))
    expect(refused.status).toBe(422)
    expect(await wordsOf(refused)).toContain('Only entries of the chronology have a day and a role')
  })

  test('is checked without being saved when the lead only asks', async () => {
    const checked = await submit('governance', `/agreements/${first}/clauses/new`, clause({ do: 'check' }))
    expect(checked.status).toBe(200)
    expect(await wordsOf(checked)).toContain('The law refuses nothing in this clause.')
    expect((await w.owner.query('select from clause where agreement_id = $1', [first])).rows).toEqual([])
  })

  test('takes a lawful clause, changes it, and takes it out again', async () => {
    expect(place(await submit('governance', `/agreements/${first}/clauses/new`, clause()))).toContain('done=saved')
    expect(place(await submit('governance', `/agreements/${first}/clauses/new`, clause({ says: 'Another.' })))).toContain('done=saved')
    const { rows: [second] } = await w.owner.query<{ id: string }>(
      'select id from clause where agreement_id = $1 and number = 2', [first])
    const one = `/agreements/${first}/clauses/${second?.id ?? ''}`
    expect(await read('governance', one)).toContain('Another.')
    expect(place(await submit('governance', one, clause({ says: 'Still another.' })))).toContain('done=saved')
    expect(await read('governance', `/agreements/${first}`)).toContain('Still another.')
    expect(place(await submit('governance', `${one}/remove`, {}))).toContain('done=removed')
    expect(await read('governance', `/agreements/${first}`)).not.toContain('Still another.')
  })

  test('keeps the later of two changes out when somebody changed it meanwhile', async () => {
    const late = await post('governance', `/agreements/${first}/clauses/new`, { ...clause({ says: 'Late.' }), revision: '0' })
    expect(late.status).toBe(422)
    expect(await wordsOf(late)).toContain('Somebody changed this meanwhile')
  })

  test('is not proposed while an assessment is missing', async () => {
    const proposed = await submit('governance', `/agreements/${first}/propose`, {})
    expect(proposed.status).toBe(422)
    expect(await wordsOf(proposed)).toContain('UK GDPR Article 35')
    expect(place(await submit('governance', `/agreements/${first}/facts`, facts()))).toContain('done=saved')
  })

  test('takes no clause and no proposal when its review date has passed', async () => {
    await w.owner.query(`update agreement set review_on = current_date - 1 where id = $1`, [first])
    expect(await read('governance', `/agreements/${first}`)).toContain('No clause can be added')
    const added = await submit('governance', `/agreements/${first}/clauses/new`, clause())
    expect(await wordsOf(added)).toContain('The review date or the end has passed')
    expect((await submit('governance', `/agreements/${first}/propose`, {})).status).toBe(422)
    expect(place(await submit('governance', `/agreements/${first}/facts`, facts()))).toContain('done=saved')
  })
})

describe('signing', () => {
  test('begins when the lead proposes: officers of every party are told, and nothing is changed any more', async () => {
    expect(place(await submit('governance', `/agreements/${first}/propose`, {}))).toContain('done=proposed')
    expect(await alertsOf('agreement_to_sign')).toHaveLength(4)
    expect(await read('seniorPolice', '/agreements')).toContain('Waiting for your signature')
    expect((await post('governance', `/agreements/${first}/clauses/new`, clause())).status).toBe(404)
    await expect(w.owner.query(`update clause set highest_tier = 3 where agreement_id = $1`, [first]))
      .rejects.toThrow('not changed after it was proposed')
    await expect(w.owner.query(`update agreement set valid_until = 'infinity' where id = $1`, [first])).rejects.toThrow('prolonged')
  })

  test('is for the officers of the parties: everybody else finds nothing', async () => {
    for (const persona of ['governance', 'officer', 'administrator', 'chair'] as const) {
      expect((await w.request(persona, `/agreements/${first}/sign`)).status).toBe(404)
      expect((await post(persona, `/agreements/${first}/sign`, { read: 'yes', content: 'a'.repeat(64) })).status).toBe(404)
    }
  })

  test('shows all that is signed, asks for a confirmation, and refuses what has changed', async () => {
    const words = await read('privacyPolice', `/agreements/${first}/sign`)
    for (const said of ['The police tell social workers of support.', 'Children Act 2004, section 10', 'Who gains and loses sight',
      '1 person: Support and programmes', 'You sign as Privacy officer of Wexmere Police'])
      expect(words).toContain(said)
    expect((await submit('privacyPolice', `/agreements/${first}/sign`, {})).status).toBe(422)
    const other = await post('privacyPolice', `/agreements/${first}/sign`, { read: 'yes', content: 'a'.repeat(64) })
    expect(await wordsOf(other)).toContain('Somebody changed this meanwhile')
  })

  test('nobody signs twice', async () => {
    expect(place(await sign('privacyPolice', first))).toContain('done=signed')
    expect(await read('governance', `/agreements/${first}`)).toContain('1 of 4 signed.')
    expect(await read('privacyPolice', `/agreements/${first}/sign`)).not.toContain('You sign as')
    const { rows: [row] } = await w.owner.query<{ content: string }>(
      `select encode(content, 'hex') as content from agreement_signature where agreement_id = $1`, [first])
    const again = await post('privacyPolice', `/agreements/${first}/sign`, { read: 'yes', content: row?.content ?? '' })
    expect(await wordsOf(again)).toContain('already signed')
  })

  test('a version that is sent back is a draft again, and every signature has to be given anew', async () => {
    const without = await submit('seniorCouncil', `/agreements/${first}/sign`, {}, `/agreements/${first}/send-back`)
    expect(await wordsOf(without)).toContain('Say what has to change')
    const back = await submit('seniorCouncil', `/agreements/${first}/sign`, { why: 'Say it in plain words' }, `/agreements/${first}/send-back`)
    expect(place(back)).toContain('done=sent_back')
    expect(await alertsOf('agreement_sent_back')).toEqual([expect.objectContaining({ staff_id: w.staff.governance })])
    const words = await read('governance', `/agreements/${first}`)
    expect(words).toContain('It was sent back for Wexmere Council children’s services')
    expect(words).toContain('Say it in plain words')
    await submit('governance', `/agreements/${first}/propose`, {})
    expect(await read('governance', `/agreements/${first}`)).toContain('0 of 4 signed.')
  })

  test('the last signature completes it, and the lead is told', async () => {
    for (const persona of signers) expect(place(await sign(persona, first))).toContain('done=signed')
    expect(await alertsOf('agreement_signed')).toHaveLength(1)
    const words = await read('officer', `/agreements/${first}`)
    expect(words).toContain('Both officers of every party have signed.')
    expect(words).not.toContain('Activate')
    expect(await seenBySocialWorker()).toBe(0)
  })
})

describe('in force', () => {
  test('it is activated by the lead, after reading who gains sight of whom, in one transaction', async () => {
    expect(await read('governance', `/agreements/${first}/activate`)).toMatch(/Children’s social worker 1 1 person: Support/v)
    const { rows: [before] } = await w.owner.query<{ n: string }>('select n from authz.version')
    expect(place(await submit('governance', `/agreements/${first}/activate`, {}))).toContain('done=activated')
    expect(await seenBySocialWorker()).toBe(1)
    const { rows: [after] } = await w.owner.query<{ n: string }>('select n from authz.version')
    expect(Number(after?.n)).toBeGreaterThan(Number(before?.n))
    const { rows } = await w.owner.query(
      `select distinct c.agreement_id, g.valid_from = a.activated_at as at_once from authz.grant_cell g
       join clause c on c.id = g.clause_id join agreement a on a.id = c.agreement_id where a.id = $1`, [first])
    expect(rows).toEqual([{ agreement_id: first, at_once: true }])
    expect(place(await post('governance', `/agreements/${first}/activate`, {}))).toBe('404')
  })

  test('its next version changes nothing until it is activated, and then replaces it in one moment', async () => {
    const begun = await submit('governance', `/agreements/${first}/new-version`, {})
    const second = idIn(begun)
    expect(second).not.toBe(first)
    expect(idIn(await submit('governance', `/agreements/${first}/new-version`, {}))).toBe(second)
    const { rows: [copied] } = await w.owner.query<{ id: string }>('select id from clause where agreement_id = $1', [second])
    await submit('governance', `/agreements/${second}/clauses/${copied?.id ?? ''}`, clause({ oldest: '12' }))
    await submit('governance', `/agreements/${second}/clauses/new`, clause({ says: 'Missing too.', categories: 'missing' }))
    const changes = await read('privacyCouncil', `/agreements/${second}/changes`)
    expect(changes).toContain('1 new, 0 taken out, 1 changed.')
    expect(changes).toMatch(/How old However old Of the last 12 months only/v)
    await submit('governance', `/agreements/${second}/propose`, {})
    for (const persona of signers) await sign(persona, second)
    expect(await seenBySocialWorker()).toBe(1)
    await submit('governance', `/agreements/${second}/activate`, {})
    expect(await seenBySocialWorker()).toBe(1)
    await w.owner.query(`update record set occurred_at = now() - interval '13 months' where kind = 'mentoring_session'`)
    expect(await seenBySocialWorker()).toBe(0)
    const { rows } = await w.owner.query('select version, state from agreement where root_id = $1 order by version', [first])
    expect(rows).toEqual([{ version: 1, state: 'superseded' }, { version: 2, state: 'active' }])
    expect(await read('officer', `/agreements/${first}`)).toContain('Replaced by a newer version')
    await w.owner.query(`update record set occurred_at = now() where kind = 'mentoring_session'`)
  })

  test('an overdue review is said to everybody who reads it', async () => {
    const { rows: [live] } = await w.owner.query<{ id: string }>(
      `select id from agreement where root_id = $1 and state = 'active'`, [first])
    await w.owner.query(`alter table agreement disable trigger stays_as_proposed`)
    await w.owner.query(`update agreement set review_on = current_date - 3 where id = $1`, [live?.id])
    await w.owner.query(`alter table agreement enable trigger stays_as_proposed`)
    expect(await read('officer', '/agreements')).toContain('Review overdue')
    for (const path of ['', '/print']) expect(await read('officer', `/agreements/${live?.id ?? ''}${path}`)).toContain('was to be reviewed by')
  })

  test('the page to print holds every clause with all of its limits, the law and the signatures', async () => {
    const { rows: [live] } = await w.owner.query<{ id: string }>(
      `select id from agreement where root_id = $1 and state = 'active'`, [first])
    const words = await read('mentor', `/agreements/${live?.id ?? ''}/print`)
    for (const said of ['Of the last 12 months only', 'As recorded', 'Article 6(1)(e) public task', 'Leonie Marsden', 'Rafiq Tennison',
      'R-7', 'To nobody'])
      expect(words).toContain(said)
  })

  test('when it ends, the next statement shows nothing', async () => {
    const { rows: [live] } = await w.owner.query<{ id: string }>(
      `select id from agreement where root_id = $1 and state = 'active'`, [first])
    expect(await seenBySocialWorker()).toBe(1)
    await post('governance', `/agreements/${live?.id ?? ''}/end`, { why: 'It is replaced' })
    expect(await seenBySocialWorker()).toBe(0)
  })
})

test('a draft that is withdrawn opened nothing, and says why', async () => {
  const id = idIn(await post('governance', '/agreements/new', facts()))
  expect((await submit('governance', `/agreements/${id}/withdraw`, {})).status).toBe(422)
  expect(place(await submit('governance', `/agreements/${id}/withdraw`, { why: 'Not needed' }))).toContain('done=withdrawn')
  expect(await read('officer', `/agreements/${id}`)).toMatch(/Withdrawn .*Not needed/v)
})

test('the database itself refuses a clause that its gateway forbids, whoever calls it', async () => {
  const id = idIn(await post('governance', '/agreements/new', facts()))
  const fields = {
    says: 'S', from_agencies: [w.agencies.council], to_agencies: [w.agencies.police], to_roles: ['analyst'],
    purpose: 'prevent_violence', categories: ['support'], highest_tier: 1, access: 'read', reach: 'linked', subject_class: 'any',
    precision: 'full', gateway: 'pcsca2022_s16', gateway_version: 1, basis: 'B', sender_basis: {}, receiver_basis: {},
    onward: 'none', onward_agencies: [], conditions: '',
  }
  const why = await w.kernel.db.as(w.scope('governance', 'hub', 'oversight'), async tx => (await sql<{ why: string | null }>`
    select authz.save_clause(${id}::uuid, null, ${JSON.stringify(fields)}::jsonb, 0) as why`.execute(tx)).rows[0]?.why)
  expect(why).toBe('refused_by_gateway')
  await expect(w.kernel.db.as(w.scope('officer', 'hub', 'oversight'), async tx => sql`
    select authz.save_clause(${id}::uuid, null, ${JSON.stringify(fields)}::jsonb, 0)`.execute(tx))).rejects.toThrow('not the information')
})
