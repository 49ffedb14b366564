import { Checkboxes } from '../../../../design/checkboxes.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import { Radios } from '../../../../design/radios.tsx'
import { Select } from '../../../../design/select.tsx'
import { Textarea } from '../../../../design/textarea.tsx'
import { levels } from '../../../life.ts'
import { levelWords } from '../../../words.ts'
import { textOf } from '../../typed.ts'
import { problemsOf, StepForm, typedIn } from './stepForm.tsx'
import type { StepProps } from './stepForm.tsx'

export function AssignForm(props: StepProps) {
  const { colleagues, screened, scope } = props.case
  const typed = typedIn('assign', props.returned)
  return (
    <StepForm {...props} step="assign">
      <Select
        name="assign_to"
        label={{ text: 'Who takes this on' }}
        errorMessage={errorAt(problemsOf('assign', props.returned), 'assign_to')}
        value={textOf(typed, 'assign_to') || screened.assignedTo || scope.viewer.staffId}
        items={colleagues.map(({ staffId, name, roleTitle }) => ({
          value: staffId, text: staffId === scope.viewer.staffId ? `${name} (me)` : `${name}, ${roleTitle}`,
        }))}
      />
    </StepForm>
  )
}

export function LevelForm(props: StepProps) {
  const typed = typedIn('set_level', props.returned)
  const problems = problemsOf('set_level', props.returned)
  return (
    <StepForm {...props} step="set_level">
      <Radios
        name="level"
        value={textOf(typed, 'level')}
        fieldset={{ legend: { text: 'Level' } }}
        errorMessage={errorAt(problems, 'level')}
        items={levels.map(level => ({
          value: level, text: levelWords[level].title, hint: { text: levelWords[level].about },
        }))}
      />
      <Textarea
        name="level_why"
        rows={3}
        label={{ text: 'Why this level' }}
        hint={{ text: 'The clock of the level counts from when the notification came in.' }}
        value={textOf(typed, 'level_why')}
        errorMessage={errorAt(problems, 'level_why')}
      />
    </StepForm>
  )
}

export function AskForm(props: StepProps) {
  const { askable } = props.case
  const typed = typedIn('ask', props.returned)
  const problems = problemsOf('ask', props.returned)
  return (
    <StepForm {...props} step="ask" button="Send the request">
      <Select
        name="ask_team"
        label={{ text: 'Who to ask' }}
        hint={{ text: 'Teams that an agreement lets you ask. They see the child’s name and what you ask, no more.' }}
        value={textOf(typed, 'ask_team')}
        errorMessage={errorAt(problems, 'ask_team')}
        items={[{ value: '', text: 'Choose a team' }, ...askable.map(({ agencyId, agency, role, roleTitle }) => ({
          value: `${agencyId} ${role}`, text: `${agency}: ${roleTitle}`,
        }))]}
      />
      <Textarea
        name="asks"
        rows={3}
        label={{ text: 'What you need to know' }}
        value={textOf(typed, 'asks')}
        errorMessage={errorAt(problems, 'asks')}
      />
      <Textarea
        name="ask_reason"
        rows={3}
        label={{ text: 'Why you need it' }}
        hint={{ text: 'The team reads this. Say no more about the child and others than they need to answer.' }}
        value={textOf(typed, 'ask_reason')}
        errorMessage={errorAt(problems, 'ask_reason')}
      />
      <Checkboxes
        name="ask_urgent"
        values={[textOf(typed, 'ask_urgent')]}
        items={[{ value: 'yes', text: 'Urgent: the answer cannot wait until the next working day' }]}
      />
    </StepForm>
  )
}
