import { Hono } from 'hono'
import type { Env } from '../kernel/web.ts'
import type { PracticeRoom } from '../practice/room.ts'
import { programmePages } from './pages/programmePages.tsx'
import { familyPages } from './plan/by-link/familyPages.tsx'
import { familyPlan } from './plan/familyPlan.ts'
import { familyPagePanel, planPanel } from './plan/planPanel.tsx'
import { planSettings } from './plan/planSettings.ts'
import { familyPreviewPages } from './plan/previewPages.tsx'
import { safePlacePages } from './safePlace/safePlacePages.tsx'
import { safePlacePanel } from './safePlace/safePlacePanel.tsx'
import { scalePages } from './scales/scalePages.tsx'
import { scalesPanel } from './scales/scalesPanel.tsx'
import { programmeReferral } from './referral.ts'
import { referralPanel } from './referralPanel.tsx'

/** The directory of help, and referrals to it. */
export const programmesRoom: PracticeRoom = {
  practices: [programmeReferral, familyPlan], panels: [referralPanel, safePlacePanel, planPanel, familyPagePanel, scalesPanel],
  pages: practices => new Hono<Env>().route('/', programmePages(practices)).route('/', familyPreviewPages()).route('/', familyPages(practices))
    .route('/', safePlacePages()).route('/', scalePages()),
  settings: planSettings,
}
