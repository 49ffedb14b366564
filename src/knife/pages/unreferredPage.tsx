import type { Context } from 'hono'
import { Button } from '../../design/button.tsx'
import { CsrfField } from '../../design/csrfField.tsx'
import { EmptyState } from '../../design/emptyState.tsx'
import { ErrorSummary } from '../../design/errorSummary.tsx'
import { Input } from '../../design/input.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Env } from '../../kernel/web.ts'
import { dateTimeText, dayOf } from '../../language/format.ts'
import type { Day } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import { displayNames } from '../../people/displayNames.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import type { Practices } from '../../practice/practices.ts'
import { dismissKnifeEvent, referByHand } from '../settleByHand.ts'
import { beginners } from '../forms.ts'
import { supervisors } from '../roles.ts'
import { listUnreferred } from '../store.ts'
import type { OpenEvent } from '../store.ts'

const mayOpen = ({ role }: Viewer) => [...beginners, ...supervisors].includes(role)
const scopeOf = (viewer: Viewer): Scope => ({ viewer, purpose: 'safeguard_child', lens: 'linked' })

/** Knife events of one's own agency that nobody has referred: they stay here until somebody has decided. */
export async function unreferredPage(c: Context<Env>, error?: { record: string; text: string }) {
  const { kernel, viewer } = c.var
  if (!mayOpen(viewer)) return c.var.absent()
  const scope = scopeOf(viewer)
  const { events, names } = await kernel.db.as(scope, async tx => {
    const open = await listUnreferred(tx)
    const found = await displayNames(tx, scope, open.map(({ personId }) => personId))
    await disclose(tx, kernel, scope, {
      page: 'knife/unreferred', people: [...found.keys()].map(personId => ({ personId, categories: ['identity'] })),
    })
    return { events: open, names: found }
  })
  const today = dayOf(kernel.now())
  return c.var.render({ title: 'Knife events not referred', status: error ? 422 : 200, live: 'verb:knife_referral.,verb:knife_event.' }, (
    <>
      {error ? <ErrorSummary titleText="There is a problem" errorList={[{ text: error.text, href: `#why-${error.record}` }]} /> : undefined}
      <h1 class="govuk-heading-l">Knife events not referred</h1>
      <p class="govuk-body">
        Each is a child of whom your agency recorded a knife. Youth justice hears of it within one working day: refer it, or say why it is none.{' '}
        <a class="govuk-link" href="/knife/criteria">What counts</a>
      </p>
      {events.length === 0 ? <EmptyState title="Nothing waits here.">What could not be referred by itself appears here.</EmptyState> : undefined}
      {events.map(event => (
        <OpenView event={event} name={names.get(event.personId)} today={today} csrf={c.var.csrf} mayRefer={beginners.includes(viewer.role)}
          error={error?.record === event.recordId ? error.text : undefined} />
      ))}
    </>
  ))
}

type OpenProps = {
  event: OpenEvent; name: DisplayName | undefined; today: Day; csrf: string; mayRefer: boolean; error: string | undefined
}

function OpenView({ event, name, today, csrf, mayRefer, error }: OpenProps) {
  const { recordId, title, occurredAt, why, state } = event
  return (
    <section class="govuk-!-margin-bottom-6" aria-label={title} data-key={recordId}>
      <h2 class="govuk-heading-m">{name ? <AgeName {...name} today={today} /> : 'Name not open to you'}</h2>
      <p class="govuk-body">
        {title}, {dateTimeText(occurredAt)}. {state === 'waiting' ? 'It is being referred.' : why ? `Not referred: ${why}.` : ''}
      </p>
      {mayRefer ? (
        <form method="post" action={`/knife/unreferred/${recordId}/refer`}>
          <CsrfField value={csrf} />
          <Button text="Refer to youth justice" />
        </form>
      ) : <p class="govuk-body">Your role may not refer. Ask whoever recorded it, or the front door.</p>}
      <form method="post" action={`/knife/unreferred/${recordId}/dismiss`}>
        <CsrfField value={csrf} />
        <Input id={`why-${recordId}`} name="why" label={{ text: 'Why is it not a knife in this child’s hands?' }} errorMessage={error ? { text: error } : undefined} />
        <Button text="Do not refer" classes="govuk-button--secondary" />
      </form>
    </section>
  )
}

/** What is no number of a record is absent, as what is not one's own is. */
const isNumber = (text: string) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/v.test(text)

export async function referEvent(c: Context<Env>, practices: Practices) {
  const record = c.req.param('record') ?? ''
  if (!mayOpen(c.var.viewer) || !isNumber(record)) return c.var.absent()
  const referred = await referByHand(c.var.kernel, c.var.viewer, practices, record)
  if (referred.done) return c.redirect(`/knife/${referred.value.id}`, 303)
  return referred.why === 'absent' ? c.var.absent() : unreferredPage(c, { record, text: referred.why })
}

export async function dismissEvent(c: Context<Env>) {
  const record = c.req.param('record') ?? ''
  if (!mayOpen(c.var.viewer) || !isNumber(record)) return c.var.absent()
  const { why: typed } = await c.req.parseBody()
  const why = typeof typed === 'string' ? typed.trim() : ''
  if (!why) return unreferredPage(c, { record, text: 'Say why it is not referred' })
  return await dismissKnifeEvent(c.var.kernel, c.var.viewer, record, why.slice(0, 300)) ? c.redirect('/knife/unreferred', 303) : c.var.absent()
}
