import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Scope } from '../../../kernel/context.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { openPerson } from '../../../kernel/work.ts'
import { dateText, dayOf } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { fullName } from '../../../people/displayNames.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { getIdentity } from '../../../people/store/identity.ts'
import { absent, orderExport } from '../../exports/actions/orderExport.ts'
import type { Ordering } from '../../exports/actions/orderExport.ts'
import { countPeople } from '../../exports/content.ts'
import { exportKinds, hoursOf, mostOfAReason } from '../../exports/exportFile.ts'
import type { ExportKind } from '../../exports/exportFile.ts'
import { listOverseers } from '../../exports/store.ts'
import { maySeeDisclosures, overseeing } from '../../policy.ts'
import { listByEmail } from '../../store/seals.ts'
import { filterOf, readAsked } from '../disclosures/filter.ts'
import { NewExportView } from './newView.tsx'

const title = 'Order a file'
const nothing: Returned = { typed: {}, problems: {} }
type Returned = { typed: Typed; problems: Problems }

/** Ordering a file: for whom, why, and for how long. */
export const newExportPages = () => new Hono<Env>()
  .get('/exports/new', c => show(c, new URL(c.req.url).searchParams))
  .post('/exports', c => order(c))

const kindIn = (typed: string | null | undefined): ExportKind | undefined => exportKinds.find(each => each === typed)

function show(c: Context<Env>, asked: URLSearchParams, returned = nothing): Promise<Response> | Response {
  const kind = kindIn(asked.get('of'))
  if (kind === undefined) return c.var.absent()
  return kind === 'disclosures' ? showDisclosures(c, asked, returned) : showChronology(c, asked, returned)
}

const pageOf = ({ problems }: Returned) => ({
  title, status: Object.keys(problems).length > 0 ? 422 as const : 200 as const,
  crumbs: [{ text: 'Files', href: '/exports' }, { text: title }],
})

async function showDisclosures(c: Context<Env>, query: URLSearchParams, returned: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  if (!maySeeDisclosures(viewer)) return c.var.absent()
  const asked = readAsked(query, kernel.now())
  const filter = filterOf(asked)
  const { people, overseers } = await kernel.db.as(overseeing(viewer), async tx =>
    ({ people: await countPeople(tx, filter), overseers: await listOverseers(tx, viewer) }))
  const days = filter.from === filter.to ? dateText(filter.to) : `${dateText(filter.from)} to ${dateText(filter.to)}`
  return c.var.render(pageOf(returned), (
    <NewExportView kind="disclosures" about={`Who was shown what, when and for what: ${days}. People are references.`}
      people={people} csrf={csrf}
      {...returned} me={viewer.staffId} overseers={overseers}
      hidden={{ day: asked.day, days: String(asked.days), agency: asked.agencyId ?? '', staff: asked.staffId ?? '' }} />
  ))
}

async function showChronology(c: Context<Env>, query: URLSearchParams, returned: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const scope = await scopeFor(c, query)
  const personId = query.get('person') ?? ''
  if (!scope) return c.var.absent()
  const about = await kernel.db.as(scope, async tx => {
    const { names: [first] } = await getIdentity(tx, scope, personId)
    await disclose(tx, kernel, scope,
      { page: 'exports/new', people: [{ personId, categories: first ? ['identity'] : [] }] })
    return first ? `${fullName(first.givenName, first.familyName)}, ${ageOf(first.birthOn ?? undefined,
      dayOf(kernel.now()))}` : 'Name not open to you'
  })
  return c.var.render(pageOf(returned), (
    <NewExportView kind="chronology" about={about} people={1} csrf={csrf} {...returned} me={viewer.staffId}
      overseers={[]}
      hidden={{ person: personId, work: query.get('work') ?? '' }} />
  ))
}

/** The maker's own way to the child; never from an emergency, which opens nobody to a file. */
async function scopeFor(c: Context<Env>, query: URLSearchParams): Promise<Scope | undefined> {
  const [person, work] = [query.get('person') ?? '', query.get('work') ?? '']
  if (!isId(person)) return undefined
  const opened = await openPerson(c.var.kernel, c.var.viewer, person, isId(work) ? work : undefined)
  return opened?.scope.purpose === 'vital_interests' ? undefined : opened?.scope
}

async function order(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const query = new URLSearchParams(['of', 'day', 'days', 'agency', 'staff', 'person', 'work'].map(name =>
    [name, typed[name] ?? '']))
  const kind = kindIn(typed['of'])
  const scope = kind === 'disclosures' && maySeeDisclosures(viewer) ? overseeing(viewer) : kind === 'chronology'
    ? await scopeFor(c, query) : undefined
  if (!kind || !scope) return c.var.absent()
  const recipient = await recipientIn(c, kind, typed['recipient'] ?? '')
  const [why, hours] = [typed['why'] ?? '', hoursOf(typed['hours'])]
  const problems = {
    ...(recipient === undefined && { recipient: 'Enter the address at work of one colleague' }),
    ...(why === '' && { why: 'Say why it has to be a file' }),
    ...(why.length > mostOfAReason && { why: `Use ${mostOfAReason} characters or fewer` }),
    ...(hours === undefined && { hours: 'Select for how long' }),
  }
  if (recipient === undefined || hours === undefined || Object.keys(problems).length > 0)
    return show(c, query, { typed, problems })
  const wanted: Ordering = {
    recipient, why, hours, key: typed['key'] || randomUUID(),
    ...(kind === 'chronology' ? { kind, personId: typed['person'] ?? '' }
      : { kind, filter: { ...filterOf(readAsked(query, kernel.now())), before: kernel.now().toISOString() } }),
  }
  const outcome = await orderExport(kernel, scope, wanted)
  if (outcome.done) return c.redirect(`/exports/${outcome.value.exportId}?done=${outcome.value.answer}`, 303)
  return outcome.why === absent ? c.var.absent() : show(c, query, { typed, problems: { recipient: outcome.why } })
}

async function recipientIn(c: Context<Env>, kind: ExportKind, typed: string): Promise<string | undefined> {
  const { kernel, viewer } = c.var
  if (kind === 'disclosures') return isId(typed) ? typed : undefined
  if (typed === '') return viewer.staffId
  const found = await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, tx => listByEmail(tx, [typed]))
  return found.length === 1 ? found[0]?.id : undefined
}
