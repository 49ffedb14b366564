import type { PracticeRoom } from '../practice/room.ts'
import { programmePages } from './pages/programmePages.tsx'
import { programmeReferral } from './referral.ts'
import { referralPanel } from './referralPanel.tsx'

/** The directory of help, and referrals to it. */
export const programmesRoom: PracticeRoom = {
  practices: [programmeReferral], panels: [referralPanel], pages: programmePages,
}
