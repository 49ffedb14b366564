import { EmptyState } from '../../../../design/emptyState.tsx'
import { Pagination } from '../../../../design/pagination.tsx'
import { Table } from '../../../../design/table.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import { dateText, timeText } from '../../../../language/format.ts'
import { listReadings } from '../../../store/shared.ts'
import type { Reading } from '../../../store/shared.ts'
import { wholeNumber } from '../../typed.ts'
import { inSentence, pageWord, sentence } from '../../words.ts'
import { viewsOf } from './overview.tsx'
import type { OpenPage, PartContent, PersonPanel } from './personFrame.tsx'

const onePage = 50

/** What has been shared about this person: with whom, when, why, and which kinds of information. */
export async function loadShared(
  page: OpenPage, panels: readonly PersonPanel[], asked: string | undefined,
): Promise<PartContent> {
  const { tx, kernel, scope, identity, query } = page
  const { personId } = identity
  const number = Math.max(1, wholeNumber(asked, 2_000) ?? 1)
  const { readings, isMore } = await listReadings(tx, scope, personId, { from: (number - 1) * onePage, most: onePage })
  const views = await viewsOf(panels, 'shared', { tx, kernel, scope, personId })
  const address = (to: number) => `/people/${personId}/shared${query}${query ? '&' : '?'}page=${to}`
  return {
    categories: readings.length > 0 ? ['disclosure'] : [],
    content: (
      <>
        <h2 class="govuk-heading-m">What has been shared about this person</h2>
        <p class="govuk-body">
          Every time somebody opens this person’s record,
            it is written down here with the reason. Your own visit is, too.
        </p>
        {readings.length === 0
          ? <EmptyState title="No visits recorded yet that you can see">
              <p class="govuk-body">Each visit shows who opened what, for which purpose and when.</p>
            </EmptyState>
          : <WideTable label="What has been shared about this person" live="shared">
              <Table
                firstCellIsHeader
                head={['When', 'With whom', 'Why', 'What', 'Where'].map(text => ({ text }))}
                rows={readings.map(reading => ({ cells: cellsOf(reading) }))}
              />
            </WideTable>}
        {isMore || number > 1
          ? <Pagination
              previous={number > 1 ? { href: address(number - 1), text: 'Newer' } : undefined}
              next={isMore ? { href: address(number + 1), text: 'Older' } : undefined}
            />
          : undefined}
        {views}
      </>
    ),
  }
}

function cellsOf({ day, lastAt, times, staff, agency, role, purpose, outcome, pages, categories, ownId }: Reading) {
  const last = timeText(new Date(lastAt))
  const when = `${dateText(day)}, ${times === 1 ? last : `${times} times, last at ${last}`}`
  const what = categories.map(inSentence).join(', ')
  return [
    { text: ownId ? <>{when}<br /><a class="govuk-link" href={`/disclosures/${ownId}`}>Receipt of your last visit</a></> : when },
    { text: <>{staff ?? 'A member of staff'}, {inSentence(role)}<br />{agency}</> },
    { text: purpose },
    { text: outcome === 'refused' ? 'Nothing: it was refused' : sentence(what) || 'That the page exists, no more' },
    { text: sentence(pages.map(pageWord).join(', ')) },
  ]
}
