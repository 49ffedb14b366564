import { EmptyState } from '../../../../design/emptyState.tsx'
import { Table } from '../../../../design/table.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import { disclose } from '../../../../kernel/disclosure.ts'
import { dateText } from '../../../../language/format.ts'
import { AgeName } from '../../../ageName.tsx'
import { displayNames } from '../../../displayNames.ts'
import { DisputeMarkView } from '../../../disputeMark.tsx'
import { listRelationships } from '../../../store/around.ts'
import type { Relationship } from '../../../store/around.ts'
import { peopleWithLinks } from '../../../store/searching.ts'
import { titleOf } from '../../words.ts'
import type { OpenPage, PartContent } from './personFrame.tsx'

/** Family, carers and friends; their own page opens only for those who have a reason of their own. */
export async function loadAround({ tx, kernel, scope, identity, today }: OpenPage): Promise<PartContent> {
  const all = await listRelationships(tx, scope, identity.personId)
  const others = all.flatMap(({ otherPersonId }) => otherPersonId ?? [])
  const [names, linked] = [await displayNames(tx, scope, others), await peopleWithLinks(tx, others)]
  const nameOf = ({ otherPersonId, otherName }: Relationship) => {
    const known = otherPersonId ? names.get(otherPersonId) : undefined
    const href = otherPersonId && linked.has(otherPersonId) ? `/people/${otherPersonId}` : undefined
    return <AgeName {...known ?? { name: otherName }} today={today} href={href} />
  }
  await disclose(tx, kernel, scope, {
    page: 'people/one/around', people: [...names.keys()].map(personId => ({ personId, categories: ['identity'] })),
  })
  return {
    categories: all.map(({ category }) => category),
    content: (
      <>
        <h2 class="govuk-heading-m">People around</h2>
        {all.length === 0
          ? <EmptyState title="Nobody recorded that you can see">
              <p class="govuk-body">
                Family, carers and other people around this person appear here, each with the agency that recorded them.
              </p>
            </EmptyState>
          : <WideTable label="People around" live="around">
              <Table
                firstCellIsHeader list
                head={['Name and age', 'Relationship', 'Since', 'Until', 'Recorded by'].map(text => ({ text }))}
                rows={all.map(each => ({
                  key: each.id,
                  cells: [
                    { text: nameOf(each) }, { text: <>{titleOf(each.kind)}<DisputeMarkView mark={each.dispute} /></> },
                    { text: each.since ? dateText(each.since) : '' },
                    { text: each.until ? dateText(each.until) : '' }, { text: each.agency },
                  ],
                }))}
              />
            </WideTable>}
      </>
    ),
  }
}
