import type { ImportKind } from '../imports/importKind.ts'
import { emergencyAssaults } from './kinds/emergencyAssaults.ts'
import { stopSearch } from './kinds/stopSearch.ts'
import { streetCrime } from './kinds/streetCrime.ts'

/** The files that say something about places and nothing about anybody. */
export const placeKinds: readonly ImportKind[] = [streetCrime, stopSearch, emergencyAssaults]
