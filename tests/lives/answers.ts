import type { Answer, Answers, Question } from '../../src/practice/question.ts'
import { isAsked } from '../../src/practice/question.ts'

type Roll = (n: number) => number
export type Answering = { now: Date; roll: Roll; colleague: (roles: readonly string[]) => string | undefined }

/** Answers that a hurried but honest person might give: every question that must be answered is, others by chance. */
export function answersAtRandom(questions: readonly Question[], answering: Answering): Answers {
  const answers: Record<string, Answer> = {}
  for (const question of questions) {
    if (!isAsked(question, answers) || (!question.required && answering.roll(3) === 0)) continue
    const answer = answerTo(question, answering)
    if (answer !== undefined) answers[question.id] = answer
  }
  return answers
}

function answerTo(question: Question, { now, roll, colleague }: Answering): Answer | undefined {
  const ago = new Date(now.getTime() - roll(20) * 60_000)
  switch (question.kind) {
    case 'text': case 'textarea': return `Made-up words ${roll(1000)}`
    case 'number': return (question.least ?? 0) + roll(Math.min(5, (question.most ?? 99) - (question.least ?? 0) + 1))
    case 'date': return ago.toISOString().slice(0, 10)
    case 'date_time': return ago.toISOString()
    case 'radios': case 'select': return question.options[roll(question.options.length)]?.value
    case 'checkboxes': return question.options.filter(() => roll(2) === 0).slice(0, 3).map(({ value }) => value)
    case 'colleague': return colleague(question.roles)
    default: return undefined
  }
}
