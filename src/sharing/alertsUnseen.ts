import type { Viewer } from '../kernel/context.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { readingAgreements } from './policy.ts'
import { countAlerts } from './store/alerts.ts'

/** How many alerts wait for this viewer: one statement, counted on every page. */
export const alertsUnseen = (kernel: Kernel, viewer: Viewer): Promise<number> =>
  kernel.db.as(readingAgreements(viewer), tx => countAlerts(tx))
