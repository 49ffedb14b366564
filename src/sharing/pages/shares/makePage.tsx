import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { createDraft, findDraft, finishDraft } from '../../../kernel/drafts.ts'
import type { Env } from '../../../kernel/web.ts'
import { isId } from '../../../people/pages/typed.ts'
import { recordRefusal, sendShare, sendingRefusals } from '../../actions/sendShare.ts'
import { listNamedEntries } from '../../store/shares.ts'
import { loadWords } from '../../store/words.ts'
import { CheckView, routeWords } from './checkView.tsx'
import { loadChecked, loadChoices, nameWithAge } from './loadMake.ts'
import type { Checked } from './loadMake.ts'
import { MakeView } from './makeView.tsx'
import { asking, openForSharing, stripOf } from './openForSharing.ts'
import type { OpenedPerson } from './openForSharing.ts'
import { fieldsOf, oneOf, readFields, readShare, untilOf } from './shareForm.ts'
import type { AskedToShare, Fields } from './shareForm.ts'

const one = '/people/:id{[0-9a-f-]{36}}/share'
const draftKind = 'share'

/** From the child's page to a share in three steps: whom, what and why; the law; sent. */
export const makeSharePages = () =>
  new Hono<Env>()
    .get(one, async c => {
      const opened = await openForSharing(c)
      if (!opened) return c.var.absent()
      const draft = await draftOf(c, opened, c.req.query('draft'))
      const answers = c.req.query('answers')
      const fields: Fields = draft ?? { ...(isId(answers) && { answers: [answers] }), ...toOf(c.req.query('to')) }
      return showMake(c, opened, fields, {})
    })
    .post(one, async c => {
      const opened = await openForSharing(c)
      if (!opened) return c.var.absent()
      const fields = await readFields(c.req)
      const { asked, problems } = readShare(fields)
      if (Object.keys(problems).length > 0) return showMake(c, opened, fields, problems)
      const { kernel, viewer } = c.var
      const { csrf: _csrf, key: _key, ...answers } = fields
      const kept = await kernel.db.as(opened.scope, async tx => {
        const checked = await loadChecked(tx, opened.scope, opened.personId, asked)
        if (checked.isUnknownColleague) return { checked }
        const draftId = await createDraft(tx, viewer, { kind: draftKind, personId: opened.personId, answers })
        return { checked, draftId }
      })
      if (kept.draftId === undefined)
        return showMake(c, opened, fields, { colleague: 'Nobody with this address holds that role there' })
      await noteWhatIsNotCovered(c, opened, asked, { ...kept.checked, draftId: kept.draftId })
      return c.redirect(`${pathOf(opened)}/check${withDraft(opened, kept.draftId)}`, 303)
    })
    .get(`${one}/check`, async c => {
      const opened = await openForSharing(c)
      return opened ? showCheck(c, opened, c.req.query('draft') ?? '') : c.var.absent()
    })
    .post(`${one}/send`, async c => {
      const opened = await openForSharing(c)
      return opened ? send(c, opened, await readFields(c.req)) : c.var.absent()
    })

const pathOf = ({ personId }: OpenedPerson) => `/people/${personId}/share`
const withDraft = ({ query }: OpenedPerson, draftId: string) => asking(query, `draft=${draftId}`)
const toOf = (to: string | undefined): Fields =>
  to !== undefined && /^[0-9a-f\-]{36} [a-z_]+$/v.test(to) ? { to: [to] } : {}

async function draftOf(
  c: Context<Env>,
  { scope, personId }: OpenedPerson,
  id: string | undefined,
): Promise<Fields | undefined> {
  if (!isId(id)) return undefined
  const draft = await c.var.kernel.db.as(scope, tx => findDraft(tx, c.var.viewer, id))
  return draft?.kind === draftKind && draft.personId === personId && draft.finishedAt === undefined
    ? fieldsOf(draft.answers)
    : undefined
}

async function showMake(c: Context<Env>, opened: OpenedPerson, fields: Fields, problems: Problems) {
  const { kernel, csrf } = c.var
  const { scope, personId } = opened
  const loaded = await kernel.db.as(scope, async tx => ({
    choices: await loadChoices(tx, kernel, scope, personId),
    who: await nameWithAge(tx, kernel, scope, personId),
    purpose: (await loadWords(tx)).purpose(scope.purpose).title,
  }))
  return c.var.render(
    {
      title: 'Share information',
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: backTo(opened),
      purpose: stripOf(opened, loaded.purpose),
    },
    <MakeView
      action={`${pathOf(opened)}${opened.query}`}
      csrf={csrf}
      fields={fields}
      problems={problems}
      {...loaded}
    />,
  )
}

const backTo = ({ personId, query }: OpenedPerson) => ({
  href: `/people/${personId}${query}`,
  text: 'Back to the person',
})

type Kept = Pick<Checked, 'without' | 'routes'> & { draftId: string }

/** That it is not shared is a decision as well, recorded once for each draft. */
async function noteWhatIsNotCovered(
  c: Context<Env>,
  { scope, personId }: OpenedPerson,
  asked: AskedToShare,
  kept: Kept,
) {
  if (kept.without.length === 0 || asked.isVital) return
  await recordRefusal(c.var.kernel, scope, {
    personId,
    by: 'law',
    otherAgency: asked.toAgency,
    otherRole: asked.toRole,
    categories: kept.without.filter(Boolean),
    because: 'no_clause',
    words: asked.reason,
    lawfulRoute: routeWords(kept.routes),
    key: kept.draftId,
  })
}

async function showCheck(c: Context<Env>, opened: OpenedPerson, draftId: string, refused?: string) {
  const { kernel, csrf } = c.var
  const { scope, personId, query } = opened
  const fields = await draftOf(c, opened, draftId)
  if (!fields) return c.redirect(`${pathOf(opened)}${query}`, 303)
  const { asked } = readShare(fields)
  const loaded = await kernel.db.as(scope, async tx => ({
    checked: await loadChecked(tx, scope, personId, asked),
    words: await loadWords(tx),
    entries: await listNamedEntries(tx, asked.records),
    who: await nameWithAge(tx, kernel, scope, personId),
    shown: await loadChoices(tx, kernel, scope, personId),
  }))
  return c.var.render(
    {
      title: 'Check what you share',
      status: refused ? 422 : 200,
      back: backTo(opened),
      purpose: stripOf(opened, loaded.words.purpose(scope.purpose).title),
    },
    <CheckView {...{ personId, query, draftId, csrf, asked, refused }} {...loaded} now={kernel.now()} />,
  )
}

async function send(c: Context<Env>, opened: OpenedPerson, sent: Fields) {
  const { kernel, viewer } = c.var
  const { scope, personId } = opened
  const draftId = oneOf(sent, 'draft')
  const fields = await draftOf(c, opened, draftId)
  if (!fields) return c.redirect(`/shares?done=sent`, 303)
  const { asked, problems } = readShare(fields)
  if (Object.keys(problems).length > 0) return c.redirect(`${pathOf(opened)}${withDraft(opened, draftId)}`, 303)
  const checked = await kernel.db.as(scope, tx => loadChecked(tx, scope, personId, asked))
  const isRest = oneOf(sent, 'rest') === 'yes'
  const open = new Set(
    checked.parts.filter(part => part.isOpen).map(({ recordId, category }) => recordId ?? category),
  )
  const outcome = await sendShare(kernel, scope, {
    kind: 'share',
    person: personId,
    to_agency: asked.toAgency,
    to_role: asked.toRole,
    reason: asked.reason,
    categories: checked.categories.filter(code => !isRest || code === 'identity' || open.has(code)),
    records: checked.records.filter(id => !isRest || open.has(id)),
    until: untilOf(asked.days, kernel.now()).toISOString(),
    vital: asked.isVital,
    informed: asked.informed,
    informed_why: asked.informedWhy,
    conditions: asked.conditions,
    onward: asked.onward,
    onward_to: asked.onwardTo,
    key: draftId,
    ...(checked.toStaff && { to_staff: checked.toStaff }),
    ...(asked.answers && { answers: asked.answers }),
  })
  if (!outcome.done) {
    if (outcome.why === sendingRefusals.no_clause)
      await noteWhatIsNotCovered(c, opened, asked, { ...checked, draftId })
    return showCheck(c, opened, draftId, outcome.why)
  }
  await kernel.db.as(scope, tx => finishDraft(tx, viewer, draftId))
  return c.redirect(`/shares/${outcome.value}?done=sent`, 303)
}
