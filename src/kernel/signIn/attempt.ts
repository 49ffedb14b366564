import * as oidc from 'openid-client'
import type { Gate } from './gate.ts'
import { discover, findProvider } from './providers.ts'
import type { Provider } from './providers.ts'
import { sha256 } from './tokens.ts'

const minutes = 15

export type Beginning = {
  origin: string
  browserToken: string
  returnTo: string
  /** In seconds; 0: the provider must ask for the password again. */
  maxAge?: number | undefined
}

/** How the provider says that somebody proved who they are. */
export type Proof = Readonly<{ acr: string | undefined; amr: readonly string[] }>

export type Login = { subject: string; email: string | undefined; provider: Provider; returnTo: string; proof: Proof }

/** What may sign an ID token, whatever the provider announces: public keys only, so a shared secret never does. */
const mayIdTokensBeSignedBy: ReadonlySet<unknown> = new Set(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'])

const redirectUri = (origin: string) => `${origin}/sign-in/callback`

/** Begins a sign-in (authorization code with PKCE, state and nonce) and returns the provider's address for it. */
export async function beginSignIn(gate: Gate, provider: Provider, beginning: Beginning): Promise<URL> {
  const configuration = await discover(gate, provider)
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  const { origin, browserToken, returnTo, maxAge } = beginning
  await gate.kernel.db.service(db => db.insertInto('sign_in_attempt').values({
    state, nonce, verifier, provider: provider.id, browser_sha256: sha256(browserToken), return_to: returnTo,
    max_age: maxAge ?? null, expires_at: new Date(gate.kernel.now().getTime() + minutes * 60_000),
  }).execute())
  return oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(origin), scope: 'openid profile email', state, nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
  })
}

/** What came back, and the browser that brought it. */
export type ProvidersAnswer = { origin: string; browserToken: string | undefined; query: URLSearchParams }

/**
 * Takes the provider's answer. An attempt can be used once, by the browser that began it: a state that is unknown,
 * late, used before or of another browser is nothing. What the provider gets wrong is thrown.
 */
export async function finishSignIn(gate: Gate, answer: ProvidersAnswer): Promise<Login | undefined> {
  const { origin, browserToken, query } = answer
  const state = query.get('state')
  if (state === null || browserToken === undefined) return undefined
  const attempt = await gate.kernel.db.service(db => db.deleteFrom('sign_in_attempt')
    .where('state', '=', state).where('browser_sha256', '=', sha256(browserToken))
    .where('expires_at', '>', gate.kernel.now()).returningAll().executeTakeFirst())
  if (!attempt) return undefined
  const provider = await findProvider(gate, origin, attempt.provider)
  if (!provider) return undefined
  const configuration = await discover(gate, provider)
  const answered = await oidc.authorizationCodeGrant(configuration, new URL(`${redirectUri(origin)}?${query}`), {
    pkceCodeVerifier: attempt.verifier, expectedState: state, expectedNonce: attempt.nonce, idTokenExpected: true,
    ...(attempt.max_age === null ? {} : { maxAge: attempt.max_age }),
  })
  if (!mayIdTokensBeSignedBy.has(algorithmOf(answered.id_token ?? ''))) return undefined
  const claims = answered.claims()
  const subject = claims?.[provider.subjectClaim]
  const proof = proofIn(claims ?? {})
  if (!isProofEnough(proof, gate.settings.secondFactors)) {
    gate.kernel.log.warn({ provider: provider.id, ...proof }, 'the provider names no second factor')
    return undefined
  }
  if (!claims || typeof subject !== 'string' || subject === '') return undefined
  const askMore = () => oidc.fetchUserInfo(configuration, answered.access_token, claims.sub)
  const email = await emailOf(provider, claims, askMore)
  return { subject, email, provider, returnTo: attempt.return_to, proof }
}

type Claims = Readonly<Record<string, unknown>>

/** The library has checked the signature by this algorithm already. */
function algorithmOf(idToken: string): unknown {
  const head: unknown = JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString('utf8'))
  return typeof head === 'object' && head !== null && 'alg' in head ? head.alg : undefined
}

/** Names of ways to prove oneself are short words or addresses; anything else is not written down. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w.:/+-]{1,100}$/.test(value)

const proofIn = ({ acr, amr }: Claims): Proof =>
  ({ acr: isName(acr) ? acr : undefined, amr: Array.isArray(amr) ? amr.filter(isName) : [] })

const isProofEnough = ({ acr, amr }: Proof, wanted: readonly string[] | undefined) =>
  wanted === undefined || wanted.some(value => value === acr || amr.includes(value))

/** An e-mail address that the provider vouches for, from the ID token or, where it is not there, from UserInfo. */
async function emailOf(provider: Provider, claims: Claims, ask: () => Promise<Claims>): Promise<string | undefined> {
  const claim = provider.emailClaim
  if (claim === undefined) return undefined
  const source = typeof claims[claim] === 'string' ? claims : await ask().catch((): Claims => ({}))
  const email = source[claim]
  if (typeof email !== 'string' || !email.includes('@')) return undefined
  return provider.emailNeedsVerified && source['email_verified'] !== true ? undefined : email
}
