import type { Content } from '../../../../../design/attributes.ts'
import { Badge } from '../../../../../design/badge.tsx'
import { Table } from '../../../../../design/table.tsx'
import { WideTable } from '../../../../../design/wideTable.tsx'
import { dateText, dateTimeText } from '../../../../../language/format.ts'
import { birthText } from '../../../../age.ts'
import { plainName } from '../../../../names.ts'
import type { SourceName } from '../../../../store/identity.ts'
import { sentence } from '../../../words.ts'

type Line = { title: string; textOf: (record: SourceName) => string; isSame?: (one: string, other: string) => boolean }

const sameName = (one: string, other: string) => plainName(one) === plainName(other)

const lines: readonly Line[] = [
  { title: 'Given name', textOf: record => record.givenName, isSame: sameName },
  { title: 'Family name', textOf: record => record.familyName, isSame: sameName },
  { title: 'Other names', textOf: record => record.otherNames, isSame: sameName },
  { title: 'Date of birth', textOf: record => record.birthOn ? birthText(record.birthOn, record.birthIsEstimate) : '' },
  { title: 'Died', textOf: record => record.diedOn ? dateText(record.diedOn) : '' },
  { title: 'Sex', textOf: record => record.sex === 'not known' ? '' : record.sex },
  { title: 'Ethnicity', textOf: record => record.ethnicity ?? '' },
]

type SideBySideProps = { records: readonly SourceName[]; actionFor: (record: SourceName) => Content }

/** What each agency says, one column each; a difference is marked by a word and by weight, never by colour alone. */
export function SideBySide({ records, actionFor }: SideBySideProps) {
  const rowOf = (title: string, textOf: (record: SourceName) => Content) =>
    ({ cells: [{ text: title }, ...records.map(record => ({ text: textOf(record) }))] })
  const shown = lines.filter(line => records.some(record => line.textOf(record) !== ''))
  return (
    <WideTable label="Records of each agency" live="records">
      <Table
        firstCellIsHeader
        head={[{ text: 'What it says' }, ...records.map(({ agency }) => ({ text: agency }))]}
        rows={[
          ...shown.map(line => rowOf(line.title, record => cellOf(line, record, records))),
          rowOf('Recorded', ({ recordedAt }) => dateTimeText(new Date(recordedAt))),
          rowOf('Linked by', ({ linkedBecause }) => sentence(linkedBecause)),
          rowOf('Action', actionFor),
        ]}
      />
    </WideTable>
  )
}

function cellOf(line: Line, record: SourceName, records: readonly SourceName[]): Content {
  const text = line.textOf(record)
  if (text === '') return 'Not recorded'
  return differs(line, text, records) ? <><b>{text}</b> <Badge colour="amber" text="Differs" /></> : text
}

/** The first record that says anything is the measure; with two that differ, both are marked. */
function differs(line: Line, text: string, records: readonly SourceName[]): boolean {
  const said = records.map(line.textOf).filter(each => each !== '')
  return said.some(each => !(line.isSame ?? ((one, other) => one === other))(each, text))
}
