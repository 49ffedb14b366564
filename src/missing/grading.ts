import type { EpisodeEntry, Urgency } from '../practice/episode.ts'
import { findWord } from '../practice/life.ts'
import type { Facts, Rule } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'
import type { Answers } from '../practice/question.ts'
import { gradeCodes, missingGrades } from './settings.ts'
import type { Grade, GradeCode } from './settings.ts'

export const urgencyOf: Record<GradeCode, Urgency> = {
  high: 'immediate', medium: 'today', low: 'routine', no_apparent_risk: 'routine',
}
export const reviewClocks = gradeCodes.map(code => `missing_review_${code}`)
export const reviewClockOf = (code: GradeCode): string => `missing_review_${code}`

const gradeSteps = ['grade', 'regrade', 'decline_lower']

/** A grade in force, who set it and when. */
export type Graded = { code: GradeCode; at: Date; by: string; reasons: string }

/** Every grade that was in force, newest first; a lower one counts from its confirmation. */
export function gradesIn(entries: readonly EpisodeEntry[]): Graded[] {
  return entries.flatMap((entry, place): Graded[] => {
    const said = gradeSteps.includes(entry.step) ? entry
      : entry.step === 'confirm_lower' ? entries.slice(place + 1)
        .find(({ step }) => step === 'propose_lower') : undefined
    const code = said && gradeIn(said.answers)
    return code ? [{ code, at: entry.happenedAt, by: entry.recordedBy, reasons: textIn(said.answers, 'reasons') }] : []
  })
}

export const gradeNow = (entries: readonly EpisodeEntry[]): Graded | undefined => gradesIn(entries)[0]

export const gradeIn = (answers: Answers): GradeCode | undefined => findWord(gradeCodes, textIn(answers, 'grade'))

/** Somebody whose age nobody knows is looked for as a child. */
export const isChild = ({ age }: Pick<Facts, 'age'>): boolean => age === undefined || age < 18

function gradeOf(facts: Facts, answers: Answers): Grade | undefined {
  return facts.settings.valueOf(missingGrades).grades.find(({ code }) => code === textIn(answers, 'grade'))
}

export const gradingRules = {
  gradeKnown: (facts, answers) => textIn(answers, 'grade') !== '' && !gradeOf(facts, answers)
    ? 'This grade is not in the scale that your partnership uses. Choose another.' : undefined,
  childNotLowAlone: (facts, answers) => isChild(facts) && gradeOf(facts, answers)?.childNeedsSupervisor
    ? 'A child is not graded low or no apparent risk by one person. Propose the lower grade: the duty inspector confirms it or sets another.'
    : undefined,
  ownReasons: (facts, answers) => {
    const reasons = textIn(answers, 'reasons').trim()
    if (reasons === '') return undefined
    const { shortestReason, grades } = facts.settings.valueOf(missingGrades)
    const isDefault = grades.some(({ title, definition }) => [title, definition].some(text => same(text, reasons)))
    return reasons.length < shortestReason || isDefault
      ? 'Say what is known about this child that leads to this grade. The words of the scale are no reason.' : undefined
  },
  anotherGrade: (facts, answers) => {
    const chosen = gradeIn(answers)
    return chosen !== undefined && chosen === gradeNow(facts.entries)?.code
      ? 'That is the grade now. To keep it, record a review.' : undefined
  },
  secondPerson: facts => facts.entries.find(({ step }) => step === 'propose_lower')?.recordedBy === facts.viewer.staffId
    ? 'Somebody else has to confirm a lower grade that you proposed yourself.' : undefined,
} as const satisfies Record<string, Rule>

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/gv, '')
const same = (a: string, b: string) => plain(a) === plain(b)
