import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { dateText } from '../../../language/format.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { actions, anchors, lifeOfADue } from '../../retention/retention.ts'
import type { Due } from '../../retention/retention.ts'
import type { Words } from '../../store/words.ts'
import { DayField } from '../subject-requests/typedDay.tsx'
import { whoIs } from './listView.tsx'

type DueViewProps = {
  due: Due
  name: DisplayName | undefined
  reference: string
  isHeld: boolean
  words: Words
  csrf: string
  typed: Typed
  problems: Problems
  today: string
}
const fact = (key: string, text: string) => ({ key: { text: key }, value: { text } })

export function DueView(props: DueViewProps) {
  const { due, name, reference, isHeld, words, csrf, problems, today } = props
  const may = lifeOfADue[due.state]
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Keep or dispose: {whoIs(name, reference, today)}</h1>
      <SummaryList
        rows={[
          fact('Held by', words.agency(due.ofAgency)),
          fact('Kind of information', words.category(due.kind)),
          fact('Rule', `${due.ruleTitle}, version ${due.ruleVersion}: ${actions[due.action].toLowerCase()}`),
          fact('Source', due.source),
          fact('Counted from', `${anchors[due.anchor]}: ${dateText(due.anchorOn)}`),
          fact('Due', dateText(due.dueOn)),
          due.keepUntil ? fact('Kept until', dateText(due.keepUntil)) : null,
          due.why ? fact('Why', due.why) : null,
          due.removed === null ? null : fact('Entries that went', String(due.removed)),
        ]}
      />
      {isHeld ? (
        <WarningText text="A hold is in force. Nothing of this person may be disposed of until it is lifted." />
      ) : undefined}
      {may.keep ? <KeepForm {...props} /> : undefined}
      {may.dispose && !isHeld ? <DisposeForm {...props} /> : undefined}
      {may.undo ? (
        <Form action={`/retention/${due.id}/undo`} csrf={csrf}>
          <input type="hidden" name="key" value={randomUUID()} />
          <Button classes="govuk-button--secondary" preventDoubleClick text="Undo: decide again" />
        </Form>
      ) : undefined}
    </>
  )
}

function KeepForm({ due, csrf, typed, problems, today }: DueViewProps) {
  const [year = '', month = '', day = ''] = today.split('-')
  const next = {
    'until-day': String(Number(day)),
    'until-month': String(Number(month)),
    'until-year': String(Number(year) + due.reviewYears),
  }
  return (
    <>
      <h2 class="govuk-heading-m">Keep it longer</h2>
      <Form action={`/retention/${due.id}/keep`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Textarea
          id="keep-why"
          name="keep-why"
          rows={3}
          value={typed['keep-why']}
          errorMessage={errorAt(problems, 'keep-why')}
          label={{ text: 'Why it is kept' }}
          hint={{ text: 'Every decision to keep is recorded. Do not repeat what the record says.' }}
        />
        <DayField
          prefix="until"
          legend="When it is looked at again"
          typed={{ ...next, ...typed }}
          problems={problems}
        />
        <Button preventDoubleClick text="Keep it" />
      </Form>
    </>
  )
}

function DisposeForm({ due, csrf, typed, problems }: DueViewProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Dispose of it</h2>
      <p class="govuk-body">
        {due.action === 'anonymise'
          ? 'The entries stay for counting, without anybody’s words or name.'
          : 'The entries go, for good.'}{' '}
        Half-filled forms, searches, attachments and accounts that were made from them go as well. That it was done
        stays written down.
      </p>
      <Form action={`/retention/${due.id}/dispose`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Textarea
          id="why"
          name="why"
          rows={3}
          value={typed['why']}
          errorMessage={errorAt(problems, 'why')}
          label={{ text: 'Why it may go' }}
          hint={{ text: 'Do not name the person or repeat what the record says: this stays.' }}
        />
        <Checkboxes
          name="sure"
          idPrefix="sure"
          values={typed['sure'] ? ['yes'] : []}
          errorMessage={errorAt(problems, 'sure')}
          items={[{ value: 'yes', text: 'I understand that this cannot be undone' }]}
        />
        <Button classes="govuk-button--warning" preventDoubleClick text="Dispose of it" />
      </Form>
    </>
  )
}
