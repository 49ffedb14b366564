import type { Moment } from '../calendar.ts'
import { timeText } from '../calendar.ts'
import type { Staff } from '../types.ts'
import type { Ground } from './ground.ts'
import { purpose } from './ground.ts'
import { idAt } from './moments.ts'
import type { RequestLife } from './notificationLife.ts'
import type { Case } from './notifications.ts'

type Reading = { at: Moment; by: Staff; workId: string; page: string; categories: readonly string[] }

const ofFrontDoor = ['identity', 'needs', 'notification', 'concern', 'narrative', 'voice', 'place']
const ofReferrer = ['identity', 'notification', 'decision', 'feedback']
const ofAsked = ['identity', 'needs', 'request']

/** Who has opened the child for this notification: to screen it, to decide it, to read the feedback, to answer. */
export function addDisclosures(of: Case, requests: readonly RequestLife[], ground: Ground): void {
  const { life: { screening, decision, feedback }, notification, sender } = of
  const one = { workId: notification.id, page: 'notifications/one' }
  if (screening) read(of, { ...one, ...screening, categories: ofFrontDoor }, ground)
  if (decision) read(of, { ...one, at: decision.at - 1, by: decision.by, categories: ofFrontDoor }, ground)
  if (feedback?.seenAt !== undefined)
    read(of, { ...one, at: feedback.seenAt, by: sender, categories: ofReferrer }, ground)
  for (const { request, answers, answeredBy: by } of requests) {
    const [first] = answers
    if (first) read(of, { at: first.at, by, workId: request.id, page: 'requests/one', categories: ofAsked }, ground)
  }
}

function read({ personId }: Case, reading: Reading, { tables, book, chance }: Ground): void {
  const { at, by, workId, page, categories } = reading
  tables.disclosure.add({
    id: idAt(chance, at), person_id: personId, cell: book.cell(by.agencyId, 'disclosure', 0), at: timeText(at),
    staff_id: by.id, agency_id: by.agencyId, role: by.role, purpose, work_id: workId, page,
    categories: categories.join(' '),
  })
}
