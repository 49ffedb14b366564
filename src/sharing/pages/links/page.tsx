import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { isId } from '../../../people/pages/typed.ts'
import { allocateColleague, endLink } from '../../actions/changeLinks.ts'
import { managesLinks, mayShare } from '../../sharePolicy.ts'
import { listColleagues, listLinks } from '../../store/links.ts'
import type { LinkEnding } from '../../store/links.ts'
import { loadWords } from '../../store/words.ts'
import { keyOf, oneOf, readFields } from '../shares/shareForm.ts'
import type { Fields } from '../shares/shareForm.ts'
import { nameWithAge } from '../shares/loadMake.ts'
import { asking, openAny, stripOf } from '../shares/openForSharing.ts'
import type { OpenedPerson } from '../shares/openForSharing.ts'
import { LinksView } from './view.tsx'

const one = '/people/:id{[0-9a-f-]{36}}/links'

/** Who has a reason to open this record: of one's own agency by name, of others by team alone. */
export const linkPages = () =>
  new Hono<Env>()
    .get(one, async c => {
      const opened = await openAny(c)
      return opened ? show(c, opened, {}, {}) : c.var.absent()
    })
    .post(`${one}/allocate`, async c => {
      const opened = await openAny(c)
      if (!opened) return c.var.absent()
      const fields = await readFields(c.req)
      const staffId = oneOf(fields, 'colleague')
      if (!isId(staffId)) return show(c, opened, fields, { colleague: 'Choose a colleague' })
      const handOver = oneOf(fields, 'instead-of')
      const outcome = await allocateColleague(c.var.kernel, opened.scope, {
        personId: opened.personId,
        staffId,
        key: keyOf(fields),
        ...(isId(handOver) && { handOver }),
      })
      if (!outcome.done) return show(c, opened, fields, { colleague: outcome.why })
      return afterwards(c, opened, 'allocated')
    })
    .post(`${one}/end`, async c => {
      const opened = await openAny(c)
      if (!opened) return c.var.absent()
      const fields = await readFields(c.req)
      const linkId = oneOf(fields, 'link')
      const because = endingOf(oneOf(fields, 'because'))
      if (!isId(linkId) || because === undefined)
        return show(c, opened, fields, { [`because-${linkId}`]: 'Choose why it ends' })
      const outcome = await endLink(c.var.kernel, opened.scope, {
        personId: opened.personId,
        linkId,
        because,
        key: keyOf(fields),
      })
      return outcome.done
        ? afterwards(c, opened, 'ended')
        : show(c, opened, fields, { [`because-${linkId}`]: outcome.why })
    })

const endingOf = (word: string): LinkEnding | undefined =>
  word === 'no_longer_needed' || word === 'made_in_error' ? word : undefined

/** Whoever has ended their own reason goes on with other work. */
async function afterwards(c: Context<Env>, { personId, query }: OpenedPerson, done: string) {
  const isStillOpen = (await openAny(c)) !== undefined
  return c.redirect(isStillOpen ? `/people/${personId}/links${asking(query, `done=${done}`)}` : '/my-work', 303)
}

const flashes: Readonly<Record<string, string>> = {
  allocated: 'Allocated. They can open this record now.',
  ended: 'Ended. They can no longer open this record by it.',
  claimed: 'You have taken this on until the date below. Those who answer for the records have been told.',
}

async function show(c: Context<Env>, opened: OpenedPerson, fields: Fields, problems: Problems) {
  const { kernel, viewer, csrf } = c.var
  const { scope, personId, query } = opened
  const { purpose, ...loaded } = await kernel.db.as(scope, async tx => {
    const links = await listLinks(tx, scope, personId)
    await disclose(tx, kernel, scope, {
      page: 'people/one/links',
      people: [{ personId, categories: ['identity', 'involvement'] }],
    })
    return {
      links,
      who: await nameWithAge(tx, kernel, scope, personId),
      colleagues: await listColleagues(tx, scope),
      purpose: (await loadWords(tx)).purpose(scope.purpose).title,
    }
  })
  const flash = flashes[c.req.query('done') ?? '']
  return c.var.render(
    {
      title: 'Who has a reason to open this record',
      live: `person:${personId}`,
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: { href: `/people/${personId}${query}`, text: 'Back to the person' },
      purpose: stripOf(opened, purpose),
      ...(flash && { flash }),
    },
    <LinksView
      {...loaded}
      {...{ csrf, fields, problems }}
      action={`/people/${personId}/links`}
      query={query}
      mayAllocate={
        mayShare(viewer) &&
        (managesLinks(viewer) || loaded.links.some(({ isMine, kind }) => isMine && isFull(kind)))
      }
      managesAll={managesLinks(viewer)}
      now={kernel.now()}
    />,
  )
}

const isFull = (kind: string) => kind !== 'share' && kind !== 'self_claimed' && kind !== 'break_glass'
