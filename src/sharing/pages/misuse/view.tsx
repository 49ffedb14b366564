import { randomUUID } from 'node:crypto'
import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateTimeText, timeText } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { DueLine } from '../../dueLine.tsx'
import { lifeOfASign, outcomes, outcomeWords, stateWords } from '../../misuse/sign.ts'
import type { SignState } from '../../misuse/sign.ts'
import type { ShownSign, SummaryLine } from '../../misuse/store.ts'
import { whyItFired } from '../../misuse/why.ts'

const colours: Record<SignState, string> = { raised: 'yellow', asked: 'blue', answered: 'purple', settled: 'grey' }

export const StateTag = ({ state }: { state: SignState }) => <Tag classes={`govuk-tag--${colours[state]}`}
  text={stateWords[state]} />

/** "23 November 2026, 10:02am to 10:14am". */
export const spanText = ({ firstAt, lastAt }: { firstAt: Date; lastAt: Date }) =>
  firstAt.getTime() === lastAt.getTime() ? dateTimeText(firstAt)
    : `${dateTimeText(firstAt)} to ${lastAt.getTime() - firstAt.getTime() < 43_200_000 ? timeText(lastAt)
      : dateTimeText(lastAt)}`

export function SignsView({ signs, now }: { signs: readonly ShownSign[]; now: Date }) {
  return (
    <div data-live="signs">
      {signs.length === 0
        ? <EmptyState title="No signs of misuse">
            <p class="govuk-body">When somebody of your agency opens a record in a way that their work does not
              explain, it is listed here.</p>
          </EmptyState>
        : <WideTable label="Signs of misuse">
            <Table
              caption={<span class="govuk-visually-hidden">Signs of misuse</span>} list
              head={['Sign', 'Who read', 'When', 'How much', 'State', 'Review'].map(text => ({ text }))}
              rows={signs.map(sign => ({
                key: sign.id,
                cells: [
                  { text: <a class="govuk-link" href={`/misuse/${sign.id}`} data-open>{sign.title}</a> },
                  { text: <>{sign.reader}<br />{sign.roleTitle}, {sign.agency}</> },
                  { text: spanText(sign) },
                  { text: muchOf(sign) },
                  { text: <StateTag state={sign.state} /> },
                  { text: sign.state === 'settled' ? (sign.outcome ? outcomeWords[sign.outcome] : '') : <DueOf
                    sign={sign} now={now} /> },
                ],
              }))}
            />
          </WideTable>}
    </div>
  )
}

const counted = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const muchOf = ({ views, people }: Pick<ShownSign, 'views' | 'people'>) =>
  `${counted(views, 'reading', 'readings')} of ${counted(people, 'person', 'people')}`

function DueOf({ sign, now }: { sign: ShownSign; now: Date }) {
  const { dueAt, atRiskAt, ruleTitle, ruleVersion, ruleSource } = sign
  if (!dueAt || !atRiskAt) return <>The deadline starts within a minute</>
  return <DueLine dueAt={dueAt} atRiskAt={atRiskAt} now={now}
    rule={{ name: ruleTitle ?? '', version: String(ruleVersion ?? ''), source: ruleSource ?? '' }} />
}

export function SummaryView({ lines }: { lines: readonly SummaryLine[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">All agencies, last 90 days</h2>
      <p class="govuk-body">How many signs there were, how they ended,
        and how many reviews are late. Nobody is named here.</p>
      {lines.length === 0 ? <p class="govuk-body">There were none.</p> : (
        <WideTable label="Signs of misuse of all agencies">
          <Table
            head={['Agency', 'Sign', 'Signs', 'Open', 'Late', 'Good reason', 'Reminded', 'Referred',
              'Breach'].map((text, place) =>
              ({ text, ...(place > 1 && { format: 'numeric' as const }) }))}
            rows={lines.map(line => [
              { text: line.agency }, { text: line.title },
              ...[line.signs, line.open, line.late, line.explained, line.reminders, line.referrals, line.breaches]
                .map(n => ({ text: String(n), format: 'numeric' as const })),
            ])}
          />
        </WideTable>
      )}
    </>
  )
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

type SignViewProps = {
  sign: ShownSign; reference: string | undefined; heldUntil: Date | undefined; csrf: string; now: Date; typed: Typed;
    problems: Problems
}

export function SignView(props: SignViewProps) {
  const { sign, reference, problems, now } = props
  const steps = lifeOfASign[sign.state]
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{sign.title}</h1>
      <p class="govuk-body">A sign is not a finding. Ask, listen, and decide.</p>
      <div data-live="sign">
        <SummaryList rows={[
          fact('State', <StateTag state={sign.state} />),
          fact('Who read', `${sign.reader}, ${sign.roleTitle}, ${sign.agency}`),
          fact('When', spanText(sign)),
          fact('How much', muchOf(sign)),
          fact('Why this was noticed', whyItFired(sign)),
          ...(reference ? [fact('Whose record', `${reference} (the same reference as in the record of disclosures)`)]
            : []),
          ...(sign.state === 'settled' ? [] : [fact('Review', <DueOf sign={sign} now={now} />)]),
          ...(sign.askedAt ? [fact('Explanation asked for',
            `${dateTimeText(sign.askedAt)}, by ${sign.askedBy ?? 'a colleague'}`)] : []),
          ...(sign.explanation !== null && sign.explainedAt
            ? [fact(`Explanation, ${dateTimeText(sign.explainedAt)}`, <q>{sign.explanation}</q>)] : []),
          ...(sign.outcome && sign.settledAt ? [
            fact('Outcome', `${outcomeWords[sign.outcome]}. ${dateTimeText(sign.settledAt)}, by ${sign.settledBy
              ?? 'a colleague'}`),
            fact('In words', sign.outcomeWords),
          ] : []),
        ]} />
      </div>
      <Held {...props} />
      {'ask' in steps ? <Ask {...props} /> : undefined}
      {'settle' in steps ? <Settle {...props} /> : undefined}
      {sign.outcome === 'breach' ? <Button href={`/breaches/new?misuse=${sign.id}`}
        text="Enter it in the register of breaches" /> : undefined}
    </>
  )
}

function Held({ sign, heldUntil, csrf }: SignViewProps) {
  if (!heldUntil) return <></>
  return (
    <Form action={`/misuse/${sign.id}/release`} csrf={csrf}>
      <InsetText>Nothing is shown to {sign.reader} until {timeText(heldUntil)}, save in an emergency.</InsetText>
      <input type="hidden" name="key" value={randomUUID()} />
      <Button classes="govuk-button--secondary" text="Let them read again" preventDoubleClick />
    </Form>
  )
}

function Ask({ sign, csrf }: SignViewProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Ask {sign.reader}</h2>
      <p class="govuk-body">They are told when they read, how much, and which sign this is; not who asks.</p>
      <Form action={`/misuse/${sign.id}/ask`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Button classes="govuk-button--secondary" text="Ask for an explanation" preventDoubleClick />
      </Form>
    </>
  )
}

function Settle({ sign, csrf, typed, problems }: SignViewProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Decide</h2>
      <Form action={`/misuse/${sign.id}/settle`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Radios name="outcome" idPrefix="outcome" value={typed['outcome']} errorMessage={errorAt(problems, 'outcome')}
          fieldset={{ legend: { text: 'What is the outcome?', classes: 'govuk-fieldset__legend--s' } }}
          items={outcomes.map(each => ({ value: each, text: outcomeWords[each] }))} />
        <Textarea id="words" name="words" rows={4} value={typed['words']} errorMessage={errorAt(problems, 'words')}
          label={{ text: 'Why' }} hint={{ text: 'Do not name the person whose record it is.' }} />
        <Button text="Record the outcome" preventDoubleClick />
      </Form>
    </>
  )
}
