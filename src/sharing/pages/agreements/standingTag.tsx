import { Tag } from '../../../design/tag.tsx'
import { daysBetween } from '../../../language/format.ts'
import { standingOf, standingWords } from '../../agreement.ts'
import type { Agreement, Standing } from '../../agreement.ts'

const colours: Record<Standing, string> = {
  draft: 'grey',
  not_yet: 'blue',
  in_force: 'green',
  expired: 'red',
  ended: 'grey',
}
const soon = 30

export function StandingTag({ standing }: { standing: Standing }) {
  return <Tag classes={`govuk-tag--${colours[standing]}`} text={standingWords[standing]} />
}

/** The standing of an agreement, and what needs attention: a review that is due, an end that is near. */
export function AgreementTags({ agreement, now }: { agreement: Agreement; now: Date }) {
  const standing = standingOf(agreement, now)
  const isLive = standing === 'in_force'
  return (
    <>
      <StandingTag standing={standing} />
      {isLive && daysBetween(now, agreement.reviewOn) <= 0 ? (
        <>
          {' '}
          <Tag classes="govuk-tag--yellow" text="Review due" />
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
