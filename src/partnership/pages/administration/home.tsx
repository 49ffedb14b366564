import { sql } from 'kysely'
import { InsetText } from '../../../design/insetText.tsx'
import type { Tx } from '../../../kernel/database.ts'
import type { Checks } from '../../administration/checks.ts'
import { listAgencies } from '../../administration/store/agencies.ts'
import { listAccounts } from '../../administration/store/people.ts'
import { listClockRules, listFormKinds } from '../../administration/store/reference.ts'
import { isOpen, listProviders, listTokens, standingOfToken } from '../../administration/store/signIn.ts'
import { todayOf } from '../../administration/typed.ts'
import { counted, standingOf } from '../../administration/words.ts'
import { Link, List } from './list.tsx'
import { asAdministrator, show, type C } from './shell.tsx'

const soonMilliseconds = 30 * 86_400_000

/** Where an administrator begins: what there is to look after, and what needs it now. */
export async function showHome(c: C, checks: Checks) {
  const { needs, parts } = await load(c, checks)
  return show(
    c,
    { title: 'Administration', crumbs: [] },
    <>
      <p class="govuk-body">
        You look after agencies, accounts, forms and reference data. No child’s record is open to this role.
      </p>
      {needs.length > 0 ? (
        <InsetText>
          <h2 class="govuk-heading-s">Needs attention</h2>
          <ul class="govuk-list">
            {needs.map(({ href, text }) => (
              <li>
                <Link href={href}>{text}</Link>
              </li>
            ))}
          </ul>
        </InsetText>
      ) : undefined}
      <List
        label="Administration"
        head={['Part', 'What is there']}
        empty="Nothing is there"
        rows={parts.map(([href, text, what]) => ({ key: href, cells: [<Link href={href}>{text}</Link>, what] }))}
      />
    </>,
  )
}

async function load(c: C, checks: Checks) {
  const { kernel, viewer } = c.var
  const now = kernel.now()
  const found = await asAdministrator(c, async tx => ({
    agencies: await listAgencies(tx),
    accounts: await countAccounts(tx),
    forms: await listFormKinds(tx),
    lapsing: await listAccounts(tx, kernel, { state: 'lapsing' }),
    rules: await listClockRules(tx),
  }))
  const providers = (await listProviders(kernel, viewer, checks)).filter(provider => isOpen(provider, now))
  const tokens = (await listTokens(kernel, viewer)).filter(token => standingOfToken(token, now) === 'live')
  const formCount = new Set(found.forms.map(({ code }) => code)).size
  const parts: [string, string, string][] = [
    ['/administration/agencies', 'Agencies', counted(found.agencies.length, 'agency', 'agencies')],
    ['/administration/people', 'People', counted(found.accounts, 'account')],
    ['/administration/sign-in', 'Sign-in', counted(providers.length, 'provider')],
    ['/administration/tokens', 'Systems and tokens', counted(tokens.length, 'live token')],
    ['/administration/form-kinds', 'Form kinds', counted(formCount, 'form kind')],
    ['/administration/practice', 'Practice settings', 'Scales, thresholds, criteria, further questions; the policy pack'],
    ['/administration/reference', 'Reference data', 'Clock rules, bank holidays, gateways, words, lexicon'],
    ['/administration/history', 'History', 'Every change, who made it and why'],
  ]
  const unverified = found.rules.filter(
    ({ verified, validFrom, validUntil }) =>
      !verified && standingOf(validFrom, validUntil, todayOf(now)) === 'in force',
  )
  const runningOut = tokens.filter(({ expiresAt }) => expiresAt.getTime() < now.getTime() + soonMilliseconds)
  const needs = [
    need(
      found.lapsing.length,
      '/administration/people?state=lapsing',
      'account',
      'vetting or training lapses within 30 days',
    ),
    need(
      providers.filter(({ hasSecret }) => !hasSecret).length,
      '/administration/sign-in',
      'provider',
      'the secret is not set',
    ),
    need(runningOut.length, '/administration/tokens', 'token', 'runs out within 30 days'),
    need(unverified.length, '/administration/reference/clocks', 'clock rule', 'nobody has checked the source'),
  ].filter(one => one !== undefined)
  return { needs, parts }
}

const need = (count: number, href: string, noun: string, what: string) =>
  count === 0 ? undefined : { href, text: `${counted(count, noun)}: ${what}` }

async function countAccounts(tx: Tx): Promise<number> {
  const { n } = await tx
    .selectFrom('staff')
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow()
  return n
}
