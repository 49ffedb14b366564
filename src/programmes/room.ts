import type { PracticeRoom } from '../practice/room.ts'
import { programmeReferral } from './referral.ts'

/** The directory of help, and referrals to it. */
export const programmesRoom: PracticeRoom = { practices: [programmeReferral] }
