import { Hono } from 'hono'
import { viewerOf } from '../../tests/world.ts'
import type { Persona } from '../../tests/seedBase.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Env } from '../kernel/web.ts'
import { practiceApi } from './api.ts'
import { practicePages } from './pages/practicePages.tsx'
import { definePractice } from './practice.ts'
import { textIn } from './question.ts'
import { practicesOf } from './practices.ts'
import type { PracticeRoom } from './room.ts'

const searchers = ['locate_officer', 'exploitation_detective']
const ways = [{ value: 'foot', text: 'On foot' }, { value: 'bus', text: 'By bus' }, { value: 'car', text: 'By car' }]

/** A made-up practice with every kind of question, small enough to read. */
export const search = definePractice({
  kind: 'search', path: '/searches', purpose: 'missing_response', cell: { category: 'missing', tier: 1 },
  words: {
    one: 'Search', many: 'Searches', about: 'A search for a child.', states: { open: 'Open', found: 'Found' },
    steps: {
      tell: { button: 'Tell what you know', done: 'What you know is told.' },
      find: { button: 'Record that they are found', done: 'The child is found.' },
      hand_on: { button: 'Ask for a hand', done: 'A hand was asked for.' },
      reopen: { button: 'Reopen', done: 'The search is open again.' },
    },
  },
  verbs: { tell: 'search.told', find: 'search.found', hand_on: 'search.handed_on', reopen: 'search.reopened' },
  life: {
    open: {
      tell: { to: 'open', who: ['social_worker', ...searchers], by: 'partner' },
      find: { to: 'found', who: searchers, needs: ['place'], stops: 'all' },
      hand_on: { to: 'open', who: searchers, needs: ['not_yet'] },
    },
    found: { reopen: { to: 'open', who: searchers } },
  },
  first: 'open', over: ['found'],
  begin: {
    who: [...searchers, 'social_worker'], ownerKinds: ['police'], starts: ['return_interview'], onlyOne: true,
    form: {
      pages: [{ title: 'When and where', questions: ['seen_at', 'last_seen'] }, { title: 'What is known', questions: ['ways', 'bus_line'] }],
      happenedAt: 'seen_at',
      questions: [
        { id: 'seen_at', kind: 'date_time', label: 'Last seen when', required: 'Enter when', past: true },
        { id: 'last_seen', kind: 'text', label: 'Last seen where', required: 'Enter where' },
        { id: 'ways', kind: 'checkboxes', label: 'How they travel', options: ways },
        { id: 'bus_line', kind: 'text', label: 'Which bus', required: 'Enter the bus', showIf: { question: 'ways', is: ['bus'] } },
        { id: 'why', kind: 'textarea', label: 'Why it worries you', checksWording: true, longest: 500 },
      ],
    },
  },
  team: ['locate_officer', 'exploitation_detective'], follow: [{ kinds: ['council'], roles: ['social_worker'] }],
  forms: {
    tell: { questions: [{ id: 'said', kind: 'textarea', label: 'What you know', required: 'Say what you know' }] },
    find: { questions: [
      { id: 'where', kind: 'text', label: 'Where', required: 'Enter where' },
      { id: 'harmed', kind: 'radios', label: 'Was the child hurt?', required: 'Say whether', options: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] },
      { id: 'how_hurt', kind: 'text', label: 'How', required: 'Say how', showIf: { question: 'harmed', is: ['yes'] } },
      { id: 'with_whom', kind: 'text', label: 'With whom', cell: { category: 'missing', tier: 2 } },
      { id: 'hours', kind: 'number', label: 'Hours away', least: 0, most: 1000 },
      { id: 'found_by', kind: 'colleague', label: 'Found by', roles: searchers },
      { id: 'next_on', kind: 'date', label: 'Next visit on' },
      { id: 'mood', kind: 'select', label: 'Mood', options: [{ value: 'calm', text: 'Calm' }, { value: 'upset', text: 'Upset' }] },
      { id: 'seen_where', kind: 'text', label: 'On the way to', showIf: { question: 'mood', is: ['calm', 'upset'] } },
    ] },
  },
  rules: {
    place: (_facts, answers) => textIn(answers, 'where') === 'nowhere' ? 'Nowhere is no place.' : undefined,
    not_yet: () => 'A supervisor has to look first.',
  },
})

export const searchRoom: PracticeRoom = { practices: [search] }
export const searchPractices = practicesOf([search])

/** The pages of a practice as one persona sees them, without the frame and its guards. */
export function practiceApp(kernel: Kernel, persona: Persona, rooms: readonly PracticeRoom[] = [searchRoom]) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('viewer', viewerOf(persona))
    c.set('csrf', 'a token')
    c.set('absent', () => c.text('absent', 404))
    c.set('render', (page, content) => c.html(
      <html lang="en">
        <head><title>{page.title}</title></head>
        <body data-live-topics={page.live}>{page.flash}{page.purpose?.text}{content}</body>
      </html>, page.status ?? 200))
    await next()
  })
  app.route('/', practiceApi(practicesOf(rooms.flatMap(room => room.practices)))).route('/', practicePages(rooms))
  return {
    get: (path: string) => app.request(path),
    json: (path: string, body: unknown, headers: Record<string, string> = {}) => app.request(path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers },
    }),
    post: (path: string, fields: Record<string, string | readonly string[]>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
      return app.request(path, { method: 'POST', body })
    },
  }
}

/** The words of a page, without its tags. */
export async function wordsOf(response: Response | Promise<Response>): Promise<string> {
  const html = await (await response).text()
  return html.replaceAll(/<[^>]*>/gv, ' ').replaceAll(/&#39;|&quot;/gv, '’').replaceAll(/\s+/gv, ' ')
}
