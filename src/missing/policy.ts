import type { Viewer } from '../kernel/context.ts'
import { searchers, socialCare } from './roles.ts'

const counters: readonly string[] = [...searchers, ...socialCare]
/** Whoever makes the council's return to the department. */
const returners: readonly string[] = ['front_door_manager', 'social_worker']

export const maySearch = ({ role }: Viewer): boolean => searchers.some(one => one === role)
export const mayCountMissing = ({ role }: Viewer): boolean => counters.includes(role)
export const mayExportMissing = ({ role }: Viewer): boolean => returners.includes(role)
