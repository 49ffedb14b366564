import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { recallShare } from './actions/takeShareStep.ts'
import { inDays, shareWorld } from './shareWorld.ts'
import type { ShareWorld } from './shareWorld.ts'
import type { Persona } from '../../tests/world.ts'

let w: ShareWorld
let origin = ''
beforeAll(async () => {
  w = await shareWorld()
  origin = await w.listen()
})
afterAll(() => w.end())
afterEach(() => w.endShares())

type Stream = { heard: { text: string }; close: () => void }

/** An open page about the child, as that persona: everything that its stream says. */
async function openPage(persona: Persona): Promise<Stream> {
  const { cookie } = await w.sessionOf(persona)
  const stop = new AbortController()
  const about = encodeURIComponent(`person:${w.people.child}`)
  const response = await fetch(`${origin}/live?about=${about}&from=`, { headers: { cookie }, signal: stop.signal })
  const heard = { text: '' }
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const listen = async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) heard.text += part.value
  }
  listen().catch(() => undefined)
  await hears(heard, 'event: cursor')
  return {
    heard,
    close: () => {
      stop.abort()
    },
  }
}

async function hears(heard: { text: string }, words: string, milliseconds = 5_000): Promise<number> {
  const started = performance.now()
  while (!heard.text.includes(words)) {
    if (performance.now() - started > milliseconds)
      throw new Error(`not heard within ${milliseconds} ms: ${words}`)
    await new Promise(later => {
      setTimeout(later, 5)
    })
  }
  return performance.now() - started
}

test('a recall makes the recipient’s open page ask again within a second, and then it shows nothing', async () => {
  const id = await w.send()
  expect((await w.request('socialWorker', `/people/${w.people.child}`)).status).toBe(200)
  const page = await openPage('socialWorker')
  const other = await openPage('mentor')
  await recallShare(w.kernel, w.scope('officer'), await w.share(id), { why: 'Wrong team', key: randomUUID() })
  expect(await hears(page.heard, 'event: resync', 1_000)).toBeLessThan(1_000)
  expect((await w.request('socialWorker', `/people/${w.people.child}`)).status).toBe(404)
  expect(other.heard.text).not.toContain('resync')
  page.close()
  other.close()
})

test('a share that ends by itself does the same within a second, with no statement by anybody', async () => {
  const until = Date.now() + 4_000
  await w.send({ until: new Date(until).toISOString() })
  const page = await openPage('socialWorker')
  while (Date.now() < until - 1_500)
    await new Promise(later => {
      setTimeout(later, 10)
    })
  page.heard.text = ''
  expect((await w.request('socialWorker', `/people/${w.people.child}/links`)).status).toBe(200)
  await hears(page.heard, 'event: resync', until - Date.now() + 1_000)
  expect((await w.request('socialWorker', `/people/${w.people.child}`)).status).toBe(404)
  page.close()
})

test('a claim that a privacy officer ends does the same for whoever claimed, and tells nobody else', async () => {
  const person = `/people/${w.people.child}`
  await w.request('nurse', `${person}/claim`, { because: 'here_now', words: 'A cut hand', key: randomUUID() })
  const [page, other] = [await openPage('nurse'), await openPage('mentor')]
  const { rows } = await w.owner.query<{ id: string }>(`
    select reference_id as id from alert where kind = 'self_claimed_link' and agency_id = $1`, [w.agencies.police])
  const review = { outcome: 'ended', why: 'Seen by another nurse', key: randomUUID() }
  expect((await w.request('privacyPolice', `/claims/${rows[0]?.id ?? ''}/review`, review)).status).toBe(303)
  await hears(page.heard, 'event: resync', 1_500)
  expect((await w.request('nurse', person)).status).toBe(404)
  expect(other.heard.text).not.toMatch(/resync|changed/v)
  page.close()
  other.close()
})

test('what happens outside the chosen sections reaches no recipient, not even that it happened', async () => {
  await w.send({ to_agency: w.agencies.hospital, to_role: 'emergency_nurse', vital: true, until: inDays(1) })
  await w.link('nurse', w.people.sibling)
  const page = await openPage('nurse')
  const act = (personId: string, category: string) =>
    w.kernel.db.as(w.scope('officer'), tx =>
      sql`select authz.append_acts(${JSON.stringify([
        { verb: 'test.happened', personId, cell: w.cell({ agency: w.agencies.police, category }) },
      ])}::jsonb)`.execute(tx),
    )
  await act(w.people.child, 'police')
  await act(w.people.sibling, 'concern')
  w.kernel.poke()
  await new Promise(later => {
    setTimeout(later, 400)
  })
  expect(page.heard.text).not.toContain('test.happened')
  page.close()
})
