import * as z from 'zod'
import type { EventRole } from './notification.ts'
import { eventRoles } from './notification.ts'
import { urgencies } from './words.ts'

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use small letters, digits and hyphens')
const words = z.string().trim().min(1).max(400)
const optionValue = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)
const option = z.strictObject({ value: optionValue, text: words, hint: words.optional() })
const recordKind = z.string().regex(/^[a-z_]{1,40}$/)

/**
 * What an answer becomes when the notification is sent. The kind of record decides its category, and so who sees it.
 */
const becomes = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('record'), kind: recordKind,
    assertion: z.enum(['fact', 'opinion', 'own_words']),
    /** Answers after which there is nothing to record. */
    unless: z.array(z.string()).optional(),
  }),
  z.strictObject({ to: z.literal('need') }),
  z.strictObject({ to: z.literal('urgency') }),
  z.strictObject({ to: z.literal('headline'), kind: recordKind, assertion: z.enum(['fact', 'opinion']) }),
  z.strictObject({ to: z.literal('form') }),
])

const asked = {
  id: code,
  label: words,
  hint: words.optional(),
  /** What to say when the answer is missing; without it the answer may be left out. */
  required: words.optional(),
  /** Shown while another question of the form has one of these answers. */
  showIf: z.strictObject({ question: code, is: z.array(z.string()).min(1) }).optional(),
  becomes,
}
const options = z.array(option).min(2).max(40)
const question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('radios'), ...asked, options }),
  z.strictObject({ kind: z.literal('checkboxes'), ...asked, options }),
  z.strictObject({ kind: z.literal('text'), ...asked, longest: z.int().min(1).max(2000).default(200) }),
  z.strictObject({
    kind: z.literal('textarea'), ...asked, rows: z.int().min(2).max(40).default(6),
    longest: z.int().min(1).max(50_000).default(20_000),
    /** Whether the language check reads along. A child's own words are never corrected. */
    checksWording: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('date_time'), ...asked }),
  z.strictObject({ kind: z.literal('place'), ...asked }),
  z.strictObject({ kind: z.literal('people'), ...asked, roles: z.array(z.enum(keysOf(eventRoles))).min(2) }),
  z.strictObject({ kind: z.literal('files'), ...asked }),
])
const page = z.strictObject({
  id: code, title: words, hint: z.string().max(1000).optional(),
  /** Reached from "Check your answers" only, so that it costs nobody a page who has nothing to add. */
  aside: z.boolean().default(false),
  questions: z.array(question).min(1).max(8),
})
const section = z.strictObject({
  id: code, title: words,
  /** Who will see this section, in the officer's words; the form adds who the live agreements name. */
  audience: words,
  /** Asked about every child: it cannot be skipped while the person is under 18 or of unknown age. */
  welfare: z.boolean().default(false),
  pages: z.array(page).min(1).max(12),
})

/** A kind of notification form as versioned data: sections of pages of questions, and what each answer becomes. */
const formKind = z.strictObject({
  code, version: z.int().min(1), title: words, about: words,
  /** Who is asked about, in words: "the child", "the pupil". */
  subject: words.default('the child'),
  clock: z.string().regex(/^[a-z_]{1,60}$/).default('acknowledge_notification'),
  sections: z.array(section).min(1).max(12),
}).check(context => {
  for (const problem of problemsOf(context.value)) context.issues.push({
    code: 'custom', message: problem, input: context.value,
  })
})

export type FormKind = z.infer<typeof formKind>
export type WrittenFormKind = z.input<typeof formKind>
export type FormSection = FormKind['sections'][number]
export type FormPage = FormSection['pages'][number]
export type Question = FormPage['questions'][number]
export type QuestionKind = Question['kind']
export type Becomes = Question['becomes']

/** A form kind from storage or from an administrator; the issues of a refusal are in the form's own words. */
export const readFormKind = (value: unknown): z.ZodSafeParseResult<FormKind> => formKind.safeParse(value)

/** A form kind that we wrote ourselves. */
export const writeFormKind = (value: WrittenFormKind): FormKind => formKind.parse(value)

export const pagesOf = (kind: FormKind): FormPage[] => kind.sections.flatMap(section => section.pages)
export const questionsOf = (kind: FormKind): Question[] => pagesOf(kind).flatMap(page => page.questions)

export function sectionOf(kind: FormKind, pageId: string): FormSection | undefined {
  return kind.sections.find(section => section.pages.some(page => page.id === pageId))
}

/** Pages of the machine itself, which no form kind may take. */
export const ownPages = ['child', 'check', 'sent', 'discard', 'person'] as const

function problemsOf(kind: FormKind): string[] {
  const pages = pagesOf(kind)
  const questions = questionsOf(kind)
  const ids = questions.map(({ id }) => id)
  return [
    ...repeated(pages.map(({ id }) => id)).map(id => `the page ${id} is there twice`),
    ...repeated(ids).map(id => `the question ${id} is there twice`),
    ...pages.filter(({ id }) => ownPages.some(own => own === id)).map(({ id }) => `a page may not be called ${id}`),
    ...pages.filter(page => page.questions.filter(checksWording).length > 1)
      .map(({ id }) => `the page ${id} has two texts with the language check`),
    ...questions.flatMap(one => problemsOfQuestion(one, questions)),
    ...onlyOne(questions, 'the urgency', one => one.becomes.to === 'urgency'),
    ...onlyOne(questions, 'a headline', one => one.becomes.to === 'headline'),
    ...onlyOne(questions, 'the people who were there', one => one.kind === 'people'),
    ...onlyOne(questions, 'when it happened', one => one.kind === 'date_time'),
    ...atMostOne(questions, 'the place', one => one.kind === 'place'),
    ...atMostOne(questions, 'attachments', one => one.kind === 'files'),
    ...problemsOfWelfare(kind),
  ]
}

const checksWording = (question: Question) => question.kind === 'textarea' && question.checksWording

function problemsOfQuestion(question: Question, all: readonly Question[]): string[] {
  const { id, showIf, becomes } = question
  const problems: string[] = []
  const master = showIf && all.find(other => other.id === showIf.question)
  const offered = master && 'options' in master ? master.options.map(({ value }) => value) : []
  if (showIf && !showIf.is.every(value => offered.includes(value)))
    problems.push(`${id} is shown by an answer that cannot be given`)
  if (showIf && master && all.indexOf(master) >= all.indexOf(question))
    problems.push(`${id} is shown by a question that comes later`)
  const values = 'options' in question ? question.options.map(({ value }) => value) : []
  problems.push(...repeated(values).map(value => `${id} has ${value} twice`))
  if (becomes.to === 'urgency' && !(values.length > 0 && values.every(value => urgencies.some(word => word === value))))
    problems.push(`${id} must offer immediate, today and routine`)
  if (becomes.to === 'headline' && values.length === 0)
    problems.push(`${id} must offer choices: a headline never holds free text`)
  if (becomes.to === 'record' && becomes.assertion === 'own_words' && checksWording(question))
    problems.push(`${id} holds somebody's own words, which are not corrected`)
  return problems
}

/** Child Centred Policing: no form about a child without its welfare. */
function problemsOfWelfare({ sections }: FormKind): string[] {
  const welfare = sections.filter(section => section.welfare)
  if (welfare.length === 0) return ['a form needs a section on the welfare of the child']
  return welfare.filter(({ pages }) => !pages.every(page => page.questions.some(question => question.required)))
    .map(({ id }) => `every page of the welfare section ${id} must require an answer`)
}

function onlyOne(questions: readonly Question[], what: string, is: (question: Question) => boolean): string[] {
  const count = questions.filter(is).length
  return count === 1 ? [] : [`a form asks for ${what} once, this one ${count} times`]
}

function atMostOne(questions: readonly Question[], what: string, is: (question: Question) => boolean): string[] {
  return questions.filter(is).length > 1 ? [`a form asks for ${what} at most once`] : []
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) < place))]
}

function keysOf(roles: typeof eventRoles): EventRole[] {
  return Object.keys(roles).filter((role): role is EventRole => role in roles)
}
