import { sql } from 'kysely'
import type { Viewer } from '../context.ts'
import type { Tx } from '../database.ts'

export type ActHead = { pos: number; id: string; verb: string; person_id: string; cell: number; work_id: string | null }

type Opening = { cell: number; from: number; until: number; purpose: string; hub: boolean }
type Block = { person_id: string; against_staff: string | null; exempt_staff: string[] }
type LinkNow = { person_id: string; staff_id: string | null; agency_id: string; role: string; purpose: string }

/** The grants and blocks in force, by agency and role; loaded again whenever their version rises or one runs out. */
export type Standing = {
  version: number
  /** Milliseconds of the next moment at which a grant begins or ends by itself. */
  nextChangeAt: number
  openings: Map<string, Opening[]>
  blocks: Map<string, Block[]>
  /** Written once for each agency and role: thousands of open pages share them. */
  signatures: Map<string, string>
}

/**
 * Whom the people of a batch of acts are linked to now, and the agencies of its pieces of work where not everybody
 * with a link is one: asked for every batch, so a link that ended counts at once.
 */
export type Linked = { links: Map<string, LinkNow[]>; parties: Map<string, Set<string>> }

export const nobody: Linked = { links: new Map(), parties: new Map() }

export type Circumstances = { standing: Standing; linked: Linked; now: number }

const keyOf = (agencyId: string, role: string) => `${agencyId} ${role}`

export async function loadStanding(tx: Tx, partnershipId: string, version: number, now: number): Promise<Standing> {
  const { rows: grants } = await sql<{ agency_id: string; role: string; purpose: string; cell: number; reach: string; from_ms: number; until_ms: number }>`
    select agency_id, role, purpose, cell, reach,
      case when valid_from = '-infinity' then 0 else extract(epoch from valid_from) * 1000 end::float8 as from_ms,
      case when valid_until = 'infinity' then 9e15 else extract(epoch from valid_until) * 1000 end::float8 as until_ms
    from authz.grants_now(${partnershipId}::uuid)`.execute(tx)
  const { rows: blocked } = await sql<Block>`select * from authz.blocks_now(${partnershipId}::uuid)`.execute(tx)
  const standing: Standing = {
    version, nextChangeAt: Number.POSITIVE_INFINITY, openings: new Map(), signatures: new Map(),
    blocks: Map.groupBy(blocked, block => block.person_id),
  }
  for (const grant of grants) {
    const key = keyOf(grant.agency_id, grant.role)
    const openings = standing.openings.get(key) ?? []
    openings.push({ cell: grant.cell, from: grant.from_ms, until: grant.until_ms, purpose: grant.purpose, hub: grant.reach === 'hub' })
    standing.openings.set(key, openings)
    for (const moment of [grant.from_ms, grant.until_ms])
      if (moment > now && moment < standing.nextChangeAt) standing.nextChangeAt = moment
  }
  return standing
}

export async function loadLinks(tx: Tx, partnershipId: string, acts: ActHead[]): Promise<Linked> {
  const about = [...new Set(acts.map(act => act.person_id))]
  const { rows } = await sql<LinkNow>`select * from authz.audience(${partnershipId}::uuid, ${about}::uuid[])`.execute(tx)
  const works = [...new Set(acts.map(act => act.work_id).filter(id => id !== null))]
  const { rows: parties } = await sql<{ work_id: string; agency_id: string }>`
    select * from authz.parties_of(${partnershipId}::uuid, ${works}::uuid[])`.execute(tx)
  return {
    links: Map.groupBy(rows, link => link.person_id),
    parties: new Map([...Map.groupBy(parties, party => party.work_id)].map(([id, of]) => [id, new Set(of.map(party => party.agency_id))])),
  }
}

/**
 * Whether an act may reach a viewer: an open cell, with a link to the person or a desk's reach, and no block. What the
 * openings of an agency and role say of the act is asked once, however many of their pages are open.
 */
export function judge(act: ActHead, { standing, linked, now }: Circumstances): (viewer: Viewer) => boolean {
  const opened = new Map<string, Opening[]>()
  const openTo = (key: string) => {
    const known = opened.get(key)
    if (known) return known
    const open = (standing.openings.get(key) ?? [])
      .filter(opening => opening.cell === act.cell && opening.from <= now && opening.until > now)
    opened.set(key, open)
    return open
  }
  const blocks = standing.blocks.get(act.person_id) ?? []
  const links = linked.links.get(act.person_id) ?? []
  const parties = act.work_id === null ? undefined : linked.parties.get(act.work_id)
  return viewer => {
    if (isBlocked(viewer, blocks)) return false
    const isParty = parties?.has(viewer.agencyId) ?? true
    return openTo(keyOf(viewer.agencyId, viewer.role)).some(opening => opening.hub || isParty && links.some(link =>
      link.purpose === opening.purpose
      && (link.staff_id === viewer.staffId
        || (link.staff_id === null && link.agency_id === viewer.agencyId && link.role === viewer.role))))
  }
}

const isBlocked = (viewer: Viewer, blocks: readonly Block[]) => blocks.some(block =>
  (block.against_staff === null || block.against_staff === viewer.staffId) && !block.exempt_staff.includes(viewer.staffId))

/** What a role's openings amount to while this standing holds, as a word that differs when they differ. */
export function signatureOf(viewer: Viewer, standing: Standing): string {
  const key = keyOf(viewer.agencyId, viewer.role)
  const known = standing.signatures.get(key)
  if (known !== undefined) return known
  const now = Date.now()
  const signature = (standing.openings.get(key) ?? [])
    .filter(opening => opening.from <= now && opening.until > now)
    .map(opening => `${opening.purpose}${opening.hub ? '+' : '-'}${opening.cell}`).toSorted().join(' ')
  standing.signatures.set(key, signature)
  return signature
}
