import { dateText, dateTimeText } from '../../language/format.ts'
import { clockVerbs } from '../clocks/clockActor.ts'
import type { Practice } from '../practice.ts'
import type { Answer, Question } from '../question.ts'
import type { StaffName } from '../store/staff.ts'

export const urgencyWords = { immediate: 'Immediate', today: 'Today', routine: 'Routine' } as const
export const urgencyColours = { immediate: 'red', today: 'amber', routine: 'grey' } as const

export const slugOf = (step: string): string => step.replaceAll('_', '-')
/** The step of an address, written as the address or as the API has it. */
export const stepOf = (practice: Practice, text: string): string | undefined =>
  Object.keys(practice.words.steps).find(step => step === text || slugOf(step) === text)

export const stateText = ({ words }: Practice, state: string): string => words.states[state] ?? state
export const episodePath = ({ path }: Practice, id: string): string => `${path}/${id}`

/** "Rowan Ashby, Police". */
export function staffText(staff: ReadonlyMap<string, StaffName>, id: string | undefined): string {
  const found = id === undefined ? undefined : staff.get(id)
  return found ? `${found.name}, ${found.agency}` : 'somebody whose name is not open to you'
}

/** What an act says in the history: the words of its step, or of its verb. */
export function actText({ kind, verbs, words }: Practice, verb: string): string {
  if (verb === `${kind}.begun`) return `${words.one} begun.`
  const step = Object.keys(verbs).find(name => verbs[name] === verb)
  if (step) return words.steps[step]?.done ?? step
  if (clockVerbs[verb]) return clockVerbs[verb]
  const plain = verb.slice(verb.indexOf('.') + 1).replaceAll(/[_.]/gv, ' ')
  return `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}.`
}

/** An answer in the words of the form, line by line. */
export function answerLines(
  question: Question | undefined, answer: Answer, staff: ReadonlyMap<string, StaffName>,
): string[] {
  const values = typeof answer === 'object' ? answer : [String(answer)]
  if (question?.kind === 'colleague') return values.map(value => staffText(staff, value))
  if (question?.kind === 'date') return values.map(dateText)
  if (question?.kind === 'date_time') return values.map(value => dateTimeText(new Date(value)))
  const options = question && 'options' in question ? question.options : []
  return values.map(value => options.find(option => option.value === value)?.text ?? value)
}

/** The label of a question that is no longer asked, from its id. */
export const labelOfId = (id: string): string => `${id.slice(0, 1).toUpperCase()}${id.slice(1).replaceAll('_', ' ')}`
