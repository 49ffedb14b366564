import type { Child } from 'hono/jsx'
import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { Viewer } from '../../../kernel/context.ts'
import { GatewayLink } from '../../gatewayLink.tsx'
import {
  informedWords,
  isRefusedBecause,
  mayTake,
  refusedBecauseWords,
  shareStateWords,
  stateOfShare,
  undoMilliseconds,
} from '../../share.ts'
import type { Section, Share } from '../../share.ts'
import { isRecipient, mayRecall, mayReviewVital } from '../../sharePolicy.ts'
import type { ShareOver } from '../../store/shares.ts'
import type { Words } from '../../store/words.ts'
import type { ShareRead } from './openShare.ts'

export type OneViewProps = ShareRead & {
  viewer: Viewer
  now: Date
  csrf: string
  problems: Problems
  typed: Readonly<Record<string, string>>
}

/** What, to whom, under which law, until when, and what became of it. */
export function OneView(props: OneViewProps) {
  const { share, who, now, viewer, problems } = props
  const state = stateOfShare(share, now)
  const isLive = mayTake('recall', share, now)
  const mine = isRecipient(viewer, share)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">
        {share.kind === 'share' ? 'Information shared' : 'Request to share'}: {who}
      </h1>
      <div data-live="share">
        {share.isVital ? (
          <p>
            <Badge colour="red" text="A life was at risk" />
          </p>
        ) : undefined}
        {mine && share.conditions ? (
          <InsetText>
            <b>Handle with care:</b> {share.conditions}
          </InsetText>
        ) : undefined}
        <Facts {...props} state={shareStateWords[state]} />
      </div>
      {mine && isLive && share.kind === 'share' ? (
        <Button href={`/people/${share.personId}`} text="Open what was shared" />
      ) : undefined}
      {mine && mayTake('answer', share, now) ? <Answer {...props} /> : undefined}
      {mayRecall(viewer, share) && isLive ? <Recall {...props} /> : undefined}
      {mayReviewVital(viewer, share) ? <Review {...props} /> : undefined}
    </>
  )
}

const row = (key: string, text: Child) => ({ key: { text: key }, value: { text } })

function Facts({ share, words, staff, entries, clauses, state }: OneViewProps & { state: string }) {
  const nameOf = (id: string | undefined) => (id && staff.get(id)) ?? 'A member of staff'
  const because = share.refusedBecause
  return (
    <SummaryList
      rows={[
        row('State', <b>{state}</b>),
        row(
          'From',
          `${nameOf(share.fromStaff)}, ${words.role(share.fromRole)}, ${words.agency(share.fromAgency)}`,
        ),
        row(
          'To',
          [share.toStaff && nameOf(share.toStaff), words.role(share.toRole), words.agency(share.toAgency)]
            .filter(Boolean)
            .join(', '),
        ),
        row(
          share.kind === 'share' ? 'What' : 'What is asked for',
          <ul class="govuk-list">
            {share.sections.map(section => (
              <li>
                <SectionLine section={section} {...{ share, words, entries, clauses }} />
              </li>
            ))}
          </ul>,
        ),
        row('Purpose', words.purpose(share.purpose).title),
        row('Why', share.reason),
        share.kind === 'share'
          ? row(
              'The child and family know',
              [informedWords[share.informed], share.informedWhy].filter(Boolean).join('. '),
            )
          : null,
        share.kind === 'share'
          ? row('May be passed on', share.onward === 'named' ? `Only to ${share.onwardTo}` : 'No')
          : null,
        share.conditions ? row('How to handle it', share.conditions) : null,
        row('Sent', dateTimeText(share.sentAt)),
        row('Ends', dateTimeText(share.validUntil)),
        row(
          'Receipt',
          share.receivedAt
            ? `Opened ${dateTimeText(share.receivedAt)} by ${nameOf(share.receivedBy)}`
            : 'Not opened yet',
        ),
        share.recalledAt
          ? row(
              'Recalled',
              `${dateTimeText(share.recalledAt)} by ${nameOf(share.recalledBy)}: ${share.recalledWhy}`,
            )
          : null,
        share.answeredAt && because !== undefined
          ? row(
              'Refused',
              `${isRefusedBecause(because) ? refusedBecauseWords[because] : because}. ${share.refusedWords}`,
            )
          : null,
        share.reviewedAt
          ? row(
              'Reviewed',
              `${share.vitalReview === 'kept' ? 'It was right to share' : 'It was ended'}: ${share.reviewWhy}`,
            )
          : null,
      ]}
    />
  )
}

type SectionLineProps = { section: Section; share: Share; words: Words } & Pick<
  OneViewProps,
  'entries' | 'clauses'
>

function SectionLine({
  section: { category, record, clause: id },
  share,
  words,
  entries,
  clauses,
}: SectionLineProps) {
  const clause = clauses.get(id ?? '')
  return (
    <>
      <b>
        {record ? (entries.get(record) ?? `One entry: ${words.category(category)}`) : words.category(category)}
      </b>
      {clause ? (
        <>
          <br />
          <GatewayLink gateway={words.gateway(clause.gateway)} />,{' '}
          <a class="govuk-link" href={`/agreements/${clause.agreementId}#clause-${clause.number}`}>
            clause {clause.number} of the {clause.title}
          </a>
        </>
      ) : undefined}
      {!clause && share.isVital && share.kind === 'share' ? (
        <>
          <br />
          <GatewayLink gateway={words.gateway('vital_interests')} />
        </>
      ) : undefined}
    </>
  )
}

/** Within a minute it is an undo, and stands open. */
function Recall({ share, now, csrf, typed, problems }: OneViewProps) {
  const isUndo = now.getTime() - share.sentAt.getTime() < undoMilliseconds
  return (
    <Details summaryText={isUndo ? 'Undo: recall it now' : 'Recall it'} open={isUndo || 'why' in problems}>
      <Form action={`/shares/${share.id}/recall`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <p class="govuk-body">
          Open pages lose what it showed within a second. They are told that it was recalled.
        </p>
        <Textarea
          id="why"
          name="why"
          rows={2}
          value={typed['why']}
          label={{ text: 'Why?' }}
          errorMessage={errorAt(problems, 'why')}
        />
        <Button classes="govuk-button--warning" text="Recall" preventDoubleClick />
      </Form>
    </Details>
  )
}

function Answer({ share, csrf, typed, problems }: OneViewProps) {
  const to = encodeURIComponent(`${share.fromAgency} ${share.fromRole}`)
  return (
    <section aria-labelledby="answer">
      <h2 class="govuk-heading-m" id="answer">
        Answer
      </h2>
      <Button
        href={`/people/${share.personId}/share?answers=${share.id}&to=${to}`}
        text="Share what is asked for"
      />
      <Details summaryText="Do not share" open={'because' in problems || 'words' in problems}>
        <Form action={`/shares/${share.id}/refuse`} csrf={csrf}>
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Radios
            name="because"
            idPrefix="because"
            value={typed['because']}
            errorMessage={errorAt(problems, 'because')}
            fieldset={{ legend: { text: 'Why not?', classes: 'govuk-fieldset__legend--s' } }}
            items={Object.entries(refusedBecauseWords)
              .filter(([code]) => code !== 'no_answer')
              .map(([value, text]) => ({ value, text }))}
          />
          <Textarea
            id="words"
            name="words"
            rows={2}
            value={typed['words']}
            label={{ text: 'In your words' }}
            hint={{ text: 'Whoever asked reads this. It is kept as your decision, with the reason.' }}
            errorMessage={errorAt(problems, 'words')}
          />
          <Button classes="govuk-button--secondary" text="Refuse" preventDoubleClick />
        </Form>
      </Details>
    </section>
  )
}

function Review({ share, csrf, typed, problems }: OneViewProps) {
  return (
    <section aria-labelledby="review">
      <h2 class="govuk-heading-m" id="review">
        Review
      </h2>
      <p class="govuk-body">
        No agreement covered this. Was it necessary to protect a life? Review it within two working days.
      </p>
      <Form action={`/shares/${share.id}/review`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Radios
          name="outcome"
          idPrefix="outcome"
          value={typed['outcome']}
          errorMessage={errorAt(problems, 'outcome')}
          items={[
            { value: 'kept', text: 'It was right to share' },
            { value: 'ended', text: 'It was not: end it now' },
          ]}
        />
        <Textarea
          id="why"
          name="why"
          rows={2}
          value={typed['why']}
          label={{ text: 'Why?' }}
          errorMessage={errorAt(problems, 'why')}
        />
        <Button text="Record the review" preventDoubleClick />
      </Form>
    </section>
  )
}

/** For a recipient of what is over: from whom and how it ended, and nothing about anybody. */
export function OverView({ over, words }: { over: ShareOver; words: Words }) {
  return (
    <>
      <h1 class="govuk-heading-l">{over.wasRecalled ? 'This share was recalled' : 'This share has ended'}</h1>
      <p class="govuk-body" data-live="share">
        {words.agency(over.fromAgency)} shared something with you or your team on {dateTimeText(over.sentAt)}. It
        {over.wasRecalled ? ' was recalled' : ' ended'} on {dateTimeText(over.overAt)}, and what it showed is
        closed. If you have noted or passed on any of it, tell them.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/shares">
          All shares
        </a>
      </p>
    </>
  )
}
