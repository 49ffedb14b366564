import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { Sex, Uuid } from '../types.ts'
import type { Ground } from './ground.ts'
import { personIn, recordIn } from './ground.ts'

const heldBy = new WeakMap<Ground, Set<Uuid>>()

function heldByCouncil(ground: Ground): Set<Uuid> {
  const known = heldBy.get(ground)
  if (known) return known
  const { community, book } = ground
  const held = new Set(community.records.filter(({ agencyId }) => agencyId === book.council.id)
    .map(({ id }) => personIn(ground, id)))
  heldBy.set(ground, held)
  return held
}

const sexes: Record<Sex, string> = { F: 'female', M: 'male' }

/** Before the front door asks others about a child it keeps a record of its own, made from what it was told. */
export function keepCouncilRecord(ground: Ground, toldIn: Uuid, at: Moment): void {
  const held = heldByCouncil(ground)
  const personId = personIn(ground, toldIn)
  if (held.has(personId)) return
  held.add(personId)
  const { tables, book, chance } = ground
  const told = recordIn(ground, toldIn)
  const id = chance.uuid()
  tables.sourceRecord.add({
    id, person_id: personId, cell: book.cell(book.council.id, 'identity', 0), source: 'kith', source_id: id, version: 1,
    given_name: told.givenName, family_name: told.familyName, other_names: '', birth_on: told.bornOn,
    sex: told.sex ? sexes[told.sex] : 'not known', ethnicity: null, recorded_at: timeText(at),
    linked_because: 'chosen by hand',
  })
}
