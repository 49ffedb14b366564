import type { PracticeRoom } from '../../practice/room.ts'
import { searchPanels } from './panels.tsx'
import { searchPages } from './pages/countsPage.tsx'
import { searchRules } from './settings.ts'
import { stripSearch } from './stripSearch.ts'

/** Mounted before custody: its addresses lie below `/custody`. */
export const searchRoom: PracticeRoom = {
  practices: [stripSearch], panels: searchPanels, pages: searchPages, settings: [searchRules],
}
