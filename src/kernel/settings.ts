import { readFileSync } from 'node:fs'

/** How often within one minute; the sign-in figures count per address, the others per member of staff. */
export type Limits = Readonly<{ signIn: number; failedSignIn: number; search: number; write: number; token: number }>

/** An agency's OpenID Connect provider that the operator sets up, before there is a page to set up others. */
export type FirstProvider = Readonly<{
  issuer: string; clientId: string; clientSecret: string
  /** Some providers (Microsoft Entra) never say `email_verified`; the operator may vouch that they check it. */
  trustsEmail: boolean
}>

export type MailServer = Readonly<{ url: string; from: string }>

export type Settings = Readonly<{
  production: boolean
  /** Where people reach Kith, `https://kith.example.org`. The demo takes it from each request. */
  origin: string | undefined
  /** Absent in the demo, which brings a database of its own. */
  databaseUrl: string | undefined
  /** Absent in the demo, which keeps a made-up one beside its database. */
  secret: string | undefined
  firstProvider: FirstProvider | undefined
  /** How many proxies in front of Kith add to `X-Forwarded-For`. */
  trustedProxies: number
  idleMinutes: number
  absoluteHours: number
  /** Of these values the provider's `amr` or `acr` must hold one; absent where the provider's own rule is relied on. */
  secondFactors: readonly string[] | undefined
  /** How long ago somebody may have proved at the provider who they are; 0: not asked. */
  providerHours: number
  limits: Limits
  /** From which the key of the log of disclosures is derived; from `secret` where it is absent. */
  logSecret: string | undefined
  /** The partner agencies that co-sign the log: a verifier key and an address a line. */
  witnesses: string | undefined
  /** By which server e-mail leaves the house, and in whose name; absent: none is sent. */
  mail: MailServer | undefined
  /** The secret of a provider that was added in a page: `KITH_OIDC_SECRET_<ID>`, or its file. */
  providerSecret: (id: string) => string | undefined
}>

export const secretSettingOf = (providerId: string): string =>
  `KITH_OIDC_SECRET_${providerId.toUpperCase().replaceAll('-', '_')}`

type Environment = Readonly<Record<string, string | undefined>>

/** Everything that is missing or wrong, said at once; for the reader at the terminal. */
export class SettingsMissing extends Error {
  readonly missing: readonly string[]
  constructor(missing: readonly string[]) {
    super(`Kith cannot start for real use. Missing or wrong:\n${missing.map(line => `  - ${line}`).join('\n')}`)
    this.missing = missing
  }
}

const usual = {
  production: { signIn: 60, failedSignIn: 10, search: 60, write: 120, token: 600 },
  // One address signs in as everybody in a demo.
  demo: { signIn: 120, failedSignIn: 20, search: 120, write: 300, token: 600 },
} as const

/** Reads the environment, and secrets from the files that `…_FILE` names; production refuses what is incomplete. */
export function readSettings(env: Environment = process.env): Settings {
  const faults: string[] = []
  const read = (name: string) => valueOf(env, name, faults)
  const production = kindOf(env, faults) === 'production'
  const number = (name: string, otherwise: number, most: number) =>
    numberOf(read(name), { name, otherwise, most, faults })
  const limits = production ? usual.production : usual.demo
  const settings: Settings = {
    production,
    origin: originOf(read('KITH_ORIGIN'), production, faults),
    databaseUrl: read('DATABASE_URL'),
    secret: read('KITH_SECRET'),
    firstProvider: firstProviderOf(read, production, faults),
    trustedProxies: number('KITH_TRUST_PROXY', 0, 10),
    idleMinutes: number('KITH_IDLE_MINUTES', 30, 12 * 60),
    absoluteHours: number('KITH_ABSOLUTE_HOURS', 12, 24),
    secondFactors: secondFactorsOf(read('KITH_SECOND_FACTOR'), production, faults),
    providerHours: number('KITH_PROVIDER_HOURS', 12, 24),
    limits: {
      signIn: number('KITH_LIMIT_SIGN_IN', limits.signIn, 1_000_000),
      failedSignIn: number('KITH_LIMIT_FAILED_SIGN_IN', limits.failedSignIn, 1_000_000),
      search: number('KITH_LIMIT_SEARCH', limits.search, 1_000_000),
      write: number('KITH_LIMIT_WRITE', limits.write, 1_000_000),
      token: number('KITH_LIMIT_TOKEN', limits.token, 1_000_000),
    },
    logSecret: secretOf(read('KITH_LOG_KEY'), faults),
    witnesses: witnessesOf(read('KITH_WITNESSES'), production, faults),
    mail: mailServerOf(read, faults),
    providerSecret: id => valueOf(env, secretSettingOf(id), []),
  }
  if (production) faults.push(...faultsOfProduction(settings), ...faultsOfScanning(env['KITH_SCAN_COMMAND']))
  if (!production && settings.secret !== undefined && settings.secret.length < 32) faults.push(shortSecret)
  if (faults.length > 0) throw new SettingsMissing(faults)
  return settings
}

const shortSecret =
  'KITH_SECRET (or KITH_SECRET_FILE): at least 32 characters, such as the output of `openssl rand -base64 48`'

function faultsOfProduction({ databaseUrl, secret }: Settings): string[] {
  const faults: string[] = []
  if (databaseUrl !== undefined && !isReachedSafely(databaseUrl))
    faults.push('DATABASE_URL (or DATABASE_URL_FILE): to another machine only with sslmode=verify-full')
  if (databaseUrl === undefined)
    faults.push('DATABASE_URL (or DATABASE_URL_FILE): the owner of a PostgreSQL 15 or later database')
  if (secret === undefined || secret.length < 32) faults.push(shortSecret)
  return faults
}

/** By a socket, within the machine, or by TLS with a certificate of that very name. */
function isReachedSafely(databaseUrl: string): boolean {
  if (!URL.canParse(databaseUrl)) return /[?&]host=(?:\/|%2F)/i.test(databaseUrl) // only a socket leaves the host out
  const { hostname, searchParams } = new URL(databaseUrl)
  const host = searchParams.get('host') ?? hostname
  const isHere = host.startsWith('/') || host.startsWith('%2F') || ['', 'localhost', '127.0.0.1', '[::1]'].includes(host)
  return isHere || searchParams.get('sslmode') === 'verify-full'
}

/** Whoever runs Kith for real says what scans attachments, or that nothing does. */
const faultsOfScanning = (command: string | undefined) => command?.trim() ? []
  : ['KITH_SCAN_COMMAND: the program that scans attachments for malware, or "none" if you accept that nothing does']

/** `provider`: each provider demands two factors by its own rule, for which the operator vouches. */
function secondFactorsOf(text: string | undefined, production: boolean, faults: string[]) {
  const values = (text ?? '').split(',').map(value => value.trim()).filter(value => value !== '')
  if (production && values.length === 0)
    faults.push('KITH_SECOND_FACTOR: values of amr or acr that prove a second factor, such as mfa, or "provider"')
  return values.length === 0 || text === 'provider' ? undefined : values
}

function kindOf(env: Environment, faults: string[]): string {
  const kind = env['KITH_ENV'] || 'demo'
  if (kind !== 'production' && kind !== 'demo') faults.push(`KITH_ENV: "production" or "demo", not "${kind}"`)
  return kind
}

/** A setting, or the trimmed content of the file that `<name>_FILE` names; an empty one counts as absent. */
function valueOf(env: Environment, name: string, faults: string[]): string | undefined {
  const file = env[`${name}_FILE`]
  if (!file) return env[name]?.trim() || undefined
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch {
    faults.push(`${name}_FILE: the file it names cannot be read`)
    return undefined
  }
}

function originOf(text: string | undefined, production: boolean, faults: string[]): string | undefined {
  const wanted = 'KITH_ORIGIN: the address people use, such as https://kith.example.org (https, no path)'
  if (text === undefined) {
    if (production) faults.push(wanted)
    return undefined
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url !== undefined && `${url.origin}/` === url.href
  if (!isOrigin || (production && url.protocol !== 'https:')) {
    faults.push(wanted)
    return undefined
  }
  return url.origin
}

function firstProviderOf(read: (name: string) => string | undefined, production: boolean, faults: string[]) {
  const issuer = read('KITH_OIDC_ISSUER')
  const clientId = read('KITH_OIDC_CLIENT_ID')
  const clientSecret = read('KITH_OIDC_SECRET')
  if (!production && issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  if (issuer === undefined || !isAcceptableIssuer(issuer, production))
    faults.push('KITH_OIDC_ISSUER: the https address of the first OpenID Connect provider')
  if (clientId === undefined) faults.push('KITH_OIDC_CLIENT_ID: how that provider knows Kith')
  if (clientSecret === undefined) faults.push('KITH_OIDC_SECRET (or KITH_OIDC_SECRET_FILE): the secret it gave Kith')
  return issuer === undefined || clientId === undefined || clientSecret === undefined
    ? undefined
    : { issuer, clientId, clientSecret, trustsEmail: read('KITH_OIDC_TRUST_EMAIL') === 'yes' }
}

function isAcceptableIssuer(issuer: string, production: boolean): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol } = new URL(issuer)
  return protocol === 'https:' || (!production && protocol === 'http:')
}

function secretOf(text: string | undefined, faults: string[]): string | undefined {
  if (text !== undefined && text.length < 32) faults.push('KITH_LOG_KEY (or KITH_LOG_KEY_FILE): at least 32 characters')
  return text
}

/** Lines of `<verifier key> <address>`; a semicolon ends a line as well. In production by TLS, or on this machine. */
function witnessesOf(text: string | undefined, production: boolean, faults: string[]): string | undefined {
  const lines = (text ?? '').split(/[\n;]/).map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'))
  if (!lines.every(line => /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=* +https?:\/\/\S+$/.test(line)))
    faults.push('KITH_WITNESSES: on each line a verifier key and an address, as `npx kith witness` prints them')
  else if (production && lines.some(line => / http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])[:/])/.test(`${line}/`)))
    faults.push('KITH_WITNESSES: https addresses, or such on this machine')
  return text
}

/** The address may hold a password, and is never repeated. Another machine is spoken to by TLS alone. */
function mailServerOf(read: (name: string) => string | undefined, faults: string[]): MailServer | undefined {
  const url = read('KITH_SMTP_URL')
  const from = read('KITH_MAIL_FROM')
  if (url === undefined) return undefined
  if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol))
    faults.push('KITH_SMTP_URL (or KITH_SMTP_URL_FILE): the server that sends e-mail, such as smtps://user:password@mail.example.org')
  if (from === undefined || !/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    faults.push('KITH_MAIL_FROM: the address in whose name Kith sends e-mail, such as kith@example.org')
  return { url, from: from ?? '' }
}

type NumberAsked = { name: string; otherwise: number; most: number; faults: string[] }

function numberOf(text: string | undefined, { name, otherwise, most, faults }: NumberAsked): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= most) return value
  faults.push(`${name}: a whole number from 0 to ${most}, not "${text}"`)
  return otherwise
}
