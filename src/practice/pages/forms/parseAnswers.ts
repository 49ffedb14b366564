import { isAsked } from '../../question.ts'
import type { Answer, Answers, Question } from '../../question.ts'
import { textOf, textsOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { dayParts, fieldOf, firstFieldOf, partOf } from './fieldNames.ts'
import { dayFromParts, instantOf, timeFrom } from './londonTime.ts'

/** By field of the page, in the words that stand beside it. */
export type FieldProblems = Readonly<Record<string, string>>
export type Parsed = { answers: Answers; problems: FieldProblems }
export type Around = { now: Date; colleagues: readonly { staffId: string; role: string }[] }

type Read = { answer?: Answer | undefined; why?: string; field?: string }

/** The answers that a form's fields give. What is not asked now leaves no answer and no problem. */
export function parseAnswers(questions: readonly Question[], typed: Typed, around: Around): Parsed {
  const answers: Record<string, Answer> = {}
  const problems: Record<string, string> = {}
  for (const question of questions) {
    if (!isAsked(question, answers)) continue
    const { answer, why, field } = readAnswer(question, typed, around)
    if (why) problems[field ?? firstFieldOf(question)] = why
    else if (answer !== undefined) answers[question.id] = answer
    else if (question.required) problems[firstFieldOf(question)] = question.required
  }
  return { answers, problems }
}

function readAnswer(question: Question, typed: Typed, around: Around): Read {
  switch (question.kind) {
    case 'number': return readNumber(question, textIn(question, typed))
    case 'date': return readDay(question, typed)
    case 'date_time': return readInstant(question, typed, around.now)
    case 'checkboxes': return readChecked(question, [...textsOf(typed, fieldOf(question)), ...textsOf(typed, question.id)])
    case 'radios':
    case 'select': return readChecked(question, [textIn(question, typed)].filter(Boolean))
    case 'colleague': return readColleague(question, textIn(question, typed), around)
    case 'text':
    case 'textarea': return readText(question, textIn(question, typed))
    default: return question satisfies never
  }
}

/** By the name of the field, or by the id of the question, as another system sends it. */
const textIn = (question: Question, typed: Typed): string => textOf(typed, fieldOf(question)) || textOf(typed, question.id)

type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>

function readText(question: Of<'text'> | Of<'textarea'>, text: string): Read {
  const most = question.longest ?? (question.kind === 'text' ? 300 : 10_000)
  if (text.length > most) return { why: `Use ${most.toLocaleString('en-GB')} characters or fewer` }
  return text === '' ? {} : { answer: text }
}

function readNumber({ least, most }: Of<'number'>, text: string): Read {
  if (text === '') return {}
  const number = /^-?\d{1,12}(?:\.\d{1,6})?$/v.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(number)) return { why: 'Enter a number, such as 3' }
  if (least !== undefined && number < least) return { why: `Enter ${least} or more` }
  if (most !== undefined && number > most) return { why: `Enter ${most} or less` }
  return { answer: number }
}

function readChecked({ kind, options }: Of<'checkboxes' | 'radios' | 'select'>, values: readonly string[]): Read {
  const chosen = [...new Set(values)]
  if (chosen.some(value => !options.some(option => option.value === value))) return { why: 'Choose from the list' }
  if (chosen.length === 0) return {}
  return { answer: kind === 'checkboxes' ? chosen : chosen[0] }
}

function readColleague({ roles }: Of<'colleague'>, text: string, { colleagues }: Around): Read {
  if (text === '') return {}
  const isOne = colleagues.some(({ staffId, role }) => staffId === text && roles.includes(role))
  return isOne ? { answer: text } : { why: 'Choose somebody from the list' }
}

const badDay = 'Enter a real date, such as 23 11 2026'

function readDay(question: Of<'date'>, typed: Typed): Read {
  const field = partOf(question, 'day')
  const [day = '', month = '', year = ''] = dayParts.map(part => textOf(typed, partOf(question, part)))
  const [wholeYear = '', wholeMonth = '', wholeDay = ''] = textIn(question, typed).split('-')
  if (!day && !month && !year && !wholeYear) return {}
  const on = dayFromParts(day || wholeDay, month || wholeMonth, year || wholeYear)
  return on ? { answer: on } : { why: badDay, field }
}

function readInstant(question: Of<'date_time'>, typed: Typed, now: Date): Read {
  const [day = '', month = '', year = '', time = ''] = [...dayParts, 'time'].map(part => textOf(typed, partOf(question, part)))
  const whole = textIn(question, typed)
  const isDated = [day, month, year].some(part => part !== '')
  if (whole !== '') return judged(question, new Date(whole), now)
  if (!isDated && textOf(typed, partOf(question, 'when')) === 'now') return { answer: now.toISOString() }
  if (!isDated) return time === '' ? {} : { why: 'Enter the day as well as the time', field: partOf(question, 'day') }
  const on = dayFromParts(day, month, year)
  if (!on) return { why: badDay, field: partOf(question, 'day') }
  const clock = timeFrom(time)
  if (!clock) return { why: 'Enter the time, like 17:30 or 5:30pm', field: partOf(question, 'time') }
  return judged(question, instantOf(on, clock), now)
}

function judged(question: Of<'date_time'>, at: Date, now: Date): Read {
  const field = partOf(question, 'day')
  if (Number.isNaN(at.getTime())) return { why: badDay, field }
  if (question.past && at > now) return { why: 'Enter a time that is not in the future', field }
  return { answer: at.toISOString() }
}
