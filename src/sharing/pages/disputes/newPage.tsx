import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Scope } from '../../../kernel/context.ts'
import type { Env } from '../../../kernel/web.ts'
import { openPerson } from '../../../kernel/work.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import { dayOf } from '../../../language/format.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { disputedAlready, raiseDispute } from '../../subject/actions/raiseDispute.ts'
import { isDisputable } from '../../subject/dispute.ts'
import type { DisputableKind } from '../../subject/dispute.ts'
import { findSeen } from '../../subject/disputeStore.ts'
import { answering, mayAnswerForData, mayRaiseDispute } from '../../subject/policy.ts'
import { findItem, findRequest } from '../../subject/store.ts'
import { isKind } from '../../subject/subjectRequest.ts'
import { typedDay } from '../subject-requests/typedDay.tsx'
import { NewDisputeView } from './newView.tsx'

type Asked = Readonly<Record<'item' | 'kind' | 'record' | 'person' | 'work', string | undefined>>
type Meant = {
  scope: Scope
  kind: DisputableKind
  recordId: string
  personId: string
  category: string
  shown: { title: string; said: string; agency: string }
  backHref: string
}

/**
 * The record that is meant, as the viewer sees it: through their work with the person, or in the person's own
 * account.
 */
async function findMeant(c: Context<Env>, { item, kind, record, person, work }: Asked): Promise<Meant | undefined> {
  const { kernel, viewer } = c.var
  if (!mayRaiseDispute(viewer)) return undefined
  if (isId(item)) return mayAnswerForData(viewer) ? findInAccount(c, item) : undefined
  if (!isDisputable(kind) || !isId(record) || !isId(person)) return undefined
  const opened = await openPerson(kernel, viewer, person, isId(work) ? work : undefined)
  if (!opened) return undefined
  const seen = await kernel.db.as(opened.scope, tx => findSeen(tx, kind, record))
  if (!seen) return undefined
  const { personId, category, ...shown } = seen
  return {
    scope: opened.scope,
    kind,
    recordId: record,
    personId,
    category,
    shown,
    backHref: `/people/${person}/chronology${isId(work) ? `?work=${work}` : ''}`,
  }
}

async function findInAccount(c: Context<Env>, itemId: string): Promise<Meant | undefined> {
  const scope = answering(c.var.viewer)
  return c.var.kernel.db.as(scope, async tx => {
    const item = await findItem(tx, itemId)
    const request = item && (await findRequest(tx, item.requestId))
    if (!item || !request || item.isLocked || !item.sourceId || !isDisputable(item.sourceTable)) return undefined
    return {
      scope,
      kind: item.sourceTable,
      recordId: item.sourceId,
      personId: request.personId,
      category: item.ofCategory ?? 'rights',
      shown: {
        title: item.title,
        said: item.lines.map(([label, value]) => `${label}: ${value}`).join('. '),
        agency: '',
      },
      backHref: `/subject-requests/${request.id}/review`,
    }
  })
}

const askedIn = (of: (name: string) => string | undefined): Asked => ({
  item: of('item'),
  kind: of('kind'),
  record: of('record'),
  person: of('person'),
  work: of('work'),
})

export const showNewDispute = (c: Context<Env>) =>
  show(
    c,
    askedIn(name => c.req.query(name)),
    {},
    {},
  )

async function show(c: Context<Env>, asked: Asked, typed: Typed, problems: Problems) {
  const meant = await findMeant(c, asked)
  if (!meant) return c.var.absent()
  const { scope, personId, category, shown, backHref } = meant
  await c.var.kernel.db.as(scope, tx =>
    disclose(tx, c.var.kernel, scope, { page: 'disputes/new', people: [{ personId, categories: [category] }] }),
  )
  return c.var.render(
    {
      title: 'Record that this is disputed',
      back: { href: backHref, text: 'Back' },
      ...(Object.keys(problems).length > 0 && { status: 422 as const }),
    },
    <NewDisputeView
      shown={shown}
      asked={asked}
      backHref={backHref}
      csrf={c.var.csrf}
      typed={typed}
      problems={problems}
    />,
  )
}

const longest = 4_000

export async function newDispute(c: Context<Env>) {
  const { kernel } = c.var
  const typed = await readTyped(c.req)
  const asked = askedIn(name => typed[name])
  const { role = '', name = '', says = '', wants = '' } = typed
  const receivedOn = typedDay(typed, 'received')
  const problems = {
    ...(!isKind(role) && { role: 'Choose who disputes it' }),
    ...(isKind(role) && role !== 'child' && name === '' && { name: 'Enter their name' }),
    ...(name.length > 200 && { name: 'Use 200 characters or fewer' }),
    ...(says === '' && { says: 'Write what they say is wrong' }),
    ...(says.length > longest && { says: 'Use 4,000 characters or fewer' }),
    ...(wants.length > longest && { wants: 'Use 4,000 characters or fewer' }),
    ...(!receivedOn && { 'received-day': 'Enter the day on which they said so' }),
    ...(receivedOn && receivedOn > dayOf(kernel.now()) && { 'received-day': 'The day must be today or earlier' }),
  }
  if (Object.keys(problems).length > 0 || !receivedOn || !isKind(role)) return show(c, asked, typed, problems)
  const meant = await findMeant(c, asked)
  if (!meant) return c.var.absent()
  const outcome = await raiseDispute(kernel, meant.scope, {
    kind: meant.kind,
    recordId: meant.recordId,
    personId: meant.personId,
    role,
    name,
    says,
    wants,
    receivedOn,
    key: typed['key'] || crypto.randomUUID(),
  })
  if (outcome.done) return c.redirect(meant.backHref, 303)
  return outcome.why === disputedAlready ? show(c, asked, typed, { says: disputedAlready }) : c.var.absent()
}
