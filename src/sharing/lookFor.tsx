import type { Context } from 'hono'
import type { Content } from '../design/attributes.ts'
import { EmptyState } from '../design/emptyState.tsx'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Env } from '../kernel/web.ts'
import type { Day } from '../language/format.ts'
import { findPeople } from '../people/findPeople.ts'
import type { FoundPerson } from '../people/findPeople.ts'
import { SearchForm } from '../people/pages/people/search/view.tsx'
import { findSearch, keepSearch, problemsOf, queryFrom } from '../people/pages/searchDraft.ts'
import { isId } from '../people/pages/typed.ts'
import type { Typed } from '../people/pages/typed.ts'
import { PersonResults } from '../people/personResults.tsx'
import { saysEnough } from '../people/query.ts'

export type Looked = { typed: Typed; people: readonly FoundPerson[]; isEnough: boolean }

/** What was looked for is kept with the viewer, out of every address; nothing if it is not a question. */
export async function keepLooking(c: Context<Env>, scope: Scope, typed: Typed): Promise<string | undefined> {
  if (Object.keys(problemsOf(typed)).length > 0) return undefined
  return c.var.kernel.db.as(scope, tx => keepSearch(tx, c.var.viewer, typed))
}

/** The answer to a kept question, as the viewer's own search gives it; everybody shown is disclosed. */
export async function lookAgain(c: Context<Env>, tx: Tx, scope: Scope, page: string): Promise<Looked | undefined> {
  const { kernel, viewer } = c.var
  const search = c.req.query('s')
  const typed = isId(search) ? await findSearch(tx, viewer, search) : undefined
  if (!typed) return undefined
  const query = queryFrom(typed)
  return { typed, people: await findPeople(tx, kernel, scope, query, { page }), isEnough: saysEnough(query) }
}

type LookForProps = {
  csrf: string; action: string; today: Day; looked: Looked | undefined
  choose: (person: FoundPerson) => Content
  whenNobody: Content
}

export function LookFor({ csrf, action, today, looked, choose, whenNobody }: LookForProps) {
  return (
    <>
      <SearchForm csrf={csrf} typed={looked?.typed ?? {}} problems={{}} action={action} />
      {looked === undefined ? undefined : looked.people.length > 0
        ? <PersonResults people={looked.people} today={today} action={choose} />
        : <EmptyState title={looked.isEnough ? 'Nobody found' : 'Say a little more'}>{whenNobody}</EmptyState>}
    </>
  )
}

/** The id in what somebody pasted: an address of a page, or the id itself. */
export function idIn(text: string): string | undefined {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iv.exec(text)?.[0]?.toLowerCase()
}
