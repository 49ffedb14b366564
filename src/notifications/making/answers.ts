import type { FormKind, FormPage, Question } from '../formKind.ts'
import { pagesOf, questionsOf, sectionOf } from '../formKind.ts'

/** What has been typed so far, by the name of the field; nothing of it is trusted. */
export type Answers = Readonly<Record<string, unknown>>

export function textIn(answers: Answers, field: string): string {
  const value = answers[field]
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one.trim() : ''
}

export function listIn(answers: Answers, field: string): string[] {
  const value = answers[field]
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.filter(one => typeof one === 'string').filter(one => one !== '')
}

/** The fields in which a question is answered. */
export function fieldsOf({ id, kind }: Pick<Question, 'id' | 'kind'>): string[] {
  if (kind === 'date_time') return [`${id}-day`, `${id}-month`, `${id}-year`, `${id}-time`]
  if (kind === 'place') return [id, `${id}-home`]
  if (kind === 'people') return [`${id}-role`]
  return kind === 'files' ? [] : [id]
}

/** The field that an error about this question points at. */
export const firstFieldOf = (question: Question): string => fieldsOf(question)[0] ?? question.id

/** Every field that the pages of a kind may send. */
export const fieldNames = (kind: FormKind): Set<string> => new Set(questionsOf(kind).flatMap(question =>
  [...fieldsOf(question), ...question.kind === 'textarea' && question.checksWording ? [keptField(question)] : []]))

/** Where a text remembers which phrases its writer keeps. */
export const keptField = ({ id }: Pick<Question, 'id'>): string => `${id}-kept`

/** Whether a question is asked, given what has been answered before it. */
export function isAsked({ showIf }: Question, answers: Answers): boolean {
  return !showIf || listIn(answers, showIf.question).some(value => showIf.is.includes(value))
}

export const askedOn = (page: FormPage, answers: Answers): Question[] =>
  page.questions.filter(question => isAsked(question, answers))

/** The pages on the way from the child to "Check your answers". */
export const pagesOnTheWay = (kind: FormKind): FormPage[] => pagesOf(kind).filter(page => !page.aside)

/** Where Continue leads: to the next page on the way, after the last one to the check. */
export function pageAfter(kind: FormKind, pageId: string): string {
  const way = pagesOnTheWay(kind)
  const place = way.findIndex(page => page.id === pageId)
  return (pageId === 'child' ? way[0] : place < 0 ? undefined : way[place + 1])?.id ?? 'check'
}

/** Where Back leads. */
export function pageBefore(kind: FormKind, pageId: string): string {
  const way = pagesOnTheWay(kind)
  const place = way.findIndex(page => page.id === pageId)
  if (place < 0) return 'check'
  return way[place - 1]?.id ?? 'child'
}

/** A welfare section must be answered about every child; about an adult it may be left out. */
export function mustAnswer(kind: FormKind, page: FormPage, isChild: boolean): boolean {
  return isChild || !(sectionOf(kind, page.id)?.welfare ?? false)
}

/** The texts of the options that were chosen. */
export function chosenTexts(question: Question, answers: Answers): string[] {
  if (!('options' in question)) return []
  const values = listIn(answers, question.id)
  return question.options.filter(({ value }) => values.includes(value)).map(({ text }) => text)
}
