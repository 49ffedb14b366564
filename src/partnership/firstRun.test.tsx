import { afterAll, expect, test } from 'vitest'
import { csrfIn, origin, signInWorld } from '../../tests/signInWorld.tsx'
import { firstRunLink } from './firstRun.ts'

const env = { KITH_OIDC_ISSUER: 'https://login.example.org', KITH_OIDC_CLIENT_ID: 'kith', KITH_OIDC_SECRET: 's' }
const world = await signInWorld({ empty: true, env })
afterAll(() => world.end())

const answers = {
  partnership: 'Wexmere partnership', agency: 'Wexmere partnership office', agencyShortName: 'Office',
  agencyKind: 'partnership', name: 'Owen Pryce', email: 'owen@example.org', subject: '',
}

test('the first start prints a link that makes the partnership and its administrator, once', async () => {
  const old = await firstRunLink(world.kernel, origin) ?? ''
  const link = await firstRunLink(world.kernel, origin) ?? ''
  const browser = world.browser()
  expect((await browser.open(old)).page.status).toBe(404) // only the newest link counts
  expect((await browser.get(link)).headers.get('location')).toBe('/first-run')
  expect((await world.browser().open(link)).page.status).toBe(404) // used up by being opened
  const { html } = await browser.open('/first-run')
  const csrf = csrfIn(html)
  const wrong = await browser.post('/first-run', { ...answers, csrf, email: 'owen', partnership: '' })
  expect(wrong.status).toBe(422)
  const again = await wrong.text()
  expect(again).toContain('Enter the name of the partnership')
  expect(again).toContain('value="Owen Pryce"')
  expect((await browser.post('/first-run', { ...answers, csrf })).headers.get('location')).toBe('/sign-in')
  const { rows } = await world.admin.query(
    'select s.name, s.issuer, s.subject, a.role from staff s join appointment a on a.staff_id = s.id')
  expect(rows).toEqual([{ name: 'Owen Pryce', issuer: env.KITH_OIDC_ISSUER, subject: null, role: 'administrator' }])
  const { rows: [cells] } = await world.admin.query<{ n: string }>('select count(*)::int as n from cell')
  expect(Number(cells?.n)).toBeGreaterThan(0)
  expect(await firstRunLink(world.kernel, origin)).toBeUndefined()
  expect((await browser.open('/first-run')).page.status).toBe(404)
  expect(world.lines.join()).not.toContain(new URL(link).searchParams.get('token'))
})
