import { Button } from '../../../../design/button.tsx'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import { fieldsOf } from '../../../../partnership/administration/fields.tsx'
import type { Choice } from '../../../../partnership/administration/fields.tsx'
import type { Typed } from '../../../../partnership/administration/typed.ts'
import { basisKinds } from '../../../agreement.ts'
import type { BasisKind } from '../../../agreement.ts'
import { oldestChoices, oldestWords, precisionWords, reachWords, subjectWords } from '../../../clauseWords.ts'
import { Warnings } from '../warnings.tsx'

export type ClauseViewProps = {
  heading: string
  action: string
  back: string
  revision: number
  typed: Typed
  problems: Problems
  warnings: readonly string[]
  /** The law was asked and refuses nothing. */
  isLawful: boolean
  parties: readonly Choice[]
  roles: readonly Choice[]
  purposes: readonly Choice[]
  categories: readonly Choice[]
  gateways: readonly Choice[]
  basesOf: (kind: BasisKind) => readonly Choice[]
  csrf: string
}
type Fields = ReturnType<typeof fieldsOf>

export function ClauseView(props: ClauseViewProps) {
  const { heading, action, back, revision, typed, problems, warnings, isLawful, csrf } = props
  const on = fieldsOf(typed, problems)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{heading}</h1>
      {isLawful ? (
        <p class="govuk-body">
          <b>The law refuses nothing in this clause.</b>
        </p>
      ) : undefined}
      <Warnings warnings={warnings} />
      <Form action={action} csrf={csrf} revision={revision}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <What on={on} {...props} />
        <Who on={on} {...props} />
        <Limits on={on} />
        <Law on={on} {...props} />
        <After on={on} {...props} />
        <div class="govuk-button-group">
          <Button name="do" value="save" preventDoubleClick text="Save clause" />
          <Button name="do" value="check" classes="govuk-button--secondary" text="Check the law, do not save yet" />
          <a class="govuk-link" href={back}>
            Cancel
          </a>
        </div>
      </Form>
    </>
  )
}

const tiers: readonly Choice[] = [
  { value: '0', text: '0: who and where to ask' },
  { value: '1', text: '1: what the work needs' },
  { value: '2', text: '2: sensitive: accounts, arrests' },
  { value: '3', text: '3: most sensitive' },
]

function What({ on, parties, categories }: ClauseViewProps & { on: Fields }) {
  return (
    <>
      {on.area({ name: 'says', label: 'What it says', hint: 'One sentence in plain words.', rows: 2 })}
      {on.boxes({ name: 'from', label: 'Whose information' }, parties)}
      {on.radios({ name: 'access', label: 'What they may do' }, [
        { value: 'read', text: 'See it' },
        {
          value: 'deposit',
          text: 'Add to it',
          hint: 'Such as a notification that they place with the front door.',
        },
      ])}
      {on.boxes(
        { name: 'categories', label: 'What is shared', hint: 'Choose only what the purpose needs.' },
        categories,
      )}
      {on.select({ name: 'tier', label: 'Highest tier' }, tiers)}
    </>
  )
}

function Who({ on, parties, roles, purposes }: ClauseViewProps & { on: Fields }) {
  return (
    <>
      {on.boxes({ name: 'to', label: 'To whom' }, parties)}
      {on.boxes({ name: 'roles', label: 'For these roles only' }, roles)}
      {on.radios({ name: 'purpose', label: 'For which purpose' }, purposes)}
      {on.radios(
        { name: 'reach', label: 'About whom' },
        (['linked', 'hub'] as const).map(value => ({ value, text: reachWords[value] })),
      )}
    </>
  )
}

function Limits({ on }: { on: Fields }) {
  return (
    <>
      <h2 class="govuk-heading-m">How much of it</h2>
      <p class="govuk-body">The database keeps to each of these; nothing else can be chosen.</p>
      {on.select(
        { name: 'subject', label: 'Role of the person in the event' },
        Object.entries(subjectWords).map(([value, text]) => ({ value, text })),
      )}
      {on.radios({ name: 'oldest', label: 'How old it may be' }, [
        { value: 'any', text: oldestWords(undefined) },
        ...oldestChoices.map(months => ({ value: String(months), text: oldestWords(months) })),
      ])}
      {on.radios(
        { name: 'precision', label: 'How precise' },
        Object.entries(precisionWords).map(([value, text]) => ({ value, text })),
      )}
    </>
  )
}

const basisLabels: Record<BasisKind, string> = {
  article6: 'UK GDPR Article 6',
  article9: 'UK GDPR Article 9, for special categories',
  schedule1: 'Condition of Schedule 1',
  part3: 'Part 3, for a law enforcement purpose of a competent authority',
  schedule8: 'Condition of Schedule 8, for sensitive processing under Part 3',
}

function Law({ on, gateways, basesOf }: ClauseViewProps & { on: Fields }) {
  const bases = (end: 'sender' | 'receiver', heading: string) => (
    <>
      <h3 class="govuk-heading-s">{heading}</h3>
      {basisKinds.map(kind =>
        on.select({ name: `${end}_${kind}`, label: `${basisLabels[kind]} (${end})` }, basesOf(kind)),
      )}
    </>
  )
  return (
    <>
      <h2 class="govuk-heading-m">By which law</h2>
      {on.select({ name: 'gateway', label: 'Power to share' }, gateways)}
      <p class="govuk-body">
        The two ends may be under different law: a competent authority under Part 3, a school under UK GDPR. Leave
        empty what does not apply.
      </p>
      {bases('sender', 'Who tells')}
      {bases('receiver', 'Who is told')}
    </>
  )
}

function After({ on, parties }: ClauseViewProps & { on: Fields }) {
  return (
    <>
      <h2 class="govuk-heading-m">Afterwards</h2>
      {on.radios({ name: 'onward', label: 'May it be passed on?' }, [
        { value: 'none', text: 'To nobody' },
        {
          value: 'named',
          text: 'To the parties named here',
          hint: 'A rule for people: Kith shows nothing to them by it.',
        },
      ])}
      {on.boxes({ name: 'onward_agencies', label: 'If it may be passed on, to whom' }, parties)}
      {on.area({
        name: 'conditions',
        label: 'Conditions (optional)',
        hint: 'What those who read it must keep to.',
      })}
      {on.day({
        name: 'until',
        label: 'Last day of this clause (optional)',
        hint: 'Without one it ends with the agreement.',
      })}
    </>
  )
}
