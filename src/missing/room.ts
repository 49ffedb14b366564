import { Hono } from 'hono'
import type { Env } from '../kernel/web.ts'
import type { PracticeRoom } from '../practice/room.ts'
import { missingEpisode } from './missingEpisode.ts'
import { countsPages } from './pages/missing/counts/page.tsx'
import { searchedPages } from './pages/missing/places/page.tsx'
import { missingTablePages } from './pages/missing/ssda903/page.tsx'
import { missingPanels } from './panels.tsx'
import { carerPages } from './plan/pages/byLinkPages.tsx'
import { planPages } from './plan/pages/planPages.tsx'
import { planPanel } from './plan/planPanel.tsx'
import { planSettings } from './plan/sections.ts'
import { returnInterview } from './returnInterview.ts'
import { safeCheck } from './safeCheck.ts'
import { missingSettings } from './settings.ts'
import { strategyMeeting } from './strategyMeeting.ts'

/** Missing children: the search, and what follows it. Addresses below `/missing` come before its own. */
export const missingRoom: PracticeRoom = {
  practices: [safeCheck, returnInterview, strategyMeeting, missingEpisode],
  panels: [planPanel, ...missingPanels],
  pages: practices => new Hono<Env>().route('/', planPages()).route('/', carerPages(practices)).route('/',
    countsPages())
    .route('/', missingTablePages()).route('/', searchedPages()),
  settings: [...missingSettings, ...planSettings],
}
