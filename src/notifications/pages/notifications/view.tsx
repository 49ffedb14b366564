import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { dayOf, dayTimeText } from '../../../language/format.ts'
import { notificationStates } from '../../life.ts'
import { findWord } from '../../../practice/life.ts'
import type { OwnDraft, OwnNotification } from '../../store/ownNotifications.ts'
import { stateWords, urgencies, urgencyWords } from '../../words.ts'
import { addressOf, NameAndAge } from './make/makingFrame.tsx'

export type MyNotificationsProps = { drafts: readonly OwnDraft[]; sent: readonly OwnNotification[]; now: Date }

export function MyNotifications(props: MyNotificationsProps) {
  return (
    <>
      <h1 class="govuk-heading-l">My notifications</h1>
      <Button href="/notifications/make" text="Make a notification" />
      <BegunTable {...props} />
      <h2 class="govuk-heading-m">Sent</h2>
      {props.sent.length === 0
        ? <EmptyState title="You have not sent a notification yet">
            <p class="govuk-body">What you send stands here, with what the front door says back.</p>
          </EmptyState>
        : <SentTable {...props} />}
    </>
  )
}

function BegunTable({ drafts, now }: MyNotificationsProps) {
  if (drafts.length === 0) return <></>
  const today = dayOf(now)
  return (
    <Table
      caption="Begun and not sent" captionClasses="govuk-table__caption--m"
      head={[{ text: 'Child' }, { text: 'What' }, { text: 'Saved' }, { text: '' }]}
      rows={drafts.map(draft => [
        { text: draft.child ? <NameAndAge person={draft.child} today={today} /> : 'No child chosen yet' },
        { text: draft.title }, { text: dayTimeText(draft.changedAt, now) },
        { text: <a class="govuk-link" href={addressOf(draft.id, draft.child ? 'check' : 'child')}>Go on</a> },
      ])}
    />
  )
}

function SentTable({ sent, now }: MyNotificationsProps) {
  return (
    <Table
      live="my-notifications" list
      head={['Child', 'Reference', 'What', 'Urgency', 'Sent', 'Front door', 'Feedback'].map(text => ({ text }))}
      rows={sent.map(one => ({
        key: one.id,
        cells: [
          { text: <ChildOf one={one} now={now} /> },
          { text: <a class="govuk-link" href={`/notifications/${one.id}`}>{one.reference}</a> },
          { text: one.headline }, { text: urgencyText(one.urgency) }, { text: dayTimeText(one.sentAt, now) },
          { text: progressText(one, now) },
          { text: one.hasUnreadFeedback ? <Tag text="New feedback" classes="govuk-tag--blue" /> : '' },
        ],
      }))}
    />
  )
}

function ChildOf({ one: { child }, now }: { one: OwnNotification; now: Date }) {
  if (!child) return <>A child</>
  return <NameAndAge person={{ ...child, birthOn: child.birthOn }} today={dayOf(now)} />
}

function urgencyText(text: string): string {
  const urgency = findWord(urgencies, text)
  return urgency ? urgencyWords[urgency] : ''
}

function progressText({ state, acknowledgedAt, dueAt }: OwnNotification, now: Date): string {
  const known = findWord(notificationStates, state)
  if (known !== 'sent')
    return [
      known && stateWords[known], acknowledgedAt && `acknowledged ${dayTimeText(acknowledgedAt, now)}`,
    ].filter(Boolean).join(', ')
  return dueAt ? `Not acknowledged yet, due ${dayTimeText(dueAt, now)}` : 'Not acknowledged yet'
}
