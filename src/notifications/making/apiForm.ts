import type { SentForm } from '../api.ts'
import type { FormKind } from '../formKind.ts'
import { questionsOf } from '../formKind.ts'
import type { Answers } from './answers.ts'
import { fieldsOf } from './answers.ts'
import type { ChosenPerson } from './people.ts'
import { peopleField } from './ready.ts'
import { whenFields } from './when.ts'

export type FormOfSender = { answers: Answers; fieldNameOf: (field: string) => string }

/** A form as a program sends it, turned into the fields of the pages, so that there is one way to check and send it. */
export function formFromApi(kind: FormKind, sent: Omit<SentForm, 'form' | 'version'>): FormOfSender {
  const field = peopleField(kind)
  const answers: Record<string, unknown> = {
    child: chosen(sent.child), [`${field}-role`]: sent.childRoles,
    [field]: sent.people.map(({ person, roles }, place) => ({ key: String(place), person: chosen(person), roles })),
  }
  for (const question of questionsOf(kind)) {
    const answer = sent.answers[question.id]
    if (answer === undefined || question.kind === 'people' || question.kind === 'files') continue
    Object.assign(answers, fieldsFrom(question, answer))
  }
  return { answers, fieldNameOf: name => nameForSender(kind, name, field) }
}

const chosen = (person: SentForm['child']): ChosenPerson => 'personId' in person ? person : { newPerson: person }

function fieldsFrom(
  { id, kind }: ReturnType<typeof questionsOf>[number], answer: SentForm['answers'][string],
): Answers {
  if (kind === 'date_time') return typeof answer === 'string' ? whenFields(id, answer) : {}
  if (kind === 'place' && typeof answer === 'object' && !Array.isArray(answer))
    return { [id]: answer.text, [`${id}-home`]: answer.home }
  return typeof answer === 'string' || Array.isArray(answer) ? { [id]: answer } : {}
}

/** What the sender calls the field of a page. */
function nameForSender(kind: FormKind, name: string, people: string): string {
  if (name === 'child') return 'child'
  if (name === `${people}-role`) return 'childRoles'
  const question = questionsOf(kind).find(one => one.id === name || fieldsOf(one).includes(name))
  const isHome = question?.kind === 'place' && name.endsWith('-home')
  return `answers.${question?.id ?? name}${isHome ? '.home' : ''}`
}
