import { afterAll, beforeAll, expect, test } from 'vitest'
import { lawEnforcement, publicTask, someClause, someFacts } from './agreementSamplesWorld.ts'
import type { ClauseText } from './agreement.ts'
import { checkLaw } from './lawCheck.ts'
import type { LawDraft, LawReference } from './lawReference.ts'
import { agencies, sharingWorld, staff, viewerOf } from './sharingWorld.tsx'
import { listAgreements, listClauses } from './store/agreements.ts'
import { loadLaw } from './store/law.ts'

const today = new Date().toISOString().slice(0, 10)
const everybody = Object.values(agencies)
let law: LawReference
let seeded: LawDraft[]
let end: () => Promise<void>
beforeAll(async () => {
  const w = await sharingWorld()
  end = () => w.end()
  await w.kernel.db.as({ viewer: viewerOf('governance'), purpose: 'oversight', lens: 'hub' }, async tx => {
    law = await loadLaw(tx, today)
    const clauses = await listClauses(tx)
    seeded = (await listAgreements(tx)).map(agreement => ({
      ...agreement,
      clauses: clauses.filter(({ agreementId }) => agreementId === agreement.id),
    }))
  })
})
afterAll(() => end())

const { police, council, hospital, schoolA, mentoring, violenceReduction, youthJustice } = agencies
const draft = (clause: ClauseText, facts: Partial<LawDraft> = {}): LawDraft => ({
  ...someFacts(everybody, staff.governance),
  purposes: [...law.purposes.keys()],
  clauses: [{ ...clause, number: 1 }],
  ...facts,
})
const refusals = (clause: ClauseText, facts: Partial<LawDraft> = {}, reference: LawReference = law) =>
  checkLaw(draft(clause, facts), reference).filter(({ severity }) => severity === 'refuses')
const fieldsOf = (clause: ClauseText, facts: Partial<LawDraft> = {}) =>
  refusals(clause, facts).map(({ field }) => field)
const s16 = (from: string, to: string, more: Partial<ClauseText> = {}) =>
  someClause(from, to, {
    gateway: 'pcsca2022_s16',
    purpose: 'prevent_violence',
    categories: ['police'],
    toRoles: ['analyst'],
    senderBasis: { part3: 'dpa_s35_2_b' },
    receiverBasis: publicTask,
    ...more,
  })

test('a clause that keeps the law is not refused', () => {
  expect(refusals(someClause(police, council))).toEqual([])
  expect(refusals(s16(police, violenceReduction))).toEqual([])
})

test('the serious violence duty carries no patient information, from whomever', () => {
  const [first] = refusals(
    s16(police, violenceReduction, {
      categories: ['health'],
      senderBasis: lawEnforcement,
      receiverBasis: publicTask,
    }),
  )
  expect(first).toMatchObject({ clause: 1, field: 'categories' })
  expect(first?.says).toContain('section 16(4)(a), does not authorise the disclosure of patient information')
  expect(first?.says).toContain('Lawful instead: A health or social care authority may give counts without names')
})

test.for([
  ['the hospital', hospital],
  ['children’s social care', council],
] as const)('the serious violence duty carries nothing personal from %s', ([, sender]) => {
  const found = refusals(
    s16(sender, police, {
      categories: ['support'],
      senderBasis: publicTask,
      receiverBasis: { part3: 'dpa_s35_2_b' },
    }),
  )
  expect(found).toHaveLength(1)
  expect(found[0]?.field).toBe('from')
  expect(found[0]?.says).toContain('section 16(4)(b)')
})

test('a community organisation is not in the list of the serious violence duty, as giver or receiver', () => {
  const given = refusals(
    s16(mentoring, police, { senderBasis: publicTask, receiverBasis: { part3: 'dpa_s35_2_b' } }),
  )
  expect(given.map(({ field }) => field)).toContain('from')
  expect(given[0]?.says).toContain('co-operates under the Children Act 2004, section 10')
  expect(refusals(s16(police, mentoring)).map(({ field }) => field)).toEqual(['to'])
})

test('a school may receive under the serious violence duty, with its own basis at its own end', () => {
  expect(refusals(s16(police, schoolA))).toEqual([])
})

test('under section 17 only the local policing body asks, and only for oversight', () => {
  const s17 = (to: string, purpose: string) =>
    someClause(schoolA, to, {
      gateway: 'pcsca2022_s17',
      purpose,
      categories: ['support'],
      receiverBasis: publicTask,
    })
  expect(refusals(s17(violenceReduction, 'oversight'))).toEqual([])
  expect(fieldsOf(s17(police, 'oversight'))).toContain('to')
  const [other] = refusals(s17(violenceReduction, 'safeguard_child'))
  expect(other).toMatchObject({ field: 'purpose' })
  expect(other?.says).toContain('for what is already held')
})

test('recognised legitimate interests are for senders who are no public body', () => {
  const rli = (from: string, article6: string) =>
    someClause(from, council, { gateway: 'duaa2025_sch4', categories: ['support'], senderBasis: { article6 } })
  expect(refusals(rli(mentoring, 'gdpr_6_1_ea'))).toEqual([])
  expect(fieldsOf(rli(schoolA, 'gdpr_6_1_e'))).toEqual(['from'])
  const [basis] = refusals(
    someClause(schoolA, council, { categories: ['support'], senderBasis: { article6: 'gdpr_6_1_ea' } }),
  )
  expect(basis).toMatchObject({ field: 'sender_article6' })
  expect(basis?.says).toContain('not for public authorities')
})

test('what has not begun, or has ended, is no power: the day decides', () => {
  const before = { ...law, today: '2026-01-31' }
  const clause = someClause(mentoring, council, {
    gateway: 'duaa2025_sch4',
    categories: ['support'],
    senderBasis: { article6: 'gdpr_6_1_e' },
  })
  expect(
    refusals(clause, {}, before)
      .map(({ says }) => says)
      .join(),
  ).toContain('before 5 February 2026')
  const ended = { ...law, gateways: law.gateways.map(gateway => ({ ...gateway, validUntil: '2020-01-01' })) }
  expect(refusals(someClause(police, council), {}, ended)[0]?.says).toContain('no longer in force')
  expect(fieldsOf(someClause(police, council, { gateway: 'ca2004_s16la' }))).toContain('gateway')
})

test('a power that carries only figures carries no clause about people', () => {
  const found = refusals(
    someClause(police, council, {
      gateway: 'cda1998_s17a',
      purpose: 'prevent_violence',
      senderBasis: lawEnforcement,
    }),
  )
  expect(found.map(({ says }) => says).join()).toContain('carries only what identifies nobody')
})

test('a duty to help the council serves the council alone', () => {
  expect(refusals(someClause(hospital, council, { gateway: 'ca1989_s47' }))).toEqual([])
  const [found] = refusals(someClause(hospital, schoolA, { gateway: 'ca1989_s47' }))
  expect(found?.says).toContain('only the council receives')
  expect(fieldsOf(someClause(police, council, { gateway: 'ca1989_s47' }))).toEqual(['from'])
})

test('special categories need Article 9, and Article 9(2)(g) a condition of Schedule 1 that fits it', () => {
  const health = (senderBasis: ClauseText['senderBasis']) =>
    fieldsOf(someClause(hospital, council, { categories: ['health'], senderBasis }))
  expect(health({ article6: 'gdpr_6_1_e' })).toEqual(['sender_article9'])
  expect(health({ article6: 'gdpr_6_1_e', article9: 'gdpr_9_2_g' })).toEqual(['sender_schedule1'])
  expect(health({ article6: 'gdpr_6_1_e', article9: 'gdpr_9_2_g', schedule1: 'dpa_s1_p2' })).toEqual([
    'sender_schedule1',
  ])
  expect(health({ article6: 'gdpr_6_1_e', article9: 'gdpr_9_2_h', schedule1: 'dpa_s1_p2' })).toEqual([])
  expect(health({ article9: 'gdpr_9_2_g', schedule1: 'dpa_s1_p18' })).toEqual(['sender_article6'])
})

test('data about offences needs a condition of Schedule 1 wherever Part 3 does not apply', () => {
  const found = refusals(
    someClause(police, schoolA, { categories: ['police'], receiverBasis: { article6: 'gdpr_6_1_e' } }),
  )
  expect(found.map(({ field }) => field)).toEqual(['receiver_schedule1'])
  expect(found[0]?.says).toContain('Article 10')
})

test('the two ends of one share may be under two regimes', () => {
  const share = (senderBasis: ClauseText['senderBasis'], receiverBasis: ClauseText['senderBasis']) =>
    fieldsOf(s16(police, schoolA, { senderBasis, receiverBasis }))
  expect(share({ part3: 'dpa_s35_2_b' }, publicTask)).toEqual([])
  expect(share(publicTask, publicTask)).toEqual(['sender_part3', 'sender_article6'])
  expect(share({ part3: 'dpa_s35_2_b' }, { part3: 'dpa_s35_2_b' })).toEqual([
    'receiver_part3',
    'receiver_article6',
    'receiver_schedule1',
  ])
  const safeguarding = fieldsOf(someClause(police, council, { senderBasis: { part3: 'dpa_s35_2_b' } }))
  expect(safeguarding).toEqual(['sender_part3', 'sender_article6', 'sender_article9'])
})

test('sensitive processing by a competent authority needs a condition of Schedule 8', () => {
  const clause = someClause(youthJustice, police, {
    gateway: 'cda1998_s115',
    purpose: 'youth_justice',
    categories: ['concern'],
    senderBasis: { part3: 'dpa_s35_2_b' },
    receiverBasis: lawEnforcement,
  })
  expect(fieldsOf(clause)).toEqual(['sender_schedule8'])
})

test('a clause that adds is judged in the direction in which information passes', () => {
  const adding = { categories: ['notification'], access: 'deposit' as const, gateway: 'ea2002_s175' }
  expect(fieldsOf(someClause(council, schoolA, adding))).toEqual([])
  expect(fieldsOf(someClause(council, hospital, adding))).toEqual(['to'])
})

test('a clause keeps within the parties and purposes of its agreement', () => {
  expect(fieldsOf(someClause(police, council), { parties: [police, hospital] })).toEqual(['to'])
  expect(fieldsOf(someClause(police, council), { purposes: ['oversight'] })).toEqual(['purpose'])
  expect(fieldsOf(someClause(police, council, { purpose: 'place_problem_solving' }))).toContain('purpose')
})

test('an agreement needs both assessments, in date and with a yes, and a review within twelve months', () => {
  const { dpia, equality } = someFacts(everybody, staff.governance)
  const said = (facts: Partial<LawDraft>) =>
    checkLaw(draft(someClause(police, council), facts), law)
      .filter(({ clause }) => clause === undefined)
      .map(({ field, severity }) => `${field} ${severity}`)
  expect(said({})).toEqual([])
  expect(said({ dpia: { ...dpia, reference: '' } })).toEqual(['dpia refuses'])
  expect(said({ dpia: { ...dpia, reviewOn: '2020-01-01' } })).toEqual(['dpia refuses'])
  expect(said({ dpia: { ...dpia, outcome: 'consult' } })).toEqual(['dpia refuses'])
  expect(said({ equality: { ...equality, doneOn: undefined } })).toEqual(['equality refuses'])
  expect(said({ equality: { ...equality, outcome: 'do_not_proceed' } })).toEqual(['equality refuses'])
  expect(said({ reviewOn: undefined })).toEqual(['review refuses'])
  expect(said({ reviewOn: '2020-01-01' })).toEqual(['review refuses'])
  expect(said({ reviewOn: '2099-01-01' })).toEqual(['review warns'])
})

test('a source that nobody has checked is said, and does not refuse', () => {
  const findings = checkLaw(draft(someClause(police, council)), law)
  expect(findings).toEqual([expect.objectContaining({ severity: 'warns', field: 'gateway', clause: 1 })])
  expect(checkLaw(draft(s16(police, violenceReduction)), law)).toEqual([])
})

test('a power whose users were never recorded warns, because nobody can check it', () => {
  const gateways = law.gateways.map(gateway => ({ ...gateway, isVerified: true, fromKinds: undefined }))
  const findings = checkLaw(draft(someClause(police, council)), { ...law, gateways })
  expect(findings.map(({ says }) => says).join()).toContain('has not been recorded')
})

test('opening much about everybody without a link is warned of', () => {
  const findings = checkLaw(draft(someClause(police, council, { reach: 'hub', highestTier: 2 })), law)
  expect(findings.map(({ field }) => field)).toContain('reach')
})

test('every finding names the law in words and the field beside which it stands', () => {
  const findings = checkLaw(
    draft(s16(hospital, mentoring, { categories: ['health'], senderBasis: {}, receiverBasis: {} }), {
      reviewOn: undefined,
    }),
    law,
  )
  expect(findings.length).toBeGreaterThan(5)
  for (const { says, field } of findings) {
    expect(says).toMatch(/Act|UK GDPR|Articles? /)
    expect(field).toMatch(/^[a-z0-9_]+$/)
  }
})

test('the agreements of the made-up partnership keep the law themselves', () => {
  expect(seeded.map(({ clauses }) => clauses.length > 0)).toEqual([true, true, true, true, true])
  expect(
    seeded.flatMap(agreement => checkLaw(agreement, law)).filter(({ severity }) => severity === 'refuses'),
  ).toEqual([])
})
