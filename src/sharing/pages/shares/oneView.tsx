import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import type { Viewer } from '../../../kernel/context.ts'
import { dateTimeText } from '../../../language/format.ts'
import { mayTake, shareStateWords, stateOfShare } from '../../share.ts'
import { isRecipient, mayRecall, mayReviewVital } from '../../sharePolicy.ts'
import type { ShareOver } from '../../store/shares.ts'
import type { Words } from '../../store/words.ts'
import type { ShareRead } from './openShare.ts'
import { ShareFacts } from './shareFacts.tsx'
import { Answer, Recall, Review } from './stepForms.tsx'
import type { StepFormProps } from './stepForms.tsx'

export type OneViewProps = ShareRead & StepFormProps & { viewer: Viewer }

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
      <div id="form" data-live="share">
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
        <ShareFacts {...props} state={shareStateWords[state]} />
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
