import { SummaryList } from '../../../design/summaryList.tsx'
import { Timeline } from '../../../design/timeline.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { Episode, EpisodeEntry } from '../../episode.ts'
import { beginning, formOf } from '../../localQuestions.ts'
import { actText, answerLines, episodePath, labelOfId, staffText, stateText } from '../episodeWords.ts'
import { DueClock } from '../dueClock.tsx'
import type { EpisodeCase } from './loadEpisode.ts'

type Props = { case: EpisodeCase }

/** What was recorded, newest first: the question and its answer, who, for which agency, when. */
export function Recorded({ case: one }: Props) {
  return (
    <section aria-labelledby="recorded">
      <h2 class="govuk-heading-m" id="recorded">What was recorded</h2>
      <div data-live="recorded">
        {one.facts.entries.map(entry => <Entry case={one} entry={entry} />)}
        {one.facts.entries.length === 0 ? <p class="govuk-body" data-key="none">Nothing that is open to you.</p> : undefined}
      </div>
    </section>
  )
}

function Entry({ case: one, entry }: Props & { entry: EpisodeEntry }) {
  const { practice, facts, staff } = one
  const questions = formOf(practice, facts.settings, entry.step)?.questions ?? []
  const places = new Map(questions.map(({ id }, place) => [id, place]))
  const answered = Object.entries(entry.answers)
    .toSorted(([one_], [other]) => (places.get(one_) ?? questions.length) - (places.get(other) ?? questions.length))
  return (
    <article class="kith-card" data-key={entry.takingId}>
      <h3 class="govuk-heading-s">{titleOf(one, entry.step)}</h3>
      {answered.length > 0
        ? <SummaryList
            classes="govuk-!-margin-bottom-2"
            rows={answered.map(([id, answer]) => {
              const question = questions.find(other => other.id === id)
              return {
                key: { text: question?.label ?? labelOfId(id) },
                value: { text: <Lines lines={answerLines(question, answer, staff)} /> },
              }
            })}
          />
        : undefined}
      <p class="govuk-hint">
        {dateTimeText(entry.happenedAt)} · recorded by {staffText(staff, entry.recordedBy)}
        {entry.recordedAt.getTime() - entry.happenedAt.getTime() > 60_000 ? ` on ${dateTimeText(entry.recordedAt)}` : ''}
      </p>
    </article>
  )
}

function titleOf({ practice: { words } }: EpisodeCase, step: string): string {
  return step === beginning ? `${words.one} begun` : (words.steps[step]?.done ?? step).replace(/\.$/v, '')
}

/** Text as it was typed, with its line breaks. */
export function Lines({ lines }: { lines: readonly string[] }) {
  return <>{lines.flatMap(line => line.split('\n')).map((line, place) => place === 0 ? line : <><br />{line}</>)}</>
}

/** What this episode began with others: requests, referrals and tasks, each with how it stands. */
export function BegunHere({ case: one }: Props) {
  return (
    <section>
      <div data-live="begun">
        {one.begun.length > 0 ? <h2 class="govuk-heading-m" id="begun">What was begun from here</h2> : undefined}
        {one.begun.map(other => <OneBegun case={one} other={other} />)}
      </div>
    </section>
  )
}

function OneBegun({ case: { practices, clocks, titles, facts }, other }: Props & { other: Episode }) {
  const practice = practices.get(other.kind)
  if (!practice) return <></>
  return (
    <article class="kith-card" data-key={other.id}>
      <h3 class="govuk-heading-s">
        <a class="govuk-link" href={episodePath(practice, other.id)}>{practice.words.one} {other.reference}</a>
      </h3>
      <p class="govuk-body">{titles.agencies.get(other.agencyId)}: {stateText(practice, other.state)}</p>
      {clocks.filter(({ workId, stoppedAt }) => workId === other.id && !stoppedAt)
        .map(clock => <div class="govuk-body-s"><b>{clock.title}</b>: <DueClock clock={clock} now={facts.now} /></div>)}
    </article>
  )
}

/** When a deadline was held, why, by whom, and how far it moved: nobody need work it out from the history. */
export function Pauses({ case: { pauses, staff } }: Props) {
  return (
    <section>
      <div data-live="pauses">
        {pauses.length > 0 ? <h2 class="govuk-heading-m" data-key="pauses">When a clock was held</h2> : undefined}
        {pauses.map(pause => (
          <div class="govuk-body" data-key={`${pause.clockId}-${pause.pausedAt.toISOString()}`}>
            <b>{pause.title}</b>: held {dateTimeText(pause.pausedAt)} by {staffText(staff, pause.pausedBy)}. {pause.why}
            <span class="govuk-hint">
              {pause.resumedAt && pause.dueAfter
                ? `Went on ${dateTimeText(pause.resumedAt)}${pause.resumedBy ? ` by ${staffText(staff, pause.resumedBy)}` : ''}: `
                  + `due ${dateTimeText(pause.dueAfter)} instead of ${dateTimeText(pause.dueBefore)}.`
                : `Still held. It was due ${dateTimeText(pause.dueBefore)}.`}
            </span>
          </div>
        ))}
      </div>
    </section>
  )
}

/** Who did what when. */
export function History({ case: { acts, practice } }: Props) {
  return (
    <section aria-labelledby="history">
      <h2 class="govuk-heading-m" id="history">Who did what</h2>
      <Timeline
        live="history" label="Who did what, newest first"
        items={acts.map(act => ({
          key: String(act.pos), title: actText(practice, act.verb), when: dateTimeText(act.at),
          dateTime: act.at.toISOString(), by: `${act.staff}, ${act.roleTitle}, ${act.agency}`,
        }))}
      />
    </section>
  )
}
