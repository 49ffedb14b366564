import type { Child } from 'hono/jsx'
import { Button } from '../../../design/button.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { dateText } from '../../../language/format.ts'
import { GatewayLink } from '../../gatewayLink.tsx'
import { informedWords, vitalDays } from '../../share.ts'
import type { Words } from '../../store/words.ts'
import type { Checked, CheckedPart } from './loadMake.ts'
import type { Route } from '../../store/recipients.ts'
import type { AskedToShare } from './shareForm.ts'
import { untilOf } from './shareForm.ts'

export type CheckViewProps = {
  personId: string
  query: string
  draftId: string
  csrf: string
  who: string
  asked: AskedToShare
  checked: Checked
  entries: ReadonlyMap<string, string>
  words: Words
  now: Date
  refused: string | undefined
}

/** The law for each part before anything is sent; where there is none, what would be lawful instead. */
export function CheckView(props: CheckViewProps) {
  const { asked, checked, who, refused } = props
  const { isVital } = asked
  const isStopped = checked.without.length > 0 && !isVital
  const rest = checked.parts.filter(({ isOpen }) => isOpen)
  return (
    <>
      {refused ? <ErrorSummary errorList={[{ text: refused }]} /> : undefined}
      <h1 class="govuk-heading-l">Check what you share about {who}</h1>
      <Summary {...props} />
      {isStopped ? <NotCovered {...props} /> : undefined}
      {isVital ? (
        <WarningText
          text={`A life is at risk: it ends within ${vitalDays} days, and your privacy officer reviews it.`}
        />
      ) : undefined}
      {isStopped && rest.length === 0 ? undefined : <Send {...props} isRest={isStopped} />}
    </>
  )
}

function Send({ personId, query, draftId, csrf, isRest }: CheckViewProps & { isRest: boolean }) {
  return (
    <Form action={`/people/${personId}/share/send${query}`} csrf={csrf}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <input type="hidden" name="draft" value={draftId} />
      {isRest ? <input type="hidden" name="rest" value="yes" /> : undefined}
      <div class="govuk-button-group">
        <Button text={isRest ? 'Share the parts that are covered' : 'Share'} preventDoubleClick />
        <a class="govuk-link" href={`/people/${personId}/share${query}${query ? '&' : '?'}draft=${draftId}`}>
          Change
        </a>
      </div>
    </Form>
  )
}

function Summary({ asked, checked, words, entries, now }: CheckViewProps) {
  const nameOf = (part: CheckedPart) =>
    part.recordId === undefined
      ? words.category(part.category)
      : (entries.get(part.recordId) ?? 'An entry that you no longer see')
  return (
    <SummaryList
      rows={[
        row(
          'With',
          [
            `${words.agency(asked.toAgency)}: ${words.role(asked.toRole)}`,
            asked.colleague && `only ${asked.colleague}`,
          ]
            .filter(Boolean)
            .join(', '),
        ),
        row(
          'What',
          <ul class="govuk-list">
            {checked.parts.map(part => (
              <li>
                <b>{nameOf(part)}</b>
                <br />
                <Law part={part} words={words} isVital={asked.isVital} />
              </li>
            ))}
          </ul>,
        ),
        row(
          'Who the person is',
          checked.categories.includes('identity')
            ? 'Name, date of birth and sex go with it'
            : 'No agreement covers the name: they see it only if they hold it themselves',
        ),
        row('Why', asked.reason),
        row(
          'The child and family know',
          asked.informedWhy
            ? `${informedWords[asked.informed]}. ${asked.informedWhy}`
            : informedWords[asked.informed],
        ),
        row('Until', dateText(untilOf(asked.days, now))),
        asked.conditions ? row('How to handle it', asked.conditions) : null,
        row('May be passed on', asked.onward === 'named' ? `Only to ${asked.onwardTo}` : 'No'),
      ]}
    />
  )
}

const row = (key: string, text: Child) => ({ key: { text: key }, value: { text } })

function Law({
  part: { clause, isOpen, isHidden },
  words,
  isVital,
}: {
  part: CheckedPart
  words: Words
  isVital: boolean
}) {
  if (clause)
    return (
      <>
        <GatewayLink gateway={words.gateway(clause.gateway)} />,{' '}
        <a class="govuk-link" href={`/agreements/${clause.agreementId}#clause-${clause.number}`}>
          clause {clause.number} of the {clause.title}
        </a>
        {isHidden ? '. Some of it is more sensitive than the clause allows: that stays closed.' : ''}
      </>
    )
  if (isVital) return <GatewayLink gateway={words.gateway('vital_interests')} />
  return <>{isOpen ? '' : 'Nothing allows this at present'}</>
}

function NotCovered({ checked: { without, routes }, words, asked, personId, query, draftId }: CheckViewProps) {
  return (
    <section aria-labelledby="lawful">
      <h2 class="govuk-heading-m" id="lawful">
        What would be lawful
      </h2>
      <p class="govuk-body">
        No clause in force lets {words.role(asked.toRole)} at {words.agency(asked.toAgency)} see{' '}
        {without.map(code => words.category(code) || 'an entry').join(', ')} for this purpose. That it was not
        shared, and why, is written down.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {routes.map(route => (
          <RouteLine route={route} />
        ))}
        <li>
          Ask your privacy officer for a clause:{' '}
          <a class="govuk-link" href="/agreements">
            what is agreed now
          </a>
          .
        </li>
        <li>
          If a life is at risk now,{' '}
          <a
            class="govuk-link"
            href={`/people/${personId}/share${query}${query ? '&' : '?'}draft=${draftId}#vital`}
          >
            say so
          </a>
          : then it is sent at once and reviewed afterwards.
        </li>
      </ul>
    </section>
  )
}

function RouteLine({ route: { agency, roleTitle, purpose, says } }: { route: Route }) {
  return (
    <li>
      {agency}, {roleTitle}, for {purpose.toLowerCase()}: {says}
    </li>
  )
}

/** The same in one line, for the record of what was not shared. */
export function routeWords(routes: readonly Route[]): string {
  const named = routes.map(
    ({ agency, roleTitle, purpose }) => `${agency}, ${roleTitle}, for ${purpose.toLowerCase()}`,
  )
  return [...named, 'a clause agreed by the privacy officers', 'at once, where a life is at risk'].join('; ')
}
