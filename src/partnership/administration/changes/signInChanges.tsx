import { sql } from 'kysely'
import { secretSettingOf } from '../../../kernel/settings.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange, sourceIn } from '../reasonedChange.tsx'
import { countSessions, listAgencies } from '../store/agencies.ts'
import { isOpen, listProviders, type Provider } from '../store/signIn.ts'
import { Reading, type Typed } from '../typed.ts'
import { counted } from '../words.ts'

const crumb = { text: 'Sign-in', href: '/administration/sign-in' }
const everybody = 'everybody'

async function agencyChoices({ tx }: Asking) {
  const agencies = (await listAgencies(tx)).filter(({ active }) => active)
  return [
    ...agencies.map(({ id, name }) => ({ value: id, text: name })),
    { value: everybody, text: 'Any agency of the partnership' },
  ]
}

function readProvider(typed: Typed, agencies: readonly { value: string }[]) {
  const reading = new Reading(typed)
  const issuer = reading.text('issuer', 'Enter the address of the provider', 500)
  if (issuer !== '' && !(URL.canParse(issuer) && new URL(issuer).protocol === 'https:'))
    reading.problems['issuer'] = 'Enter a web address that begins with https://'
  return reading.result({
    issuer,
    title: reading.text('title', 'Enter the name that people see when they sign in'),
    id: reading.shaped('code', /^[a-z][a-z0-9-]{0,39}$/, 'Use small letters, digits and dashes, like trust-a'),
    clientId: reading.text('client', 'Enter the client ID that the provider gave Kith'),
    agency: reading.oneOf(
      'agency',
      agencies.map(({ value }) => value),
      'Choose whose people sign in there',
    ),
    emailClaim: reading.optional('email_claim', 60),
    checked: reading.oneOf(
      'verified',
      ['yes', 'no'],
      'Choose whether the provider says that addresses are verified',
    ),
    source: sourceIn(reading),
  })
}

const add: Change = {
  code: 'provider.add',
  path: '/administration/sign-in/add',
  title: 'Add an identity provider',
  crumb,
  said: 'The provider has been added.',
  begin: async () => ({ email_claim: 'email', verified: 'yes' }),
  form: async (asking, typed, problems) => {
    const fields = fieldsOf(typed, problems)
    return (
      <>
        {fields.text({ name: 'title', label: 'Name', hint: 'What people choose when they sign in' })}
        {fields.text({
          name: 'code',
          label: 'Code',
          hint: 'Names the setting that holds its secret. It cannot be changed.',
        })}
        {fields.text({
          name: 'issuer',
          label: 'Issuer',
          hint: 'The OpenID Connect address of the provider, https://…',
        })}
        {fields.text({ name: 'client', label: 'Client ID' })}
        {fields.select({ name: 'agency', label: 'Whose people sign in there' }, await agencyChoices(asking))}
        {fields.text({
          name: 'email_claim',
          label: 'Claim with the email address (optional)',
          hint: 'An account that was never used is bound to the first sign-in with its address. Empty: never.',
        })}
        {fields.radios({ name: 'verified', label: 'Only addresses that the provider says are verified' }, [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No, the provider checks all addresses and never says so' },
        ])}
        {fields.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const agencies = await agencyChoices(asking)
    const read = readProvider(typed, agencies)
    if (!read.ok) return invalid(read.problems)
    const { id, title, issuer, clientId, agency, emailClaim, checked, source } = read.value
    const whose = agencies.find(({ value }) => value === agency)?.text ?? agency
    return planned({
      title: `Add ${title}`,
      rows: [
        { key: 'Code', value: id },
        { key: 'Issuer', value: issuer },
        { key: 'Client ID', value: clientId },
        { key: 'Whose people', value: whose },
        { key: 'Claim with the address', value: emailClaim || 'None' },
        { key: 'Only verified addresses', value: checked === 'yes' ? 'Yes' : 'No' },
      ],
      affects: [
        `Accounts of ${whose} can be used by whoever signs in there with their address.`,
        `Nobody can sign in there until the operator sets ${secretSettingOf(id)} and starts Kith again.`,
      ],
      button: 'Add provider',
      next: crumb.href,
      apply: tx =>
        asked(
          tx,
          sql`authz.add_identity_provider(${id}, ${title}, ${issuer}, ${clientId},
        ${agency === everybody ? null : agency}::uuid, ${emailClaim || null}, ${checked === 'yes'}, ${source})`,
        ),
    })
  },
}

const end = reasonedChange<Provider>({
  code: 'provider.end',
  path: '/administration/sign-in/:id{[a-z][a-z0-9-]*}/end',
  title: 'End an identity provider',
  crumb,
  said: 'Nobody signs in there any more.',
  find: async ({ kernel, viewer, checks, params }) => {
    const providers = await listProviders(kernel, viewer, checks)
    return providers.find(provider => provider.id === params['id'] && isOpen(provider, kernel.now()))
  },
  decide: async ({ kernel, viewer }, provider, source) => ({
    title: `End ${provider.title}`,
    isWarning: true,
    rows: [{ key: 'Issuer', value: provider.issuer }],
    affects: [
      `${counted(await countSessions(kernel, viewer, { provider: provider.id }), 'session')} will end at once.`,
      'Nobody can sign in there any more.',
      'Accounts stay. They can be used again when the same issuer is added with another code.',
    ],
    button: 'End provider',
    next: crumb.href,
    apply: tx => asked(tx, sql`authz.end_identity_provider(${provider.id}, ${source})`),
  }),
})

export const signInChanges: readonly Change[] = [add, end]
