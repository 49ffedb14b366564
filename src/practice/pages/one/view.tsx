import type { Content } from '../../../design/attributes.ts'
import { Badge } from '../../../design/badge.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { IdentityBar } from '../../../design/identityBar.tsx'
import { NotificationBanner } from '../../../design/notificationBanner.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { dateTimeText, dayOf, timeText } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { predict } from '../../clocks/prediction.ts'
import type { Prediction } from '../../clocks/prediction.ts'
import { DueClock } from '../dueClock.tsx'
import { episodePath, slugOf, staffText, stateText, urgencyColours, urgencyWords } from '../episodeWords.ts'
import { HandOverForms } from '../handing-over/handOverForms.tsx'
import type { EpisodeCase, Place } from './loadEpisode.ts'
import { NextSteps, prefixOf } from './nextSteps.tsx'
import type { Returned, StepProps } from './nextSteps.tsx'
import { BegunHere, History, Pauses, Recorded } from './recorded.tsx'

export type EpisodeViewProps = StepProps & {
  /** Somebody else was quicker: who, and when. */
  changedBy?: { name: string; at: Date } | undefined
}

/** Who it is and what helps them, where it stands, what can be done; then what was recorded, and who did what. */
export function EpisodeView({ changedBy, ...props }: EpisodeViewProps) {
  const { case: one, returned } = props
  const { practice, facts, child, needs } = one
  const age = ageOf(child?.birthOn, dayOf(facts.now))
  return (
    <>
      {changedBy ? <ChangedBanner {...changedBy} /> : undefined}
      {returned && !changedBy ? <Problems returned={returned} /> : undefined}
      <span class="govuk-caption-l">{practice.words.one} {facts.episode.reference}</span>
      <IdentityBar
        name={child?.name ?? 'Name not open to you'} age={child?.birthIsEstimate ? `about ${age}` : age} needs={needs}
      />
      <State case={one} />
      <Panels case={one} place="before_steps" />
      <NextSteps {...props} />
      <HandOverForms practice={practice} facts={facts} csrf={props.csrf} />
      <Panels case={one} place="after_steps" />
      <BegunHere case={one} />
      <Recorded case={one} />
      <Pauses case={one} />
      <Panels case={one} place="end" />
      <History case={one} />
      <p class="govuk-body govuk-!-display-none-print">
        <a class="govuk-link" href={`${practice.path}/life`}>How this moves, who may do what, and the clocks</a>
      </p>
    </>
  )
}

function Problems({ returned: { step, problems } }: { returned: Returned }) {
  const list = Object.entries(problems).map(([field, text]) => (
    { text, href: field === slugOf(step) ? `#${field}` : `#${prefixOf(step)}${field}` }))
  return list.length > 0 ? <ErrorSummary titleText="There is a problem" errorList={list} /> : <></>
}

function ChangedBanner({ name, at }: { name: string; at: Date }) {
  return (
    <NotificationBanner titleId="changed">
      <p class="govuk-notification-banner__heading">{name} changed this at {timeText(at)}</p>
      <p class="govuk-body">
        Nothing of yours was recorded. What you typed is kept below: look at what has changed, then send it again if it
        still holds.
      </p>
    </NotificationBanner>
  )
}

function Panels({ case: { panels }, place }: { case: EpisodeCase; place: Place }) {
  return <>{panels.get(place)?.map((panel, number) => <div data-live={`panel-${place}-${number}`}>{panel}</div>)}</>
}

const row = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

/** That a task is likely to be late, and why: about the task and the time, never about the child. */
function Likely({ prediction }: { prediction: Prediction | undefined }) {
  return prediction?.likely === 'late' ? <span class="govuk-hint">Likely to be late. {prediction.why}</span> : <></>
}

/** Where it stands: first on the page, and kept true while it is open. */
function State({ case: { practice, practices, facts, clocks, staff, titles, parent, usual } }: { case: EpisodeCase }) {
  const { episode, now } = facts
  const above = parent && practices.get(parent.kind)
  const own = clocks.filter(({ workId }) => workId === episode.id)
  const team = titles.roles.get(episode.team ?? '')
  return (
    <div data-live="state">
      <SummaryList
        rows={[
          row('State', <b>{stateText(practice, episode.state)}</b>),
          row('Urgency', <Badge colour={urgencyColours[episode.urgency]} text={urgencyWords[episode.urgency]} />),
          ...own.filter(({ stoppedAt }) => !stoppedAt).map(clock => row(clock.title, (
            <><DueClock clock={clock} now={now} /><Likely prediction={predict(clock, usual.get(clock.rule), now)} /></>
          ))),
          row('Whose work it is', [titles.agencies.get(episode.agencyId), team].filter(Boolean).join(': ')),
          row('Who has it', episode.assignedTo ? staffText(staff, episode.assignedTo) : 'Nobody yet'),
          row('Begun', `${dateTimeText(episode.openedAt)} by ${staffText(staff, episode.openedBy)}`),
          episode.closedAt ? row('Closed', dateTimeText(episode.closedAt)) : null,
          parent && above
            ? row('Part of', <a class="govuk-link" href={episodePath(above, parent.id)}>{above.words.one} {parent.reference}</a>)
            : null,
          ...own.filter(({ stoppedAt }) => stoppedAt).map(clock => row(clock.title, <DueClock clock={clock} now={now} />)),
        ]}
      />
    </div>
  )
}
