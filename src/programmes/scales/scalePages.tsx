import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../design/button.tsx'
import { ErrorSummary } from '../../design/errorSummary.tsx'
import { Form } from '../../design/form.tsx'
import { InsetText } from '../../design/insetText.tsx'
import type { Scope } from '../../kernel/context.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { openWork } from '../../kernel/work.ts'
import { dayOf } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import { displayNames } from '../../people/displayNames.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { parseAnswers } from '../../practice/pages/forms/parseAnswers.ts'
import { QuestionFields } from '../../practice/pages/forms/questionField.tsx'
import { keyOf, readTyped, textOf } from '../../practice/pages/typed.ts'
import type { Typed } from '../../practice/pages/typed.ts'
import { findWord } from '../../practice/life.ts'
import { textIn } from '../../practice/question.ts'
import type { Question } from '../../practice/question.ts'
import { familyPlan } from '../plan/familyPlan.ts'
import { programmeReferral } from '../referral.ts'
import { informants, informantWords, scaleCodes, scaleForms } from './scale.ts'
import type { Informant, ItemAnswers, ScaleForm } from './scale.ts'
import { kindsWithScales } from './scalesPanel.tsx'
import { mayRecordScale, recordScale, scaleRefusals } from './store.ts'

type C = Context<Env>
type Case = { scope: Scope; workId: string; personId: string; child: DisplayName | undefined; back: string }
type Which = { form: ScaleForm; informant: Informant }

/** Entering a filled-in questionnaire by the numbers on its own form: which one, then item by item. */
export const scalePages = () => new Hono<Env>()
  .get('/outcome-scales/:id{[0-9a-f\\-]{36}}', async c => {
    const found = await load(c)
    const which = chosen(c.req.query('scale'))
    return !found ? c.var.absent() : which ? draw(c, found, which, { typed: {}, problems: {} }) : choose(c, found)
  })
  .post('/outcome-scales/:id{[0-9a-f\\-]{36}}', async c => {
    const found = await load(c)
    const typed = await readTyped(c.req)
    const which = chosen(textOf(typed, 'scale'))
    return found && which ? save(c, found, which, typed) : c.var.absent()
  })

/** `sdq-parent`: the scale, and who filled it in. */
function chosen(text: string | undefined): Which | undefined {
  const [code, who] = (text ?? '').split('-')
  const [scale, informant] = [findWord(scaleCodes, code), findWord(informants, who)]
  const form = scale && scaleForms[scale]
  return form && informant && form.informants.includes(informant) ? { form, informant } : undefined
}

async function load(c: C): Promise<Case | undefined> {
  const { kernel, viewer } = c.var
  const workId = c.req.param('id') ?? ''
  const opened = await openWork(kernel, viewer, workId)
  const kind = opened?.work && findWord(kindsWithScales, opened.work.kind)
  if (!opened?.work || !kind) return undefined
  const { work: { personId } } = opened
  const scope: Scope = { ...opened.scope, lens: 'linked' }
  return kernel.db.as(scope, async tx => {
    if (!await mayRecordScale(tx, kernel, scope)) return undefined
    const child = (await displayNames(tx, scope, [personId])).get(personId)
    await disclose(tx, kernel, scope, { page: 'outcome-scales', people: [{ personId, categories: ['identity'] }] })
    const { path } = kind === familyPlan.kind ? familyPlan : programmeReferral
    return { scope, workId, personId, child, back: `${path}/${workId}` }
  })
}

const Child = ({ child, now }: { child: DisplayName | undefined; now: Date }) =>
  <p class="govuk-body-l">{child ? <AgeName {...child} today={dayOf(now)} /> : 'Somebody whose name is not open to you'}</p>

function choose(c: C, { child, back }: Case) {
  return c.var.render({ title: 'Which questionnaire?', back: { href: back, text: 'Back' } }, (
    <>
      <h1 class="govuk-heading-l">Which questionnaire?</h1>
      <Child child={child} now={c.var.kernel.now()} />
      <ul class="govuk-list govuk-list--bullet">
        {scaleCodes.flatMap(code => scaleForms[code].informants.map(informant => (
          <li><a class="govuk-link" href={`?scale=${code}-${informant}`}>{scaleForms[code].title}: {informantWords[informant].toLowerCase()}</a></li>
        )))}
      </ul>
      <InsetText text="The wording belongs to its owners: use their form, with a licence where one is needed, and enter here the numbers only." />
    </>
  ))
}

function questionsOf({ form, informant }: Which): Question[] {
  const item = (id: string, label: string, values: ScaleForm['values']): Question =>
    ({ id: `item_${id}`, kind: 'radios', label, options: values.map(({ value, text }) => ({ value: String(value), text })) })
  return [
    { id: 'taken_on', kind: 'date', label: 'When it was filled in', required: 'Enter the day on which it was filled in' },
    ...form.items.map(id => item(id, `Item ${id}`, form.values)),
    ...form.further(informant).map((id, place) => item(id, `Impact, item ${place + 1}`, form.furtherValues)),
  ]
}

async function save(c: C, found: Case, which: Which, typed: Typed): Promise<Response> {
  const { kernel } = c.var
  const questions = questionsOf(which)
  const { answers, problems } = parseAnswers(questions, typed, { now: kernel.now(), colleagues: [] })
  const takenOn = textIn(answers, 'taken_on')
  const late = takenOn > dayOf(kernel.now()) ? { 'taken-on-day': scaleRefusals.future } : {}
  if (Object.keys({ ...problems, ...late }).length > 0) return draw(c, found, which, { typed, problems: { ...problems, ...late } })
  const items: ItemAnswers = Object.fromEntries([...which.form.items, ...which.form.further(which.informant)]
    .flatMap(id => textIn(answers, `item_${id}`) === '' ? [] : [[id, Number(textIn(answers, `item_${id}`))]]))
  const { scope, workId, personId } = found
  const made = await recordScale(kernel, scope, {
    personId, workId, scale: which.form.code, informant: which.informant, takenOn, answers: items, key: keyOf(typed),
  })
  return made.done ? c.redirect(`${found.back}#scales`, 303) : draw(c, found, which, { typed, problems: { 'item-1': made.why } })
}

type Sent = { typed: Typed; problems: Readonly<Record<string, string>> }

function draw(c: C, { workId, child }: Case, which: Which, { typed, problems }: Sent) {
  const wrong = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  const title = `${which.form.title}: ${informantWords[which.informant].toLowerCase()}`
  return c.var.render({
    title, back: { href: `/outcome-scales/${workId}`, text: 'Which questionnaire' }, ...(wrong.length > 0 && { status: 422 as const }),
  }, (
    <>
      {wrong.length > 0 ? <ErrorSummary titleText="There is a problem" errorList={wrong} /> : undefined}
      <h1 class="govuk-heading-l">{title}</h1>
      <Child child={child} now={c.var.kernel.now()} />
      <p class="govuk-body">Enter the number that stands beside each answer on the form. Leave an item that was left blank.</p>
      <Form action={`/outcome-scales/${workId}`} csrf={c.var.csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <input type="hidden" name="scale" value={`${which.form.code}-${which.informant}`} />
        <QuestionFields questions={questionsOf(which)} typed={typed} problems={problems} prefix="" colleagues={[]} />
        <Button text="Save the questionnaire" preventDoubleClick />
      </Form>
    </>
  ))
}
