import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { dayOf } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import { displayNames } from '../../../people/displayNames.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { isId, readTyped as readSearch } from '../../../people/pages/typed.ts'
import { keepLooking, LookFor, lookAgain } from '../../../sharing/lookFor.tsx'
import type { Looked } from '../../../sharing/lookFor.tsx'
import { moveEpisode, moveRefusals } from '../../actions/moveEpisode.ts'
import { absent, changedSince } from '../../actions/takeStep.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import { frameOf, openOwned } from '../handing-over/openOwned.ts'
import type { Owned } from '../handing-over/openOwned.ts'
import { keyOf, readTyped, revisionOf, textOf } from '../typed.ts'

const stale = 'Somebody has changed this meanwhile. Look at it, then send it again if it still holds.'

/** Puts right that work was begun for the wrong child: find the right one, say why, confirm. */
export function movePages(practices: Practices): Hono<Env> {
  const app = new Hono<Env>()
  for (const practice of practices.values()) {
    const one = `${practice.path}/:id{[0-9a-f\\-]{36}}/move`
    app.get(one, c => show(c, practice, {}))
    app.post(`${one}/search`, async c => {
      const found = await openOwned(c, { practice, id: c.req.param('id') ?? '', page: 'practice/move' }, async () => undefined)
      if (!found) return c.var.absent()
      const search = await keepLooking(c, deskScope(c.var.viewer, practice.purpose), await readSearch(c.req))
      return c.redirect(`${practice.path}/${c.req.param('id')}/move?s=${search ?? ''}`, 303)
    })
    app.post(one, async c => {
      const typed = await readTyped(c.req)
      const toPersonId = textOf(typed, 'person')
      if (!isId(toPersonId)) return c.var.absent()
      const id = c.req.param('id') ?? ''
      const why = textOf(typed, 'why').slice(0, 4_000)
      const outcome = await moveEpisode(c.var.kernel, c.var.viewer, practices, {
        episodeId: id, toPersonId, revision: revisionOf(typed), key: keyOf(typed), why,
      })
      if (outcome.done) return c.redirect(`${practice.path}/${id}/moved`, 303)
      if (outcome.why === absent || outcome.why === moveRefusals.notYours) return c.var.absent()
      const problems = { why: outcome.why === changedSince ? stale : outcome.why }
      return show(c, practice, { person: toPersonId, why, problems })
    })
  }
  return app
}

type Sent = { person?: string; why?: string; problems?: Problems }

async function show(c: Context<Env>, practice: Practice, { person, why = '', problems = {} }: Sent) {
  const { kernel, viewer, csrf } = c.var
  const found = await openOwned(c, { practice, id: c.req.param('id') ?? '', page: 'practice/move' }, async () => undefined)
  if (!found) return c.var.absent()
  const desk = deskScope(viewer, practice.purpose)
  const asked = person ?? c.req.query('person')
  const { right, looked } = await kernel.db.as(desk, async tx => {
    const name = isId(asked) ? (await displayNames(tx, desk, [asked])).get(asked) : undefined
    if (name) await disclose(tx, kernel, desk, { page: 'practice/move', people: [{ personId: name.personId, categories: ['identity'] }] })
    return { right: name, looked: name ? undefined : await lookAgain(c, tx, desk, 'practice/move') }
  })
  const title = 'This is about the wrong child'
  const view = { owned: found.owned, right, looked, why, problems, csrf, today: dayOf(kernel.now()) }
  return c.var.render(
    { ...frameOf(found.owned, title), status: Object.keys(problems).length > 0 ? 422 : 200, wide: looked !== undefined },
    <MoveView title={title} {...view} />)
}

type MoveViewProps = {
  title: string; owned: Owned; right: DisplayName | undefined; looked: Looked | undefined; why: string; problems: Problems
  csrf: string; today: string
}

function MoveView({ title, owned, right, looked, why, problems, csrf, today }: MoveViewProps) {
  const here = `${owned.practice.path}/${owned.episode.id}/move`
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {owned.practice.words.one} {owned.episode.reference} stands in the record of{' '}
        {owned.child ? <AgeName {...owned.child} today={today} /> : 'somebody whose name is not open to you'}.
      </p>
      {right === undefined ? (
        <>
          <h2 class="govuk-heading-m">Find the right child</h2>
          <LookFor csrf={csrf} action={`${here}/search`} today={today} looked={looked}
            choose={found => <a class="govuk-link" href={`${here}?person=${found.personId}`}>This is the right child
              <span class="govuk-visually-hidden">: {found.name}</span></a>}
            whenNobody={<p class="govuk-body">Add the right child by beginning the work anew for them, then close this one.</p>} />
        </>
      ) : <Confirm {...{ owned, right, why, problems, csrf, today }} action={here} />}
    </>
  )
}

type ConfirmProps = Omit<MoveViewProps, 'title' | 'looked' | 'right'> & { right: DisplayName; action: string }

function Confirm({ owned, right, why, problems, csrf, today, action }: ConfirmProps) {
  return (
    <Form action={action} csrf={csrf} revision={owned.episode.revision}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <input type="hidden" name="person" value={right.personId} />
      <h2 class="govuk-heading-m">Move it to <AgeName {...right} today={today} /></h2>
      <p class="govuk-body">
        All that was recorded in it moves, whoever recorded it, and so does what it began. Those who work with the wrong child
        for it no longer see them; whoever recorded something is told.
      </p>
      <WarningText text="The privacy officer is told, and sees everybody who read the wrong child’s record for this work." />
      <Textarea name="why" id="why" rows={3} value={why} errorMessage={errorAt(problems, 'why')}
        label={{ text: 'How did it come to be about the wrong child?' }} />
      <div class="govuk-button-group">
        <Button classes="govuk-button--warning" text="Move it to this child" preventDoubleClick />
        <a class="govuk-link" href={action}>Choose somebody else</a>
      </div>
    </Form>
  )
}
