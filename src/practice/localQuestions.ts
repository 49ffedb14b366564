import { z } from 'zod'
import type { Practice } from './practice.ts'
import type { Question, StepForm } from './question.ts'
import { defineSetting } from './settings.ts'
import type { Setting, Settings } from './settings.ts'

/** The step by which an episode begins; its form is the practice's `begin.form`. */
export const beginning = 'begin'

const text = (most: number) => z.string().trim().min(1).max(most)
const option = z.object({ value: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/v), text: text(200), hint: text(400).exactOptional() })
const asked = {
  id: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/v, 'Use small letters, numbers and underscores'),
  label: text(300), hint: text(600).exactOptional(), required: text(300).exactOptional(),
  showIf: z.object({ question: text(61), is: z.array(text(61)).min(1).max(40) }).exactOptional(),
}
const options = { options: z.array(option).min(1).max(60) }
const longest = z.int().min(1).max(20_000).exactOptional()

/** A question that a partnership adds to a step. It has the audience of the step: nobody widens or narrows it by a form. */
export const questionSchema: z.ZodType<Question> = z.discriminatedUnion('kind', [
  z.object({ ...asked, kind: z.literal('text'), longest }),
  z.object({
    ...asked, kind: z.literal('textarea'), rows: z.int().min(1).max(30).exactOptional(), longest,
    checksWording: z.boolean().exactOptional(),
  }),
  z.object({ ...asked, kind: z.literal('number'), least: z.number().exactOptional(), most: z.number().exactOptional() }),
  z.object({ ...asked, kind: z.literal('date') }),
  z.object({ ...asked, kind: z.literal('date_time'), past: z.boolean().exactOptional() }),
  z.object({ ...asked, ...options, kind: z.literal(['radios', 'checkboxes', 'select']) }),
  z.object({ ...asked, kind: z.literal('colleague'), roles: z.array(text(60)).min(1).max(40) }),
])

/** The further questions of one step: a setting by version, as every local value is. */
export function questionsSetting(kind: string, step: string): Setting<readonly Question[]> {
  return defineSetting({
    code: `questions.${kind}.${step}`, title: 'Further questions', source: 'The partnership',
    about: 'Questions that the partnership asks beside those of the product. Each has an id that is never used again.',
    schema: z.array(questionSchema).max(40), starter: [],
  })
}

/** What this partnership asks at a step beside the questions of the product; an id that those have is left out. */
export function localQuestions(settings: Settings, kind: string, step: string): readonly Question[] {
  return settings.valueOf(questionsSetting(kind, step))
}

/** The form of a step with the further questions of the partnership, after the last of its own. */
export function formOf(practice: Practice, settings: Settings, step: string): StepForm | undefined {
  const own = step === beginning ? practice.begin.form : practice.forms[step]
  const further = localQuestions(settings, practice.kind, step).filter(({ id }) => !own?.questions.some(other => other.id === id))
  if (further.length === 0) return own
  const page = { title: 'Further questions', questions: further.map(({ id }) => id) }
  return {
    ...own, questions: [...own?.questions ?? [], ...further], ...(own?.pages && { pages: [...own.pages, page] }),
  }
}
