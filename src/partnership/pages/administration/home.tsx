import { sql } from 'kysely'
import { InsetText } from '../../../design/insetText.tsx'
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
  const { kernel, viewer } = c.var
  const found = await asAdministrator(c, async tx => ({
    agencies: await listAgencies(tx), lapsing: await listAccounts(tx, kernel, { state: 'lapsing' }),
    rules: await listClockRules(tx), forms: await listFormKinds(tx),
    accounts: await tx.selectFrom('staff').select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow(),
  }))
  const providers = (await listProviders(kernel, viewer, checks)).filter(provider => isOpen(provider, kernel.now()))
  const tokens = (await listTokens(kernel, viewer)).filter(token => standingOfToken(token, kernel.now()) === 'live')
  const today = todayOf(kernel.now())
  const unverified = found.rules.filter(rule => !rule.verified && standingOf(rule.validFrom, rule.validUntil, today) === 'in force')
  const runningOut = tokens.filter(({ expiresAt }) => expiresAt.getTime() < kernel.now().getTime() + soonMilliseconds)
  const unset = providers.filter(({ hasSecret }) => !hasSecret)
  const needs = [
    { count: found.lapsing.length, href: '/administration/people?state=lapsing', text: 'vetting or training lapses within 30 days or has lapsed' },
    { count: unset.length, href: '/administration/sign-in', text: 'identity provider without its secret' },
    { count: runningOut.length, href: '/administration/tokens', text: 'token that runs out within 30 days' },
    { count: unverified.length, href: '/administration/reference/clocks', text: 'clock rule whose source nobody has checked' },
  ].filter(({ count }) => count > 0)
  const formCount = new Set(found.forms.map(({ code }) => code)).size
  const parts: [string, string, string][] = [
    ['/administration/agencies', 'Agencies', counted(found.agencies.length, 'agency', 'agencies')],
    ['/administration/people', 'People', counted(found.accounts.n, 'account')],
    ['/administration/sign-in', 'Sign-in', counted(providers.length, 'provider')],
    ['/administration/tokens', 'Systems and tokens', counted(tokens.length, 'live token')],
    ['/administration/form-kinds', 'Form kinds', counted(formCount, 'form kind')],
    ['/administration/reference', 'Reference data', 'Clock rules, bank holidays, gateways, words, lexicon'],
    ['/administration/history', 'History', 'Every change, who made it and why'],
  ]
  return show(c, { title: 'Administration', crumbs: [] }, (
    <>
      <p class="govuk-body">You look after agencies, accounts, forms and reference data. No child’s record is open to this role.</p>
      {needs.length > 0
        ? <InsetText>
            <h2 class="govuk-heading-s">Needs attention</h2>
            <ul class="govuk-list">
              {needs.map(({ count, href, text }) => <li><Link href={href}>{count}</Link>: {text}</li>)}
            </ul>
          </InsetText>
        : undefined}
      <List
        label="Administration" head={['Part', 'What is there']} empty=""
        rows={parts.map(([href, text, what]) => ({ key: href, cells: [<Link href={href}>{text}</Link>, what] }))}
      />
    </>
  ))
}
