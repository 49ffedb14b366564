import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { agencies, partnershipId, people, staff } from '../world.ts'
import { expectToFit, gone, journey, look, phone, seen, shot, test, wordsOf } from './browser.ts'

const story = journey()
const page = `/people/${people.child}`
const nobody = '00000000-0000-4000-8000-00000000dead'

beforeAll(async () => {
  const { owner } = story.world
  for (const reader of [staff.officer, staff.secondOfficer])
    await owner.query(
      `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
       select $1, $2, id, $3, $4, 'safeguard_child', 'allocated' from cell
       where partnership_id = $1 and agency_id = $4 and category = 'involvement' and tier = 0`,
      [partnershipId, people.child, reader, agencies.police])
})

/** Each answer as its bytes: without what is new in every answer, whatever it says. */
async function answerOf(reader: Page, address: string): Promise<string> {
  const [status, headers, text] = await reader.evaluate(async asked => {
    const answer = await fetch(asked, { cache: 'no-store' })
    return [answer.status, [...answer.headers], await answer.text()] as const
  }, address)
  const always = new Set(['date', 'x-request-id'])
  return JSON.stringify([status, headers.filter(([name]) => !always.has(name)), text])
    .replaceAll(/nonce(?:=|-)[\\"']*[\w+\/=\-]+|from=[\w\-]+|name=\\"csrf\\" value=\\"[^"]*"/gv, '')
}

const questions = [page, `${page}/chronology`, `${page}/links`, `${page}/claim`, `/why?person=${people.child}`]

/** For this reader the child is what nobody is. */
async function expectNobody(reader: Page, asked = [page]): Promise<void> {
  for (const address of asked)
    expect(await answerOf(reader, address), address).toBe(await answerOf(reader, address.replace(people.child, nobody)))
}

async function expectNobodyFound(reader: Page): Promise<void> {
  await reader.goto('/people/search')
  await reader.getByLabel('Name, date of birth, age or number').fill('Teo Marlowe')
  await reader.getByRole('button', { name: 'Find' }).click()
  await seen(reader.getByText('Nobody found'))
}

test('an officer declares that he is a neighbour; the child is gone for him until a colleague signs', async () => {
  const officer = await story.visit('officer')
  const reading = await officer.context().newPage()
  await reading.goto(page)
  await seen(reading.getByText('Teo Marlowe').first())
  await officer.goto('/help')
  await officer.getByRole('link', { name: 'Declare a conflict of interest' }).click()
  await officer.getByRole('button', { name: 'Declare a conflict of interest' }).click()
  await officer.getByLabel('Name, date of birth, age or number').fill('Teo Marlowe')
  await officer.getByRole('button', { name: 'Find' }).click()
  await officer.getByRole('link', { name: /^This is the person/v }).click()
  await officer.getByLabel('A neighbour').check()
  await look(officer, '70-declare-a-conflict')
  await officer.getByRole('button', { name: 'Declare', exact: true }).click()
  await seen(officer.getByText('Hidden from you'))
  expect(await wordsOf(officer)).not.toMatch(/Teo|Marlowe/v)
  await look(officer, '71-declared')
  await gone(reading.getByText('Teo Marlowe'))
  await expectNobody(officer, questions)
  await expectNobodyFound(officer)
  const colleague = await story.visit('secondOfficer')
  expect((await colleague.goto(page))?.status()).toBe(200)

  await officer.goto('/conflicts')
  await officer.getByText('Ask a colleague to let you see them all the same').click()
  await officer.getByLabel('Why it has to be you').fill('Nobody else is on duty, and he has rung')
  await officer.getByLabel('For how long').selectOption({ label: '1 hour' })
  await officer.getByRole('button', { name: 'Ask a colleague to sign' }).click()
  await seen(officer.getByText('You have asked to see them. A colleague has to sign.'))
  await expectNobody(officer)

  const privacy = await story.visit('privacyPolice', { scripts: false, size: phone })
  await privacy.goto('/alerts')
  await privacy.getByRole('button', { name: /^Open.*: A step of a seal/v }).click()
  await seen(privacy.getByText('Nobody else is on duty, and he has rung'))
  await expectToFit(privacy)
  await shot(privacy, '72-sign-for-a-colleague')
  const address = privacy.url()
  expect((await officer.goto(address))?.status()).toBe(404)
  await privacy.getByRole('button', { name: 'Sign', exact: true }).click()
  await seen(privacy.getByText('Open it for one colleague: done'))
  expect((await officer.goto(page))?.status()).toBe(200)
  await story.world.owner.query(`update authz.block set valid_from = now() where against_staff = $1`, [staff.officer])
  await expectNobody(officer)
})

test('a source whose uncle is an officer is hidden from that officer once two people have signed', async () => {
  const privacy = await story.visit('privacyPolice')
  await privacy.goto(`/seals/new?person=${people.child}`)
  await privacy.getByLabel('Source of information').check()
  await privacy.getByLabel('The whole person, from one member of staff').check()
  await privacy.getByLabel('Why the person has to be sealed').fill('Her uncle must not learn that he talks to us')
  await privacy.getByRole('button', { name: 'Lay the seal' }).click()
  await seen(privacy.getByRole('alert'))
  await look(privacy, '73-from-whom')
  await privacy.getByLabel('From which member of staff, if from one only').fill('secondOfficer@wexmere.example')
  await privacy.getByRole('button', { name: 'Lay the seal' }).click()
  await seen(privacy.getByText('It waits for somebody else').first())
  expect(await privacy.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0)
  await look(privacy, '74-waits-for-a-second-person')
  const uncle = await story.visit('secondOfficer')
  expect((await uncle.goto(page))?.status()).toBe(200)

  const senior = await story.visit('seniorPolice', { scripts: false, size: phone })
  await senior.goto('/alerts')
  await senior.getByRole('button', { name: /^Open.*: A step of a seal/v }).first().click()
  await seen(senior.getByText('Her uncle must not learn that he talks to us'))
  await expectToFit(senior)
  await senior.getByRole('button', { name: 'Sign', exact: true }).click()
  await seen(senior.getByText('Done. It holds from now on.'))
  await gone(uncle.getByText('Teo Marlowe'))
  await expectNobody(uncle, questions)
  await expectNobodyFound(uncle)
  await privacy.goto('/seals')
  await seen(privacy.getByText('From Ines Calder'))
  await look(privacy, '75-seals')
})
