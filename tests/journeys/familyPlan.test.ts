import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { openOutsideLink } from '../../src/partnership/outside/outsideLink.ts'
import { beginEpisode } from '../../src/practice/actions/begin.ts'
import { takeStep } from '../../src/practice/actions/takeStep.ts'
import type { Answers } from '../../src/practice/question.ts'
import { practices } from '../../src/practiceRooms.ts'
import { people, viewerOf } from '../world.ts'
import { axe, expectToFit, journey, look, phone, seen, shot, test, wordsOf } from './browser.ts'

const story = journey()
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function agreedPlan(): Promise<string> {
  const { kernel, owner } = story.world
  const viewer = viewerOf('earlyHelp')
  const begun = await beginEpisode(kernel, viewer, practices, { kind: 'early_help_plan', personId: people.child, key: randomUUID(), answers: {
    consent: 'both', consent_who: 'Dana Marlowe, mother', going_well: 'Homework is done', worries: 'Quarrels in the morning; Uncle Marek shouts',
    family_good: 'You eat together every Sunday.', family_why: 'Mornings are hard.\nYou want them to be calm.',
  } })
  if (!begun.done) throw new Error(begun.why)
  const { id } = begun.value
  const take = async (step: string, answers: Answers) => {
    const { rows } = await owner.query<{ revision: number }>('select revision from episode where id = $1', [id])
    const taken = await takeStep(kernel, viewer, practices, { episodeId: id, step, revision: rows[0]?.revision ?? 0, key: randomUUID(), answers })
    if (!taken.done) throw new Error(taken.why)
  }
  await take('add_goal', { family_goal: 'Calm mornings', family_action: 'Everybody packs the bag in the evening.', by_whom: 'family', by_when: day(20) })
  await take('add_goal', { family_goal: 'Back in football', family_action: 'The worker rings the club.', by_whom: 'family_worker', by_when: day(14) })
  await take('agree', { at: new Date().toISOString(), family_agreed: 'We try it for six weeks.', next_meeting_on: day(40) })
  return id
}

test('a worker keeps a plan; a parent without an account reads it on a telephone without JavaScript and answers', async () => {
  const id = await agreedPlan()
  const worker = await story.visit('earlyHelp')
  await worker.goto(`/plans-with-families/${id}`)
  await seen(worker.getByText('Calm mornings'))
  await look(worker, '80-family-plan-worker')
  await worker.getByRole('link', { name: 'What the family reads' }).click()
  await seen(worker.getByRole('link', { name: 'Give a personal link' }).or(worker.getByRole('button', { name: 'Give a personal link' })))
  await look(worker, '81-family-plan-preview')

  const given = await openOutsideLink(story.world.kernel, viewerOf('earlyHelp'), {
    personId: people.child, workId: id, role: 'parent', purpose: 'safeguard_child', days: 28,
  })
  if (!given.done) throw new Error(given.why)
  const parent = await story.visit(undefined, { size: phone, scripts: false })
  await parent.goto(given.value.path)
  await parent.getByLabel('Code').fill(given.value.code)
  await parent.getByRole('button', { name: 'Continue' }).click()
  await seen(parent.getByRole('heading', { name: 'Your family plan' }))
  expect(await wordsOf(parent)).not.toContain('Marek')
  await expectToFit(parent)
  await shot(parent, '82-family-plan-parent')
  await parent.getByRole('button', { name: 'Send' }).click()
  await seen(parent.getByRole('link', { name: 'Choose one' }))
  await expectToFit(parent)
  await parent.getByLabel('Something here is wrong').check()
  await parent.getByLabel('Write it here').fill('We pack the bag in the morning')
  await parent.getByRole('button', { name: 'Send' }).click()
  await seen(parent.getByText('Thank you. Your worker reads it.'))
  await shot(parent, '83-family-plan-said')

  await worker.goto(`/plans-with-families/${id}`)
  await seen(worker.getByText('The family wrote, and waits for your answer.'))
  await worker.locator('summary', { hasText: 'Answer the family' }).click()
  await worker.getByLabel('Your answer').fill('Thank you. It is changed.')
  await worker.getByRole('button', { name: 'Answer the family' }).click()
  await seen(worker.getByText('The family has an answer.'))
})

test('the family’s page is usable by everybody, at both widths', async () => {
  const { rows } = await story.world.owner.query<{ id: string }>(`select id from episode where kind = 'early_help_plan' and closed_at is null`)
  const given = await openOutsideLink(story.world.kernel, viewerOf('earlyHelp'), {
    personId: people.child, workId: rows[0]?.id, role: 'parent', purpose: 'safeguard_child', days: 7,
  })
  if (!given.done) throw new Error(given.why)
  const parent = await story.visit(undefined, { size: phone })
  await parent.goto(given.value.path)
  await axe(parent)
  await parent.getByLabel('Code').fill(given.value.code)
  await parent.getByRole('button', { name: 'Continue' }).click()
  await seen(parent.getByRole('heading', { name: 'Your family plan' }))
  await look(parent, '84-family-plan-parent')
})
