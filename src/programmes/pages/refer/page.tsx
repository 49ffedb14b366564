import { Hono } from 'hono'
import type { Context } from 'hono'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { deskScope, openPerson } from '../../../kernel/work.ts'
import { dayOf } from '../../../language/format.ts'
import { yearsOf } from '../../../people/age.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { findPeople } from '../../../people/findPeople.ts'
import { findSearch, keepSearch, queryFrom } from '../../../people/pages/searchDraft.ts'
import { readTyped, textOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import type { Practices } from '../../../practice/practices.ts'
import { refer, similarTo } from '../../actions/refer.ts'
import { eligibility } from '../../eligibility.ts'
import type { Eligibility } from '../../eligibility.ts'
import { mayRefer } from '../../policy.ts'
import type { Programme } from '../../programme.ts'
import { programmeReferral } from '../../referral.ts'
import { findProgramme } from '../../store/programmes.ts'
import { listOpenReferrals } from '../../store/referrals.ts'
import type { Referral } from '../../store/referrals.ts'
import { rulesOf } from '../../store/rules.ts'
import type { RulesInForce } from '../../store/rules.ts'
import { childOf } from '../childOf.ts'
import { readFilter } from '../list/filter.ts'
import { oneProgramme } from '../oneProgramme.ts'
import { factsFrom } from './factsFrom.ts'
import { ChooseChild } from './chooseChild.tsx'
import { ReferForm } from './referForm.tsx'

type C = Context<Env>
export type Opened = { programme: Programme; rules: RulesInForce }

/** Referring one child to one programme: whom, what is so, why, and what the rules say to it. */
export const referPages = (practices: Practices) => new Hono<Env>()
  .use(`${oneProgramme}/refer/*`, async (c, next) => mayRefer(c.var.viewer) ? next() : c.var.absent())
  .get(`${oneProgramme}/refer`, async c => {
    const open = await openProgramme(c)
    if (!open) return c.var.absent()
    const child = await childOf(c, readFilter(name => c.req.query(name)).person)
    return child ? drawForm(c, open, { child, typed: {}, problems: {} }) : drawChoice(c, open)
  })
  .post(`${oneProgramme}/refer/search`, async c => {
    if (!await openProgramme(c)) return c.var.absent()
    const typed = await readTyped(c.req)
    const id = await c.var.kernel.db.as(scopeOf(c), tx => keepSearch(tx, c.var.viewer, { q: textOf(typed, 'q') }))
    return c.redirect(`/programmes/${c.req.param('id')}/refer?s=${id}`, 303)
  })
  .post(`${oneProgramme}/refer`, async c => send(c, practices))

const scopeOf = (c: C) => deskScope(c.var.viewer, programmeReferral.purpose)

const openProgramme = (c: C): Promise<Opened | undefined> => c.var.kernel.db.as(scopeOf(c), async tx => {
  const programme = await findProgramme(tx, c.req.param('id') ?? '')
  const rules = programme && (await rulesOf(tx, [programme])).get(programme.id)
  return programme && rules && { programme, rules }
})

async function drawChoice(c: C, { programme }: Opened) {
  const { kernel, viewer } = c.var
  const search = c.req.query('s')
  const scope = scopeOf(c)
  const people = search ? await kernel.db.as(scope, async tx => {
    const typed = await findSearch(tx, viewer, search)
    return typed && findPeople(tx, kernel, scope, queryFrom(typed))
  }) : undefined
  return c.var.render({ title: 'Refer a child', back: backTo(programme), wide: true }, (
    <ChooseChild programme={programme} people={people} today={dayOf(kernel.now())} csrf={c.var.csrf} />
  ))
}

const backTo = ({ id, name }: Programme) => ({ href: `/programmes/${id}`, text: name })

type Drawing = {
  child: DisplayName; typed: Typed; problems: Readonly<Record<string, string>>; found?: Eligibility | undefined
}

async function drawForm(c: C, { programme, rules }: Opened, { child, typed, problems, found }: Drawing) {
  const { kernel } = c.var
  const hasProblems = Object.keys(problems).length > 0
  const similar = await similarFor(c, programme, child)
  return c.var.render({
    title: `Refer to ${programme.name}`, back: backTo(programme), ...(hasProblems && { status: 422 as const }),
  }, (
    <ReferForm
      {...{ programme, rules, child, typed, problems, found, similar }} today={dayOf(kernel.now())} csrf={c.var.csrf}
      key={textOf(typed, 'key') || crypto.randomUUID()}
    />
  ))
}

/** Open referrals of the child for the same kind of help, where the viewer already works with the child. */
async function similarFor(c: C, programme: Programme, child: DisplayName): Promise<Referral[]> {
  const { kernel, viewer } = c.var
  const opened = await openPerson(kernel, viewer, child.personId)
  if (!opened) return []
  return kernel.db.as(opened.scope, async tx => {
    const open = await listOpenReferrals(tx, child.personId)
    const same = [...open.filter(({ programmeId }) => programmeId === programme.id), ...similarTo(programme, open)]
    if (same.length > 0) await disclose(tx, kernel, opened.scope, {
      page: 'programmes/refer', people: [{ personId: child.personId, categories: ['referral'] }],
    })
    return same
  })
}

async function send(c: C, practices: Practices) {
  const open = await openProgramme(c)
  const typed = await readTyped(c.req)
  const child = open && await childOf(c, textOf(typed, 'person'))
  if (!open || !child) return c.var.absent()
  const { kernel, viewer } = c.var
  const known = factsFrom(open.rules.all, typed)
  const facts = { ...known, age: yearsOf(child.birthOn, dayOf(kernel.now())) }
  const found = eligibility({ rules: open.rules.all }, facts)
  const problems = problemsOf(open, typed, found)
  if (Object.keys(problems).length > 0) return drawForm(c, open, { child, typed, problems, found })
  const text = (name: string) => textOf(typed, name)
  const made = await refer(kernel, viewer, practices, {
    programmeId: open.programme.id, personId: child.personId, key: text('key'), facts, why: text('why'), helps: text('helps'),
    consent: text('consent'), bestContact: text('best-contact'), risks: text('risks'), despite: text('despite'),
  })
  if (!made.done) return drawForm(c, open, { child, typed, found, problems: { why: made.why } })
  return c.redirect(`${programmeReferral.path}/${made.value.id}`, 303)
}

function problemsOf({ programme }: Opened, typed: Typed, found: Eligibility): Record<string, string> {
  const lacks = (name: string, text: string) => textOf(typed, name) === '' ? { [name]: text } : {}
  const consent = textOf(typed, 'consent')
  return {
    ...lacks('why', 'Enter why you refer this child'), ...lacks('helps', 'Enter what would help'),
    ...lacks('consent', 'Select whether they agree'),
    ...(consent === 'refused' && { consent: 'A programme needs a yes. If a child is not safe without it, tell the front door instead' }),
    ...(consent === 'unsafe_to_ask' && programme.kind === 'counselling'
      && { consent: 'Counselling and therapy need the agreement of the family or the young person' }),
    ...(programme.evidence?.band === 'HARMFUL' && lacks('despite', 'Say why you refer although this kind of programme is known to be harmful')),
    ...(found.answer === 'no' && lacks('despite', 'Say why you refer although a rule says no')),
  }
}
