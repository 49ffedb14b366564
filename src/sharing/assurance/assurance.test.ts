import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencies, subjectWorld, wordsIn } from '../subject/subjectWorld.ts'
import type { SubjectWorld } from '../subject/subjectWorld.ts'
import type { ProcessingEntry } from './processing.ts'
import { ruleSets } from './ruleSets.ts'

let w: SubjectWorld
beforeAll(async () => {
  w = await subjectWorld()
})
afterAll(() => w.end())

const json = async (path: string): Promise<unknown> => (await w.request('governance', path)).json()
const isRecord = (value: unknown): value is { entries: ProcessingEntry[] } =>
  typeof value === 'object' && value !== null && 'entries' in value

async function entries(): Promise<ProcessingEntry[]> {
  const record = await json('/assurance/processing.json')
  if (!isRecord(record)) throw new Error('no record of processing')
  return record.entries
}

/** What the wall lets through a clause today, told by the wall itself. */
const opened = () =>
  w.rows(`select distinct c.agency_id, c.category, g.clause_id, k.title from authz.grant_cell g
    join cell c on c.id = g.cell
  join clause l on l.id = g.clause_id join category k on k.code = c.category
  where g.access = 'read' and g.valid_from <= now() and g.valid_until > now()`)

test('every cell readable through a clause is in exactly one entry of the record of processing and in one live impact assessment', async () => {
  const all = await entries()
  const cells = await opened()
  expect(cells.length).toBeGreaterThan(100)
  const faults = cells.flatMap(({ agency_id: agency, category, clause_id: clause }) => {
    const own = all.filter(({ id }) => id === `${String(agency)}:${String(category)}`)
    const recipients = own.flatMap(entry => entry.recipients.filter(({ clauseId }) => clauseId === clause))
    return own.length === 1 && recipients.length === 1 && recipients[0]?.dpia?.isLive
      ? []
      : [`${String(agency)} ${String(category)} ${String(clause)}`]
  })
  expect(faults).toEqual([])
})

test('nothing is in the record that the wall does not open, and a clause that ends is gone with its end', async () => {
  const known = new Set(
    (await opened()).map(
      ({ agency_id: agency, category, clause_id: clause }) =>
        `${String(agency)}:${String(category)} ${String(clause)}`,
    ),
  )
  for (const { id, recipients } of await entries())
    for (const { clauseId } of recipients) expect(known).toContain(`${id} ${clauseId}`)
  const [first] = await opened()
  await w.rows('update clause set ended_at = now() where id = $1', [first?.['clause_id']])
  await w.rows('update authz.grant_cell set valid_until = now() where clause_id = $1', [first?.['clause_id']])
  for (const { recipients } of await entries())
    expect(recipients.map(({ clauseId }) => clauseId)).not.toContain(first?.['clause_id'])
})

test('an agreement whose impact assessment is overdue is told to be so', async () => {
  await w.rows('alter table agreement disable trigger stays_as_proposed')
  await w.rows(`update agreement set dpia_review_on = '2020-01-01'`)
  expect((await entries()).flatMap(({ recipients }) => recipients).some(({ dpia }) => dpia?.isLive === true)).toBe(
    false,
  )
  expect(await (await w.request('governance', '/assurance/processing')).text()).toContain('Review is late')
})

test('each entry says why, about whom, for how long, under which law and how it is protected', async () => {
  for (const entry of await entries()) {
    expect(entry.contacts.length, entry.id).toBeGreaterThan(0)
    expect(entry.security.length).toBeGreaterThan(3)
    expect(entry.purposes.length, entry.id).toBeGreaterThan(0)
  }
  const police = (await entries()).find(({ id }) => id === `${agencies.police}:police`)
  expect(police?.retention.join(' ')).toContain('6 years after the last thing that was recorded')
})

test('every rule set has its transparency record as a page and a file, with the rules as they run and no score', async () => {
  const index = await (await w.request('governance', '/assurance')).text()
  for (const { code, name } of ruleSets) {
    expect(index).toContain(name)
    const page = wordsIn(await (await w.request('governance', `/assurance/algorithms/${code}`)).text())
    expect(page, code).toContain('It gives no score to any person')
    for (const section of [
      'Owner and responsibility',
      'Description and rationale',
      'Decision-making process',
      'Tool specification',
      'Risks, mitigations',
    ])
      expect(page, code).toContain(section)
    const record = await json(`/assurance/algorithms/${code}.json`)
    expect(JSON.stringify(record), code).toContain('version 3.0')
    expect(JSON.stringify(record), code).not.toContain('"runningRules":[]')
  }
  await w.rows(`update clock_rule set title = 'A deadline by another name' where code = 'subject_access'`)
  expect(JSON.stringify(await json('/assurance/algorithms/clock-rules.json'))).toContain('A deadline by another name')
})

test('everybody who works with Kith reads it; it names no child; what does not exist is absent', async () => {
  for (const persona of [
    'officer',
    'schoolLeadA',
    'chair',
    'administrator',
    'privacyCouncil',
    'seniorPolice',
    'analyst',
  ] as const)
    for (const path of [
      '/assurance',
      '/assurance/processing',
      '/assurance/agreements',
      '/assurance/agreements.json',
    ]) {
      const response = await w.request(persona, path)
      expect(response.status, `${persona} ${path}`).toBe(200)
      expect(await response.text()).not.toContain('Marlowe')
    }
  for (const path of ['/assurance/algorithms/none', '/assurance/algorithms/none.json'])
    expect((await w.request('officer', path)).status).toBe(404)
})
