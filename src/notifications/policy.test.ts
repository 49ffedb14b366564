import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Viewer } from '../kernel/context.ts'
import {
  lifeOfANotification, notificationStates, notificationSteps, requestStates, requestSteps, stateOfRequest,
} from './life.ts'
import { decideRequestStep, decideStep, refusals, requestStepsFor, stepsFor, undoMinutes } from './policy.ts'
import type { NotificationFacts, RequestFacts } from './policy.ts'

const council = 'council'
const worker: Viewer = { partnershipId: 'p', staffId: 'worker', agencyId: council, role: 'front_door_worker' }
const colleague: Viewer = { ...worker, staffId: 'colleague' }
const socialWorker: Viewer = { ...worker, staffId: 'social', role: 'social_worker' }
const officer: Viewer = { partnershipId: 'p', staffId: 'officer', agencyId: 'police', role: 'neighbourhood_officer' }
const now = new Date('2026-11-23T14:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const facts = (change: Partial<NotificationFacts> = {}): NotificationFacts => ({
  state: 'sent', agencyId: council, ...change,
})

test('a step is allowed exactly where the table of life has it for the role', () => {
  for (const state of notificationStates)
    for (const step of notificationSteps) {
      const lastDecision = { by: worker.staffId, at: now }
      const allowed = decideStep(worker, facts({ state, lastDecision }), step, now).allowed
      expect([state, step, allowed]).toEqual([state, step, lifeOfANotification[state][step] !== undefined])
    }
})

test('nobody outside the agency that screens takes a step, and sees no button', () => {
  for (const state of notificationStates) {
    expect(stepsFor(officer, facts({ state }), now)).toEqual([])
    for (const step of notificationSteps)
      expect(decideStep(officer, facts({ state }), step, now)).toEqual(
        { allowed: false, mine: false, why: refusals.notYourAgency },
      )
  }
})

test('a social worker may close what was handed over, and nothing else', () => {
  const open = stepsFor(socialWorker, facts({ state: 'handed_over' }), now).filter(({ decision }) => decision.allowed)
  expect(open.map(({ step }) => step)).toEqual(['close'])
})

test('a decision can be undone for thirty minutes by the person who recorded it', () => {
  const decided = (minutes: number) => facts(
    { state: 'decided', lastDecision: { by: worker.staffId, at: minutesAgo(minutes) } },
  )
  expect(decideStep(worker, decided(undoMinutes), 'undo_decision', now).allowed).toBe(true)
  expect(
    decideStep(worker, decided(undoMinutes + 1), 'undo_decision', now),
  ).toMatchObject({ allowed: false, mine: true, why: refusals.undoLimit })
  expect(
    decideStep(colleague, decided(1), 'undo_decision', now),
  ).toMatchObject({ allowed: false, why: refusals.samePerson })
})

test('a step that comes later says what has to happen first', () => {
  const later = stepsFor(worker, facts({ state: 'sent' }), now).filter(({ decision }) => !decision.allowed)
  expect(later.map(({ step }) => step)).toEqual(['set_level', 'ask', 'decide'])
  expect(
    decideStep(worker, facts({ state: 'acknowledged' }), 'close', now),
  ).toMatchObject({ why: 'Record the decision first.' })
  expect(stepsFor(worker, facts({ state: 'closed' }), now).map(({ step }) => step)).toEqual(['give_feedback', 'reopen'])
})

const school: Viewer = { partnershipId: 'p', staffId: 'lead', agencyId: 'school', role: 'safeguarding_lead' }
const asked = (change: Partial<RequestFacts> = {}): RequestFacts =>
  ({ state: 'asked', askedByAgency: council, toAgency: 'school', toRole: 'safeguarding_lead', ...change })

test('only the team that was asked answers, and only the front door that asked withdraws', () => {
  expect(requestStepsFor(school, asked())).toEqual(['answer_in_part', 'answer_in_full', 'refuse'])
  expect(requestStepsFor(worker, asked())).toEqual(['withdraw'])
  expect(requestStepsFor({ ...school, agencyId: 'another school' }, asked())).toEqual([])
  expect(requestStepsFor({ ...school, role: 'mentor' }, asked())).toEqual([])
  expect(requestStepsFor(socialWorker, asked())).toEqual([])
})

test('a finished request takes no further step and says why', () => {
  for (const state of requestStates.filter(state => state !== 'asked' && state !== 'part_answered'))
    for (const step of requestSteps) {
      const decision = decideRequestStep(step === 'withdraw' ? worker : school, asked({ state }), step)
      expect(decision).toMatchObject({ allowed: false, mine: true })
    }
})

test('whatever the two sides do in whatever order, the derived state is the one that the table of life names', () => {
  const kinds = { answer_in_part: 'partial', answer_in_full: 'full', refuse: 'refused' } as const
  fc.assert(fc.property(fc.array(fc.constantFrom(...requestSteps), { maxLength: 12 }), steps => {
    const answers: { kind: string }[] = []
    let withdrawnAt: Date | undefined
    for (const step of steps) {
      const facts = asked({ state: stateOfRequest(answers, withdrawnAt) })
      const decision = decideRequestStep(step === 'withdraw' ? worker : school, facts, step)
      if (!decision.allowed) continue
      if (step === 'withdraw') withdrawnAt = now
      else answers.push({ kind: kinds[step] })
      expect(stateOfRequest(answers, withdrawnAt)).toBe(decision.taken.to)
    }
  }))
})
