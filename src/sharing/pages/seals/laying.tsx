import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { laySeal } from '../../actions/laySeal.ts'
import { idIn, lookAgain } from '../../lookFor.tsx'
import { keeping } from '../../sealPolicy.ts'
import { findNameOf } from '../../store/names.ts'
import { listDeclared } from '../../store/conflicts.ts'
import { listByEmail, listKeepers, listSealKinds } from '../../store/seals.ts'
import { coveringOf, emailsIn, lastMoment, problemsOfSeal } from './form.ts'
import { ChooseView, NewSealView } from './newViews.tsx'

type Returned = { typed: Typed; problems: Problems }

/** First whom, then why: a name stands on the second page only if the keeper's own search would show it. */
export async function showNew(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const scope = keeping(viewer)
  const asked = returned?.typed['person'] ?? c.req.query('person') ?? ''
  const personId = idIn(asked)
  const declarationId = returned?.typed['for'] ?? c.req.query('for')
  const page = await kernel.db.as(scope, async tx => {
    const declared = isId(declarationId) ? (await listDeclared(tx, declarationId))[0] : undefined
    if (personId === undefined) return { declared, looked: await lookAgain(c, tx, scope, 'seals/search') }
    const name = await findNameOf(tx, personId)
    const people = [{ personId, categories: ['identity'] }]
    if (name !== undefined) await disclose(tx, kernel, scope, { page: 'seals/new', people })
    return { declared, name, kinds: await listSealKinds(tx), keepers: await listKeepers(tx, viewer.agencyId) }
  })
  const title = 'Seal a person'
  const crumbs = [{ text: 'Seals', href: '/seals' }, { text: title }]
  if ('looked' in page || personId === undefined) return c.var.render({ title, crumbs, wide: true },
    <ChooseView csrf={csrf} today={dayOf(kernel.now())} looked={'looked' in page ? page.looked : undefined}
      declared={page.declared} />)
  return c.var.render({ title, crumbs, status: returned ? 422 : 200 }, (
    <NewSealView {...page} {...returned ?? { typed: {}, problems: {} }} csrf={csrf} personId={personId}
      me={viewer.staffId} />
  ))
}

export async function lay(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const typed = await readTyped(c.req)
  const personId = idIn(typed['person'] ?? '')
  if (personId === undefined) return c.var.absent()
  const known = await kernel.db.as(keeping(viewer), async tx => ({
    kinds: await listSealKinds(tx), keepers: await listKeepers(tx, viewer.agencyId), now: kernel.now(),
    byEmail: await listByEmail(tx, [...emailsIn(typed['exempt']), ...emailsIn(typed['against'])]),
  }))
  const problems = problemsOfSeal(typed, known)
  const covers = coveringOf(typed['covers'])
  if (covers === undefined || Object.keys(problems).length > 0) return showNew(c, { typed, problems })
  const idOf = new Map(known.byEmail.map(({ id, email }) => [email, id]))
  const idsOf = (field: string) => emailsIn(typed[field]).map(email => idOf.get(email)).filter(id => id !== undefined)
  const outcome = await laySeal(kernel, viewer, {
    personId, kind: typed['kind'] ?? '', covers, against: covers === 'from_one' ? idsOf('against')[0] : undefined,
    exempt: idsOf('exempt'), custodian: typed['custodian'] ?? '', reason: typed['reason'] ?? '',
    validUntil: lastMoment(typed),
    declaredAs: isId(typed['for']) ? typed['for'] : undefined, key: typed['key'] || randomUUID(),
  })
  return outcome.done ? c.redirect(`/seals/${outcome.value.sealId}?done=proposed`, 303) : c.var.absent()
}
