import type { Content } from '../../../../design/attributes.ts'
import { Button } from '../../../../design/button.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import { ErrorSummary } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import { Textarea } from '../../../../design/textarea.tsx'

type StepViewProps = {
  heading: string
  action: string
  back: string
  button: string
  isWarning?: boolean
  revision?: number
  /** Asked for where a step needs its reason said. */
  reason?: { label: string; typed: string } | undefined
  problem: string | undefined
  csrf: string
  children: Content
}

/** One step of a version's life: what it does, then one button. */
export function StepView(props: StepViewProps) {
  const { heading, action, back, button, isWarning, revision, reason, problem, csrf, children } = props
  return (
    <>
      {problem === undefined ? undefined : (
        <ErrorSummary errorList={[{ text: problem, href: reason ? '#why' : undefined }]} />
      )}
      <h1 class="govuk-heading-l">{heading}</h1>
      {children}
      <Form action={action} csrf={csrf} revision={revision}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        {reason ? <Reason {...reason} problem={problem} /> : undefined}
        <div class="govuk-button-group">
          <Button classes={isWarning ? 'govuk-button--warning' : undefined} preventDoubleClick text={button} />
          <a class="govuk-link" href={back}>
            Back to the agreement
          </a>
        </div>
      </Form>
    </>
  )
}

type ReasonProps = { label: string; typed: string; problem: string | undefined }

export function Reason({ label, typed, problem }: ReasonProps) {
  return (
    <Textarea
      id="why"
      name="why"
      value={typed}
      rows={3}
      errorMessage={errorAt(problem === undefined ? {} : { why: problem }, 'why')}
      label={{ text: label }}
      hint={{ text: 'Everybody who can read the agreement can read this. Do not name a child or a family.' }}
    />
  )
}
