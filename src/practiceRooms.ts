import { custodyRoom } from './custody/room.ts'
import { searchRoom } from './custody/search/room.ts'
import { knifeRoom } from './knife/room.ts'
import { missingRoom } from './missing/room.ts'
import { practicesOf } from './practice/practices.ts'
import type { PracticeRoom } from './practice/room.ts'
import { programmesRoom } from './programmes/room.ts'

/** Every practice room, in the order in which its pages are mounted. */
export const practiceRooms: readonly PracticeRoom[] = [searchRoom, custodyRoom, knifeRoom, missingRoom, programmesRoom]

export const practices = practicesOf(practiceRooms.flatMap(room => room.practices))
