import { describe, expect, test } from 'vitest'
import { decide, decideAdding } from './decide.ts'
import { isWithin, type ClauseFact, type Facts, type Request } from './decideFacts.ts'

const at = new Date('2026-11-24T09:00:00Z')
const before = new Date('2026-11-24T08:59:59Z')
const after = new Date('2026-11-24T09:00:01Z')

const clause: ClauseFact = {
  id: 'clause',
  fromAgencies: ['police'],
  toAgencies: ['council'],
  toRoles: ['social_worker'],
  purpose: 'safeguard_child',
  categories: ['concern'],
  highestTier: 2,
  access: 'read',
  reach: 'linked',
}
const facts: Facts = {
  staff: [{ id: 'jules', agencyId: 'council', active: { from: before } }],
  appointments: [{ staffId: 'jules', role: 'social_worker', held: { from: before } }],
  rolePurposes: [{ role: 'social_worker', purpose: 'safeguard_child' }],
  ownScopes: [{ role: 'social_worker', category: 'concern', highestTier: 1, reach: 'linked', mayWrite: true }],
  agreements: [{ id: 'agreement', state: 'active', inForce: { from: before, until: after }, clauses: [clause] }],
  links: [
    {
      personId: 'child',
      staffId: 'jules',
      agencyId: 'council',
      purpose: 'safeguard_child',
      valid: { from: before },
    },
  ],
  blocks: [],
}
const request: Request = {
  staffId: 'jules',
  agencyId: 'council',
  role: 'social_worker',
  purpose: 'safeguard_child',
  lens: 'linked',
  personId: 'child',
  cell: { agencyId: 'police', category: 'concern', tier: 1 },
  at,
}
const own = { agencyId: 'council', category: 'concern', tier: 1 }
const closed = (changed: Partial<Facts>, asked: Partial<Request> = {}) =>
  decide({ ...facts, ...changed }, { ...request, ...asked })
    .locks.filter(({ open }) => !open)
    .map(({ name, because }) => `${name}: ${because}`)

test('five open locks show the record and name the clause', () => {
  expect(decide(facts, request)).toMatchObject({ allow: true, clauses: ['clause'] })
  expect(decide(facts, { ...request, cell: own })).toMatchObject({ allow: true, clauses: [] })
})

describe('each lock closes for its own reason', () => {
  test.each<[string, Partial<Facts>, Partial<Request>]>([
    [
      'person: account not live',
      { staff: [{ id: 'jules', agencyId: 'council', active: { from: before, until: at } }] },
      {},
    ],
    [
      'person: vetting has run out',
      { staff: [{ id: 'jules', agencyId: 'council', active: {}, vettingUntil: at }] },
      {},
    ],
    [
      'person: training has run out',
      { staff: [{ id: 'jules', agencyId: 'council', active: {}, trainingUntil: before }] },
      {},
    ],
    ['person: not appointed to this role', { appointments: [] }, {}],
    ['link: no link to this person for this purpose', { links: [] }, {}],
    ['gateway: no clause in force', { agreements: [] }, {}],
    ['gateway: no clause in force', {}, { cell: { agencyId: 'police', category: 'concern', tier: 3 } }],
    ['gateway: no clause in force', {}, { cell: { agencyId: 'school', category: 'concern', tier: 1 } }],
    ['gateway: no clause in force', {}, { lens: 'hub' }],
    ['block: blocked', { blocks: [{ personId: 'child', exemptStaff: [], valid: {} }] }, {}],
  ])('%s', (lock, changed, asked) => {
    expect(closed(changed, asked)).toEqual([lock])
  })

  test('another purpose closes the purpose, the link and the gateway', () => {
    expect(closed({}, { purpose: 'oversight' }).map(lock => lock.split(':')[0])).toEqual([
      'purpose',
      'link',
      'gateway',
    ])
  })

  test('a block does not touch the exempt, nor whom it is not against', () => {
    expect(
      closed({
        blocks: [
          { personId: 'child', exemptStaff: ['jules'], valid: {} },
          { personId: 'child', againstStaff: 'another', exemptStaff: [], valid: {} },
        ],
      }),
    ).toEqual([])
  })
})

test('a period begins at its first moment and is over at its last', () => {
  expect([before, at, after].map(moment => isWithin({ from: at, until: after }, moment))).toEqual([
    false,
    true,
    false,
  ])
  expect(isWithin({}, at)).toBe(true)
})

test('a clause that lets somebody deposit lets them add there, and see nothing', () => {
  const depositing: Facts = {
    ...facts,
    agreements: [{ id: 'agreement', state: 'active', inForce: {}, clauses: [{ ...clause, access: 'deposit' }] }],
  }
  expect(decideAdding(depositing, request).allow).toBe(true)
  expect(decide(depositing, request).allow).toBe(false)
  expect(decideAdding(facts, request).allow).toBe(false)
  expect(decideAdding(facts, { ...request, cell: own }).allow).toBe(true)
})
