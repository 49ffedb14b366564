import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvCell, csvOf } from '../../csv.ts'
import { personReference } from '../../personReference.ts'
import { agencies, partnershipId, people, sharingWorld, staff, wordsOf } from '../../sharingWorld.tsx'
import type { SharingWorld } from '../../sharingWorld.tsx'

let w: SharingWorld
beforeAll(async () => {
  w = await sharingWorld()
  await w.link('socialWorker', people.child)
  await w.link('officer', people.child)
  await w.owner.query(`update staff set name = '=Jules Pemberly' where id = $1`, [staff.socialWorker])
  for (const persona of ['socialWorker', 'officer', 'officer'] as const)
    await w.get(persona, `/why?person=${people.child}`)
})
afterAll(() => w.end())

test('the lead sees who read what, when and for what, across agencies, and no child', async () => {
  const html = await (await w.get('governance', '/disclosures')).text()
  const words = await wordsOf(new Response(html))
  expect(words).toContain('Readings 3, of which 0 were refused')
  expect(words).toContain('People whose records were opened 1')
  expect(words).toMatch(/Rowan Ashby Neighbourhood officer, Wexmere Police Safeguarding a child Why P-\w{4}-\w{4}/)
  expect(html).not.toContain(people.child)
  expect(html).not.toContain('Marlowe')
})

test('filters by agency, by member of staff and by day', async () => {
  const readings = async (query: string) =>
    (await wordsOf(w.get('governance', `/disclosures?${query}`))).match(/Readings (\d+)/)?.[1]
  expect(await readings(`agency=${agencies.police}`)).toBe('2')
  expect(await readings(`staff=${staff.socialWorker}`)).toBe('1')
  expect(await readings('day=2020-01-01&days=31')).toBe('0')
  expect(await readings('day=2020-99-99&days=x&agency=%27&page=-1')).toBe('3')
})

test('nobody else sees it, and the lead without the clause of oversight sees nothing of other agencies', async () => {
  for (const persona of ['administrator', 'chair', 'analyst', 'officer'] as const) {
    expect((await w.get(persona, '/disclosures')).status).toBe(404)
    expect((await w.get(persona, '/exports/new?of=disclosures')).status).toBe(404)
  }
})

/** A file is ordered, then taken (src/sharing/exports). */
async function takeFile() {
  const ordered = await w.post('governance', '/exports', {
    of: 'disclosures', days: '1', recipient: staff.governance, why: 'Audit', hours: '24', key: crypto.randomUUID(),
  })
  return w.get('governance', `${(ordered.headers.get('location') ?? '').replace(/\?.*$/, '')}/file.csv`)
}

test('every look is written down for everybody who looks later', async () => {
  await takeFile()
  const words = await wordsOf(w.get('governance', '/disclosures'))
  expect(words).toMatch(/Nadim Rusk downloaded 3 readings of/)
  expect(words).toMatch(/Nadim Rusk looked at 3 readings of/)
})

test('the file is safe to open in a spreadsheet', async () => {
  const response = await takeFile()
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect((await response.text()).split('\r\n').filter(line => line.includes(`,'=Jules Pemberly,`))).toHaveLength(1)
})

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\r=1'])('a cell that begins like a formula stays text: %j', value => {
  expect(csvCell(value).replace(/^"/, '')).toMatch(/^'/)
})

test('commas, quotes and lines stay in their cell', () => {
  expect(csvOf(['a'], [['x, "y"\nz']])).toBe('\uFEFFa\r\n"x, ""y""\nz"\r\n')
})

test('a reference is the same for the same person, another for another, and tells nobody who it is', () => {
  const of = (person: string) => personReference(w.kernel, partnershipId, person)
  expect(of(people.child)).toBe(of(people.child))
  expect(of(people.child)).not.toBe(of(people.sibling))
  expect(of(people.child)).toMatch(/^P-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
})
