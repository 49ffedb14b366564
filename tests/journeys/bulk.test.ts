import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { codesIn } from '../../src/sharing/exports/watermark.ts'
import { agencies, partnershipId, staff } from '../world.ts'
import { expectToFit, journey, look, phone, seen, shot, test, wordsOf } from './browser.ts'

const story = journey()

/** Twelve people were read today at the council's front door. */
beforeAll(async () => {
  const { owner, kernel } = story.world
  await owner.query(`
    insert into disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, page)
    select $1, ('00000000-0000-4000-b000-' || lpad(n::text, 12, '0'))::uuid, $2, $3, $4, 'front_door_worker',
      'safeguard_child', 'people/one/overview'
    from generate_series(1, 12) n`,
  [partnershipId, kernel.cells.id(agencies.council, 'disclosure', 0), staff.frontDoor, agencies.council])
})

/** Gives back the address of the order. */
async function order(privacy: Page, why: string): Promise<string> {
  await privacy.goto('/disclosures')
  await privacy.getByRole('link', { name: 'Order these as a file (CSV)' }).click()
  await seen(privacy.getByText('A second person of your agency has to approve it'))
  await privacy.getByLabel('Why does it have to be a file?').fill(why)
  await privacy.getByRole('button', { name: 'Order the file' }).click()
  await seen(privacy.getByText('A second person has been asked to approve it.'))
  return new URL(privacy.url()).pathname
}

/** What Kith answers to this reader, whatever the page offers; with a form it is posted. */
const statusOf = (reader: Page, address: string, form?: Record<string, string>) =>
  reader.evaluate(async ([asked, sent]) => {
    const answer = await fetch(asked, sent ? { method: 'POST', body: new URLSearchParams(sent) } : {})
    return answer.status
  }, [address, form] as const)

test('a file about twelve people waits; not whoever asked, but a second person decides, with a reason', async () => {
  const privacy = await story.visit('privacyCouncil')
  await privacy.goto('/disclosures')
  await privacy.getByRole('link', { name: 'Order these as a file (CSV)' }).click()
  await privacy.getByRole('button', { name: 'Order the file' }).click()
  await seen(privacy.getByRole('alert').getByText('Say why it has to be a file'))
  await look(privacy, '80-order-about-many')
  const address = await order(privacy, 'For the yearly audit')
  await seen(privacy.getByText('Waits for approval'))
  for (const name of ['Approve', 'Take a copy'])
    expect(await privacy.getByText(name, { exact: true }).count()).toBe(0)
  await look(privacy, '81-waits-for-approval')
  expect(await statusOf(privacy, `${address}/file.csv`)).toBe(409)
  const csrf = await privacy.locator('input[name=csrf]').first().inputValue()
  expect(await statusOf(privacy, `${address}/decide`, { csrf, answer: 'yes', words: 'I need it' })).toBe(404)

  const senior = await story.visit('seniorCouncil')
  await senior.goto('/alerts')
  await look(senior, '82-alert-about-a-file')
  await senior.getByRole('button', { name: /^Open.*: A file about more than ten people/v }).click()
  await senior.getByRole('button', { name: 'Refuse' }).click()
  await seen(senior.getByRole('alert').getByText('Say why'))
  await look(senior, '83-decide-about-many')
  await senior.getByLabel('Why', { exact: true }).fill('Numbers are enough for an audit')
  await senior.getByRole('button', { name: 'Refuse' }).click()
  await seen(senior.getByText('Your decision is recorded.'))
  await seen(privacy.getByText('Numbers are enough for an audit'))
  await look(privacy, '84-not-approved')
  expect(await statusOf(privacy, `${address}/file.csv`)).toBe(409)
})

test('approved by a second person, it is taken with its mark, traced to the copy, and runs out', async () => {
  const privacy = await story.visit('privacyCouncil', { scripts: false, size: phone })
  const address = await order(privacy, 'The Commissioner asks for it')
  await expectToFit(privacy)
  const senior = await story.visit('seniorCouncil', { scripts: false, size: phone })
  await senior.goto(address)
  await senior.getByLabel('Why', { exact: true }).fill('I have read the letter')
  await expectToFit(senior)
  await shot(senior, '85-approve-without-scripts')
  await senior.getByRole('button', { name: 'Approve' }).click()
  await seen(senior.getByText('Your decision is recorded.'))
  expect(await senior.getByText('Take a copy').count()).toBe(0)

  await privacy.reload()
  const downloading = privacy.waitForEvent('download')
  await privacy.getByRole('button', { name: 'Take a copy' }).click()
  const text = readFileSync(await (await downloading).path(), 'utf8')
  expect(text).toContain('Made for Tobias Wren')
  expect(text).not.toContain('Marlowe')
  const line = text.split('\r\n')[3] ?? ''
  expect(codesIn(line)).toEqual(codesIn(text))

  const tracing = await story.visit('privacyCouncil')
  await tracing.goto('/exports/trace')
  await tracing.getByLabel('Text').fill(line)
  await tracing.getByRole('button', { name: 'Look for marks' }).click()
  await seen(tracing.getByText('Tobias Wren, Wexmere Council'))
  await tracing.goto(address)
  await look(tracing, '86-approved-and-taken')

  await story.world.owner.query(
    `update authz.export_file set made_at = made_at - interval '2 days', expires_at = now()`)
  expect((await privacy.goto(`${address}/file.csv`))?.status()).toBe(409)
  await seen(privacy.getByText('It can be taken for a limited time only, and that has passed.'))
  await tracing.goto('/exports')
  expect(await wordsOf(tracing)).toContain('Has run out')
  await look(tracing, '87-files')
})
