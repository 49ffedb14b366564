import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../design/button.tsx'
import { errorAt } from '../../design/errorMessage.tsx'
import { ErrorSummary } from '../../design/errorSummary.tsx'
import { Form } from '../../design/form.tsx'
import { Textarea } from '../../design/textarea.tsx'
import { WarningText } from '../../design/warningText.tsx'
import type { Scope } from '../../kernel/context.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { openWork } from '../../kernel/work.ts'
import { dayOf } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import { displayNames } from '../../people/displayNames.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { keyOf, readTyped, textOf } from '../../practice/pages/typed.ts'
import type { Typed } from '../../practice/pages/typed.ts'
import { findEpisode } from '../../practice/store/episodes.ts'
import { programmeReferral } from '../referral.ts'
import { stayText } from './safePlacePanel.tsx'
import { endStay, findAddress, listStays, mayKeepPlace, recordStay } from './store.ts'
import type { SafeAddress, SafeStay } from './store.ts'

type C = Context<Env>
type Case = { scope: Scope; workId: string; personId: string; child: DisplayName | undefined; stays: readonly (SafeStay & { where: SafeAddress | undefined })[] }

/** The address of a safe place, for those who keep it and nobody else; each opening is written down as one. */
export const safePlacePages = () => new Hono<Env>()
  .get('/safe-places/:id{[0-9a-f\\-]{36}}', async c => {
    const found = await load(c)
    return found ? draw(c, found, { typed: {}, problems: {} }) : c.var.absent()
  })
  .post('/safe-places/:id{[0-9a-f\\-]{36}}', async c => {
    const found = await load(c)
    if (!found) return c.var.absent()
    const typed = await readTyped(c.req)
    const address = textOf(typed, 'address')
    if (address === '') return draw(c, found, { typed, problems: { address: 'Enter the address' } })
    const { scope, workId, personId } = found
    const made = await recordStay(c.var.kernel, scope, {
      personId, workId, address, directions: textOf(typed, 'directions'), begunOn: dayOf(c.var.kernel.now()), key: keyOf(typed),
    })
    return made.done ? c.redirect(`/safe-places/${workId}?done=recorded`, 303) : draw(c, found, { typed, problems: { address: made.why } })
  })
  .post('/safe-places/:id{[0-9a-f\\-]{36}}/end', async c => {
    const found = await load(c)
    const typed = await readTyped(c.req)
    const stay = found?.stays.find(({ id, endedOn }) => id === textOf(typed, 'stay') && !endedOn)
    if (!found || !stay) return c.var.absent()
    await endStay(c.var.kernel, found.scope, stay, { endedOn: dayOf(c.var.kernel.now()), key: keyOf(typed) })
    return c.redirect(`/safe-places/${found.workId}?done=ended`, 303)
  })

async function load(c: C): Promise<Case | undefined> {
  const { kernel, viewer } = c.var
  const workId = c.req.param('id') ?? ''
  const opened = await openWork(kernel, viewer, workId)
  if (opened?.work?.kind !== programmeReferral.kind) return undefined
  const { work: { personId } } = opened
  // An address is always read through a reason for this one child, never from a desk.
  const scope: Scope = { ...opened.scope, lens: 'linked' }
  return kernel.db.as(scope, async tx => {
    const episode = await findEpisode(tx, kernel, workId)
    if (episode?.agencyId !== viewer.agencyId || !await mayKeepPlace(tx, kernel, scope)) return undefined
    const stays = []
    for (const stay of await listStays(tx, workId)) stays.push({ ...stay, where: stay.endedOn ? undefined : await findAddress(tx, stay.id) })
    const child = (await displayNames(tx, scope, [personId])).get(personId)
    await disclose(tx, kernel, scope, { page: 'safe-place', people: [{ personId, categories: ['safe_place', ...child ? ['identity'] : []] }] })
    return { scope, workId, personId, child, stays }
  })
}

type Sent = { typed: Typed; problems: Readonly<Record<string, string>> }
const flashes: Readonly<Record<string, string>> = { recorded: 'The place is recorded.', ended: 'The stay has ended.' }

function draw(c: C, { workId, child, stays }: Case, { typed, problems }: Sent): Response | Promise<Response> {
  const wrong = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  const flash = flashes[c.req.query('done') ?? '']
  return c.var.render({
    title: 'Safe accommodation', back: { href: `${programmeReferral.path}/${workId}`, text: 'The referral' },
    ...(wrong.length > 0 && { status: 422 as const }), ...(flash && { flash }),
  }, (
    <>
      {wrong.length > 0 ? <ErrorSummary titleText="There is a problem" errorList={wrong} /> : undefined}
      <h1 class="govuk-heading-l">Safe accommodation</h1>
      <p class="govuk-body-l">
        {child ? <AgeName {...child} today={dayOf(c.var.kernel.now())} /> : 'Somebody whose name is not open to you'}
      </p>
      <WarningText text="Only the people of your agency who keep safe places can see an address. Do not copy it into a note or a message." />
      {stays.map(stay => <Stay stay={stay} csrf={c.var.csrf} action={`/safe-places/${workId}/end`} />)}
      {stays.some(({ endedOn }) => !endedOn) ? undefined : (
        <Form action={`/safe-places/${workId}`} csrf={c.var.csrf}>
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Textarea
            id="address" name="address" rows={4} label={{ text: 'Address', classes: 'govuk-label--s' }} value={textOf(typed, 'address')}
            hint={{ text: 'Others read only that your agency holds the address.' }} errorMessage={errorAt(problems, 'address')}
          />
          <Textarea
            id="directions" name="directions" rows={3} value={textOf(typed, 'directions')}
            label={{ text: 'How to get there safely, and whom to ring', classes: 'govuk-label--s' }}
          />
          <Button text="Record the place" preventDoubleClick />
        </Form>
      )}
    </>
  ))
}

function Stay({ stay, csrf, action }: { stay: Case['stays'][number]; csrf: string; action: string }) {
  return (
    <article class="kith-card">
      <p class="govuk-body">{stayText(stay)}</p>
      {stay.where ? <p class="govuk-body">{stay.where.address.split('\n').map((line, place) => place === 0 ? line : <><br />{line}</>)}</p> : undefined}
      {stay.where?.directions ? <p class="govuk-body">{stay.where.directions}</p> : undefined}
      {stay.endedOn ? undefined : (
        <Form action={action} csrf={csrf}>
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <input type="hidden" name="stay" value={stay.id} />
          <Button text="End the stay" classes="govuk-button--secondary" preventDoubleClick />
        </Form>
      )}
    </article>
  )
}
