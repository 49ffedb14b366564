import { expect, test } from 'vitest'
import { acts, verbOf, verbOfRequest } from './acts.ts'
import {
  diagramOf, lifeOfANotification, lifeOfARequest, notificationStates, notificationSteps, requestStates, requestSteps,
  rulesOf, stateOfRequest,
} from './life.ts'
import type { Life } from './life.ts'
import { actWords, requestStepWords, stepWords } from './words.ts'

function reachable<State extends string, Step extends string>(life: Life<State, Step>, from: State): Set<State> {
  const found = new Set<State>([from])
  for (const state of found)
    for (const taken of Object.values<{ to: State } | undefined>(life[state])) if (taken) found.add(taken.to)
  return found
}

test('every state of a notification can be reached from "sent", and every step can be taken somewhere', () => {
  expect([...reachable(lifeOfANotification, 'sent')].toSorted()).toEqual(notificationStates.toSorted())
  for (const step of notificationSteps)
    expect(notificationStates.some(state => lifeOfANotification[state][step])).toBe(true)
})

test('every state of a request can be reached from "asked", and finished requests stay finished', () => {
  expect([...reachable(lifeOfARequest, 'asked')].toSorted()).toEqual(requestStates.toSorted())
  for (const step of requestSteps) expect(requestStates.some(state => lifeOfARequest[state][step])).toBe(true)
  for (const state of ['answered', 'refused', 'withdrawn'] as const) expect(lifeOfARequest[state]).toEqual({})
})

test('no notification is stuck: from every state it can be screened again', () => {
  for (const state of notificationStates) expect(reachable(lifeOfANotification, state).has('acknowledged')).toBe(true)
})

test('only a decision or closing stops the clock that runs from receipt', () => {
  const stopping = notificationStates.flatMap(state => Object.entries(lifeOfANotification[state]))
    .filter(([, taken]) => taken.stops === 'all' || taken.stops?.flatMap(rulesOf).includes('acknowledge_notification'))
    .map(([step]) => step)
  expect([...new Set(stopping)].toSorted()).toEqual(['close', 'decide', 'reopen'])
})

test('every step has words and an act, and every act has words', () => {
  for (const step of notificationSteps) expect([stepWords[step], acts[verbOf[step]]]).not.toContain(undefined)
  for (const step of requestSteps) expect([requestStepWords[step], acts[verbOfRequest[step]]]).not.toContain(undefined)
  expect(Object.keys(actWords).toSorted()).toEqual(Object.keys(acts).toSorted())
})

test('a part answer leaves a request open; the last word is an answer, a refusal or a withdrawal', () => {
  const at = new Date('2026-11-23T10:00:00Z')
  expect(stateOfRequest([])).toBe('asked')
  expect(stateOfRequest([{ kind: 'partial' }])).toBe('part_answered')
  expect(stateOfRequest([{ kind: 'partial' }, { kind: 'full' }])).toBe('answered')
  expect(stateOfRequest([{ kind: 'partial' }, { kind: 'refused' }])).toBe('refused')
  expect(stateOfRequest([{ kind: 'partial' }], at)).toBe('withdrawn')
})

test('the life can be drawn', () => {
  expect(diagramOf(lifeOfANotification)).toMatchInlineSnapshot(`
    "stateDiagram-v2
      sent --> acknowledged: acknowledge
      sent --> acknowledged: start_screening
      sent --> sent: assign
      acknowledged --> acknowledged: assign
      acknowledged --> acknowledged: set_level
      acknowledged --> acknowledged: ask
      acknowledged --> decided: decide
      acknowledged --> acknowledged: give_feedback
      decided --> decided: assign
      decided --> acknowledged: undo_decision
      decided --> handed_over: hand_over
      decided --> decided: give_feedback
      decided --> closed: close
      decided --> acknowledged: reopen
      handed_over --> handed_over: hand_over
      handed_over --> handed_over: give_feedback
      handed_over --> closed: close
      handed_over --> acknowledged: reopen
      closed --> closed: give_feedback
      closed --> acknowledged: reopen"
  `)
  expect(diagramOf(lifeOfARequest)).toMatchInlineSnapshot(`
    "stateDiagram-v2
      asked --> part_answered: answer_in_part
      asked --> answered: answer_in_full
      asked --> refused: refuse
      asked --> withdrawn: withdraw
      part_answered --> part_answered: answer_in_part
      part_answered --> answered: answer_in_full
      part_answered --> refused: refuse
      part_answered --> withdrawn: withdraw"
  `)
})
