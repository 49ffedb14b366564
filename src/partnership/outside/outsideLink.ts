import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { sha256 } from '../../kernel/signIn/tokens.ts'

/** The roles that are held by a personal link, and by nothing else. */
export const outsideRoles = ['carer', 'parent'] as const
export type OutsideRole = typeof outsideRoles[number]

export type NewOutsideLink = {
  personId: string; role: OutsideRole
  /** A purpose of the role: `missing_response` for a carer, `safeguard_child` for a parent. */
  purpose: string
  /** The piece of work whose plan it opens; its reference stands in the name of whoever is behind the link. */
  workId?: string | undefined
  days: number
  /** The same for a form that is sent twice: the same link is shown again. */
  key?: string
}

/** `path` and `code` are readable here and never again: the first is sent, the second is told by another way. */
export type OpenedLink = { id: string; called: string; path: string; code: string; endsAt: Date }

export const outsideRefusal = 'You can give a personal link only for a child whom you work with, and only if your role '
  + 'gives such links.'

/** Gives somebody without an account a personal way to one child's plan. */
export async function openOutsideLink(kernel: Kernel, viewer: Viewer, asked: NewOutsideLink): Promise<Outcome<OpenedLink>> {
  const { personId, role, purpose, workId, days, key = randomUUID() } = asked
  const scope: Scope = { viewer, purpose, workId, lens: 'linked' }
  const secret = secretOf(kernel, viewer, key)
  const code = codeOf(kernel, viewer, key)
  const made = await carryOut(kernel, scope, { name: 'open outside link', key, about: personId }, async (tx, record) => {
    const id = randomUUID()
    const endsAt = new Date(kernel.now().getTime() + Math.max(1, Math.min(days, 365)) * 86_400_000)
    const { rows: [row] } = await sql<{ called: string | null }>`
      select authz.open_outside_link(${id}::uuid, ${personId}::uuid, ${role}, ${workId ?? null}::uuid,
        ${endsAt}::timestamptz, ${sha256(secret)}, ${macOf(kernel, id, code)}) as called`.execute(tx)
    if (!row?.called) return refused(outsideRefusal)
    record({
      verb: 'outside_link.opened', personId, cell: kernel.cells.id(viewer.agencyId, 'involvement', 0), subjectId: id,
      ...(workId && { workId }), detail: { role, days },
    })
    return done({ id, called: row.called, ends: endsAt.toISOString() })
  })
  if (!made.done) return made
  const { id, called, ends } = made.value
  return done({ id, called, path: `/by-link/${secret}`, code, endsAt: new Date(ends) })
}

/**
 * 256 bits that only the product's secret and the key of the form lead to. The tables keep their SHA-256 alone, and a form
 * that is sent twice shows the same link instead of one that nobody holds.
 */
const secretOf = (kernel: Kernel, { staffId }: Viewer, key: string) =>
  createHmac('sha256', kernel.secret.derive('personal links')).update(`${staffId} ${key}`).digest('base64url')

const codeOf = (kernel: Kernel, { staffId }: Viewer, key: string) => String(
  createHmac('sha256', kernel.secret.derive('codes of personal links')).update(`${staffId} ${key}`).digest()
    .readUIntBE(0, 6) % 1_000_000).padStart(6, '0')

/** What is kept of a code: worthless without the product's secret, so that a stolen table does not help to guess it. */
export const macOf = (kernel: Pick<Kernel, 'secret'>, id: string, code: string): Buffer =>
  createHmac('sha256', kernel.secret.derive('checking codes of personal links')).update(`${id} ${code}`).digest()

export type LinkTry = { at: string; outcome: 'opened' | 'wrong_code' | 'locked' | 'other_browser' }
export type OutsideLink = {
  id: string; personId: string; called: string; role: OutsideRole; purpose: string; workId: string | null; issuedBy: string
  issuedAt: Date; boundAt: Date | null; endsAt: Date; lockedAt: Date | null; revokedAt: Date | null; tries: LinkTry[]
}

const entering = (viewer: Viewer): Scope => ({ viewer, purpose: '', lens: 'linked' })

/** Links of a child, or one of them, that the viewer gave or answers for. */
export async function listOutsideLinks(
  kernel: Kernel, viewer: Viewer, which: { personId: string } | { id: string },
): Promise<OutsideLink[]> {
  const [person, id] = 'id' in which ? [null, which.id] : [which.personId, null]
  return kernel.db.as(entering(viewer), async tx => (await sql<OutsideLink>`
    select id, person_id as "personId", called, role, purpose, work_id as "workId", issued_by as "issuedBy",
      issued_at as "issuedAt", bound_at as "boundAt", ends_at as "endsAt", locked_at as "lockedAt", revoked_at as "revokedAt",
      tries from authz.outside_links(${person}::uuid, ${id}::uuid)`.execute(tx)).rows)
}

export const stateOf = (link: OutsideLink, now: Date): 'ended' | 'withdrawn' | 'locked' | 'in_use' | 'not_opened' =>
  link.revokedAt ? 'withdrawn' : link.lockedAt ? 'locked' : link.endsAt <= now ? 'ended' : link.boundAt ? 'in_use' : 'not_opened'

/** Withdraws a link at once: whoever is behind it sees nothing from the next page on. */
export async function revokeOutsideLink(kernel: Kernel, viewer: Viewer, link: OutsideLink, key: string): Promise<Outcome<null>> {
  const scope: Scope = { viewer, purpose: link.purpose, lens: 'linked' }
  const command = { name: 'revoke outside link', key, about: link.personId }
  return carryOut(kernel, scope, command, async (tx, record) => {
    const { rows: [row] } = await sql<{ done: boolean }>`select authz.revoke_outside_link(${link.id}::uuid) as done`.execute(tx)
    if (!row?.done) return refused('This link has ended already.')
    record({
      verb: 'outside_link.revoked', personId: link.personId, cell: kernel.cells.id(viewer.agencyId, 'involvement', 0),
      subjectId: link.id, ...(link.workId && { workId: link.workId }),
    })
    return done(null)
  })
}

/** What somebody who is here by a link may open: one child, for one purpose. */
export type OwnLink = { id: string; scope: Scope; personId: string; workId?: string; endsAt: Date }

export async function findOwnLink(kernel: Kernel, viewer: Viewer): Promise<OwnLink | undefined> {
  type Row = { id: string; person_id: string; work_id: string | null; purpose: string; ends_at: Date }
  const row = await kernel.db.as(entering(viewer), async tx =>
    (await sql<Row>`select * from authz.my_outside_link()`.execute(tx)).rows[0])
  if (!row) return undefined
  const workId = row.work_id ?? undefined
  return {
    id: row.id, personId: row.person_id, endsAt: row.ends_at, ...(workId && { workId }),
    scope: { viewer, purpose: row.purpose, workId, lens: 'linked' },
  }
}
