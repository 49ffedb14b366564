import { randomUUID } from 'node:crypto'
import { people, viewerOf } from '../../tests/world.ts'
import type { Persona, World } from '../../tests/world.ts'
import { beginEpisode } from './actions/begin.ts'
import { takeStep } from './actions/takeStep.ts'
import { definePractice } from './practice.ts'
import type { Answers } from './question.ts'
import { practicesOf } from './practices.ts'

const searchers = ['locate_officer', 'exploitation_detective', 'inspector']
const told = { questions: [{ id: 'what', kind: 'text', label: 'What' }] } as const
const step = (button: string) => ({ button, done: `${button}.` })

/** A made-up practice with everything that this part of the house touches: clocks, pauses, partners, a request to others. */
export const search = definePractice({
  kind: 'search', path: '/searches-for-test', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Search', many: 'Searches', about: 'A search.', states: { open: 'Open', held: 'Held', found: 'Found' },
    steps: {
      tell: step('Tell'), hold: step('Hold'), go_on: step('Go on'), ask: step('Ask the council'), find: step('Find'),
    },
  },
  verbs: { tell: 'search.told', hold: 'search.held', go_on: 'search.went_on', ask: 'search.asked', find: 'search.found' },
  life: {
    open: {
      tell: { to: 'open', who: ['social_worker', ...searchers], by: 'partner' },
      hold: { to: 'held', who: searchers, pauses: ['search_days', 'search_law'] },
      ask: { to: 'open', who: searchers },
      find: { to: 'found', who: searchers, stops: 'all' },
    },
    held: { go_on: { to: 'open', who: searchers, resumes: ['search_days', 'search_law'] } },
    found: {},
  },
  first: 'open', over: ['found'],
  begin: {
    who: searchers, ownerKinds: ['police'], starts: ['search_days', 'search_law'], onlyOne: true,
    form: { questions: [{ id: 'last_seen', kind: 'text', label: 'Last seen', required: 'Enter where' }] },
  },
  team: searchers, follow: [{ kinds: ['council'], roles: ['social_worker'] }],
  forms: { tell: told }, rules: {},
  effects: { ask: async ({ tx }) => {
    const council = await tx.selectFrom('agency').select('id').where('kind', '=', 'council').executeTakeFirstOrThrow()
    return { begins: [{ kind: 'search_task', agencyId: council.id }] }
  } },
})

export const searchTask = definePractice({
  kind: 'search_task', path: '/search-tasks-for-test', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: { one: 'Task', many: 'Tasks', about: 'A task.', states: { open: 'Open', done: 'Done' }, steps: { finish: step('Finish') } },
  verbs: { finish: 'search_task.finished' },
  life: { open: { finish: { to: 'done', who: ['social_worker'] } }, done: {} },
  first: 'open', over: ['done'],
  begin: { who: searchers, ownerKinds: ['council'], form: { questions: [] } },
  team: ['social_worker'], forms: {}, rules: {},
})

export const upkeepPractices = practicesOf([search, searchTask])

/** The rules of its clocks: one that may wait, and one that the law does not let wait. */
export async function layDownSearchRules({ owner, kernel }: World): Promise<void> {
  await owner.query(`insert into clock_rule (code, version, title, amount, unit, ends, valid_from, source, verified, may_pause) values
    ('search_days', 1, 'Search within three working days', 3, 'working_days', 'end_of_day', '2020-01-01', 'made up', false, true),
    ('search_law', 1, 'Tell within 24 hours', 24, 'hours', 'same_time', '2020-01-01', 'made up', true, false)
    on conflict do nothing`)
  const { reloadClockBook } = await import('../kernel/clocks.ts')
  await reloadClockBook(kernel)
}

export async function beginSearch(w: World, who: Persona = 'locate', personId: string = people.child): Promise<string> {
  const begun = await beginEpisode(w.kernel, viewerOf(who), upkeepPractices,
    { kind: 'search', personId, answers: { last_seen: 'Park' }, key: randomUUID() })
  if (!begun.done) throw new Error(begun.why)
  return begun.value.id
}

export const takeSearchStep = (w: World, who: Persona, taken: { id: string; step: string; revision: number; answers?: Answers }) =>
  takeStep(w.kernel, viewerOf(who), upkeepPractices,
    { episodeId: taken.id, step: taken.step, revision: taken.revision, key: randomUUID(), answers: taken.answers ?? {} })

/** Ends the episode, so that the next test can begin one for the same child. */
export async function closeSearch({ owner }: World, id: string): Promise<void> {
  await owner.query(`update episode set state = 'found', closed_at = now() where id = $1`, [id])
  await owner.query(`update clock set stopped_at = now(), stopped_why = 'test' where work_id = $1 and stopped_at is null`, [id])
}
