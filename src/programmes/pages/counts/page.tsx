import { Hono } from 'hono'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { dayOf } from '../../../language/format.ts'
import { bandOf, funnelOf, nameOf } from '../../counts.ts'
import type { Stage } from '../../counts.ts'
import { mayCount } from '../../policy.ts'
import { programmeReferral } from '../../referral.ts'
import { listProgrammes } from '../../store/programmes.ts'
import { listReferrals } from '../../store/referrals.ts'
import { CountsView, stageWords } from './view.tsx'
import { RowsView } from './rowsView.tsx'

/** What became of the viewer's own agency's referrals, with the rows behind each figure. */
export const countPages = () => new Hono<Env>()
  .get('/programmes/counts', async c => {
    if (!mayCount(c.var.viewer)) return c.var.absent()
    const { period, referrals, programmes } = await load(c)
    return c.var.render({ title: 'What became of referrals', wide: true, back },
      <CountsView referrals={referrals} programmes={programmes} period={period} />)
  })
  .get('/programmes/counts/rows', async c => {
    if (!mayCount(c.var.viewer)) return c.var.absent()
    const { period, referrals, programmes } = await load(c)
    const [stage, of = '', reason = ''] = [stageFrom(c.req.query('stage')), c.req.query('of'), c.req.query('reason')]
    const name = nameOf(programmes)
    const rows = funnelOf(referrals)[stage].filter(one => !of || name(one) === of || bandOf(one) === of)
      .filter(one => !reason || one.declineReason === reason)
    const references = await written(c, rows)
    return c.var.render({
      title: 'Rows behind a figure', wide: true, back: { href: `/programmes/counts?from=${period.from}&to=${period.to}`, text: 'What became of referrals' },
    }, <RowsView rows={rows} references={references} title={[stageWords[stage], of].filter(Boolean).join(': ')} nameOf={name} />)
  })

const back = { href: programmeReferral.path, text: programmeReferral.words.many }
const stages = Object.keys(stageWords).filter((stage): stage is Stage => stage in stageWords)
const stageFrom = (text: string | undefined): Stage => stages.find(stage => stage === text) ?? 'referred'
const scopeOf = (c: Context<Env>) => deskScope(c.var.viewer, programmeReferral.purpose)

const dayShape = /^\d{4}-\d{2}-\d{2}$/v
const isDay = (text: string | undefined): text is string =>
  text !== undefined && dayShape.test(text) && !Number.isNaN(Date.parse(text))

export type Period = { from: string; to: string }

/** A year until today, if the address says nothing else; the last day counts. */
function periodOf(c: Context<Env>): Period {
  const now = c.var.kernel.now()
  const [from, to] = [c.req.query('from'), c.req.query('to')]
  return {
    from: isDay(from) ? from : dayOf(new Date(now.getTime() - 365 * 86_400_000)), to: isDay(to) ? to : dayOf(now),
  }
}

async function load(c: Context<Env>) {
  const period = periodOf(c)
  const until = new Date(Date.parse(period.to) + 86_400_000)
  const found = await c.var.kernel.db.as(scopeOf(c), async tx => ({
    referrals: await listReferrals(tx, new Date(period.from), until),
    programmes: await listProgrammes(tx, { everyStatus: true }),
  }))
  return { period, ...found }
}

/** The numbers of the referrals that are shown; whose they are is written down. */
async function written(c: Context<Env>, rows: readonly { workId: string; personId: string }[]): Promise<Map<string, string>> {
  const scope = scopeOf(c)
  return c.var.kernel.db.as(scope, async tx => {
    const people = [...new Set(rows.map(({ personId }) => personId))]
    await disclose(tx, c.var.kernel, scope, {
      page: 'programmes/counts', people: people.map(personId => ({ personId, categories: ['referral'] })),
    })
    const found = await sql<{ id: string; reference: string }>`
      select id, reference from episode where id = any (${rows.map(({ workId }) => workId)}::uuid[])`.execute(tx)
    return new Map(found.rows.map(({ id, reference }) => [id, reference]))
  })
}
