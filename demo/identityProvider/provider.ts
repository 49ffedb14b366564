import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { Provider } from 'oidc-provider'
import type { Configuration } from 'oidc-provider'
import type { DemoPersona } from '../identityProvider.ts'
import { memoryAdapters } from './memory.ts'
import { mountPath } from './place.ts'
import type { Client } from './place.ts'

const scopes = 'openid profile email'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = { ...privateKey.export({ format: 'jwk' }), kid: 'demo', use: 'sig', alg: 'RS256' }
const cookieKeys = [randomBytes(32).toString('base64url')]

/** The provider as it appears under one origin: its issuer is part of every token. */
export function providerAt(origin: string, personas: readonly DemoPersona[], client: Client): Provider {
  const provider = new Provider(`${origin}${mountPath}`, {
    ...sameEverywhere,
    adapter: memoryAdapters(),
    jwks: { keys: [signingKey] },
    cookies: { keys: cookieKeys },
    clients: [{
      client_id: client.id, client_secret: client.secret, redirect_uris: [`${origin}/sign-in/callback`],
    }],
    findAccount: (_, subject) => {
      const persona = personas.find(persona => persona.subject === subject)
      return persona && {
        accountId: subject,
        claims: () => ({ sub: subject, name: persona.name, email: persona.email, email_verified: true }),
      }
    },
    // Nobody is asked whether Kith may know who they are: that is what they came for.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: client.id, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope(scopes)
      await grant.save()
      return grant
    },
  })
  provider.proxy = true
  return provider
}

const sameEverywhere: Configuration = {
  // Each sign-in asks who it is, so there is nothing to sign out of.
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  scopes: scopes.split(' '),
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 3600, Grant: 3600, Session: 86_400 },
  interactions: {
    url: (_, interaction) => `${mountPath}/personas/${interaction.uid}`,
  },
  renderError: (ctx) => {
    ctx.type = 'text/plain'
    ctx.body = 'Signing in took too long or was interrupted. Go back to Kith and start again.'
  },
}
