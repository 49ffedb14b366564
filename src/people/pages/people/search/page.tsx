import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../../../kernel/web.ts'
import { deskScope } from '../../../../kernel/work.ts'
import { dayOf } from '../../../../language/format.ts'
import { findPeople } from '../../../findPeople.ts'
import { maySearch, purposeOfSearch } from '../../../policy.ts'
import { saysEnough } from '../../../query.ts'
import { findSearch, keepSearch, problemsOf, queryFrom } from '../../searchDraft.ts'
import { readTyped } from '../../typed.ts'
import type { Typed } from '../../typed.ts'
import { SearchView } from './view.tsx'

export type SearchPageOptions = { notifyHref: (personId: string) => string }

/** What is looked for is posted and kept with the viewer: no name stands in an address, a history or a log. */
export const searchPages = ({ notifyHref }: SearchPageOptions) => new Hono<Env>()
  .post('/people/search', async c => {
    const { kernel, viewer } = c.var
    if (!maySearch(viewer)) return c.var.absent()
    const typed = await readTyped(c.req)
    const problems = problemsOf(typed)
    if (Object.keys(problems).length > 0) return show(c, typed, { problems, notifyHref })
    const id = await kernel.db.as(deskScope(viewer, purposeOfSearch), tx => keepSearch(tx, viewer, typed))
    return c.redirect(`/people/search?s=${id}`, 303)
  })
  .get('/people/search', async c => {
    const { kernel, viewer } = c.var
    if (!maySearch(viewer)) return c.var.absent()
    const scope = deskScope(viewer, purposeOfSearch)
    const search = c.req.query('s')
    const answer = await kernel.db.as(scope, async tx => {
      const typed = search ? await findSearch(tx, viewer, search) : undefined
      if (!typed) return undefined
      const query = queryFrom(typed)
      const people = await findPeople(tx, kernel, scope, query)
      return { typed, found: { query, people, isEnough: saysEnough(query) } }
    })
    return show(c, answer?.typed ?? {}, { problems: {}, notifyHref, found: answer?.found })
  })

type Shown = Pick<Parameters<typeof SearchView>[0], 'problems' | 'found' | 'notifyHref'>

function show(c: Context<Env>, typed: Typed, shown: Shown) {
  const status = Object.keys(shown.problems).length > 0 ? 422 : 200
  return c.var.render({ title: 'Find a person', wide: true, status },
    <SearchView csrf={c.var.csrf} typed={typed} today={dayOf(c.var.kernel.now())} {...shown} />)
}
