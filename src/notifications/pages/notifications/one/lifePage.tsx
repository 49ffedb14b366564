import { Hono } from 'hono'
import { Table } from '../../../../design/table.tsx'
import type { Env } from '../../../../kernel/web.ts'
import { deskScope } from '../../../../kernel/work.ts'
import {
  lifeOfANotification, lifeOfARequest, notificationStates, notificationSteps, requestStates, requestSteps, whoWasAsked,
} from '../../../life.ts'
import type { Life, Taken } from '../../../life.ts'
import { undoMinutes } from '../../../policy.ts'
import { titlesOfRoles } from '../../../store/caseReads.ts'
import { requestStateWords, requestStepWords, stateWords, stepWords } from '../../../words.ts'

/** Help that is the table of life itself, so that it can never differ from what the buttons do. */
export const lifePages = () => new Hono<Env>().get('/notifications/life', async c => {
  const roles = await c.var.kernel.db.as(deskScope(c.var.viewer, ''), titlesOfRoles)
  return c.var.render({ title: 'How a notification moves', wide: true }, (
    <>
      <h1 class="govuk-heading-l">How a notification moves</h1>
      <p class="govuk-body">
        A step that is not in the row of a state cannot be taken then. A decision can be undone for {undoMinutes}
        {' '}minutes by the person who recorded it; after that it is reopened.
      </p>
      <Table
        caption="Notification"
        captionClasses="govuk-table__caption--m"
        head={head}
        rows={rowsOf(lifeOfANotification, notificationStates, notificationSteps, { stateWords, stepWords, roles })}
      />
      <Table
        caption="Request for information"
        captionClasses="govuk-table__caption--m"
        head={head}
        rows={rowsOf(lifeOfARequest, requestStates, requestSteps, {
          stateWords: requestStateWords, stepWords: requestStepWords, roles,
        })}
      />
    </>
  ))
})

const head = ['While it is', 'this can be done', 'by', 'and then it is', 'Clocks'].map(text => ({ text }))

type Words<State extends string, Step extends string> = {
  stateWords: Record<State, string>; stepWords: Record<Step, string>; roles: Map<string, string>
}

function rowsOf<State extends string, Step extends string>(
  life: Life<State, Step>, states: readonly State[], steps: readonly Step[], words: Words<State, Step>,
) {
  return states.flatMap(state => steps.flatMap(step => {
    const taken = life[state][step]
    if (!taken) return []
    const who = taken.who.map(role => role === whoWasAsked ? 'The team that was asked' : words.roles.get(role) ?? role)
    return [[
      { text: words.stateWords[state] }, { text: words.stepWords[step] }, { text: who.join(', ') },
      { text: words.stateWords[taken.to] }, { text: clockText(taken) },
    ]]
  }))
}

const clockWords: Record<string, string> = {
  acknowledge_notification: 'acknowledge and decide', screen: 'screening', strategy_discussion: 'strategy discussion',
  answer: 'answer',
}

function clockText({ stops, starts, resumes }: Taken<string>): string {
  const named = (codes: readonly string[]) => codes.map(code => clockWords[code] ?? code).join(', ')
  return [
    stops && `stops ${stops === 'all' ? 'all' : named(stops)}`,
    starts && `may start ${named(starts)}`,
    resumes && 'lets those run again that the decision stopped',
  ].filter(Boolean).join('; ')
}
