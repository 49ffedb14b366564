import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answersForAll } from './policy.ts'
import {
  approve,
  agencies,
  begin,
  canaries,
  formFor,
  gather,
  people,
  post,
  staff,
  subjectWorld,
  wordsIn,
} from './subjectWorld.ts'
import type { SubjectWorld } from './subjectWorld.ts'
import { lifeOfASubjectRequest, requestStates } from './subjectRequest.ts'

let w: SubjectWorld
beforeAll(async () => {
  w = await subjectWorld(() => new Date('2026-11-24T10:00:00Z'))
  await w.record('Bruise on the arm', { body: 'Seen by the nurse at school.' })
  await w.record('Told by a neighbour', {
    assertion: 'opinion',
    agency: agencies.schoolA,
    category: 'education',
    kind: 'school_concern',
  })
  await w.link('socialWorker', people.child, agencies.council)
})
afterAll(() => w.end())

const text = async (response: Response | Promise<Response>) => wordsIn(await (await response).text())

describe('who may', () => {
  test.each(['officer', 'socialWorker', 'schoolLeadA', 'analyst', 'chair', 'administrator', 'mentor'] as const)(
    '%s gets the constant page',
    async persona => {
      const at = await begin(w, 'privacyCouncil')
      const absent = await text(w.request(persona, '/subject-requests/00000000-0000-4000-8000-00000000dead'))
      for (const path of [
        '/subject-requests',
        '/subject-requests/new',
        at,
        `${at}/review`,
        `${at}/account`,
        `${at}/account.json`,
        `${at}/easy-read`,
      ]) {
        const response = await w.request(persona, path)
        expect(response.status, path).toBe(404)
        expect(await text(response), path).toBe(absent)
      }
      expect((await w.request(persona, '/subject-requests', await formFor(w))).status).toBe(404)
    },
  )

  test('another agency’s officer, and the lead, do not find a request of the council', async () => {
    const at = await begin(w, 'privacyCouncil')
    for (const persona of ['privacyPolice', 'governance', 'seniorCouncil'] as const)
      expect((await w.request(persona, at)).status).toBe(404)
  })

  test('without an open request whose identity is checked, nobody gathers anything', async () => {
    const at = await begin(w, 'privacyCouncil')
    expect((await post(w, 'privacyCouncil', `${at}/collect`)).status).toBe(422)
    expect(await w.rows('select from subject_item where request_id = $1', [at.split('/').at(-1)])).toEqual([])
  })
})

test('the same form sent twice records one request and starts one clock', async () => {
  const form = await formFor(w)
  const [one, two] = await Promise.all([
    w.request('privacyCouncil', '/subject-requests', form),
    w.request('privacyCouncil', '/subject-requests', form),
  ])
  expect(one?.headers.get('location')).toBe(two?.headers.get('location'))
  const id = one?.headers.get('location')?.split('/').at(-1)?.split('?')[0]
  expect(await w.rows('select from clock where work_id = $1', [id])).toHaveLength(1)
})

test('a form with mistakes comes back with what was typed and a message beside each field', async () => {
  const response = await w.request(
    'privacyCouncil',
    '/subject-requests',
    await formFor(w, { family: '', 'received-day': '31', 'received-month': '2', asks: 'my file' }),
  )
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('Enter the family name')
  expect(html).toContain('Enter the day on which you received it')
  expect(html).toContain('my file')
})

describe('the month', () => {
  const due = async (at: string) =>
    (
      await w.rows(
        `select rule, to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD') as due, stopped_at is null as runs
    from clock where work_id = $1 order by stopped_at nulls last, due_at`,
        [at.split('/').at(-1)],
      )
    ).map(({ rule, due: day, runs }) => `${String(rule)} ${String(day)} ${runs ? 'runs' : 'stopped'}`)

  test.each([
    [['25', '9', '2026'], '2026-10-26'],
    [['31', '10', '2026'], '2026-11-30'],
    [['24', '11', '2026'], '2026-12-24'],
    [['31', '1', '2024'], '2024-02-29'],
  ])('received on %s it is due on %s', async ([day = '', month = '', year = ''], expected) => {
    const at = await begin(w, 'privacyCouncil', {
      'received-day': day,
      'received-month': month,
      'received-year': year,
    })
    expect(await due(at)).toEqual([`subject_access ${expected} runs`])
  })

  test('it stands still while proof of identity is awaited, then runs anew, and is extended once, with a reason', async () => {
    const at = await begin(w, 'privacyCouncil')
    await post(w, 'privacyCouncil', `${at}/ask-identity`)
    expect(await due(at)).toEqual(['subject_access 2026-12-02 stopped'])
    expect(await text(w.request('privacyCouncil', at))).toContain('Paused: waiting for proof of identity')
    await post(w, 'privacyCouncil', `${at}/check-identity`, { why: 'passport seen' })
    expect((await due(at)).at(-1)).toBe('subject_access 2026-12-24 runs')
    expect((await post(w, 'privacyCouncil', `${at}/extend`)).status).toBe(422)
    expect((await post(w, 'privacyCouncil', `${at}/extend`, { why: 'very many records' })).status).toBe(303)
    expect((await due(at)).at(-1)).toBe('subject_access_extended 2027-02-24 runs')
    expect((await post(w, 'privacyCouncil', `${at}/extend`, { why: 'again' })).status).toBe(422)
  })
})

test('an account says what is held, who saw it and what was shared; the lead’s covers every agency, an officer’s her own', async () => {
  await w.request('socialWorker', `/people/${people.child}`)
  await w.request('frontDoor', `/people/${people.child}`)
  const council = await gather(w, 'privacyCouncil')
  const own = await text(w.request('privacyCouncil', `${council}/account`))
  expect(own).toContain('Not released')
  await post(w, 'privacyCouncil', `${council}/review/accept`)
  const page = await text(w.request('privacyCouncil', `${council}/account`))
  expect(page).toContain('Bruise on the arm')
  expect(page).toContain('a fact')
  expect(page).toContain('Somebody saw information about you')
  expect(page).toContain('Children’s social worker')
  expect(page).toContain('What exactly')
  expect(page).toContain('Somebody asked and was refused')
  expect(page).toContain('An agreement lets others see information like yours')
  expect(page).toContain('There is no score about you')
  expect(page).not.toContain('Told by a neighbour')
  const whole = await gather(w, 'governance')
  await post(w, 'governance', `${whole}/review/accept`)
  expect(await text(w.request('governance', `${whole}/account`))).toContain('Told by a neighbour')
  expect(answersForAll(w.viewer('privacyCouncil'))).toBe(false)
  const easy = await text(w.request('governance', `${whole}/easy-read`))
  expect(easy).toContain('We do not give you a score.')
  const json: unknown = await (await w.request('governance', `${whole}/account.json`)).json()
  expect(JSON.stringify(json)).toContain('Told by a neighbour')
})

test('reading, gathering and reviewing are written to the record of disclosures', async () => {
  const at = await gather(w, 'privacyCouncil')
  await w.request('privacyCouncil', `${at}/review`)
  const pages = await w.rows(`select distinct page from disclosure where person_id = $1 and staff_id = $2`, [
    people.child,
    staff.privacyCouncil,
  ])
  for (const page of ['subject-requests/new', 'subject-requests/collect', 'subject-requests/review'])
    expect(pages).toContainEqual({ page })
})

describe('the review', () => {
  test('whoever departs from the proposal says why, whoever leaves out names a ground, and the decision survives gathering anew', async () => {
    const at = await gather(w, 'privacyCouncil')
    const [item] = await w.rows(`select id, place from subject_item where request_id = $1 and title = 'Concern'`, [
      at.split('/').at(-1),
    ])
    const decide = (form: Record<string, string>) =>
      post(w, 'privacyCouncil', `${at}/review`, { item: String(item?.['id']), section: 'held', page: '1', ...form })
    const refused = await decide({ choice: 'redact', ground: '', reason: '' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('Choose the ground')
    expect(html).toContain('Say why you choose otherwise than proposed')
    const decided = await decide({ choice: 'redact', ground: 'serious_harm', reason: 'the doctor says so' })
    expect(decided.headers.get('location')).toContain(`#item-${String(item?.['place'])}`)
    await post(w, 'privacyCouncil', `${at}/collect`)
    expect(
      await w.rows(`select decision, reason from subject_item where request_id = $1 and title = 'Concern'`, [
        at.split('/').at(-1),
      ]),
    ).toEqual([{ decision: 'redact', reason: 'the doctor says so' }])
    expect(await text(w.request('privacyCouncil', `${at}/account`))).not.toContain('Bruise')
  })

  test('it is not finished while an item is open', async () => {
    const at = await gather(w, 'privacyCouncil')
    expect((await post(w, 'privacyCouncil', `${at}/finish`)).status).toBe(422)
    await post(w, 'privacyCouncil', `${at}/review/accept`)
    expect((await post(w, 'privacyCouncil', `${at}/finish`)).status).toBe(303)
    expect((await post(w, 'privacyCouncil', `${at}/reopen`)).status).toBe(303)
  })
})

describe('the release', () => {
  test('whoever worked on the account does not release it; another does, once, and it stays as it was given', async () => {
    const at = await gather(w, 'privacyCouncil')
    const release = (await approve(w, 'privacyCouncil', at, agencies.council)) ?? ''
    expect((await post(w, 'privacyCouncil', `${release}/release`)).status).toBe(422)
    expect((await w.request('privacyPolice', release)).status).toBe(404)
    expect(await text(w.request('seniorCouncil', release))).toContain('Bruise on the arm')
    expect((await post(w, 'seniorCouncil', `${release}/release`)).status).toBe(303)
    expect((await post(w, 'seniorCouncil', `${release}/release`)).status).toBe(422)
    await w.record('Written after the release')
    const given = await text(w.request('privacyCouncil', `${at}/account`))
    expect(given).toContain('Bruise on the arm')
    expect(given).not.toContain('Not released')
    expect(
      await w.rows('select from clock where work_id = $1 and stopped_at is null', [at.split('/').at(-1)]),
    ).toEqual([])
    expect(
      await w.rows(`select kind from alert where staff_id = $1 and kind = 'account_released'`, [staff.privacyCouncil]),
    ).not.toEqual([])
    expect((await post(w, 'privacyCouncil', `${at}/collect`)).status).toBe(422)
  })

  test('the lead’s account is released by an agency’s officer, who sees the finished account and nothing else', async () => {
    const at = await gather(w, 'governance')
    const release = (await approve(w, 'governance', at, agencies.police)) ?? ''
    expect((await w.request('privacyPolice', at)).status).toBe(404)
    expect((await post(w, 'privacyPolice', `${release}/send-back`)).status).toBe(422)
    expect((await post(w, 'privacyPolice', `${release}/send-back`, { why: 'the name on page 2' })).status).toBe(303)
    expect(await text(w.request('governance', at))).toContain('The account was sent back: the name on page 2')
  })

  test('what was sent for release can be taken back, and then nobody reads it', async () => {
    const at = await gather(w, 'privacyCouncil')
    const release = (await approve(w, 'privacyCouncil', at, agencies.police)) ?? ''
    expect((await post(w, 'privacyCouncil', `${at}/take-back`)).status).toBe(303)
    expect((await w.request('privacyPolice', release)).status).toBe(404)
    expect((await post(w, 'privacyPolice', `${release}/release`)).status).toBe(404)
  })
})

test('somebody whom no agency knows is answered with the same letter', async () => {
  const at = await gather(w, 'governance', { given: 'Nobody', family: 'Knownhere' })
  await post(w, 'governance', `${at}/review/accept`)
  const unknown = await text(w.request('governance', `${at}/account`))
  expect(unknown).toContain('There is nothing here that we can give you')
  const sealed = await gather(w, 'governance', { given: 'Wren', family: 'Haddow', ...(await bornLike('Wren')) })
  const hidden = await text(w.request('governance', `${sealed}/account`))
  expect(letterIn(hidden)).toBe(letterIn(unknown))
  expect(hidden).toContain('There is nothing here that we can give you')
})

const letterIn = (page: string) =>
  page.slice(page.indexOf('This account holds what we can give you'), page.indexOf('0303 123 1113'))
async function bornLike(given: string) {
  const [row] = await w.rows(
    `select to_char(birth_on, 'DD MM YYYY') as born from source_record where given_name = $1 limit 1`,
    [given],
  )
  const [day = '', month = '', year = ''] = String(row?.['born']).split(' ')
  return { 'born-day': day, 'born-month': month, 'born-year': year }
}

test('every state has its row, and what is closed has no step', () => {
  expect(Object.keys(lifeOfASubjectRequest)).toEqual([...requestStates])
  for (const state of ['released', 'refused', 'withdrawn'] as const) expect(lifeOfASubjectRequest[state]).toEqual({})
  expect(Object.values(canaries)).toHaveLength(7)
})
