import { Details } from '../../design/details.tsx'
import type { EpisodePanel } from '../../practice/room.ts'
import { settingsAt } from '../../practice/settings.ts'
import { loadPlan } from './loadPlan.ts'
import type { PlanCase } from './loadPlan.ts'
import { sectionsOf } from './sections.ts'
import type { PlanSection } from './sections.ts'
import { listPlansOf } from './store.ts'
import { PlanSections } from './view.tsx'

/**
 * The carer's plan on the page of a missing episode. The database opens it to the searchers while the episode is open and
 * takes it away when it closes; the act of closing makes their open pages fetch themselves.
 */
export const planPanel: EpisodePanel = {
  kinds: ['missing_episode'], place: 'before_steps',
  show: async ({ tx, kernel, scope, facts }) => {
    const { episode, now } = facts
    const plans: PlanCase[] = []
    for (const { id } of await listPlansOf(tx, episode.personId)) {
      const loaded = await loadPlan({ tx, kernel, scope, page: 'missing/plan' }, id)
      if (loaded) plans.push(loaded)
    }
    if (episode.closedAt) return plans.length > 0 ? <Later plans={plans} /> : undefined
    return plans.length > 0 ? <Plans plans={plans} /> : <NoPlan sections={sectionsOf(await settingsAt(tx, now))} />
  },
}

function Plans({ plans }: { plans: readonly PlanCase[] }) {
  return (
    <section aria-labelledby="plan">
      <h2 class="govuk-heading-m" id="plan">What those who look after the child know</h2>
      {plans.map(one => (
        <div data-key={one.plan.id}>
          <p class="govuk-body">
            Plan {one.plan.reference}, kept by {one.plan.agencyName}. It is open to you only while the child is missing.
          </p>
          {one.parts.size === 0 ? <p class="govuk-body">Nothing is written in it yet.</p> : undefined}
          <PlanSections case={one} level={3} photoHref={`/plans/${one.plan.id}/photo`} onlyWritten />
        </div>
      ))}
    </section>
  )
}

/** After the child is found it is theirs again who keep it. */
function Later({ plans }: { plans: readonly PlanCase[] }) {
  return (
    <p class="govuk-body">
      {plans.map(({ plan }) => (
        <a class="govuk-link govuk-!-margin-right-3" href={`/plans/${plan.id}`}>Plan {plan.reference} for when the child goes missing</a>
      ))}
    </p>
  )
}

function NoPlan({ sections }: { sections: readonly PlanSection[] }) {
  return (
    <section aria-labelledby="plan">
      <h2 class="govuk-heading-m" id="plan">No plan is open to you</h2>
      <p class="govuk-body">
        Nobody keeps a plan for when this child goes missing, or none that you may see. Ask whoever looks after the child.
      </p>
      <Details summaryText="What to ask them">
        {sections.filter(({ code }) => code !== 'photo').map(({ title, questions }) => (
          <>
            <h3 class="govuk-heading-s">{title}</h3>
            <ul class="govuk-list govuk-list--bullet">
              {questions.filter(({ id }) => !/^place_[2-9]/v.test(id)).map(({ label }) => <li>{label}</li>)}
            </ul>
          </>
        ))}
      </Details>
    </section>
  )
}
