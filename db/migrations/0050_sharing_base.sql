-- What the rooms of sharing stand on: who answers for data in each agency, two kinds of information more, and alerts
-- that carry no content.
insert into role (code, title, does, lens) values
  ('privacy_officer', 'Privacy officer', 'Answers for one agency''s data: signs agreements, is told of emergency access, keeps seals', 'hub'),
  ('senior_officer', 'Senior responsible officer', 'Signs agreements for one agency and answers for how it shares', 'hub');
insert into category (code, title, about) values
  ('protection', 'Protection of identity', 'Seals, conflicts of interest, emergency access and their reviews'),
  ('rights', 'Rights of the person', 'Requests for one''s own record, disputes of a fact, holds and disposal');
insert into role_purpose (role, purpose) values
  ('privacy_officer', 'oversight'), ('privacy_officer', 'subject_rights'), ('senior_officer', 'oversight');
insert into own_scope (role, category, highest_tier, reach, may_write) values
  ('privacy_officer', 'identity', 3, 'hub', false),
  ('privacy_officer', 'disclosure', 3, 'hub', true),
  ('privacy_officer', 'protection', 3, 'hub', true),
  ('privacy_officer', 'rights', 3, 'hub', true),
  ('information_governance_lead', 'rights', 3, 'hub', true);
insert into cell (partnership_id, agency_id, category, tier)
select a.partnership_id, a.id, c, t from agency a cross join unnest(array['protection', 'rights']) c
cross join generate_series(0, 3) t on conflict do nothing;
select authz.compile_own(id) from partnership;

/* To a team of an agency, or to one member of staff: that something of a kind has happened, and its reference; never
   about whom. Read and answered through the functions below; whoever opens the reference meets the wall. */
create table alert (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  at timestamptz not null default statement_timestamp(),
  agency_id uuid not null, role text references role, staff_id uuid,
  kind text not null check (kind ~ '^[a-z_]{3,60}$'),
  reference_id uuid not null,
  seen_at timestamptz, seen_by uuid,
  primary key (partnership_id, id),
  check ((role is null) <> (staff_id is null))
);
comment on table alert is 'wall: a word to an agency''s role or to one colleague, with a reference and no content';
create index alert_to_team on alert (partnership_id, agency_id, role, at desc) where staff_id is null;
create index alert_to_one on alert (partnership_id, staff_id, at desc) where staff_id is not null;
create index alert_by_reference on alert (partnership_id, reference_id);

/* For the functions of the rooms alone: raises one alert, to a role of an agency or to a member of staff. */
create function authz.raise_alert(p uuid, to_agency uuid, to_role text, to_staff uuid, of_kind text, reference uuid) returns uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.alert (partnership_id, agency_id, role, staff_id, kind, reference_id)
  values (p, to_agency, case when to_staff is null then to_role end, to_staff, of_kind, reference) returning id $$;

create function authz.my_alerts(only_unseen boolean, most integer) returns setof public.alert
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select a.* from public.alert a
    where a.partnership_id = c.partnership
      and (a.staff_id = c.staff or (a.staff_id is null and a.agency_id = c.agency and a.role = c.role))
      and (not only_unseen or a.seen_at is null)
    order by a.at desc, a.id desc limit most;
end $$;
create function authz.see_alert(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return false; end if;
  update public.alert a set seen_at = statement_timestamp(), seen_by = c.staff
    where a.partnership_id = c.partnership and a.id = which and a.seen_at is null
      and (a.staff_id = c.staff or (a.staff_id is null and a.agency_id = c.agency and a.role = c.role));
  return found;
end $$;
revoke execute on function authz.raise_alert(uuid, uuid, text, uuid, text, uuid), authz.my_alerts(boolean, integer),
  authz.see_alert(uuid) from public;
grant execute on function authz.my_alerts(boolean, integer), authz.see_alert(uuid) to kith_linked, kith_hub;
