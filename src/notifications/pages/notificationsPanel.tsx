import type { Child } from 'hono/jsx'
import { clocksOf } from '../../kernel/clocks.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { listAbout } from '../store/mine.ts'
import type { AboutRow } from '../store/mine.ts'
import { listInbox } from '../store/requests.ts'
import { requestStateWords, stateWords } from '../words.ts'
import { DueClock } from './dueClock.tsx'

/** Open notifications and requests on the child's page, each with its clock. */
export const notificationsPanel = {
  slot: 'work',
  view: async (tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<Child | undefined> => {
    const notifications = await listAbout(tx, personId)
    const requests = (await listInbox(tx, scope.viewer)).filter(request => request.personId === personId
      && (request.state === 'asked' || request.state === 'part_answered'))
    if (notifications.length + requests.length === 0) return undefined
    const clocks = await clocksOf(tx, [...notifications, ...requests].map(work => work.id))
    const categories = [
      ...(notifications.length > 0 ? ['notification'] : []), ...(requests.length > 0 ? ['request'] : []),
    ]
    await disclose(tx, kernel, scope, { page: 'people/one/work', people: [{ personId, categories }] })
    const now = kernel.now()
    const clockOf = (workId: string) => clocks.filter(clock => clock.workId === workId && !clock.stoppedAt)
      .map(clock => <div class="govuk-body-s"><b>{clock.title}</b>: <DueClock clock={clock} now={now} /></div>)
    return (
      <section aria-labelledby="open-notifications">
        <h2 class="govuk-heading-m" id="open-notifications">Notifications and requests</h2>
        <ul class="govuk-list" data-live="notifications-of-person">
          {notifications.map(row => (
            <li data-key={row.id}>
              <NotificationLink row={row} />: {stateWords[row.state].toLowerCase()}{clockOf(row.id)}
            </li>
          ))}
          {requests.map(request => (
            <li data-key={request.id}>
              <a class="govuk-link" href={`/requests/${request.id}`}>Request to your team</a>:
              {' '}{requestStateWords[request.state].toLowerCase()}{clockOf(request.id)}
            </li>
          ))}
        </ul>
      </section>
    )
  },
} as const

function NotificationLink({ row }: { row: AboutRow }) {
  const text = `Notification ${row.reference}`
  return row.mayOpen ? <a class="govuk-link" href={`/notifications/${row.id}`}>{text}</a> : <>{text}</>
}
