import type { Client } from 'pg'
import { Chance } from '../../demo/chance.ts'
import { layDownOffice, type OfficeAgency } from '../../demo/loadOffice.ts'
import type { Viewer } from '../../src/kernel/context.ts'

/** How many of each role work where, and which kinds of record their agency keeps. */
type Plan = { name: string; kind: string; staff: Record<string, number>; records: readonly string[] }

const school = ['attendance', 'suspension', 'school_concern', 'concern', 'answer']

const plans: readonly Plan[] = [
  { name: 'Police', kind: 'police', staff: { neighbourhood_officer: 600, exploitation_detective: 100 },
    records: ['occurrence', 'arrest', 'stop_search', 'account', 'opinion', 'concern', 'childs_voice', 'event_place',
      'missing_episode'] },
  { name: 'Council', kind: 'council', staff: { social_worker: 340, front_door_worker: 50, front_door_manager: 10 },
    records: ['social_care_contact', 'social_care_plan', 'decision', 'feedback', 'concern', 'childs_voice',
      'missing_episode'] },
  { name: 'North school', kind: 'school', staff: { safeguarding_lead: 100 }, records: school },
  { name: 'South school', kind: 'school', staff: { safeguarding_lead: 100 }, records: school },
  { name: 'Hospital', kind: 'health', staff: { emergency_nurse: 300 },
    records: ['emergency_attendance', 'health_contact', 'concern', 'answer'] },
  { name: 'Youth justice', kind: 'youth_justice', staff: { youth_justice_worker: 150 },
    records: ['youth_justice_contact', 'concern', 'childs_voice'] },
  { name: 'Mentoring', kind: 'community', staff: { mentor: 150 },
    records: ['mentoring_session', 'programme', 'concern'] },
  { name: 'Housing', kind: 'housing', staff: { housing_officer: 100 }, records: ['concern', 'answer'] },
]

export type BenchAgency = { id: string; records: readonly string[] }
export type Partnership = { id: string; agencies: readonly BenchAgency[]; staff: readonly Viewer[] }

/** Eight agencies and 2,000 people who work for them, under the agreements of the demo as they compile. */
export async function layDownPartnership(owner: Client): Promise<Partnership> {
  const chance = new Chance('bench', 'partnership')
  const id = chance.uuid()
  const agencies = plans.map(plan => ({ ...plan, id: chance.uuid() }))
  const staff = agencies.flatMap(agency => Object.entries(agency.staff).flatMap(([role, count]) =>
    Array.from({ length: count }, () => ({ partnershipId: id, staffId: chance.uuid(), agencyId: agency.id, role }))))
  await layDownOffice(owner, {
    partnershipId: id, name: 'Benchmark partnership', issuer: 'https://idp.bench.example',
    today: new Date().toISOString().slice(0, 10),
    agencies: agencies.map(({ id, name, kind }): OfficeAgency =>
      ({ id, name, shortName: name, kind, ...(kind === 'council' && { hasFrontDoor: true }) })),
    staff: staff.map(({ staffId, agencyId, role }, place) =>
      ({ id: staffId, agencyId, role, name: `Colleague ${place}`, email: `colleague${place}@bench.example` })),
  })
  return { id, agencies, staff }
}
