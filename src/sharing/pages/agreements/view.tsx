import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText } from '../../../language/format.ts'
import { namedParties, standingOfClause } from '../../agreement.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import { lastDayText } from '../../clauseWords.ts'
import type { Words } from '../../store/words.ts'
import { AgreementTags } from './standingTag.tsx'

type AgreementsViewProps = {
  agreements: readonly Agreement[]
  clauses: readonly Clause[]
  /** Ids of those that wait for the viewer's own signature. */
  toSign: readonly string[]
  words: Words
  now: Date
  mayWrite: boolean
}

export function AgreementsView({ agreements, clauses, toSign, words, now, mayWrite }: AgreementsViewProps) {
  const clausesOf = Map.groupBy(clauses, clause => clause.agreementId)
  const waiting = agreements.filter(({ id }) => toSign.includes(id))
  return (
    <>
      <h1 class="govuk-heading-l">Agreements</h1>
      <p class="govuk-body">
        What the agencies have agreed to share about people, under which law and until when. Nothing is shared
        between agencies without a clause that is in force. Everybody who works with Kith can read them.
      </p>
      {waiting.length > 0 ? <Waiting agreements={waiting} /> : undefined}
      {mayWrite ? <Button href="/agreements/new" text="Draft an agreement" /> : undefined}
      {agreements.length === 0 ? (
        <EmptyState title="No agreements yet">
          <p>Until there is one, each agency sees only its own records.</p>
        </EmptyState>
      ) : (
        <WideTable label="Agreements">
          <Table
            caption={<span class="govuk-visually-hidden">Agreements</span>}
            head={['Agreement', 'State', 'Parties', 'Clauses in force', 'Review', 'Last day'].map(text => ({
              text,
            }))}
            list
            rows={agreements.map(agreement => row(agreement, clausesOf.get(agreement.id) ?? [], { words, now }))}
          />
        </WideTable>
      )}
    </>
  )
}

function Waiting({ agreements }: { agreements: readonly Agreement[] }) {
  return (
    <InsetText>
      <h2 class="govuk-heading-m">Waiting for your signature</h2>
      <ul class="govuk-list">
        {agreements.map(({ id, title, version }) => (
          <li>
            <a class="govuk-link" href={`/agreements/${id}/sign`}>
              {title}, version {version}
            </a>
          </li>
        ))}
      </ul>
    </InsetText>
  )
}

function row(agreement: Agreement, clauses: readonly Clause[], { words, now }: { words: Words; now: Date }) {
  const live = clauses.filter(clause => standingOfClause(clause, agreement, now) === 'in_force')
  return {
    key: agreement.id,
    cells: [
      {
        text: (
          <>
            <a class="govuk-link" data-open="" href={`/agreements/${agreement.id}`}>
              {agreement.title}
            </a>
            {agreement.version > 1 ? <>, version {agreement.version}</> : undefined}
          </>
        ),
      },
      { text: <AgreementTags agreement={agreement} now={now} /> },
      { text: namedParties(agreement, clauses).map(words.agency).toSorted().join(', ') },
      { text: `${live.length} of ${clauses.length}` },
      { text: dateText(agreement.reviewOn) },
      { text: lastDayText(agreement.validUntil) },
    ],
  }
}
