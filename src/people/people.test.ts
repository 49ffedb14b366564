import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { linkToPerson, refusals, undoMove, unlinkFromPerson } from './actions/linkRecord.ts'
import { addSourceRecord, changeSourceRecords, findSourceRecords } from './addSourceRecord.ts'
import { displayNames } from './displayNames.ts'
import { findPeople, possibleDuplicates } from './findPeople.ts'
import { readQuery } from './query.ts'
import type { SourceFacts } from './sourceFacts.ts'
import { listMoves } from './store/linking.ts'

let w: World
let admin: Client
beforeAll(async () => {
  w = await world()
  admin = new Client(w.url)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await w.end()
})

const facts = (more: Partial<SourceFacts> = {}): SourceFacts =>
  ({
    source: 'test', sourceId: randomUUID(), givenName: 'Briar', familyName: 'Holloway', birthOn: '2012-05-03', ...more,
  })

const add = (persona: Persona, more: Partial<SourceFacts> = {}) =>
  w.kernel.db.as(w.scope(persona, 'linked'), tx =>
    addSourceRecord(tx, w.kernel, w.scope(persona, 'linked'), facts(more)))

const find = (persona: Persona, text: string) =>
  w.kernel.db.as(w.scope(persona, 'hub'), tx => findPeople(tx, w.kernel, w.scope(persona, 'hub'), readQuery(text)))

const rows = async <T extends object>(text: string, values: unknown[]) => (await admin.query<T>(text, values)).rows
const nextNhs = (() => {
  const numbers = ['9990000018', '9990000026', '9990000034', '9434765919', '4010232137']
  return () => numbers.shift() ?? ''
})()

test('an officer finds a child again by a misspelt name, and every person shown is written down', async () => {
  const { personId } = await add('officer')
  const before = await rows('select from disclosure where person_id = $1', [personId])
  const [found, ...others] = await find('officer', 'Brier Holoway')
  expect(others).toEqual([])
  expect(found).toMatchObject({
    personId, name: 'Briar Holloway', birthOn: '2012-05-03', agencies: ['Wexmere Police'], hasLink: false,
  })
  expect(found?.because).toEqual(['name sounds alike'])
  expect(await rows('select from disclosure where person_id = $1', [personId])).toHaveLength(before.length + 1)
  expect((await find('officer', 'holloway briar 5/3/2012'))[0]?.because)
    .toEqual(['same name', 'date of birth with day and month swapped'])
})

test('a school’s pupil is not found by an officer, nor by the lead of another school', async () => {
  const { personId } = await add('schoolLeadA', { givenName: 'Ottoline', familyName: 'Vantongeren' })
  expect((await find('schoolLeadA', 'Ottoline Vantongeren')).map(found => found.personId)).toEqual([personId])
  expect(await find('officer', 'Ottoline Vantongeren')).toEqual([])
  expect(await find('schoolLeadB', 'Ottoline Vantongeren')).toEqual([])
})

test('records with one valid NHS number are one person, found once, though spelt differently', async () => {
  const number = { kind: 'nhs_number' as const, value: nextNhs() }
  const one = await add('officer', { givenName: 'Katie', familyName: 'Umber', identifiers: [number] })
  const two = await add('frontDoor', { givenName: 'Catherine', familyName: 'Umbre', identifiers: [number] })
  expect(two.personId).toBe(one.personId)
  const found = await find('frontDoor', 'Katherine Umber')
  expect(found.map(({ personId }) => personId)).toEqual([one.personId])
  expect(found[0]?.name).toBe('Catherine Umbre')
  expect((await find('officer', `${number.value.slice(0, 3)} ${number.value.slice(3)}`))[0]?.because)
    .toEqual(['same NHS number'])
})

test('an NHS number that fails its check links nobody', async () => {
  const number = { kind: 'nhs_number' as const, value: '9990000019' }
  const one = await add('officer', { givenName: 'Wilf', familyName: 'Ganders', identifiers: [number] })
  const two = await add('frontDoor', { givenName: 'Wilf', familyName: 'Ganders', identifiers: [number] })
  expect(two.personId).not.toBe(one.personId)
})

test('numbers of two different people link nothing, and a note waits for a review', async () => {
  const nhs = { kind: 'nhs_number' as const, value: nextNhs() }
  const upn = { kind: 'upn' as const, value: 'A123456789012' }
  const one = await add('officer', { identifiers: [nhs] })
  const two = await add('schoolLeadA', { identifiers: [upn] })
  const both = await add('frontDoor', { identifiers: [nhs, upn] })
  expect([one.personId, two.personId]).not.toContain(both.personId)
  const [note] = await rows<{ person_ids: string[] }>(
    'select person_ids from authz.match_note where source_record_id = $1', [both.sourceRecordId])
  expect(note?.person_ids.toSorted()).toEqual([one.personId, two.personId].toSorted())
})

test('what a writer learns is the same whether or not another agency knows the number', async () => {
  const known = { kind: 'nhs_number' as const, value: nextNhs() }
  await add('schoolLeadA', { identifiers: [known] })
  const joined = await add('officer', { identifiers: [known] })
  const alone = await add('officer', { identifiers: [{ kind: 'nhs_number', value: nextNhs() }] })
  expect(joined.because).toBe(alone.because)
})

test('a sealed child’s number links nothing that the writer could notice', async () => {
  const number = { kind: 'upn' as const, value: 'T850100901001' }
  const sealed = await add('frontDoor', { givenName: 'Sorrel', familyName: 'Quince', identifiers: [number] })
  await admin.query(`insert into authz.block (partnership_id, person_id, kind)
    select partnership_id, id, 'seal' from person where id = $1`,
    [sealed.personId])
  expect(await find('frontDoor', 'Sorrel Quince')).toEqual([])
  expect(await find('frontDoor', number.value)).toEqual([])
  const again = await add('officer', { givenName: 'Sorrel', familyName: 'Quince', identifiers: [number] })
  expect(again.personId).not.toBe(sealed.personId)
  expect((await find('officer', 'Sorrel Quince')).map(({ personId }) => personId)).toEqual([again.personId])
})

test('the name on a page is the viewer’s own agency’s; somebody who is not open has none', async () => {
  const number = { kind: 'upn' as const, value: 'R850100926001' }
  const { personId } = await add('officer', { givenName: 'Jon', familyName: 'Petrel', identifiers: [number] })
  await add('schoolLeadA', { givenName: 'Jonathan', familyName: 'Petrel', identifiers: [number] })
  const nameFor = async (persona: Persona) => (await w.kernel.db.as(w.scope(persona, 'hub'), tx =>
    displayNames(tx, w.scope(persona, 'hub'), [personId]))).get(personId)?.name
  expect(await nameFor('officer')).toBe('Jon Petrel')
  expect(await nameFor('schoolLeadA')).toBe('Jonathan Petrel')
  expect(await nameFor('schoolLeadB')).toBeUndefined()
})

test('possible duplicates are shown before a new record is made, and strangers are not', async () => {
  await add('officer', { givenName: 'Ffion', familyName: 'Abernethy', birthOn: '2011-02-01' })
  const likely = async (more: Partial<SourceFacts>) => (await w.kernel.db.as(w.scope('officer', 'hub'), tx =>
    possibleDuplicates(tx, w.kernel, w.scope('officer', 'hub'), facts(more)))).map(({ name }) => name)
  expect(await likely({ givenName: 'Fion', familyName: 'Abernathy', birthOn: '2011-01-02' }))
    .toEqual(['Ffion Abernethy'])
  expect(await likely({ givenName: 'Rhodri', familyName: 'Abernethy', birthOn: '2016-09-09' })).toEqual([])
})

test('a record that changed is found by its new name and no longer by the old', async () => {
  const sourceId = randomUUID()
  await add('officer', { givenName: 'Marguerite', familyName: 'Oldacre', sourceId })
  const scope = w.scope('officer', 'hub')
  await w.kernel.db.as(scope, async tx => {
    const asked = { source: 'test', sourceIds: [sourceId] }
    const found = (await findSourceRecords(tx, w.kernel, scope, asked)).get(sourceId)
    if (!found) throw new Error('the record is not there')
    await changeSourceRecords(tx, w.kernel, scope,
      [{ ...found, facts: facts({ givenName: 'Tamsyn', familyName: 'Newbold', sourceId, version: '2' }) }])
  })
  expect(await find('officer', 'Marguerite Oldacre')).toEqual([])
  expect((await find('officer', 'Tamsyn Newbold')).map(({ name }) => name)).toEqual(['Tamsyn Newbold'])
})

test('a record is linked by hand with its reason, unlinked, and each is taken back', async () => {
  const one = await add('officer', { givenName: 'Lark', familyName: 'Dunmore' })
  const two = await add('officer', { givenName: 'Larke', familyName: 'Dunmoor' })
  const scope = w.scope('officer', 'linked')
  await w.kernel.db.as(scope, tx => sql`select authz.add_link(${two.personId}::uuid, ${scope.viewer.staffId}::uuid,
    ${scope.viewer.agencyId}::uuid, null, 'author', null, null)`.execute(tx))
  const linking = { key: randomUUID(), recordId: two.sourceRecordId, why: 'Same mother and address' }
  const linked = await linkToPerson(w.kernel, scope, { personId: one.personId }, linking)
  expect(linked.done).toBe(true)
  expect((await find('officer', 'Lark Dunmore')).map(({ personId }) => personId)).toEqual([one.personId])
  const [link] = await rows('select from link where person_id = $1 and valid_until is null', [one.personId])
  expect(link, 'who could open the one can open the other').toBeDefined()
  const names = await w.kernel.db.as(w.scope('officer', 'hub'), tx =>
    displayNames(tx, w.scope('officer', 'hub'), [two.personId]))
  expect(names.get(two.personId)?.name).toMatch(/Dunmo/)
  const moves = await w.kernel.db.as(w.scope('officer', 'hub'), tx =>
    listMoves(tx, w.scope('officer', 'hub'), one.personId))
  expect(moves[0]).toMatchObject({ why: 'Same mother and address', isHere: true, by: 'Rowan Ashby' })
  const undone = await undoMove(w.kernel, scope, { personId: one.personId, moveId: moves[0]?.id ?? '' }, randomUUID())
  expect(undone).toMatchObject({ done: true, value: { personId: two.personId } })
  const live = 'select from link where person_id = $1 and (valid_until is null or valid_until > now())'
  expect(await rows(live, [one.personId])).toEqual([])
  const unlinked = await unlinkFromPerson(w.kernel, scope, { personId: one.personId },
    { key: randomUUID(), recordId: one.sourceRecordId, why: 'Another child' })
  expect(unlinked.done && unlinked.value.personId).not.toBe(one.personId)
  const verbs = await rows<{ verb: string }>('select distinct verb from act where person_id = $1', [one.personId])
  expect(verbs.map(({ verb }) => verb).toSorted())
    .toEqual(['person.link_undone', 'person.record_linked', 'person.record_unlinked'])
})

test('nobody links a record of another agency but the front door, and a repeated command is one act', async () => {
  const police = await add('officer', { givenName: 'Perrin', familyName: 'Estlake' })
  const council = await add('socialWorker', { givenName: 'Perrin', familyName: 'Estlake' })
  const linking = { key: randomUUID(), recordId: police.sourceRecordId, why: 'Same child' }
  const bySocialWorker = await linkToPerson(w.kernel, w.scope('socialWorker', 'linked'),
    { personId: council.personId }, linking)
  expect(bySocialWorker).toMatchObject({ done: false })
  expect(await linkToPerson(w.kernel, w.scope('schoolLeadA', 'linked'), { personId: council.personId }, linking))
    .toEqual({ done: false, why: refusals.absent })
  const twice = [1, 2].map(() =>
    linkToPerson(w.kernel, w.scope('frontDoor', 'linked'), { personId: council.personId }, linking))
  const outcomes = await Promise.all(twice)
  expect(outcomes[0]).toEqual(outcomes[1])
  expect(outcomes[0]?.done).toBe(true)
  expect(await rows('select from link_history where source_record_id = $1', [police.sourceRecordId])).toHaveLength(1)
})

test('a record is not linked to somebody who is sealed', async () => {
  const mine = await add('frontDoor', { givenName: 'Wren', familyName: 'Haddow' })
  const outcome = await linkToPerson(w.kernel, w.scope('frontDoor', 'linked'), { personId: w.people.sealed },
    { key: randomUUID(), recordId: mine.sourceRecordId, why: 'Same name' })
  expect(outcome).toEqual({ done: false, why: refusals.absent })
})
