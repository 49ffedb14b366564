import { Badge } from '../../../../design/badge.tsx'
import { Button } from '../../../../design/button.tsx'
import { EmptyState } from '../../../../design/emptyState.tsx'
import { FilterBar } from '../../../../design/filterBar.tsx'
import { Form } from '../../../../design/form.tsx'
import { LevelTag } from '../../../../design/levelTag.tsx'
import { PersonName } from '../../../../design/personName.tsx'
import { Select } from '../../../../design/select.tsx'
import { Table } from '../../../../design/table.tsx'
import type { TableRow } from '../../../../design/table.tsx'
import { dayOf, dayTimeText } from '../../../../language/format.ts'
import { ageOf } from '../../../../people/age.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { mostRows } from '../../../store/board.ts'
import type { BoardFilter, BoardRow } from '../../../store/board.ts'
import { stateWords, urgencyWords } from '../../../words.ts'
import { DueInRow } from '../../dueClock.tsx'
import { boardPath, chosen, filterQuery, levelChoices, readFilter, stateChoices, whoChoices } from './filter.ts'

type Names = ReadonlyMap<string, DisplayName>

export type BoardViewProps = {
  rows: readonly BoardRow[]; names: Names; filter: BoardFilter; saved: string | undefined; now: Date; csrf: string
}

export function BoardView({ rows, names, filter, saved, now, csrf }: BoardViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Front door board</h1>
      <Filters filter={filter} />
      <SavedFilter filter={filter} saved={saved} csrf={csrf} />
      <Table
        caption={<span class="govuk-visually-hidden">Notifications, the most urgent first</span>}
        classes="kith-dense"
        live="board"
        list
        head={head}
        rows={rows.map(row => boardRow(row, names, now))}
      />
      <div data-live="nothing">
        {rows.length === 0
          ? <EmptyState title="Nothing waits here">
              <p>Notifications appear by themselves as soon as an agency sends one.</p>
              {filterQuery(filter)
                ? <p><a class="govuk-link" href="/notifications/board">Show the whole board</a></p>
                : undefined}
            </EmptyState>
          : undefined}
      </div>
      {rows.length === mostRows
        ? <p class="govuk-body">These are the {mostRows} most urgent. Filter the board to see others.</p>
        : undefined}
    </>
  )
}

const head = ['Level and clock', 'Child', 'Worry', 'Reference', 'Recorded by', 'State', 'Assigned to', 'Sent']
  .map(text => ({ text }))

function Filters({ filter }: { filter: BoardFilter }) {
  return (
    <FilterBar action="/notifications/board" selected={chosen(filter)} clearHref="/notifications/board">
      <Select name="state" label={{ text: 'State' }} items={stateChoices} value={filter.state} />
      <Select name="level" label={{ text: 'Level' }} items={levelChoices} value={filter.level ?? ''} />
      <Select name="who" label={{ text: 'Assigned to' }} items={whoChoices} value={filter.who} />
      <Select
        name="overdue"
        label={{ text: 'Clock' }}
        items={[{ value: '', text: 'All' }, { value: 'yes', text: 'Overdue only' }]}
        value={filter.overdueOnly ? 'yes' : ''}
      />
    </FilterBar>
  )
}

function SavedFilter({ filter, saved, csrf }: { filter: BoardFilter; saved: string | undefined; csrf: string }) {
  const query = filterQuery(filter)
  const isSaved = saved !== undefined && filterQuery(readFilter(new URLSearchParams(saved))) === query
  return (
    <>
      {saved && !isSaved
        ? <p class="govuk-body-s">
            <a class="govuk-link" href={boardPath(readFilter(new URLSearchParams(saved)))}>Use my saved filter</a>
          </p>
        : undefined}
      {query && !isSaved
        ? <Form action="/notifications/board/filter" csrf={csrf}>
            <input type="hidden" name="query" value={query} />
            <Button classes="govuk-button--secondary" text="Save this filter" />
          </Form>
        : undefined}
    </>
  )
}

function boardRow(row: BoardRow, names: Names, now: Date): TableRow {
  const href = `/notifications/${row.id}`
  const name = names.get(row.personId)
  const age = ageOf(name?.birthOn, dayOf(now))
  return {
    key: row.id,
    cells: [
      { text: <LevelAndClock row={row} now={now} /> },
      { text: <PersonName name={name?.name ?? 'Name not open to you'} age={age} href={href} /> },
      { text: row.headline },
      { text: row.reference },
      { text: <>{row.recordedBy}<br />{[row.recordedByRole, row.recordedByAgency].filter(Boolean).join(', ')}</> },
      { text: <State row={row} /> },
      { text: row.assignedName ?? 'Nobody yet' },
      { text: <time datetime={row.sentAt.toISOString()}>{dayTimeText(row.sentAt, now)}</time> },
    ],
  }
}

const urgencyColours = { immediate: 'red', today: 'amber', routine: 'grey' } as const

function LevelAndClock({ row, now }: { row: BoardRow; now: Date }) {
  return (
    <>
      <Badge colour={urgencyColours[row.urgency]} text={urgencyWords[row.urgency]} /> <LevelTag level={row.level} />
      {row.clock ? <><br /><DueInRow clock={row.clock} now={now} /></> : undefined}
      {row.besideFilter ? <span class="govuk-hint">Shown because it is overdue</span> : undefined}
    </>
  )
}

function State({ row }: { row: BoardRow }) {
  const asked = row.openRequests === 1 ? '1 request open' : `${row.openRequests} requests open`
  return <>{stateWords[row.state]}{row.openRequests > 0 ? <><br />{asked}</> : undefined}</>
}
