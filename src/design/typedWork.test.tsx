import type { Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserWorld, executablePath } from './browserWorld.tsx'
import { Button } from './button.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { errorListOf, ErrorSummary } from './errorSummary.tsx'
import { FileUpload } from './fileUpload.tsx'
import { Form } from './form.tsx'
import { SaveState } from './saveState.tsx'
import { Textarea } from './textarea.tsx'

let world: Awaited<ReturnType<typeof browserWorld>>
let page: BrowserPage
let saves: string[] = []
let answer = { status: 200 }
let saved = ''
let token = 't0ken'
let received = 0

function Draft() {
  return (
    <Form action="/draft" csrf={token} autosave="/drafts/1" revision={saves.length}>
      <SaveState />
      <Textarea name="narrative" label={{ text: 'What happened' }} value={saved} />
      <Checkboxes name="needs" items={[{ value: 'one', text: 'One' }, { value: 'two', text: 'Two' }]} />
    </Form>
  )
}

function Sending({ problem }: { problem?: string }) {
  return (
    <>
      {problem ? <ErrorSummary errorList={errorListOf({ file: problem })} /> : undefined}
      <Form action="/files" csrf="t0ken" upload>
        <FileUpload name="file" label={{ text: 'Choose a file' }} />
        <Button text="Send file" />
      </Form>
    </>
  )
}

beforeAll(async () => {
  if (executablePath === undefined) return
  world = await browserWorld()
  world.app
    .get('/draft', () => world.page({ title: 'Draft', csrf: token }, <Draft />))
    .post('/drafts/1', async c => {
      if (answer.status !== 200) return new Response('', answer)
      saves.push(decodeURIComponent(await c.req.text()).replace(/\+/g, ' '))
      return c.json({ revision: saves.length })
    })
    .get('/files', () => world.page({ title: 'Files' }, <Sending />))
    .get('/files/1', () => world.page({ title: 'Received' }, <h1>Received</h1>))
    .post('/files', async c => {
      const { file } = await c.req.parseBody()
      received = file instanceof File ? file.size : 0
      if (received > 10) return c.redirect('/files/1', 303)
      const refused = await world.page({ title: 'Refused' }, <Sending problem="The file is empty" />)
      return c.html(await refused.text(), 422)
    })
})
afterAll(async () => world?.end())
beforeEach(async () => {
  saves = []
  saved = ''
  token = 't0ken'
  received = 0
  answer = { status: 200 }
  if (executablePath === undefined) return
  await page?.context().close()
  const context = await world.browser.newContext()
  page = await context.newPage()
  page.setDefaultTimeout(5000)
  await page.goto(`${world.url}/draft`)
  await page.waitForLoadState('networkidle')
})

const narrative = () => page.getByLabel('What happened')

describe.skipIf(executablePath === undefined)('what is typed', () => {
  test('is saved when the field is left, field by field, each on the revision before', async () => {
    await narrative().fill('Seen at the station')
    await narrative().blur()
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor()
    await page.getByLabel('One').check()
    await page.getByLabel('Two').check()
    await expect.poll(() => saves.length).toBeGreaterThan(1)
    await expect.poll(() => saves.at(-1)).toContain('value=one&value=two')
    expect(saves[0]).toBe('name=narrative&csrf=t0ken&revision=0&value=Seen at the station')
    expect(saves[1]).toMatch(/^name=needs&csrf=t0ken&revision=1&/)
  })

  test('is saved while the writer pauses', async () => {
    await narrative().pressSequentially('Seen')
    expect(saves).toEqual([])
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor()
    expect(saves).toHaveLength(1)
  })

  test('is told to be unsaved while the server is away, and saved when it is back', async () => {
    answer = { status: 503 }
    await narrative().fill('Seen')
    await narrative().blur()
    await page.getByText('Not saved: trying again').waitFor()
    answer = { status: 200 }
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 10_000 })
    expect(saves).toHaveLength(1)
  })

  test('comes back after the page was closed unsaved, and is forgotten once saved', async () => {
    answer = { status: 503 }
    await narrative().fill('Seen')
    await narrative().blur()
    await page.getByText('Not saved: trying again').waitFor()
    answer = { status: 200 }
    await page.reload()
    await expect.poll(() => narrative().inputValue()).toBe('Seen')
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor()
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })

  test('is kept when the session has ended, with a way to sign in beside it', async () => {
    answer = { status: 401 }
    await narrative().fill('Seen')
    await narrative().blur()
    const link = page.getByRole('link', { name: 'Sign in again' })
    await link.waitFor()
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await narrative().inputValue()).toBe('Seen')
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain('Seen')
    answer = { status: 200 }
    token = 'new-token'
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor()
    expect(saves).toEqual(['name=narrative&csrf=new-token&revision=0&value=Seen'])
  })

  test('leaves this computer when its writer signs out', async () => {
    answer = { status: 401 }
    await narrative().fill('Seen')
    await narrative().blur()
    await page.getByRole('link', { name: 'Sign in again' }).waitFor()
    await page.route('**/sign-out', route => route.fulfill({ body: 'signed out' }))
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('signed out').waitFor()
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('Seen')
  })

  test('of one field that is refused does not hold up the others', async () => {
    answer = { status: 422 }
    await narrative().fill('Seen')
    await narrative().blur()
    await page.getByText('Not saved. What you typed is kept on this computer.').waitFor()
    answer = { status: 200 }
    await page.getByLabel('Two').check()
    await expect.poll(() => saves).toEqual(['name=needs&csrf=t0ken&revision=0&value=two'])
    await page.getByText('Not saved. What you typed is kept on this computer.').waitFor()
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain('Seen')
  })

  test('says that somebody changed it elsewhere, instead of writing over it', async () => {
    answer = { status: 409 }
    await narrative().fill('Seen')
    await narrative().blur()
    await page.getByText('this was changed elsewhere').waitFor()
    expect(await narrative().inputValue()).toBe('Seen')
  })
})

const file = (size: number) => ({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.alloc(size, 'x') })

describe.skipIf(executablePath === undefined)('a file', () => {
  test('goes up with its progress and arrives on the next page', async () => {
    await page.goto(`${world.url}/files`)
    await page.getByText('or drop a file here').waitFor()
    await page.getByLabel('Choose a file').setInputFiles(file(200_000))
    await page.getByRole('button', { name: 'Send file' }).click()
    await page.getByRole('heading', { name: 'Received' }).waitFor()
    expect(received).toBe(200_000)
  })

  test('that is refused comes back with its reason and another try', async () => {
    await page.goto(`${world.url}/files`)
    await page.getByText('or drop a file here').waitFor()
    await page.getByLabel('Choose a file').setInputFiles(file(1))
    await page.getByRole('button', { name: 'Send file' }).click()
    await page.getByRole('link', { name: 'The file is empty' }).waitFor()
    await page.getByLabel('Choose a file').setInputFiles(file(50))
    await page.getByRole('button', { name: 'Send file' }).click()
    await page.getByRole('heading', { name: 'Received' }).waitFor()
    expect(received).toBe(50)
  })

  test('can be stopped on its way', async () => {
    await page.goto(`${world.url}/files`)
    await page.getByText('or drop a file here').waitFor()
    await page.route('**/files', () => undefined)
    await page.getByLabel('Choose a file').setInputFiles(file(1000))
    await page.getByRole('button', { name: 'Send file' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled. Nothing was sent.').nth(0).waitFor()
    expect(await page.getByRole('button', { name: 'Send file' }).isEnabled()).toBe(true)
    expect(received).toBe(0)
  })
})
