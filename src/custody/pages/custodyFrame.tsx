import { SubNavigation } from '../../design/subNavigation.tsx'
import type { Viewer } from '../../kernel/context.ts'
import { maySeeFollowUp, maySeeNow } from '../policy.ts'

/** The pages of custody, those that this person may open. */
export function CustodyNavigation({ viewer, current }: { viewer: Viewer; current: string }) {
  const pages = [
    ...(maySeeNow(viewer) ? [{ text: 'Here now', href: '/custody/now' }, { text: 'All', href: '/custody' }] : []),
    ...(maySeeFollowUp(viewer) ? [{ text: 'Follow-up offered', href: '/custody/follow-up' }, { text: 'Counts', href: '/custody/counts' }] : []),
  ]
  return <SubNavigation label="Custody" items={pages.map(page => ({ ...page, current: page.href === current }))} />
}

export const periods = [
  { months: 1, text: 'The last month' }, { months: 3, text: 'The last 3 months' }, { months: 12, text: 'The last 12 months' },
] as const

/** The period of the address, or the last three months; what the address does not know is ignored. */
export function periodOf(asked: string | undefined, now: Date): { months: number; since: Date } {
  const months = periods.find(period => String(period.months) === asked)?.months ?? 3
  const since = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Europe/London').subtract({ months })
    .startOfDay()
  return { months, since: new Date(since.epochMilliseconds) }
}
