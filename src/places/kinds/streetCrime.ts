import { sql } from 'kysely'
import type { Fields } from '../../imports/fields.ts'
import { importKind } from '../../imports/importKind.ts'
import type { Store } from '../../imports/importKind.ts'
import { districtOf } from '../districtOf.ts'
import { EqualRows } from './equalRows.ts'
import { lastOfEach, neededMonth, pointOf, published, resultsOf } from './publishedFile.ts'

type Offence = ReturnType<ReturnType<typeof reader>>

/**
 * Street-level crime as data.police.uk publishes it. Where the Crime ID is missing (antisocial behaviour always, other
 * files by choice) a row is known by what it says less its outcome, so that an outcome published later replaces the
 * earlier one.
 */
export const streetCrime = importKind<Offence>({
  code: 'street-crime',
  title: 'Street crime from data.police.uk',
  about: 'Recorded offences by month, kind and blurred place. Open data; nobody is named. A .csv or .csv.gz file.',
  agencyKinds: ['police', 'policing_body'],
  roles: ['analyst'],
  purpose: 'place_problem_solving',
  columns: [
    { name: 'Crime ID', optional: true }, { name: 'Month' }, { name: 'Reported by', optional: true },
    { name: 'Falls within', optional: true }, { name: 'Longitude' }, { name: 'Latitude' }, { name: 'Location' },
    { name: 'LSOA code' }, { name: 'LSOA name' }, { name: 'Crime type' }, { name: 'Last outcome category' },
    { name: 'Context', optional: true },
  ],
  begin: reader,
  store: storeOffences,
})

function reader() {
  const equal = new EqualRows()
  return (fields: Fields) => {
    const month = neededMonth(fields, 'Month')
    const type = fields.needed('Crime type')
    const point = pointOf(fields)
    const location = fields.text('Location')
    const areaCode = fields.text('LSOA code')
    if (areaCode !== '' && !/^[A-Z]\d{8}$/.test(areaCode))
      fields.wrong('LSOA code', 'is not the code of an area, such as E01022553')
    const areaName = fields.text('LSOA name')
    const reportedBy = fields.text('Reported by')
    const id = fields.text('Crime ID')
    const content = `${month}|${type}|${point.longitude}|${point.latitude}|${location}|${areaCode}|${reportedBy}`
    return {
      sourceId: fields.problems.length > 0 ? '' : id || equal.idOf(content), month, type, ...point, location,
      areaCode: areaCode || null, areaName: areaName || null, district: districtOf(areaName) ?? null,
      outcome: fields.text('Last outcome category') || null, reportedBy: reportedBy || null,
    }
  }
}

async function storeOffences({ tx }: Store, rows: readonly Offence[]) {
  const given = JSON.stringify(lastOfEach(rows).map(row => ({
    source_id: row.sourceId, month: row.month, type: row.type, longitude: row.longitude, latitude: row.latitude,
    location: row.location, area_code: row.areaCode, area_name: row.areaName, district: row.district,
    outcome: row.outcome,
    reported_by: row.reportedBy,
  })))
  const { rows: touched } = await sql<{ id: string }>`
    select id from authz.import_offences(${published}, ${given}::json) as t(id)`.execute(tx)
  return resultsOf(rows, touched.map(({ id }) => id))
}
