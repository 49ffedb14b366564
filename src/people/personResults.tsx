import type { Content } from '../design/attributes.ts'
import { Table } from '../design/table.tsx'
import { WideTable } from '../design/wideTable.tsx'
import type { Day } from '../language/format.ts'
import { birthText } from './age.ts'
import { AgeName } from './ageName.tsx'
import type { FoundPerson } from './findPeople.ts'
import { sentence } from './pages/words.ts'

const pageOf = ({ hasLink, personId }: FoundPerson) => hasLink ? `/people/${personId}` : undefined

export type PersonResultsProps = {
  people: readonly FoundPerson[]
  today: Day
  caption?: string | undefined
  /** What can be done with a person: the last column. */
  action: (person: FoundPerson) => Content
}

/** Who was found, the best match first, each with why; a name is a link only for those who may open the page. */
export function PersonResults({ people, today, caption = 'People found', action }: PersonResultsProps) {
  return (
    <WideTable label={caption}>
      <Table
        caption={caption} captionClasses="govuk-table__caption--m" firstCellIsHeader list
        head={['Name and age', 'Date of birth', 'Sex', 'Known to', 'Why it matched', 'Action'].map(text => ({ text }))}
        rows={people.map(person => ({
          key: person.personId,
          cells: [
            { text: <AgeName {...person} today={today} href={pageOf(person)} /> },
            { text: birthText(person.birthOn, person.birthIsEstimate) },
            { text: person.sex },
            { text: person.agencies.join(', ') },
            { text: sentence(person.because.join(', ')) },
            { text: action(person) },
          ],
        }))}
      />
    </WideTable>
  )
}
