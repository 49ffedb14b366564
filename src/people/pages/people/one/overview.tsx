import type { Child } from 'hono/jsx'
import { Button } from '../../../../design/button.tsx'
import { ClockLabel } from '../../../../design/clockLabel.tsx'
import { Badge } from '../../../../design/badge.tsx'
import { EmptyState } from '../../../../design/emptyState.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import { clocksOf } from '../../../../kernel/clocks.ts'
import { standingOf } from '../../../../kernel/deadlines.ts'
import type { Clock } from '../../../../kernel/clocks.ts'
import { dateText, dateTimeText, dayTimeText, durationText } from '../../../../language/format.ts'
import { identifierText, identifierTitles } from '../../../identifiers.ts'
import { DisputeMarkView } from '../../../disputeMark.tsx'
import { getOverview } from '../../../store/overview.ts'
import type { Overview, Word, Work } from '../../../store/overview.ts'
import { saidIn, titleOf } from '../../words.ts'
import { Said, Source } from './personFrame.tsx'
import type { OpenPage, PartContent, PersonPanel } from './personFrame.tsx'

type Options = { panels: readonly PersonPanel[]; notifyHref: (personId: string) => string }

/**
 * In the order in which somebody on duty asks: what is happening, who is involved, what matters, what keeps
 * safe, what next.
 */
export async function loadOverview({ tx, kernel, scope, identity, query }: OpenPage,
  options: Options): Promise<PartContent> {
  const { personId } = identity
  const overview = await getOverview(tx, scope, personId)
  const clocks = (await clocksOf(tx, overview.work.map(({ id }) => id))).filter(({ stoppedAt }) => !stoppedAt)
  const panels = await viewsOf(options.panels, 'overview', { tx, kernel, scope, personId })
  const categories = Object.values(overview).flat().map(({ category }) => category)
  const content = (
    <>
      <Happening work={overview.work} clocks={clocks} now={kernel.now()} panels={panels} />
      <Involved overview={overview} />
      <Words id="voice" title="What the child says matters" words={overview.voice} />
      <Words id="safety" title="What keeps them safe" words={overview.safety} />
      <Next {...{ clocks, personId, query }} notifyHref={options.notifyHref(personId)} now={kernel.now()} />
    </>
  )
  return { content, categories }
}

export type PanelPage = Pick<OpenPage, 'tx' | 'kernel' | 'scope'> & { personId: string }

export async function viewsOf(
  panels: readonly PersonPanel[], slot: PersonPanel['slot'], { tx, kernel, scope, personId }: PanelPage,
): Promise<Child[]> {
  const views: Child[] = []
  for (const panel of panels) {
    const view = panel.slot === slot ? await panel.view(tx, kernel, scope, personId) : undefined
    if (view) views.push(view)
  }
  return views
}

type HappeningProps = { work: readonly Work[]; clocks: readonly Clock[]; now: Date; panels: readonly Child[] }

function Happening({ work, clocks, now, panels }: HappeningProps) {
  return (
    <section aria-labelledby="now">
      <h2 class="govuk-heading-m" id="now">What is happening now</h2>
      <div data-live="now">
        {work.length + panels.length === 0
          ? <EmptyState title="No open work that you take part in">
              <p class="govuk-body">Notifications, requests and their deadlines appear here.</p>
            </EmptyState>
          : undefined}
        {work.length > 0
          ? <ul class="govuk-list">
              {work.map(each => (
                <li data-key={each.id}>
                  <b>{titleOf(each.kind)} {each.reference}</b>, opened {dateText(new Date(each.openedAt))}
                  {' '}<Source agency={each.agency} />
                  {clocks.filter(({ workId }) => workId === each.id).map(clock => <DueLine clock={clock} now={now} />)}
                </li>
              ))}
            </ul>
          : undefined}
        {panels}
      </div>
    </section>
  )
}

const states = { on_time: 'onTime', at_risk: 'atRisk', overdue: 'overdue', stopped: 'paused' } as const

/** "Due today 5:00pm (2 h 10 min)", with the rule that says so. */
export function DueLine({ clock, now }: { clock: Clock; now: Date }) {
  if (clock.stoppedAt) return <p class="govuk-body-s">{clock.title}: stopped {dateTimeText(clock.stoppedAt)}</p>
  const left = clock.dueAt.getTime() - now.getTime()
  const when = dayTimeText(clock.dueAt, now)
  const due = left < 0 ? `was due ${when} (${durationText(left)} ago)` : `due ${when} (${durationText(left)})`
  const source = clock.verified ? clock.source : `${clock.source} (not yet checked by the partnership)`
  return (
    <ClockLabel
      state={states[standingOf(clock, now)]} due={`${clock.title}: ${due}`}
      rule={{ name: clock.title, version: String(clock.version), source }}
    />
  )
}

function Involved({ overview: { involved, contacts, numbers } }: { overview: Overview }) {
  if (involved.length + contacts.length + numbers.length === 0) return <></>
  return (
    <section aria-labelledby="involved">
      <h2 class="govuk-heading-m" id="involved">Who is involved and how to reach them</h2>
      <div data-live="involved">
        {involved.length > 0
          ? <SummaryList rows={involved.map(each => ({
              key: { text: each.service },
              value: { text: <Said by={each.agency}>
                {[each.worker, each.reach].filter(Boolean).join(', ') || 'Ask the service'}
                <DisputeMarkView mark={each.dispute} />
              </Said> },
            }))} />
          : undefined}
        {contacts.length + numbers.length > 0
          ? <SummaryList rows={[
              ...together(contacts, each => [each.kind, each.value, each.postcode, each.isProtected]).map(each => ({
                key: { text: titleOf(each.kind) },
                value: { text: <Said by={each.agency}>
                  {each.isProtected ? <><Badge colour="red" text="Protected" />{' '}</> : undefined}
                  {[each.value, each.postcode].filter(Boolean).join(', ')}<DisputeMarkView mark={each.dispute} />
                </Said> },
              })),
              ...together(numbers, each => [each.kind, each.value, each.isValid]).map(each => ({
                key: { text: identifierTitles[each.kind] },
                value: { text: <Said by={each.agency}>
                  {identifierText(each)}{each.isValid ? '' : ', fails its check'}<DisputeMarkView mark={each.dispute} />
                </Said> },
              })),
            ]} />
          : undefined}
      </div>
    </section>
  )
}

type Held = { agency: string; dispute: unknown }

/** What several agencies say alike is told once, with all their names; what is disputed stands by itself. */
function together<T extends Held>(items: readonly T[], wordsOf: (item: T) => readonly unknown[]): T[] {
  const groups = Map.groupBy(items, item =>
    JSON.stringify(item.dispute ? [item.agency, item.dispute, ...wordsOf(item)] : wordsOf(item)))
  return [...groups.values()].flatMap(([first, ...others]) => first
    ? [{ ...first, agency: [...new Set([first, ...others].map(({ agency }) => agency))].join(', ') }] : [])
}

function Words({ id, title, words }: { id: string; title: string; words: readonly Word[] }) {
  if (words.length === 0) return <></>
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>{title}</h2>
      <ul class="govuk-list" data-live={id}>
        {words.map(word => <OneWord word={word} />)}
      </ul>
    </section>
  )
}

function OneWord({ word }: { word: Word }) {
  const { headline, body } = saidIn(word)
  return (
    <li data-key={word.id}>
      {word.kind === 'childs_voice' ? headline : <><b>{word.title}</b>: {headline}</>}
      {body ? <><br />{body}</> : undefined}
      <br />
      <time class="govuk-hint govuk-!-font-size-16 govuk-!-display-inline" datetime={word.occurredAt}>
        {dateText(new Date(word.occurredAt))}
      </time>{' '}<Source agency={word.agency} /><DisputeMarkView mark={word.dispute} />
    </li>
  )
}

type NextProps = { clocks: readonly Clock[]; personId: string; query: string; notifyHref: string; now: Date }

function Next({ clocks, personId, query, notifyHref, now }: NextProps) {
  const [soonest] = clocks.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return (
    <section aria-labelledby="next">
      <h2 class="govuk-heading-m" id="next">What to do next</h2>
      {soonest ? <p class="govuk-body">First: {soonest.title}, due {dayTimeText(soonest.dueAt, now)}.</p> : undefined}
      <Button href={notifyHref} classes="govuk-button--secondary" text="Make a notification about this person" />
      {' '}<Button
        href={`/people/${personId}/share${query}`} classes="govuk-button--secondary" text="Share information"
      />
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`/people/${personId}/records${query}`}>
            Compare the agencies’ records of this person
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`/people/${personId}/links${query}`}>Who has a reason to open this record</a>
        </li>
      </ul>
    </section>
  )
}
