import { EmptyState } from '../../../../design/emptyState.tsx'
import { clocksOf } from '../../../../kernel/clocks.ts'
import { dateText } from '../../../../language/format.ts'
import { listWork } from '../../../store/overview.ts'
import { titleOf } from '../../words.ts'
import { DueLine, viewsOf } from './overview.tsx'
import { Source } from './personFrame.tsx'
import type { OpenPage, PartContent, PersonPanel } from './personFrame.tsx'

/** Everything that is being done or was done about the person and is open to the viewer, with its clocks. */
export async function loadWork(page: OpenPage, panels: readonly PersonPanel[]): Promise<PartContent> {
  const { tx, kernel, scope, identity } = page
  const { personId } = identity
  const work = await listWork(tx, scope, personId)
  const clocks = await clocksOf(tx, work.map(({ id }) => id))
  const views = await viewsOf(panels, 'work', { tx, kernel, scope, personId })
  const now = kernel.now()
  return {
    categories: work.map(({ category }) => category),
    content: (
      <>
        {views}
        <h2 class="govuk-heading-m">Pieces of work</h2>
        {work.length === 0
          ? <EmptyState title="No work that you can see">
              <p class="govuk-body">
                Notifications, requests and plans about this person appear here, with their deadlines.
              </p>
            </EmptyState>
          : <ul class="govuk-list" data-live="work">
              {work.map(each => (
                <li data-key={each.id} class="govuk-!-margin-bottom-3">
                  <b>{titleOf(each.kind)} {each.reference}</b>, {each.closedAt ? 'closed' : 'open'}:
                  {' '}opened {dateText(new Date(each.openedAt))}
                  {each.closedAt ? `, closed ${dateText(new Date(each.closedAt))}` : ''} <Source agency={each.agency} />
                  {clocks.filter(({ workId }) => workId === each.id).map(clock => <DueLine clock={clock} now={now} />)}
                </li>
              ))}
            </ul>}
      </>
    ),
  }
}
