import { sql } from 'kysely'
import { londonInstant } from '../../imports/fields.ts'
import type { Fields } from '../../imports/fields.ts'
import { importKind } from '../../imports/importKind.ts'
import type { Result, Store } from '../../imports/importKind.ts'
import { safeguardingSource } from '../../imports/kinds/safeguardingPersons.ts'
import { storeRecords } from '../../imports/storeRecords.ts'
import { dateText, dayOf } from '../../language/format.ts'
import type { Day } from '../../language/format.ts'

/** The department's codes: M whereabouts not known, A away from placement without authorisation. */
export const missingCodes = { M: 'Missing from care', A: 'Away from placement without authorisation' } as const
export type MissingCode = keyof typeof missingCodes

/** Under this name the rows of the council's return are known, so that the same row may come again. */
export const missingTableSource = 'ssda903 missing'

type Row = { child: string; bornOn: Day; code: MissingCode; from: Day; until: Day | undefined }

/** The missing table of the annual return on children looked after (SSDA903). */
export const missingTable = importKind<Row>({
  code: 'ssda903-missing',
  title: 'SSDA903: missing table',
  about: 'When children looked after were missing or away without authorisation. Import the persons first: CHILD is the council’s own number.',
  agencyKinds: ['council'],
  purpose: 'safeguard_child',
  columns: [{ name: 'CHILD' }, { name: 'DOB' }, { name: 'MISSING' }, { name: 'MIS_START' }, { name: 'MIS_END' }],
  begin: () => readRow,
  store: storeRows,
})

function readRow(fields: Fields): Row {
  const from = fields.neededDay('MIS_START')
  const until = fields.day('MIS_END')
  const today = dayOf(new Date())
  if (until !== undefined && until < from) fields.wrong('MIS_END', 'is before MIS_START')
  if (from > today) fields.wrong('MIS_START', 'is in the future')
  if (until !== undefined && until > today) fields.wrong('MIS_END', 'is in the future')
  if (fields.needed('MISSING') === '') fields.wrong('MISSING', 'must be M or A')
  return {
    child: fields.needed('CHILD'), bornOn: fields.neededDay('DOB'), from, until,
    code: fields.oneOf('MISSING', ['M', 'A'], 'M'),
  }
}

/** The number and the day of birth must be of one child: a slip in either must not reach somebody else's record. */
async function storeRows(store: Store, rows: readonly Row[]): Promise<readonly Result[]> {
  const born = await birthdays(store, rows.map(({ child }) => child))
  const isOther = ({ child, bornOn }: Row) => (born.get(child) ?? bornOn) !== bornOn
  const stored = await storeRecords(
    store, { records: missingTableSource, people: safeguardingSource },
    rows.map(row => isOther(row) ? [] : [recordOf(row)]))
  return rows.map((row, place) => isOther(row)
    ? { rejected: 'DOB is not the day of birth of the child with this number' } : stored[place] ?? 'unchanged')
}

async function birthdays({ tx, kernel, scope }: Store, numbers: readonly string[]): Promise<Map<string, Day>> {
  const cell = kernel.cells.id(scope.viewer.agencyId, 'identity', 0)
  const { rows } = await sql<{ source_id: string; birth_on: Day }>`
    select source_id, birth_on from source_record
    where cell = ${cell} and source = ${safeguardingSource} and source_id = any (${numbers}::text[]) and birth_on is not null`.execute(tx)
  return new Map(rows.map(row => [row.source_id, row.birth_on]))
}

/** The table has no number of its own: a child is missing once from one day on. */
function recordOf({ child, code, from, until }: Row) {
  return {
    sourceId: `${child} ${from}`, personSourceId: child, kind: 'missing_episode', category: 'missing',
    occurredAt: londonInstant(`${from}T12:00:00`), precision: 'day' as const, assertion: 'fact' as const,
    headline: until === undefined ? `${missingCodes[code]}, not yet returned`
      : `${missingCodes[code]} until ${dateText(until)}`,
    detail: { missing: code, until: until ?? '' },
  }
}
