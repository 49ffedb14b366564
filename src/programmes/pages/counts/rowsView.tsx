import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { shortDateText } from '../../../language/format.ts'
import { programmeReferral } from '../../referral.ts'
import { outcomes } from '../../referralForms.ts'
import type { Referral } from '../../store/referrals.ts'

export type RowsProps = {
  rows: readonly Referral[]; references: ReadonlyMap<string, string>; title: string; nameOf: (referral: Referral) => string
}

/** The referrals that a figure counts, one to a row, so that anybody may count them again by hand. */
export function RowsView({ rows, references, title, nameOf }: RowsProps) {
  const on = (at: Date | undefined) => at ? shortDateText(at) : ''
  const head = ['Referral', 'Programme', 'Referred', 'Accepted', 'Started', 'Ended', 'Sessions attended', 'Outcome']
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <WideTable label={title}>
        <Table
          caption={`${rows.length} ${rows.length === 1 ? 'referral' : 'referrals'}`} captionClasses="govuk-table__caption--m"
          firstCellIsHeader list head={head.map(text => ({ text }))}
          rows={rows.map(row => [
            { text: <a class="govuk-link" href={`${programmeReferral.path}/${row.workId}`}>{references.get(row.workId) ?? 'Referral'}</a> },
            { text: nameOf(row) }, { text: on(row.referredAt) }, { text: on(row.acceptedAt) }, { text: on(row.startedAt) },
            { text: on(row.endedAt ?? row.declinedAt) }, { text: row.attended, format: 'numeric' },
            { text: outcomes.find(({ value }) => value === row.outcome)?.text ?? '' },
          ])}
        />
      </WideTable>
    </>
  )
}
