import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Table } from '../../../design/table.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import type { Agreement, Clause } from '../../agreement.ts'
import type { Loss } from '../../store/agreements.ts'
import type { Words } from '../../store/words.ts'

const again = 'sharing again needs a new agreement'

type EndViewProps = {
  agreement: Agreement
  clause: Clause | undefined
  clauses: readonly Clause[]
  losses: readonly Loss[]
  words: Words
  why: string
  problems: Problems
  csrf: string
}

/** Says whom the end will touch before it is done; it cannot be undone, only agreed anew. */
export function EndView({ agreement, clause, clauses, losses, words, why, problems, csrf }: EndViewProps) {
  const what = clause ? `clause ${clause.number}` : 'the whole agreement'
  return (
    <>
      {problems['why'] === undefined ? undefined : <ErrorSummary errorList={errorListOf(problems)} />}
      <h1 class="govuk-heading-l">{clause ? `End clause ${clause.number}` : 'End the whole agreement'}</h1>
      <p class="govuk-body">
        {clause ? (
          <>
            {clause.says} ({agreement.title})
          </>
        ) : (
          <>
            {agreement.title}: {clauses.length} clauses in force.
          </>
        )}
      </p>
      <h2 class="govuk-heading-m">Whom it touches</h2>
      <Losses losses={losses} words={words} />
      <WarningText
        text={`As soon as you end ${what}, open pages lose what it showed. It cannot be undone: ${again}.`}
      />
      <Form action={`/agreements/${agreement.id}/end`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        {clause ? <input type="hidden" name="clause" value={clause.id} /> : undefined}
        <Textarea
          id="why"
          name="why"
          value={why}
          rows={3}
          errorMessage={errorAt(problems, 'why')}
          label={{ text: 'Why does it end?' }}
          hint={{ text: 'Everybody who can read the agreement can read this. Do not name a child or a family.' }}
        />
        <div class="govuk-button-group">
          <Button
            classes="govuk-button--warning"
            preventDoubleClick
            text={clause ? `End clause ${clause.number}` : 'End the agreement'}
          />
          <a class="govuk-link" href={`/agreements/${agreement.id}`}>
            Keep it
          </a>
        </div>
      </Form>
    </>
  )
}

function Losses({ losses, words }: { losses: readonly Loss[]; words: Words }) {
  if (losses.length === 0)
    return (
      <p class="govuk-body">
        Nobody loses anything: nobody holds these roles now, or another clause opens the same.
      </p>
    )
  const people = losses.filter(({ access }) => access === 'read').reduce((sum, { staff }) => sum + staff, 0)
  return (
    <>
      <p class="govuk-body">
        <b>{people === 1 ? '1 member of staff loses sight' : `${people} members of staff lose sight`}</b> of
        something that no other clause gives them.
      </p>
      <WideTable label="Whom it touches">
        <Table
          caption={<span class="govuk-visually-hidden">Whom it touches</span>}
          head={[{ text: 'Agency' }, { text: 'Role' }, { text: 'Staff', format: 'numeric' }, { text: 'No longer' }]}
          rows={losses.map(({ agencyId, role, staff, access, categories }) => [
            { text: words.agency(agencyId) },
            { text: words.role(role) },
            { text: String(staff), format: 'numeric' as const },
            {
              text: `${access === 'read' ? 'see' : 'add'}: ${categories.map(words.category).toSorted().join(', ')}`,
            },
          ])}
        />
      </WideTable>
    </>
  )
}
