import { randomUUID } from 'node:crypto'
import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { Timeline } from '../../../design/timeline.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { breachSteps, isClockRunning, lifeOfABreach, notYet, riskWords, stateWords, stepWords } from
  '../../breaches/breach.ts'
import type { Breach, BreachState, BreachStep } from '../../breaches/breach.ts'
import type { BreachEvent } from '../../breaches/store.ts'
import { DueLine } from '../../dueLine.tsx'
import { DecideForm, WordsForm } from './stepForms.tsx'

const colours: Record<BreachState, string> = { reported: 'red', decided: 'yellow', notified: 'blue', closed: 'grey',
  not_a_breach: 'grey' }

function Clock({ breach, now }: { breach: Breach; now: Date }) {
  const { dueAt, atRiskAt, ruleTitle, ruleVersion, ruleSource, commissionerToldAt } = breach
  if (commissionerToldAt) return <>Told {dateTimeText(commissionerToldAt)}{commissionerToldAt > dueAt
    ? ', later than 72 hours' : ''}</>
  if (!isClockRunning(breach)) return <>Need not be told</>
  return <DueLine dueAt={dueAt} atRiskAt={atRiskAt} now={now}
    rule={{ name: ruleTitle, version: String(ruleVersion), source: ruleSource }} />
}

export function BreachesView({ breaches, now }: { breaches: readonly Breach[]; now: Date }) {
  return (
    <>
      <h1 class="govuk-heading-l">Breaches</h1>
      <p class="govuk-body">
        Data that was lost, changed, or seen by somebody who should not have seen it. Report it as soon as you
          notice: from then on the
        partnership has 72 hours to tell the Information Commissioner.
      </p>
      <Button href="/breaches/new" text="Report a breach" />
      <div data-live="breaches">
        {breaches.length === 0
          ? <EmptyState title="No breaches"><p class="govuk-body">Breaches that you reported, or keep the register of,
            are listed here.</p></EmptyState>
          : <WideTable label="Breaches">
              <Table
                caption={<span class="govuk-visually-hidden">Breaches</span>} list
                head={['Reference', 'Agency', 'Reported', 'People', 'Risk', 'State', 'Commissioner'].map(text =>
                  ({ text }))}
                rows={breaches.map(breach => ({
                  key: breach.id,
                  cells: [
                    { text: <a class="govuk-link" href={`/breaches/${breach.id}`} data-open>{breach.reference}</a> },
                    { text: breach.agency }, { text: dateTimeText(breach.reportedAt) }, { text: String(breach.people) },
                    { text: riskWords[breach.risk] }, { text: <StateTag state={breach.state} /> },
                      { text: <Clock breach={breach} now={now} /> },
                  ],
                }))}
              />
            </WideTable>}
      </div>
    </>
  )
}

const StateTag = ({ state }: { state: BreachState }) => <Tag classes={`govuk-tag--${colours[state]}`}
  text={stateWords[state]} />
const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })
const decided = (yes: boolean | null, why: string | null) => yes === null ? 'Not decided'
  : `${yes ? 'Yes' : 'No'}: ${why ?? ''}`

export type BreachViewProps = {
  breach: Breach; events: readonly BreachEvent[]; titleOf: (category: string) => string; mayKeep: boolean
  csrf: string; now: Date; typed: Typed; problems: Problems
}

export function BreachView(props: BreachViewProps) {
  const { breach, events, problems, mayKeep } = props
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Breach {breach.reference}</h1>
      <div data-live="breach"><Facts {...props} /></div>
      {mayKeep ? <Steps {...props} /> : undefined}
      <h2 class="govuk-heading-m">What was done</h2>
      <Timeline items={events.map(({ id, at, by, what, words }) => ({
        key: id, title: isStep(what) ? stepWords[what] : 'Reported', by, dateTime: at.toISOString(),
          when: dateTimeText(at), children: words,
      }))} />
    </>
  )
}

const isStep = (what: string): what is BreachStep => breachSteps.some(each => each === what)

function Facts({ breach, titleOf, now }: BreachViewProps) {
  return (
    <SummaryList rows={[
      fact('State', <StateTag state={breach.state} />),
      fact('What happened', breach.happened),
      fact('Agency', breach.agency),
      fact('Reported', `${dateTimeText(breach.reportedAt)}, by ${breach.reporter}`),
      fact('Noticed', dateTimeText(breach.noticedAt)),
      fact('The partnership has known since', dateTimeText(breach.awareAt)),
      fact('People', String(breach.people)),
      fact('Kinds of information', breach.categories.map(titleOf).join(', ') || 'Not said'),
      fact('Risk', riskWords[breach.risk]),
      fact('Information Commissioner', <Clock breach={breach} now={now} />),
      fact('Tell the Commissioner?', decided(breach.tellCommissioner, breach.commissionerWhy)),
      fact('Tell the people?', `${decided(breach.tellPeople, breach.peopleWhy)}${breach.peopleToldAt
        ? ` Told ${dateTimeText(breach.peopleToldAt)}.` : ''}`),
      ...(breach.lessons ? [fact('What was learned', breach.lessons)] : []),
      ...(breach.misuseId ? [fact('Sign of misuse', <a class="govuk-link"
        href={`/misuse/${breach.misuseId}`}>Open the sign</a>)] : []),
      ...(breach.exportId ? [fact('File', <a class="govuk-link"
        href={`/exports/${breach.exportId}`}>Open the order of the file</a>)] : []),
    ]} />
  )
}

/** Buttons come from the life cycle; what is not possible yet says why. */
function Steps(props: BreachViewProps) {
  const { breach, now } = props
  const open = breachSteps.filter(step => lifeOfABreach[breach.state][step] !== undefined)
  const isLate = now > breach.dueAt
  return (
    <>
      {open.map(step => {
        const why = notYet(breach, step)
        if (why !== undefined) return step === 'close' ? <p class="govuk-body">It cannot be closed yet. {why}</p>
          : undefined
        return step === 'decide' ? <DecideForm {...props} key_={randomUUID()} /> : <WordsForm {...props} step={step}
          key_={randomUUID()} isLate={isLate} />
      })}
    </>
  )
}
