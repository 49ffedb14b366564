import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { Form } from '../../../design/form.tsx'
import { SaveState } from '../../../design/saveState.tsx'
import { saveAnswers } from '../../../kernel/drafts.ts'
import type { Conflict } from '../../../kernel/drafts.ts'
import type { Env } from '../../../kernel/web.ts'
import type { Practice } from '../../practice.ts'
import type { Question } from '../../question.ts'
import { dayParts, fieldsOf, partOf } from '../forms/fieldNames.ts'
import { partsOf } from '../forms/londonTime.ts'
import type { FieldProblems } from '../forms/parseAnswers.ts'
import { QuestionFields } from '../forms/questionField.tsx'
import { readTyped, textOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { addressOf, BeginFrame } from './frame.tsx'
import { beginScope, openBeginning, pageAfter, pageBefore, shownOn } from './openBeginning.ts'
import type { FormPage, OpenBeginning } from './openBeginning.ts'

type Opened = { open: OpenBeginning; page: FormPage }
type Drawn = { problems: FieldProblems; revision: string; isChange: boolean; status?: 409 | 422 }

/** One page of the questions of a beginning. Whatever else is wrong with it, what was typed is saved. */
export const questionPages = (practice: Practice) => new Hono<Env>()
  .get(`${practice.path}/begin/:draft/:page{p[0-9]+}`, async c => {
    const opened = await openPage(c, practice, c.req.param('draft'), c.req.param('page'))
    if (!opened) return c.var.absent()
    const { draft } = opened.open
    if (draft.finishedAt) return c.redirect(`${practice.path}/${draft.workId ?? ''}`, 303)
    return draw(c, opened, { problems: {}, revision: draft.revision, isChange: c.req.query('return') === 'check' })
  })
  .post(`${practice.path}/begin/:draft/:page{p[0-9]+}`, async c => {
    const draftId = c.req.param('draft')
    const opened = await openPage(c, practice, draftId, c.req.param('page'))
    if (!opened) return c.var.absent()
    const { draft, now } = opened.open
    if (draft.finishedAt) return c.redirect(`${practice.path}/${draft.workId ?? ''}`, 303)
    const sent = atThisMoment(opened.page.questions, await readTyped(c.req), { held: opened.open.typed, now })
    const change = { answers: changeOf(opened.page.questions, sent), revision: textOf(sent, 'revision') }
    const saved = await c.var.kernel.db.as(beginScope(c, practice), tx => saveAnswers(tx, c.var.viewer, draftId, change))
    const open = saved && await openBeginning(c, practice, draftId)
    if (!open) return c.var.absent()
    const drawn = { revision: saved.revision, isChange: textOf(sent, 'return') === 'check' }
    const after = { page: opened.page, open: { ...open, typed: { ...open.typed, ...sent } } }
    if (saved.conflicts.length > 0) return draw(c, after, { ...drawn, problems: conflictsIn(saved.conflicts), status: 409 })
    const fields = opened.page.questions.flatMap(fieldsOf)
    const problems = Object.fromEntries(Object.entries(open.parsed.problems).filter(([field]) => fields.includes(field)))
    if (Object.keys(problems).length > 0) return draw(c, after, { ...drawn, problems, status: 422 })
    return c.redirect(addressOf(practice, draftId, drawn.isChange ? 'check' : pageAfter(open, opened.page.id)), 303)
  })

async function openPage(c: Context<Env>, practice: Practice, ...[draftId, pageId]: [string, string]): Promise<Opened | undefined> {
  const open = await openBeginning(c, practice, draftId)
  const page = open?.pages.find(({ id }) => id === pageId)
  return open && page && { open, page }
}

/**
 * "Now" is the moment at which the page was sent, whenever the rest of the form is. The choice itself stays as it was
 * made: the autosave sends the same, and may come before the page or after it.
 */
function atThisMoment(questions: readonly Question[], typed: Typed, { held, now }: { held: Typed; now: Date }): Typed {
  const isNew = (question: Question) => dayParts.some(part => textOf(typed, partOf(question, part)) !== '')
    && [...dayParts, 'time'].some(part => textOf(typed, partOf(question, part)) !== textOf(held, partOf(question, part)))
  const moments = questions.filter(question => question.kind === 'date_time'
    && textOf(typed, partOf(question, 'when')) === 'now' && !isNew(question))
  const changes = moments.flatMap(question =>
    Object.entries(partsOf(now)).map(([part, value]) => [partOf(question, part), [value]] as const))
  return { ...typed, ...Object.fromEntries(changes) }
}

/** What the draft is to hold: an empty text where a box was unticked or a field emptied. */
function changeOf(questions: readonly Question[], typed: Typed): Record<string, unknown> {
  return Object.fromEntries(questions.flatMap(fieldsOf).map(field => {
    const values = typed[field] ?? []
    return [field, values.length === 1 ? values[0] : values]
  }))
}

function conflictsIn(conflicts: readonly Conflict[]): FieldProblems {
  return Object.fromEntries(conflicts.map(({ name, current }) => {
    const there = [current].flat().filter(value => typeof value === 'string').join(', ')
    return [name, `Changed on another device to “${there}”. Continue to keep what stands here.`]
  }))
}

async function draw(c: Context<Env>, { open, page }: Opened, { problems, revision, isChange, status }: Drawn) {
  const { practice, draft, typed, child, now, colleagues } = open
  const back = isChange ? 'check' : pageBefore(open, page.id)
  const place = open.pages.findIndex(({ id }) => id === page.id)
  const listed = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  return c.var.render({
    title: page.title, back: { href: addressOf(practice, draft.id, back), text: 'Back' }, ...(status && { status }),
  }, (
    <BeginFrame practice={practice} child={child} now={now} title={page.title} problems={listed}>
      {open.pages.length > 1 ? <p class="govuk-hint">Page {place + 1} of {open.pages.length}</p> : undefined}
      <Form
        action={addressOf(practice, draft.id, page.id)} csrf={c.var.csrf} revision={revision}
        autosave={`/drafts/${draft.id}/answers`}
      >
        {isChange ? <input type="hidden" name="return" value="check" /> : undefined}
        <QuestionFields questions={shownOn(page, open)} typed={typed} problems={problems} prefix="" colleagues={colleagues} />
        <div class="govuk-button-group"><Button text="Continue" preventDoubleClick /><SaveState /></div>
      </Form>
      <p class="govuk-body"><a class="govuk-link" href={`${practice.path}/begin`}>Save and come back later</a></p>
    </BeginFrame>
  ))
}
