import { Hono } from 'hono'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import type { Env } from '../../../kernel/web.ts'
import { dayTimeText } from '../../../language/format.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import { wordsOfAlert } from '../../alertWords.ts'
import { readingAgreements } from '../../policy.ts'
import { listAlerts, seeAlert } from '../../store/alerts.ts'
import type { Alert } from '../../store/alerts.ts'

const most = 200

/** What somebody is told without content: that something happened, and where it can be opened. */
export const alertPages = () => new Hono<Env>()
  .get('/alerts', async c => {
    const { kernel, viewer, csrf } = c.var
    const alerts = await kernel.db.as(readingAgreements(viewer), tx => listAlerts(tx, most))
    return c.var.render({ title: 'Alerts', live: 'verb:seal.,verb:break_glass.' }, <AlertsView alerts={alerts}
      csrf={csrf} now={kernel.now()} />)
  })
  .post('/alerts/:id{[0-9a-f-]{36}}/seen', async c => {
    const { kernel, viewer } = c.var
    const id = c.req.param('id')
    if (!isId(id)) return c.var.absent()
    const typed = await readTyped(c.req)
    // Seeing twice changes nothing; an alert of somebody else stays as it is.
    const alert = await kernel.db.as(readingAgreements(viewer), async tx => {
      const mine = (await listAlerts(tx, most)).find(each => each.id === id)
      if (mine) await seeAlert(tx, id)
      return mine
    })
    if (!alert) return c.var.absent()
    return c.redirect(typed['next'] === 'open' ? wordsOfAlert(alert.kind).href(alert.referenceId) : '/alerts', 303)
  })

type AlertsViewProps = { alerts: readonly Alert[]; csrf: string; now: Date }

function AlertsView({ alerts, csrf, now }: AlertsViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Alerts</h1>
      <p class="govuk-body">
        An alert says that something happened, never to whom. Open it to read more, as far as it is yours to see.
      </p>
      <div data-live="alerts">
        {alerts.length === 0
          ? <EmptyState title="No alerts">
              <p class="govuk-body">You are told here when somebody uses emergency access to a person you answer for,
                and when
                something waits for your signature.</p>
            </EmptyState>
          : <WideTable label="Alerts">
              <Table
                caption={<span class="govuk-visually-hidden">Alerts</span>} list
                head={['What happened', 'When', 'To', 'Action'].map(text => ({ text }))}
                rows={alerts.map(alert => rowOf(alert, csrf, now))}
              />
            </WideTable>}
      </div>
    </>
  )
}

function rowOf(alert: Alert, csrf: string, now: Date) {
  const { says } = wordsOfAlert(alert.kind)
  return {
    key: alert.id,
    cells: [
      { text: alert.seenAt ? says : <><Tag text="New" /> {says}</> },
      { text: <time datetime={alert.at.toISOString()}>{dayTimeText(alert.at, now)}</time> },
      { text: alert.toTeam ? 'Your team' : 'You' },
      {
        text: (
          <Form action={`/alerts/${alert.id}/seen`} csrf={csrf}>
            <div class="govuk-button-group">
              <Button classes="govuk-button--secondary" name="next" value="open"
                text={<>Open<span class="govuk-visually-hidden">: {says}</span></>} />
              {alert.seenAt ? undefined : <Button classes="govuk-button--secondary"
                name="next" value="stay"
                text={<>Mark as seen<span class="govuk-visually-hidden">: {says}</span></>} />}
            </div>
          </Form>
        ),
      },
    ],
  }
}
