import type { Context } from 'hono'
import type { Scope } from '../../../kernel/context.ts'
import type { Env, PageOptions } from '../../../kernel/web.ts'
import { openPerson } from '../../../kernel/work.ts'
import type { Opened } from '../../../kernel/work.ts'
import { isId } from '../../../people/pages/typed.ts'
import { inSentence, linkWords, titleOf } from '../../../people/pages/words.ts'
import { mayShare } from '../../sharePolicy.ts'

/** A person, opened for the work in the address; `query` keeps that work in every address that follows. */
export type OpenedPerson = { scope: Scope; personId: string; query: string; opened: Opened }

/** Nothing for an absent, sealed or forbidden person, and for roles that share nothing: one answer for all. */
export async function openForSharing(c: Context<Env>): Promise<OpenedPerson | undefined> {
  return mayShare(c.var.viewer) ? openAny(c) : undefined
}

export async function openAny(c: Context<Env>): Promise<OpenedPerson | undefined> {
  const { kernel, viewer } = c.var
  const personId = c.req.param('id') ?? ''
  const work = c.req.query('work')
  if (!isId(personId) || (work !== undefined && !isId(work))) return undefined
  const opened = await openPerson(kernel, viewer, personId, work)
  return opened && { scope: opened.scope, personId, query: work ? `?work=${work}` : '', opened }
}

/** The same address with one question more. */
export const asking = (query: string, more: string): string => `${query}${query ? '&' : '?'}${more}`

/** The strip that says for which work a page about a person is open, and where to read why that is allowed. */
export function stripOf({ opened, personId }: OpenedPerson, purpose: string): NonNullable<PageOptions['purpose']> {
  const { work, because, scope } = opened
  const reason = work ? `${titleOf(work.kind)} ${work.reference}` : (linkWords[because] ?? titleOf(because))
  return {
    text: `${reason} · ${inSentence(purpose)}`,
    whyHref: scope.workId ? `/why?work=${scope.workId}` : `/why?person=${personId}`,
  }
}
