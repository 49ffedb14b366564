import type { Client } from 'pg'
import type { CellFact } from '../../src/sharing/decideFacts.ts'
import { from, rowsInto, until } from './rowsInto.ts'
import type { World } from './worlds.ts'

/** Shares and emergencies, as `authz.send_share` and `authz.break_glass` write them. */
export async function layDownExtras(owner: Client, worlds: readonly World[]): Promise<void> {
  const cells = await cellIds(owner, worlds)
  await putShares(owner, worlds, cells)
  await putEmergencies(owner, worlds, cells)
}

type CellId = (partnershipId: string, cell: CellFact) => number

async function cellIds(owner: Client, worlds: readonly World[]): Promise<CellId> {
  const { rows } = await owner.query<{ id: number; key: string }>(
    `select id, concat_ws(' ', partnership_id, agency_id, category, tier) as key from cell
     where partnership_id = any ($1::uuid[])`,
    [worlds.map(world => world.partnershipId)],
  )
  const ids = new Map(rows.map(({ id, key }) => [key, id]))
  return (partnershipId, { agencyId, category, tier }) => {
    const id = ids.get(`${partnershipId} ${agencyId} ${category} ${tier}`)
    if (id === undefined) throw new Error(`no cell of ${category} at ${tier}`)
    return id
  }
}

async function putShares(owner: Client, worlds: readonly World[], cellOf: CellId): Promise<void> {
  const put = rowsInto(owner)
  const all = worlds.flatMap(world => (world.facts.shares ?? []).map(share => ({ world, share })))
  const identity = (agencyId: string) => ({ agencyId, category: 'identity', tier: 0 })
  const common = ({ world, share }: (typeof all)[number]) => ({
    partnership_id: world.partnershipId, id: share.id, person_id: share.personId, purpose: share.purpose,
    valid_from: from(share.valid), valid_until: until(share.valid.until),
  })
  await put(
    'share',
    'partnership_id uuid, id uuid, person_id uuid, cell integer, share_kind text, from_agency uuid, from_staff uuid, ' +
      'from_role text, to_agency uuid, to_role text, to_staff uuid, purpose text, opens integer[], ' +
      'only_records uuid[], reason text, valid_until timestamptz',
    all.map(each => ({
      ...common(each), cell: cellOf(each.world.partnershipId, identity(each.share.fromAgencyId)), share_kind: 'share',
      from_agency: each.share.fromAgencyId, from_staff: each.share.id, from_role: 'mentor', to_agency: each.share.toAgencyId,
      to_role: each.share.toRole, to_staff: each.share.toStaffId,
      opens: each.share.opens.map(cell => cellOf(each.world.partnershipId, cell)), only_records: each.share.records,
      reason: 'R',
    })),
  )
  await put(
    'link',
    'partnership_id uuid, id uuid, person_id uuid, cell integer, staff_id uuid, agency_id uuid, role text, purpose text, ' +
      'kind text, valid_from timestamptz, valid_until timestamptz',
    all.map(each => ({
      ...common(each), cell: cellOf(each.world.partnershipId, identity(each.share.toAgencyId)), kind: 'share',
      staff_id: each.share.toStaffId, agency_id: each.share.toAgencyId, role: each.share.toRole,
    })),
  )
  await put(
    'authz.grant_cell',
    'partnership_id uuid, agency_id uuid, role text, purpose text, cell integer, access text, reach text, ' +
      'clause_id uuid, valid_from timestamptz, valid_until timestamptz',
    all.flatMap(each => {
      const lent = new Set(each.share.lends.map(cell => cellOf(each.world.partnershipId, cell)))
      return [...lent].map(cell => ({
        ...common(each), cell, agency_id: each.share.toAgencyId, role: each.share.toRole, access: 'read',
        reach: 'linked', clause_id: each.share.id,
      }))
    }),
  )
}

async function putEmergencies(owner: Client, worlds: readonly World[], cellOf: CellId): Promise<void> {
  const put = rowsInto(owner)
  const rows = worlds.flatMap(({ partnershipId, facts }) =>
    (facts.emergencies ?? []).map(({ staffId, role, personId, valid }) => {
      const agencyId = facts.staff.find(({ id }) => id === staffId)?.agencyId ?? ''
      return {
        partnership_id: partnershipId, person_id: personId, staff_id: staffId, agency_id: agencyId, role,
        cell: cellOf(partnershipId, { agencyId, category: 'identity', tier: 0 }), ground: 'life_at_risk', reason: 'R',
        purpose: 'vital_interests', kind: 'break_glass',
        opened_at: from(valid), ends_at: until(valid.until), valid_from: from(valid), valid_until: until(valid.until),
      }
    }))
  await put(
    'break_glass',
    'partnership_id uuid, person_id uuid, cell integer, staff_id uuid, agency_id uuid, role text, ground text, ' +
      'reason text, opened_at timestamptz, ends_at timestamptz',
    rows,
  )
  await put(
    'link',
    'partnership_id uuid, person_id uuid, cell integer, staff_id uuid, agency_id uuid, purpose text, kind text, ' +
      'valid_from timestamptz, valid_until timestamptz',
    rows,
  )
}
