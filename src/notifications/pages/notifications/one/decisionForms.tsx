import { errorAt } from '../../../../design/errorMessage.tsx'
import { Radios } from '../../../../design/radios.tsx'
import { Select } from '../../../../design/select.tsx'
import { Textarea } from '../../../../design/textarea.tsx'
import { undoMinutes } from '../../../policy.ts'
import { grades, gradeWords, qualityRubric } from '../../../rubric.ts'
import { outcomes, outcomeWords } from '../../../words.ts'
import { receivingRoles } from '../../../store/screeningReads.ts'
import { roleText } from '../../caseWords.ts'
import { textOf } from '../../typed.ts'
import { problemsOf, StepForm, typedIn } from './stepForm.tsx'
import type { StepProps } from './stepForm.tsx'

export function DecideForm(props: StepProps) {
  const typed = typedIn('decide', props.returned)
  const problems = problemsOf('decide', props.returned)
  return (
    <StepForm {...props} step="decide">
      <Radios
        name="outcome"
        value={textOf(typed, 'outcome')}
        fieldset={{ legend: { text: 'What was decided' } }}
        errorMessage={errorAt(problems, 'outcome')}
        items={outcomes.map(outcome => ({
          value: outcome, text: outcomeWords[outcome].title, hint: { text: outcomeWords[outcome].about },
        }))}
      />
      <Textarea
        name="rationale"
        label={{ text: 'Rationale' }}
        hint={{ text: 'Stays with children’s services.' }}
        value={textOf(typed, 'rationale')}
        errorMessage={errorAt(problems, 'rationale')}
      />
      <Textarea
        name="advice"
        rows={3}
        label={{ text: 'What the referrer is told' }}
        hint={{ text: 'The referrer sees the outcome and this, and nothing else of social care.' }}
        value={textOf(typed, 'advice')}
        errorMessage={errorAt(problems, 'advice')}
      />
    </StepForm>
  )
}

export function UndoForm(props: StepProps) {
  return (
    <StepForm {...props} step="undo_decision" warning>
      <Textarea
        name="undo_why"
        rows={2}
        label={{ text: 'Why you undo it' }}
        hint={{ text: `Possible for ${undoMinutes} minutes. It stays on record as undone; the clock runs again.` }}
        value={textOf(typedIn('undo_decision', props.returned), 'undo_why')}
        errorMessage={errorAt(problemsOf('undo_decision', props.returned), 'undo_why')}
      />
    </StepForm>
  )
}

export function HandOverForm(props: StepProps) {
  const { receivers } = props.case
  const typed = typedIn('hand_over', props.returned)
  const problems = problemsOf('hand_over', props.returned)
  const teams = receivingRoles.map(role => ({ value: role, text: `Whole team: ${roleText(props.case, role)}` }))
  return (
    <StepForm {...props} step="hand_over">
      <Select
        name="receiver"
        label={{ text: 'To whom' }}
        value={textOf(typed, 'receiver')}
        errorMessage={errorAt(problems, 'receiver')}
        items={[{ value: '', text: 'Choose' }, ...teams, ...receivers.map(({ staffId, name, role, roleTitle }) => ({
          value: `${role} ${staffId}`, text: `${name}, ${roleTitle}`,
        }))]}
      />
      <Textarea
        name="handover_note"
        rows={3}
        label={{ text: 'What they need to know first' }}
        value={textOf(typed, 'handover_note')}
        errorMessage={errorAt(problems, 'handover_note')}
      />
    </StepForm>
  )
}

export function FeedbackForm(props: StepProps) {
  const typed = typedIn('give_feedback', props.returned)
  const problems = problemsOf('give_feedback', props.returned)
  return (
    <StepForm {...props} step="give_feedback" button="Give feedback">
      {qualityRubric.criteria.map(({ code, title, about }) => (
        <Radios
          name={`grade_${code}`}
          classes="govuk-radios--inline govuk-radios--small"
          value={textOf(typed, `grade_${code}`)}
          fieldset={{ legend: { text: title } }}
          hint={{ text: about }}
          errorMessage={errorAt(problems, `grade_${code}`)}
          items={grades.map(grade => ({ value: grade, text: gradeWords[grade] }))}
        />
      ))}
      <Textarea
        name="feedback_comment"
        rows={3}
        label={{ text: 'What was good, and what would make it better' }}
        value={textOf(typed, 'feedback_comment')}
        errorMessage={errorAt(problems, 'feedback_comment')}
      />
    </StepForm>
  )
}

export function ReopenForm(props: StepProps) {
  return (
    <StepForm {...props} step="reopen">
      <Textarea
        name="reopen_why"
        rows={2}
        label={{ text: 'Why it is opened again' }}
        hint={{ text: 'The clock starts again from now.' }}
        value={textOf(typedIn('reopen', props.returned), 'reopen_why')}
        errorMessage={errorAt(problemsOf('reopen', props.returned), 'reopen_why')}
      />
    </StepForm>
  )
}
