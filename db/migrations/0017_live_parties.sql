-- The live server judges acts like the policies do: a notification or request of others reaches only its parties.
/* The agencies of a piece of work: whoever owns it, made it or was asked. Work without rows here is open to its links. */
create function authz.parties_of(p uuid, works uuid[]) returns table (work_id uuid, agency_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select n.id, unnest(array[n.referrer_agency, c.agency_id]) from public.notification n join public.cell c on c.id = n.cell
  where n.partnership_id = p and n.id = any (works)
  union all
  select r.id, unnest(array[r.to_agency, c.agency_id]) from public.request r join public.cell c on c.id = r.cell
  where r.partnership_id = p and r.id = any (works) $$;
revoke execute on function authz.parties_of(uuid, uuid[]) from public;
grant execute on function authz.parties_of(uuid, uuid[]) to kith_service;
