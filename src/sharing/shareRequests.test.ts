import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sendingRefusals } from './actions/sendShare.ts'
import { refuseRequest } from './actions/takeShareStep.ts'
import { shareWorld } from './shareWorld.ts'
import type { ShareWorld } from './shareWorld.ts'

let w: ShareWorld
beforeAll(async () => {
  w = await shareWorld()
})
afterAll(() => w.end())
afterEach(() => w.endShares())

const ofTheShare = ['act disclosure 1', 'share disclosure 1']

test('a request shows who the child is and nothing else, and a refusal is told to whoever asked', async () => {
  const id = await w.send({ kind: 'request', categories: ['social_care'], reason: 'What is the plan?' })
  expect(await w.seen()).toEqual([...ofTheShare, 'name_token identity 0', 'source_record identity 0'].toSorted())
  const refusing = { because: 'not_held', words: 'There is no plan', key: randomUUID() } as const
  const outcome = await refuseRequest(w.kernel, w.scope('socialWorker'), await w.share(id), refusing)
  expect(outcome.done).toBe(true)
  expect(await w.share(id)).toMatchObject({ refusedBecause: 'not_held', refusedWords: 'There is no plan' })
  const { rows } = await w.owner.query(
    `select refused_by, by_agency, other_agency from refusal_to_share where share_id = $1`,
    [id],
  )
  expect(rows).toEqual([{ refused_by: 'us', by_agency: w.agencies.council, other_agency: w.agencies.police }])
  expect(await w.sees('officer', 'refusal_to_share')).toBe(0)
  expect(await w.sees('socialWorker', 'refusal_to_share')).toBe(1)
})

test('a request is answered by a share, once', async () => {
  const asked = await w.send({ kind: 'request', categories: ['needs'] })
  const back = {
    to_agency: w.agencies.police,
    to_role: 'neighbourhood_officer',
    categories: ['identity'],
    answers: asked,
  }
  expect(await w.send(back, 'socialWorker')).toMatch(/^[0-9a-f\-]{36}$/v)
  expect((await w.share(asked)).answeredAt).toBeInstanceOf(Date)
  expect(await w.send(back, 'socialWorker')).toBe(sendingRefusals.answered)
})
