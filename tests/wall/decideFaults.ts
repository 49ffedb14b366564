import type { Facts } from '../../src/sharing/decideFacts.ts'

/** What a faulty pure function would take for the facts. */
export const decideFaults: readonly Readonly<{ fault: string; facts: (facts: Facts) => Facts }>[] = [
  {
    fault: 'the pure function forgets that links end',
    facts: facts => ({
      ...facts, links: facts.links.map(link => ({ ...link, valid: { from: link.valid.from } })) }),
  },
  { fault: 'the pure function ignores seals', facts: facts => ({ ...facts, blocks: [] }) },
  {
    fault: 'the pure function forgets the purpose of links',
    facts: facts => ({ ...facts, links: facts.links.flatMap(link =>
      ['safeguard_child', 'missing_response', 'oversight'].map(purpose => ({ ...link, purpose }))) }),
  },
  {
    fault: 'the pure function swaps giver and receiver',
    facts: facts => ({ ...facts, agreements: facts.agreements.map(agreement => ({ ...agreement,
      clauses: agreement.clauses.map(clause =>
        ({ ...clause, fromAgencies: clause.toAgencies, toAgencies: clause.fromAgencies })) })) }),
  },
  {
    fault: 'the pure function forgets that clauses end',
    facts: facts => ({ ...facts, agreements: facts.agreements.map(agreement => ({ ...agreement,
      clauses: agreement.clauses.map(clause => ({ ...clause, until: undefined, endedAt: undefined })) })) }),
  },
  {
    fault: 'the pure function lets a whole agency know whom one colleague knows',
    facts: facts => ({ ...facts, links: facts.links.map(link => ({ ...link, staffId: undefined })) }),
  },
  {
    fault: 'the pure function forgets vetting and training',
    facts: facts => ({ ...facts, staff: facts.staff.map(({ id, agencyId, active }) => ({ id, agencyId, active })) }),
  },
  {
    fault: 'the pure function forgets what was shared',
    facts: facts => ({ ...facts, shares: [] }),
  },
]
