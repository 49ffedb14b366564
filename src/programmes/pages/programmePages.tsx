import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { deskScope } from '../../kernel/work.ts'
import { dayOf } from '../../language/format.ts'
import { yearsOf } from '../../people/age.ts'
import type { Practices } from '../../practice/practices.ts'
import { eligibility } from '../eligibility.ts'
import { mayCount, mayKeep, mayRefer } from '../policy.ts'
import { findProgramme, listProgrammes, listTerms } from '../store/programmes.ts'
import { rulesOf } from '../store/rules.ts'
import { childOf } from './childOf.ts'
import { countPages } from './counts/page.tsx'
import { editPages } from './edit/page.tsx'
import { rulesPages } from './edit/rulesPage.tsx'
import { byEvidence, isChosen, readFilter } from './list/filter.ts'
import { ListView } from './list/view.tsx'
import { oneProgramme } from './oneProgramme.ts'
import { OneView } from './one/view.tsx'
import { referPages } from './refer/page.tsx'

const scopeOf = (c: Context<Env>) => deskScope(c.var.viewer, '')

/** The directory, each programme, and what belongs to it; a child that is named is looked up under the wall. */
export const programmePages = (practices: Practices) => new Hono<Env>()
  .get('/programmes', showList)
  .get(oneProgramme, showOne)
  // A referral begins with the choice of a programme, where what is known of each kind is seen.
  .get('/programmes/referrals/begin', c => {
    const { person } = readFilter(name => c.req.query(name))
    return mayRefer(c.var.viewer) ? c.redirect(`/programmes${person ? `?person=${person}` : ''}`, 303) : c.var.absent()
  })
  .route('/', countPages())
  .route('/', referPages(practices))
  .route('/', editPages())
  .route('/', rulesPages())

async function showList(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const filter = readFilter(name => c.req.query(name))
  const child = await childOf(c, filter.person)
  const today = dayOf(kernel.now())
  const shown = await kernel.db.as(scopeOf(c), async tx => {
    const all = await listProgrammes(tx)
    const chosen = all.filter(one => isChosen(one, filter)).toSorted(byEvidence)
    const rules = child ? await rulesOf(tx, chosen) : undefined
    const facts = { age: yearsOf(child?.birthOn, today), known: {} }
    return {
      areas: [...new Set(all.flatMap(({ areas }) => areas))].sort((a, b) => a.localeCompare(b)), terms: await listTerms(tx),
      listed: chosen.map(programme => ({
        programme, fits: rules && eligibility({ rules: rules.get(programme.id)?.all ?? [] }, facts),
      })),
    }
  })
  return c.var.render({ title: 'Programmes', wide: true }, (
    <ListView {...shown} filter={{ ...filter, person: child?.personId ?? '' }} child={child} today={today}
      mayKeep={mayKeep(viewer)} mayCount={mayCount(viewer)} />
  ))
}

async function showOne(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const child = await childOf(c, readFilter(name => c.req.query(name)).person)
  const today = dayOf(kernel.now())
  const shown = await kernel.db.as(scopeOf(c), async tx => {
    const programme = await findProgramme(tx, c.req.param('id') ?? '')
    const rules = programme && (await rulesOf(tx, [programme])).get(programme.id)
    return programme && rules && { programme, rules, terms: await listTerms(tx) }
  })
  if (!shown) return c.var.absent()
  const fits = child && eligibility({ rules: shown.rules.all }, { age: yearsOf(child.birthOn, today), known: {} })
  return c.var.render({
    title: shown.programme.name, back: { href: child ? `/programmes?person=${child.personId}` : '/programmes', text: 'Programmes' },
  }, (
    <OneView
      {...shown} child={child} fits={fits} today={today} mayRefer={mayRefer(viewer)}
      mayKeep={mayKeep(viewer, shown.programme)}
    />
  ))
}
