import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agencies, partnershipId, post, wordsIn } from '../subject/subjectWorld.ts'
import { dueStates, lifeOfADue } from './retention.ts'
import { retentionWorld, sure } from './retentionWorld.ts'
import type { RetentionWorld } from './retentionWorld.ts'

let w: RetentionWorld
beforeAll(async () => {
  w = await retentionWorld()
})
afterAll(() => w.end())
beforeEach(() => w.startAnew())

describe('what is due', () => {
  test('a school’s file is due on the 25th birthday and not the day before; it is listed once', async () => {
    const person = await w.aPerson()
    await w.run(new Date('2026-11-23T10:00:00Z'))
    expect(await w.due(person)).toEqual([])
    await w.run()
    await w.run()
    expect(await w.due(person)).toEqual([{ kind: 'identity', rule: 'school_child', due: '2026-11-24' }])
  })

  test('somebody born on 29 February is due on 28 February of a common year', async () => {
    const person = await w.aPerson()
    await w.bornOn(person, '2000-02-29')
    await w.run(new Date('2025-02-27T10:00:00Z'))
    expect(await w.due(person)).toEqual([])
    await w.run(new Date('2025-02-28T10:00:00Z'))
    expect(await w.due(person)).toHaveLength(1)
  })

  test('with no known birthday, open work or a decision to keep, nothing is due', async () => {
    const [unknown, working] = [await w.aPerson(), await w.aPerson()]
    await w.bornOn(unknown, null)
    await w.rows(
      `insert into work (partnership_id, person_id, cell, kind, purpose, reference) values ($1, $2, $3,
        'request', 'safeguard_child', '2000-00001')`,
      [partnershipId, working, w.cell(agencies.schoolB, 'request')],
    )
    await w.run()
    expect([...(await w.due(unknown)), ...(await w.due(working))]).toEqual([])
  })

  test('police records wait for six clear years after the last event; a later one starts the years anew', async () => {
    const person = await w.aPerson(undefined, agencies.police)
    await w.record('An old one', {
      person,
      agency: agencies.police,
      category: 'police',
      kind: 'occurrence',
      at: '2020-11-23T10:00:00Z',
    })
    await w.run()
    expect((await w.due(person)).map(({ kind }) => kind)).toEqual(['identity', 'police'])
    await w.rows('delete from retention_due')
    await w.record('A newer one', {
      person,
      agency: agencies.police,
      category: 'police',
      kind: 'occurrence',
      at: '2021-01-01T10:00:00Z',
    })
    await w.run()
    expect(await w.due(person)).toEqual([])
  })

  test('after a death the years are counted from the death, not from birth', async () => {
    const person = await w.aPerson(undefined, agencies.council)
    await w.bornOn(person, '2001-01-01', '2012-11-24')
    await w.run()
    expect(await w.due(person)).toEqual([])
    await w.run(new Date('2027-11-24T10:00:00Z'))
    expect(await w.due(person)).toEqual([{ kind: 'identity', rule: 'child_died', due: '2027-11-24' }])
  })
})

describe('who decides', () => {
  test.each(['officer', 'schoolLeadB', 'socialWorker', 'chair', 'administrator', 'seniorCouncil'] as const)(
    '%s gets the constant page',
    async persona => {
      for (const path of ['/retention', '/holds', '/holds/new', `/retention/${randomUUID()}`])
        expect((await w.request(persona, path)).status, path).toBe(404)
      expect((await post(w, persona, '/retention/run')).status).toBe(404)
      expect((await post(w, persona, '/holds', { what: 'everything', reason: 'x' })).status).toBe(404)
    },
  )

  test('a school without a privacy officer is answered for by the partnership’s lead; the police’s officer does not see it', async () => {
    const person = await w.aPerson()
    expect((await post(w, 'governance', '/retention/run')).status).toBe(303)
    const id = await w.dueId(person, 'identity')
    expect((await w.request('privacyPolice', `/retention/${id}`)).status).toBe(404)
    expect((await post(w, 'privacyPolice', `/retention/${id}/dispose`, sure)).status).toBe(404)
    expect(wordsIn(await (await w.request('governance', `/retention/${id}`)).text())).toContain(
      'What a school holds about a child',
    )
  })

  test('to keep it needs a reason and a day, can be undone, and is due again when the day has come', async () => {
    const person = await w.aPerson()
    await w.run()
    const at = `/retention/${await w.dueId(person, 'identity')}`
    const bad = await post(w, 'governance', `${at}/keep`, {
      'keep-why': '',
      'until-day': '1',
      'until-month': '1',
      'until-year': '2020',
    })
    expect(bad.status).toBe(422)
    expect(await bad.text()).toContain('The day must be in the future')
    const keep = { 'keep-why': 'an inquiry may ask', 'until-day': '24', 'until-month': '11', 'until-year': '2027' }
    expect((await post(w, 'governance', `${at}/keep`, keep)).status).toBe(303)
    expect((await post(w, 'governance', `${at}/undo`)).status).toBe(303)
    expect((await post(w, 'governance', `${at}/keep`, keep)).status).toBe(303)
    expect((await post(w, 'governance', `${at}/dispose`, sure)).status).toBe(422)
    await w.run(new Date('2027-11-23T10:00:00Z'))
    expect(await w.due(person)).toHaveLength(1)
    await w.run(new Date('2027-11-24T10:00:00Z'))
    expect(await w.due(person)).toHaveLength(2)
  })
})

test('every state has its row, and what is disposed of has no step', () => {
  expect(Object.keys(lifeOfADue)).toEqual([...dueStates])
  expect(lifeOfADue.disposed).toEqual({})
})
