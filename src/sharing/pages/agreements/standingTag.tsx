import { Tag } from '../../../design/tag.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { dateText, daysBetween } from '../../../language/format.ts'
import { isReviewOverdue, standingOf, standingWords } from '../../agreement.ts'
import type { Agreement, Standing } from '../../agreement.ts'
import { lastDayText } from '../../clauseWords.ts'

const colours: Record<Standing, string> = {
  draft: 'grey',
  proposed: 'blue',
  signed: 'turquoise',
  not_yet: 'blue',
  in_force: 'green',
  expired: 'red',
  superseded: 'grey',
  withdrawn: 'grey',
  ended: 'grey',
}
const soon = 30
const waiting: readonly Standing[] = ['draft', 'proposed', 'signed']

export function StandingTag({ standing }: { standing: Standing }) {
  return <Tag classes={`govuk-tag--${colours[standing]}`} text={standingWords[standing]} />
}

/** The standing of an agreement, and what needs attention: a review that is due, an end that is near. */
export function AgreementTags({ agreement, now }: { agreement: Agreement; now: Date }) {
  const standing = standingOf(agreement, now)
  const isLive = standing === 'in_force'
  const isReviewDue = daysBetween(now, agreement.reviewOn) <= 0
  return (
    <>
      <StandingTag standing={standing} />
      {isReviewDue && (isLive || waiting.includes(standing)) ? (
        <>
          {' '}
          <Tag
            classes="govuk-tag--yellow"
            text={isReviewOverdue(agreement, now) ? 'Review overdue' : 'Review due'}
          />
        </>
      ) : undefined}
      {isLive && daysBetween(now, agreement.validUntil) <= soon ? (
        <>
          {' '}
          <Tag classes="govuk-tag--yellow" text="Ends soon" />
        </>
      ) : undefined}
    </>
  )
}

/** Said wherever an agreement is read whose review date has passed. */
export function ReviewWarning({ agreement, now }: { agreement: Agreement; now: Date }) {
  const standing = standingOf(agreement, now)
  if (!isReviewOverdue(agreement, now)) return <></>
  const due = `This agreement was to be reviewed by ${dateText(agreement.reviewOn)}.`
  if (standing === 'in_force')
    return (
      <WarningText
        text={
          `${due} It opens what it opens until the end of ${lastDayText(agreement.validUntil)}, but nothing can be added to it. ` +
          'The information governance lead reviews it by making a new version.'
        }
      />
    )
  return waiting.includes(standing) ? (
    <WarningText
      text={`${due} No clause can be added, and nothing proposed or activated, before it has a new date.`}
    />
  ) : (
    <></>
  )
}
