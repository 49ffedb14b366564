import { expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { desk, expectToFit, journey, look, phone, seen, test } from './browser.ts'

const story = journey()

test('a privacy officer finds what they look after on one page, and the header is one line', async () => {
  const privacy = await story.visit('privacyPolice')
  await privacy.goto('/')
  await privacy.keyboard.press('g')
  await privacy.keyboard.press('o')
  await seen(privacy.getByRole('heading', { name: 'Oversight' }))
  await look(privacy, '90-oversight')
  const tasks = await privacy.locator('main li a')
    .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
  expect(tasks).toHaveLength(10)
  const bare = await story.visit('privacyPolice', { scripts: false, size: phone })
  for (const task of tasks) {
    await bare.goto('/oversight')
    await bare.locator(`main a[href="${task}"]`).click()
    expect(new URL(bare.url()).pathname).toBe(task)
    expect(await bare.getByRole('link', { name: 'Oversight' }).getAttribute('aria-current')).toBe('page')
    await expectToFit(bare)
  }
})

test.for(['privacyPolice', 'privacyCouncil', 'governance', 'seniorCouncil', 'chair'] as const)(
  'the header of %s is one line on a desk', async persona => {
    const page = await story.visit(persona, { size: desk })
    await page.goto('/oversight')
    expect((await page.locator('.kith-header__second').boundingBox())?.height).toBeLessThan(60)
  })

test('who has nothing to oversee finds no such page', async () => {
  const officer = await story.visit('officer')
  expect((await officer.goto('/oversight'))?.status()).toBe(404)
})

test('“Why can I see this?” leads back to the very page it was asked on', async () => {
  await story.world.owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell
     where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
    [partnershipId, people.child, staff.officer, agencies.police])
  const officer = await story.visit('officer', { scripts: false })
  for (const part of ['/chronology', '/links']) {
    await officer.goto(`/people/${people.child}${part}`)
    await officer.getByRole('link', { name: 'Why can I see this?' }).click()
    await officer.getByRole('link', { name: 'Back to the person' }).click()
    expect(new URL(officer.url()).pathname).toBe(`/people/${people.child}${part}`)
  }
  for (const elsewhere of ['//example.org', 'https://example.org', '/\\example.org', '/people/../x', 'javascript:x']) {
    await officer.goto(`/why?person=${people.child}&back=${encodeURIComponent(elsewhere)}`)
    expect(await officer.locator('.govuk-back-link').getAttribute('href')).toBe(`/people/${people.child}`)
  }
  const desktop = await story.visit('officer')
  await desktop.goto(`/why?person=${people.child}`)
  await look(desktop, '91-why')
})
