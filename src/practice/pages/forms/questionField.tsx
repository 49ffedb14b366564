import type { Child } from 'hono/jsx'
import { CharacterCount } from '../../../design/characterCount.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { DateInput } from '../../../design/dateInput.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WordCheck } from '../../../wording/wordCheck.tsx'
import type { Question } from '../../question.ts'
import type { Colleague } from '../../store/staff.ts'
import { textOf, textsOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { dayParts, fieldOf, partOf } from './fieldNames.ts'
import type { FieldProblems } from './parseAnswers.ts'

/** A form as it stands: its questions, what was typed, what is wrong. `prefix` keeps the ids of two forms of a page apart. */
export type FieldsProps = {
  questions: readonly Question[]; typed: Typed; problems: FieldProblems; prefix: string; colleagues: readonly Colleague[]
}

/** The questions of a form in their order; what one answer alone brings up stands inside that answer. */
export function QuestionFields(props: FieldsProps) {
  const { questions } = props
  return (
    <>
      {questions.filter(question => !standsInside(question, questions)).map(question => (
        question.showIf
          ? <div><p class="govuk-hint">{onlyIf(question, questions)}</p><QuestionField {...props} question={question} /></div>
          : <QuestionField {...props} question={question} />
      ))}
    </>
  )
}

const holds = ({ kind }: Question) => kind === 'radios' || kind === 'checkboxes'

function standsInside({ showIf }: Question, questions: readonly Question[]): boolean {
  return showIf?.is.length === 1 && questions.some(one => holds(one) && one.id === showIf.question)
}

/** Said to a browser that cannot hide it: "Only if “Where”: Park, Pier". */
function onlyIf({ showIf }: Question, questions: readonly Question[]): string {
  const parent = questions.find(({ id }) => id === showIf?.question)
  const options = parent && 'options' in parent ? parent.options : []
  const values = showIf?.is.map(value => options.find(option => option.value === value)?.text ?? value) ?? []
  return `Only if you answered “${values.join('” or “')}” to “${parent?.label ?? ''}”:`
}

type Props<Kind extends Question['kind'] = Question['kind']> = FieldsProps & { question: Extract<Question, { kind: Kind }> }

function QuestionField({ question, ...rest }: Props): Child {
  switch (question.kind) {
    case 'radios':
    case 'checkboxes': return <ChoiceField {...rest} question={question} />
    case 'select': return <SelectField {...rest} question={question} items={question.options} />
    case 'colleague': return <SelectField {...rest} question={question} items={colleaguesFor(question.roles, rest.colleagues)} />
    case 'textarea': return <TextareaField {...rest} question={question} />
    case 'date': return <DayField {...rest} question={question} />
    case 'date_time': return question.past
      ? <MomentField {...rest} question={question} /> : <DayTimeField {...rest} question={question} />
    case 'text':
    case 'number': return <TextField {...rest} question={question} />
    default: return question satisfies never
  }
}

function colleaguesFor(roles: readonly string[], colleagues: readonly Colleague[]) {
  return colleagues.filter(({ role }) => roles.includes(role))
    .map(({ staffId, name, roleTitle }) => ({ value: staffId, text: `${name}, ${roleTitle}` }))
}

const hintOf = ({ hint }: Question) => hint === undefined ? {} : { hint: { text: hint } }
const legendOf = ({ label }: Question) => ({ legend: { text: label, classes: 'govuk-fieldset__legend--s' } })
const labelOf = ({ label }: Question) => ({ text: label, classes: 'govuk-label--s' })
const idOf = ({ prefix }: FieldsProps, name: string) => `${prefix}${name}`

type Choice = 'radios' | 'checkboxes' | 'select'

function ChoiceField(props: Props<Choice>) {
  const { question, questions, typed, problems } = props
  const name = fieldOf(question)
  const inside = (value: string) => questions.filter(one => standsInside(one, questions)
    && one.showIf?.question === question.id && one.showIf.is[0] === value)
  const items = question.options.map(({ value, text, hint }) => ({
    value, text, ...(hint && { hint: { text: hint } }),
    conditional: inside(value).length > 0
      ? <>{inside(value).map(one => <QuestionField {...props} question={one} />)}</> : undefined,
  }))
  const shared = {
    name, idPrefix: idOf(props, name), items, fieldset: legendOf(question), ...hintOf(question),
    errorMessage: errorAt(problems, name), classes: 'govuk-radios--small govuk-checkboxes--small',
  }
  return question.kind === 'radios'
    ? <Radios {...shared} value={textOf(typed, name)} /> : <Checkboxes {...shared} values={textsOf(typed, name)} />
}

function SelectField(props: Props<Choice | 'colleague'> & { items: readonly { value: string; text: string }[] }) {
  const { question, typed, problems, items } = props
  const name = fieldOf(question)
  return (
    <Select
      name={name} id={idOf(props, name)} label={labelOf(question)} {...hintOf(question)} value={textOf(typed, name)}
      errorMessage={errorAt(problems, name)}
      items={[{ value: '', text: 'Choose' }, ...items.map(({ value, text }) => ({ value, text }))]}
    />
  )
}

function TextField(props: Props<'text' | 'number'>) {
  const { question, typed, problems } = props
  const name = fieldOf(question)
  return (
    <Input
      name={name} id={idOf(props, name)} label={labelOf(question)} {...hintOf(question)} value={textOf(typed, name)}
      errorMessage={errorAt(problems, name)} autocomplete="off"
      {...(question.kind === 'number' && { inputmode: 'decimal' as const, classes: 'govuk-input--width-5' })}
    />
  )
}

function TextareaField(props: Props<'textarea'>) {
  const { question, typed, problems } = props
  const name = fieldOf(question)
  const id = idOf(props, name)
  const shared = {
    name, id, label: labelOf(question), ...hintOf(question), value: textOf(typed, name), rows: question.rows ?? 4,
    errorMessage: errorAt(problems, name), spellcheck: true,
  }
  return (
    <>
      {question.longest ? <CharacterCount {...shared} maxlength={question.longest} /> : <Textarea {...shared} />}
      {question.checksWording ? <WordCheck field={id} /> : undefined}
    </>
  )
}

/** A day, and what belongs to it in the same group. */
function DayField({ after, ...props }: Props<'date' | 'date_time'> & { after?: Child }) {
  const { question, typed, problems } = props
  const first = partOf(question, 'day')
  const time = question.kind === 'date_time' ? problems[partOf(question, 'when')] : undefined
  const why = problems[first] ?? time
  return (
    <DateInput
      id={idOf(props, fieldOf(question))} fieldset={legendOf(question)} {...hintOf(question)}
      errorMessage={why ? { text: why } : undefined} formGroup={{ afterInputs: after }}
      items={dayParts.map(part => ({
        id: idOf(props, partOf(question, part)), name: partOf(question, part), value: textOf(typed, partOf(question, part)),
        label: part.slice(0, 1).toUpperCase() + part.slice(1),
        classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
      }))}
    />
  )
}

function DayTimeField(props: Props<'date_time'>) {
  const { question, typed, problems } = props
  const name = partOf(question, 'time')
  const time = (
    <Input
      name={name} id={idOf(props, name)} value={textOf(typed, name)} label={{ text: 'Time, for example 17:30' }}
      errorMessage={errorAt(problems, name)} classes="govuk-input--width-5" autocomplete="off"
      formGroup={{ classes: 'govuk-!-margin-top-3' }}
    />
  )
  return <DayField {...props} after={time} />
}

/** Something that has happened: just now, or at a day and time; both are there without scripts. */
function MomentField(props: Props<'date_time'>) {
  const { question, typed, problems } = props
  const name = partOf(question, 'when')
  const isDated = dayParts.some(part => textOf(typed, partOf(question, part)) !== '')
  const isWrong = ['day', 'time'].some(part => problems[partOf(question, part)])
  const shown = isDated || isWrong ? 'then' : textOf(typed, name)
  const isFixed = shown === 'then' && textOf(typed, name) === 'now'
  const then = { ...question, label: 'When' }
  return (
    <Radios
      name={name} idPrefix={idOf(props, name)} classes="govuk-radios--small" fieldset={legendOf(question)}
      {...hintOf(question)} errorMessage={errorAt(problems, name)}
      value={shown}
      items={[
        { value: 'now', text: 'Now', ...(isFixed && { attributes: { 'data-held': 'now' } }) },
        {
          value: 'then', text: 'At another time',
          conditional: <DayTimeField {...props} question={withoutHint(then)} problems={without(problems, name)} />,
        },
      ]}
    />
  )
}

function withoutHint({ id, kind, label }: Props<'date_time'>['question']): Props<'date_time'>['question'] {
  return { id, kind, label }
}

function without(problems: FieldProblems, name: string): FieldProblems {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => field !== name))
}
