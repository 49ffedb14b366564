import { afterAll, beforeAll, expect, test } from 'vitest'
import { afterStep, agreementStates, lifeOfAnAgreement, placesToSign } from './agreementLife.ts'
import { mayDraft, maySendBack, maySign } from './agreementPolicy.ts'
import { agencies, sharingWorld, viewerOf } from './sharingWorld.tsx'
import type { SharingWorld } from './sharingWorld.tsx'

let w: SharingWorld
beforeAll(async () => {
  w = await sharingWorld()
})
afterAll(() => w.end())

const steps = agreementStates.flatMap(state =>
  Object.entries(lifeOfAnAgreement[state]).map(([step, becomes]) => ({ state, step, becomes })),
)

test('the page and the database know the same life', async () => {
  const { rows } = await w.owner.query('select state, step, becomes from agreement_step')
  const sorted = (of: readonly unknown[]) => of.map(each => JSON.stringify(each)).toSorted()
  expect(sorted(rows)).toEqual(sorted(steps))
})

test('a step that the life does not know is refused', () => {
  expect(afterStep('draft', 'activate')).toBeUndefined()
  expect(afterStep('ended', 'activate')).toBeUndefined()
  expect(afterStep('signed', 'activate')).toBe('active')
})

const pairs = agreementStates
  .flatMap(from => agreementStates.map(to => [from, to] as const))
  .filter(([from, to]) => from !== to)

test.for(pairs)('the database lets a version go from %s to %s only when the life does', async ([from, to]) => {
  await w.owner.query('begin')
  const {
    rows: [made],
  } = await w.owner.query<{ id: string }>(
    `insert into agreement (partnership_id, title, about, state, review_on, valid_until)
     select id, 'T', 'A', $1, '2100-01-01', '2100-01-01' from partnership returning id`,
    [from],
  )
  const moved = w.owner.query('update agreement set state = $1 where id = $2', [to, made?.id])
  const outcome = await moved.then(
    () => 'moved',
    (error: unknown) => String(error),
  )
  const isKnown = Object.values(lifeOfAnAgreement[from]).includes(to)
  expect(outcome).toContain(isKnown ? 'moved' : 'does not go from')
  await w.owner.query('rollback')
})

test('every party has two places, and each is signed by whoever holds that role there', () => {
  const { police, council } = agencies
  const signed = {
    agencyId: police,
    role: 'privacy_officer' as const,
    staffId: viewerOf('privacyPolice').staffId,
    by: 'L',
    at: new Date(),
  }
  expect(placesToSign([police, council], [signed]).filter(({ signature }) => signature)).toHaveLength(1)
  const version = { state: 'proposed' as const, parties: [police, council] }
  expect(maySign(viewerOf('privacyPolice'), version, [])).toBe(true)
  expect(maySign(viewerOf('privacyPolice'), version, [signed])).toBe(false)
  expect(maySign({ ...viewerOf('privacyPolice'), role: 'senior_officer' }, version, [signed])).toBe(false)
  expect(maySign(viewerOf('seniorPolice'), version, [signed])).toBe(true)
  expect(maySign(viewerOf('privacyCouncil'), { ...version, parties: [police] }, [])).toBe(false)
  expect(maySign(viewerOf('governance'), version, [])).toBe(false)
  expect(maySendBack(viewerOf('seniorCouncil'), { ...version, state: 'signed' })).toBe(true)
  expect(maySendBack(viewerOf('seniorCouncil'), { ...version, state: 'active' })).toBe(false)
})

test('only the governance lead drafts', () => {
  const drafting = (
    ['governance', 'privacyPolice', 'seniorCouncil', 'administrator', 'chair', 'officer'] as const
  ).filter(persona => mayDraft(viewerOf(persona)))
  expect(drafting).toEqual(['governance'])
})
