import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { receiptPages } from '../pages/disclosures/receipt/page.tsx'
import { openLogRoutes } from './openLog.ts'
import type { LogSettings } from './runLog.ts'

/** The log for everybody, and the receipts for those concerned. */
export const logPages = (settings: LogSettings) => new Hono<Env>()
  .route('/', openLogRoutes(settings)).route('/', receiptPages(settings))
