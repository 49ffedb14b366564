/* The referrer has read feedback that belongs to the front door: the one column of another agency that a referrer may set. */
create function authz.see_feedback(read_one uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return false; end if;
  update public.quality_feedback f set seen_at = statement_timestamp() from public.notification n
  where f.partnership_id = c.partnership and f.id = read_one and f.seen_at is null
    and n.partnership_id = c.partnership and n.id = f.notification_id and n.referrer_staff = c.staff
    and f.cell = any (authz.cells_with(c, '{read,own}')) and f.person_id = any (authz.people());
  return found;
end $$;
revoke execute on function authz.see_feedback(uuid) from public;
grant execute on function authz.see_feedback(uuid) to kith_linked;
