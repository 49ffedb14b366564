import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ApiToken } from '../../../kernel/signIn/apiToken.ts'
import { newToken, sha256 } from '../../../kernel/signIn/tokens.ts'
import { dateText } from '../../../language/format.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange, sourceIn } from '../reasonedChange.tsx'
import { listAgencies } from '../store/agencies.ts'
import { isLive, listAllRoles, listSystems } from '../store/people.ts'
import { listTokens, standingOfToken } from '../store/signIn.ts'
import { endOf, Reading, todayOf } from '../typed.ts'

const crumb = { text: 'Systems and tokens', href: '/administration/tokens' }
/** As the kernel's guard of the API expects it. */
const tokenPrefix = 'kith_'
const notForSystems = ['administrator', 'information_governance_lead']

async function systemChoices({ tx }: Asking) {
  const agencies = (await listAgencies(tx))
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ value: id, text: name }))
  const roles = (await listAllRoles(tx)).filter(({ code }) => !notForSystems.includes(code))
  return { agencies, roles: roles.map(({ code, title, does }) => ({ value: code, text: title, hint: does })) }
}

const addSystem: Change = {
  code: 'system.add',
  path: '/administration/tokens/systems/add',
  title: 'Add a system',
  crumb,
  said: 'The system has been added.',
  begin: async () => ({}),
  form: async (asking, typed, problems) => {
    const fields = fieldsOf(typed, problems)
    const { agencies, roles } = await systemChoices(asking)
    return (
      <>
        {fields.text({
          name: 'name',
          label: 'Name of the system',
          hint: 'It stands where a person’s name would stand',
        })}
        {fields.select({ name: 'agency', label: 'Agency that runs it' }, agencies)}
        {fields.radios({ name: 'role', label: 'Role that it acts in' }, roles)}
        {fields.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const { agencies, roles } = await systemChoices(asking)
    const reading = new Reading(typed)
    const name = reading.text('name', 'Enter the name of the system')
    const agency = reading.oneOf(
      'agency',
      agencies.map(({ value }) => value),
      'Choose an agency',
    )
    const role = reading.oneOf(
      'role',
      roles.map(({ value }) => value),
      'Choose a role',
    )
    const source = sourceIn(reading)
    const read = reading.result(source)
    if (!read.ok) return invalid(read.problems)
    const agencyName = agencies.find(({ value }) => value === agency)?.text ?? ''
    const roleTitle = roles.find(({ value }) => value === role)?.text ?? ''
    return planned({
      title: `Add the system ${name}`,
      button: 'Add system',
      next: crumb.href,
      rows: [
        { key: 'Name', value: name },
        { key: 'Agency', value: agencyName },
        { key: 'Role', value: roleTitle },
      ],
      affects: [
        `With a token it acts as a ${roleTitle.toLowerCase()} of ${agencyName}, within the token’s scopes.`,
        'Nobody can sign in with this account.',
      ],
      apply: tx =>
        asked(
          tx,
          sql`authz.add_staff(${randomUUID()}, ${agency}, ${name}, '', true, ${[role]}::text[],
        null, null, null, ${source})`,
        ),
    })
  },
}

async function tokenChoices({ tx, kernel, checks }: Asking) {
  const systems = (await listSystems(tx)).filter(system => isLive(system, kernel.now()) && system.agencyActive)
  return {
    systems: systems.map(({ id, name, agencyName }) => ({ value: id, text: `${name}, ${agencyName}` })),
    scopes: Object.entries(checks.apiScopes).map(([value, hint]) => ({ value, text: value, hint })),
  }
}

const addToken: Change = {
  code: 'token.add',
  path: '/administration/tokens/add',
  title: 'Make a token',
  crumb,
  said: 'The token has been made.',
  begin: async () => ({}),
  form: async (asking, typed, problems) => {
    const fields = fieldsOf(typed, problems)
    const { systems, scopes } = await tokenChoices(asking)
    return (
      <>
        {fields.select(
          { name: 'system', label: 'System', hint: 'Tokens are for systems only, never for a person’s account' },
          systems,
        )}
        {fields.text({ name: 'title', label: 'What the token is for' })}
        {fields.boxes({ name: 'scopes', label: 'What it may do' }, scopes)}
        {fields.day({ name: 'until', label: 'Last day', hint: 'At most a year from today' })}
        {fields.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const { systems, scopes } = await tokenChoices(asking)
    const reading = new Reading(typed)
    const system = reading.oneOf(
      'system',
      systems.map(({ value }) => value),
      'Choose a system',
    )
    const title = reading.text('title', 'Say what the token is for')
    const chosen = reading.someOf(
      'scopes',
      scopes.map(({ value }) => value),
      'Choose what the token may do',
    )
    const until = reading.day('until', 'Enter the last day')
    const today = todayOf(asking.kernel.now())
    const latest = Temporal.PlainDate.from(today).add({ years: 1 }).toString()
    if (until !== undefined && (until < today || until > latest))
      reading.problems['until'] = 'The last day must be within a year from today'
    const source = sourceIn(reading)
    const read = reading.result(source)
    if (!read.ok || until === undefined) return invalid(reading.problems)
    const secret = `${tokenPrefix}${newToken()}`
    const systemName = systems.find(({ value }) => value === system)?.text ?? ''
    return planned({
      title: `Make a token for ${systemName}`,
      button: 'Make token',
      next: crumb.href,
      secret,
      rows: [
        { key: 'For', value: title },
        { key: 'Scopes', value: chosen.join(', ') },
        { key: 'Last day', value: dateText(until) },
      ],
      affects: ['Whoever holds the token acts as this system. It is shown once, on the next page.'],
      apply: tx =>
        asked(
          tx,
          sql`authz.add_api_token(${randomUUID()}, ${sha256(secret)}, ${system}, ${title},
        ${chosen}::text[], ${endOf(until)}, ${source})`,
        ),
    })
  },
}

const revoke = reasonedChange<ApiToken>({
  code: 'token.revoke',
  path: '/administration/tokens/:id{[0-9a-f-]{36}}/revoke',
  title: 'Revoke a token',
  crumb,
  said: 'The token no longer works.',
  find: async ({ kernel, viewer, params }) => {
    const tokens = await listTokens(kernel, viewer)
    return tokens.find(token => token.id === params['id'] && standingOfToken(token, kernel.now()) === 'live')
  },
  decide: async (_, token, source) => ({
    title: `Revoke ${token.title}`,
    isWarning: true,
    rows: [{ key: 'Scopes', value: token.scopes.join(', ') }],
    affects: [
      'The system that uses this token is refused from its next request on. A revoked token cannot be used again.',
    ],
    button: 'Revoke token',
    next: crumb.href,
    apply: tx => asked(tx, sql`authz.revoke_api_token(${token.id}, ${source})`),
  }),
})

export const tokenChanges: readonly Change[] = [addSystem, addToken, revoke]
