import type { Context } from 'hono'
import type { Scope } from '../../../kernel/context.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import { findDraft, listDrafts } from '../../../kernel/drafts.ts'
import type { Draft } from '../../../kernel/drafts.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { displayNames } from '../../../people/displayNames.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { listOwners } from '../../actions/begin.ts'
import { beginning, formOf } from '../../localQuestions.ts'
import type { Practice } from '../../practice.ts'
import { isAsked } from '../../question.ts'
import type { Question, StepForm } from '../../question.ts'
import { settingsAt } from '../../settings.ts'
import { listColleagues } from '../../store/staff.ts'
import type { Colleague } from '../../store/staff.ts'
import { rolesAsked } from '../one/loadEpisode.ts'
import { parseAnswers } from '../forms/parseAnswers.ts'
import type { Parsed } from '../forms/parseAnswers.ts'
import { textOf, typedFrom } from '../typed.ts'
import type { Typed } from '../typed.ts'

export type FormPage = { id: string; title: string; questions: readonly Question[] }

/** A beginning that is being filled in: whom it is about, its pages, and whose work it may become. */
export type OpenBeginning = {
  draft: Draft; practice: Practice; pages: FormPage[]; questions: readonly Question[]; typed: Typed; parsed: Parsed
  child: DisplayName | undefined; owners: { id: string; name: string }[]; colleagues: Colleague[]; now: Date
}

export const draftKind = ({ kind }: Practice): string => `practice:${kind}`
export const beginScope = (c: Context<Env>, { purpose }: Practice): Scope => deskScope(c.var.viewer, purpose)

/** Opens a draft for a page; whom it shows is written down as disclosed. */
export async function openBeginning(c: Context<Env>, practice: Practice, draftId: string): Promise<OpenBeginning | undefined> {
  const { kernel, viewer } = c.var
  const now = kernel.now()
  const found = await kernel.db.as(beginScope(c, practice), async tx => {
    const draft = await findDraft(tx, viewer, draftId)
    if (draft?.kind !== draftKind(practice)) return undefined
    const settings = await settingsAt(tx, now)
    const form = formOf(practice, settings, beginning) ?? practice.begin.form
    const colleagues = await listColleagues(tx, viewer, rolesAsked(practice, { settings }, [{ step: beginning }]))
    return { draft, form, colleagues, owners: await listOwners(tx, { kernel, viewer, practice }) }
  })
  if (!found) return undefined
  const typed = typedFrom(found.draft.answers)
  const { questions } = found.form
  const parsed = parseAnswers(questions, typed, { now, colleagues: found.colleagues })
  return {
    ...found, practice, questions, typed, parsed, now, pages: pagesOf(practice, found.form),
    child: await findChild(c, practice, textOf(typed, 'about-child')),
  }
}

/** One name, if this person may find it by searching or works with the child; written down as disclosed. */
export async function findChild(c: Context<Env>, practice: Practice, personId: string): Promise<DisplayName | undefined> {
  if (!isId(personId)) return undefined
  for (const lens of ['hub', 'linked'] as const) {
    const scope: Scope = { ...beginScope(c, practice), lens }
    const child = await c.var.kernel.db.as(scope, async tx => {
      const names = await displayNames(tx, scope, [personId])
      await disclose(tx, c.var.kernel, scope, {
        page: 'practice/begin', people: [...names.keys()].map(id => ({ personId: id, categories: ['identity'] })),
      })
      return names.get(personId)
    })
    if (child) return child
  }
  return undefined
}

export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iv.test(text)

/** The pages of a form; questions that no page names stand on the last one. */
export function pagesOf({ words }: Practice, { pages = [], questions }: StepForm): FormPage[] {
  const named = new Set(pages.flatMap(page => page.questions))
  const others = questions.filter(({ id }) => !named.has(id))
  const listed = pages.map(page => ({ title: page.title, questions: questions.filter(({ id }) => page.questions.includes(id)) }))
  const last = listed.pop() ?? { title: words.one, questions: [] }
  return [...listed, { ...last, questions: [...last.questions, ...others] }]
    .map((page, place) => ({ ...page, id: `p${place + 1}` })).filter(page => page.questions.length > 0)
}

/** What a page asks now: a question whose condition stands on the same page is left to the page. */
export function shownOn(page: FormPage, { parsed }: Pick<OpenBeginning, 'parsed'>): Question[] {
  return page.questions.filter(question => isAsked(question, parsed.answers)
    || page.questions.some(({ id }) => id === question.showIf?.question))
}

/** Where to go from a page: the next one that asks anything, or the check. */
export function pageAfter(open: OpenBeginning, pageId: string): string {
  const place = open.pages.findIndex(({ id }) => id === pageId)
  return open.pages.slice(place + 1).find(page => shownOn(page, open).length > 0)?.id ?? 'check'
}

export function pageBefore(open: OpenBeginning, pageId: string): string {
  const place = open.pages.findIndex(({ id }) => id === pageId)
  return open.pages.slice(0, Math.max(place, 0)).findLast(page => shownOn(page, open).length > 0)?.id ?? 'child'
}

export type OwnDraft = { id: string; changedAt: Date; child: DisplayName | undefined }

/** What this person has begun and not sent. */
export async function listOwnDrafts(c: Context<Env>, practice: Practice): Promise<OwnDraft[]> {
  const { kernel, viewer } = c.var
  const scope = beginScope(c, practice)
  return kernel.db.as(scope, async tx => {
    const drafts = (await listDrafts(tx, viewer, draftKind(practice))).filter(({ kind }) => kind === draftKind(practice))
    const childOf = (draft: Draft) => textOf(typedFrom(draft.answers), 'about-child')
    const names = await displayNames(tx, scope, drafts.map(childOf).filter(isId))
    await disclose(tx, kernel, scope, {
      page: 'practice/begin', people: [...names.keys()].map(personId => ({ personId, categories: ['identity'] })),
    })
    return drafts.map(draft => ({ id: draft.id, changedAt: draft.changedAt, child: names.get(childOf(draft)) }))
  })
}
