import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Persona } from '../../../tests/seedBase.ts'
import { createDraft, findDraft } from '../../kernel/drafts.ts'
import { interAgencyReferral } from '../formKinds/interAgencyReferral.ts'
import { ppn1 } from '../formKinds/ppn1.ts'
import { anAnsweredForm } from '../making/anAnsweredForm.ts'
import type { Answers } from '../making/answers.ts'
import type { MakingWorld } from '../making/makingWorld.tsx'
import { agencies, makingWorld, partnershipId, people } from '../making/makingWorld.tsx'
import { addDraftFile } from '../store/draftFiles.ts'
import { refusals, sendNotification } from './sendNotification.ts'

let w: MakingWorld
beforeAll(async () => { w = await makingWorld() })
afterAll(() => w.end())

const form = (change: Answers = {}) => ({
  form: 'ppn1', answers: anAnsweredForm(ppn1, { 'when-day': '1', 'when-month': '11', 'when-year': '2025', ...change }),
})

async function send(change: Answers = {}, by: Persona = 'officer', key: string = randomUUID()) {
  const filled = by === 'officer' ? form(change)
    : {
      form: 'inter-agency-referral',
      answers: { ...anAnsweredForm(interAgencyReferral), 'when-year': '2025', ...change },
    }
  const outcome = await sendNotification(w.kernel, w.viewer(by), { key, filled })
  if (!outcome.done) throw new Error(outcome.why)
  return outcome.value
}

test('each part of a notification lies in the cell of its owner, category and tier', async () => {
  const { id } = await send({ weapon: 'knife_carried', 'place-home': 'no' })
  const cells = await w.rows<{ what: string; agency_id: string; category: string; tier: number }>(`
    select r.kind as what, c.agency_id, c.category, c.tier from record r join cell c on c.id = r.cell where work_id = $1
    union all select 'notification', c.agency_id, c.category, c.tier
      from notification n join cell c on c.id = n.cell where n.id = $1
    union all select 'work', c.agency_id, c.category, c.tier from work n join cell c on c.id = n.cell where n.id = $1
    union all select 'clock', c.agency_id, c.category, c.tier
      from clock k join cell c on c.id = k.cell where work_id = $1`, [id])
  const of = (what: string) => cells.filter(cell => cell.what === what).map(cell => [
    cell.agency_id, cell.category, cell.tier,
  ])
  expect(of('account')).toEqual([[agencies.police, 'narrative', 2]])
  expect(of('opinion')).toEqual([[agencies.police, 'narrative', 2]])
  expect(of('concern')).toEqual([[agencies.police, 'concern', 1]])
  expect(of('weapon')).toEqual([[agencies.police, 'concern', 1]])
  expect(of('childs_voice')).toEqual([[agencies.police, 'voice', 1]])
  expect(of('event_place')).toEqual([[agencies.police, 'place', 1]])
  for (const what of [
    'notification', 'work', 'clock',
  ]) expect(of(what)).toEqual([[agencies.council, 'notification', 1]])
})

test('the front door reads all of it; a school that is not asked reads nothing', async () => {
  const { id } = await send()
  const read = (persona: Persona) => w.kernel.db.as(w.scope(persona), tx =>
    tx.selectFrom('record').select(['kind', 'body']).where('work_id', '=', id).execute())
  expect((await read('frontDoor')).map(({ kind }) => kind)).toEqual(expect.arrayContaining([
    'account', 'opinion', 'concern', 'childs_voice',
  ]))
  expect(await read('schoolLeadA')).toEqual([])
  expect(await read('secondOfficer')).toEqual([])
})

test('a school that is linked to the child for this work still does not read the narrative', async () => {
  const { id } = await send()
  await w.admin.query(`
    insert into link (partnership_id, person_id, cell, agency_id, role, purpose, work_id, kind)
    select $1, $2, cell.id, $3, 'safeguarding_lead', 'safeguard_child', $4, 'recipient' from cell
    where agency_id = $3 and category = 'involvement' and tier = 0`,
  [partnershipId, people.child, agencies.schoolA, id])
  const seen = await w.kernel.db.as(w.scope('schoolLeadA'), tx =>
    tx.selectFrom('record').select('kind').where('work_id', '=', id).execute())
  expect(seen).toEqual([])
})

test('one act, two links for the front door, one for the author, and a clock to the next working day', async () => {
  const { id, dueAt } = await send()
  expect(await w.rows('select verb, person_id, purpose from act where work_id = $1', [id]))
    .toEqual([{ verb: 'notification.sent', person_id: people.child, purpose: 'safeguard_child' }])
  expect(await w.rows(
    `select kind, role, staff_id is not null as mine from link
      where work_id = $1 and agency_id <> $2 order by kind, role`,
    [id, agencies.schoolA],
  ))
    .toEqual([
      { kind: 'author', role: null, mine: true },
      {
        kind: 'recipient', role: 'front_door_manager', mine: false,
      }, { kind: 'recipient', role: 'front_door_worker', mine: false },
    ])
  const [clock] = await w.rows<{ rule: string; due_at: Date }>(
    'select rule, due_at from clock where work_id = $1', [id],
  )
  expect(clock).toEqual({ rule: 'acknowledge_notification', due_at: new Date(dueAt) })
  expect(clock!.due_at > new Date()).toBe(true)
})

test('pressing twice, at the same moment, sends one notification', async () => {
  const key = randomUUID()
  const [one, other] = await Promise.all([send({}, 'officer', key), send({}, 'officer', key)])
  expect(other).toEqual(one)
  expect(await w.rows('select id from notification where id = $1', [one.id])).toHaveLength(1)
})

test('a draft becomes one notification, with its attachments, from whichever device it is sent', async () => {
  const viewer = w.viewer('officer')
  const draftId = await w.kernel.db.as(w.scope('officer'), async tx => {
    const id = await createDraft(tx, viewer, { kind: 'notification:ppn1', formVersion: 1, answers: form().answers })
    await addDraftFile(tx, viewer, id, { name: 'note.txt', mediaType: 'text/plain', content: Buffer.from('a note') })
    return id
  })
  const sent = await Promise.all([
    sendNotification(w.kernel, viewer, { draftId }), sendNotification(w.kernel, viewer, { draftId }),
  ])
  const ids = sent.map(outcome => outcome.done ? outcome.value.id : outcome.why)
  expect(new Set(ids).size).toBe(1)
  expect(await w.rows(
    'select name, media_type, category, tier from file f join cell c on c.id = f.cell where work_id = $1', [ids[0]],
  ))
    .toEqual([{ name: 'note.txt', media_type: 'text/plain', category: 'narrative', tier: 2 }])
  expect(await w.rows('select id from draft_file where draft_id = $1', [draftId])).toEqual([])
  const draft = await w.kernel.db.as(w.scope('officer'), tx => findDraft(tx, viewer, draftId))
  expect(draft).toMatchObject({ answers: {}, workId: ids[0] })
})

test('everybody who was there has a role in this event, and somebody new gets a record', async () => {
  const newPerson = {
    givenName: 'Robin', familyName: 'Tansley', birthOn: '2011-07-01', birthIsEstimate: true, sex: 'male',
  }
  const { id } = await send({
    'people-role': ['suspected', 'victim'],
    people: [
      { key: 'b', person: { personId: people.parent }, roles: ['parent_or_carer'] },
      { key: 'c', person: { newPerson }, roles: ['suspected', 'victim'] },
    ],
  })
  const attending = await w.rows<{ person_id: string; role: string; is_subject: boolean }>(
    'select person_id, role, is_subject from notification_person where notification_id = $1', [id])
  expect(attending).toHaveLength(3)
  expect(attending).toContainEqual({ person_id: people.child, role: 'victim', is_subject: true })
  expect(attending).toContainEqual({ person_id: people.parent, role: 'parent_or_carer', is_subject: false })
  const robin = attending
    .find(({ person_id: person }) => ![people.child, people.parent].some(known => known === person))!
  expect(await w.rows(
    'select given_name, family_name, birth_is_estimate from source_record where person_id = $1', [robin.person_id],
  ))
    .toEqual([{ given_name: 'Robin', family_name: 'Tansley', birth_is_estimate: true }])
  expect(await w.rows(
    `select role from record where work_id = $1 and person_id = $2 order by role`, [id, robin.person_id],
  ))
    .toEqual([{ role: 'suspected' }, { role: 'victim' }])
  expect(await w.rows(`select distinct event_id from record where work_id = $1`, [id])).toHaveLength(1)
})

test('where the child lives is kept with the contact details and nowhere else', async () => {
  const { id } = await send({ place: '14 Larkspur Way, PO1 3AX', 'place-home': 'child' })
  expect(await w.rows(
    `select value, is_protected from contact_point where person_id = $1 and value like '14 Larkspur%'`,
    [people.child],
  ))
    .toEqual([{ value: '14 Larkspur Way, PO1 3AX', is_protected: true }])
  expect(await w.rows(
    `select 1 from record where work_id = $1 and (headline || coalesce(body, '') || detail::text) like '%Larkspur%'`,
    [id],
  )).toEqual([])
})

test('what helps the child to be understood is written down once', async () => {
  await send({ needs: ['autism'], 'needs-how': 'Short sentences.' })
  await send({ needs: ['autism'], 'needs-how': 'Short sentences.' })
  expect(await w.rows(`select kind, how from need where person_id = $1 and how = 'Short sentences.'`, [people.child]))
    .toEqual([{ kind: 'autism', how: 'Short sentences.' }])
})

test.each<[string, Answers, string]>([
  ['a person who is sealed', { child: { personId: people.sealed } }, refusals.noPerson],
  ['a person who does not exist', { child: { personId: '00000000-0000-4000-8000-00000000dead' } }, refusals.noPerson],
  ['missing answers', { account: '' }, refusals.incomplete],
])('nothing is written about %s, and the refusal says no more', async (_, change, why) => {
  const [before] = await w.rows('select count(*) from record')
  expect(await sendNotification(
    w.kernel, w.viewer('officer'), { key: randomUUID(), filled: form(change) },
  )).toEqual({ done: false, why })
  expect(await w.rows('select count(*) from record')).toEqual([before])
})

test('a mentor, who may not hold a narrative, still tells the front door, in the concern’s own category', async () => {
  const newPerson = { givenName: 'Ash', familyName: 'Pellow', birthOn: '2010-01-02' }
  const { id } = await send({ child: { newPerson } }, 'mentor')
  const kinds = await w.rows(
    `select distinct category from record r join cell c on c.id = r.cell where work_id = $1 and kind = 'account'`,
    [id],
  )
  expect(kinds).toEqual([{ category: 'concern' }])
  const read = await w.kernel.db.as(
    w.scope('frontDoor'), tx => tx.selectFrom('record').select('kind').where('work_id', '=', id).execute(),
  )
  expect(read.map(({ kind }) => kind)).toContain('account')
})

test('an agency whose form it is not, or whom no clause covers, sends nothing', async () => {
  const filled = form()
  expect(await sendNotification(
    w.kernel, w.viewer('schoolLeadA'), { key: randomUUID(), filled },
  )).toEqual({ done: false, why: refusals.noForm })
  await w.admin.query(
    `update authz.grant_cell set valid_until = now() where access = 'deposit' and agency_id = $1`,
    [agencies.hospital],
  )
  const referral = {
    form: 'inter-agency-referral', answers: { ...anAnsweredForm(interAgencyReferral), 'when-year': '2025' },
  }
  expect(await sendNotification(
    w.kernel, w.viewer('nurse'), { key: randomUUID(), filled: referral },
  )).toEqual({ done: false, why: refusals.noClause })
})
