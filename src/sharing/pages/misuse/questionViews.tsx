import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { DateInput } from '../../../design/dateInput.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { detectorWords } from '../../misuse/sign.ts'
import type { Question } from '../../misuse/store.ts'
import { spanText, StateTag } from './view.tsx'

export function QuestionsView({ questions }: { questions: readonly Question[] }) {
  return (
    <>
      <h1 class="govuk-heading-l">Questions about what you read</h1>
      {questions.length === 0
        ? <EmptyState title="No questions"><p class="govuk-body">If your privacy officer asks why you opened a record,
          you answer here.</p></EmptyState>
        : <Table
            head={['What was noticed', 'When you read', 'Asked', 'State'].map(text => ({ text }))}
            rows={questions.map(each => ({ key: each.id, cells: [
              { text: <a class="govuk-link" href={`/misuse/questions/${each.id}`}>{detectorWords[each.detector]}</a> },
              { text: spanText(each) }, { text: dateTimeText(each.askedAt) }, { text: <StateTag state={each.state} /> },
            ] }))}
          />}
      <p class="govuk-body"><a class="govuk-link" href="/misuse/particulars">What I declare about myself</a></p>
    </>
  )
}

type QuestionViewProps = { question: Question; csrf: string; typed: Typed; problems: Problems }

export function QuestionView({ question, csrf, typed, problems }: QuestionViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Why did you open this?</h1>
      <p class="govuk-body">Every reading is recorded, and some are looked at. This is a question,
        not an accusation.</p>
      <SummaryList rows={[
        { key: { text: 'What was noticed' }, value: { text: detectorWords[question.detector] } },
        { key: { text: 'When you read' }, value: { text: spanText(question) } },
        { key: { text: 'How much' }, value: { text: `${question.views} readings, ${question.people} people` } },
        { key: { text: 'State' }, value: { text: <StateTag state={question.state} /> } },
        ...(question.explanation === null ? []
          : [{ key: { text: 'Your explanation' }, value: { text: question.explanation } }]),
      ]} />
      {question.state === 'asked' ? (
        <Form action={`/misuse/questions/${question.id}`} csrf={csrf}>
          <input type="hidden" name="key" value={randomUUID()} />
          <Textarea id="words" name="words" rows={6} value={typed['words']} errorMessage={errorAt(problems, 'words')}
            label={{ text: 'Your explanation' }} hint={{ text: 'Which work was it for? Do not name the person.' }} />
          <Button text="Send the explanation" preventDoubleClick />
        </Form>
      ) : undefined}
    </>
  )
}

export function ParticularsView({ csrf, typed, problems }: Omit<QuestionViewProps, 'question'>) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">What I declare about myself</h1>
      <p class="govuk-body">
        With this Kith notices when your own record, or that of your family or a neighbour, is opened by you,
          so that a colleague can take
        the case instead. All of it is optional. Nobody else reads it: only whether it matches is ever told. Clear the
          fields to take it back.
      </p>
      <Form action="/misuse/particulars" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <DateInput id="birth-day" namePrefix="birth" values={typed} errorMessage={errorAt(problems, 'birth-day')}
          fieldset={{ legend: { text: 'Your date of birth', classes: 'govuk-fieldset__legend--s' } }} />
        <Input id="postcode" name="postcode" value={typed['postcode']} errorMessage={errorAt(problems, 'postcode')}
          label={{ text: 'Postcode of your home' }} classes="govuk-input--width-10" autocomplete="off" />
        <Textarea id="family" name="family" rows={3} value={typed['family']} errorMessage={errorAt(problems, 'family')}
          label={{ text: 'Family names in your household' }} hint={{ text: 'One a line, if they differ from yours' }} />
        <Button text="Save" preventDoubleClick />
      </Form>
      <p class="govuk-body"><a class="govuk-link" href="/conflicts">Declare that you know one person privately</a></p>
    </>
  )
}
