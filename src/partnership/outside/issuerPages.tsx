import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../design/button.tsx'
import { ErrorSummary, errorListOf } from '../../design/errorSummary.tsx'
import { Form } from '../../design/form.tsx'
import { InsetText } from '../../design/insetText.tsx'
import { Radios } from '../../design/radios.tsx'
import { SummaryList } from '../../design/summaryList.tsx'
import { Table } from '../../design/table.tsx'
import type { GateEnv } from '../../kernel/signIn/gate.ts'
import { openWork } from '../../kernel/work.ts'
import { dateText, dateTimeText } from '../../language/format.ts'
import { stateWords } from './linkList.tsx'
import { listOutsideLinks, openOutsideLink, outsideRefusal, outsideRoles, revokeOutsideLink, stateOf } from './outsideLink.ts'
import type { OpenedLink, OutsideLink, OutsideRole } from './outsideLink.ts'

type C = Context<GateEnv>

/** Giving, watching and withdrawing personal links: `/outside-links/new?work=<id>&role=carer` or `&role=parent`. */
export const outsideLinkPages = () => new Hono<GateEnv>()
  .get('/outside-links/new', c => ask(c))
  .post('/outside-links/new', c => give(c))
  .get('/outside-links/:id{[0-9a-f\\-]{36}}', async c => showOne(c))
  .post('/outside-links/:id{[0-9a-f\\-]{36}}/revoke', async c => {
    const link = await findOne(c)
    if (!link) return c.var.absent()
    const key = (await c.req.formData()).get('key')
    const ended = await revokeOutsideLink(c.var.kernel, c.var.viewer, link, typeof key === 'string' ? key : crypto.randomUUID())
    return c.redirect(`/outside-links/${link.id}${ended.done ? '?done=revoked' : ''}`, 303)
  })

const daysOffered = ['7', '28', '90', '180'] as const

type Asked = { work: string; role: OutsideRole }

function readAsked(work: unknown, role: unknown): Asked | undefined {
  const known = outsideRoles.find(one => one === role)
  return known && typeof work === 'string' && /^[0-9a-f\-]{36}$/v.test(work) ? { work, role: known } : undefined
}

async function ask(c: C): Promise<Response> {
  const asked = readAsked(c.req.query('work'), c.req.query('role'))
  const opened = asked && await openWork(c.var.kernel, c.var.viewer, asked.work)
  return asked && opened?.work ? drawAsk(c, asked, opened.work.reference) : c.var.absent()
}

const whoItIs = { carer: 'a carer', parent: 'a parent' } as const

function drawAsk(c: C, { work, role }: Asked, reference: string, problem?: string): Response | Promise<Response> {
  return c.var.render({ title: 'Give a personal link', ...(problem && { status: 422 as const }) }, (
    <Form action="/outside-links/new" csrf={c.var.csrf}>
      {problem ? <ErrorSummary errorList={errorListOf({ days: problem })} /> : undefined}
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Give {whoItIs[role]} a personal link</h1>
      <p class="govuk-body">
        It opens this one plan, in the browser in which it is opened first, with a code that you tell them by another way. What
        they do is written down like everybody’s. Give each person a link of their own.
      </p>
      <input type="hidden" name="work" value={work} />
      <input type="hidden" name="role" value={role} />
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <Radios
        name="days" idPrefix="days" fieldset={{ legend: { text: 'How long will it work?', classes: 'govuk-fieldset__legend--s' } }}
        items={daysOffered.map(value => ({ value, text: `${value} days` }))} value="28"
        errorMessage={problem ? { text: problem } : undefined}
      />
      <Button text="Make the link" preventDoubleClick />
    </Form>
  ))
}

async function give(c: C): Promise<Response> {
  const form = await c.req.formData()
  const asked = readAsked(form.get('work'), form.get('role'))
  const opened = asked && await openWork(c.var.kernel, c.var.viewer, asked.work)
  if (!asked || !opened?.work) return c.var.absent()
  const { work, scope } = opened
  const days = daysOffered.find(one => one === form.get('days'))
  if (!days) return drawAsk(c, asked, work.reference, 'Choose how long it will work')
  const key = form.get('key')
  const made = await openOutsideLink(c.var.kernel, c.var.viewer, {
    personId: work.personId, role: asked.role, workId: work.id, purpose: scope.purpose, days: Number(days),
    ...(typeof key === 'string' && /^[\w\-]{8,64}$/v.test(key) && { key }),
  })
  return made.done ? shown(c, made.value) : drawAsk(c, asked, work.reference, made.why === 'absent' ? outsideRefusal : made.why)
}

/** The only page that ever shows the two: nothing keeps them, so it cannot be opened again. */
const shown = (c: C, { id, called, path, code, endsAt }: OpenedLink) => c.var.render({ title: 'The link is made' }, (
  <>
    <h1 class="govuk-heading-l">The link is made</h1>
    <p class="govuk-body">{called}. Both are shown only now.</p>
    <SummaryList
      rows={[
        { key: { text: 'Link, to send' }, value: { text: <span class="kith-break" id="link">{c.var.origin}{path}</span> } },
        { key: { text: 'Code, to say' }, value: { text: <strong id="code">{code}</strong> } },
        { key: { text: 'Works until' }, value: { text: dateTimeText(endsAt) } },
      ]}
    />
    <InsetText text="Tell the code by telephone or in person, never in the same message as the link." />
    <p class="govuk-body"><a class="govuk-link" href={`/outside-links/${id}`}>How this link is used, and how to withdraw it</a></p>
  </>
))

async function findOne(c: C): Promise<OutsideLink | undefined> {
  const id = c.req.param('id') ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/v.test(id)) return undefined
  return (await listOutsideLinks(c.var.kernel, c.var.viewer, { id }))[0]
}

const tryWords = {
  opened: 'Opened', wrong_code: 'Wrong code', locked: 'Wrong code, and locked', other_browser: 'Refused: another browser',
} as const

async function showOne(c: C): Promise<Response> {
  const link = await findOne(c)
  if (!link) return c.var.absent()
  const state = stateOf(link, c.var.kernel.now())
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  return c.var.render({
    title: link.called, ...(c.req.query('done') === 'revoked' && { flash: 'Withdrawn. Whoever holds it sees nothing from now on.' }),
  }, (
    <>
      <h1 class="govuk-heading-l">{link.called}</h1>
      <SummaryList
        rows={[
          row('State', stateWords[state]), row('Given by', `${link.issuedBy} on ${dateText(link.issuedAt)}`),
          row('Belongs to a browser since', link.boundAt ? dateTimeText(link.boundAt) : 'Not opened yet'),
          row('Works until', dateTimeText(link.endsAt)),
        ]}
      />
      <Table
        caption="Every time that it was tried" head={[{ text: 'When' }, { text: 'How it went' }]}
        rows={link.tries.map(({ at, outcome }) => [{ text: dateTimeText(new Date(at)) }, { text: tryWords[outcome] }])}
      />
      {link.tries.length === 0 ? <p class="govuk-body">Nobody has opened it yet.</p> : undefined}
      {state === 'in_use' || state === 'not_opened' || state === 'locked'
        ? <Form action={`/outside-links/${link.id}/revoke`} csrf={c.var.csrf}>
            <input type="hidden" name="key" value={crypto.randomUUID()} />
            <Button text="Withdraw this link" classes="govuk-button--warning" preventDoubleClick />
          </Form>
        : undefined}
      {link.workId && state !== 'ended'
        ? <p class="govuk-body">
            <a class="govuk-link" href={`/outside-links/new?work=${link.workId}&role=${link.role}`}>Give a new link</a>
          </p>
        : undefined}
    </>
  ))
}
