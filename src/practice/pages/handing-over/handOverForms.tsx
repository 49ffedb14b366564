import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { mayHandOver } from '../../policy.ts'
import type { Facts, Practice } from '../../practice.ts'
import { textOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import type { Owned } from './openOwned.ts'

type HandOverLinksProps = { practice: Practice; facts: Pick<Facts, 'viewer' | 'episode'>; csrf: string }

/** On the episode's page: take it on with one press, or go to where it is given to others. Nothing for anybody else. */
export function HandOverForms({ practice, facts, csrf }: HandOverLinksProps) {
  const { episode, viewer } = facts
  if (viewer.agencyId !== episode.agencyId || !practice.team.includes(viewer.role)) return <></>
  const here = `${practice.path}/${episode.id}`
  const isOpen = mayHandOver(practice, facts)
  return (
    <section aria-labelledby="who-has-it" class="govuk-!-display-none-print">
      <h2 class="govuk-heading-s" id="who-has-it">Who has it</h2>
      {isOpen && episode.assignedTo !== viewer.staffId
        ? <Form action={`${here}/assign`} csrf={csrf} revision={episode.revision}>
            <input type="hidden" name="key" value={crypto.randomUUID()} />
            <input type="hidden" name="to" value={viewer.staffId} />
            <Button classes="govuk-button--secondary" text="Take this on" preventDoubleClick />
          </Form>
        : undefined}
      <ul class="govuk-list">
        {isOpen ? <li><a class="govuk-link" href={`${here}/hand-over`}>Give it to a colleague or another team</a></li> : undefined}
        <li><a class="govuk-link" href={`${here}/move`}>This is about the wrong child</a></li>
      </ul>
    </section>
  )
}

export type Sent = { form: 'assign' | 'hand-over'; typed: Typed; problems: Problems }
type ViewProps = { owned: Owned; csrf: string; sent: Sent | undefined }

/** Both ways of giving it on, each with its own button. */
export function HandOverView({ owned, csrf, sent }: ViewProps) {
  const { practice, episode, titles } = owned
  const teams = practice.team.filter(team => team !== episode.team)
  return (
    <>
      <AssignForm owned={owned} csrf={csrf} sent={sent} />
      {teams.length === 0 ? undefined
        : <Form action={`${practice.path}/${episode.id}/hand-over`} csrf={csrf} revision={episode.revision}>
            <input type="hidden" name="key" value={crypto.randomUUID()} />
            <h2 class="govuk-heading-m">To another team</h2>
            <Select name="team" id="team" label={{ text: 'Team' }} {...asSent(sent, 'hand-over', 'team')}
              items={[{ value: '', text: 'Choose' }, ...teams.map(team => ({ value: team, text: titles.roles.get(team) ?? team }))]} />
            <Textarea name="note" id="note" rows={4} label={{ text: 'What they need to know' }} {...asSent(sent, 'hand-over', 'note')}
              hint={{ text: 'What is agreed, what is open, and what must happen next.' }} />
            <Button text="Hand it over" preventDoubleClick />
          </Form>}
    </>
  )
}

function AssignForm({ owned: { practice, episode, colleagues }, csrf, sent }: ViewProps) {
  const names = [...new Map(colleagues.map(one => [one.staffId, one])).values()]
  return (
    <Form action={`${practice.path}/${episode.id}/assign`} csrf={csrf} revision={episode.revision}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <h2 class="govuk-heading-m">To a colleague</h2>
      <Select name="to" id="to" label={{ text: 'Colleague' }} {...asSent(sent, 'assign', 'to')}
        hint={{ text: 'Whoever gets it is told. They see what the team sees.' }}
        items={[
          { value: '', text: 'Choose' },
          ...episode.assignedTo ? [{ value: 'team', text: 'Back to the team: nobody has it' }] : [],
          ...names.filter(({ staffId }) => staffId !== episode.assignedTo)
            .map(({ staffId, name, roleTitle }) => ({ value: staffId, text: `${name}, ${roleTitle}` })),
        ]} />
      <Button text="Give it to them" preventDoubleClick />
    </Form>
  )
}

const asSent = (sent: Sent | undefined, form: Sent['form'], name: string) => sent?.form === form
  ? { value: textOf(sent.typed, name), errorMessage: errorAt(sent.problems, name) } : {}
