/* Those of these people whose page this member of staff may open: asked once for a page of results, with the answer that
   enter_person would give for each. */
create function authz.people_linked(asked uuid[]) returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[]; hidden uuid[] := authz.blocked();
begin
  if c.staff is null then return '{}'; end if;
  select array_agg(distinct l.person_id) into found from public.link l
    where l.partnership_id = c.partnership and l.person_id = any (asked)
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
      and not (l.person_id = any (hidden));
  return coalesce(found, '{}');
end $$;
revoke execute on function authz.people_linked(uuid[]) from public;
grant execute on function authz.people_linked(uuid[]) to kith_linked, kith_hub;
