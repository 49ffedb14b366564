import type { Context } from 'hono'
import type { Env } from '../../../../../kernel/web.ts'
import type { FormPage, Question } from '../../../../formKind.ts'
import type { Answers } from '../../../../making/answers.ts'
import { fieldsOf, keptField, textIn } from '../../../../making/answers.ts'
import { applyWordingChoice, readKept, withoutKept, writeKept } from '../../../../../wording/choice.ts'
import { checkWording } from '../../../../../wording/check.ts'
import type { Lexicon } from '../../../../../wording/lexicon.ts'

/** What one page of the form sent: its answers, and which of its buttons was pressed. */
export type SentPage = {
  answers: Answers; revision: string; isChange: boolean; isWithoutScripts: boolean
  pressed: 'continue' | 'add' | 'wording' | 'remove'; remove: string; files: File[]
}

export async function readSentPage(c: Context<Env>, page: FormPage, lexicon: Lexicon): Promise<SentPage> {
  const form = await c.req.formData()
  const texts = (name: string) => form.getAll(name).filter(value => typeof value === 'string')
  const [first, replace, remove] = ['go', 'replace', 'remove'].map(name => texts(name)[0] ?? '')
  const answers: Record<string, unknown> = {}
  for (const question of page.questions) for (const field of fieldsOf(question)) answers[field] = valueOf(question, texts(field))
  const checked = page.questions.find(checksWording)
  const isWording = replace !== '' || texts('wording').includes('keep')
  if (checked) {
    const choice = { replace, keep: isWording && replace === '' ? texts('keep').filter(Boolean) : [] }
    const chosen = applyWordingChoice(textIn(answers, checked.id), choice, lexicon)
    const kept = [...readKept(texts('kept')), ...chosen.ok ? chosen.kept : []]
    if (chosen.ok && replace !== '') answers[checked.id] = chosen.text
    answers[keptField(checked)] = kept.map(writeKept)
  }
  return {
    answers, revision: texts('revision')[0] ?? '', isChange: texts('return').includes('check'),
    isWithoutScripts: texts('without-scripts').includes('yes'), remove: remove ?? '',
    pressed: isWording ? 'wording' : first === 'add' ? 'add' : remove ? 'remove' : 'continue',
    files: page.questions.filter(({ kind }) => kind === 'files').flatMap(({ id }) => form.getAll(id))
      .filter(value => value instanceof File).filter(file => file.name !== ''),
  }
}

const checksWording = (question: Question) => question.kind === 'textarea' && question.checksWording

const valueOf = (question: Question, values: readonly string[]): unknown =>
  question.kind === 'checkboxes' || question.kind === 'people' ? values : values[0] ?? ''

/** Whether there are phrases to look at that the page before did not show: somebody without scripts sees them once. */
export function hasNewPhrases(page: FormPage, before: Answers, after: Answers, lexicon: Lexicon): boolean {
  const checked = page.questions.find(checksWording)
  if (!checked) return false
  const shown = new Set(checkWording(textIn(before, checked.id), lexicon).map(({ entryId }) => entryId))
  const kept = readKept([after[keptField(checked)]].flat().filter(value => typeof value === 'string'))
  return withoutKept(checkWording(textIn(after, checked.id), lexicon), kept).some(({ entryId }) => !shown.has(entryId))
}
