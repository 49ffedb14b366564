import { randomUUID } from 'node:crypto'
import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Typed } from '../../../people/pages/typed.ts'
import { afterStep } from '../../subject/subjectRequest.ts'
import type { RequestStep, SubjectRequest } from '../../subject/subjectRequest.ts'
import type { PlainStep } from '../../subject/actions/takeStep.ts'

export type Returned = { step: string; typed: Typed; problems: Problems } | undefined

type StepFormsProps = {
  request: SubjectRequest
  releasers: readonly { agency_id: string; name: string }[]
  csrf: string
  returned: Returned
}

type Asked = { label: string; hint?: string }
type StepText = { button: string; summary?: string; why?: Asked; warning?: true; primary?: true }

const stepTexts: Readonly<Record<PlainStep, StepText>> = {
  ask_identity: { button: 'Pause until identity is proved', summary: 'Ask for proof of identity' },
  check_identity: {
    button: 'Record that identity is checked',
    summary: 'Identity is checked',
    primary: true,
    why: {
      label: 'How identity was checked',
      hint: 'What you saw, not its number: for example “passport, seen in person”.',
    },
  },
  collect: { button: 'Gather the account', primary: true },
  finish: { button: 'Finish the review', primary: true },
  reopen: { button: 'Go on reviewing' },
  take_back: { button: 'Take it back' },
  extend: {
    button: 'Extend by two months',
    summary: 'Extend the time',
    why: { label: 'Why more time is needed', hint: 'The person has to be told within the first month.' },
  },
  refuse: {
    button: 'Refuse the request',
    summary: 'Refuse it',
    warning: true,
    why: { label: 'Why it is refused', hint: 'The person has to be told, and that they may complain.' },
  },
  withdraw: {
    button: 'Close it as withdrawn',
    summary: 'It was withdrawn',
    warning: true,
    why: { label: 'Who withdrew it and how' },
  },
}

export const slugOf = (step: string): string => step.replaceAll('_', '-')
const stepNames = [
  'check_identity',
  'ask_identity',
  'collect',
  'finish',
  'reopen',
  'take_back',
  'extend',
  'refuse',
  'withdraw',
] as const

/** The step that an address names, or nothing. */
export const stepOf = (slug: string): PlainStep | undefined => stepNames.find(step => slugOf(step) === slug)
export const asksWhy = (step: PlainStep): string | undefined => stepTexts[step].why?.label

/** Every step that the life allows now; what needs a reason is folded until somebody wants it. */
export function StepForms({ request, releasers, csrf, returned }: StepFormsProps) {
  const open = (step: RequestStep) => afterStep(request.state, step) !== undefined
  const isPaused = request.identityAskedAt !== null && request.identityCheckedAt === null
  const shown = stepNames.filter(
    step =>
      open(step) &&
      !(step === 'extend' && request.extendedAt) &&
      !(step === 'ask_identity' && isPaused) &&
      !(step === 'finish' && request.undecided > 0),
  )
  return (
    <>
      {open('finish') && request.undecided > 0 ? (
        <p class="govuk-body">The review can be finished when every item has a decision.</p>
      ) : undefined}
      {open('approve') ? <ApproveForm {...{ request, releasers, csrf, returned }} /> : undefined}
      {shown.map(step => (
        <StepForm {...{ request, csrf, returned }} step={step} />
      ))}
    </>
  )
}

type StepFormProps = { request: SubjectRequest; csrf: string; returned: Returned; step: PlainStep }

function StepForm({ request, csrf, returned, step }: StepFormProps) {
  const { button, summary, why, warning, primary } = stepTexts[step]
  const isBack = returned?.step === step
  const typed = isBack ? returned.typed : {}
  const problems = isBack ? returned.problems : {}
  const form = (
    <Form action={`/subject-requests/${request.id}/${slugOf(step)}`} csrf={csrf}>
      <input type="hidden" name="key" value={randomUUID()} />
      {why ? (
        <Reason
          id={`${slugOf(step)}-why`}
          asked={why}
          value={typed['why']}
          problem={errorAt(problems, `${slugOf(step)}-why`)}
        />
      ) : undefined}
      {step === 'check_identity' && request.kind !== 'child' ? (
        <Textarea
          id="authority"
          name="authority"
          rows={2}
          value={typed['authority']}
          errorMessage={errorAt(problems, 'authority')}
          label={{ text: 'How their authority was checked' }}
          hint={{
            text:
              'Parental responsibility, or what lets them act for the child; and whether the child, if able to, ' +
              'agrees.',
          }}
        />
      ) : undefined}
      <Button
        text={button}
        preventDoubleClick
        classes={warning ? 'govuk-button--warning' : primary ? undefined : 'govuk-button--secondary'}
      />
    </Form>
  )
  return summary && !(primary && step === 'check_identity') ? (
    <Fold step={step} summary={summary} open={isBack}>
      {form}
    </Fold>
  ) : (
    form
  )
}

type ReasonProps = { id: string; asked: Asked; value: string | undefined; problem: ReturnType<typeof errorAt> }

function Reason({ id, asked, value, problem }: ReasonProps) {
  return (
    <Textarea
      id={id}
      name="why"
      rows={3}
      value={value}
      errorMessage={problem}
      label={{ text: asked.label }}
      hint={asked.hint ? { text: asked.hint } : undefined}
    />
  )
}

function Fold({
  step,
  summary,
  open,
  children,
}: {
  step: string
  summary: string
  open: boolean
  children?: Content
}) {
  return (
    <Details summaryText={summary} open={open} id={slugOf(step)}>
      {children}
    </Details>
  )
}

function ApproveForm({ request, releasers, csrf, returned }: StepFormsProps) {
  const problems = returned?.step === 'approve' ? returned.problems : {}
  if (releasers.length === 0)
    return <p class="govuk-body">Nobody else could release this account: ask the administrator to appoint somebody.</p>
  return (
    <Form action={`/subject-requests/${request.id}/approve`} csrf={csrf}>
      <input type="hidden" name="key" value={randomUUID()} />
      <Select
        id="agency"
        name="agency"
        label={{ text: 'Who releases it?' }}
        errorMessage={errorAt(problems, 'agency')}
        hint={{ text: 'A second person there reads the finished account, and nothing else, and releases it.' }}
        items={releasers.map(({ agency_id: value, name: text }) => ({ value, text }))}
      />
      <Button text="Send for release" preventDoubleClick />
    </Form>
  )
}
