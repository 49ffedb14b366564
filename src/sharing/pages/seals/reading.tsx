import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { personReference } from '../../personReference.ts'
import { keeping, mayLaySeals } from '../../sealPolicy.ts'
import { listDeclared } from '../../store/conflicts.ts'
import { listSealRequests, listSeals } from '../../store/seals.ts'
import type { Seal } from '../../store/seals.ts'
import { SealView } from './oneView.tsx'
import { SealsView } from './view.tsx'

const flashes: Record<string, string> = {
  proposed: 'The seal is recorded. What it still needs stands below.',
  signed: 'You have signed. It waits for somebody else.',
  done: 'Done. It holds from now on.', refused: 'It was refused.', asked: 'That has been asked for.',
  nobody: 'The declaration is settled.',
}
const flashOf = (c: Context<Env>) => {
  const flash = flashes[c.req.query('done') ?? '']
  return flash === undefined ? {} : { flash }
}

/** Who is meant: the name where it may be seen, else the reference that the record of disclosures uses. */
export const calledBy = (c: Context<Env>) => ({ name, personId }: Pick<Seal, 'name' | 'personId'>): string =>
  name || personReference(c.var.kernel, c.var.viewer.partnershipId, personId)

const peopleIn = (seals: readonly Seal[]) => [...new Set(seals.map(({ personId }) => personId))]
  .map(personId => {
    const isNamed = seals.some(each => each.personId === personId && each.name)
    return { personId, categories: ['protection', ...isNamed ? ['identity'] : []] }
  })

export async function showList(c: Context<Env>): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const scope = keeping(viewer)
  const shown = await kernel.db.as(scope, async tx => {
    const seals = await listSeals(tx)
    await disclose(tx, kernel, scope, { page: 'seals', people: peopleIn(seals) })
    return { seals, declared: await listDeclared(tx) }
  })
  return c.var.render({ title: 'Seals', wide: true, live: 'verb:seal.', ...flashOf(c) },
    <SealsView {...shown} csrf={csrf} now={kernel.now()} called={calledBy(c)} mayLay={mayLaySeals(viewer)} />)
}

type Returned = { typed: Typed; problems: Problems }

export async function showOne(c: Context<Env>, returned?: Returned): Promise<Response> {
  const { kernel, viewer, csrf } = c.var
  const id = c.req.param('id') ?? ''
  const scope = keeping(viewer)
  const shown = await kernel.db.as(scope, async tx => {
    const [seal] = await listSeals(tx, id)
    if (!seal) return undefined
    await disclose(tx, kernel, scope, { page: 'seals/one', people: peopleIn([seal]) })
    return { seal, requests: await listSealRequests(tx, id) }
  })
  if (!shown) return c.var.absent()
  return c.var.render({
    title: 'A seal', status: returned ? 422 : 200, live: 'verb:seal.', ...flashOf(c),
    crumbs: [{ text: 'Seals', href: '/seals' }, { text: 'A seal' }],
  }, <SealView {...shown} {...returned ?? { typed: {}, problems: {} }} csrf={csrf} now={kernel.now()}
    me={viewer.staffId} called={calledBy(c)} />)
}
