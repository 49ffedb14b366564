import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { FileUpload } from '../../../design/fileUpload.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { SaveState } from '../../../design/saveState.tsx'
import type { Scope } from '../../../kernel/context.ts'
import { createDraft, discardDraft, findDraft, listDrafts } from '../../../kernel/drafts.ts'
import type { Draft } from '../../../kernel/drafts.ts'
import type { Tx } from '../../../kernel/database.ts'
import type { Env } from '../../../kernel/web.ts'
import { fieldOf } from '../../../practice/pages/forms/fieldNames.ts'
import { parseAnswers } from '../../../practice/pages/forms/parseAnswers.ts'
import type { FieldProblems } from '../../../practice/pages/forms/parseAnswers.ts'
import { QuestionFields } from '../../../practice/pages/forms/questionField.tsx'
import { keyOf, textOf, typedFrom } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import type { Answers } from '../../../practice/question.ts'
import { planRefusals, savePart } from '../actions.ts'
import { loadPlan } from '../loadPlan.ts'
import type { PlanCase } from '../loadPlan.ts'
import { readPhoto } from '../readPhoto.ts'
import type { PlanSection } from '../sections.ts'
import { PlanChild } from '../view.tsx'

/** Where a plan is written: by a colleague below `/plans`, by a carer below `/by-link`. */
export type Writing = { scope: Scope; planId: string; base: string }
type Opened = { one: PlanCase; section: PlanSection; draft: Draft; typed: Typed; basedOn: number }

async function openSection(c: Context<Env>, at: Writing, code: string): Promise<Opened | undefined> {
  const { kernel, viewer } = c.var
  return kernel.db.as(at.scope, async tx => {
    const one = await loadPlan({ tx, kernel, scope: at.scope, page: 'plans/section' }, at.planId)
    const section = one?.sections.find(each => each.code === code)
    if (!one || !section || one.plan.endedAt || one.plan.agencyId !== viewer.agencyId) return undefined
    if (section.part === 2 && one.episodeId === undefined) return undefined
    const current = one.parts.get(code)
    const draft = await draftOf(tx, c, { kind: `plan:${at.planId}:${code}`, version: current?.version ?? 0, answers: current?.answers ?? {}, at })
    return draft && { one, section, draft, typed: typedFrom(draft.answers), basedOn: draft.formVersion }
  })
}

type Drafting = { kind: string; version: number; answers: Answers; at: Writing }

/** What was typed and not yet saved; a new draft begins with what stands in the plan. */
async function draftOf(tx: Tx, c: Context<Env>, { kind, version, answers }: Drafting): Promise<Draft | undefined> {
  const { viewer } = c.var
  const [known] = (await listDrafts(tx, viewer, kind)).filter(draft => draft.kind === kind)
  if (known) return known
  const fields = Object.fromEntries(Object.entries(answers).map(([id, answer]) => [fieldOf({ id }), answer]))
  return findDraft(tx, viewer, await createDraft(tx, viewer, { kind, formVersion: version, answers: fields }))
}

export async function showSection(c: Context<Env>, at: Writing, code: string): Promise<Response> {
  const opened = await openSection(c, at, code)
  return opened ? draw(c, at, opened, {}) : c.var.absent()
}

export async function saveSection(c: Context<Env>, at: Writing, code: string): Promise<Response> {
  const opened = await openSection(c, at, code)
  if (!opened) return c.var.absent()
  const form = await c.req.formData()
  const typed = typedOf(form)
  const { section } = opened
  if (textOf(typed, 'go') === 'discard') {
    await c.var.kernel.db.as(at.scope, tx => discardDraft(tx, c.var.viewer, opened.draft.id))
    return c.redirect(at.base, 303)
  }
  const { answers, problems } = parseAnswers(section.questions, typed, { now: c.var.kernel.now(), colleagues: [] })
  const photo = code === 'photo' ? await readPhoto(form.get('photo')) : undefined
  const wrong: FieldProblems = { ...problems, ...(photo && 'why' in photo && { photo: photo.why }) }
  if (Object.keys(wrong).length > 0) return draw(c, at, { ...opened, typed }, wrong)
  const basedOn = Number(textOf(typed, 'based-on'))
  const saved = await savePart(c.var.kernel, at.scope, {
    planId: at.planId, section, basedOn, answers, key: keyOf(typed), photo: photo && 'content' in photo ? photo : undefined,
  })
  if (!saved.done) return refuse(c, at, { ...opened, typed }, saved.why)
  await c.var.kernel.db.as(at.scope, tx => discardDraft(tx, c.var.viewer, opened.draft.id))
  return c.redirect(`${at.base}?done=saved`, 303)
}

/** Somebody was quicker: what they wrote is shown, what was typed is kept, and is saved over theirs only knowingly. */
async function refuse(c: Context<Env>, at: Writing, opened: Opened, why: string): Promise<Response> {
  if (why === 'absent') return c.var.absent()
  const current = opened.one.parts.get(opened.section.code)
  const isStale = why === planRefusals.changed
  return draw(c, at, isStale ? { ...opened, basedOn: current?.version ?? 0 } : opened, {
    [firstField(opened)]: isStale ? `${current?.writtenBy ?? 'Somebody'} has changed this part meanwhile. Save again to replace what they wrote`
      : why,
  })
}

const firstField = ({ section }: Opened) => section.questions[0] ? fieldOf(section.questions[0]) : 'photo'

function typedOf(form: FormData): Typed {
  const typed = new Map<string, string[]>()
  for (const [name, value] of form)
    if (typeof value === 'string') typed.set(name, [...typed.get(name) ?? [], value.replaceAll('\r\n', '\n').trim()])
  return Object.fromEntries(typed)
}

async function draw(c: Context<Env>, at: Writing, opened: Opened, problems: FieldProblems): Promise<Response> {
  const { one, section, draft, typed, basedOn } = opened
  const isWrong = Object.keys(problems).length > 0
  return c.var.render({
    title: section.title, back: { href: at.base, text: 'Back to the plan' }, ...(isWrong && { status: 422 as const }),
  }, (
    <>
      {isWrong
        ? <ErrorSummary titleText="There is a problem" errorList={Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))} />
        : undefined}
      <span class="govuk-caption-l"><PlanChild case={one} /></span>
      <h1 class="govuk-heading-l">{section.title}</h1>
      {section.hint ? <p class="govuk-body">{section.hint}</p> : undefined}
      {section.part === 2 ? <InsetText text="Those who are looking for the child read this at once." /> : undefined}
      <Form
        action={`${at.base}/sections/${section.code}`} csrf={c.var.csrf} revision={draft.revision}
        {...(section.code === 'photo' ? { upload: true } : { autosave: `/drafts/${draft.id}/answers` })}
      >
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <input type="hidden" name="based-on" value={String(basedOn)} />
        {section.code === 'photo'
          ? <FileUpload
              id="photo" name="photo" label={{ text: 'Photo, JPEG or PNG', classes: 'govuk-label--s' }}
              attributes={{ accept: 'image/jpeg,image/png' }}
              errorMessage={problems['photo'] ? { text: problems['photo'] } : undefined}
            />
          : undefined}
        <QuestionFields questions={section.questions} typed={typed} problems={problems} prefix="" colleagues={[]} />
        <div class="govuk-button-group">
          <Button text="Save in the plan" preventDoubleClick />
          <Button text="Leave as it was" name="go" value="discard" classes="govuk-button--secondary" />
          {section.code === 'photo' ? undefined : <SaveState />}
        </div>
      </Form>
    </>
  ))
}
