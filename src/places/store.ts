import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'
import type { Extent, Month, PlaceFilter } from './placeFilter.ts'
import type { CountedPoint } from './hexagonCounts.ts'

export type OffenceCount = { month: Month; type: string; district: string | null; n: number }
export type AreaCount = { code: string; name: string; n: number }
export type MonthCount = { month: Month; word: string; n: number | null }

/** The months for which there is anything, or nothing. */
export async function findExtent(tx: Tx, partnershipId: string): Promise<Extent | undefined> {
  const { rows: [row] } = await sql<{ first: string | null; last: string | null }>`
    select to_char(least(o.first, s.first), 'YYYY-MM') as first, to_char(greatest(o.last, s.last), 'YYYY-MM') as last
    from (select min(month) as first, max(month) as last from offence where partnership_id = ${partnershipId}) o,
      (select min(month) as first, max(month) as last from stop_search where partnership_id = ${partnershipId}) s`.execute(tx)
  return row?.first && row.last ? { first: row.first, last: row.last } : undefined
}

const startOf = (month: Month) => sql`(${`${month}-01`}::date)`

export async function countOffences(tx: Tx, partnershipId: string, { from, to }: PlaceFilter): Promise<OffenceCount[]> {
  const { rows } = await sql<OffenceCount>`
    select to_char(month, 'YYYY-MM') as month, type, district, count(*)::integer as n from offence
    where partnership_id = ${partnershipId} and month between ${startOf(from)} and ${startOf(to)}
    group by offence.month, type, district`.execute(tx)
  return rows
}

function chosen({ from, to, type, district }: PlaceFilter) {
  return sql`month between ${startOf(from)} and ${startOf(to)}
    and (${type ?? null}::text is null or type = ${type ?? null}) and (${district ?? null}::text is null or district = ${district ?? null})`
}

/** The small areas of one district. */
export async function countAreas(tx: Tx, partnershipId: string, filter: PlaceFilter): Promise<AreaCount[]> {
  const { rows } = await sql<AreaCount>`
    select area_code as code, min(area_name) as name, count(*)::integer as n from offence
    where partnership_id = ${partnershipId} and ${chosen(filter)} and area_code is not null
    group by area_code order by n desc, area_code`.execute(tx)
  return rows
}

/** Published points are anchors that many offences share, so there are far fewer of them than offences. */
export async function listPoints(tx: Tx, partnershipId: string, filter: PlaceFilter): Promise<CountedPoint[]> {
  const { rows } = await sql<CountedPoint>`
    select longitude, latitude, coalesce(area_name, location) as area, type, count(*)::integer as n from offence
    where partnership_id = ${partnershipId} and ${chosen(filter)} and longitude is not null
    group by 1, 2, 3, 4`.execute(tx)
  return rows
}

export async function countSearches(tx: Tx, partnershipId: string, { from, to }: PlaceFilter): Promise<MonthCount[]> {
  const { rows } = await sql<MonthCount>`
    select to_char(month, 'YYYY-MM') as month, coalesce(object, 'Not recorded') as word, count(*)::integer as n from stop_search
    where partnership_id = ${partnershipId} and month between ${startOf(from)} and ${startOf(to)}
    group by stop_search.month, 2`.execute(tx)
  return rows
}

/** From one to four comes back as null: the database itself never tells a small number. */
export async function countAssaults(tx: Tx, from: Month, to: Month): Promise<MonthCount[]> {
  const { rows } = await sql<MonthCount>`
    select to_char(month, 'YYYY-MM') as month, location_type as word, n from authz.assault_counts(${startOf(from)}, ${startOf(to)})`.execute(tx)
  return rows
}
