import { postcodeOf } from '../../people/postcode.ts'
import type { FormKind, Question } from '../formKind.ts'
import { pagesOf, questionsOf } from '../formKind.ts'
import type { EventRole } from '../notification.ts'
import { firstRole, inOrder, isEventRole } from '../notification.ts'
import { findWord } from '../../practice/life.ts'
import type { Urgency } from '../words.ts'
import { urgencies } from '../words.ts'
import type { Answers } from './answers.ts'
import { askedOn, chosenTexts, firstFieldOf, listIn, textIn } from './answers.ts'
import type { When } from './when.ts'
import { readWhen } from './when.ts'

export type Assertion = 'fact' | 'opinion' | 'own_words'

/** An entry for the chronology before it has a cell: the kind of record decides category and tier. */
export type RecordToWrite = {
  kind: string; assertion: Assertion; headline?: string; body?: string; role?: EventRole; detail: Record<string,
  unknown>
}

export type NeedToWrite = { kind: string; how: string }

/** A form turned into what the agencies keep: nothing of it is decided by a page. */
export type Content = {
  headline: string; urgency: Urgency; roles: EventRole[]; when: When
  records: RecordToWrite[]; needs: NeedToWrite[]; homeAddress?: string
}

/** What a complete form becomes. A form kind decides which record each answer goes into, and so who may see it. */
export function contentOf(kind: FormKind, answers: Answers, now: Date): Content {
  const questions = pagesOf(kind).flatMap(page => askedOn(page, answers))
  const roles = rolesIn(questionsOf(kind), answers)
  const place = placeIn(questions, answers)
  const headline = questions
    .filter(({ becomes }) => becomes.to === 'headline').flatMap(one => chosenTexts(one, answers))
  return {
    headline: headline.join(', ') || kind.title,
    urgency: urgencyIn(questions, answers), roles, when: whenIn(questions, answers, now),
    needs: needsIn(questions, answers),
    records: [
      ...recordsIn(questions, answers).map(record => ({
        ...record, role: firstRole(roles), detail: { ...record.detail, form: kind.code },
      })),
      ...inOrder(roles).slice(1).map(role => involvement(role)),
      ...place.records,
    ],
    ...(place.homeAddress !== undefined && { homeAddress: place.homeAddress }),
  }
}

/** That somebody had a role in the event, on the chronology of that person. */
export const involvement = (role: EventRole): RecordToWrite => ({
  kind: 'involved_person', assertion: 'fact', role, detail: {},
})

function rolesIn(questions: readonly Question[], answers: Answers): EventRole[] {
  return questions.filter(({ kind }) => kind === 'people')
    .flatMap(question => listIn(answers, firstFieldOf(question))).filter(isEventRole)
}

function urgencyIn(questions: readonly Question[], answers: Answers): Urgency {
  const question = questions.find(({ becomes }) => becomes.to === 'urgency')
  return findWord(urgencies, question ? textIn(answers, question.id) : '') ?? 'today'
}

function whenIn(questions: readonly Question[], answers: Answers, now: Date): When {
  const question = questions.find(({ kind }) => kind === 'date_time')
  const read = question && readWhen(question, answers, now)
  return (read?.ok ? read.when : undefined) ?? { at: now, precision: 'day' }
}

type Group = RecordToWrite & { chosen: string[]; texts: { label: string; text: string }[]; dropped: boolean }

/** Answers that become the same kind of record, as the same kind of statement, stand together in one. */
function recordsIn(questions: readonly Question[], answers: Answers): RecordToWrite[] {
  const groups = new Map<string, Group>()
  for (const question of questions) {
    const { becomes, kind } = question
    if ((becomes.to !== 'record' && becomes.to !== 'headline') || kind === 'place') continue
    const key = `${becomes.kind} ${becomes.assertion}`
    const group: Group = groups.get(key)
      ?? { kind: becomes.kind, assertion: becomes.assertion, detail: {}, chosen: [], texts: [], dropped: false }
    groups.set(key, group)
    addAnswer(group, question, answers)
  }
  return [...groups.values()]
    .filter(group => !group.dropped && (group.chosen.length > 0 || group.texts.length > 0)).map(written)
}

function addAnswer(group: Group, question: Question, answers: Answers): void {
  const values = listIn(answers, question.id)
  const { becomes } = question
  if (becomes.to === 'record' && values.some(value => becomes.unless?.includes(value))) group.dropped = true
  if ('options' in question) {
    group.chosen.push(...chosenTexts(question, answers))
    if (values.length > 0) group.detail[question.id] = values
  } else if (textIn(answers, question.id)) group.texts.push({
    label: question.label, text: textIn(answers, question.id),
  })
}

function written({ kind, assertion, detail, chosen, texts }: Group): RecordToWrite {
  const body = texts.length > 1 ? texts.map(({ label, text }) => `${label}\n${text}`) : texts.map(({ text }) => text)
  return {
    kind, assertion, detail,
    ...(chosen.length > 0 && { headline: chosen.join(', ') }), ...(body.length > 0 && { body: body.join('\n\n') }),
  }
}

/** Where it happened; a home is never a place of the event, so that nobody finds out from a map where a child lives. */
function placeIn(questions: readonly Question[], answers: Answers): { records: RecordToWrite[]; homeAddress?: string } {
  const question = questions.find(({ kind }) => kind === 'place')
  const text = question ? textIn(answers, question.id) : ''
  if (!question || question.becomes.to !== 'record' || text === '') return { records: [] }
  const { kind, assertion } = question.becomes
  const at = (headline: string, detail = {}): RecordToWrite => ({ kind, assertion, headline, detail })
  const home = textIn(answers, `${question.id}-home`)
  if (home === 'child') return { records: [at('At the child’s home')], homeAddress: text }
  if (home === 'other') {
    const address: RecordToWrite = {
      kind: 'account', assertion, headline: 'Address of the home where it happened', body: text, detail: {},
    }
    return { records: [at('At somebody’s home'), address] }
  }
  const postcode = postcodeOf(text)
  return { records: [at(postcode ?? text, postcode ? { postcode } : {})] }
}

const notANeed = new Set(['none', 'not_known'])

function needsIn(questions: readonly Question[], answers: Answers): NeedToWrite[] {
  const asked = questions.filter(({ becomes }) => becomes.to === 'need')
  const how = asked.filter(question => !('options' in question)).map(question => textIn(answers, question.id))
    .filter(Boolean).join('\n')
  const chosen = asked.flatMap(question => 'options' in question
    ? question.options.filter(({ value }) => listIn(answers, question.id).includes(value) && !notANeed.has(value)) : [])
  if (chosen.length === 0) return how ? [{ kind: 'other', how }] : []
  return chosen.map(({ value, text }) => ({ kind: value, how: how || text }))
}
