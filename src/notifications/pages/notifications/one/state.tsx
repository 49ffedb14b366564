import type { Content } from '../../../../design/attributes.ts'
import { LevelTag } from '../../../../design/levelTag.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import { dateTimeText } from '../../../../language/format.ts'
import type { Case } from '../../../loadCase.ts'
import { stateWords, urgencyWords } from '../../../words.ts'
import { agencyText, roleText, staffText } from '../../caseWords.ts'
import { DueClock } from '../../dueClock.tsx'

const row = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

/** Where it stands: first on the page, and kept true while it is open. */
export function StateOfCase({ case: one }: { case: Case }) {
  const { screened, clocks, now, isInside } = one
  const running = clocks.filter(clock => clock.workId === screened.id && !clock.stoppedAt)
  const handedTo = handedOverTo(one)
  const assignedTo = screened.assignedTo && staffText(one, screened.assignedTo)
  const acknowledged = screened.acknowledgedAt
    && `${dateTimeText(screened.acknowledgedAt)} by ${staffText(one, screened.acknowledgedBy)}`
  return (
    <div data-live="state">
      <SummaryList
        rows={[
          row('State', <b>{stateWords[screened.state]}</b>),
          row('Level', <LevelTag level={screened.level} />),
          row('Urgency', urgencyWords[screened.urgency]),
          ...running.map(clock => row(clock.title, <DueClock clock={clock} now={now} />)),
          isInside ? row('Assigned to', assignedTo ?? 'Nobody yet') : null,
          handedTo ? row('Handed over to', handedTo) : null,
          row('Sent', `${dateTimeText(screened.sentAt)} by ${staffText(one, screened.referrerStaff)}`),
          row('Acknowledged', acknowledged ?? 'Not yet'),
        ]}
      />
    </div>
  )
}

function handedOverTo(one: Case): string | undefined {
  const [last] = one.handovers
  if (!last) return undefined
  return last.staffId ? staffText(one, last.staffId) : `${roleText(one, last.role)}, ${agencyText(one, last.agencyId)}`
}
