import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharesFor } from '../../sharesFor.ts'
import { shareWorld } from '../../shareWorld.ts'
import type { ShareWorld } from '../../shareWorld.ts'
import type { Persona } from '../../../../tests/world.ts'

let w: ShareWorld
beforeAll(async () => {
  w = await shareWorld()
})
afterAll(() => w.end())

const words = async (persona: Persona, path: string) => wordsIn(await w.request(persona, path))
const wordsIn = async (response: Response) =>
  (await response.text())
    .replaceAll(/<[^>]*>/gv, ' ')
    .replaceAll(/&#39;|&quot;/gv, '’')
    .replaceAll(/\s+/gv, ' ')
const to = () => `${w.agencies.council} social_worker`
const filled = () => ({
  to: to(),
  categories: 'concern',
  reason: 'They visit tomorrow',
  informed: 'no',
  days: '7',
  conditions: 'Do not phone the home',
})
const path = () => `/people/${w.people.child}/share`
const whereTo = (response: Response) => response.headers.get('location') ?? ''

async function shared(more: Record<string, string> = {}): Promise<string> {
  const check = whereTo(await w.request('officer', path(), { ...filled(), ...more }))
  const draft = new URL(check, 'http://localhost').searchParams.get('draft') ?? ''
  const sent = await w.request('officer', `${path()}/send`, { draft, key: randomUUID() })
  return /\/shares\/([0-9a-f\-]+)/v.exec(whereTo(sent))?.[1] ?? ''
}

test('from the child’s page it is shared in three steps, with the law of each part before it is sent', async () => {
  expect(await words('officer', `/people/${w.people.child}`)).toContain('Share information')
  const form = await words('officer', path())
  expect(form).toMatch(/Share information about Teo Marlowe, 1[34] years/v)
  expect(form).toContain('Safeguarding concern')
  expect(form).toContain('Children’s social worker')
  const check = whereTo(await w.request('officer', path(), filled()))
  expect(check).toMatch(/\/share\/check\?draft=/v)
  const checked = await words('officer', check)
  expect(checked).toMatch(/Children Act (?:1989|2004), section/v)
  expect(checked).toContain('clause 2 of the Front door information-sharing agreement')
  const draft = new URL(check, 'http://localhost').searchParams.get('draft') ?? ''
  const [one, two] = [
    await w.request('officer', `${path()}/send`, { draft }),
    await w.request('officer', `${path()}/send`, { draft }),
  ]
  expect(whereTo(one)).toMatch(/\/shares\/[0-9a-f\-]{36}\?done=sent/v)
  expect(whereTo(two)).toBe('/shares?done=sent')
  expect((await w.owner.query('select 1 from share')).rows).toHaveLength(1)
  const page = await words('officer', whereTo(one))
  expect(page).toContain('Undo: recall it now')
  expect(page).toContain('Not opened yet')
})

test('what is missing stands beside the field, and what was typed is kept', async () => {
  const response = await w.request('officer', path(), { ...filled(), to: '', informed: 'unsafe' })
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('Choose whom you share with')
  expect(html).toContain('Say why telling them would not be safe')
  expect(html).toContain('They visit tomorrow')
  const unknown = await w.request('officer', path(), { ...filled(), colleague: 'nobody@wexmere.example' })
  expect(await wordsIn(unknown)).toContain('Nobody with this address holds that role there')
})

test('the recipient finds it in their work, sees conditions and sections, and the sender the receipt', async () => {
  const id = await shared()
  expect((await sharesFor(w.kernel, w.viewer('socialWorker'))).map(({ href }) => href)).toContain(`/shares/${id}`)
  expect(await words('socialWorker', '/my-work')).toContain('Shared with you: read it')
  const page = await words('socialWorker', `/shares/${id}`)
  expect(page).toContain('Handle with care: Do not phone the home')
  expect(page).toContain('Rowan Ashby')
  expect(page).not.toContain('Recall')
  expect(await words('officer', `/shares/${id}`)).toMatch(/Receipt Opened .* by Jules Pemberly/v)
  expect((await sharesFor(w.kernel, w.viewer('socialWorker'))).map(({ href }) => href)).not.toContain(
    `/shares/${id}`,
  )
  const chronology = await words('socialWorker', `/people/${w.people.child}/chronology`)
  expect(chronology).toContain('CANARY concern')
  expect(chronology).not.toContain('CANARY narrative')
  expect(await words('socialWorker', `/people/${w.people.child}/shared`)).toContain('They visit tomorrow')
})

test('the child’s page shows what was shared with whom and why', async () => {
  const page = await words('officer', `/people/${w.people.child}/shared`)
  expect(page).toContain('Shared with other agencies')
  expect(page).toContain('They visit tomorrow')
  expect(page).toContain('Children’s social worker, Wexmere Council')
})

test('what is recalled is closed, and its page says only that', async () => {
  const id = await shared({ to: `${w.agencies.council} front_door_manager` })
  expect((await w.request('frontDoorManager', `/shares/${id}`)).status).toBe(200)
  expect((await w.request('officer', `/shares/${id}/recall`, { why: '', key: randomUUID() })).status).toBe(422)
  const recalled = await w.request('officer', `/shares/${id}/recall`, { why: 'Wrong team', key: randomUUID() })
  expect(whereTo(recalled)).toBe(`/shares/${id}?done=recall`)
  const page = await words('frontDoorManager', `/shares/${id}`)
  expect(page).toContain('This share was recalled')
  for (const word of ['Marlowe', 'Wrong team', 'They visit tomorrow']) expect(page).not.toContain(word)
  expect((await w.request('frontDoorManager', `/people/${w.people.child}`)).status).toBe(404)
  expect(await words('officer', `/shares/${id}`)).toContain('Wrong team')
})

describe('without a clause', () => {
  const school = () => ({ ...filled(), to: `${w.agencies.schoolA} safeguarding_lead` })

  test('the refusal is recorded and shown with what would be lawful', async () => {
    const response = await w.request('officer', path(), school())
    const page = await words('officer', whereTo(response))
    expect(page).toContain('Nothing allows this at present')
    expect(page).toContain('What would be lawful')
    expect(page).toContain('Wexmere Council children’s services')
    expect(page).toContain('If a life is at risk now')
    expect(page).not.toContain('Share the parts that are covered')
    const { rows } = await w.owner.query(
      `select refused_because, other_agency, categories, lawful_route from refusal_to_share`,
    )
    expect(rows).toEqual([
      {
        refused_because: 'no_clause',
        other_agency: w.agencies.schoolA,
        categories: ['concern'],
        lawful_route: expect.stringContaining('Wexmere Council'),
      },
    ])
    expect(await words('officer', `/people/${w.people.child}/shared`)).toContain(
      'No clause of an agreement covers it',
    )
  })

  test('the covered parts can go alone', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries(filled())) body.append(name, value)
    body.append('categories', 'health')
    await w.record(w.agencies.police, 'health')
    const check = whereTo(await w.request('officer', path(), body))
    expect(await words('officer', check)).toContain('Share the parts that are covered')
    const draft = new URL(check, 'http://localhost').searchParams.get('draft') ?? ''
    const all = await w.request('officer', `${path()}/send`, { draft })
    expect(all.status).toBe(422)
    const rest = whereTo(await w.request('officer', `${path()}/send`, { draft, rest: 'yes' }))
    expect(await words('officer', rest)).toContain('Safeguarding concern')
    expect(await words('officer', rest)).not.toContain('Health')
  })

  test('where a life is at risk it goes at once, and the privacy officer reviews it', async () => {
    const id = await shared({ ...school(), vital: 'yes' })
    expect(await words('schoolLeadA', `/shares/${id}`)).toContain('A life was at risk')
    expect(await words('schoolLeadA', `/people/${w.people.child}/chronology`)).toContain('CANARY concern')
    expect(await words('privacyPolice', '/shares')).toContain('To review')
    expect((await w.request('privacyCouncil', `/shares/${id}`)).status).toBe(404)
    expect(
      (await w.request('officer', `/shares/${id}/review`, { outcome: 'kept', why: 'Mine', key: randomUUID() }))
        .status,
    ).toBe(422)
    const review = await w.request('privacyPolice', `/shares/${id}/review`, {
      outcome: 'ended',
      why: 'No life was at risk',
      key: randomUUID(),
    })
    expect(whereTo(review)).toBe(`/shares/${id}?done=review`)
    expect((await w.request('schoolLeadA', `/people/${w.people.child}`)).status).toBe(404)
  })
})

describe('asking', () => {
  test('a request is answered with a refusal, and both sides keep it', async () => {
    const asked = await w.request('officer', `/people/${w.people.child}/ask`, {
      to: to(),
      categories: 'social_care',
      reason: 'Is there a plan?',
      key: randomUUID(),
    })
    const id = /\/shares\/([0-9a-f\-]+)/v.exec(whereTo(asked))?.[1] ?? ''
    expect(await words('socialWorker', '/my-work')).toContain('Asked to share: share or refuse')
    expect(await words('socialWorker', `/shares/${id}`)).toContain('Share what is asked for')
    expect((await w.request('socialWorker', `/shares/${id}/refuse`, { key: randomUUID() })).status).toBe(422)
    await w.request('socialWorker', `/shares/${id}/refuse`, {
      because: 'not_held',
      words: 'No plan',
      key: randomUUID(),
    })
    expect(await words('officer', `/shares/${id}`)).toContain('Refused It is not held. No plan')
    expect(await words('socialWorker', `/people/${w.people.child}/shared`)).toContain(
      'not shared with Neighbourhood officer, Wexmere Police',
    )
  })

  test('what was refused by telephone is written down too', async () => {
    const form = `/people/${w.people.child}/not-shared`
    expect((await w.request('officer', form, { by: 'them', key: randomUUID() })).status).toBe(422)
    const done = await w.request('officer', form, {
      by: 'them',
      agency: w.agencies.hospital,
      because: 'no_answer',
      words: 'Rang three times',
      key: randomUUID(),
    })
    expect(done.status).toBe(303)
    expect(await words('officer', `/people/${w.people.child}/shared`)).toContain(
      'not shared by Wexmere General Hospital',
    )
  })
})

test('without a link, in the wrong role or about nobody there is no such page', async () => {
  const id = await shared()
  const absent = '00000000-0000-4000-8000-00000000dead'
  const paths = [
    path(),
    `/people/${w.people.child}/ask`,
    `/people/${w.people.child}/not-shared`,
    `/people/${w.people.child}/links`,
  ]
  for (const each of paths) {
    for (const persona of ['secondOfficer', 'governance', 'administrator', 'analyst'] as const)
      expect([each, persona, (await w.request(persona, each)).status]).toEqual([each, persona, 404])
    expect((await w.request('officer', each.replace(w.people.child, absent))).status).toBe(404)
    expect((await w.request('officer', each.replace(w.people.child, w.people.sealed))).status).toBe(404)
  }
  for (const persona of ['secondOfficer', 'mentor', 'privacyCouncil', 'governance'] as const)
    expect((await w.request(persona, `/shares/${id}`)).status).toBe(404)
  for (const persona of ['analyst', 'administrator', 'chair'] as const)
    expect((await w.request(persona, '/shares')).status).toBe(404)
  expect((await w.request('mentor', `/shares/${id}/recall`, { why: 'x', key: randomUUID() })).status).toBe(404)
})
