import type { PracticeRoom } from '../practice/room.ts'
import { carrierCriteria } from './carrier.ts'
import { knifeReferral } from './knifeReferral.ts'
import { orderAges } from './orders.ts'
import { knifePages } from './pages/knifePages.tsx'
import { knifePanels } from './panels.tsx'

export const knifeRoom: PracticeRoom = {
  practices: [knifeReferral], panels: knifePanels, pages: knifePages, settings: [carrierCriteria, orderAges],
}
