import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { MakingWorld } from '../../../../making/makingWorld.tsx'
import { makingWorld, partnershipId, people, staff } from '../../../../making/makingWorld.tsx'
import { mostInDrafts } from '../../../../store/draftFiles.ts'

let w: MakingWorld
beforeAll(async () => { w = await makingWorld() })
afterAll(() => w.end())
afterEach(async () => {
  vi.unstubAllEnvs()
  await w.admin.query('delete from draft')
})

const goesTo = (response: Response) => response.headers.get('location') ?? ''

async function begin(): Promise<string> {
  const officer = w.browser('officer')
  const begun = goesTo(await officer.post('/notifications/make', { search: 'Teo Marlowe' }))
  const draft = /make\/([0-9a-f-]{36})/.exec(begun)?.[1] ?? ''
  await officer.post(`/notifications/make/${draft}/child`, { pressed: 'choose', chosen: people.child })
  return draft
}

async function add(draft: string, names: string[], content = 'What she said.') {
  const body = new FormData()
  for (const name of names) body.append('files', new File([content], name))
  const response = await w.browser('officer').send(`/notifications/make/${draft}/evidence`, body)
  const kept = await w.rows<{ name: string }>('select name from draft_file where draft_id = $1 order by name', [draft])
  return { status: response.status, page: await response.text(), kept: kept.map(({ name }) => name) }
}

test('whoever adds photos is told that place and time stay in them', async () => {
  const page = await w.browser('officer').get(`/notifications/make/${await begin()}/evidence`)
  expect(await page.text()).toContain('with the place and time that the camera wrote into them')
})

test.each([
  ['false', 'may harm other computers'], ['absent-scanner-of-the-test', 'could not be checked'],
])('a file is kept only if the operator’s scanner lets it through: %s says no', async (command, words) => {
  vi.stubEnv('KITH_SCAN_COMMAND', command)
  const refused = await add(await begin(), ['notes.txt'])
  expect(refused).toMatchObject({ status: 422, kept: [] })
  expect(refused.page).toContain(`notes.txt ${words}`)
})

test('a file that the operator’s scanner lets through is kept, under a name for what it is', async () => {
  vi.stubEnv('KITH_SCAN_COMMAND', 'true')
  expect(await add(await begin(), ['notes'])).toMatchObject({ status: 303, kept: ['notes.txt'] })
})

test('nobody keeps more than two hundred megabytes in all their drafts', async () => {
  const [one, two] = [await begin(), await begin()]
  const room = mostInDrafts - 20
  await w.admin.query(`insert into draft_file (partnership_id, staff_id, draft_id, name, media_type, size, sha256, content)
    values ($1, $2, $3, 'large.txt', 'text/plain', $4, '\\x00', '\\x00')`, [partnershipId, staff.officer, one, room])
  const sent = await add(two, ['a.txt'], 'fifteen letters')
  expect(sent).toMatchObject({ status: 303, kept: ['a.txt'] })
  const more = await add(two, ['b.txt'], 'another fifteen')
  expect(more).toMatchObject({ status: 422, kept: ['a.txt'] })
  expect(more.page).toContain('b.txt was not kept: send or discard other notifications with files first')
  await w.admin.query('delete from draft_file where draft_id = $1', [one])
  expect(await add(two, ['b.txt'], 'another fifteen')).toMatchObject({ status: 303, kept: ['a.txt', 'b.txt'] })
})
