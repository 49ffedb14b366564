import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people, viewerOf, world } from '../../../tests/world.ts'
import type { Persona, World } from '../../../tests/world.ts'
import { openOutsideLink } from '../../partnership/outside/outsideLink.ts'
import { beginEpisode } from '../../practice/actions/begin.ts'
import { takeStep } from '../../practice/actions/takeStep.ts'
import { endlessClocks, unreachable } from '../../practice/life.ts'
import type { Answers } from '../../practice/question.ts'
import { practicesOf } from '../../practice/practices.ts'
import { familyPlan } from './familyPlan.ts'
import { planRefusals } from './planRules.ts'

const practices = practicesOf([familyPlan])
let w: World
beforeAll(async () => { w = await world({ env: { KITH_LIMIT_FAILED_SIGN_IN: '1000', KITH_LIMIT_SIGN_IN: '1000' } }) })
afterAll(() => w.end())

/** Words of the workers, and of people outside the family: none of them may reach the family's page. */
const hidden = ['Uncle Marek', 'hits the mother', 'Ms Okonjo', 'school said', 'The dealer on the corner', 'quarrels at night', 'sister is afraid']
const begun: Answers = {
  consent: 'both', consent_who: 'Dana, mother; Uncle Marek was there', going_well: 'Homework done; school said so', worries: 'He hits the mother',
  childs_view: 'His sister is afraid', parents_view: 'quarrels at night', family_good: 'You eat together every Sunday.',
  family_why: 'Mornings are hard.\nYou want them to be calm.',
}
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const goal: Answers = {
  family_goal: 'Calm mornings', family_action: 'Everybody packs the bag in the evening.', by_whom: 'family', by_when: soon(20),
  goal_note: 'Ms Okonjo from housing rings',
}
const agreed = () => ({ at: new Date().toISOString(), family_agreed: 'We try it for six weeks.', next_meeting_on: soon(40) })

const begin = (who: Persona, personId: string, answers: Answers = begun) =>
  beginEpisode(w.kernel, viewerOf(who), practices, { kind: 'early_help_plan', personId, answers, key: randomUUID() })
async function plan(personId: string = people.child): Promise<string> {
  const made = await begin('earlyHelp', personId)
  if (!made.done) throw new Error(made.why)
  return made.value.id
}
async function take(who: Persona, episodeId: string, step: string, answers: Answers = {}) {
  const { rows } = await w.owner.query<{ revision: number }>('select revision from episode where id = $1', [episodeId])
  return takeStep(w.kernel, viewerOf(who), practices, { episodeId, step, revision: rows[0]?.revision ?? 0, key: randomUUID(), answers })
}
async function must(...taking: Parameters<typeof take>): Promise<string> {
  const taken = await take(...taking)
  if (!taken.done) throw new Error(`${taking[2]}: ${taken.why}`)
  return taken.value.state
}
const clocks = async (id: string) => (await w.owner.query<{ rule: string }>(
  'select rule from clock where work_id = $1 and stopped_at is null order by 1', [id])).rows.map(({ rule }) => rule)
const close = (id: string) => must('earlyHelp', id, 'close_otherwise', { reason: 'moved', detail: 'x', family_summary: 'Goodbye.' })

/** A browser that keeps its cookies, as a parent's telephone does. */
function browser() {
  const jar = new Map<string, string>()
  const ask = async (path: string, form?: Record<string, string>) => {
    const headers: Record<string, string> = {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), 'sec-fetch-site': 'same-origin', accept: 'text/html',
    }
    const answer = await w.app.request(`http://localhost${path}`, form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/v.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  const csrfOn = async (path: string) => /name="csrf" value="([^"]+)"/v.exec(await (await ask(path)).text())?.[1] ?? ''
  return { ask, csrfOn, enter: async (path: string, code: string) => {
    await ask(path)
    return ask('/by-link/code', { code, csrf: await csrfOn('/by-link/code') })
  } }
}
async function give(workId: string, personId: string = people.child) {
  const given = await openOutsideLink(w.kernel, viewerOf('earlyHelp'), { personId, workId, role: 'parent', purpose: 'safeguard_child', days: 28 })
  if (!given.done) throw new Error(given.why)
  return given.value
}
const wordsOf = (html: string) => html.replaceAll(/<[^>]+>/gv, ' ').replaceAll(/\s+/gv, ' ')

test('every state is reached, and every clock that starts is stopped', () => {
  expect(unreachable(familyPlan.life, familyPlan.first)).toEqual([])
  expect(endlessClocks(familyPlan.life)).toEqual([])
})

describe('the life of a plan', () => {
  test('nothing begins without the family’s consent, and only where a plan belongs', async () => {
    for (const consent of ['not_asked', 'refused'])
      expect(await begin('earlyHelp', people.child, { ...begun, consent })).toEqual({ done: false, why: planRefusals.noConsent })
    expect(await begin('officer', people.child)).toMatchObject({ done: false })
  })

  test('from the first goal to the end: agreed, reviewed goal by goal, ended when the goals are met, opened again with consent', async () => {
    const id = await plan()
    expect(await clocks(id)).toEqual(['early_help_review'])
    expect(await take('earlyHelp', id, 'agree', agreed())).toEqual({ done: false, why: planRefusals.noGoal })
    await must('earlyHelp', id, 'add_goal', goal)
    await must('socialWorker', id, 'add_goal', { ...goal, family_goal: 'Back in football' })
    expect(await must('earlyHelp', id, 'agree', agreed())).toBe('under_way')
    expect(await take('earlyHelp', id, 'review', { ...agreed(), progress_1: 'met' })).toEqual({ done: false, why: 'Say how goal 2 goes.' })
    expect(await take('earlyHelp', id, 'review', { ...agreed(), progress_1: 'met', progress_2: 'same', progress_3: 'met' })).toEqual({ done: false, why: 'There is no goal 3.' })
    await must('earlyHelp', id, 'review', { ...agreed(), progress_1: 'met', progress_2: 'better' })
    expect(await take('earlyHelp', id, 'close_met', { family_summary: 'Well done.' })).toEqual({ done: false, why: planRefusals.goalsOpen })
    await must('earlyHelp', id, 'review', { ...agreed(), progress_2: 'dropped' })
    expect(await must('earlyHelp', id, 'close_met', { family_summary: 'Well done.' })).toBe('goals_met')
    expect(await clocks(id)).toEqual([])
    expect(await take('earlyHelp', id, 'reopen', { consent_again: 'refused', reason: 'x' })).toEqual({ done: false, why: planRefusals.noConsent })
    expect(await must('earlyHelp', id, 'reopen', { consent_again: 'parents', consent_again_who: 'Dana', reason: 'Hard again' })).toBe('under_way')
    await close(id)
  })

  test('social workers are asked within a working day, hand it back with a reason or take it on', async () => {
    const id = await plan()
    await must('earlyHelp', id, 'add_goal', goal)
    expect(await must('earlyHelp', id, 'step_up', { why: 'He hits the mother', told_family: 'unsafe' })).toBe('stepping_up')
    expect(await clocks(id)).toEqual(['early_help_review', 'early_help_step_up'])
    expect(await take('earlyHelp', id, 'take_on', { outcome: 'child_in_need', reason: 'x' })).toMatchObject({ done: false })
    expect(await must('frontDoor', id, 'hand_back', { reason: 'Early help is right' })).toBe('under_way')
    await must('earlyHelp', id, 'step_up', { why: 'Again', told_family: 'yes' })
    expect(await must('socialWorker', id, 'take_on', { outcome: 'child_in_need', reason: 'x' })).toBe('stepped_up')
    expect(await clocks(id)).toEqual([])
  })
})

describe('the family’s own page', () => {
  test('holds what was written for the family and nothing else, and what a parent writes reaches the worker', async () => {
    const id = await plan()
    await must('earlyHelp', id, 'add_goal', goal)
    await must('earlyHelp', id, 'team', { team_change: 'joins', team_role: 'school', team_name: 'Ms Okonjo', team_lead: 'no' })
    await must('earlyHelp', id, 'note', { at: new Date().toISOString(), text: 'The dealer on the corner' })
    await must('earlyHelp', id, 'agree', agreed())
    const { path, code } = await give(id)
    const phone = browser()
    expect((await phone.enter(path, code)).headers.get('location')).toBe('/by-link/family-plan')
    const page = await phone.ask('/by-link/family-plan')
    const html = await page.text()
    expect(page.status).toBe(200)
    for (const said of ['Teo Marlowe', '14 years', 'You eat together every Sunday.', 'You want them to be calm.', 'Calm mornings', 'We try it for six weeks.', 'School', 'We meet again on'])
      expect(wordsOf(html)).toContain(said)
    for (const word of hidden) expect(html).not.toContain(word)
    // The database itself gives a parent no more than the page does.
    const { rows: [mine] } = await w.owner.query<{ staff_id: string; agency_id: string }>(
      `select s.id as staff_id, s.agency_id from staff s where s.issuer = 'kith:link' order by s.id desc limit 1`)
    const seen = await w.kernel.db.as({
      viewer: { ...viewerOf('earlyHelp'), staffId: mine?.staff_id ?? '', role: 'parent' }, purpose: 'safeguard_child', lens: 'linked',
    }, async tx => JSON.stringify([await tx.selectFrom('episode_entry').selectAll().execute(), await tx.selectFrom('record').selectAll().execute()]))
    expect(seen).toContain('Calm mornings')
    for (const word of hidden) expect(seen).not.toContain(word)

    expect((await phone.ask(`/plans-with-families/${id}`)).status).toBe(404)
    const csrf = await phone.csrfOn('/by-link/family-plan')
    const empty = await phone.ask('/by-link/family-plan/say', { csrf, key: randomUUID(), about: 'wrong' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Write something, or close this page')
    expect(await clocks(id)).toEqual(['early_help_review'])
    const sent = await phone.ask('/by-link/family-plan/say', { csrf, key: randomUUID(), about: 'wrong', 'family-words': 'The bag is packed in the morning' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/by-link/family-plan?done=said'])
    expect(await clocks(id)).toEqual(['early_help_answer', 'early_help_review'])
    const worker = await (await w.request('earlyHelp', `/plans-with-families/${id}`)).text()
    expect(wordsOf(worker)).toContain('The family wrote, and waits for your answer.')
    expect(worker).toContain('The bag is packed in the morning')
    await must('earlyHelp', id, 'answer_family', { family_answer: 'Thank you. It is changed.', put_right: 'Uncle Marek told us' })
    expect(await clocks(id)).toEqual(['early_help_review'])
    const after = await (await phone.ask('/by-link/family-plan')).text()
    expect(after).toContain('Thank you. It is changed.')
    expect(after).not.toContain('Uncle Marek')
    const preview = await (await w.request('earlyHelp', `/plans-with-families/${id}/family`)).text()
    for (const word of hidden) expect(preview).not.toContain(word)
    expect(preview).toContain('Parent, by link of')
    await close(id)
  })

  test('a forwarded link opens nothing, nor does one of another child, and a carer’s link is no parent’s', async () => {
    const id = await plan(people.sibling)
    const { path, code } = await give(id, people.sibling)
    const phone = browser()
    await phone.enter(path, code)
    expect(await (await phone.ask('/by-link/family-plan')).text()).not.toContain('Teo')
    const other = browser()
    const forwarded = await other.ask(path)
    expect(forwarded.status).toBe(403)
    expect((await other.ask('/by-link/family-plan')).status).toBe(403)
    expect((await phone.ask('/by-link/plan')).status).toBe(404)
    expect((await w.request('earlyHelp', '/by-link/family-plan')).status).toBe(404)
    await close(id)
  })
})
