import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { turnaroundRules, turnaroundSource } from '../src/programmes/eligibility.ts'

type Agency = { id: string; kind: string }
type Entry = {
  of: string; name: string; description: string; kind: string; approach?: string; needs: string[]
  ages?: readonly [least: number, most: number]; places?: number; days?: string[]; hours?: readonly [string, string]
  languages?: string[]; published?: boolean; rules?: unknown; where?: readonly [name: string, street: string, hidden?: boolean]
}

/** A made-up directory: one of each kind of help, and one of each band of evidence, so that every warning is seen. */
export const entries: readonly Entry[] = [
  { of: 'community', name: 'Lantern one-to-one mentoring', kind: 'mentoring', approach: 'mentoring', ages: [10, 17], places: 12,
    description: 'A mentor meets a young person every week for a year, at school, at home or in town.', published: true,
    needs: ['need_violence', 'need_exploitation', 'need_school'], days: ['MO', 'TU', 'WE', 'TH', 'FR'], hours: ['15:00', '20:00'],
    languages: ['English', 'Polish'], where: ['Lantern hub', '4 Tanner Street'] },
  { of: 'youth_justice', name: 'Turnaround', kind: 'diversion', approach: 'pre_court_diversion', ages: [10, 17], places: 20,
    description: 'A worker helps a child on the edge of the youth justice system, and the family, before things go further.',
    needs: ['need_violence', 'need_family'], published: true, rules: turnaroundRules },
  { of: 'council', name: 'Stronger families group', kind: 'parenting', ages: [0, 17], places: 10, needs: ['need_family'],
    description: 'Ten evenings for parents and carers of children who are at risk outside the home. A crèche is there.',
    days: ['WE'], hours: ['18:00', '20:00'], published: true, where: ['Family hub', '1 Market Row'] },
  { of: 'health', name: 'Talking after violence', kind: 'counselling', approach: 'cognitive_behavioural_therapy', ages: [8, 18], places: 6,
    description: 'Therapy for children who were hurt or saw somebody hurt.', needs: ['need_trauma', 'need_violence'], published: true },
  { of: 'community', name: 'Night court basketball', kind: 'activity', approach: 'sports', ages: [11, 18], places: 30,
    description: 'Basketball with youth workers on Friday nights.', needs: ['need_violence', 'need_school'], days: ['FR'],
    hours: ['19:00', '22:00'], published: true, where: ['Riverside sports hall', '22 Quay Road'] },
  { of: 'community', name: 'Knife awareness afternoon', kind: 'diversion', approach: 'knife_education', ages: [11, 16], places: 15,
    description: 'One afternoon about what a knife does to families.', needs: ['need_violence'], published: true },
  { of: 'community', name: 'Hard reset camp', kind: 'diversion', approach: 'boot_camps', ages: [14, 17], places: 8,
    description: 'Two weeks of drill and early mornings, away from home.', needs: ['need_violence'], published: true },
  { of: 'community', name: 'A safe place to stay', kind: 'safe_accommodation', needs: ['need_home', 'need_exploitation'], places: 3,
    description: 'Somewhere to stay for young people and families who must not be found.', where: ['Safe flat', '9 Hidden Lane', true] },
]

/** Lays the directory down for whichever agencies the partnership has; the first of a kind runs its programmes. */
export async function layDownProgrammes(owner: Client, partnershipId: string, agencies: readonly Agency[]): Promise<void> {
  for (const entry of entries) {
    const agency = agencies.find(({ kind }) => kind === entry.of)
    if (agency) await layDownProgramme(owner, [partnershipId, agency.id], entry)
  }
}

async function layDownProgramme(owner: Client, [partnershipId, agencyId]: readonly [string, string], entry: Entry): Promise<void> {
  const id = randomUUID()
  await owner.query(
    `insert into programme (partnership_id, id, agency_id, name, description, kind, approach, needs, minimum_age, maximum_age,
       places, session_days, opens_at, closes_at, languages, published, email, assured_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'referrals@programme.example', '2026-01-12')`,
    [partnershipId, id, agencyId, entry.name, entry.description, entry.kind, entry.approach ?? null, entry.needs,
      entry.ages?.[0] ?? null, entry.ages?.[1] ?? null, entry.places ?? null, entry.days ?? [], entry.hours?.[0] ?? null,
      entry.hours?.[1] ?? null, entry.languages ?? ['English'], entry.published ?? false])
  if (entry.where) await owner.query(
    `insert into programme_location (partnership_id, id, programme_id, agency_id, name, address_1, city, county, postal_code, hidden)
     values ($1, $2, $3, $4, $5, $6, 'Wexmere', 'Wexshire', 'ZZ99 3WZ', $7)`,
    [partnershipId, randomUUID(), id, agencyId, entry.where[0], entry.where[1], entry.where[2] ?? false])
  if (entry.rules) await owner.query(
    'insert into programme_rules (partnership_id, programme_id, version, rules, source) values ($1, $2, 1, $3, $4)',
    [partnershipId, id, JSON.stringify(entry.rules), turnaroundSource])
}
