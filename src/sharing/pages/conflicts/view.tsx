import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import type { Day } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { LookFor } from '../../lookFor.tsx'
import type { Looked } from '../../lookFor.tsx'
import { declarationWords, relations, relationWords } from '../../seal.ts'
import type { MyConflict } from '../../store/conflicts.ts'
import { openings } from '../seals/form.ts'

type Returned = { typed: Typed; problems: Problems }
type ConflictsViewProps = Returned & { mine: readonly MyConflict[]; csrf: string }

export function ConflictsView({ mine, csrf, typed, problems }: ConflictsViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Conflicts of interest</h1>
      <p class="govuk-body">Say so when you know somebody privately: your family, a neighbour, a friend’s child.
        Somebody else then does the work, and nobody can say that you looked.</p>
      <Button href="/conflicts/declare" text="Declare a conflict of interest" />
      {mine.length === 0
        ? <EmptyState title="You have declared nothing">
            <p class="govuk-body">What you declare stands here. Only you and the privacy
            officer of your agency read it.</p></EmptyState>
        : mine.map(conflict => <Mine conflict={conflict} csrf={csrf} typed={typed} problems={problems} />)}
    </>
  )
}

function Mine({ conflict, csrf, typed, problems }: Returned & { conflict: MyConflict; csrf: string }) {
  const { id, relation, words, state, declaredAt, sealState, isWaiting, openUntil } = conflict
  const isHidden = state === 'laid' && sealState === 'in_force'
  const standing = state !== 'laid' || isHidden ? declarationWords[state] : 'No longer hidden from you'
  const hasProblem = problems[`why-${id}`] !== undefined || problems[`hours-${id}`] !== undefined
  return (
    <>
      <SummaryList
        card={{ title: { text: `Declared on ${dateText(declaredAt)}`, headingLevel: 2 } }}
        rows={[
          { key: { text: 'You know' }, value: { text: relationWords[relation] } },
          words ? { key: { text: 'In your words' }, value: { text: words } } : undefined,
          { key: { text: 'State' }, value: { text: openUntil ? `Open to you until ${dateTimeText(openUntil)}`
            : standing } },
        ]}
      />
      {isWaiting ? <p class="govuk-body">You have asked to see them. A colleague has to sign.</p> : undefined}
      {isHidden && !isWaiting && !openUntil
        ? <Details summaryText="Ask a colleague to let you see them all the same" open={hasProblem}>
            <Form action={`/conflicts/${id}/ask`} csrf={csrf}>
              <input type="hidden" name="key" value={randomUUID()} />
              <Textarea name="why" id={`why-${id}`} rows={3} label={{ text: 'Why it has to be you' }}
                value={hasProblem ? typed['why'] : ''}
                errorMessage={errorAt(problems, `why-${id}`)} />
              <Select name="hours" id={`hours-${id}`} label={{ text: 'For how long' }} value={typed['hours']}
                errorMessage={errorAt(problems, `hours-${id}`)}
                items={openings.slice(0, 3).map(([value, text]) => ({ value, text }))} />
              <Button classes="govuk-button--secondary" preventDoubleClick text="Ask a colleague to sign" />
            </Form>
          </Details>
        : undefined}
    </>
  )
}

type DeclareViewProps = Returned & {
  csrf: string; today: Day; looked: Looked | undefined; mayLook: boolean; personId: string | undefined
}

export function DeclareView({ csrf, today, looked, mayLook, personId, typed, problems }: DeclareViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Declare a conflict of interest</h1>
      {personId === undefined && mayLook ? (
        <>
          <h2 class="govuk-heading-m">Find the person</h2>
          <LookFor csrf={csrf} action="/conflicts/search" today={today} looked={looked}
            choose={person => <a class="govuk-link"
              href={`/conflicts/declare?person=${person.personId}`} data-open>This is the person
              <span class="govuk-visually-hidden">: {person.name}</span></a>}
            whenNobody={<p class="govuk-body">Describe the person in words below.</p>} />
          <h2 class="govuk-heading-m">Or describe the person in words</h2>
        </>
      ) : undefined}
      {personId === undefined ? undefined
        : <InsetText>You have chosen somebody. As soon as you declare, you no longer see them: not in a search,
          not in your work.</InsetText>}
      <Form action="/conflicts" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        {personId === undefined ? undefined : <input type="hidden" name="person" value={personId} />}
        <Radios name="relation" idPrefix="relation" value={typed['relation']} errorMessage={errorAt(problems,
          'relation')}
          fieldset={{ legend: { text: 'How do you know them?', classes: 'govuk-fieldset__legend--s' } }}
          items={relations.map(each => ({ value: each, text: relationWords[each] }))} />
        <Textarea name="words" id="words" rows={4} value={typed['words']} errorMessage={errorAt(problems, 'words')}
          label={{ text: personId === undefined ? 'Who is it?'
            : 'Anything the privacy officer should know (optional)' }}
          hint={{ text: personId === undefined
            ? 'Name, about how old, where they live. The privacy officer looks for them.'
            : 'Only you and the privacy officer read this.' }} />
        <div class="govuk-button-group">
          <Button preventDoubleClick text="Declare" />
          <a class="govuk-link" href="/conflicts">Cancel</a>
        </div>
      </Form>
    </>
  )
}
