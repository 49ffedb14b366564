import type { DayNumber } from './calendar.ts'
import type { TruePerson } from './truth.ts'
import type { AgencyCode, SourceRecord } from './types.ts'

/** A true person while the world is being made, with what only the maker needs. */
export type Life = {
  person: TruePerson
  bornOn: DayNumber
  /** How much happens around them in these months, 0 to 3; it never leaves the maker. */
  eventfulness: 0 | 1 | 2 | 3
  parents: readonly Life[]
  siblings: Life[]
  /** Children and young people they spend time with. */
  friends: readonly Life[]
  records: Map<AgencyCode, SourceRecord>
}
