import type { Child } from 'hono/jsx'
import type { Scope } from '../../kernel/context.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { dateText } from '../../language/format.ts'
import { planKeepers } from './sections.ts'
import { listPlansOf, listReviews } from './store.ts'

/** The plan for when a child goes missing, on the child's page; whoever may keep one begins it there. */
export const plansPanel = {
  slot: 'work',
  view: async (tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<Child | undefined> => {
    const plans = await listPlansOf(tx, personId)
    const isOwn = plans.some(({ agencyId }) => agencyId === scope.viewer.agencyId)
    const mayBegin = planKeepers.includes(scope.viewer.role) && !isOwn
    if (plans.length === 0 && !mayBegin) return undefined
    if (plans.length > 0) await disclose(tx, kernel, scope, { page: 'people/one/plans', people: [{ personId, categories: ['trigger_plan'] }] })
    const due = await listReviews(tx, plans.map(({ id }) => id))
    return (
      <section aria-labelledby="plans-of-person">
        <h2 class="govuk-heading-m" id="plans-of-person">Plan for when they go missing</h2>
        <ul class="govuk-list" data-live="plans-of-person">
          {plans.map(plan => {
            const by = due.get(plan.id)
            return (
              <li data-key={plan.id}>
                <a class="govuk-link" href={`/plans/${plan.id}`}>Plan {plan.reference}</a>, kept by {plan.agencyName}
                {by ? `, look through by ${dateText(by)}` : undefined}
              </li>
            )
          })}
          {mayBegin ? <li data-key="begin"><a class="govuk-link" href={`/plans/begin?person=${personId}`}>Begin a plan</a></li> : undefined}
        </ul>
      </section>
    )
  },
} as const
