import { sql } from 'kysely'
import type { Fields } from '../../imports/fields.ts'
import { importKind } from '../../imports/importKind.ts'
import type { Store } from '../../imports/importKind.ts'
import { dayOf } from '../../language/format.ts'
import { EqualRows } from './equalRows.ts'
import { lastOfEach, pointOf, published, resultsOf } from './publishedFile.ts'

type Search = ReturnType<ReturnType<typeof reader>>

const yesNo = ['True', 'False', ''] as const

/** Stop and search as data.police.uk publishes it: age in bands, no name, often no place. */
export const stopSearch = importKind<Search>({
  code: 'stop-and-search',
  title: 'Stop and search from data.police.uk',
  about: 'Stops and searches by time, object and outcome. Open data; nobody is named. A .csv or .csv.gz file.',
  agencyKinds: ['police', 'policing_body'],
  roles: ['analyst'],
  purpose: 'place_problem_solving',
  columns: [
    { name: 'Type' }, { name: 'Date' }, { name: 'Part of a policing operation' }, { name: 'Policing operation' },
    { name: 'Latitude' }, { name: 'Longitude' }, { name: 'Gender' }, { name: 'Age range' },
    { name: 'Self-defined ethnicity' }, { name: 'Officer-defined ethnicity' }, { name: 'Legislation' },
    { name: 'Object of search' }, { name: 'Outcome' }, { name: 'Outcome linked to object of search' },
    { name: 'Removal of more than just outer clothing' },
  ],
  begin: reader,
  store: storeSearches,
})

function reader() {
  const equal = new EqualRows()
  return (fields: Fields) => {
    const happenedAt = fields.instant('Date')
    const row = {
      month: happenedAt === '' ? '' : `${dayOf(new Date(happenedAt)).slice(0, 7)}-01`, happenedAt,
      type: fields.needed('Type'), ...pointOf(fields),
      gender: fields.text('Gender') || null, ageRange: fields.text('Age range') || null,
      selfDefinedEthnicity: fields.text('Self-defined ethnicity') || null,
      officerDefinedEthnicity: fields.text('Officer-defined ethnicity') || null,
      legislation: fields.text('Legislation') || null, object: fields.text('Object of search') || null,
      moreThanOuterClothing: truth(fields, 'Removal of more than just outer clothing'),
      partOfOperation: truth(fields, 'Part of a policing operation'),
    }
    const sourceId = fields.problems.length > 0 ? '' : equal.idOf(JSON.stringify(row))
    const outcome = fields.text('Outcome') || null
    return { sourceId, ...row, outcome, outcomeIsAboutObject: truth(fields, 'Outcome linked to object of search') }
  }
}

function truth(fields: Fields, column: string): boolean | null {
  const word = fields.oneOf(column, yesNo, '')
  return word === '' ? null : word === 'True'
}

async function storeSearches({ tx }: Store, rows: readonly Search[]) {
  const given = JSON.stringify(lastOfEach(rows).map(row => ({
    source_id: row.sourceId, month: row.month, happened_at: row.happenedAt, type: row.type, longitude: row.longitude,
    latitude: row.latitude, gender: row.gender, age_range: row.ageRange,
    self_defined_ethnicity: row.selfDefinedEthnicity,
    officer_defined_ethnicity: row.officerDefinedEthnicity, legislation: row.legislation, object: row.object,
    outcome: row.outcome, outcome_is_about_object: row.outcomeIsAboutObject,
    more_than_outer_clothing: row.moreThanOuterClothing, part_of_operation: row.partOfOperation,
  })))
  const { rows: touched } = await sql<{ id: string }>`
    select id from authz.import_searches(${published}, ${given}::json) as t(id)`.execute(tx)
  return resultsOf(rows, touched.map(({ id }) => id))
}
