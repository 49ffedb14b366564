import type { Client } from 'pg'
import { Chance } from '../../demo/chance.ts'
import { layDownOffice } from '../../demo/loadOffice.ts'
import type { Viewer } from '../../src/kernel/context.ts'

/** A small partnership for live pages: ten children, one of them sealed, and as many colleagues as pages need. */
export type LiveWorld = {
  partnershipId: string; children: readonly string[]; sealed: string
  /** Children whom the front door's and the social workers' teams are linked to; the others only the desk reaches. */
  teamChildren: readonly string[]
  staff: Record<Role, readonly Viewer[]>
}
export type Role = keyof typeof roles

const roles = {
  front_door_worker: 'council', social_worker: 'council', neighbourhood_officer: 'police', safeguarding_lead: 'school',
  emergency_nurse: 'health', analyst: 'policing_body',
} as const

const kinds = ['council', 'police', 'school', 'health', 'policing_body'] as const

export async function layDownLiveWorld(owner: Client, ofEach: number): Promise<LiveWorld> {
  const chance = new Chance('bench', 'live')
  const partnershipId = chance.uuid()
  const agencies = kinds.map(kind =>
    ({ id: chance.uuid(), kind, name: kind, shortName: kind, ...(kind === 'council' && { hasFrontDoor: true }) }))
  const agencyOf = (kind: string) => agencies.find(agency => agency.kind === kind)?.id ?? ''
  const some = (role: Role): Viewer[] => Array.from({ length: ofEach }, () =>
    ({ partnershipId, staffId: chance.uuid(), agencyId: agencyOf(roles[role]), role }))
  const staff = {
    front_door_worker: some('front_door_worker'), social_worker: some('social_worker'), analyst: some('analyst'),
    neighbourhood_officer: some('neighbourhood_officer'), safeguarding_lead: some('safeguarding_lead'),
    emergency_nurse: some('emergency_nurse'),
  }
  await layDownOffice(owner, {
    partnershipId, name: 'Live benchmark', issuer: 'https://idp.bench.example', agencies,
    today: new Date().toISOString().slice(0, 10),
    staff: Object.values(staff).flat().map(({ staffId, agencyId, role }, place) =>
      ({ id: staffId, agencyId, role, name: `Colleague ${place}`, email: `colleague${place}@bench.example` })),
  })
  const children = Array.from({ length: 20 }, () => chance.uuid())
  await owner.query('insert into person (partnership_id, id) select $1, unnest($2::uuid[])', [partnershipId, children])
  const teamChildren = children.slice(0, 10)
  const sealed = children.at(-1) ?? ''
  const exempt = staff.front_door_worker.slice(0, 1).map(({ staffId }) => staffId)
  await owner.query(
    `insert into authz.block (partnership_id, person_id, kind, exempt_staff) values ($1, $2, 'seal', $3::uuid[])`,
    [partnershipId, sealed, exempt])
  const world = { partnershipId, children, sealed, teamChildren, staff }
  await layDownLinks(owner, world, agencyOf('council'))
  return world
}

/** Teams of the council by role; the first officers each to a few children; analysts too, whom no cell lets see any. */
async function layDownLinks(owner: Client, world: LiveWorld, councilId: string): Promise<void> {
  const { partnershipId: p, teamChildren, children, staff } = world
  const cell = `(select id from cell where partnership_id = $1 and agency_id = $2 and category = 'involvement'
    and tier = 0)`
  await owner.query(
    `insert into link (partnership_id, person_id, cell, agency_id, role, purpose, kind)
     select $1, child, ${cell}, $2, team, 'safeguard_child', 'team'
     from unnest($3::uuid[]) child cross join unnest(array['front_door_worker', 'social_worker']) team`,
    [p, councilId, teamChildren])
  const linked = [...staff.neighbourhood_officer.slice(0, 10), ...staff.analyst.slice(0, 5)]
  for (const [place, { staffId, agencyId, role }] of linked.entries()) {
    const purpose = role === 'analyst' ? 'prevent_violence' : 'safeguard_child'
    await owner.query(
      `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
       select $1, child, ${cell}, $3, $2, $4, 'allocated' from unnest($5::uuid[]) child`,
      [p, agencyId, staffId, purpose, children.slice(place, place + 5)])
  }
}
