import { LevelTag } from '../../../../design/levelTag.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import { dateTimeText } from '../../../../language/format.ts'
import type { Case } from '../../../loadCase.ts'
import { stateWords, urgencyWords } from '../../../words.ts'
import { agencyText, roleText, staffText } from '../../caseWords.ts'
import { DueClock } from '../../dueClock.tsx'

/** Where it stands: first on the page, and kept true while it is open. */
export function StateOfCase({ case: one }: { case: Case }) {
  const { screened, clocks, now, isInside } = one
  const running = clocks.filter(clock => clock.workId === screened.id && !clock.stoppedAt)
  const handover = one.handovers[0]
  return (
    <div data-live="state">
      <SummaryList
        rows={[
          { key: { text: 'State' }, value: { text: <b>{stateWords[screened.state]}</b> } },
          { key: { text: 'Level' }, value: { text: <LevelTag level={screened.level} /> } },
          { key: { text: 'Urgency' }, value: { text: urgencyWords[screened.urgency] } },
          ...running.map(clock => ({ key: { text: clock.title }, value: { text: <DueClock clock={clock} now={now} /> } })),
          isInside
            ? { key: { text: 'Assigned to' }, value: { text: screened.assignedTo ? staffText(one, screened.assignedTo) : 'Nobody yet' } }
            : null,
          handover && isInside
            ? { key: { text: 'Handed over to' }, value: { text: handover.staffId
                ? staffText(one, handover.staffId)
                : `${roleText(one, handover.role)}, ${agencyText(one, handover.agencyId)}` } }
            : null,
          { key: { text: 'Sent' }, value: { text: `${dateTimeText(screened.sentAt)} by ${staffText(one, screened.referrerStaff)}` } },
          { key: { text: 'Acknowledged' }, value: { text: screened.acknowledgedAt
            ? `${dateTimeText(screened.acknowledgedAt)} by ${staffText(one, screened.acknowledgedBy)}`
            : 'Not yet' } },
        ]}
      />
    </div>
  )
}
