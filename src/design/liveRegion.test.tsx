import type { Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserWorld, executablePath } from './browserWorld.tsx'
import { LiveRegion, LiveState } from './liveRegion.tsx'
import { Table } from './table.tsx'
import { WideTable } from './wideTable.tsx'

type Row = { key: string; name: string; state: string }

const tall = Array.from({ length: 40 }, (_, index) => <p>{index}</p>)
let rows: Row[] = []
let status = 200
let fetched = 0
let world: Awaited<ReturnType<typeof browserWorld>>
let page: BrowserPage

function Board() {
  return (
    <LiveRegion src="/live">
      <LiveState />
      <p data-live="count">{rows.length} open</p>
      <WideTable label="Board" live="board">
        {rows.length === 0
          ? <p>Nothing is waiting</p>
          : <Table
              list
              rows={rows.map(({ key, name, state }) => ({
                key,
                cells: [
                  { text: <a href={`/work/${key}`}>{name}</a> },
                  { text: <details><summary>{state}</summary>rule</details> },
                  { text: <input name={`note-${key}`} aria-label="Note" /> },
                ],
              }))}
            />}
      </WideTable>
      {tall}
    </LiveRegion>
  )
}

beforeAll(async () => {
  if (executablePath === undefined) return
  world = await browserWorld()
  world.app.get('/board', async c => {
    if (c.req.header('x-live')) fetched += 1
    if (status === 303) return c.redirect('/sign-in', 303)
    return status === 200 ? world.page({ title: 'Rowan Example' }, <Board />) : c.text('', 404)
  })
  page = await world.browser.newPage()
  page.setDefaultTimeout(5000)
})
afterAll(async () => world?.end())
beforeEach(async () => {
  status = 200
  fetched = 0
  rows = [{ key: 'a', name: 'Rowan', state: 'Sent' }, { key: 'b', name: 'Sky', state: 'Sent' }]
  if (executablePath === undefined) return
  await page.goto(`${world.url}/board`)
  await page.getByText('Live', { exact: true }).waitFor()
})

const names = () => page.locator('tbody a').allTextContents()
const announced = () => page.locator('[data-announcer]').textContent()
async function change(next: Row[]) {
  rows = next
  await world.tell('changed')
}

describe.skipIf(executablePath === undefined)('a board that is open', () => {
  test('shows a change in its row, tinted and announced, and leaves the other rows alone', async () => {
    await page.evaluate(() => document.querySelector('[data-key="a"]')?.setAttribute('id', 'same-row'))
    await change(rows.map(row => row.key === 'b' ? { ...row, state: 'Accepted' } : row))
    await page.getByText('Accepted').waitFor()
    expect(await page.locator('.kith-changed').getAttribute('data-key')).toBe('b')
    expect(await page.locator('#same-row').count()).toBe(1)
    expect(await announced()).toBe('1 changed')
    await page.locator('.kith-changed').waitFor({ state: 'detached' })
  })

  test('gathers a burst of changes into few fetches', async () => {
    for (let index = 0; index < 20; index += 1) await world.tell('changed')
    await page.waitForTimeout(300)
    expect(fetched).toBeGreaterThan(0)
    expect(fetched).toBeLessThan(5)
  })

  test('keeps up while changes never pause', async () => {
    const busy = setInterval(() => void world.tell('changed'), 10)
    rows = rows.slice(0, 1)
    await page.getByText('Sky').waitFor({ state: 'detached', timeout: 1000 })
    clearInterval(busy)
    expect(await names()).toEqual(['Rowan'])
  })

  test('puts a new row in its place when nothing would be disturbed', async () => {
    await change([{ key: 'c', name: 'Ash', state: 'Sent' }, ...rows])
    await page.getByText('Ash').waitFor()
    expect(await names()).toEqual(['Ash', 'Rowan', 'Sky'])
    expect(await page.locator('[data-live="count"]').textContent()).toBe('3 open')
  })

  test('keeps new rows behind a button while somebody is in the table', async () => {
    await page.getByRole('link', { name: 'Sky' }).focus()
    await change([{ key: 'c', name: 'Ash', state: 'Sent' }, { key: 'd', name: 'Fern', state: 'Sent' }, ...rows])
    await page.getByRole('button', { name: '2 new, show' }).waitFor()
    expect(await names()).toEqual(['Rowan', 'Sky'])
    expect(await announced()).toContain('2 new, show')
    await change(rows.filter(row => row.key !== 'd'))
    await page.getByRole('button', { name: '1 new, show' }).click()
    expect(await names()).toEqual(['Ash', 'Rowan', 'Sky'])
    expect(await page.locator('.kith-new').count()).toBe(0)
  })

  test('moves neither the focus nor the page nor what is being typed', async () => {
    await page.getByLabel('Note').nth(1).fill('half a sent')
    await page.getByText('Sent').nth(0).click()
    await page.getByLabel('Note').nth(1).focus()
    await page.evaluate(() => scrollTo(0, 300))
    const [first, second] = rows
    if (!first || !second) throw new Error('two rows expected')
    await change([{ ...second, state: 'Accepted' }, { ...first, state: 'Declined' }])
    await page.getByText('Accepted').waitFor()
    expect(await names()).toEqual(['Sky', 'Rowan'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('note-b')
    expect(await page.locator('[name="note-b"]').inputValue()).toBe('half a sent')
    expect(await page.locator('[data-key="a"] details').getAttribute('open')).not.toBeNull()
    expect(await page.evaluate(() => scrollY)).toBe(300)
  })

  test('loses a row that its reader may no longer see, at once, even while it holds the focus', async () => {
    await page.getByRole('link', { name: 'Rowan' }).focus()
    await change(rows.slice(1))
    await page.getByText('Rowan').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('b')
    await change([])
    await page.getByText('Nothing is waiting').waitFor()
  })

  test('shows nothing of a page that is no longer available, not even its title', async () => {
    status = 404
    await world.tell('changed')
    await page.getByRole('main').getByText('This is no longer available to you.').waitFor()
    expect(await page.content()).not.toContain('Rowan')
    expect(await page.title()).toBe('Kith')
  })

  test('says that one must sign in again when the session has ended', async () => {
    status = 303
    await world.tell('changed')
    await page.getByRole('link', { name: 'Sign in again' }).waitFor()
    expect(await page.content()).not.toContain('Rowan')
  })

  test('fetches again when the server asks for it', async () => {
    rows = rows.slice(0, 1)
    await world.tell('resync')
    await page.getByText('Sky').waitFor({ state: 'detached' })
    expect(await names()).toEqual(['Rowan'])
  })

  test('shows who else is here, as text', async () => {
    await world.tell('presence', JSON.stringify([{ name: '<b>Jo</b>', agency: 'Council' }]))
    await page.getByText('Also here: <b>Jo</b> (Council)').waitFor()
    await world.tell('presence', '[]')
    await page.getByText('Also here').waitFor({ state: 'detached' })
    expect(await page.locator('[data-presence]').innerHTML()).toBe('')
  })

  test('says when it is not live, and catches up when it is again', async () => {
    await page.context().setOffline(true)
    await world.cut()
    await page.getByText('Not live: trying again').waitFor()
    rows = [...rows, { key: 'z', name: 'Late', state: 'Sent' }]
    await page.context().setOffline(false)
    await page.getByText('Late').waitFor({ timeout: 15_000 })
    await page.getByText('Live', { exact: true }).waitFor()
    expect(await names()).toEqual(['Rowan', 'Sky', 'Late'])
  })
})
