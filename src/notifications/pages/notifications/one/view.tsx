import { ErrorSummary } from '../../../../design/errorSummary.tsx'
import { IdentityBar } from '../../../../design/identityBar.tsx'
import { NotificationBanner } from '../../../../design/notificationBanner.tsx'
import { Timeline } from '../../../../design/timeline.tsx'
import { dateTimeText, timeText } from '../../../../language/format.ts'
import type { Case } from '../../../loadCase.ts'
import type { ActLine } from '../../../store/screeningReads.ts'
import { actWords } from '../../../words.ts'
import { agencyText, personText } from '../../caseWords.ts'
import { NextSteps } from './nextSteps.tsx'
import { Requests, Screening } from './process.tsx'
import { Attachments, PeopleInEvent, Recorded } from './recorded.tsx'
import { StateOfCase } from './state.tsx'
import type { StepProps } from './stepForm.tsx'
import { Feedback, ToldReferrer } from './toldReferrer.tsx'

export type CaseViewProps = StepProps & {
  /** Somebody else was quicker: who, and when. */
  changedBy?: { name: string; at: Date } | undefined
}

/** State and next steps first, then what was recorded, then who did what. */
export function CaseView({ changedBy, ...props }: CaseViewProps) {
  const { case: one, returned } = props
  const { name, age } = personText(one, one.screened.personId)
  return (
    <>
      {changedBy ? <ChangedBanner {...changedBy} /> : undefined}
      {returned && !changedBy && Object.keys(returned.problems).length > 0
        ? <ErrorSummary
            titleText="There is a problem"
            errorList={Object.entries(returned.problems).map(
              ([field, text]) => ({ text, href: `#${fieldHref(field, returned.typed)}` }),
            )}
          />
        : undefined}
      <span class="govuk-caption-l">{one.formTitle} {one.screened.reference}</span>
      <IdentityBar name={name} age={age} needs={one.needs.map(need => need.how)} />
      <p class="govuk-body-l">{one.screened.headline}</p>
      <StateOfCase case={one} />
      <NextSteps {...props} />
      {one.isInside ? undefined : <><ToldReferrer case={one} /><Feedback {...props} /></>}
      <PeopleInEvent case={one} />
      <Recorded case={one} />
      <Attachments case={one} />
      {one.isInside
        ? <><Requests {...props} /><Screening case={one} /><ToldReferrer case={one} /><Feedback {...props} /></>
        : undefined}
      <History case={one} />
    </>
  )
}

function fieldHref(field: string, typed: Readonly<Record<string, string>>): string {
  return field === 'withdraw_why' ? `withdraw_why-${typed['request'] ?? ''}` : field
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

/** Who did what when. */
function History({ case: one }: { case: Case }) {
  return (
    <section aria-labelledby="history">
      <h2 class="govuk-heading-m" id="history">Who did what</h2>
      <Timeline
        live="history"
        label="Who did what, newest first"
        items={one.acts.map(act => ({
          key: String(act.pos), title: actWords[act.verb] ?? act.verb, when: dateTimeText(act.at),
          dateTime: act.at.toISOString(), by: `${act.staff}, ${act.roleTitle}, ${act.agency}`, children: aboutAct(
            one, act,
          ),
        }))}
      />
    </section>
  )
}

/** Which team was asked, or why it was reopened. */
function aboutAct(one: Case, { workId, subjectId }: ActLine) {
  const request = one.requests.find(other => other.id === workId)
  if (request) return <p class="govuk-body-s">Request to {agencyText(one, request.toAgency)}</p>
  const record = one.records.find(other => other.id === subjectId)
  return record?.body ? <p class="govuk-body-s">{record.body}</p> : undefined
}
