import { Hono } from 'hono'
import type { Context } from 'hono'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { settleRelease } from '../../subject/actions/releaseAccount.ts'
import type { Verdict } from '../../subject/actions/releaseAccount.ts'
import { answering, mayAnswerForData, mayRelease } from '../../subject/policy.ts'
import { readAccount } from '../../subject/readAccount.ts'
import { findRelease, findRequest } from '../../subject/store.ts'
import type { SubjectRequest } from '../../subject/subjectRequest.ts'
import { AccountView } from './accountView.tsx'
import { EasyReadView } from './easyReadView.tsx'
import { uuid } from './page.tsx'
import { ReleaseView } from './releaseView.tsx'

const one = `/subject-requests/:id${uuid}`
const release = `/subject-requests/releases/:id${uuid}`
const withAccount: readonly SubjectRequest['state'][] = ['collected', 'redacted', 'approved', 'released']

/** The account itself, on paper, as data and easy to read; and the second person who lets it go. */
export const accountPages = () =>
  new Hono<Env>()
    .get(`${one}/account`, async c => {
      const loaded = await load(c, 'account')
      return loaded ? c.var.render(pageOf(loaded.request, 'Account'), <AccountView {...loaded} />) : c.var.absent()
    })
    .get(`${one}/easy-read`, async c => {
      const loaded = await load(c, 'easy-read')
      return loaded ? c.var.render(pageOf(loaded.request, 'Easy read'), <EasyReadView {...loaded} />) : c.var.absent()
    })
    .get(`${one}/account.json`, async c => {
      const loaded = await load(c, 'account.json')
      if (!loaded) return c.var.absent()
      return c.body(JSON.stringify({ released: loaded.isFinal, ...loaded.account }, undefined, 2), 200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="account-${loaded.request.reference}.json"`,
      })
    })
    .get(release, c => showRelease(c, {}, undefined))
    .post(`${release}/release`, c => settle(c, 'released'))
    .post(`${release}/send-back`, c => settle(c, 'sent_back'))

const pageOf = ({ id, reference }: SubjectRequest, text: string) => ({
  title: `${text} ${reference}`,
  crumbs: [
    { text: 'Requests for one’s own record', href: '/subject-requests' },
    { text: reference, href: `/subject-requests/${id}` },
    { text },
  ],
})

async function load(c: Context<Env>, page: string) {
  const { kernel, viewer } = c.var
  if (!mayAnswerForData(viewer)) return undefined
  const scope = answering(viewer)
  return kernel.db.as(scope, async tx => {
    const request = await findRequest(tx, c.req.param('id') ?? '')
    if (!request || !withAccount.includes(request.state)) return undefined
    await disclose(tx, kernel, scope, {
      page: `subject-requests/${page}`,
      people: [{ personId: request.personId, categories: ['rights'] }],
    })
    return { request, account: await readAccount(tx, viewer, request), isFinal: request.state === 'released' }
  })
}

async function showRelease(c: Context<Env>, typed: Typed, problem: string | undefined) {
  const { kernel, viewer, csrf } = c.var
  if (!mayRelease(viewer)) return c.var.absent()
  const scope = answering(viewer)
  const found = await kernel.db.as(scope, async tx => {
    const each = await findRelease(tx, c.req.param('id') ?? '')
    if (each)
      await disclose(tx, kernel, scope, {
        page: 'subject-requests/release',
        people: [{ personId: each.personId, categories: ['rights'] }],
      })
    return each
  })
  if (!found || found.state === 'taken_back') return c.var.absent()
  return c.var.render(
    {
      title: `Release ${found.reference}`,
      ...(problem !== undefined && { status: 422 as const }),
      crumbs: [
        { text: 'Requests for one’s own record', href: '/subject-requests' },
        { text: `Release ${found.reference}` },
      ],
    },
    <ReleaseView release={found} csrf={csrf} typed={typed} problem={problem} />,
  )
}

async function settle(c: Context<Env>, verdict: Verdict) {
  const typed = await readTyped(c.req)
  const why = typed['why'] ?? ''
  if (!mayRelease(c.var.viewer)) return c.var.absent()
  if (verdict === 'sent_back' && why === '') return showRelease(c, typed, 'Say what has to be changed')
  const outcome = await settleRelease(c.var.kernel, c.var.viewer, {
    releaseId: c.req.param('id') ?? '',
    verdict,
    why,
    key: typed['key'] || crypto.randomUUID(),
  })
  return outcome.done
    ? c.redirect(`/subject-requests/releases/${c.req.param('id') ?? ''}`, 303)
    : showRelease(c, typed, outcome.why)
}
