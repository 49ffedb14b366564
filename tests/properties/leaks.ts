import type { Persona } from '../world.ts'

/** Leaks that are planted in both worlds: the pages named must then differ. */
export type Leak = Readonly<{ fault: string; persona: Persona; leak: string; routes: readonly string[] }>

const mine = `partnership_id = (select authz.partnership())`
const definer = 'stable security definer set search_path = pg_catalog, pg_temp'
const one = '/people/:id{[0-9a-f-]{36}}'

export const leaks: readonly Leak[] = [
  {
    fault: 'the bell counts the alerts of everybody',
    persona: 'officer',
    leak: `create or replace function authz.count_alerts() returns integer language plpgsql ${definer} as $$
      begin return (select count(*) from public.alert); end $$`,
    routes: ['/my-work'],
  },
  {
    fault: 'the chronology forgets the gateway',
    persona: 'mentor',
    leak: `alter policy linked_read on record using (${mine} and person_id = any ((select authz.people())::uuid[]))`,
    routes: [`${one}/chronology`],
  },
  {
    fault: 'a person who exists answers otherwise than one who does not',
    persona: 'schoolLeadA',
    leak: `create or replace function authz.enter_person(asked uuid) returns table (purpose text, work_id uuid, kind text)
      language plpgsql ${definer} as $$
      begin return query select 'safeguard_child', null::uuid, 'allocated' from public.person p where p.id = asked; end $$`,
    routes: [one],
  },
  {
    fault: 'the analyst’s list of imports is everybody’s',
    persona: 'analyst',
    leak: 'alter policy mine on import_run using (true)',
    routes: ['/imports', '/imports/runs/:id'],
  },
]
