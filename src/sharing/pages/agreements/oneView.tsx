import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Timeline } from '../../../design/timeline.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { partiesOf, standingOf, standingOfClause } from '../../agreement.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import { GatewayLink } from '../../gatewayLink.tsx'
import type { AgreementEvent } from '../../store/agreements.ts'
import type { Words } from '../../store/words.ts'
import { AgreementTags, StandingTag } from './standingTag.tsx'

type AgreementViewProps = {
  agreement: Agreement
  clauses: readonly Clause[]
  events: readonly AgreementEvent[]
  words: Words
  now: Date
  mayEnd: boolean
}

/** The whole agreement as its parties signed it, one sentence a clause; made to be printed as well. */
export function AgreementView({ agreement, clauses, events, words, now, mayEnd }: AgreementViewProps) {
  const isLive = standingOf(agreement, now) === 'in_force'
  return (
    <>
      <h1 class="govuk-heading-l">{agreement.title}</h1>
      <p class="govuk-body">
        <AgreementTags agreement={agreement} now={now} />
      </p>
      <p class="govuk-body-l">{agreement.about}</p>
      <SummaryList
        rows={[
          fact('Version', String(agreement.version)),
          fact('In force from', dateText(agreement.validFrom)),
          fact('To be reviewed', dateText(agreement.reviewOn)),
          fact('Ends', dateText(agreement.validUntil)),
          fact(
            'Parties',
            <ul class="govuk-list">
              {partiesOf(clauses)
                .map(words.agency)
                .toSorted()
                .map(name => (
                  <li>{name}</li>
                ))}
            </ul>,
          ),
        ]}
      />
      <h2 class="govuk-heading-m">What it allows</h2>
      {clauses.map(clause => (
        <ClauseCard clause={clause} agreement={agreement} words={words} now={now} mayEnd={mayEnd} />
      ))}
      {events.length > 0 ? <Events events={events} /> : undefined}
      {mayEnd && isLive ? (
        <Button
          classes="govuk-button--warning"
          href={`/agreements/${agreement.id}/end`}
          text="End the whole agreement"
        />
      ) : undefined}
    </>
  )
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

type ClauseCardProps = { clause: Clause; agreement: Agreement; words: Words; now: Date; mayEnd: boolean }

function ClauseCard({ clause, agreement, words, now, mayEnd }: ClauseCardProps) {
  const standing = standingOfClause(clause, agreement, now)
  const list = (items: readonly string[]) => items.toSorted().join(', ')
  return (
    <section id={`clause-${clause.number}`}>
      <SummaryList
        card={{
          title: {
            text: (
              <>
                Clause {clause.number} <StandingTag standing={standing} />
              </>
            ),
            headingLevel: 3,
          },
          actions:
            mayEnd && standing === 'in_force'
              ? {
                  items: [
                    {
                      text: 'End',
                      href: `/agreements/${agreement.id}/end?clause=${clause.id}`,
                      visuallyHiddenText: `clause ${clause.number}`,
                    },
                  ],
                }
              : undefined,
        }}
        rows={[
          fact('It says', clause.says),
          fact('From', list(clause.fromAgencies.map(words.agency))),
          fact('To', list(clause.toAgencies.map(words.agency))),
          fact('For these roles', list(clause.toRoles.map(words.role))),
          fact(
            clause.access === 'read' ? 'They may see' : 'They may add',
            `${list(clause.categories.map(words.category))}, up to tier ${clause.highestTier} of 3`,
          ),
          fact('About whom', clause.access === 'deposit' ? 'Whoever they tell about' : reachWords[clause.reach]),
          fact('Purpose', words.purpose(clause.purpose).title),
          fact('Power to share', <GatewayLink gateway={words.gateway(clause.gateway)} />),
          fact('Basis in data protection law', clause.basis),
          fact('Until', dateText(earlier(agreement.validUntil, clause.validUntil))),
          clause.endedAt ? fact('Ended', endingOf(clause, clause.endedAt)) : undefined,
        ]}
      />
    </section>
  )
}

function endingOf({ endedBy, endedWhy }: Clause, endedAt: Date): string {
  return `${dateTimeText(endedAt)}, by ${endedBy ?? 'somebody who has left'}: ${endedWhy ?? ''}`
}

const reachWords = {
  linked: 'Only people whom they have a reason to work with: a link, made by a piece of work',
  hub: 'Everybody recorded, without a link: for search, boards and checks',
} as const

const earlier = (a: Date, b: Date | undefined): Date => (b && b < a ? b : a)

function Events({ events }: { events: readonly AgreementEvent[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">What has changed</h2>
      <Timeline
        items={events.map(event => ({
          title:
            event.what === 'agreement_ended' ? 'The agreement was ended' : `Clause ${event.number ?? ''} was ended`,
          when: dateTimeText(event.at),
          dateTime: event.at.toISOString(),
          by: event.by,
          children: event.why,
        }))}
      />
    </>
  )
}
