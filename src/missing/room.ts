import type { PracticeRoom } from '../practice/room.ts'
import { missingEpisode } from './missingEpisode.ts'
import { returnInterview } from './returnInterview.ts'
import { safeCheck } from './safeCheck.ts'
import { missingSettings } from './settings.ts'
import { strategyMeeting } from './strategyMeeting.ts'

/** Missing children: the search, and what follows it. */
export const missingRoom: PracticeRoom = {
  practices: [safeCheck, returnInterview, strategyMeeting, missingEpisode],
  settings: missingSettings,
}
