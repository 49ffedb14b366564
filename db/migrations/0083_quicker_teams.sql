-- A team with thousands of open episodes is linked to as many children: they are gathered without being sorted out, since
-- naming somebody twice opens nothing more.
create or replace function authz.people_for(c authz.ctx) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found uuid[]; hidden uuid[];
begin
  if c.staff is null or c.lens <> 'linked' then return '{}'; end if;
  select array_agg(person_id) into found from (
    select l.person_id from public.link l
    where l.partnership_id = c.partnership and l.staff_id = c.staff and l.purpose = c.purpose
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    union all
    select l.person_id from public.link l
    where l.partnership_id = c.partnership and l.staff_id is null and l.agency_id = c.agency and l.role = c.role
      and l.purpose = c.purpose
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()) p;
  hidden := authz.blocked_for(c);
  if cardinality(hidden) > 0 then
    select array_agg(p) into found from unnest(found) p where not (p = any (hidden));
  end if;
  return coalesce(found, '{}');
end $$;
