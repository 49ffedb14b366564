import type { PracticeRoom } from '../practice/room.ts'
import { adultRequest } from './adults.ts'
import { bedRequest } from './beds.ts'
import { detention } from './detention/detention.ts'
import { liaisonOffer } from './liaison.ts'
import { custodyPages } from './pages/custodyPages.tsx'
import { custodyPanels } from './panels.tsx'
import { gravityMatrix, liaisonAttempts, smallestShown } from './settings.ts'

export const custodyRoom: PracticeRoom = {
  practices: [adultRequest, bedRequest, liaisonOffer, detention],
  panels: custodyPanels,
  pages: custodyPages,
  settings: [gravityMatrix, liaisonAttempts, smallestShown],
}
