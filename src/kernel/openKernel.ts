import { Client, DatabaseError } from 'pg'
import { pino, type Logger } from 'pino'
import { openCells } from './cells.ts'
import { openSigner } from './context.ts'
import { openDatabase } from './database.ts'
import type { Kernel } from './kernel.ts'
import { openPoke } from './poke.ts'
import { secretFrom, type Secret } from './secret.ts'

export type KernelSettings = {
  /** Connects the owner of the tables: migrations and context keys only. */
  ownerUrl: string
  secret: string
  /** Where the application logs in; derived from the owner's address unless the operator names it. */
  appUrl?: string
  serviceUrl?: string
  log?: Logger
  now?: () => Date
  appConnections?: number
}

export type OpenKernel = Kernel & { serviceUrl: string; close: () => Promise<void> }

/** Names and values that could tell of a person never reach a log line. */
const redacted = ['req.headers', 'err.parameters', 'err.detail', 'err.where', 'err.query', '*.name', '*.answers', '*.body']

export async function openKernel(settings: KernelSettings): Promise<OpenKernel> {
  const secret = secretFrom(settings.secret)
  const urls = await loginUrls(settings, secret)
  const signer = await openSigner(settings.ownerUrl)
  const db = openDatabase(urls, signer, settings.appConnections ? { app: settings.appConnections } : {})
  const poke = openPoke(urls.service)
  const cells = await openCells(db)
  const log = settings.log ?? pino({ redact: { paths: redacted, censor: '…' } })
  return {
    db, cells, secret, log, ownerUrl: settings.ownerUrl, serviceUrl: urls.service,
    now: settings.now ?? (() => new Date()),
    poke: poke.poke,
    close: async () => {
      signer.stop()
      await poke.close()
      await db.close()
    },
  }
}

/** The two logins get a password derived from the secret, so that every process knows it and none stores it. */
async function loginUrls({ ownerUrl, appUrl, serviceUrl }: KernelSettings, secret: Secret): Promise<{ app: string; service: string }> {
  if (appUrl && serviceUrl) return { app: appUrl, service: serviceUrl }
  const logins = [['kith_app', appUrl], ['kith_service', serviceUrl]] as const
  const urls = logins.map(([role, given]) => given ?? withLogin(ownerUrl, role, passwordOf(secret, role)))
  const owner = new Client(ownerUrl)
  await owner.connect()
  try {
    for (const [role, given] of logins)
      if (!given) await patiently(owner, `alter role ${role} password ${owner.escapeLiteral(passwordOf(secret, role))}`)
    // A copy of a database does not copy this: nobody but the owner makes tables here, temporary ones neither.
    await patiently(owner, `revoke temporary on database ${owner.escapeIdentifier(owner.database ?? '')} from public`)
  } finally {
    await owner.end()
  }
  const [app = '', service = ''] = urls
  return { app, service }
}

const passwordOf = (secret: Secret, role: string) => secret.derive(`database login ${role}`).toString('base64url')

function withLogin(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

/** Several processes may start at once; PostgreSQL refuses concurrent changes of one role, and one is enough. */
async function patiently(owner: Client, command: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query(command)
      return
    } catch (error) {
      const concurrent = error instanceof DatabaseError && /concurrently updated/.test(error.message)
      if (!concurrent || attempt === 10) throw error
      await new Promise(resolve => { setTimeout(resolve, 20 * attempt) })
    }
  }
}
