import type { FormKind } from '../formKind.ts'
import { questionsOf } from '../formKind.ts'
import type { Answers } from './answers.ts'

/** A time for tests that do not care which. */
export const now = new Date('2026-11-24T10:00:00Z')

/** A complete form about somebody known, for tests and demonstrations; `change` replaces fields. */
export function anAnsweredForm(kind: FormKind, change: Answers = {}): Answers {
  const answers: Record<string, unknown> = { child: { personId: '00000000-0000-4000-8000-000000001001' } }
  for (const question of questionsOf(kind)) {
    const { id } = question
    if (question.kind === 'radios') answers[id] = question.options[0]?.value
    if (question.kind === 'checkboxes') answers[id] = [question.options[0]?.value]
    if (question.kind === 'text' || question.kind === 'textarea') answers[id] = `Text of ${id}.`
    if (question.kind === 'people') answers[`${id}-role`] = ['victim']
    if (question.kind === 'date_time') Object.assign(
      answers, { [`${id}-day`]: '23', [`${id}-month`]: '11', [`${id}-year`]: '2026', [`${id}-time`]: '17:30' },
    )
    if (question.kind === 'place') Object.assign(answers, { [id]: 'po1 3ax', [`${id}-home`]: 'no' })
  }
  return { ...answers, ...change }
}
