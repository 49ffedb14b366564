import { Button } from '../../../design/button.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import type { SummaryAction } from '../../../design/summaryList.tsx'
import { Timeline } from '../../../design/timeline.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { namedParties, standingOfClause, standingWords, standingOf } from '../../agreement.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import type { Signature } from '../../agreementLife.ts'
import { versionWords } from '../../clauseWords.ts'
import type { Finding } from '../../lawReference.ts'
import type { Colleague } from '../../store/agreementDrafts.ts'
import type { AgreementEvent } from '../../store/agreements.ts'
import type { Words } from '../../store/words.ts'
import { ClauseCard, fact } from './clauseCard.tsx'
import { eventTitle, withoutRepeats } from './eventWords.ts'
import { LawFindings } from './lawFindings.tsx'
import type { NextStep } from './nextSteps.ts'
import { Signatures } from './signatures.tsx'
import { AgreementTags, ReviewWarning } from './standingTag.tsx'

export type AgreementViewProps = {
  agreement: Agreement
  clauses: readonly Clause[]
  versions: readonly Agreement[]
  signatures: readonly Signature[]
  officers: readonly Colleague[]
  events: readonly AgreementEvent[]
  /** Of a draft, for those who write it. */
  findings: readonly Finding[] | undefined
  words: Words
  now: Date
  steps: readonly NextStep[]
  mayWrite: boolean
  mayEnd: boolean
}

/** The whole agreement as its parties signed it, one sentence a clause. */
export function AgreementView(props: AgreementViewProps) {
  const { agreement, clauses, signatures, officers, events, findings, words, now, steps, mayWrite } = props
  const here = `/agreements/${agreement.id}`
  const clauseHref = (number: number) => `${here}/clauses/${clauses.find(each => each.number === number)?.id ?? ''}`
  return (
    <>
      <h1 class="govuk-heading-l">{agreement.title}</h1>
      <p class="govuk-body">
        <AgreementTags agreement={agreement} now={now} />
      </p>
      <ReviewWarning agreement={agreement} now={now} />
      <p class="govuk-body-l">{agreement.about}</p>
      <Steps steps={steps.filter(({ kind }) => kind !== 'warning')} />
      <Facts {...props} />
      {findings ? (
        <LawFindings findings={findings} clauseHref={clauseHref} factsHref={`${here}/facts`} />
      ) : undefined}
      <h2 class="govuk-heading-m">What it allows</h2>
      {clauses.length === 0 ? <p class="govuk-body">No clause yet: it opens nothing.</p> : undefined}
      {clauses.map(clause => (
        <ClauseCard
          clause={clause}
          agreement={agreement}
          words={words}
          now={now}
          actions={actionsOn(clause, props)}
        />
      ))}
      {mayWrite ? (
        <Button href={`${here}/clauses/new`} classes="govuk-button--secondary" text="Add a clause" />
      ) : undefined}
      {agreement.round > 0 && agreement.state !== 'draft' ? (
        <Signatures {...{ parties: agreement.parties, signatures, officers, words }} />
      ) : undefined}
      {events.length > 0 ? <Events events={events} words={words} /> : undefined}
      <Steps steps={steps.filter(({ kind }) => kind === 'warning')} />
    </>
  )
}

function Steps({ steps }: { steps: readonly NextStep[] }) {
  if (steps.length === 0) return <></>
  return (
    <div class="govuk-button-group">
      {steps.map(({ text, href, kind }) => (
        <Button {...{ text, href }} {...(kind === 'primary' ? {} : { classes: `govuk-button--${kind}` })} />
      ))}
    </div>
  )
}

function Facts({ agreement, clauses, versions, words, now, mayWrite }: AgreementViewProps) {
  const others = versions.filter(({ id }) => id !== agreement.id)
  const [, , , ...more] = versionWords(words).facts
  const isWaiting = agreement.state === 'draft' || agreement.state === 'proposed' || agreement.state === 'signed'
  const change = {
    items: [{ text: 'Change', href: `/agreements/${agreement.id}/facts`, visuallyHiddenText: 'the agreement' }],
  }
  return (
    <SummaryList
      card={mayWrite ? { title: { text: 'The agreement', headingLevel: 2 }, actions: change } : undefined}
      rows={[
        fact('Version', String(agreement.version)),
        isWaiting ? undefined : fact('In force from', dateText(agreement.validFrom)),
        ...more.map(([name, text]) => fact(name, text(agreement))),
        fact(
          'Parties',
          <ul class="govuk-list">
            {namedParties(agreement, clauses)
              .map(words.agency)
              .toSorted()
              .map(name => (
                <li>{name}</li>
              ))}
          </ul>,
        ),
        others.length > 0 ? fact('Other versions', <Versions versions={others} now={now} />) : undefined,
      ]}
    />
  )
}

function Versions({ versions, now }: { versions: readonly Agreement[]; now: Date }) {
  return (
    <ul class="govuk-list">
      {versions.map(version => (
        <li>
          <a class="govuk-link" href={`/agreements/${version.id}`}>
            Version {version.version}
          </a>
          {': '}
          {standingWords[standingOf(version, now)].toLowerCase()}
        </li>
      ))}
    </ul>
  )
}

function actionsOn(clause: Clause, { agreement, now, mayWrite, mayEnd }: AgreementViewProps): SummaryAction[] {
  const visuallyHiddenText = `clause ${clause.number}`
  const here = `/agreements/${agreement.id}`
  if (mayWrite)
    return [
      { text: 'Change', href: `${here}/clauses/${clause.id}`, visuallyHiddenText },
      { text: 'Remove', href: `${here}/clauses/${clause.id}/remove`, visuallyHiddenText },
    ]
  return mayEnd && standingOfClause(clause, agreement, now) === 'in_force'
    ? [{ text: 'End', href: `${here}/end?clause=${clause.id}`, visuallyHiddenText }]
    : []
}

function Events({ events, words }: { events: readonly AgreementEvent[]; words: Words }) {
  return (
    <>
      <h2 class="govuk-heading-m">What has changed</h2>
      <Timeline
        items={withoutRepeats(events).map(event => ({
          title: eventTitle(event, words),
          when: dateTimeText(event.at),
          dateTime: event.at.toISOString(),
          by: event.by,
          children: event.why,
        }))}
      />
    </>
  )
}
