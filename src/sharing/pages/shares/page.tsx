import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Scope } from '../../../kernel/context.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { isId } from '../../../people/pages/typed.ts'
import { inSentence } from '../../../people/pages/words.ts'
import { recallShare, receiveShare, refuseRequest, reviewVitalShare } from '../../actions/takeShareStep.ts'
import { isRecipient, mayOverseeShares, mayShare } from '../../sharePolicy.ts'
import { isRefusedBecause } from '../../share.ts'
import type { Share } from '../../share.ts'
import { listShares, listSharesOver } from '../../store/shares.ts'
import { loadWords } from '../../store/words.ts'
import type { Words } from '../../store/words.ts'
import { ListView } from './listView.tsx'
import type { SharesListed } from './listView.tsx'
import { OneView, OverView } from './oneView.tsx'
import { openShare, readShareFor, shareScopes, staffNames } from './openShare.ts'
import { keyOf, oneOf, readFields } from './shareForm.ts'
import type { Fields } from './shareForm.ts'

const one = '/shares/:id{[0-9a-f-]{36}}'

/** What is shared with whom: the lists, each share with its receipt, and its steps. */
export const sharePages = () =>
  new Hono<Env>()
    .get('/shares', c => showList(c))
    .get(one, async c => {
      const id = c.req.param('id')
      const opened = await openShare(c, id)
      if (!opened) return showOver(c, id)
      if (opened.share.receivedAt === undefined) await receiveShare(c.var.kernel, opened.scope, opened.share)
      return showOne(c, opened, {})
    })
    .post(`${one}/recall`, c =>
      step(c, fields => {
        const why = oneOf(fields, 'why')
        return {
          problems: why === '' ? { 'recall-why': 'Say why it is recalled' } : {},
          take: (scope, share) => recallShare(c.var.kernel, scope, share, { why, key: keyOf(fields) }),
        }
      }),
    )
    .post(`${one}/refuse`, c =>
      step(c, fields => {
        const because = oneOf(fields, 'because')
        const words = oneOf(fields, 'words')
        return {
          problems: {
            ...(!isRefusedBecause(because) && { because: 'Choose why it is not shared' }),
            ...(words === '' && { words: 'Say it in your words' }),
          },
          take: (scope, share) =>
            refuseRequest(c.var.kernel, scope, share, {
              because: isRefusedBecause(because) ? because : 'other',
              words,
              key: keyOf(fields),
            }),
        }
      }),
    )
    .post(`${one}/review`, c =>
      step(c, fields => {
        const outcome = oneOf(fields, 'outcome')
        const why = oneOf(fields, 'why')
        return {
          problems: {
            ...(outcome !== 'kept' && outcome !== 'ended' && { outcome: 'Choose what you found' }),
            ...(why === '' && { why: 'Say why' }),
          },
          take: (scope, share) =>
            reviewVitalShare(c.var.kernel, scope, share, {
              outcome: outcome === 'kept' ? 'kept' : 'ended',
              why,
              key: keyOf(fields),
            }),
        }
      }),
    )

const flashes: Readonly<Record<string, string>> = {
  sent: 'Shared. They are told that something is there for them, not what.',
  asked: 'Asked. They are told that a request is there for them.',
  recall: 'Recalled. It shows nothing to anybody any more.',
  refuse: 'Refused. Whoever asked is told why.',
  review: 'The review is recorded.',
}
const flashOf = (what: string | undefined) => {
  const flash = flashes[what ?? '']
  return flash === undefined ? {} : { flash }
}

type Step = { problems: Problems; take: (scope: Scope, share: Share) => Promise<Outcome<'done'>> }

async function step(c: Context<Env>, read: (fields: Fields) => Step) {
  const opened = await openShare(c, c.req.param('id') ?? '')
  if (!opened) return c.var.absent()
  const fields = await readFields(c.req)
  const { problems, take } = read(fields)
  if (Object.keys(problems).length > 0) return showOne(c, opened, problems, fields)
  const outcome = await take(opened.scope, opened.share)
  const name = c.req.path.split('/').at(-1) ?? ''
  return outcome.done
    ? c.redirect(`/shares/${opened.share.id}?done=${name}`, 303)
    : showOne(c, opened, { form: outcome.why }, fields)
}

type Opened = { share: Share; scope: Scope }

async function showOne(c: Context<Env>, { share, scope }: Opened, problems: Problems, fields: Fields = {}) {
  const { kernel, viewer, csrf } = c.var
  const read = await kernel.db.as(scope, tx => readShareFor(tx, c, scope, share.id))
  if (!read) return showOver(c, share.id)
  const typed = Object.fromEntries(Object.keys(fields).map(name => [name, oneOf(fields, name)]))
  return c.var.render(
    {
      title: share.kind === 'share' ? 'Information shared' : 'Request to share',
      live: `person:${share.personId}`,
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: { href: '/shares', text: 'All shares' },
      ...(mayShare(viewer) && { purpose: stripOf(share, read.words) }),
      ...flashOf(c.req.query('done')),
    },
    <OneView {...read} {...{ viewer, csrf, problems, typed }} now={kernel.now()} />,
  )
}

const stripOf = ({ kind, purpose, personId }: Share, words: Words) => ({
  text: `${kind === 'share' ? 'Share' : 'Request to share'} · ${inSentence(words.purpose(purpose).title)}`,
  whyHref: `/why?person=${personId}`,
})

/** A recipient is told that a share is over; anybody else, that there is no such page. */
async function showOver(c: Context<Env>, id: string) {
  const { kernel, viewer } = c.var
  if (!isId(id) || !mayShare(viewer)) return c.var.absent()
  const { over, words } = await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, async tx => ({
    over: (await listSharesOver(tx, id))[0],
    words: await loadWords(tx),
  }))
  if (!over) return c.var.absent()
  return c.var.render(
    { title: 'A share that is over', back: { href: '/shares', text: 'All shares' } },
    <OverView over={over} words={words} />,
  )
}

async function showList(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!mayShare(viewer) && !mayOverseeShares(viewer)) return c.var.absent()
  const listed: SharesListed[] = []
  for (const scope of await shareScopes(c)) listed.push(await readList(c, scope))
  const { over, words } = await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, async tx => ({
    over: mayShare(viewer) ? await listSharesOver(tx) : [],
    words: await loadWords(tx),
  }))
  const names = new Map(listed.flatMap(each => [...each.names]))
  const shares = new Map(listed.flatMap(each => each.shares.map(share => [share.id, share])))
  const staff = listed[0]?.staff ?? new Map<string, string>()
  return c.var.render(
    { title: 'Shares', wide: true, live: 'verb:share', ...flashOf(c.req.query('done')) },
    <ListView {...{ names, staff, over, words, viewer }} shares={[...shares.values()]} now={kernel.now()} />,
  )
}

/** Everybody who is named in the list is disclosed. */
async function readList({ var: { kernel, viewer } }: Context<Env>, scope: Scope): Promise<SharesListed> {
  return kernel.db.as(scope, async tx => {
    const shares = (await listShares(tx)).filter(
      share => share.fromAgency === viewer.agencyId || isRecipient(viewer, share),
    )
    const ids = [...new Set(shares.map(({ personId }) => personId))]
    const names = await displayNames(tx, scope, ids)
    await disclose(tx, kernel, scope, {
      page: 'shares',
      people: ids.map(personId => ({
        personId,
        categories: names.has(personId) ? ['identity', 'disclosure'] : ['disclosure'],
      })),
    })
    const today = dayOf(kernel.now())
    return {
      shares,
      staff: await staffNames(tx),
      names: new Map([...names].map(([id, name]) => [id, `${name.name}, ${ageOf(name.birthOn, today)}`])),
    }
  })
}
