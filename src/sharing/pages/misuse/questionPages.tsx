import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Env } from '../../../kernel/web.ts'
import { dayFrom } from '../../../people/age.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { declareParticulars, explainReading } from '../../misuse/actions/explainReading.ts'
import { absent } from '../../misuse/actions/reviewSign.ts'
import { asOneself } from '../../misuse/policy.ts'
import { mostOfAnExplanation } from '../../misuse/sign.ts'
import { findParticulars, listQuestions } from '../../misuse/store.ts'
import type { Particulars } from '../../misuse/store.ts'
import { ParticularsView, QuestionsView, QuestionView } from './questionViews.tsx'

const one = '/misuse/questions/:id{[0-9a-f-]{36}}'
const crumbs = [{ text: 'Questions about what you read', href: '/misuse/questions' }]
type Returned = { typed: Typed; problems: Problems }

/** For everybody: what they are asked about their own reading, and what they declare about themselves. */
export const readingQuestionPages = () => new Hono<Env>()
  .get('/misuse/questions', async c => {
    const { kernel, viewer } = c.var
    const questions = await kernel.db.as(asOneself(viewer), tx => listQuestions(tx))
    return c.var.render({ title: 'Questions about what you read', ...flashOf(c) }, <QuestionsView
      questions={questions} />)
  })
  .get(one, c => showQuestion(c))
  .post(one, c => explain(c))
  .get('/misuse/particulars', c => showParticulars(c))
  .post('/misuse/particulars', c => declare(c))

const flashes: Record<string,
  string> = { explained: 'Your explanation was sent.', declared: 'What you declared is saved.' }
const flashOf = (c: Context<Env>) => {
  const flash = flashes[c.req.query('done') ?? '']
  return flash === undefined ? {} : { flash }
}

async function showQuestion(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  const question = (await kernel.db.as(asOneself(viewer), tx => listQuestions(tx))).find(each => each.id === id)
  if (!question) return c.var.absent()
  return c.var.render(
    { title: 'Why did you open this?', status: returned ? 422 : 200, crumbs: [...crumbs, { text: 'One question' }] },
    <QuestionView question={question} csrf={csrf} {...returned ?? { typed: {}, problems: {} }} />)
}

async function explain(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const signId = c.req.param('id') ?? ''
  if (!isId(signId)) return c.var.absent()
  const typed = await readTyped(c.req)
  const words = typed['words'] ?? ''
  if (words === '' || words.length > mostOfAnExplanation) return showQuestion(c, {
    typed, problems: { words: words === '' ? 'Say why you opened it'
      : `Use ${mostOfAnExplanation} characters or fewer` },
  })
  const outcome = await explainReading(kernel, viewer, { signId, words, key: typed['key'] || randomUUID() })
  if (outcome.done) return c.redirect('/misuse/questions?done=explained', 303)
  return outcome.why === absent ? c.var.absent() : showQuestion(c, { typed, problems: { words: outcome.why } })
}

async function showParticulars(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const known = await kernel.db.as(asOneself(viewer), tx => findParticulars(tx))
  return c.var.render(
    { title: 'What I declare about myself', status: returned ? 422
      : 200, crumbs: [...crumbs, { text: 'What I declare about myself' }], ...flashOf(c) },
    <ParticularsView csrf={csrf} {...returned ?? { typed: known ? typedFrom(known) : {}, problems: {} }} />)
}

function typedFrom({ birthOn, postcode, familyNames }: Particulars): Typed {
  const [year = '', month = '', day = ''] = birthOn?.split('-') ?? []
  return {
    'birth-day': day, 'birth-month': month, 'birth-year': year, postcode: postcode ?? '',
      family: familyNames.join('\n'),
  }
}

const mostNames = 10
const postcodeShape = /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/iv

async function declare(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const [day = '', month = '', year = ''] = ['birth-day', 'birth-month', 'birth-year'].map(field => typed[field] ?? '')
  const birthOn = dayFrom(Number(year), Number(month), Number(day))
  const postcode = typed['postcode'] ?? ''
  const familyNames = (typed['family'] ?? '').split(/[\n,]/v).map(name => name.trim()).filter(name => name !== '')
  const problems = {
    ...(`${day}${month}${year}` !== '' && birthOn === undefined && { 'birth-day': 'Enter a real day, or nothing' }),
    ...(postcode !== '' && !postcodeShape.test(postcode) && { postcode: 'Enter a whole postcode, or nothing' }),
    ...((familyNames.length > mostNames || familyNames.some(name => name.length > 60))
      && { family: `Enter at most ${mostNames} names` }),
  }
  if (Object.keys(problems).length > 0) return showParticulars(c, { typed, problems })
  await declareParticulars(kernel, viewer, {
    birthOn: birthOn ?? null, postcode: postcode === '' ? null : postcode.toUpperCase(), familyNames,
      key: typed['key'] || randomUUID(),
  })
  return c.redirect('/misuse/particulars?done=declared', 303)
}
