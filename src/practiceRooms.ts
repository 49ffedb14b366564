import { custodyRoom } from './custody/room.ts'
import { missingRoom } from './missing/room.ts'
import { practicesOf } from './practice/registry.ts'
import type { PracticeRoom } from './practice/room.ts'
import { programmesRoom } from './programmes/room.ts'

/** Every practice room, in the order in which its pages are mounted. */
export const practiceRooms: readonly PracticeRoom[] = [custodyRoom, missingRoom, programmesRoom]

export const practices = practicesOf(practiceRooms.flatMap(room => room.practices))
