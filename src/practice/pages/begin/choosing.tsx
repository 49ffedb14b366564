import { Hono } from 'hono'
import type { Context } from 'hono'
import { saveAnswers } from '../../../kernel/drafts.ts'
import type { Env } from '../../../kernel/web.ts'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { dayOf } from '../../../language/format.ts'
import { birthText } from '../../../people/age.ts'
import { AgeName } from '../../../people/ageName.tsx'
import { findPeople } from '../../../people/findPeople.ts'
import type { FoundPerson } from '../../../people/findPeople.ts'
import { readQuery } from '../../../people/query.ts'
import type { Practice } from '../../practice.ts'
import { readTyped, textOf, textsOf } from '../typed.ts'
import { addressOf, BeginFrame } from './frame.tsx'
import { addChild, NewChildFields, newChildFrom, unseenAlike } from './newChild.tsx'
import { beginScope, findChild, openBeginning, pageAfter } from './openBeginning.ts'
import type { OpenBeginning } from './openBeginning.ts'
import type { FieldProblems } from '../forms/parseAnswers.ts'
import type { Typed } from '../typed.ts'

/** Finding the child: the same search as everywhere, and nobody is made twice before the list was looked at. */
export const choosingPages = (practice: Practice) => new Hono<Env>()
  .get(`${practice.path}/begin/:draft/child`, async c => {
    const open = await openBeginning(c, practice, c.req.param('draft'))
    if (!open) return c.var.absent()
    if (open.draft.finishedAt) return c.redirect(`${practice.path}/${open.draft.workId ?? ''}`, 303)
    return draw(c, open, {})
  })
  .post(`${practice.path}/begin/:draft/child`, async c => {
    const open = await openBeginning(c, practice, c.req.param('draft'))
    if (!open || open.draft.finishedAt) return c.var.absent()
    const typed = await readTyped(c.req)
    const here = addressOf(practice, open.draft.id, 'child')
    if (textOf(typed, 'go') === 'search') {
      const text = textOf(typed, 'about-search').slice(0, 200)
      if (text === '') return draw(c, open, { problems: { 'about-search': 'Enter a name, a date of birth or a number' } })
      return await save(c, open, { 'about-search': text }) ? c.redirect(here, 303) : c.var.absent()
    }
    const chosen = await choose(c, open, typed)
    if (!chosen.ok) return draw(c, open, { typed, ...chosen })
    const saved = await save(c, open, { 'about-child': chosen.personId, 'about-search': '' })
    return saved ? c.redirect(addressOf(practice, open.draft.id, pageAfter(open, 'child')), 303) : c.var.absent()
  })

type Chosen = { ok: true; personId: string } | { ok: false; problems: FieldProblems; alike?: FoundPerson[] }

const wrong = (text: string, alike: FoundPerson[] = []): Chosen => ({ ok: false, problems: { chosen: text }, alike })

async function choose(c: Context<Env>, open: OpenBeginning, typed: Typed): Promise<Chosen> {
  const personId = textOf(typed, 'chosen')
  if (personId === '') return wrong('Select which child it is, or add a new record')
  if (personId !== 'new')
    return await findChild(c, open.practice, personId) ? { ok: true, personId } : wrong('Look for this child again')
  const read = newChildFrom(typed, open.now)
  if (!read.ok) return read
  const alike = await unseenAlike(c, open, read.child, textsOf(typed, 'shown'))
  if (alike.length > 0) return wrong('Somebody like this is already known. Check the list before you add a new record', alike)
  const added = await addChild(c, open, read.child)
  return added.done ? { ok: true, personId: added.value } : wrong(added.why)
}

function save(c: Context<Env>, { draft, practice }: OpenBeginning, answers: Record<string, unknown>) {
  const { kernel, viewer } = c.var
  return kernel.db.as(beginScope(c, practice), tx => saveAnswers(tx, viewer, draft.id, { answers, revision: draft.revision }))
}

type Drawn = { typed?: Typed; problems?: FieldProblems; alike?: readonly FoundPerson[] }

async function draw(c: Context<Env>, open: OpenBeginning, { typed = {}, problems = {}, alike = [] }: Drawn) {
  const { kernel, csrf } = c.var
  const { practice, draft } = open
  const text = textOf(open.typed, 'about-search')
  const scope = beginScope(c, practice)
  const found = text === '' ? [] : await kernel.db.as(scope, tx =>
    findPeople(tx, kernel, scope, readQuery(text), { limit: 12, page: 'practice/begin' }))
  const more = alike.filter(one => !found.some(({ personId }) => personId === one.personId))
  return c.var.render({
    title: 'Find the child', back: { href: `${practice.path}/begin`, text: 'Back' },
    ...(Object.keys(problems).length > 0 && { status: 422 as const }),
  }, <ChoosingView {...{ open, text, typed, problems, csrf }} found={[...found, ...more]} action={addressOf(practice, draft.id, 'child')} />)
}

type ChoosingProps = {
  open: OpenBeginning; found: readonly FoundPerson[]; text: string; typed: Typed; problems: FieldProblems; csrf: string; action: string
}

function ChoosingView(props: ChoosingProps) {
  const { open, text, csrf, problems, action } = props
  const listed = Object.entries(problems).map(([field, words]) => ({ text: words, href: `#${field}` }))
  return (
    <BeginFrame practice={open.practice} child={open.child} now={open.now} title="Find the child" problems={listed}>
      <Form action={action} csrf={csrf}>
        <Input
          name="about-search" value={text} label={{ text: 'Name, date of birth or number', classes: 'govuk-label--m' }}
          hint={{ text: 'Spelling need not be exact. For example “Sam Marlow 5 3 2012”, or an NHS number.' }}
          errorMessage={errorAt(problems, 'about-search')} autocomplete="off"
        />
        <Button text="Search" name="go" value="search" classes="govuk-button--secondary" />
      </Form>
      {open.child && text === ''
        ? <p class="govuk-body">
            <a class="govuk-link" href={addressOf(open.practice, open.draft.id, pageAfter(open, 'child'))}>Continue with this child</a>
          </p>
        : undefined}
      {text !== '' ? <Found {...props} /> : undefined}
    </BeginFrame>
  )
}

function Found({ open, found, typed, problems, csrf, action, text }: ChoosingProps) {
  const today = dayOf(open.now)
  return (
    <Form action={action} csrf={csrf}>
      {found.length === 0
        ? <p class="govuk-body">Nobody was found. Check the spelling, try only the last name, or add a new record.</p>
        : undefined}
      <Radios
        name="chosen" value={textOf(typed, 'chosen')} errorMessage={errorAt(problems, 'chosen')}
        fieldset={{ legend: { text: 'Which child is it?', classes: 'govuk-fieldset__legend--m' } }}
        items={[
          ...found.map(person => ({
            value: person.personId, text: <AgeName {...person} today={today} />,
            hint: { text: `Born ${birthText(person.birthOn, person.birthIsEstimate)}. Known to ${person.agencies.join(', ')}. `
              + `Found by: ${person.because.join('; ')}` },
          })),
          ...found.length > 0 ? [{ divider: 'or' }] : [],
          {
            value: 'new', text: found.length > 0 ? 'None of these: add a new record' : 'Add a new record',
            conditional: <NewChildFields typed={typed} problems={problems} searched={text} />,
          },
        ]}
      />
      {found.map(person => <input type="hidden" name="shown" value={person.personId} />)}
      <Button text="Continue" preventDoubleClick />
    </Form>
  )
}
