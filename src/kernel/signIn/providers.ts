import * as oidc from 'openid-client'
import type { Gate } from './gate.ts'

/** Where the people of an agency (or of every agency) sign in. */
export type Provider = Readonly<{
  id: string
  title: string
  issuer: string
  clientId: string
  clientSecret: string
  /** The issuer's name in the accounts of staff; its own address, except in the demo, whose address changes. */
  accountsOf: string
  partnershipId?: string | undefined
  agencyId?: string | undefined
  subjectClaim: string
  emailClaim?: string | undefined
  emailNeedsVerified: boolean
  /** The demo's provider lives in this process and is asked without a network. */
  fetch?: oidc.CustomFetch | undefined
}>

/** Gives the provider of the demo as seen from the origin that somebody came by. */
export type DemoProvider = (origin: string) => Promise<Provider>

export async function listProviders(gate: Gate, origin: string): Promise<Provider[]> {
  const own = await listOwnProviders(gate)
  const first = firstProvider(gate)
  const demo = gate.demo ? [await gate.demo(origin)] : []
  return [...demo, ...own, ...first.filter(({ issuer }) => !own.some(provider => provider.issuer === issuer))]
}

export async function findProvider(gate: Gate, origin: string, id: string): Promise<Provider | undefined> {
  return (await listProviders(gate, origin)).find(provider => provider.id === id)
}

function firstProvider({ settings }: Gate): Provider[] {
  if (!settings.firstProvider) return []
  const { issuer, clientId, clientSecret, trustsEmail } = settings.firstProvider
  return [{
    id: 'first', title: new URL(issuer).hostname, issuer, clientId, clientSecret, accountsOf: issuer,
    subjectClaim: 'sub', emailClaim: 'email', emailNeedsVerified: !trustsEmail,
  }]
}

async function listOwnProviders({ kernel, settings }: Gate): Promise<Provider[]> {
  const at = kernel.now()
  const rows = await kernel.db.service(db => db.selectFrom('identity_provider').selectAll()
    .where('valid_from', '<=', at)
    .where(where => where.or([where('valid_until', 'is', null), where('valid_until', '>', at)]))
    .orderBy('title').execute())
  return rows.flatMap(row => {
    const clientSecret = settings.providerSecret(row.id)
    if (clientSecret === undefined) {
      kernel.log.error({ provider: row.id }, 'the secret of this identity provider is not configured')
      return []
    }
    return [{
      id: row.id, title: row.title, issuer: row.issuer, clientId: row.client_id, clientSecret, accountsOf: row.issuer,
      partnershipId: row.partnership_id, agencyId: row.agency_id ?? undefined, subjectClaim: row.subject_claim,
      emailClaim: row.email_claim ?? undefined, emailNeedsVerified: row.email_needs_verified,
    }]
  })
}

const goodFor = 3_600_000
const known = new Map<string, { at: number; configuration: Promise<oidc.Configuration> }>()

/** What the provider says about itself, asked once an hour; a failure is not remembered. */
export function discover({ settings }: Gate, provider: Provider): Promise<oidc.Configuration> {
  const key = [provider.issuer, provider.clientId, provider.clientSecret].join(' ')
  const found = known.get(key)
  if (found && Date.now() - found.at < goodFor) return found.configuration
  const configuration = withRetry(() => ask(provider, settings.production))
  known.set(key, { at: Date.now(), configuration })
  configuration.catch(() => { known.delete(key) })
  return configuration
}

function ask(provider: Provider, production: boolean): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(provider.issuer), provider.clientId, {}, clientAuth(provider.clientSecret), {
    timeout: 5,
    // The signature of an ID token counts too, though it came straight from the provider.
    execute: [oidc.enableNonRepudiationChecks, ...(production ? [] : [oidc.allowInsecureRequests])],
    ...(provider.fetch ? { [oidc.customFetch]: provider.fetch } : {}),
  })
}

/** OpenID Connect's standard is HTTP Basic; some providers know only the form. */
function clientAuth(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported
    const formOnly = methods?.includes('client_secret_basic') === false && methods.includes('client_secret_post')
    const way = formOnly ? post : basic
    way(server, client, body, headers)
  }
}

async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of [200, 1000]) {
    try {
      return await work()
    } catch {
      await new Promise(resolve => { setTimeout(resolve, pause) })
    }
  }
  return work()
}
