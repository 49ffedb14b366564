import { Hono } from 'hono'
import { Panel } from '../../../../design/panel.tsx'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Scope } from '../../../../kernel/context.ts'
import type { Env } from '../../../../kernel/web.ts'
import { dayOf, dayTimeText } from '../../../../language/format.ts'
import { displayNames } from '../../../../people/displayNames.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import { isId } from '../../../making/ids.ts'
import { makingPurpose } from '../../../making/openForm.ts'
import { findSent } from '../../../store/making.ts'
import { NameAndAge } from '../make/makingFrame.tsx'

type Sent = NonNullable<Awaited<ReturnType<typeof findSent>>>

/** What the referrer sees when a notification has gone: its reference, and what happens next by when. */
export const sentPages = () => new Hono<Env>()
  .get('/notifications/sent/:id', async c => {
    const { kernel, viewer } = c.var
    const id = c.req.param('id')
    if (!isId(id)) return c.var.absent()
    const scope: Scope = { viewer, purpose: makingPurpose, lens: 'linked', workId: id }
    const shown = await kernel.db.as(scope, async tx => {
      const sent = await findSent(tx, id, viewer)
      if (!sent) return undefined
      const people = [{ personId: sent.personId, categories: ['identity', 'notification'] }]
      await disclose(tx, kernel, scope, { page: 'notification sent', people })
      return { sent, child: (await displayNames(tx, scope, [sent.personId])).get(sent.personId) }
    })
    return shown
      ? c.var.render({ title: 'Notification sent' }, <SentPage {...shown} now={kernel.now()} />)
      : c.var.absent()
  })

function SentPage({ sent, child, now }: { sent: Sent; child: DisplayName | undefined; now: Date }) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <Panel titleText="Notification sent">Your reference number<br /><strong>{sent.reference}</strong></Panel>
        {child
          ? <p class="govuk-body">
              About <NameAndAge person={{ ...child, birthOn: child.birthOn }} today={dayOf(now)} />: {sent.headline}
            </p>
          : undefined}
        <h2 class="govuk-heading-m">What happens next</h2>
        <p class="govuk-body">
          {sent.toName} has it now. They acknowledge it and decide what happens next by{' '}
          <strong>{dayTimeText(sent.dueAt, now)}</strong>.
        </p>
        <p class="govuk-body">
          You will see their acknowledgement, decision and feedback under{' '}
          <a class="govuk-link" href="/notifications">My notifications</a>. If you hear nothing by then, ring them and quote
          the reference.
        </p>
        {sent.urgency === 'immediate'
          ? <p class="govuk-body"><strong>You said that this is urgent. Ring the front door as well: do not rely on the form.</strong></p>
          : undefined}
        <p class="govuk-body"><a class="govuk-link" href={`/notifications/${sent.id}`}>Open this notification</a></p>
      </div>
    </div>
  )
}
