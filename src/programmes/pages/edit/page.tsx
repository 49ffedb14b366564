import { Hono } from 'hono'
import type { Context } from 'hono'
import { sql } from 'kysely'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { dayOf } from '../../../language/format.ts'
import { listAgencies } from '../../../practice/store/episodes.ts'
import { readTyped, revisionOf, textOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import { mayKeep } from '../../policy.ts'
import { providerKinds } from '../../programme.ts'
import type { Programme } from '../../programme.ts'
import { findProgramme, listEvidence, listTerms } from '../../store/programmes.ts'
import { oneProgramme } from '../oneProgramme.ts'
import { readEntry, typedOf } from './entryForm.ts'
import { EditView } from './view.tsx'

type C = Context<Env>
const scopeOf = (c: C) => deskScope(c.var.viewer, '')

/** A provider's own entries, and for the administrator everybody's. */
export const editPages = () => new Hono<Env>()
  .get('/programmes/new', async c => mayKeep(c.var.viewer)
    ? draw(c, { programme: undefined, typed: { 'status': ['active'], 'takes-referrals': ['yes'] }, problems: {} }) : c.var.absent())
  .post('/programmes/new', async c => mayKeep(c.var.viewer) ? save(c, undefined) : c.var.absent())
  .get(`${oneProgramme}/edit`, async c => {
    const programme = await openOwn(c)
    return programme ? draw(c, { programme, typed: typedOf(programme), problems: {} }) : c.var.absent()
  })
  .post(`${oneProgramme}/edit`, async c => {
    const programme = await openOwn(c)
    return programme ? save(c, programme) : c.var.absent()
  })

/** One that the viewer may change; every other is as good as absent. */
export async function openOwn(c: C): Promise<Programme | undefined> {
  const programme = await c.var.kernel.db.as(scopeOf(c), tx => findProgramme(tx, c.req.param('id') ?? ''))
  return programme && mayKeep(c.var.viewer, programme) ? programme : undefined
}

type Drawing = { programme: Programme | undefined; typed: Typed; problems: Readonly<Record<string, string>> }

async function draw(c: C, { programme, typed, problems }: Drawing) {
  const { kernel, viewer, csrf } = c.var
  const lists = await kernel.db.as(scopeOf(c), async tx => ({
    terms: await listTerms(tx), evidence: await listEvidence(tx),
    agencies: viewer.role === 'administrator' && !programme ? await listAgencies(tx, providerKinds) : [],
  }))
  return c.var.render({
    title: programme ? `Change ${programme.name}` : 'Add a programme',
    back: programme ? { href: `/programmes/${programme.id}`, text: programme.name } : { href: '/programmes', text: 'Programmes' },
    ...(Object.keys(problems).length > 0 && { status: 422 as const }),
  }, <EditView {...{ programme, typed, problems, csrf, ...lists }} />)
}

async function save(c: C, programme: Programme | undefined) {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const known = {
    id: programme?.id ?? crypto.randomUUID(),
    agencyId: programme?.agencyId ?? (textOf(typed, 'agency') || viewer.agencyId),
    placeId: programme?.locations[0]?.id, today: dayOf(kernel.now()),
  }
  if (!mayKeep(viewer, known) || !uuid.test(known.agencyId)) return c.var.absent()
  const read = readEntry(typed, known)
  if (!read.ok) return draw(c, { programme, typed, problems: read.problems })
  const saved = await kernel.db.as(scopeOf(c), async tx => (await sql<{ id: string | null }>`
    select authz.save_programme(${JSON.stringify(read.entry)}::jsonb,
      ${read.location ? JSON.stringify(read.location) : null}::jsonb, ${revisionOf(typed)}) as id`.execute(tx)).rows[0]?.id)
  if (saved) return c.redirect(`/programmes/${saved}`, 303)
  const problems = { name: 'Somebody else has changed this entry since you opened it. What you typed is still here; look at the entry, then send it again' }
  const now = programme && await openOwn(c)
  return draw(c, { programme: now ?? programme, typed, problems })
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/v
