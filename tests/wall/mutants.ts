import type { Client } from 'pg'
import { rewrite } from './rewrite.ts'

/** A seeded fault: words of a function's text replaced, or a policy of `record` rewritten. */
export type Mutant = Readonly<
  { fault: string } & (
    { in: string; replace: string; by: string } | { policy: 'linked_read' | 'hub_read'; using: string } | { sql: string }
  )
>

const people = 'authz.people_for(authz.ctx)'
const cellsWith = 'authz.cells_with(authz.ctx, text[])'
const context = 'authz.context()'
const blocked = 'authz.blocked_for(authz.ctx)'
const compile = 'authz.compile_agreement(uuid, uuid)'
const grants = 'authz.grants_of(uuid, uuid)'
const linkEnd = `coalesce(l.valid_until, 'infinity') > statement_timestamp()`
const mine = `partnership_id = (select authz.partnership())`
const myCells = `cell = any ((select authz.cells())::integer[])`
const myPeople = `person_id = any ((select authz.people())::uuid[])`

export const mutants: readonly Mutant[] = [
  { fault: 'a link that has ended still opens', in: people, replace: linkEnd, by: 'true' },
  {
    fault: 'a link that has not begun opens',
    in: people,
    replace: 'l.valid_from <= statement_timestamp()',
    by: 'true',
  },
  { fault: 'a link for another purpose opens', in: people, replace: 'l.purpose = c.purpose', by: 'true' },
  { fault: 'a link of one’s team opens for every role', in: people, replace: 'and l.role = c.role', by: '' },
  { fault: 'a link of a team opens for every agency', in: people, replace: 'l.agency_id = c.agency and', by: '' },
  {
    fault: 'a link of one member of staff opens for the team',
    in: people,
    replace: 'l.staff_id is null and',
    by: '',
  },
  { fault: 'a link of anybody opens', in: people, replace: 'l.staff_id = c.staff', by: 'l.staff_id is not null' },
  { fault: 'blocks are ignored by the linked lens', in: people, replace: 'cardinality(hidden) > 0', by: 'false' },
  {
    fault: 'blocks are ignored by the hub lens',
    policy: 'hub_read',
    using: `${mine} and cell = any ((select authz.hub_cells())::integer[])`,
  },
  {
    fault: 'a block against one hides from all',
    in: blocked,
    replace: 'or b.against_staff = c.staff',
    by: 'or true',
  },
  { fault: 'a block against one is ignored', in: blocked, replace: 'or b.against_staff = c.staff', by: '' },
  {
    fault: 'exempt staff are blocked too',
    in: blocked,
    replace: 'and not (c.staff = any (b.exempt_staff))',
    by: '',
  },
  {
    fault: 'a block that has ended still hides',
    in: blocked,
    replace: `and coalesce(b.valid_until, 'infinity') > statement_timestamp()`,
    by: '',
  },
  {
    fault: 'a block hides before it begins',
    in: blocked,
    replace: 'and b.valid_from <= statement_timestamp()',
    by: '',
  },
  {
    fault: 'a clause that has expired still opens',
    in: cellsWith,
    replace: 'and g.valid_until > statement_timestamp()',
    by: '',
  },
  {
    fault: 'a clause that has not begun opens',
    in: cellsWith,
    replace: 'g.valid_from <= statement_timestamp() and',
    by: '',
  },
  { fault: 'purpose is dropped from grants', in: cellsWith, replace: 'and g.purpose = c.purpose', by: '' },
  { fault: 'role is dropped from grants', in: cellsWith, replace: 'and g.role = c.role', by: '' },
  { fault: 'agency is dropped from grants', in: cellsWith, replace: 'and g.agency_id = c.agency', by: '' },
  {
    fault: 'the hub sees what only a link opens',
    in: cellsWith,
    replace: `(g.reach = 'hub' or c.lens = 'linked')`,
    by: 'true',
  },
  {
    fault: 'the linked lens loses what the hub may see',
    in: cellsWith,
    replace: `(g.reach = 'hub' or c.lens = 'linked')`,
    by: 'g.reach = c.lens',
  },
  {
    fault: 'a right to deposit is a right to read',
    in: 'authz.cells()',
    replace: '{read,own}',
    by: '{read,own,deposit}',
  },
  {
    fault: 'own agency sees all',
    in: 'authz.cells()',
    replace: `return authz.cells_with(c, '{read,own}')`,
    by: `return authz.cells_with(c, '{read,own}')
      || (select array_agg(id) from public.cell where agency_id = c.agency)`,
  },
  { fault: 'the linked lens needs no link', policy: 'linked_read', using: `${mine} and ${myCells}` },
  { fault: 'a link opens every cell', policy: 'linked_read', using: `${mine} and ${myPeople}` },
  {
    fault: 'link or cell instead of link and cell',
    policy: 'linked_read',
    using: `${mine} and (${myPeople} or ${myCells})`,
  },
  {
    fault: 'the policy of the hub serves the linked role',
    policy: 'linked_read',
    using: `${mine} and ${myCells} and not (person_id = any ((select authz.blocked())::uuid[]))`,
  },
  { fault: 'everybody of the partnership sees everything', policy: 'linked_read', using: mine },
  {
    fault: 'an ended account opens',
    in: context,
    replace: `and coalesce(s.active_until, 'infinity') > statement_timestamp()`,
    by: '',
  },
  {
    fault: 'an account opens before it begins',
    in: context,
    replace: 'and s.active_from <= statement_timestamp()',
    by: '',
  },
  {
    fault: 'lapsed vetting opens',
    in: context,
    replace: `and coalesce(s.vetting_until, 'infinity') > statement_timestamp()`,
    by: '',
  },
  {
    fault: 'lapsed training opens',
    in: context,
    replace: `and coalesce(s.training_until, 'infinity') > statement_timestamp()`,
    by: '',
  },
  {
    fault: 'an ended appointment opens',
    in: context,
    replace: `and coalesce(a.valid_until, 'infinity') > statement_timestamp()`,
    by: '',
  },
  { fault: 'a role that is not held opens', in: context, replace: 'and a.role = part[4]', by: '' },
  { fault: 'a draft or ended agreement opens', in: compile, replace: `and ag.state = 'active'`, by: '' },
  { fault: 'an ended clause opens', in: grants, replace: `, coalesce(c.ended_at, 'infinity')`, by: '' },
  { fault: 'a clause outlives its own end', in: grants, replace: `coalesce(c.valid_until, 'infinity'), `, by: '' },
  {
    fault: 'an agreement outlives its end',
    in: grants,
    replace: 'least(ag.valid_until, ',
    by: `least('infinity'::timestamptz, `,
  },
  {
    fault: 'an agreement opens before it begins',
    in: compile,
    replace: 'g.clause_id, ag.valid_from',
    by: `g.clause_id, '-infinity'::timestamptz`,
  },
  { fault: 'a clause opens every tier', in: grants, replace: 'and ce.tier <= c.highest_tier', by: '' },
  { fault: 'a clause opens every category', in: grants, replace: 'and ce.category = any (c.categories)', by: '' },
  {
    fault: 'a clause opens every agency’s cells',
    in: grants,
    replace: 'and ce.agency_id = any (c.from_agencies)',
    by: '',
  },
  {
    fault: 'giver and receiver are swapped',
    in: grants,
    replace: 'unnest(c.to_agencies) receiver',
    by: 'unnest(c.from_agencies) receiver',
  },
  {
    fault: 'own scope opens every tier',
    in: 'authz.own_grants_of(uuid)',
    replace: 'and c.tier <= o.highest_tier',
    by: '',
  },
  {
    fault: 'own scope opens every category',
    in: 'authz.own_grants_of(uuid)',
    replace: 'and c.category = o.category',
    by: '',
  },
]

/** Puts the fault into the open transaction and compiles those partnerships again under it. */
export async function applyMutant(owner: Client, mutant: Mutant, partnerships: string[]): Promise<void> {
  if ('policy' in mutant) {
    await owner.query(`alter policy ${mutant.policy} on record using (${mutant.using})`)
    return
  }
  if ('sql' in mutant) {
    await owner.query(mutant.sql)
    return
  }
  await rewrite(owner, mutant.in, mutant.replace, mutant.by)
  if (mutant.in.startsWith('authz.own_grants_of'))
    await owner.query('select authz.compile_own(p) from unnest($1::uuid[]) p', [partnerships])
  if (mutant.in === compile || mutant.in === grants)
    await owner.query(
      'select authz.compile_agreement(partnership_id, id) from agreement where partnership_id = any ($1::uuid[])',
      [partnerships],
    )
}
