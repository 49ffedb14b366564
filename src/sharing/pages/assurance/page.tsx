import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { standingOf } from '../../agreement.ts'
import { recordOfProcessing } from '../../assurance/processing.ts'
import { findRuleSet, ruleSets } from '../../assurance/ruleSets.ts'
import { loadRuleFacts, loadSources } from '../../assurance/store.ts'
import { transparencyRecord } from '../../assurance/transparencyRecord.ts'
import { readingAgreements } from '../../policy.ts'
import { registerOfAgreements } from './register.ts'
import { AssuranceView, ProcessingView, RegisterView, TransparencyView } from './view.tsx'

const crumb = { text: 'Assurance', href: '/assurance' }

/**
 * The paperwork that the running tables write about themselves: it says nothing of any child, and everybody may
 * read it.
 */
export const assurancePages = () =>
  new Hono<Env>()
    .get('/assurance', async c => {
      const { sources, now } = await load(c)
      const facts = await loadFacts(c)
      return c.var.render(
        { title: 'Assurance' },
        <AssuranceView
          entries={recordOfProcessing(sources, now).length}
          agreements={sources.agreements.filter(each => standingOf(each, now) === 'in_force').length}
          ruleSets={ruleSets.map(set => ({
            code: set.code,
            name: set.name,
            summary: set.summary,
            version: set.version(facts),
          }))}
        />,
      )
    })
    .get('/assurance/processing', async c => {
      const { sources, now } = await load(c)
      return c.var.render(
        { title: 'Record of processing', wide: true, crumbs: [crumb, { text: 'Record of processing' }] },
        <ProcessingView entries={recordOfProcessing(sources, now)} />,
      )
    })
    .get('/assurance/processing.json', async c => {
      const { sources, now } = await load(c)
      return asFile(c, 'record-of-processing', {
        madeAt: now.toISOString(),
        law: 'UK GDPR Article 30(1); Data Protection Act 2018 section 61',
        entries: recordOfProcessing(sources, now),
      })
    })
    .get('/assurance/agreements', async c => {
      const { sources, now } = await load(c)
      return c.var.render(
        { title: 'Register of agreements', wide: true, crumbs: [crumb, { text: 'Register of agreements' }] },
        <RegisterView register={registerOfAgreements(sources, now)} />,
      )
    })
    .get('/assurance/agreements.json', async c => {
      const { sources, now } = await load(c)
      return asFile(c, 'register-of-agreements', {
        madeAt: now.toISOString(),
        agreements: registerOfAgreements(sources, now),
      })
    })
    .route('/', algorithmPages())

const algorithmPages = () =>
  new Hono<Env>()
    .get('/assurance/algorithms/:code{[a-z]+(?:-[a-z]+)*}', async c => {
      const set = findRuleSet(c.req.param('code'))
      if (!set) return c.var.absent()
      const record = transparencyRecord(set, await loadFacts(c), c.var.kernel.now())
      return c.var.render(
        { title: set.name, wide: true, crumbs: [crumb, { text: set.name }] },
        <TransparencyView record={record} />,
      )
    })
    .get('/assurance/algorithms/:code{[a-z]+(?:-[a-z]+)*\\.json}', async c => {
      const set = findRuleSet(c.req.param('code').replace(/\.json$/v, ''))
      if (!set) return c.var.absent()
      return asFile(c, `transparency-${set.code}`, transparencyRecord(set, await loadFacts(c), c.var.kernel.now()))
    })

async function load(c: Context<Env>) {
  const { kernel, viewer } = c.var
  return { sources: await kernel.db.as(readingAgreements(viewer), loadSources), now: kernel.now() }
}
const loadFacts = (c: Context<Env>) => c.var.kernel.db.as(readingAgreements(c.var.viewer), loadRuleFacts)

function asFile(c: Context<Env>, name: string, content: unknown): Response {
  return c.body(JSON.stringify(content, undefined, 2), 200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${name}.json"`,
  })
}
