import { sql } from 'kysely'
import type { Viewer } from '../context.ts'
import type { Gate } from './gate.ts'
import { newToken, sha256 } from './tokens.ts'

/** One browser that is signed in. Without `viewer` a role has still to be chosen. */
export type Session = Readonly<{
  id: string
  token: string
  partnershipId: string
  staffId: string
  viewer: Viewer | undefined
  who: { name: string; agencyName: string; roleTitle: string }
  provider: string
  signedInAt: Date
  /** Vetting or training has run out: the wall would show nothing. */
  paused: boolean
  /** How many roles the person may choose from. */
  roles: number
}>

export type NewSession = {
  partnershipId: string; staffId: string; role: string | undefined; provider: string; browser: string
  /** Ends after so long, whatever is done; otherwise when the settings say. */
  minutes?: number
}

/** The provider of whoever is here by a personal link instead of an account. */
export const byLink = 'link'

type Store = Pick<Gate, 'kernel' | 'settings'>

type Found = {
  partnership_id: string; staff_id: string; agency_id: string; role: string | null; name: string; agency_name: string
  role_title: string | null; session_id: string; provider: string; signed_in_at: Date; paused: boolean; roles: number
}

/**
 * Asked anew on every request, never from a cache: whoever is signed out or dismissed is out at once. `byItself`: an
 * open page asks, not its reader, so the idle time goes on.
 */
export async function findSession({ kernel, settings }: Store, token: string, byItself = false): Promise<Session | undefined> {
  const idle = `${settings.idleMinutes} minutes`
  const query = sql<Found>`select * from find_session(${sha256(token)}, ${kernel.now()}, ${idle}::interval, ${!byItself})`
  const { rows: [found] } = await kernel.db.service(db => query.execute(db))
  if (!found) return undefined
  const { partnership_id: partnershipId, staff_id: staffId, agency_id: agencyId, role } = found
  return {
    id: found.session_id, token, partnershipId, staffId, provider: found.provider, signedInAt: found.signed_in_at,
    paused: found.paused, roles: found.roles,
    viewer: role === null ? undefined : { partnershipId, staffId, agencyId, role },
    who: { name: found.name, agencyName: found.agency_name, roleTitle: found.role_title ?? '' },
  }
}

/** Which of these sessions still count, in one statement: thousands of open pages ask every quarter of a minute. */
export async function listOpenTokens({ kernel, settings }: Store, tokens: readonly string[]): Promise<Set<string>> {
  const distinct = [...new Set(tokens)]
  const hashes = distinct.map(token => sha256(token))
  const query = sql<{ at: number }>`select asked.at
    from unnest(${hashes}::bytea[]) with ordinality as asked (hash, at)
    cross join lateral find_session(asked.hash, ${kernel.now()}, ${`${settings.idleMinutes} minutes`}::interval, false)`
  const { rows } = await kernel.db.service(db => query.execute(db))
  return new Set(rows.map(({ at }) => distinct[at - 1] ?? ''))
}

/** Opens a session and returns its token: the only place where it is readable. */
export async function openSession({ kernel, settings }: Store, opened: NewSession): Promise<string> {
  const token = newToken()
  const at = kernel.now()
  await kernel.db.service(db => db.insertInto('session').values({
    token_sha256: sha256(token), partnership_id: opened.partnershipId, staff_id: opened.staffId,
    role: opened.role ?? null, provider: opened.provider, browser: opened.browser,
    created_at: at, signed_in_at: at, seen_at: at,
    idle_until: later(at, opened.minutes ?? settings.idleMinutes),
    absolute_until: later(at, opened.minutes ?? settings.absoluteHours * 60),
  }).execute())
  return token
}

/** Changes the role under a new token (a stolen older one is worth nothing); the absolute end stays. */
export async function changeRole(store: Store, session: Session, role: string): Promise<string | undefined> {
  const { kernel, settings } = store
  const token = newToken()
  const at = kernel.now()
  const { partnershipId, staffId } = session
  return kernel.db.service(async db => {
    const old = await db.updateTable('session').set({ ended_at: at })
      .where('token_sha256', '=', sha256(session.token)).where('ended_at', 'is', null)
      .returning(['provider', 'browser', 'signed_in_at', 'absolute_until']).executeTakeFirst()
    if (!old) return undefined
    await db.insertInto('session').values({
      ...old, token_sha256: sha256(token), partnership_id: partnershipId, staff_id: staffId, role,
      created_at: at, seen_at: at, idle_until: later(at, settings.idleMinutes),
    }).execute()
    return token
  })
}

export async function endSession({ kernel }: Pick<Gate, 'kernel'>, token: string): Promise<void> {
  await kernel.db.service(db => db.updateTable('session').set({ ended_at: kernel.now() })
    .where('token_sha256', '=', sha256(token)).where('ended_at', 'is', null).execute())
}

type Whose = { partnershipId: string; staffId: string }

/** Ends one session of this person, or all of them. Also for administrators who close an account. */
export async function endSessions({ kernel }: Pick<Gate, 'kernel'>, whose: Whose, id?: string): Promise<void> {
  await kernel.db.service(db => db.updateTable('session').set({ ended_at: kernel.now() })
    .where('partnership_id', '=', whose.partnershipId).where('staff_id', '=', whose.staffId)
    .where('ended_at', 'is', null).$if(id !== undefined, query => query.where('id', '=', id ?? '')).execute())
}

export type OwnSession = { id: string; browser: string; roleTitle: string; createdAt: Date; seenAt: Date }

export async function listSessions({ kernel }: Pick<Gate, 'kernel'>, whose: Whose): Promise<OwnSession[]> {
  const at = kernel.now()
  const rows = await kernel.db.service(db => db.selectFrom('session').leftJoin('role', 'role.code', 'session.role')
    .select(['session.id', 'session.browser', 'session.created_at', 'session.seen_at', 'role.title'])
    .where('partnership_id', '=', whose.partnershipId).where('staff_id', '=', whose.staffId)
    .where('ended_at', 'is', null).where('idle_until', '>', at).where('absolute_until', '>', at)
    .orderBy('session.seen_at', 'desc').execute())
  return rows.map(row => ({
    id: row.id, browser: row.browser, roleTitle: row.title ?? '', createdAt: row.created_at, seenAt: row.seen_at,
  }))
}

/** Whose session this was, even when it has ended: work that was typed in it is shown to nobody else. */
export async function findFormerHolder({ kernel }: Pick<Gate, 'kernel'>, token: string): Promise<string | undefined> {
  const row = await kernel.db.service(db => db.selectFrom('session').select('staff_id')
    .where('token_sha256', '=', sha256(token)).executeTakeFirst())
  return row?.staff_id
}

/** Removes what has run out; for a job that runs once an hour. */
export async function sweepSignIns({ kernel }: Pick<Gate, 'kernel'>): Promise<void> {
  const at = kernel.now()
  await kernel.db.service(async db => {
    await db.deleteFrom('session').where('absolute_until', '<', later(at, -24 * 60)).execute()
    await db.deleteFrom('sign_in_attempt').where('expires_at', '<', at).execute()
    await db.deleteFrom('kept_post').where('expires_at', '<', at).execute()
    await db.deleteFrom('rate_limit').where('minute', '<', later(at, -5)).execute()
  })
}

const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** Enough for a person to recognise a browser in a list; no version, nothing that identifies. */
export function browserOf(userAgent: string | undefined): string {
  const text = userAgent ?? ''
  const browser = /Edg\//.test(text) ? 'Edge' : /Firefox\//.test(text) ? 'Firefox' : /Chrome\//.test(text) ? 'Chrome'
    : /Safari\//.test(text) ? 'Safari' : 'A browser'
  const system = /Windows/.test(text) ? 'Windows' : /iPhone|iPad/.test(text) ? 'iOS' : /Android/.test(text) ? 'Android'
    : /Mac OS X/.test(text) ? 'macOS' : /Linux/.test(text) ? 'Linux' : undefined
  return system ? `${browser} on ${system}` : browser
}
