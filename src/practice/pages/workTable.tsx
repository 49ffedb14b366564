import { Badge } from '../../design/badge.tsx'
import { Table } from '../../design/table.tsx'
import { WideTable } from '../../design/wideTable.tsx'
import { dayOf, dayTimeText } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import type { DisplayName } from '../../people/displayNames.ts'
import type { Practices } from '../practices.ts'
import type { WorkRow } from '../store/worklist.ts'
import { DueInRow } from './dueClock.tsx'
import { episodePath, stateText, urgencyColours, urgencyWords } from './episodeWords.ts'

export type Names = ReadonlyMap<string, DisplayName>

type Props = {
  caption: string; live: string; practices: Practices; rows: readonly WorkRow[]; names: Names; now: Date
  /** With several kinds of work in one list. */
  showsKind?: boolean
}

const head = ['Urgency and clock', 'Child', 'State', 'Who has it', 'Number', 'Begun'].map(text => ({ text }))

/** A list of episodes, a row each: the age stands beside the name. */
export function WorkTable({ caption, live, practices, rows, names, now, showsKind = false }: Props) {
  const today = dayOf(now)
  return (
    <WideTable label={caption}>
      <Table
        caption={<span class="govuk-visually-hidden">{caption}</span>} classes="kith-dense" live={live} list head={head}
        rows={rows.flatMap(row => {
          const practice = practices.get(row.kind)
          if (!practice) return []
          const known = names.get(row.personId) ?? { name: 'Name not open to you' }
          return [{
            key: row.id,
            cells: [
              { text: <UrgencyAndClock row={row} now={now} /> },
              { text: <AgeName {...known} today={today} href={episodePath(practice, row.id)} /> },
              { text: <>{showsKind ? <>{practice.words.one}<br /></> : undefined}{stateText(practice, row.state)}</> },
              { text: row.assignedName ?? (row.closedAt ? '' : 'Nobody yet') },
              { text: row.reference },
              { text: <time datetime={row.openedAt.toISOString()}>{dayTimeText(row.openedAt, now)}</time> },
            ],
          }]
        })}
      />
    </WideTable>
  )
}

function UrgencyAndClock({ row, now }: { row: WorkRow; now: Date }) {
  if (row.closedAt) return <>Closed <time datetime={row.closedAt.toISOString()}>{dayTimeText(row.closedAt, now)}</time></>
  return (
    <>
      <Badge colour={urgencyColours[row.urgency]} text={urgencyWords[row.urgency]} />
      {row.clock ? <><br /><DueInRow clock={row.clock} now={now} /></> : undefined}
      {row.besideFilter ? <span class="govuk-hint">Shown because it is overdue</span> : undefined}
    </>
  )
}
