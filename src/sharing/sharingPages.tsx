import { Hono } from 'hono'
import type { Env } from '../kernel/web.ts'
import { agreementPages } from './pages/agreements/page.tsx'
import { disclosurePages } from './pages/disclosures/page.tsx'
import { whyPages } from './pages/why/page.tsx'

/** Every page of this room, for the composition root. */
export const sharingPages = () => new Hono<Env>()
  .route('/', whyPages()).route('/', agreementPages()).route('/', disclosurePages())
