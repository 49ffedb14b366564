import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idIn, place, versionsWorld, wordsOf } from './versionsWorld.ts'
import type { VersionsWorld } from './versionsWorld.ts'

let w: VersionsWorld
let first = ''
beforeAll(async () => {
  w = await versionsWorld()
}, 60_000)
afterAll(() => w.end())

describe('a draft', () => {
  test('is begun by the governance lead alone, with everything that an agreement needs', async () => {
    const empty = await w.post('governance', '/agreements/new', {})
    expect(empty.status).toBe(422)
    const words = await wordsOf(empty)
    for (const asked of ['Enter a title', 'Choose the parties', 'Choose the purposes', 'Enter the last day'])
      expect(words).toContain(asked)
    const begun = await w.post('governance', '/agreements/new', { ...w.facts(), dpia_title: '' })
    expect(begun.status).toBe(303)
    first = idIn(begun)
    expect(await w.read('governance', `/agreements/${first}`)).toContain('UK GDPR Article 35')
  })

  test('is read by the lead and the officers who will sign, and is absent for everybody else', async () => {
    expect(await w.read('privacyCouncil', `/agreements/${first}`)).toContain('Exploitation panel')
    for (const persona of ['officer', 'administrator', 'chair', 'socialWorker'] as const) {
      const response = await w.request(persona, `/agreements/${first}`)
      const none = await w.request(persona, `/agreements/${randomUUID()}`)
      expect(response.status).toBe(404)
      expect(await wordsOf(response)).toBe(await wordsOf(none))
      expect(await w.read(persona, '/agreements')).not.toContain('Exploitation panel')
    }
  })

  const forms = ['facts', 'clauses/new', 'propose', 'activate', 'withdraw', 'new-version']
  test.for(forms)('nobody but the lead finds or posts %s', async form => {
    for (const persona of ['officer', 'administrator', 'privacyPolice', 'seniorCouncil'] as const) {
      expect((await w.request(persona, `/agreements/${first}/${form}`)).status).toBe(404)
      expect(
        (
          await w.post(
            persona,
            `/agreements/${first}/${form}`,
            form === 'facts' ? w.facts() : w.clause({ why: 'x' }),
          )
        ).status,
      ).toBe(404)
    }
    expect(await w.clausesOf(first)).toEqual([])
    expect((await w.owner.query('select state from agreement where id = $1', [first])).rows).toEqual([
      { state: 'draft' },
    ])
  })

  test('does not save a clause that the law refuses, and says which law and what would be lawful', async () => {
    const refused = await w.submit(
      'governance',
      `/agreements/${first}/clauses/new`,
      w.clause({
        from: w.agencies.council,
        to: w.agencies.police,
        roles: 'neighbourhood_officer',
        purpose: 'prevent_violence',
        gateway: 'pcsca2022_s16',
        receiver_article6: '',
        receiver_part3: 'dpa_s35_2_b',
      }),
    )
    expect(refused.status).toBe(422)
    const words = await wordsOf(refused)
    expect(words).toContain('section 16(4)(b), does not authorise the disclosure of personal information')
    expect(words).toContain('Lawful instead:')
    expect(words).toContain('The police tell social workers of support.')
    expect(await w.clausesOf(first)).toEqual([])
  })

  test('does not save what the database could not keep to', async () => {
    const refused = await w.submit(
      'governance',
      `/agreements/${first}/clauses/new`,
      w.clause({ categories: ['support', 'contact'], oldest: '12' }),
    )
    expect(refused.status).toBe(422)
    expect(await wordsOf(refused)).toContain('Only entries of the chronology have a day and a role')
  })

  test('is checked without being saved when the lead only asks', async () => {
    const checked = await w.submit('governance', `/agreements/${first}/clauses/new`, w.clause({ do: 'check' }))
    expect(checked.status).toBe(200)
    expect(await wordsOf(checked)).toContain('The law refuses nothing in this clause.')
    expect(await w.clausesOf(first)).toEqual([])
  })

  test('takes a lawful clause, changes it, and takes it out again', async () => {
    expect(place(await w.submit('governance', `/agreements/${first}/clauses/new`, w.clause()))).toContain(
      'done=saved',
    )
    expect(
      place(await w.submit('governance', `/agreements/${first}/clauses/new`, w.clause({ says: 'Another.' }))),
    ).toContain('done=saved')
    const {
      rows: [second],
    } = await w.owner.query<{ id: string }>('select id from clause where agreement_id = $1 and number = 2', [first])
    const one = `/agreements/${first}/clauses/${second?.id ?? ''}`
    expect(await w.read('governance', one)).toContain('Another.')
    expect(place(await w.submit('governance', one, w.clause({ says: 'Still another.' })))).toContain('done=saved')
    expect(await w.read('governance', `/agreements/${first}`)).toContain('Still another.')
    expect(place(await w.submit('governance', `${one}/remove`, {}))).toContain('done=removed')
    expect(await w.read('governance', `/agreements/${first}`)).not.toContain('Still another.')
  })

  test('keeps the later of two changes out when somebody changed it meanwhile', async () => {
    const late = await w.post('governance', `/agreements/${first}/clauses/new`, {
      ...w.clause({ says: 'Late.' }),
      revision: '0',
    })
    expect(late.status).toBe(422)
    expect(await wordsOf(late)).toContain('Somebody changed this meanwhile')
  })

  test('is not proposed while an assessment is missing', async () => {
    const proposed = await w.submit('governance', `/agreements/${first}/propose`, {})
    expect(proposed.status).toBe(422)
    expect(await wordsOf(proposed)).toContain('UK GDPR Article 35')
    expect(place(await w.submit('governance', `/agreements/${first}/facts`, w.facts()))).toContain('done=saved')
  })

  test('takes no clause and no proposal when its review date has passed', async () => {
    await w.owner.query(`update agreement set review_on = current_date - 1 where id = $1`, [first])
    expect(await w.read('governance', `/agreements/${first}`)).toContain('No clause can be added')
    const added = await w.submit('governance', `/agreements/${first}/clauses/new`, w.clause())
    expect(await wordsOf(added)).toContain('The review date or the end has passed')
    expect((await w.submit('governance', `/agreements/${first}/propose`, {})).status).toBe(422)
    expect(place(await w.submit('governance', `/agreements/${first}/facts`, w.facts()))).toContain('done=saved')
  })
})

test('a draft that is withdrawn opened nothing, and says why', async () => {
  const id = idIn(await w.post('governance', '/agreements/new', w.facts()))
  expect((await w.submit('governance', `/agreements/${id}/withdraw`, {})).status).toBe(422)
  expect(place(await w.submit('governance', `/agreements/${id}/withdraw`, { why: 'Not needed' }))).toContain(
    'done=withdrawn',
  )
  expect(await w.read('officer', `/agreements/${id}`)).toMatch(/Withdrawn .*Not needed/v)
})

test('seals and requests for one’s own record are in no clause', async () => {
  const id = idIn(await w.post('governance', '/agreements/new', w.facts()))
  const words = await w.read('governance', `/agreements/${id}/clauses/new`)
  expect(words).toContain('Support and programmes')
  expect(words).not.toContain('Protection of identity')
  const forced = w.submit('governance', `/agreements/${id}/clauses/new`, w.clause({ categories: 'protection' }))
  expect((await forced).status).toBe(422)
  expect(await w.clausesOf(id)).toEqual([])
})

test('the database itself refuses a clause that its gateway forbids, whoever calls it', async () => {
  const id = idIn(await w.post('governance', '/agreements/new', w.facts()))
  const fields = {
    says: 'S',
    from_agencies: [w.agencies.council],
    to_agencies: [w.agencies.police],
    to_roles: ['analyst'],
    purpose: 'prevent_violence',
    categories: ['support'],
    highest_tier: 1,
    access: 'read',
    reach: 'linked',
    subject_class: 'any',
    precision: 'full',
    gateway: 'pcsca2022_s16',
    gateway_version: 1,
    basis: 'B',
    sender_basis: {},
    receiver_basis: {},
    onward: 'none',
    onward_agencies: [],
    conditions: '',
  }
  const why = await w.kernel.db.as(
    w.scope('governance', 'hub', 'oversight'),
    async tx =>
      (
        await sql<{ why: string | null }>`
    select authz.save_clause(${id}::uuid, null, ${JSON.stringify(fields)}::jsonb, 0) as why`.execute(tx)
      ).rows[0]?.why,
  )
  expect(why).toBe('refused_by_gateway')
  await expect(
    w.kernel.db.as(w.scope('officer', 'hub', 'oversight'), async tx =>
      sql`
    select authz.save_clause(${id}::uuid, null, ${JSON.stringify(fields)}::jsonb, 0)`.execute(tx),
    ),
  ).rejects.toThrow('not the information')
})
