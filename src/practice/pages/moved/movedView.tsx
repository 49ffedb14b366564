import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { Titles } from '../../store/staff.ts'
import type { EpisodeMove, Reading } from './moves.ts'

type MovedViewProps = {
  title: string; moves: readonly { move: EpisodeMove; readings: readonly Reading[] }[]; titles: Titles; action: string; csrf: string
}

/** Every reading, agency by agency; no child is named here. */
export function MovedView({ title, moves, titles, action, csrf }: MovedViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        This work was begun for the wrong child. It now stands in the right child’s record. What was done and read before
        stays in the record of both; each agency that read it must be told, so that nothing of it stays in mind or on paper.
      </p>
      {moves.map(({ move, readings }) => <OneMove {...{ move, readings, titles, action, csrf }} />)}
    </>
  )
}

type OneMoveProps = Omit<MovedViewProps, 'title' | 'moves'> & { move: EpisodeMove; readings: readonly Reading[] }

function OneMove({ move, readings, titles, action, csrf }: OneMoveProps) {
  const agencies = [...new Set(readings.map(({ agency }) => agency))]
  return (
    <section>
      <h2 class="govuk-heading-m">Moved {dateTimeText(move.movedAt)}{move.movedBy ? ` by ${move.movedBy}` : ''}</h2>
      <InsetText>{move.why}</InsetText>
      {readings.length === 0
        ? <EmptyState title="Nobody was shown the wrong child for this work"><p class="govuk-body">There is nobody to tell.</p></EmptyState>
        : <WideTable label="Readings of the wrong child’s record">
            <Table
              caption={`${readings.length} readings by ${agencies.length === 1 ? 'one agency' : `${agencies.length} agencies`}`}
              head={['When', 'Who', 'Agency', 'Role', 'What was shown'].map(text => ({ text }))}
              rows={readings.map(({ at, staff, agency, role, categories }) => [
                { text: <time datetime={at.toISOString()}>{dateTimeText(at)}</time> }, { text: staff ?? 'Somebody whose account has gone' },
                { text: agency }, { text: titles.roles.get(role) ?? role }, { text: categories.join(', ').replaceAll('_', ' ') || 'The page' },
              ])}
            />
          </WideTable>}
      {move.toldAt
        ? <p class="govuk-body">{move.toldBy ?? 'Somebody'} recorded on {dateTimeText(move.toldAt)} that everybody has been told.</p>
        : <Form action={action} csrf={csrf}>
            <input type="hidden" name="move" value={move.id} />
            <Button text="Everybody has been told" preventDoubleClick />
          </Form>}
    </section>
  )
}
