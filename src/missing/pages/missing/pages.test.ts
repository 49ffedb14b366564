import { afterAll, beforeAll, expect, test } from 'vitest'
import { people } from '../../../../tests/world.ts'
import type { Persona } from '../../../../tests/world.ts'
import { ago, found, missingWorld, reasons, report } from '../../missingWorld.ts'
import type { MissingWorld } from '../../missingWorld.ts'

let w: MissingWorld
let origin = ''
beforeAll(async () => {
  w = await missingWorld()
  origin = await w.listen()
})
afterAll(() => w.end())

const plain = (html: string) => html.replaceAll(/<(?:style|script)[^>]*>[\s\S]*?<\/(?:style|script)>/gv, ' ')
  .replaceAll(/<[^>]+>/gv, ' ')
  .replaceAll('&amp;', '&').replaceAll(/\s+/gv, ' ')
const wordsOf = async (who: Persona, path: string) => plain(await (await w.request(who, path)).text())

/** An open page on an episode: all that its stream says. */
async function openPage(persona: Persona, id: string) {
  const { cookie } = await w.sessionOf(persona)
  const stop = new AbortController()
  const response = await fetch(`${origin}/live?about=${encodeURIComponent(`work:${id}`)}&from=`,
    { headers: { cookie }, signal: stop.signal })
  const heard = { text: '' }
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const listen = async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) heard.text += part.value
  }
  listen().catch(() => undefined)
  await hears(heard, 'event: cursor', 5_000)
  return { heard, close: () => { stop.abort() } }
}

async function hears(heard: { text: string }, words: string, most = 1_000): Promise<number> {
  const started = performance.now()
  while (!heard.text.includes(words)) {
    if (performance.now() - started > most) throw new Error(`not heard within ${most} ms: ${words}, but ${heard.text}`)
    await new Promise(later => { setTimeout(later, 5) })
  }
  return performance.now() - started
}

test('the council and the children’s home see within a second that the child is found, and a stranger hears nothing', async () => {
  const id = await w.begun('homeWorker', people.stranger)
  await w.take('locate', id, 'grade', { grade: 'medium', reasons })
  const [council, home, mentor] = [await openPage('socialWorker', id), await openPage('homeWorker', id),
    await openPage('mentor', id)]
  const started = performance.now()
  expect(await w.take('locate', id, 'find', found({ found_at: ago(0.5) }))).toMatchObject({ done: true })
  await Promise.all([hears(council.heard, 'missing_episode.found'), hears(home.heard, 'missing_episode.found')])
  expect(performance.now() - started).toBeLessThan(1_500)
  expect(mentor.heard.text).not.toContain('missing_episode')
  for (const page of [council, home, mentor]) page.close()
  expect(await wordsOf('homeWorker', `/missing/${id}`)).toContain('State Found')
})

test('the page shows the grade with its reasons, where was looked, and what repeats; each agency sees its own part', async () => {
  const before = await w.begun('locate', people.child)
  await w.take('locate', before, 'grade', { grade: 'high', reasons })
  await w.take('locate', before, 'find', found())
  const id = await w.begun('homeWorker', people.child, report({ reported_at: ago(0.2) }))
  expect(await wordsOf('locate', `/missing/${id}`))
    .toContain('Not yet graded. Until it is, look for the child as for somebody at risk.')
  await w.take('inspector', id, 'grade', { grade: 'high', reasons })
  await w.take('locate', id, 'search_place',
    { place: 'The old mill', searched_by: 'Unit 7', result: 'signs', detail: 'A rucksack' })
  await w.take('locate', id, 'contact_attempt', { how: 'phone', answer: 'off' })
  const page = await wordsOf('locate', `/missing/${id}`)
  for (const words of ['Grade of risk Grade High risk', reasons, 'The old mill', 'Signs of the child',
    'Phone switched off',
    'Missing 2 times in 90 days', 'Record that the child is found', 'What the grades mean']) expect(page)
      .toContain(words)
  const partner = await wordsOf('socialWorker', `/missing/${id}`)
  expect(partner).toContain('Tell the searchers')
  expect(partner).not.toContain('Record that the child is found')
  expect((await w.request('mentor', `/missing/${id}`)).status).toBe(404)
  expect((await w.request('schoolLeadB', `/missing/${id}`)).status).toBe(404)
  // A form that lacks something comes back with what was typed.
  const back = await w.request('locate', `/missing/${id}/grade`, {})
  expect(back.status).toBe(422)
  const low = await w.request('locate', `/missing/${id}/regrade`,
    { grade: 'low', reasons, revision: String((await w.look('locate', id))?.episode?.revision),
    key: crypto.randomUUID() })
  expect(low.status).toBe(422)
  const lowPage = plain(await low.text())
  expect(lowPage).toContain('A child is not graded low or no apparent risk by one person.')
  expect(lowPage).toContain(reasons)
})

test('every count leads to the episodes that it was counted from, and nobody else’s', async () => {
  const counts = await wordsOf('locate', '/missing/counts')
  expect(counts).toContain('Missing episodes 3')
  expect(counts).toMatch(/Missing more than once 1 /v)
  expect(counts).toContain('High risk 2 of 3 (67%)')
  expect(counts).toContain('Interview held within 72 hours 0 of 2 (0%)')
  const rows = await wordsOf('locate', '/missing/counts?figure=repeats')
  expect(rows).toContain('Teo Marlowe')
  expect(rows).not.toContain('Kai Ostrander')
  expect((await w.request('schoolLeadA', '/missing/counts')).status).toBe(404)
  const { rows: read } = await w.owner.query<{ n: number }>(
    `select count(*)::int as n from disclosure where page = 'missing/counts' and person_id = $1`, [people.child])
  expect(read[0]?.n).toBeGreaterThan(0)
})

test('the department’s table lists children in care, leaves out who has no number, and hands out a small file', async () => {
  expect(await wordsOf('socialWorker', '/missing/ssda903')).toContain('No child here has a number of your council')
  await w.owner.query(`insert into identifier (partnership_id, person_id, cell, source_record_id, kind, value, is_valid)
    select s.partnership_id, s.person_id, i.id, s.id, 'local_id', 'W-77',
    true from source_record s join cell c on c.id = s.cell
    join cell i on i.agency_id = c.agency_id and i.category = 'identifier' and i.tier = 0
    where s.person_id = $1 and c.agency_id = $2`, [people.child, w.agencies.council])
  const table = await wordsOf('socialWorker', '/missing/ssda903')
  expect(table).toContain('M: Missing from care')
  const file = await w.request('socialWorker', '/missing/ssda903', {})
  expect(file.headers.get('content-type')).toContain('text/csv')
  const lines = (await file.text()).trim().split('\r\n')
  expect(lines[0]?.replace('\uFEFF', '')).toBe('CHILD,DOB,MISSING,MIS_START,MIS_END')
  // Two searches of one day are one spell of the return; the child whom the council has no record of is not in it.
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/^W-77,05\/03\/\d{4},M,\d\d\/\d\d\/\d{4},/v)
  expect((await w.request('locate', '/missing/ssda903')).status).toBe(404)
})
