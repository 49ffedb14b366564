import type { Question } from '../../question.ts'

const taken = ['csrf', 'key', 'revision', 'return', 'go', 'about-child', 'about-agency', 'about-search', 'about-key']

/** The field of a question: a name that a draft may save and that is no other field of the form. */
export function fieldOf({ id }: Pick<Question, 'id'>): string {
  const name = id.replaceAll('_', '-').toLowerCase()
  return taken.includes(name) ? `q-${name}` : name
}

export const dayParts = ['day', 'month', 'year'] as const
export const partOf = (question: Pick<Question, 'id'>, part: string): string => `${fieldOf(question)}-${part}`

/** Every field that the question has on a page. */
export function fieldsOf(question: Question): string[] {
  if (question.kind === 'date') return dayParts.map(part => partOf(question, part))
  if (question.kind === 'date_time') return ['when', ...dayParts, 'time'].map(part => partOf(question, part))
  return [fieldOf(question)]
}

/** Where an error summary leads to. */
export const firstFieldOf = (question: Question): string => fieldsOf(question)[0] ?? fieldOf(question)
