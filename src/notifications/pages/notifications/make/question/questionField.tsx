import { Checkboxes } from '../../../../../design/checkboxes.tsx'
import { DateInput } from '../../../../../design/dateInput.tsx'
import { errorAt } from '../../../../../design/errorMessage.tsx'
import { Input } from '../../../../../design/input.tsx'
import { Radios } from '../../../../../design/radios.tsx'
import { Textarea } from '../../../../../design/textarea.tsx'
import type { Lexicon } from '../../../../../wording/lexicon.ts'
import { readKept } from '../../../../../wording/choice.ts'
import { WordCheck } from '../../../../../wording/wordCheck.tsx'
import { WordingPanel } from '../../../../../wording/wordingPanel.tsx'
import type { FormPage, Question } from '../../../../formKind.ts'
import type { Answers } from '../../../../making/answers.ts'
import { keptField, listIn, textIn } from '../../../../making/answers.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import { eventRoles } from '../../../../notification.ts'

export type FieldProps = {
  question: Question; page: FormPage; answers: Answers; problems: FieldProblems; lexicon: Lexicon
}

/** One question with what has been typed, drawn by its kind. */
export function QuestionField(props: FieldProps) {
  const { question } = props
  if (question.kind === 'radios') return <RadiosField {...props} question={question} />
  if (question.kind === 'checkboxes' || question.kind === 'people') return <CheckboxesField {...props} />
  if (question.kind === 'date_time') return <DateTimeField {...props} />
  if (question.kind === 'place') return <PlaceField {...props} />
  if (question.kind === 'textarea') return <TextareaField {...props} question={question} />
  return question.kind === 'text' ? <TextField {...props} /> : <></>
}

/** Questions that only one answer of a choice brings up stand inside that choice; the others stand below it. */
export function standsInside(question: Question, page: FormPage): boolean {
  const { showIf } = question
  return showIf?.is.length === 1 && page.questions.some(one => one.kind === 'radios' && one.id === showIf.question)
}

type Kind<K extends Question['kind']> = Extract<Question, { kind: K }>
type Props<K extends Question['kind']> = Omit<FieldProps, 'question'> & { question: Kind<K> }

const hintOf = ({ hint }: Question) => hint === undefined ? {} : { hint: { text: hint } }
const legendOf = ({ label }: Question) => ({ legend: { text: label, classes: 'govuk-fieldset__legend--m' } })

function RadiosField(props: Props<'radios'>) {
  const { question, page, answers, problems } = props
  const inside = (value: string) => page.questions
    .filter(one => standsInside(one, page) && one.showIf?.question === question.id && one.showIf.is[0] === value)
  return (
    <Radios
      name={question.id} value={textIn(answers, question.id)} fieldset={legendOf(question)} {...hintOf(question)}
      errorMessage={errorAt(problems, question.id)}
      items={question.options.map(({ value, text, hint }) => ({
        value, text, ...(hint && { hint: { text: hint } }),
        conditional: inside(value).length > 0
          ? <>{inside(value).map(one => <QuestionField {...props} question={one} />)}</> : undefined,
      }))}
    />
  )
}

function CheckboxesField({ question, answers, problems }: FieldProps) {
  const isPeople = question.kind === 'people'
  const name = isPeople ? `${question.id}-role` : question.id
  const items = isPeople ? question.roles.map(role => ({ value: role, text: eventRoles[role] }))
    : 'options' in question ? question.options.map(({ value, text, hint }) => ({
      value, text, ...(hint && { hint: { text: hint } }),
    })) : []
  return (
    <Checkboxes
      name={name} values={listIn(answers, name)} fieldset={legendOf(question)} {...hintOf(question)}
      errorMessage={errorAt(problems, name)} items={items}
    />
  )
}

function TextField({ question, answers, problems }: FieldProps) {
  return (
    <Input
      name={question.id} value={textIn(answers, question.id)} label={{ text: question.label }} {...hintOf(question)}
      errorMessage={errorAt(problems, question.id)} autocomplete="off"
    />
  )
}

function TextareaField({ question, answers, problems, lexicon }: Props<'textarea'>) {
  const text = textIn(answers, question.id)
  const field = (
    <Textarea
      name={question.id} value={text} rows={question.rows} label={{ text: question.label, classes: 'govuk-label--m' }}
      {...hintOf(question)} errorMessage={errorAt(problems, question.id)} spellcheck
    />
  )
  if (!question.checksWording) return field
  return (
    <>
      {field}
      <WordCheck field={question.id}>
        <WordingPanel text={text} lexicon={lexicon} kept={readKept(listIn(answers, keptField(question)))} />
      </WordCheck>
      {/* Only a browser without scripts says so: it has not seen the check while typing, and is shown it once. */}
      <noscript><input type="hidden" name="without-scripts" value="yes" /></noscript>
    </>
  )
}

function DateTimeField({ question, answers, problems }: FieldProps) {
  const { id } = question
  const dateProblem = problems[`${id}-day`]
  return (
    <>
      <DateInput
        id={id} fieldset={legendOf(question)} {...hintOf(question)}
        errorMessage={dateProblem ? { text: dateProblem } : undefined}
        items={(['day', 'month', 'year'] as const).map(part => ({
          id: `${id}-${part}`, name: `${id}-${part}`, label: part.slice(0, 1).toUpperCase() + part.slice(1),
          value: textIn(answers, `${id}-${part}`),
          classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        }))}
      />
      <Input
        name={`${id}-time`} value={textIn(answers, `${id}-time`)} label={{ text: 'Time, if you know it' }}
        errorMessage={errorAt(problems, `${id}-time`)} classes="govuk-input--width-5" autocomplete="off"
      />
    </>
  )
}

function PlaceField({ question, answers, problems }: FieldProps) {
  const home = `${question.id}-home`
  return (
    <>
      <Input
        name={question.id} value={textIn(answers, question.id)} label={{
          text: question.label, classes: 'govuk-label--m',
        }}
        {...hintOf(question)} errorMessage={errorAt(problems, question.id)} autocomplete="off"
      />
      <Radios
        name={home} value={textIn(answers, home)} errorMessage={errorAt(problems, home)}
        fieldset={{ legend: { text: 'Is this somebody’s home?', classes: 'govuk-fieldset__legend--s' } }}
        hint={{ text: 'A home is never shown as the place of an event. It is kept apart, for few eyes.' }}
        items={[
          { value: 'no', text: 'No' }, { value: 'child', text: 'Yes, the child’s' },
          { value: 'other', text: 'Yes, somebody else’s' },
        ]}
      />
    </>
  )
}
