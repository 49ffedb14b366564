import type { NarrowCell } from './practice.ts'

export type Option = Readonly<{ value: string; text: string; hint?: string }>

type Asked = Readonly<{
  id: string
  label: string
  hint?: string
  /** What to say when the answer is missing; without it the answer may be left out. */
  required?: string
  /** Shown, and required, only while another question of the form has one of these answers. */
  showIf?: Readonly<{ question: string; is: readonly string[] }>
  /** A narrower (or another) audience than the episode's own. */
  cell?: NarrowCell
}>

/** One question of a step's form. A `date_time` is an ISO instant once it is parsed, a `date` a day, a number a number. */
export type Question =
  | Asked & Readonly<{ kind: 'text'; longest?: number }>
  | Asked & Readonly<{ kind: 'textarea'; rows?: number; longest?: number; checksWording?: boolean }>
  | Asked & Readonly<{ kind: 'number'; least?: number; most?: number }>
  | Asked & Readonly<{ kind: 'date' }>
  /** `past`: may not lie in the future; the form offers "now". */
  | Asked & Readonly<{ kind: 'date_time'; past?: boolean }>
  | Asked & Readonly<{ kind: 'radios' | 'checkboxes' | 'select'; options: readonly Option[] }>
  /** A colleague of the viewer's agency in one of these roles; the answer is their id. */
  | Asked & Readonly<{ kind: 'colleague'; roles: readonly string[] }>

export type Answer = string | number | readonly string[]
export type Answers = Readonly<Record<string, Answer>>

/** The questions of a step, on one page or on several; `happenedAt` names the question that says when it happened. */
export type StepForm = Readonly<{
  intro?: string
  pages?: readonly Readonly<{ title: string; questions: readonly string[] }>[]
  questions: readonly Question[]
  happenedAt?: string
}>

export const textIn = (answers: Answers, id: string): string => {
  const found = answers[id]
  return typeof found === 'string' ? found : ''
}
export const listIn = (answers: Answers, id: string): readonly string[] => {
  const found = answers[id]
  return typeof found === 'object' ? found : typeof found === 'string' && found !== '' ? [found] : []
}
export const numberIn = (answers: Answers, id: string): number | undefined => {
  const found = answers[id]
  return typeof found === 'number' ? found : undefined
}
export const instantIn = (answers: Answers, id: string): Date | undefined => {
  const at = new Date(textIn(answers, id))
  return textIn(answers, id) === '' || Number.isNaN(at.getTime()) ? undefined : at
}

/** Whether a question is asked at all, given what was answered before it. */
export function isAsked(question: Question, answers: Answers): boolean {
  const { showIf } = question
  return !showIf || listIn(answers, showIf.question).some(value => showIf.is.includes(value))
}

/** What the answers lack, by question: for the forms of pages, and again where the step is taken. */
export function missingIn(questions: readonly Question[], answers: Answers): Record<string, string> {
  return Object.fromEntries(questions.flatMap(question => {
    if (!question.required || !isAsked(question, answers)) return []
    const answer = answers[question.id]
    const isEmpty = answer === undefined || answer === '' || (typeof answer === 'object' && answer.length === 0)
    return isEmpty ? [[question.id, question.required]] : []
  }))
}

/** Only what was asked, so that a hidden question leaves no answer behind. */
export function askedOnly(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(questions.filter(question => isAsked(question, answers))
    .flatMap(({ id }) => answers[id] === undefined || answers[id] === '' ? [] : [[id, answers[id]]]))
}
