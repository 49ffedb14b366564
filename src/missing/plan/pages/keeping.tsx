import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { dateText, dayText } from '../../../language/format.ts'
import { OutsideLinkList } from '../../../partnership/outside/linkList.tsx'
import type { OutsideLink } from '../../../partnership/outside/outsideLink.ts'
import { planEndings } from '../actions.ts'
import type { PlanCase } from '../loadPlan.ts'

type Props = {
  one: PlanCase; links: readonly OutsideLink[]; agencies: readonly { id: string; name: string }[]; csrf: string; base: string
  part: 'state' | 'more'
}

const Key = () => <input type="hidden" name="key" value={crypto.randomUUID()} />

/** What whoever keeps the plan does with it: look it through, give a carer a link, move it, end it. */
export function Keeping(props: Props) {
  return props.part === 'state' ? <State {...props} /> : <More {...props} />
}

function State({ one, csrf, base }: Props) {
  const { reviewDueAt, plan, now, episodeId } = one
  return (
    <div data-live="state">
      {episodeId ? <WarningText text="The child is missing. Those who search read this plan now: fill in what has happened." /> : undefined}
      <p class="govuk-body">
        {plan.reviewedAt ? `Last looked through on ${dateText(plan.reviewedAt)}. ` : 'Not looked through since it was begun. '}
        {reviewDueAt ? `Look through it again by ${dayText(reviewDueAt, now)}${reviewDueAt < now ? ': overdue' : ''}.` : undefined}
      </p>
      <Form action={`${base}/review`} csrf={csrf} classes="govuk-!-display-none-print">
        <Key />
        <Button text="I have looked through it: it is right" classes="govuk-button--secondary" preventDoubleClick />
      </Form>
    </div>
  )
}

function More({ one, links, agencies, csrf, base }: Props) {
  return (
    <section class="govuk-!-display-none-print" id="keeping" aria-labelledby="keeping-title">
      <h2 class="govuk-heading-m" id="keeping-title">Keeping this plan</h2>
      <OutsideLinkList links={links} now={one.now} giveHref={`/outside-links/new?work=${one.plan.id}&role=carer`} />
      <Details summaryText="The child moves to another place">
        <Form action={`${base}/move`} csrf={csrf}>
          <Key />
          <Select
            id="agency" name="agency" label={{ text: 'Where does the child move to?', classes: 'govuk-label--s' }}
            hint={{ text: 'The plan ends here and goes on there, with all that stands in it. Personal links to it end.' }}
            items={[{ value: '', text: 'Choose' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]}
          />
          <Button text="Move the plan" classes="govuk-button--secondary" preventDoubleClick />
        </Form>
      </Details>
      <Details summaryText="The plan is no longer needed">
        <Form action={`${base}/end`} csrf={csrf}>
          <Key />
          <Radios
            name="because" fieldset={{ legend: { text: 'Why does it end?', classes: 'govuk-fieldset__legend--s' } }}
            items={Object.entries(planEndings).map(([value, text]) => ({ value, text }))}
          />
          <Button text="End the plan" classes="govuk-button--warning" preventDoubleClick />
        </Form>
      </Details>
    </section>
  )
}
