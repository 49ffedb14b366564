import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../../../design/errorMessage.tsx'
import type { Env } from '../../../../../kernel/web.ts'
import { deskScope, openPerson } from '../../../../../kernel/work.ts'
import type { Opened } from '../../../../../kernel/work.ts'
import type { Outcome } from '../../../../../kernel/outcome.ts'
import { linkToPerson, refusals, undoMove, unlinkFromPerson } from '../../../../actions/linkRecord.ts'
import { findPeople } from '../../../../findPeople.ts'
import { mayLink } from '../../../../policy.ts'
import { listLinkables, listMoves } from '../../../../store/linking.ts'
import { findSearch, keepSearch, problemsOf, queryFrom } from '../../../searchDraft.ts'
import { isId, readTyped } from '../../../typed.ts'
import type { Typed } from '../../../typed.ts'
import { showPerson } from '../personFrame.tsx'
import { LinkView, RecordsView, UnlinkView } from './views.tsx'
import type { Choices } from './views.tsx'

const base = '/people/:id{[0-9a-f-]{36}}/records'
const flashes: Record<string, string> = {
  linked: 'The record has been linked.', unlinked: 'The record has been unlinked. It stands alone now.',
  undone: 'That has been taken back.',
}
const mostOfAReason = 2_000

type Returned = { typed: Typed; problems: Problems }
const nothingTyped: Returned = { typed: {}, problems: {} }

/** The agencies' records of one person: compare, unlink, link another, take back. */
export const recordPages = () => new Hono<Env>()
  .get(base, c => showRecords(c))
  .get(`${base}/:record{[0-9a-f-]{36}}/unlink`, c => showUnlink(c, nothingTyped))
  .post(`${base}/:record{[0-9a-f-]{36}}/unlink`, async c => {
    const typed = await readTyped(c.req)
    const problems = problemsOfReason(typed)
    if (Object.keys(problems).length > 0) return showUnlink(c, { typed, problems })
    const linking = { key: keyOf(typed), recordId: c.req.param('record'), why: typed['why'] ?? '' }
    const from = { personId: c.req.param('id') }
    return after(c, 'unlinked', opened => unlinkFromPerson(c.var.kernel, opened.scope, from, linking),
      why => showUnlink(c, { typed, problems: { why } }))
  })
  .get(`${base}/link`, c => showLink(c, c.req.query('s'), nothingTyped))
  .post(`${base}/search`, async c => {
    const typed = await readTyped(c.req)
    const opened = await openHere(c)
    if (!opened) return c.var.absent()
    const problems = problemsOf(typed)
    if (Object.keys(problems).length > 0) return showLink(c, undefined, { typed, problems })
    const { viewer, kernel } = c.var
    const search = await kernel.db.as(opened.scope, tx => keepSearch(tx, viewer, typed))
    return c.redirect(`/people/${c.req.param('id')}/records/link?s=${search}${workOf(c, '&')}`, 303)
  })
  .post(`${base}/link`, async c => {
    const typed = await readTyped(c.req)
    const recordId = typed['record'] ?? ''
    const problems = { ...(!isId(recordId) && { record: 'Select the record' }), ...problemsOfReason(typed) }
    if (Object.keys(problems).length > 0) return showLink(c, typed['s'], { typed, problems })
    const linking = { key: keyOf(typed), recordId, why: typed['why'] ?? '' }
    const to = { personId: c.req.param('id') }
    return after(c, 'linked', opened => linkToPerson(c.var.kernel, opened.scope, to, linking),
      why => showLink(c, typed['s'], { typed, problems: { record: why } }))
  })
  .post(`${base}/undo`, async c => {
    const typed = await readTyped(c.req)
    const page = { personId: c.req.param('id'), moveId: typed['move'] ?? '' }
    return after(c, 'undone', opened => undoMove(c.var.kernel, opened.scope, page, keyOf(typed)),
      why => showRecords(c, why))
  })

const keyOf = (typed: Typed) => typed['key'] || randomUUID()
const workOf = (c: Context<Env>, sign: '?' | '&') =>
  isId(c.req.query('work')) ? `${sign}work=${c.req.query('work')}` : ''
const openHere = (c: Context<Env>) =>
  openPerson(c.var.kernel, c.var.viewer, c.req.param('id') ?? '', c.req.query('work'))

function problemsOfReason({ why = '' }: Typed): Problems {
  if (why === '') return { why: 'Enter the reason' }
  return why.length > mostOfAReason ? { why: `Use at most ${mostOfAReason} characters` } : {}
}

/** Acts within the opened person, then shows the records again; what may not be known about is absent. */
async function after(
  c: Context<Env>, done: string,
  act: (opened: Opened) => Promise<Outcome<unknown>>, again: (why: string) => Promise<Response>,
): Promise<Response> {
  const opened = await openHere(c)
  if (!opened) return c.var.absent()
  const outcome = await act(opened)
  if (outcome.done) return c.redirect(`/people/${c.req.param('id')}/records?done=${done}${workOf(c, '&')}`, 303)
  return outcome.why === refusals.absent ? c.var.absent() : again(outcome.why)
}

function showRecords(c: Context<Env>, why?: string): Promise<Response> {
  const { viewer, csrf } = c.var
  return showPerson(c, {
    name: 'records', title: 'A person: records of each agency',
    flash: why ? undefined : flashes[c.req.query('done') ?? ''],
    ...(why && { status: 422 }),
    load: async ({ tx, scope, identity, query }) => ({
      categories: [],
      content: <RecordsView
        {...{ identity, csrf, query, viewer }} command={randomUUID()} problem={why}
        moves={await listMoves(tx, scope, identity.personId)}
      />,
    }),
  })
}

async function showUnlink(c: Context<Env>, { typed, problems }: Returned): Promise<Response> {
  const { viewer, csrf } = c.var
  let isThere = true
  const page = await showPerson(c, {
    name: 'records', title: 'A person: unlink a record', ...statusOf(problems),
    load: async ({ identity, query }) => {
      const record = identity.names.find(({ id }) => id === c.req.param('record'))
      isThere = record !== undefined && mayLink(viewer, record)
      return {
        categories: [],
        content: record && isThere
          ? <UnlinkView {...{ identity, csrf, query, record, typed, problems }} command={randomUUID()} />
          : <></>,
      }
    },
  })
  return isThere ? page : c.var.absent()
}

async function showLink(c: Context<Env>, search: string | undefined, { typed, problems }: Returned): Promise<Response> {
  const { viewer, csrf } = c.var
  const opened = await openHere(c)
  if (!opened) return c.var.absent()
  const choices = isId(search) ? await findChoices(c, opened, search) : undefined
  return showPerson(c, {
    name: 'records', title: 'A person: link a record', ...statusOf(problems),
    load: async ({ identity, query, today }) => ({
      categories: [],
      content: <LinkView
        {...{ identity, csrf, query, viewer, today, typed, problems, choices }}
        command={randomUUID()} search={search ?? ''}
      />,
    }),
  })
}

/** Other people whose records might be about this one; found under the lens of search, each disclosed. */
function findChoices(c: Context<Env>, { scope }: Opened, search: string): Promise<Choices | undefined> {
  const { viewer, kernel } = c.var
  const desk = deskScope(viewer, scope.purpose)
  return kernel.db.as(desk, async tx => {
    const typed = await findSearch(tx, viewer, search)
    if (!typed) return undefined
    const found = await findPeople(tx, kernel, desk, queryFrom(typed), { page: 'people/link' })
    const people = found.filter(({ personId }) => personId !== c.req.param('id'))
    return { people, typed, records: await listLinkables(tx, desk, people.map(({ personId }) => personId)) }
  })
}

function statusOf(problems: Problems): { status?: 422 } {
  return Object.keys(problems).length > 0 ? { status: 422 } : {}
}
