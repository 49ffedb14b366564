import type { Mutant } from './mutants.ts'

const pairs = 'authz.shared_pairs()'
const narrowed = 'authz.narrowed(authz.ctx)'
const grants = 'authz.grants_of(uuid, uuid)'
const others = 'authz.work_of_others()'
const contacts = 'authz.sealed_contacts()'

/** Faults in what limits a clause: parties, shares, narrow and coarse clauses, sealed addresses, emergencies. */
export const mutantsOfLimits: readonly Mutant[] = [
  { fault: 'a notification reaches every agency that may see some', sql: 'drop policy not_of_others on notification' },
  { fault: 'a request reaches every agency that may see some', sql: 'drop policy not_of_others on request' },
  {
    fault: 'the people of a notification reach every agency that may see some',
    sql: 'drop policy not_of_others on notification_person',
  },
  {
    fault: 'whoever made a notification does not see it',
    in: others, replace: 'n.referrer_agency <> c.agency and not', by: 'not',
  },
  {
    fault: 'whoever is asked does not see the request',
    in: others, replace: 'r.to_agency <> c.agency and not', by: 'not',
  },
  { fault: 'sealed addresses are shown', sql: 'drop policy not_sealed on contact_point' },
  {
    fault: 'a seal of addresses that has ended still hides',
    in: contacts, replace: `and coalesce(s.valid_until, 'infinity') > statement_timestamp()`, by: '',
  },
  {
    fault: 'who keeps a sealed address does not see it',
    in: contacts, replace: 'and not (c.staff = any (s.exempt_staff))', by: '',
  },
  { fault: 'whoever is reached by a share sees everything', sql: 'drop policy within_shares on record' },
  {
    fault: 'what is lent of one person is lent of everybody',
    in: 'authz.lent_cells_for(authz.ctx)', replace: 'where agreed is null or not (e = any (agreed))', by: 'where false',
  },
  {
    fault: 'an entry that is shared does not open',
    in: 'authz.shared_records()', replace: `coalesce(found, '{}')`, by: `'{}'::uuid[]`,
  },
  {
    fault: 'what is shared with a colleague is shared with the team',
    in: pairs, replace: 'l.staff_id is null and l.role = c.role', by: 'l.role = c.role',
  },
  {
    fault: 'a share outlives its clause by what another share lends',
    in: pairs, replace: 'and (not (o = any (lent)) or authz.lends(c, s.id, o))', by: '',
  },
  {
    fault: 'a clause for recent entries opens old ones',
    in: narrowed, replace: 'min(coalesce(statement_timestamp() - m.oldest, ', by: `min(coalesce(null::timestamptz, `,
  },
  {
    fault: 'a clause for one role of the event opens every role',
    in: narrowed, replace: 'select m.cell, m.subject_class, min', by: `select m.cell, 'any'::text, min`,
  },
  { fault: 'a clause for age bands opens the whole record', in: grants, replace: ` and c.precision = 'full'`, by: '' },
  {
    fault: 'an emergency opens every tier',
    in: 'authz.emergency_cells(authz.ctx)', replace: 'and t.tier <= b.highest_tier', by: '',
  },
  {
    fault: 'an emergency opens what was lent about somebody else',
    in: 'authz.emergency_cells(authz.ctx)', replace: ' where not (u = any (lent))', by: '',
  },
  {
    fault: 'an emergency opens everybody',
    in: 'authz.people_for(authz.ctx)',
    replace: 'return coalesce(found,',
    by: `if c.purpose = 'vital_interests' then return (select array_agg(distinct person_id) from public.record r
      where r.partnership_id = c.partnership); end if; return coalesce(found,`,
  },
]
