import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { Table } from '../../../design/table.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Scope, Viewer } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import type { Env } from '../../../kernel/web.ts'
import { dateText, dayOf } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import { displayNames } from '../../../people/displayNames.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { keyOf, readTyped, textOf } from '../../../practice/pages/typed.ts'
import { settingsAt } from '../../../practice/settings.ts'
import { beginPlan } from '../actions.ts'
import { mayKeep, planKeepers, reviewSoonDays } from '../sections.ts'
import { listPlans, listReviews, planPurpose } from '../store.ts'
import type { Plan } from '../store.ts'
import { onePlanPages } from './onePlanPages.tsx'

/** The plans of a carer's children, and each of them. */
export const planPages = () => new Hono<Env>()
  .get('/plans', c => planKeepers.includes(c.var.viewer.role) ? list(c) : c.var.absent())
  .get('/plans/begin', async c => offer(c, c.req.query('person') ?? ''))
  .post('/plans/begin', async c => {
    const { kernel, viewer } = c.var
    const typed = await readTyped(c.req)
    const child = await findChild(c, textOf(typed, 'person'))
    if (!child || !mayKeep(viewer.role)) return c.var.absent()
    const begun = await beginPlan(kernel, viewer, { personId: child.personId, key: keyOf(typed) })
    if (!begun.done && begun.why === 'absent') return c.var.absent()
    return c.redirect(begun.done ? `/plans/${begun.value.id}` : '/plans', 303)
  })
  .route('/', onePlanPages())

const linked = (viewer: Viewer): Scope => ({ viewer, purpose: planPurpose, lens: 'linked' })
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/v.test(text)

/** Somebody whom the viewer works with, or has found. */
async function findChild(c: Context<Env>, personId: string): Promise<DisplayName | undefined> {
  const { kernel, viewer } = c.var
  if (!isId(personId) || !planKeepers.includes(viewer.role)) return undefined
  for (const scope of [linked(viewer), { ...linked(viewer), lens: 'hub' } as const]) {
    const found = await kernel.db.as(scope, async tx => {
      const child = (await displayNames(tx, scope, [personId])).get(personId)
      if (child) await disclose(tx, kernel, scope, { page: 'plans/begin', people: [{ personId, categories: ['identity'] }] })
      return child
    })
    if (found) return found
  }
  return undefined
}

async function offer(c: Context<Env>, personId: string): Promise<Response> {
  const child = await findChild(c, personId)
  if (!child) return c.var.absent()
  return c.var.render({ title: 'Begin a plan', back: { href: '/plans', text: 'Plans' } }, (
    <Form action="/plans/begin" csrf={c.var.csrf}>
      <h1 class="govuk-heading-l">Begin a plan for when this child goes missing</h1>
      <p class="govuk-body-l">
        <AgeName name={child.name} birthOn={child.birthOn} birthIsEstimate={child.birthIsEstimate} today={dayOf(c.var.kernel.now())} />
      </p>
      <p class="govuk-body">
        Write it with the child where you can. Nobody outside those who look after the child sees it, until the child is
        reported missing: then those who search read it, and only until the child is found.
      </p>
      <input type="hidden" name="person" value={child.personId} />
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <Button text="Begin the plan" preventDoubleClick />
    </Form>
  ))
}

type Listed = { plans: Plan[]; without: string[]; names: Map<string, DisplayName>; due: Map<string, Date>; soonDays: number }

async function loadList(tx: Tx, c: Context<Env>, scope: Scope): Promise<Listed> {
  const { kernel, viewer } = c.var
  const plans = await listPlans(tx)
  const linkRows = await tx.selectFrom('link').select('person_id').distinct().where('staff_id', '=', viewer.staffId)
    .where('purpose', '=', planPurpose).execute()
  const planned = new Set(plans.filter(({ agencyId }) => agencyId === viewer.agencyId).map(({ personId }) => personId))
  const without = linkRows.map(row => row.person_id).filter(id => !planned.has(id))
  const people = [...new Set([...plans.map(({ personId }) => personId), ...without])]
  await disclose(tx, kernel, scope, { page: 'plans', people: people.map(personId => ({ personId, categories: ['identity', 'trigger_plan'] })) })
  const settings = await settingsAt(tx, kernel.now())
  return {
    plans, without, names: await displayNames(tx, scope, people), due: await listReviews(tx, plans.map(({ id }) => id)),
    soonDays: settings.valueOf(reviewSoonDays),
  }
}

async function list(c: Context<Env>): Promise<Response> {
  const { kernel, viewer } = c.var
  const scope = linked(viewer)
  const listed = await kernel.db.as(scope, tx => loadList(tx, c, scope))
  const { plans, due, without } = listed
  const soon = new Date(kernel.now().getTime() + listed.soonDays * 86_400_000)
  const isDue = ({ id }: Plan) => (due.get(id)?.getTime() ?? Infinity) <= soon.getTime()
  return c.var.render({ title: 'Plans for when a child goes missing', live: 'verb:trigger_plan.' }, (
    <>
      <h1 class="govuk-heading-l">Plans for when a child goes missing</h1>
      {plans.length === 0
        ? <EmptyState title="No plans yet">
            <p class="govuk-body">A plan is begun from the child’s page, or below for a child whom you work with.</p>
          </EmptyState>
        : <>
            <Rows {...{ c, listed }} title="To look through now or soon" key="due" plans={plans.filter(isDue)} />
            <Rows {...{ c, listed }} title="The others" key="others" plans={plans.filter(plan => !isDue(plan))} />
          </>}
      {without.length > 0
        ? <>
            <h2 class="govuk-heading-m">Children without a plan of yours</h2>
            <ul class="govuk-list govuk-list--bullet">
              {without.map(id => <li><Name {...{ c, listed, id }} href={`/plans/begin?person=${id}`} /></li>)}
            </ul>
          </>
        : undefined}
    </>
  ))
}

type NameProps = { c: Context<Env>; listed: Listed; id: string; href: string }

function Name({ c, listed, id, href }: NameProps) {
  const child = listed.names.get(id)
  return child
    ? <AgeName name={child.name} birthOn={child.birthOn} birthIsEstimate={child.birthIsEstimate} today={dayOf(c.var.kernel.now())} href={href} />
    : <a class="govuk-link" href={href}>A child whose name is not open to you</a>
}

function Rows({ c, listed, title, plans }: { c: Context<Env>; listed: Listed; title: string; plans: readonly Plan[] }) {
  if (plans.length === 0) return <></>
  const now = c.var.kernel.now()
  return (
    <Table
      caption={title} captionClasses="govuk-table__caption--m"
      head={[{ text: 'Child' }, { text: 'Number' }, { text: 'Kept by' }, { text: 'Look through by' }]}
      rows={plans.map(plan => {
        const due = listed.due.get(plan.id)
        return { key: plan.id, cells: [
          { text: <Name {...{ c, listed }} id={plan.personId} href={`/plans/${plan.id}`} /> }, { text: plan.reference },
          { text: plan.agencyName }, { text: due ? `${dateText(due)}${due < now ? ': overdue' : ''}` : 'No date' },
        ] }
      })}
    />
  )
}
