import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { expect, test, vi } from 'vitest'
import type { WordingCount } from './counts.ts'
import { wordingRoutes } from './routes.tsx'
import { starterLexicon } from './starterLexicon.ts'
import { WordingPanel } from './wordingPanel.tsx'

const counted: WordingCount[] = []
const app = wordingRoutes({
  lexiconAt: async () => starterLexicon,
  now: () => new Date('2026-11-23T12:00:00Z'),
  addCounts: async counts => { counted.push(...counts) },
})
const post = (path: string, fields: Record<string, string>) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(fields) })

async function rendered(panel: Child) {
  const response = await new Hono().get('/', c => c.html(<>{panel}</>)).request('/')
  return response.text()
}

test('the check answers with what was found and what to say instead', async () => {
  const response = await post('/wording/check', { text: 'She is streetwise & has absconded.' })
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toMatchObject({
    version: '2026.1', summary: '2 phrases to look at',
    findings: [
      { entryId: 'streetwise', start: 7, end: 17, before: 'She is ', after: ' & has absconded.' },
      { entryId: 'absconded', alternatives: ['has gone missing', 'has left because [reason]'] },
    ],
  })
})

test('the check writes nothing anywhere', async () => {
  const written = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(process.stdout, 'write')]
  const response = await post('/wording/check', { text: 'He absconded' })
  const calls = written.map(spy => spy.mock.calls.length)
  for (const spy of written) spy.mockRestore()
  expect(response.status).toBe(200)
  expect(calls).toEqual([0, 0, 0])
})

test.each([
  ['without a text', { other: 'x' }, 400], ['with a text beyond measure', { text: 'a'.repeat(200_001) }, 413],
  ['with a body beyond measure', { text: 'a'.repeat(1_000_001) }, 413],
])('the check %s says so', async (_, fields, status) => {
  const response = await post('/wording/check', fields)
  expect(response.status).toBe(status)
})

test('an outcome adds one to the day’s count, and only for a phrase of the lexicon', async () => {
  const counts = await post('/wording/outcome', { entryId: 'absconded', outcome: 'replaced', author: 'someone' })
  const unknown = await post('/wording/outcome', { entryId: 'a child’s name', outcome: 'replaced' })
  const wrong = await post('/wording/outcome', { entryId: 'absconded', outcome: 'typed' })
  expect([counts.status, unknown.status, wrong.status]).toEqual([204, 400, 400])
  expect(counted).toEqual([{ entryId: 'absconded', outcome: 'replaced', on: '2026-11-23', count: 1 }])
})

test('the panel works as a plain form: alternatives are buttons, keeping asks why', async () => {
  const kept = [{ entryId: 'streetwise', found: 'streetwise', reason: 'quoted' as const }]
  const panel = <WordingPanel text={'<b>\r\nHe absconded. He is streetwise.'} lexicon={starterLexicon} kept={kept} />
  const html = await rendered(panel)
  expect(html).toContain('1 phrase to look at')
  expect(html).toContain('<button type="submit" value="absconded:7:0" name="replace"')
  expect(html).toContain('<option value="absconded:7:ownWords"')
  expect(html).toContain('<input type="hidden" name="kept" value="streetwise:quoted:streetwise"/>')
  expect(html).toContain('<mark>absconded</mark>')
  expect(html).not.toContain('<b>')
})

test('the panel shows nothing when all is well', async () => {
  expect(await rendered(<WordingPanel text="He is at home." lexicon={starterLexicon} />)).toBe('')
})
