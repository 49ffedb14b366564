import { Button } from '../../../../design/button.tsx'
import type { Content } from '../../../../design/attributes.ts'
import { Details } from '../../../../design/details.tsx'
import type { Problems } from '../../../../design/errorMessage.tsx'
import { Form } from '../../../../design/form.tsx'
import type { Case } from '../../../loadCase.ts'
import type { NotificationStep } from '../../../life.ts'
import { stepWords } from '../../../words.ts'
import type { Typed } from '../../typed.ts'
import { slugOf } from './stepForms.ts'

/** A form that came back, with what was typed and what is wrong with it. */
export type Returned = { step: NotificationStep | 'withdraw'; typed: Typed; problems: Problems }

export type StepProps = { case: Case; csrf: string; returned?: Returned | undefined }

/** What was typed into this step's form, if it came back. */
export function typedIn(step: NotificationStep, returned: Returned | undefined): Typed {
  return returned?.step === step ? returned.typed : {}
}

export function problemsOf(step: NotificationStep, returned: Returned | undefined): Problems {
  return returned?.step === step ? returned.problems : {}
}

type StepFormProps = StepProps & { step: NotificationStep; button?: string; warning?: boolean; children?: Content }

/** One step of the life, folded until somebody wants it; steps without fields are a single button. */
export function StepForm({ step, children, returned, button, warning, ...props }: StepFormProps) {
  const { id, revision } = props.case.screened
  const text = button ?? stepWords[step]
  const form = (
    <Form action={`/notifications/${id}/${slugOf(step)}`} csrf={props.csrf} revision={revision}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      {children}
      <Button text={text} preventDoubleClick classes={buttonClass(step, warning)} />
    </Form>
  )
  if (!children) return form
  return <Details summaryText={stepWords[step]} open={returned?.step === step} id={slugOf(step)}>{form}</Details>
}

function buttonClass(step: NotificationStep, warning: boolean | undefined): string | undefined {
  if (warning) return 'govuk-button--warning'
  return step === 'start_screening' || step === 'decide' ? undefined : 'govuk-button--secondary'
}
