import type { Rule } from '../../practice/practice.ts'
import { findWord } from '../../practice/life.ts'
import { textIn } from '../../practice/question.ts'
import type { Answers } from '../../practice/question.ts'
import { goalsOf, isSettled } from './goals.ts'
import { agreeing, goalPlaces } from './planForms.ts'
import { mostGoals } from './planSettings.ts'

export const planRefusals = {
  noConsent: 'Early help is voluntary: without the family’s consent there is no plan. If a child may be at risk of harm, make '
    + 'a notification: that needs no consent.',
  noGoal: 'Set a goal first: a plan without one says nothing to the family.',
  nothingWritten: 'The family has not written anything yet.',
  goalsOpen: 'A goal is still open. Say at a review that it is done or no longer a goal, or end the plan for another reason.',
} as const

const isAsking = (answers: Answers) => Object.keys(answers).length === 0
const agrees = (answers: Answers, id: string) => isAsking(answers) || findWord(agreeing, textIn(answers, id)) !== undefined

const consented: Rule = (_facts, answers) => agrees(answers, 'consent') ? undefined : planRefusals.noConsent
const consentedAgain: Rule = (_facts, answers) => agrees(answers, 'consent_again') ? undefined : planRefusals.noConsent
const hasGoal: Rule = ({ entries }) => goalsOf(entries).length > 0 ? undefined : planRefusals.noGoal
const familyWrote: Rule = ({ entries }) => entries.some(({ step }) => step === 'family_says') ? undefined : planRefusals.nothingWritten
const goalsSettled: Rule = ({ entries }) => goalsOf(entries).every(isSettled) ? undefined : planRefusals.goalsOpen

const roomForGoal: Rule = ({ entries, settings }) => {
  const most = settings.valueOf(mostGoals)
  const open = goalsOf(entries).filter(goal => !isSettled(goal)).length
  if (open >= most) return `The plan has ${open} goals. Finish one before you set another.`
  return goalsOf(entries).length >= goalPlaces.length
    ? 'The plan has had as many goals as it holds. Close it, and begin another with the family.' : undefined
}

/** Every open goal is spoken of, and none that does not exist. */
const eachGoal: Rule = ({ entries }, answers) => {
  if (isAsking(answers)) return undefined
  const goals = goalsOf(entries)
  for (const place of goalPlaces) {
    const said = textIn(answers, `progress_${place}`)
    const goal = goals.find(({ number }) => number === place)
    if (goal && !isSettled(goal) && said === '') return `Say how goal ${place} goes.`
    if (!goal && said !== '') return `There is no goal ${place}.`
  }
  return undefined
}

export const planRules = { consented, consentedAgain, hasGoal, familyWrote, goalsSettled, roomForGoal, eachGoal } satisfies Record<string, Rule>
