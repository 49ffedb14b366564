import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { saveAnswers } from '../../../../../kernel/drafts.ts'
import type { Env } from '../../../../../kernel/web.ts'
import { pagesOf, questionsOf } from '../../../../formKind.ts'
import { pageAfter, textIn } from '../../../../making/answers.ts'
import type { Choice, Choosing, Decided } from '../../../../making/choosePerson.ts'
import { decideChoice, search, typedFrom } from '../../../../making/choosePerson.ts'
import type { OpenForm } from '../../../../making/openForm.ts'
import { makingScope, openForm } from '../../../../making/openForm.ts'
import { peopleIn } from '../../../../making/people.ts'
import type { ChosenPerson } from '../../../../making/people.ts'
import { peopleField } from '../../../../making/ready.ts'
import type { EventRole } from '../../../../notification.ts'
import { isEventRole } from '../../../../notification.ts'
import { addressOf } from '../makingFrame.tsx'
import { ChoosingPage, titles } from './view.tsx'

type Slot = 'child' | 'person'
type Sent = Choice & { pressed: string; text: string; roles: EventRole[] }
type Drawn = { sent?: Sent; decided?: Extract<Decided, { ok: false }>; isChange: boolean }

/** Finding the child, and everybody else who was there: the same search, the same care about duplicates. */
export const choosingPages = () => {
  const app = new Hono<Env>()
  for (const slot of ['child', 'person'] as const) {
    app.get(`/notifications/make/:draft/${slot}`, c => visit(c, slot, c.req.param('draft')))
    app.post(`/notifications/make/:draft/${slot}`, c => choose(c, slot, c.req.param('draft')))
  }
  return app
}

async function visit(c: Context<Env>, slot: Slot, draftId: string): Promise<Response> {
  const open = await opened(c, draftId)
  if (!open) return c.var.absent()
  if (open.draft.finishedAt) return c.redirect(`/notifications/sent/${open.draft.workId ?? ''}`, 303)
  return draw(c, slot, open, { isChange: isChange(c) })
}

async function choose(c: Context<Env>, slot: Slot, draftId: string): Promise<Response> {
  const open = await opened(c, draftId)
  if (!open) return c.var.absent()
  const sent = await readSent(c)
  const here = addressOf(draftId, slot) + (isChange(c) ? '?return=check' : '')
  if (sent.pressed === 'keep' && open.child) return c.redirect(next(c, slot, open), 303)
  if (sent.pressed === 'search') {
    if (sent.text === '')
      return draw(
        c, slot, open,
        { isChange: isChange(c), sent, decided: problem('search', 'Enter a name, a date of birth or a number') },
      )
    return await save(c, open, { [`${slot}-search`]: sent.text }) ? c.redirect(here, 303) : c.var.absent()
  }
  const decided = await c.var.kernel.db.as(makingScope(c), tx => decideChoice(choosing(c, tx, open), sent))
  if (!decided.ok) return draw(c, slot, open, { isChange: isChange(c), sent, decided })
  if (slot === 'person' && sent.roles.length === 0)
    return draw(
      c, slot, open, { isChange: isChange(c), sent, decided: problem('role', 'Select the role in this event') },
    )
  const saved = await save(
    c, open, { ...answerOf(slot, open, { person: decided.person, roles: sent.roles }), [`${slot}-search`]: '' },
  )
  return saved ? c.redirect(next(c, slot, open), 303) : c.var.absent()
}

const problem = (field: string, text: string) => ({ ok: false as const, problems: { [field]: text }, duplicates: [] })
const isChange = (c: Context<Env>) => c.req.query('return') === 'check'
const choosing = (c: Context<Env>, tx: Choosing['tx'], { today }: OpenForm): Choosing =>
  ({ tx, kernel: c.var.kernel, scope: makingScope(c), today })

function opened(c: Context<Env>, draftId: string): Promise<OpenForm | undefined> {
  const { kernel } = c.var
  const scope = makingScope(c)
  return kernel.db.as(scope, tx => openForm(tx, kernel, scope, draftId))
}

function save(c: Context<Env>, { draft }: OpenForm, answers: Record<string, unknown>) {
  const { kernel, viewer } = c.var
  return kernel.db.as(makingScope(c), tx => saveAnswers(tx, viewer, draft.id, { answers, revision: draft.revision }))
}

function answerOf(slot: Slot, { draft, form }: OpenForm, chosen: { person: ChosenPerson; roles: EventRole[] }) {
  if (slot === 'child') return { child: chosen.person }
  const field = peopleField(form.kind)
  return { [field]: [...peopleIn(draft.answers, field), { key: randomUUID(), ...chosen }] }
}

function next(c: Context<Env>, slot: Slot, { draft, form }: OpenForm): string {
  const people = pagesOf(form.kind).find(page => page.questions.some(({ kind }) => kind === 'people'))
  if (slot === 'person') return addressOf(draft.id, people?.id ?? 'check')
  return addressOf(draft.id, isChange(c) ? 'check' : pageAfter(form.kind, 'child'))
}

async function readSent(c: Context<Env>): Promise<Sent> {
  const form = await c.req.formData()
  const texts = (name: string) => form.getAll(name).filter(value => typeof value === 'string')
  const text = (name: string) => texts(name)[0]?.trim() ?? ''
  return {
    pressed: text('pressed'), text: text('search').slice(0, 200), chosen: text('chosen'), shown: texts('shown'),
    roles: texts('role').filter(isEventRole),
    typed: {
      givenName: text('given-name'), familyName: text('family-name'), day: text('birth-day'),
      month: text('birth-month'),
      year: text('birth-year'), age: text('age'), sex: text('sex'),
    },
  }
}

async function draw(
  c: Context<Env>, slot: Slot, open: OpenForm, { sent, decided, isChange }: Drawn,
): Promise<Response> {
  const { draft, form } = open
  const text = textIn(draft.answers, `${slot}-search`)
  const found = await c.var.kernel.db.as(makingScope(c), tx => search(choosing(c, tx, open), text))
  const more = (decided?.duplicates ?? []).filter(one => !found.some(({ personId }) => personId === one.personId))
  const people = questionsOf(form.kind).find(question => question.kind === 'people')
  const back = slot === 'child' ? '/notifications/make' : addressOf(draft.id, 'people')
  return c.var.render(
    {
      title: titles[slot], back: { href: isChange ? addressOf(draft.id, 'check') : back, text: 'Back' },
      ...(decided && { status: 422 }),
    },
    <ChoosingPage
      {...{ open, slot, text, isChange }} found={[...found, ...more]} hasSearched={text !== ''} csrf={c.var.csrf}
      chosen={sent?.chosen ?? ''} typed={sent && sent.pressed !== 'search' ? sent.typed : typedFrom(text)}
      roles={sent?.roles ?? []} roleItems={people?.kind === 'people' ? people.roles : []}
      problems={decided?.problems ?? {}}
    />)
}
