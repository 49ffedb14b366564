import type { ImportKind } from '../imports/importKind.ts'
import { missingTable } from './ssda903/missingTable.ts'

/** The files about missing children that come from elsewhere. */
export const missingKinds: readonly ImportKind[] = [missingTable]
