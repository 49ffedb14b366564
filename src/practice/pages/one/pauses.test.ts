import { afterAll, beforeAll, expect, test } from 'vitest'
import { world } from '../../../../tests/world.ts'
import type { World } from '../../../../tests/world.ts'
import { practiceApp, wordsOf } from '../../practiceWorld.tsx'
import { beginSearch, layDownSearchRules, search, takeSearchStep } from '../../upkeepWorld.ts'

let w: World
let now = new Date()
beforeAll(async () => {
  w = await world({ now: () => now })
  await layDownSearchRules(w)
})
afterAll(() => w.end())

test('an episode says when a clock was held, why and by whom, and how far its deadline moved', async () => {
  const id = await beginSearch(w)
  const page = () => wordsOf(practiceApp(w.kernel, 'locate', [{ practices: [search] }]).get(`${search.path}/${id}`))
  expect(await page()).not.toContain('When a clock was held')
  expect(await takeSearchStep(w, 'locate', { id, step: 'hold', revision: 1 })).toMatchObject({ done: true })
  const held = await page()
  expect(held).toMatch(/When a clock was held Search within three working days : held [^.]+ by Piers Lanyon, Police\. Hold\./v)
  expect(held).toContain('Still held. It was due')
  now = new Date(now.getTime() + 7 * 86_400_000)
  expect(await takeSearchStep(w, 'locate', { id, step: 'go_on', revision: 2 })).toMatchObject({ done: true })
  const after = await page()
  expect(after).toMatch(/Went on [^.]+ by Piers Lanyon, Police: due [^.]+ instead of [^.]+\./v)
  expect(after).not.toContain('Still held')
})
