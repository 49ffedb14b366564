import type { ImportKind } from './importKind.ts'
import { policeOccurrences } from './kinds/policeOccurrences.ts'
import { safeguardingContacts } from './kinds/safeguardingContacts.ts'
import { safeguardingMissing } from './kinds/safeguardingMissing.ts'
import { safeguardingPersons } from './kinds/safeguardingPersons.ts'
import { schoolRegister } from './kinds/schoolRegister.ts'

/** The files that say something about people. Rooms above add their own. */
export const peopleKinds: readonly ImportKind[] = [
  safeguardingPersons, safeguardingContacts, safeguardingMissing, policeOccurrences, schoolRegister,
]
