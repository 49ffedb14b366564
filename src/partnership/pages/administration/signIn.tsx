import { Button } from '../../../design/button.tsx'
import type { ApiToken } from '../../../kernel/signIn/apiToken.ts'
import { dateText } from '../../../language/format.ts'
import type { Checks } from '../../administration/checks.ts'
import { listAgencies } from '../../administration/store/agencies.ts'
import { isLive, listSystems, type Account } from '../../administration/store/people.ts'
import { isOpen, listProviders, listTokens, standingOfToken } from '../../administration/store/signIn.ts'
import { lastDayText } from '../../administration/words.ts'
import { Actions, Link, List, Standing } from './list.tsx'
import { asAdministrator, show, type C } from './shell.tsx'

export async function showProviders(c: C, said: string | undefined, checks: Checks) {
  const { kernel, viewer } = c.var
  const agencies = await asAdministrator(c, listAgencies)
  const providers = await listProviders(kernel, viewer, checks)
  const now = kernel.now()
  return show(
    c,
    { title: 'Sign-in', said },
    <>
      <p class="govuk-body">
        Each agency’s people sign in at its own provider. Secrets are never kept here: the operator sets them.
      </p>
      <Button text="Add an identity provider" href="/administration/sign-in/add" />
      <List
        label="Identity providers"
        head={['Name', 'Issuer', 'Whose people', 'Setting of its secret', 'State', 'Change']}
        empty="Only the provider that the operator set up is used"
        rows={providers.map(provider => ({
          key: provider.id,
          cells: [
            provider.title,
            provider.issuer,
            agencies.find(({ id }) => id === provider.agencyId)?.name ?? 'Any agency',
            <code>{provider.secretSetting}</code>,
            <Standing word={!isOpen(provider, now) ? 'ended' : provider.hasSecret ? 'live' : 'no secret'} />,
            isOpen(provider, now) ? (
              <Link href={`/administration/sign-in/${provider.id}/end`} label={`End ${provider.title}`}>
                End
              </Link>
            ) : (
              ''
            ),
          ],
        }))}
      />
    </>,
  )
}

export async function showTokens(c: C, said: string | undefined) {
  const { kernel, viewer } = c.var
  const systems = await asAdministrator(c, listSystems)
  const tokens = await listTokens(kernel, viewer)
  const now = kernel.now()
  return show(
    c,
    { title: 'Systems and tokens', said },
    <>
      <p class="govuk-body">
        Other systems have an account of their own, in one role of one agency, that nobody can sign in to.
      </p>
      <Actions
        items={[
          { text: 'Add a system', href: '/administration/tokens/systems/add' },
          { text: 'Make a token', href: '/administration/tokens/add' },
        ]}
      />
      <h2 class="govuk-heading-m">Systems</h2>
      <SystemsTable systems={systems} now={now} />
      <h2 class="govuk-heading-m">Tokens</h2>
      <TokensTable tokens={tokens} systems={systems} now={now} />
    </>,
  )
}

function SystemsTable({ systems, now }: { systems: readonly Account[]; now: Date }) {
  return (
    <List
      label="Systems"
      head={['Name', 'Agency', 'Role', 'State']}
      empty="No other system has an account"
      rows={systems.map(system => ({
        key: system.id,
        cells: [
          <Link href={`/administration/people/${system.id}`}>{system.name}</Link>,
          system.agencyName,
          system.appointments.map(({ title }) => title).join(', '),
          <Standing word={isLive(system, now) ? 'live' : 'ended'} />,
        ],
      }))}
    />
  )
}

type TokensTableProps = { tokens: readonly ApiToken[]; systems: readonly Account[]; now: Date }

function TokensTable({ tokens, systems, now }: TokensTableProps) {
  return (
    <List
      label="Tokens"
      head={['For', 'System', 'Scopes', 'Last day', 'Last used', 'State', 'Change']}
      empty="No token has been made"
      rows={tokens.map(token => {
        const word = standingOfToken(token, now)
        return {
          key: token.id,
          cells: [
            token.title,
            systems.find(({ id }) => id === token.staffId)?.name ?? 'An account made at set-up',
            token.scopes.join(', '),
            lastDayText(token.expiresAt),
            token.lastUsedOn ? dateText(token.lastUsedOn) : 'Never',
            <Standing word={word} />,
            word === 'live' ? (
              <Link href={`/administration/tokens/${token.id}/revoke`} label={`Revoke ${token.title}`}>
                Revoke
              </Link>
            ) : (
              ''
            ),
          ],
        }
      })}
    />
  )
}
