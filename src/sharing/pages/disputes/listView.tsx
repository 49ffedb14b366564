import { EmptyState } from '../../../design/emptyState.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import type { Clock } from '../../../kernel/clocks.ts'
import { dateText } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { DueLine } from '../../../people/pages/people/one/overview.tsx'
import type { Words } from '../../store/words.ts'
import { disputeStateWords } from '../../subject/dispute.ts'
import type { Dispute } from '../../subject/dispute.ts'

type DisputesViewProps = {
  disputes: readonly Dispute[]
  clocks: readonly Clock[]
  names: ReadonlyMap<string, DisplayName>
  words: Words
  now: Date
  today: string
}

export const whoText = (name: DisplayName | undefined, today: string): string =>
  name ? `${name.name}, ${ageOf(name.birthOn, today)}` : 'Name not known to your agency'

export function DisputesView({ disputes, clocks, names, words, now, today }: DisputesViewProps) {
  const due = (dispute: Dispute) => {
    const clock = clocks.find(({ workId, stoppedAt }) => workId === dispute.id && !stoppedAt)
    return clock ? <DueLine clock={clock} now={now} /> : dispute.settledAt ? dateText(dispute.settledAt) : ''
  }
  return (
    <>
      <h1 class="govuk-heading-l">Disputes</h1>
      <p class="govuk-body">
        Records of your agency that their person says are wrong. Every reader sees that they are disputed until you
        have answered.
      </p>
      {disputes.length === 0 ? (
        <EmptyState title="Nothing is disputed">
          <p class="govuk-body">
            When somebody disputes a record that you answer for, it appears here with its deadline.
          </p>
        </EmptyState>
      ) : (
        <WideTable label="Disputes">
          <Table
            caption={<span class="govuk-visually-hidden">Disputes</span>}
            list
            head={['Dispute', 'About', 'Record of', 'State', 'Answer due'].map(text => ({ text }))}
            rows={disputes.map(dispute => ({
              key: dispute.id,
              cells: [
                {
                  text: (
                    <a class="govuk-link" data-open="" href={`/disputes/${dispute.id}`}>
                      {dispute.reference}
                    </a>
                  ),
                },
                { text: whoText(names.get(dispute.personId), today) },
                { text: words.agency(dispute.ofAgency) },
                {
                  text: (
                    <Tag
                      text={disputeStateWords[dispute.state]}
                      classes={dispute.state === 'raised' ? 'govuk-tag--orange' : 'govuk-tag--grey'}
                    />
                  ),
                },
                { text: due(dispute) },
              ],
            }))}
          />
        </WideTable>
      )}
    </>
  )
}
