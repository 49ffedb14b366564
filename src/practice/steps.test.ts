import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { people, viewerOf, world } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { beginEpisode } from './actions/begin.ts'
import { changedSince, takeStep } from './actions/takeStep.ts'
import { definePractice } from './practice.ts'
import { textIn } from './question.ts'
import type { Answers } from './question.ts'
import { practicesOf } from './practices.ts'

const searchers = ['locate_officer', 'exploitation_detective']
/** A made-up practice, small enough to read: a search that is begun, told about by partners, and ended. */
const search = definePractice({
  kind: 'search', path: '/search-for-test', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Search', many: 'Searches', about: 'A search.', states: { open: 'Open', found: 'Found' },
    steps: {
      tell: { button: 'Tell', done: 'Told.' }, find: { button: 'Found', done: 'Found.' },
      reopen: { button: 'Reopen', done: 'Reopened.' },
    },
  },
  verbs: { tell: 'search.told', find: 'search.found', reopen: 'search.reopened' },
  life: {
    open: {
      tell: { to: 'open', who: ['social_worker', ...searchers], by: 'partner' },
      find: { to: 'found', who: searchers, needs: ['place'], stops: 'all' },
    },
    found: { reopen: { to: 'open', who: searchers } },
  },
  first: 'open', over: ['found'],
  begin: {
    who: [...searchers, 'social_worker'], ownerKinds: ['police'], starts: ['return_interview'], onlyOne: true,
    form: { questions: [{ id: 'last_seen', kind: 'text', label: 'Last seen', required: 'Enter where' }] },
  },
  team: ['locate_officer', 'exploitation_detective'], follow: [{ kinds: ['council'], roles: ['social_worker'] }],
  forms: {
    find: { questions: [
      { id: 'where', kind: 'text', label: 'Where', required: 'Enter where' },
      { id: 'with_whom', kind: 'text', label: 'With whom', cell: { category: 'missing', tier: 2 } },
    ] },
  },
  rules: { place: (_facts, answers) => textIn(answers, 'where') === 'nowhere' ? 'Nowhere is no place.' : undefined },
})
const practices = practicesOf([search])

let w: World
beforeAll(async () => { w = await world() })
afterAll(() => w.end())

const begin = (who: Persona, answers: Record<string, string>) => beginEpisode(w.kernel, viewerOf(who), practices, {
  kind: 'search', personId: people.child, answers, key: randomUUID(),
})
const take = (who: Persona, episodeId: string, taken: { step: string; revision: number; answers?: Answers }) =>
  takeStep(w.kernel, viewerOf(who), practices, { episodeId, key: randomUUID(), answers: {}, ...taken })

test('an episode begins, is told about by a partner, and ends once, whoever is quicker', async () => {
  expect(await begin('locate', {})).toEqual({ done: false, why: 'Enter where' })
  expect(await begin('nurse', { last_seen: 'Park' })).toMatchObject({ done: false })
  const begun = await begin('locate', { last_seen: 'Park' })
  if (!begun.done) throw new Error(begun.why)
  const { id } = begun.value
  expect(await begin('detective', { last_seen: 'Pier' })).toMatchObject({ done: true, value: { id, wasOpen: true } })
  expect(await take('socialWorker', id, { step: 'tell', revision: 1 })).toMatchObject({ done: true })
  expect(await take('socialWorker', id, { step: 'find', revision: 1, answers: { where: 'home' } })).toMatchObject({ done: false })
  expect(await take('locate', id, { step: 'find', revision: 1, answers: { where: 'nowhere' } })).toEqual({ done: false, why: 'Nowhere is no place.' })
  const both = await Promise.all([take('locate', id, { step: 'find', revision: 1, answers: { where: 'home' } }), take('detective', id, { step: 'find', revision: 1, answers: { where: 'home' } })])
  expect(both.filter(({ done }) => done)).toHaveLength(1)
  expect(both.find(({ done }) => !done)).toMatchObject({ why: expect.stringMatching(/not possible|changed since/v) })
  expect(await take('locate', id, { step: 'find', revision: 2, answers: { where: 'home' } })).toMatchObject({ done: false })
  expect(await take('locate', id, { step: 'reopen', revision: 1 })).toEqual({ done: false, why: changedSince })
  expect(await take('mentor', id, { step: 'tell', revision: 1 })).toEqual({ done: false, why: 'absent' })
})
