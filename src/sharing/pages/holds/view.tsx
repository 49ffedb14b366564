import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import type { Hold } from '../../retention/retention.ts'
import { whoIs } from '../retention/listView.tsx'
import { DayField } from '../subject-requests/typedDay.tsx'

export type HoldCandidate = { personId: string; says: string }

type HoldsViewProps = {
  holds: readonly Hold[]
  names: ReadonlyMap<string, DisplayName>
  csrf: string
  back: { id: string; problem: string } | undefined
  today: string
  referenceOf: (personId: string) => string
}

const fact = (key: string, text: string) => ({ key: { text: key }, value: { text } })

export function HoldsView({ holds, names, csrf, back, today, referenceOf }: HoldsViewProps) {
  return (
    <>
      {back ? <ErrorSummary errorList={[{ text: back.problem, href: `#why-${back.id}` }]} /> : undefined}
      <h1 class="govuk-heading-l">Holds</h1>
      <p class="govuk-body">
        While a hold is in force, nothing of the person, or of anybody, is disposed of: for an inquiry, a court or a
        complaint.
      </p>
      <Button href="/holds/new" text="Place a hold" />
      {holds.length === 0 ? (
        <EmptyState title="No holds">
          <p class="govuk-body">A hold that your agency places appears here until somebody lifts it, and after.</p>
        </EmptyState>
      ) : (
        holds.map(hold => (
          <section class="kith-card">
            <h2 class="govuk-heading-s">
              {hold.kind === 'everything'
                ? 'Everything that is held'
                : whoIs(names.get(hold.personId), referenceOf(hold.personId), today)}
            </h2>
            <SummaryList
              rows={[
                fact('Why', hold.reason),
                fact('Placed', `${dateTimeText(hold.placedAt)} by ${hold.placedBy}`),
                hold.liftedAt ? fact('Lifted', `${dateTimeText(hold.liftedAt)}: ${hold.liftedWhy ?? ''}`) : null,
              ]}
            />
            {hold.liftedAt ? undefined : (
              <Details summaryText="Lift this hold" open={back?.id === hold.id}>
                <Form action={`/holds/${hold.id}/lift`} csrf={csrf}>
                  <input type="hidden" name="key" value={randomUUID()} />
                  <Textarea
                    id={`why-${hold.id}`}
                    name="why"
                    rows={2}
                    label={{ text: 'Why it is lifted' }}
                    errorMessage={back?.id === hold.id ? { text: back.problem } : undefined}
                  />
                  <Button classes="govuk-button--warning" preventDoubleClick text="Lift the hold" />
                </Form>
              </Details>
            )}
          </section>
        ))
      )}
    </>
  )
}

type NewHoldViewProps = { csrf: string; typed: Typed; problems: Problems; several: readonly HoldCandidate[] }

export function NewHoldView({ csrf, typed, problems, several }: NewHoldViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Place a hold</h1>
      <Form action="/holds" csrf={csrf}>
        <input type="hidden" name="key" value={typed['key'] || randomUUID()} />
        <Radios
          name="what"
          idPrefix="what"
          value={typed['what']}
          errorMessage={errorAt(problems, 'what')}
          fieldset={{ legend: { text: 'What is held?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            {
              value: 'person',
              text: 'Everything about one person',
              conditional: <Whom {...{ typed, problems, several }} />,
            },
            { value: 'everything', text: 'Everything, about everybody' },
          ]}
        />
        <Textarea
          id="reason"
          name="reason"
          rows={3}
          value={typed['reason']}
          errorMessage={errorAt(problems, 'reason')}
          label={{ text: 'Why' }}
          hint={{ text: 'For example the inquiry, the court or the complaint.' }}
        />
        <div class="govuk-button-group">
          <Button preventDoubleClick text="Place the hold" />
          <a class="govuk-link" href="/holds">
            Cancel
          </a>
        </div>
      </Form>
    </>
  )
}

function Whom({ typed, problems, several }: Omit<NewHoldViewProps, 'csrf'>) {
  return (
    <>
      <Input
        id="given"
        name="given"
        value={typed['given']}
        label={{ text: 'First name' }}
        autocomplete="off"
        errorMessage={errorAt(problems, 'given')}
      />
      <Input
        id="family"
        name="family"
        value={typed['family']}
        label={{ text: 'Family name' }}
        autocomplete="off"
        errorMessage={errorAt(problems, 'family')}
      />
      <DayField prefix="born" legend="Date of birth" typed={typed} problems={problems} />
      {several.length > 1 ? (
        <Radios
          name="person"
          idPrefix="person"
          errorMessage={errorAt(problems, 'person')}
          value={typed['person']}
          fieldset={{ legend: { text: 'Which of them?', classes: 'govuk-fieldset__legend--s' } }}
          items={several.map(({ personId, says }) => ({ value: personId, text: says }))}
        />
      ) : undefined}
    </>
  )
}
