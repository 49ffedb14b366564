import { Client } from 'pg'
import { Chance } from '../../demo/chance.ts'
import { layDownOffice } from '../../demo/loadOffice.ts'
import type { Viewer } from '../../src/kernel/context.ts'

export type Practising = { partnershipId: string; searcher: Viewer; searchers: Viewer[]; socialWorker: Viewer; episodes: string[] }

/** Nobody opens hundreds of children in a minute: the product would stop them. */
const howManySearchers = 24

/**
 * Police and council, and as many open missing episodes as asked for, each with a child of its own, its report, a clock
 * that is due within a week, and its teams' links. Laid down by statements: how they are begun is measured elsewhere.
 */
export async function layDownPractice(owner: Client, count: number): Promise<Practising> {
  const chance = new Chance('bench', 'practice')
  const partnershipId = chance.uuid()
  const [police, council, office] = [chance.uuid(), chance.uuid(), chance.uuid()]
  const viewer = (agencyId: string, role: string): Viewer => ({ partnershipId, staffId: chance.uuid(), agencyId, role })
  const searcher = viewer(police, 'locate_officer')
  const searchers = [searcher, ...Array.from({ length: howManySearchers - 1 }, () => viewer(police, 'locate_officer'))]
  const socialWorker = viewer(council, 'social_worker')
  const lead = viewer(office, 'information_governance_lead')
  await layDownOffice(owner, {
    partnershipId, name: 'Practice', issuer: 'https://idp.bench.example', today: new Date().toISOString().slice(0, 10),
    agencies: [
      { id: police, name: 'Police', shortName: 'Police', kind: 'police' },
      { id: council, name: 'Council', shortName: 'Council', kind: 'council', hasFrontDoor: true },
      { id: office, name: 'Office', shortName: 'Office', kind: 'partnership' },
    ],
    staff: [...searchers, socialWorker, lead].map(({ staffId, agencyId, role }, n) =>
      ({ id: staffId, agencyId, role, name: `${role} ${n}`, email: `${role}${n}@bench.example` })),
  })
  const episodes = Array.from({ length: count }, () => chance.uuid())
  const world = { partnershipId, searcher, searchers, socialWorker, episodes }
  await layDownEpisodes(owner, world)
  return world
}

async function layDownEpisodes(owner: Client, { partnershipId, searcher, socialWorker, episodes }: Practising): Promise<void> {
  const given = [partnershipId, searcher.agencyId, episodes]
  const cell = (category: string, tier: number) => `(select id from cell where partnership_id = $1 and agency_id = $2
    and category = '${category}' and tier = ${tier})`
  const person = `('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid`
  const from = 'from unnest($3::uuid[]) with ordinality as e(id, n)'
  await owner.query(`insert into person (partnership_id, id) select $1, ${person} ${from} where $2::uuid is not null`, given)
  await owner.query(
    `insert into source_record (partnership_id, id, person_id, cell, source, source_id, given_name, family_name, birth_on, sex)
     select $1, gen_random_uuid(), ${person}, ${cell('identity', 0)}, 'bench', n::text, 'Made', 'Up ' || n,
       current_date - 5000 - (n % 1500)::integer, 'female' ${from}`, given)
  await owner.query(
    `insert into work (partnership_id, id, person_id, cell, kind, purpose, reference)
     select $1, e.id, ${person}, ${cell('missing', 1)}, 'missing_episode', 'missing_response', 'B-' || n ${from}`, given)
  await owner.query(
    `insert into episode (partnership_id, id, person_id, cell, kind, reference, state, urgency, team, opened_at, opened_by,
       opened_by_agency)
     select $1, e.id, ${person}, ${cell('missing', 1)}, 'missing_episode', 'B-' || n, 'searching',
       (array['immediate', 'today', 'routine'])[1 + n % 3], 'locate_officer', now() - n * interval '1 minute', $4, $2 ${from}`,
    [...given, searcher.staffId])
  await owner.query(
    `insert into episode_entry (partnership_id, person_id, cell, work_id, kind, step, taking_id, answers, happened_at,
       recorded_at, recorded_by, recorded_by_agency)
     select $1, ${person}, ${cell('missing', 1)}, e.id, 'missing_episode', 'begin', gen_random_uuid(),
       '{"last_seen_place": "The pier"}', now(), now(), $4, $2 ${from}`, [...given, searcher.staffId])
  await owner.query(
    `insert into clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at)
     select $1, ${person}, ${cell('missing', 1)}, e.id, 'missing_grade', 1, now() - interval '2 days',
       now() + (1 + n % 10000) * interval '1 minute' + interval '1 hour', now() + interval '1 hour' ${from}`, given)
  for (const { agencyId, role } of [searcher, socialWorker])
    await owner.query(
      `insert into link (partnership_id, person_id, cell, agency_id, role, purpose, work_id, kind)
       select $1, ${person}, ${cell('involvement', 0)}, $4, $5, 'missing_response', e.id, 'team' ${from}`,
      [...given, agencyId, role])
  await owner.query('analyze')
}
