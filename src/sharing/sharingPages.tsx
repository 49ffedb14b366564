import { Hono } from 'hono'
import type { Env } from '../kernel/web.ts'
import { agreementPages } from './pages/agreements/page.tsx'
import { alertPages } from './pages/alerts/page.tsx'
import { assurancePages } from './pages/assurance/page.tsx'
import { breachPages } from './pages/breaches/page.tsx'
import { breakGlassPages } from './pages/break-glass/page.tsx'
import { conflictPages } from './pages/conflicts/page.tsx'
import { disclosurePages } from './pages/disclosures/page.tsx'
import { claimPages } from './pages/links/claimPage.tsx'
import { newExportPages } from './pages/exports/newPage.tsx'
import { exportPages } from './pages/exports/page.tsx'
import { tracePages } from './pages/exports/tracePage.tsx'
import { linkPages } from './pages/links/page.tsx'
import { claimReviewPages } from './pages/links/reviewPage.tsx'
import { disputePages } from './pages/disputes/page.tsx'
import { holdPages } from './pages/holds/page.tsx'
import { retentionPages } from './pages/retention/page.tsx'
import { misusePages } from './pages/misuse/page.tsx'
import { readingQuestionPages } from './pages/misuse/questionPages.tsx'
import { sealPages } from './pages/seals/page.tsx'
import { askPages } from './pages/shares/askPage.tsx'
import { makeSharePages } from './pages/shares/makePage.tsx'
import { sharePages } from './pages/shares/page.tsx'
import { refusalPages } from './pages/shares/refusalPage.tsx'
import { accountPages } from './pages/subject-requests/accountPage.tsx'
import { subjectRequestPages } from './pages/subject-requests/page.tsx'
import { reviewPages } from './pages/subject-requests/reviewPage.tsx'
import { whyPages } from './pages/why/page.tsx'

/** Every page of this room, for the composition root. */
export const sharingPages = () => new Hono<Env>()
  .route('/', makeSharePages()).route('/', askPages()).route('/', refusalPages()).route('/', sharePages())
  .route('/', claimPages()).route('/', linkPages()).route('/', claimReviewPages())
  .route('/', reviewPages()).route('/', accountPages()).route('/', subjectRequestPages())
  .route('/', disputePages()).route('/', retentionPages()).route('/', holdPages()).route('/', assurancePages())
  .route('/', sealPages()).route('/', conflictPages()).route('/', breakGlassPages()).route('/', alertPages())
  .route('/', newExportPages()).route('/', tracePages()).route('/', exportPages())
  .route('/', breachPages()).route('/', readingQuestionPages()).route('/', misusePages())
  .route('/', whyPages()).route('/', agreementPages()).route('/', disclosurePages())
