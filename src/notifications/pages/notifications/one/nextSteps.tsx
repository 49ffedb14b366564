import type { Child } from 'hono/jsx'
import type { NotificationStep } from '../../../life.ts'
import { stepsFor } from '../../../policy.ts'
import { stepWords } from '../../../words.ts'
import { DecideForm, FeedbackForm, HandOverForm, ReopenForm, UndoForm } from './decisionForms.tsx'
import { AskForm, AssignForm, LevelForm } from './screeningForms.tsx'
import { StepForm } from './stepForm.tsx'
import type { StepProps } from './stepForm.tsx'

const forms: Record<NotificationStep, (props: StepProps) => Child> = {
  start_screening: props => <StepForm {...props} step="start_screening" button="Acknowledge and start screening" />,
  acknowledge: props => <StepForm {...props} step="acknowledge" button="Acknowledge only" />,
  assign: props => <AssignForm {...props} />,
  set_level: props => <LevelForm {...props} />,
  ask: props => <AskForm {...props} />,
  decide: props => <DecideForm {...props} />,
  undo_decision: props => <UndoForm {...props} />,
  hand_over: props => <HandOverForm {...props} />,
  give_feedback: props => <FeedbackForm {...props} />,
  close: props => <StepForm {...props} step="close" />,
  reopen: props => <ReopenForm {...props} />,
}

/** The order in which people reach for the steps. */
const order: readonly NotificationStep[] = ['start_screening', 'acknowledge', 'set_level', 'ask', 'decide', 'hand_over',
  'undo_decision', 'give_feedback', 'assign', 'close', 'reopen']

/** The steps that the life allows now; those that are this person's but not yet possible say why. */
export function NextSteps(props: StepProps) {
  const { scope, facts, now } = props.case
  const steps = stepsFor(scope.viewer, facts, now)
  if (steps.length === 0) return undefined
  const notYet = steps.flatMap(({ step, decision }) => decision.allowed ? [] : [{ step, why: decision.why }])
  const open = order.filter(step => steps.some(other => other.step === step && other.decision.allowed))
  return (
    <section aria-labelledby="next-steps">
      <h2 class="govuk-heading-m" id="next-steps">Next steps</h2>
      {open.map(step => forms[step](props))}
      {notYet.length > 0
        ? <ul class="govuk-list govuk-hint">
            {notYet.map(({ step, why }) => <li><b>{stepWords[step]}</b>: {why}</li>)}
          </ul>
        : undefined}
    </section>
  )
}
