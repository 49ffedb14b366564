import { Badge } from '../../design/badge.tsx'
import type { BadgeColour } from '../../design/badge.tsx'
import { InsetText } from '../../design/insetText.tsx'
import { WarningText } from '../../design/warningText.tsx'
import { dateText } from '../../language/format.ts'
import type { Band, Evidence } from '../programme.ts'

export const bandWords: Readonly<Record<Band, string>> = {
  'HIGH': 'High impact', 'MODERATE': 'Moderate impact', 'LOW': 'Low impact', 'NO CLEAR EVIDENCE': 'No clear evidence',
  'HARMFUL': 'Harmful',
}
const colours: Readonly<Record<Band, BadgeColour>> = {
  'HIGH': 'green', 'MODERATE': 'green', 'LOW': 'blue', 'NO CLEAR EVIDENCE': 'amber', 'HARMFUL': 'red',
}

export function BandTag({ evidence }: { evidence: Evidence | undefined }) {
  return evidence
    ? <Badge colour={colours[evidence.band]}>{bandWords[evidence.band]}</Badge>
    : <Badge colour="grey">Not in the toolkit</Badge>
}

/** What is known of the approach, at the moment of choice: a warning of harm, and plain words where nobody knows. */
export function BandSays({ evidence }: { evidence: Evidence | undefined }) {
  if (!evidence) {
    return <InsetText>This kind of programme is not in the Youth Endowment Fund’s toolkit, so nothing is said here of what it does.</InsetText>
  }
  const says = <>{evidence.title}: {bandWords[evidence.band].toLowerCase()}. {evidence.meaning}</>
  return (
    <>
      {evidence.band === 'HARMFUL'
        ? <WarningText>{says} Choose something else if you can.</WarningText>
        : <InsetText>{says}</InsetText>}
      <p class="govuk-body-s">
        Source: {evidence.sourceUrl
          ? <a class="govuk-link" href={evidence.sourceUrl} rel="noreferrer">{evidence.source}</a> : evidence.source},
        {' '}as of {dateText(evidence.asOf)}{evidence.verified ? '' : '. Not yet checked by the partnership'}.
      </p>
    </>
  )
}
