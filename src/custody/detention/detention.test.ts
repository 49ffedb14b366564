import { afterAll, beforeAll, expect, test } from 'vitest'
import { people, world } from '../../../tests/world.ts'
import type { World } from '../../../tests/world.ts'
import { endlessClocks, unreachable } from '../../practice/life.ts'
import type { Answer, Answers } from '../../practice/question.ts'
import { hoursBetween } from '../hours.ts'
import { authorisedAt, broughtInAt, custodyOf, hoursBefore } from '../custodyWorld.ts'
import { lifeOfADetention } from './life.ts'

let w: World
let custody: ReturnType<typeof custodyOf>
beforeAll(async () => {
  w = await world()
  custody = custodyOf(w)
})
afterAll(() => w.end())

const ago = (hours: number) => hoursBefore(w.kernel.now(), hours)
const given = (answers: Readonly<Record<string, Answer | undefined>>): Answers =>
  Object.fromEntries(Object.entries(answers).flatMap(([id, answer]) => answer === undefined ? [] : [[id, answer]]))
const atOf = (id: string, hours: number) => ({ [id]: ago(hours).toISOString() })

test('every state of a detention can be reached, and no clock runs for ever', () => {
  expect(unreachable(lifeOfADetention, 'arrived')).toEqual([])
  expect(endlessClocks(lifeOfADetention)).toEqual([])
})

test('nobody brings in a child without the child’s needs and welfare, nor an adult, nor tomorrow', async () => {
  const begin = (answers: Record<string, Answer | undefined>, personId: string = people.child) =>
    custody.begin('custody', { kind: 'detention', personId, answers: given({ ...broughtInAt(ago(1)), ...answers }) })
  expect(await begin({ adjustments: undefined })).toEqual({ done: false, why: 'Enter what will be done differently, or why nothing' })
  expect(await begin({ exploited: undefined })).toMatchObject({ done: false, why: expect.stringContaining('using or hurting') })
  expect(await begin({ injured: 'yes' })).toEqual({ done: false, why: 'Enter what you saw or were told' })
  expect(await begin(atOf('relevant_at', -24))).toMatchObject({ done: false, why: expect.stringContaining('future') })
  await w.owner.query(`update source_record set birth_on = current_date - interval '18 years' where person_id = $1`, [people.child])
  expect(await begin({})).toMatchObject({ done: false, why: expect.stringContaining('18 or older') })
  await w.owner.query(`update source_record set birth_on = current_date - interval '18 years' + interval '1 day' where person_id = $1`, [people.child])
  expect(await custody.begin('officer', { kind: 'detention', personId: people.child, answers: broughtInAt(ago(1)) })).toMatchObject({ done: false })
})

test('a child is detained only with reasons, and the alternatives come first', async () => {
  const id = await custody.bringIn(people.child, 3)
  const authorise = (answers: Record<string, Answer | undefined>) =>
    custody.take('custody', id, 'authorise', given({ ...authorisedAt(ago(2)), ...answers }))
  expect(await authorise({ why_detained: undefined })).toMatchObject({ done: false, why: expect.stringContaining('not detained without a reason') })
  expect(await authorise({ alternatives: [] })).toMatchObject({ done: false, why: expect.stringContaining('not detained without a reason') })
  expect(await authorise({ alternatives: ['taken_home'] })).toMatchObject({ done: false, why: expect.stringContaining('voluntary attendance') })
  expect(await authorise({ gravity: 4 })).toMatchObject({ done: false, why: expect.stringContaining('The aid comes to 2 and you judge 4') })
  expect(await authorise(atOf('authorised_at', 5))).toMatchObject({ done: false, why: expect.stringContaining('before the child arrived') })
  expect(await custody.take('officer', id, 'authorise', authorisedAt(ago(2)))).toEqual({ done: false, why: 'absent' })
  expect(await authorise({ gravity: 4, gravity_why: 'Part of a series of three.' })).toMatchObject({ done: true, value: { state: 'detained' } })
  expect((await custody.begin('custody', { kind: 'detention', personId: people.child, answers: broughtInAt(ago(1)) })))
    .toMatchObject({ done: true, value: { id, wasOpen: true } })
  const { pace_review_first: first, detention_limit: limit } = await custody.clocks(id)
  expect(hoursBetween(ago(2), first?.startsAt ?? ago(9))).toBe(0)
  expect(hoursBetween(ago(2), first?.dueAt ?? ago(9))).toBe(6)
  expect(hoursBetween(ago(3), limit?.dueAt ?? ago(9))).toBe(24)
})

test('the rights wait for the adult, the parent’s clock for the telling, and the review for an inspector', async () => {
  const { rows: [{ id }] } = await w.owner.query(`select id from episode where kind = 'detention' and person_id = $1 and closed_at is null`, [people.child])
  expect(await custody.take('custody', id, 'rights', { explained_how: 'With cards', understood: 'yes', ...atOf('given_at', 0) }))
    .toEqual({ done: false, why: 'The appropriate adult is not here yet.' })
  expect(await custody.take('custody', id, 'parent_tried', { tried_how: 'Mother, rang twice', not_yet: 'not_reached', ...atOf('tried_at', 1) })).toMatchObject({ done: true })
  expect((await custody.clocks(id))['custody_parent_told']?.stoppedAt).toBeNull()
  expect(await custody.take('custody', id, 'parent_told', { told_who: 'Mother', told_what: ['that', 'why', 'where'], ...atOf('told_at', 1) })).toMatchObject({ done: true })
  expect((await custody.clocks(id))['custody_parent_told']?.stoppedAt).not.toBeNull()
  expect(await custody.take('custody', id, 'adult_here', { adult_is: 'parent', alone_together: 'yes', ...atOf('here_at', 1) })).toMatchObject({ done: true })
  expect((await custody.clocks(id))['custody_adult_here']?.stoppedAt).not.toBeNull()
  expect(await custody.take('custody', id, 'rights', { explained_how: 'With cards', understood: 'yes', ...atOf('given_at', 0) })).toMatchObject({ done: true })
  expect(await custody.take('custody', id, 'adult_left', atOf('gone_at', 0))).toMatchObject({ done: true })
  expect(await custody.take('custody', id, 'rights', { explained_how: 'Again', understood: 'yes', ...atOf('given_at', 0) })).toMatchObject({ done: false })
  const review = { heard: ['child'], independent: 'no', why_still: 'The search goes on', ...atOf('reviewed_at', 0) }
  expect(await custody.take('custody', id, 'review', review)).toMatchObject({ done: false })
  expect(await custody.take('inspector', id, 'review', { ...review, independent: 'yes' })).toMatchObject({ done: false, why: expect.stringContaining('Another inspector') })
  expect(await custody.take('inspector', id, 'review', review)).toMatchObject({ done: true })
  const { pace_review_first: first, pace_review_next: next } = await custody.clocks(id)
  expect(first?.stoppedAt).not.toBeNull()
  expect(hoursBetween(ago(0), next?.dueAt ?? ago(9))).toBe(9)
  expect(await custody.take('inspector', id, 'extend', { why_longer: 'x', heard: 'child', ...atOf('decided_at', 0) })).toMatchObject({ done: false })
  expect(await custody.take('superintendent', id, 'extend', { why_longer: 'Phone analysis', heard: 'The child and the adult', ...atOf('decided_at', 0) })).toMatchObject({ done: true })
  const { detention_limit_extended: longer } = await custody.clocks(id)
  expect(hoursBetween(longer?.startsAt ?? ago(0), longer?.dueAt ?? ago(0))).toBe(36)
})

test('after charge the council is asked for a bed, answers, and no child goes to court without the certificate', async () => {
  const { rows: [{ id }] } = await w.owner.query(`select id from episode where kind = 'detention' and person_id = $1 and closed_at is null`, [people.child])
  expect(await custody.take('custody', id, 'refuse_bail', { charge: 'Theft', why_no_bail: 'Would not come', ...atOf('charged_at', 1) })).toMatchObject({ done: true, value: { state: 'held' } })
  expect(await custody.take('custody', id, 'stay', { stay_reason: 'none_offered', stay_why: 'x', ...atOf('decided_at', 0) })).toEqual({ done: false, why: 'Ask the council for a bed first.' })
  expect(await custody.take('custody', id, 'ask_bed', { accommodation: 'non_secure', ...atOf('asked_at', 0) })).toMatchObject({ done: true })
  const bed = await custody.begunBy(id, 'bed_request') ?? ''
  expect((await custody.clocks(id))['custody_bed_asked']?.stoppedAt).not.toBeNull()
  const none = { no_bed: 'none_non_secure', no_bed_why: 'Rang every carer' }
  expect(await custody.take('frontDoor', bed, 'refuse', none)).toMatchObject({ done: false, why: expect.stringContaining('Only a manager') })
  expect(await custody.take('frontDoorManager', bed, 'refuse', none)).toMatchObject({ done: true, value: { state: 'none' } })
  expect(await custody.take('custody', bed, 'offer', { bed: 'non_secure', bed_where: 'x', from_at: ago(0).toISOString() })).toMatchObject({ done: false })
  expect(await custody.take('custody', id, 'stay', { stay_reason: 'no_secure_bed', stay_why: 'x', ...atOf('decided_at', 0) })).toMatchObject({ done: false, why: expect.stringContaining('was not asked for') })
  expect(await custody.take('custody', id, 'certify', { certified: 'x', ...atOf('made_at', 0) })).toMatchObject({ done: false })
  expect(await custody.take('custody', id, 'stay', { stay_reason: 'none_offered', stay_why: 'The council has no carer tonight.', ...atOf('decided_at', 0) })).toMatchObject({ done: true })
  expect(await custody.take('custody', id, 'to_court', { safe_now: 'Mother is there', ...atOf('left_at', 0) })).toMatchObject({ done: false, why: expect.stringContaining('certificate') })
  expect(await custody.take('custody', id, 'certify', { certified: 'No place was offered.', ...atOf('made_at', 0) })).toMatchObject({ done: true })
  expect(await custody.take('custody', id, 'to_court', { safe_now: 'Mother is there', ...atOf('left_at', 0) })).toMatchObject({ done: true, value: { state: 'left' } })
  expect(Object.values(await custody.clocks(id)).filter(({ stoppedAt }) => stoppedAt === null)).toEqual([])
})
