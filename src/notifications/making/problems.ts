import * as z from 'zod'
import type { FormKind, FormPage, Question } from '../formKind.ts'
import { pagesOf } from '../formKind.ts'
import type { Answers } from './answers.ts'
import { askedOn, firstFieldOf, listIn, mustAnswer, textIn } from './answers.ts'
import { childIn } from './people.ts'
import { readWhen } from './when.ts'

/** What is wrong, by field, in the form's words. */
export type FieldProblems = Record<string, string>

export type Asking = { kind: FormKind; answers: Answers; isChild: boolean; now: Date }

/** What is wrong with one page. Only questions that are asked count: what stands hidden in a draft is not sent. */
export function problemsOn(page: FormPage, asking: Asking): FieldProblems {
  const must = mustAnswer(asking.kind, page, asking.isChild)
  return Object.assign({}, ...askedOn(page, asking.answers).map(question => problemsWith(question, asking, must)))
}

/** What keeps the whole form from being sent, by page. */
export function problemsIn(asking: Asking): { page: string; field: string; text: string }[] {
  const child = childIn(asking.answers) ? [] : [{ page: 'child', field: 'child', text: 'Find or add the child' }]
  return [...child, ...pagesOf(asking.kind).flatMap(page =>
    Object.entries(problemsOn(page, asking)).map(([field, text]) => ({ page: page.id, field, text })))]
}

function problemsWith(question: Question, { answers, now }: Asking, must: boolean): FieldProblems {
  const field = firstFieldOf(question)
  const missing = must ? question.required : undefined
  if (question.kind === 'date_time') {
    const read = readWhen(question, answers, now)
    if (!read.ok) return { [read.field]: read.why }
    return read.when || !missing ? {} : { [field]: missing }
  }
  const parsed = schemaOf(question, missing).safeParse(valueOf(question, answers))
  if (!parsed.success) return { [field]: parsed.error.issues[0]?.message ?? 'Check this answer' }
  return question.kind === 'place' ? problemsOfPlace(question, answers) : {}
}

const valueOf = (question: Question, answers: Answers): unknown =>
  question.kind === 'checkboxes' || question.kind === 'people'
    ? listIn(answers, firstFieldOf(question)) : textIn(answers, question.id)

/** The zod schema of one answer; its messages are the words beside the field. */
export function schemaOf(question: Question, missing: string | undefined): z.ZodType {
  if (question.kind === 'radios') {
    const known = z.string().refine(
      isOneOf(question.options.map(({ value }) => value)), missing ?? 'Select one of the answers',
    )
    return missing ? known : z.union([z.literal(''), known])
  }
  if (question.kind === 'checkboxes') return listOf(question.options.map(({ value }) => value), missing)
  if (question.kind === 'people') return listOf(question.roles, missing)
  if (question.kind === 'text' || question.kind === 'textarea') return withinLength(question.longest, missing)
  return question.kind === 'place' ? withinLength(300, missing) : z.unknown()
}

const isOneOf = (values: readonly string[]) => (value: string) => values.includes(value)

function listOf(values: readonly string[], missing: string | undefined): z.ZodType {
  const list = z.array(z.string().refine(isOneOf(values), 'Select one of the answers'))
  return missing ? list.min(1, missing) : list
}

function withinLength(longest: number, missing: string | undefined): z.ZodType {
  const text = z.string().max(longest, `Use at most ${longest.toLocaleString('en-GB')} characters`)
  return missing ? text.min(1, missing) : text
}

export const homes = ['no', 'child', 'other'] as const

/** A home is not a place of the event: where a child lives is kept with the contact details, behind its own clause. */
function problemsOfPlace({ id }: Question, answers: Answers): FieldProblems {
  if (textIn(answers, id) === '') return {}
  return homes.some(home => home === textIn(answers, `${id}-home`))
    ? {} : { [`${id}-home`]: 'Select whether this is somebody’s home' }
}
