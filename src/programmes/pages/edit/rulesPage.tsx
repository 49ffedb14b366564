import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Select } from '../../../design/select.tsx'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { readTyped, textOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import { factCodes, factWords, rulesSchema } from '../../eligibility.ts'
import type { EligibilityRule } from '../../eligibility.ts'
import type { Programme } from '../../programme.ts'
import { addRules, rulesOf } from '../../store/rules.ts'
import type { RulesInForce } from '../../store/rules.ts'
import { oneProgramme } from '../oneProgramme.ts'
import { openOwn } from './page.tsx'

/** Who may take part, beside ages and areas: each change is a version of its own, and a referral keeps the answer it had. */
export const rulesPages = () => new Hono<Env>()
  .get(`${oneProgramme}/rules`, async c => {
    const programme = await openOwn(c)
    return programme ? draw(c, programme, {}) : c.var.absent()
  })
  .post(`${oneProgramme}/rules`, async c => {
    const programme = await openOwn(c)
    if (!programme) return c.var.absent()
    const typed = await readTyped(c.req)
    const source = textOf(typed, 'source')
    if (source === '') return draw(c, programme, { source: 'Enter where these rules come from' }, typed)
    const rules = rulesSchema.parse(rulesFrom(typed))
    const version = await c.var.kernel.db.as(deskScope(c.var.viewer, ''), tx => addRules(tx, programme.id, rules, source.slice(0, 300)))
    return version === undefined ? c.var.absent() : c.redirect(`/programmes/${programme.id}`, 303)
  })

const fieldOf = (code: string) => `fact-${code.replaceAll('_', '-')}`

/** One rule for what opens the door, and one for each thing that closes it, so that each no has words of its own. */
function rulesFrom(typed: Typed): EligibilityRule[] {
  const opens = factCodes.filter(code => textOf(typed, fieldOf(code)) === 'any')
  const closes = factCodes.filter(code => textOf(typed, fieldOf(code)) === 'none')
  return [
    ...(opens.length > 0 ? [{ kind: 'any_of' as const, title: textOf(typed, 'title').slice(0, 200) || 'At least one reason to take part', facts: opens }] : []),
    ...closes.map(code => ({ kind: 'none_of' as const, title: `Not so: ${factWords[code]}`, facts: [code] })),
  ]
}

/** What a fact does in the rules in force. */
const partOf = (code: string, { own }: RulesInForce) =>
  own.find(rule => 'facts' in rule && rule.facts.some(fact => fact === code))?.kind.replace('_of', '') ?? ''

async function draw(c: Context<Env>, programme: Programme, problems: Readonly<Record<string, string>>, typed?: Typed) {
  const { kernel, viewer, csrf } = c.var
  const rules = await kernel.db.as(deskScope(viewer, ''), async tx => (await rulesOf(tx, [programme])).get(programme.id))
  if (!rules) return c.var.absent()
  return c.var.render({
    title: 'Who may take part', back: { href: `/programmes/${programme.id}`, text: programme.name },
    ...(typed && { status: 422 as const }),
  }, <RulesView {...{ programme, rules, problems, typed, csrf }} />)
}

type RulesProps = {
  programme: Programme; rules: RulesInForce; problems: Readonly<Record<string, string>>; typed: Typed | undefined; csrf: string
}

function RulesView({ programme, rules, problems, typed, csrf }: RulesProps) {
  const parts = [{ value: '', text: 'Does not matter' }, { value: 'any', text: 'One of these must be so' }, { value: 'none', text: 'Must not be so' }]
  const title = rules.own.find(({ kind }) => kind === 'any_of')?.title ?? ''
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <span class="govuk-caption-l">{programme.name}</span>
      <h1 class="govuk-heading-l">Who may take part</h1>
      <p class="govuk-body">Ages and areas come from the entry itself. {rules.version > 0
        ? `These are version ${rules.version} of the rules, from: ${rules.source ?? 'not said'}.` : 'There are no further rules yet.'}
        {' '}Saving makes a new version; referrals keep the answer they had.</p>
      <Form action={`/programmes/${programme.id}/rules`} csrf={csrf}>
        {factCodes.map(code => (
          <Select
            name={fieldOf(code)} label={{ text: factWords[code] }} items={parts}
            value={typed ? textOf(typed, fieldOf(code)) : partOf(code, rules)}
          />
        ))}
        <Input name="title" label={{ text: 'What “one of these” means in a few words (optional)' }} value={typed ? textOf(typed, 'title') : title} />
        <Input name="source" label={{ text: 'Where these rules come from' }} value={typed ? textOf(typed, 'source') : ''} errorMessage={errorAt(problems, 'source')} />
        <Button text="Save as a new version" preventDoubleClick />
      </Form>
    </>
  )
}
