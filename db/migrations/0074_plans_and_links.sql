-- Links for people without an account, and the plan for when a child goes missing.
--
-- A carer or a parent opens one child's plan by a link with 256 bits and a code that is told by another way. Behind the
-- link stands a principal of its own: a row of staff without sign-in, appointed to that one role until the link ends,
-- with one link to the one child. So the wall, the acts and the record of disclosures work as for everybody.

insert into link_kind (code, title, says, usually) values
  ('outside', 'By link', 'Opens one plan by a personal link, without an account', 'Until the link ends or is withdrawn');
alter table link drop constraint link_kind_check;
alter table link add constraint link_kind_check check (kind in ('allocated', 'team', 'recipient', 'author', 'self_claimed',
  'panel', 'on_call', 'break_glass', 'share', 'outside'));
alter table link add constraint link_outside_ends check (kind <> 'outside' or (staff_id is not null and valid_until is not null));

alter table role add column is_outside boolean not null default false;
update role set is_outside = true where code in ('carer', 'parent');
/* Nobody chooses them as a colleague: whoever lists people to choose from does so by their appointments. */
create policy no_outsiders on appointment as restrictive for select to kith_linked, kith_hub
  using (not (role = any (array['carer', 'parent'])));
create function authz.keep_outsiders_apart() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if (select r.is_outside from public.role r where r.code = new.role)
    is distinct from (select s.issuer is not distinct from 'kith:link' from public.staff s
      where s.partnership_id = new.partnership_id and s.id = new.staff_id) then
    raise exception 'this role is held by a personal link, and by nothing else' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function authz.keep_outsiders_apart() from public;
create trigger outsiders_apart before insert or update of role, staff_id on appointment
  for each row execute function authz.keep_outsiders_apart();

create table outside_issuer (
  role text not null references role, outside_role text not null references role, primary key (role, outside_role)
);
comment on table outside_issuer is 'reference: who may give a personal link to whom';
grant select on outside_issuer to kith_linked, kith_hub, kith_service;
insert into outside_issuer
select r, 'carer' from unnest(array['residential_carer', 'social_worker', 'front_door_worker', 'front_door_manager']) r
union all
select r, 'parent' from unnest(array['early_help_worker', 'social_worker', 'front_door_worker', 'front_door_manager']) r;

create table authz.outside_link (
  partnership_id uuid not null, id uuid not null,
  person_id uuid not null, agency_id uuid not null, staff_id uuid not null, link_id uuid not null,
  role text not null, purpose text not null, work_id uuid,
  issued_by uuid not null, issued_at timestamptz not null,
  secret_sha256 bytea not null, code_mac bytea not null,
  browser_sha256 bytea, bound_at timestamptz,
  wrong_codes integer not null default 0,
  ends_at timestamptz not null, locked_at timestamptz, revoked_at timestamptz, revoked_by uuid,
  primary key (partnership_id, id)
);
comment on table authz.outside_link is 'wall: a personal link for somebody without an account; secret, code and browser as hashes only';
create unique index outside_link_by_secret on authz.outside_link (secret_sha256);
create index outside_link_of_person on authz.outside_link (partnership_id, person_id);
create unique index outside_link_of_staff on authz.outside_link (partnership_id, staff_id);
create table authz.outside_opening (
  partnership_id uuid not null, id uuid not null default public.uuid_v7(), outside_link_id uuid not null,
  at timestamptz not null, outcome text not null check (outcome in ('opened', 'wrong_code', 'locked', 'other_browser')),
  primary key (partnership_id, id)
);
comment on table authz.outside_opening is 'wall: every time that a personal link was tried, and how it went';
create index outside_opening_of_link on authz.outside_opening (partnership_id, outside_link_id, at desc);

/* Makes a personal link for a child whom the caller has a reason of their own for. */
create function authz.open_outside_link(new_id uuid, about uuid, as_role text, for_work uuid, ends timestamptz, secret bytea, code bytea)
returns text language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); principal uuid := gen_random_uuid(); made uuid; called text; last integer;
begin
  if c.staff is null or not authz.has_reason(c, about, '{share,break_glass,self_claimed,outside}') then return null; end if;
  if not exists (select from public.outside_issuer i where i.role = c.role and i.outside_role = as_role) then return null; end if;
  if not exists (select from public.role_purpose p where p.role = as_role and p.purpose = c.purpose) then return null; end if;
  if ends is null or ends <= statement_timestamp() or ends > statement_timestamp() + interval '1 year'
    or length(secret) <> 32 or length(code) <> 32 then return null; end if;
  select w.reference into called from public.work w where w.partnership_id = c.partnership and w.id = for_work and w.person_id = about;
  if for_work is not null and called is null then return null; end if;
  insert into public.work_counter values (c.partnership, 'links', 1)
  on conflict (partnership_id, series) do update set n = public.work_counter.n + 1 returning n into last;
  called := initcap(as_role) || ', by link of ' || coalesce(called, 'L') || '/' || last;
  insert into public.staff (partnership_id, id, agency_id, name, email, issuer, subject, active_until)
  values (c.partnership, principal, c.agency, called, '', 'kith:link', new_id::text, ends);
  insert into public.appointment (partnership_id, staff_id, role, valid_until) values (c.partnership, principal, as_role, ends);
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until, made_by)
  values (c.partnership, about, authz.cell_of(c.partnership, c.agency, 'involvement', 0), principal, c.agency, as_role, c.purpose,
    for_work, 'outside', ends, c.staff) returning id into made;
  insert into authz.outside_link (partnership_id, id, person_id, agency_id, staff_id, link_id, role, purpose, work_id, issued_by,
    issued_at, secret_sha256, code_mac, ends_at)
  values (c.partnership, new_id, about, c.agency, principal, made, as_role, c.purpose, for_work, c.staff, statement_timestamp(),
    secret, code, ends);
  return called;
end $$;

/* For signing in by link alone. Guessed, expired, withdrawn and locked are nothing; the row is held, so that of codes that
   are tried at once each counts. */
create function authz.find_outside_link(secret bytea, at_when timestamptz)
returns table (id uuid, partnership_id uuid, staff_id uuid, role text, code_mac bytea, browser_sha256 bytea, ends_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select o.id, o.partnership_id, o.staff_id, o.role, o.code_mac, o.browser_sha256, o.ends_at
    from authz.outside_link o
    join public.link l on l.partnership_id = o.partnership_id and l.id = o.link_id and l.valid_until > at_when
    join public.agency a on a.partnership_id = o.partnership_id and a.id = o.agency_id and a.active
    where o.secret_sha256 = secret and o.ends_at > at_when and o.revoked_at is null and o.locked_at is null
    for update of o;
end $$;
/* Writes down how a try went; five wrong codes lock the link. Whoever gave it is told of a lock, and once a day of another
   browser. Returns whether it is locked now. */
create function authz.note_outside_opening(p uuid, which uuid, how text, browser bytea, at_when timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o authz.outside_link; said text := how;
begin
  if how = 'wrong_code' then
    update authz.outside_link t set wrong_codes = t.wrong_codes + 1, locked_at = case when t.wrong_codes >= 4 then at_when end
      where t.partnership_id = p and t.id = which returning * into o;
    if o.locked_at is not null then said := 'locked'; end if;
  elsif how = 'opened' then
    update authz.outside_link t set wrong_codes = 0, browser_sha256 = coalesce(t.browser_sha256, browser),
      bound_at = coalesce(t.bound_at, at_when) where t.partnership_id = p and t.id = which returning * into o;
  else
    select * into o from authz.outside_link t where t.partnership_id = p and t.id = which;
  end if;
  if o.id is null then return false; end if;
  if said = 'locked' then
    perform authz.raise_alert(p, o.agency_id, null, o.issued_by, 'outside_link_locked', which);
  elsif said = 'other_browser' and not exists (select from authz.outside_opening e where e.partnership_id = p
    and e.outside_link_id = which and e.outcome = 'other_browser' and e.at > at_when - interval '1 day') then
    perform authz.raise_alert(p, o.agency_id, null, o.issued_by, 'outside_link_forwarded', which);
  end if;
  insert into authz.outside_opening (partnership_id, outside_link_id, at, outcome) values (p, which, at_when, said);
  return said = 'locked';
end $$;

/* The child and purpose of whoever is here by a link. */
create function authz.my_outside_link() returns table (id uuid, person_id uuid, work_id uuid, purpose text, ends_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  return query select o.id, o.person_id, o.work_id, o.purpose, o.ends_at from authz.outside_link o
    join public.link l on l.partnership_id = o.partnership_id and l.id = o.link_id and l.valid_until > statement_timestamp()
    where o.partnership_id = c.partnership and o.staff_id = c.staff and o.role = c.role and o.revoked_at is null
      and o.ends_at > statement_timestamp() and not (o.person_id = any (authz.blocked_for(c)));
end $$;

/* Who may see and withdraw a link: whoever gave it, or a colleague of that agency who may give such links and has a
   reason for the child. */
create function authz.minds_outside_link(c authz.ctx, o authz.outside_link) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return c.staff is not null and o.agency_id = c.agency and o.partnership_id = c.partnership
    and not (o.person_id = any (authz.blocked_for(c)))
    and exists (select from public.outside_issuer i where i.role = c.role and i.outside_role = o.role)
    and (o.issued_by = c.staff or exists (select from public.link l where l.partnership_id = c.partnership and l.person_id = o.person_id
      and l.kind not in ('share', 'break_glass', 'self_claimed', 'outside')
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()));
end $$;
create function authz.outside_links(of_person uuid, which uuid)
returns table (id uuid, person_id uuid, called text, role text, purpose text, work_id uuid, issued_by text, issued_at timestamptz,
  bound_at timestamptz, ends_at timestamptz, locked_at timestamptz, revoked_at timestamptz, tries jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  return query select o.id, o.person_id, s.name, o.role, o.purpose, o.work_id, i.name, o.issued_at, o.bound_at,
      least(o.ends_at, l.valid_until), o.locked_at, o.revoked_at,
      (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'outcome', e.outcome) order by e.at desc), '[]')
        from (select e.at, e.outcome from authz.outside_opening e where e.partnership_id = o.partnership_id
          and e.outside_link_id = o.id order by e.at desc limit 100) e)
    from authz.outside_link o
    join public.staff s on s.partnership_id = o.partnership_id and s.id = o.staff_id
    join public.staff i on i.partnership_id = o.partnership_id and i.id = o.issued_by
    join public.link l on l.partnership_id = o.partnership_id and l.id = o.link_id
    where o.partnership_id = c.partnership and (o.person_id = of_person or o.id = which) and authz.minds_outside_link(c, o)
    order by o.issued_at desc;
end $$;
/* Shuts the door behind a link: the session, the account, the appointment and the link to the child end at once. */
create function authz.shut_outside_link(c authz.ctx, which uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o authz.outside_link;
begin
  update authz.outside_link t set revoked_at = statement_timestamp(), revoked_by = c.staff
    where t.partnership_id = c.partnership and t.id = which and t.revoked_at is null returning * into o;
  if o.id is null then return; end if;
  update public.link l set valid_until = least(l.valid_until, statement_timestamp()), ended_by = c.staff, ended_because = 'no_longer_needed'
    where l.partnership_id = c.partnership and l.staff_id = o.staff_id and coalesce(l.valid_until, 'infinity') > statement_timestamp();
  update public.appointment a set valid_until = statement_timestamp() where a.partnership_id = c.partnership and a.staff_id = o.staff_id
    and coalesce(a.valid_until, 'infinity') > statement_timestamp();
  update public.staff s set active_until = statement_timestamp() where s.partnership_id = c.partnership and s.id = o.staff_id
    and coalesce(s.active_until, 'infinity') > statement_timestamp();
  update public.session x set ended_at = statement_timestamp() where x.partnership_id = c.partnership and x.staff_id = o.staff_id
    and x.ended_at is null;
end $$;
create function authz.revoke_outside_link(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); o authz.outside_link;
begin
  select * into o from authz.outside_link t where t.partnership_id = c.partnership and t.id = which and t.revoked_at is null for update;
  if o.id is null or not authz.minds_outside_link(c, o) then return false; end if;
  perform authz.shut_outside_link(c, which);
  return true;
end $$;

/* A link for somebody without an account has its own way, as claims, emergencies and shares have. */
create function authz.keep_outside_links_apart() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.staff s where s.partnership_id = new.partnership_id and s.id = new.staff_id
    and s.issuer = 'kith:link') then
    raise exception 'this kind of link has its own way' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function authz.keep_outside_links_apart() from public;
create trigger outside_apart before insert on link for each row when (new.kind = 'outside')
  execute function authz.keep_outside_links_apart();

-- The plan ---------------------------------------------------------------------------------------------------------
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified, may_pause) values
  ('trigger_plan_review', 1, 'Review the plan for when the child goes missing', 28, 'calendar_days', 'end_of_day', '23:59:59',
    '2020-01-01', 'Local practice: the Philomena Protocol asks carers to keep the form up to date and names no period', null, false, false);

create table trigger_plan (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  reference text not null,
  begun_at timestamptz not null, begun_by uuid not null,
  reviewed_at timestamptz, reviewed_by uuid,
  moved_from uuid, moved_to uuid,
  ended_at timestamptz,
  ended_because text check (ended_because in ('moved', 'left_care', 'not_needed', 'made_in_error')),
  primary key (partnership_id, id)
);
comment on table trigger_plan is 'personal: the plan that a carer keeps for when a child goes missing';
create index trigger_plan_by_person on trigger_plan (partnership_id, person_id);
create unique index trigger_plan_once on trigger_plan (partnership_id, person_id, cell) where ended_at is null;
call authz.protect('trigger_plan');
grant update (reviewed_at, reviewed_by, moved_to, ended_at, ended_because) on trigger_plan to kith_linked, kith_hub;

-- One section as somebody left it; the newest version counts, the others are kept. Medical sections lie in a higher tier.
create table trigger_plan_part (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  plan_id uuid not null,
  section text not null,
  version integer not null,
  episode_id uuid,
  answers jsonb not null,
  file_id uuid,
  written_at timestamptz not null, written_by uuid not null, written_by_agency uuid not null,
  replaced_at timestamptz,
  primary key (partnership_id, id)
);
comment on table trigger_plan_part is 'personal: one section of such a plan in one version; with an episode: what was so when the child left';
create index trigger_plan_part_of_plan on trigger_plan_part (partnership_id, plan_id, section);
create index trigger_plan_part_by_person on trigger_plan_part (partnership_id, person_id);
call authz.protect('trigger_plan_part');
grant update (replaced_at) on trigger_plan_part to kith_linked, kith_hub;

/* Cells of plans that this agency sees only while the child is missing: of every agency but its own, unless children live
   with it (council, care). Like has_shares it only ever takes away, so the signature is left to the other policies. */
create index cell_of_plans on cell (partnership_id, agency_id) where category = 'trigger_plan';
create function authz.withheld_cells() returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare part text[] := string_to_array(current_setting('kith.context', true), '|'); found integer[];
  uuid_shape constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
begin
  if part[1] ~ uuid_shape and part[3] ~ uuid_shape then
    if exists (select from public.agency a where a.partnership_id = part[1]::uuid and a.id = part[3]::uuid
      and a.kind in ('council', 'care')) then return '{}'; end if;
    select array_agg(t.id) into found from public.cell t where t.partnership_id = part[1]::uuid
      and t.category = 'trigger_plan' and t.agency_id <> part[3]::uuid;
  end if;
  return coalesce(found, '{}');
end $$;
/* Children for whom somebody looks now. */
create function authz.missing_people() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[];
begin
  if c.staff is null then return '{}'; end if;
  select array_agg(distinct e.person_id) into found from public.episode e join public.cell t on t.id = e.cell and t.category = 'missing'
    where e.partnership_id = c.partnership and e.kind = 'missing_episode' and e.closed_at is null;
  return coalesce(found, '{}');
end $$;
create procedure authz.release_while_missing(tab regclass) language plpgsql as $$
begin
  execute format('create policy only_while_missing on %s as restrictive for select to kith_linked, kith_hub using (not (cell = any ((select authz.withheld_cells())::integer[])) or person_id = any ((select authz.missing_people())::uuid[]))', tab);
end $$;
call authz.release_while_missing('trigger_plan'); call authz.release_while_missing('trigger_plan_part');
-- What tells that there is a plan, what is done with it and when it is due lies in the same cells.
call authz.release_while_missing('work'); call authz.release_while_missing('file'); call authz.release_while_missing('clock');
call authz.release_while_missing('act');

/* A child moves: the plan ends at one home and goes on at the next, with all that stands in it; both are told, and
   personal links to the old one end. Returns the new plan, or nothing. */
create function authz.move_plan(which uuid, to_agency uuid, rule_version integer, due timestamptz, at_risk timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); p public.trigger_plan; made uuid := public.uuid_v7(); called text; last integer;
  year text := to_char(now() at time zone 'Europe/London', 'YYYY'); home integer; old_link uuid; r text; next_kind text;
begin
  select * into p from public.trigger_plan t where t.partnership_id = c.partnership and t.id = which and t.ended_at is null
    and t.cell = any (authz.cells_to_write(c, '{own}')) and not (t.person_id = any (authz.blocked_for(c))) for update;
  if p.id is null or c.role not in ('residential_carer', 'social_worker', 'front_door_worker', 'front_door_manager') then return null; end if;
  select a.kind into next_kind from public.agency a where a.partnership_id = c.partnership and a.id = to_agency and a.active
    and a.kind in ('council', 'care') and a.id <> c.agency;
  if next_kind is null then return null; end if;
  home := authz.cell_of(c.partnership, to_agency, 'trigger_plan', 1);
  if exists (select from public.trigger_plan t where t.partnership_id = c.partnership and t.person_id = p.person_id and t.cell = home
    and t.ended_at is null) then return null; end if;
  insert into public.work_counter values (c.partnership, year, 1)
  on conflict (partnership_id, series) do update set n = public.work_counter.n + 1 returning n into last;
  called := year || '-' || lpad(last::text, 5, '0');
  insert into public.work (partnership_id, id, person_id, cell, kind, purpose, reference)
    values (c.partnership, made, p.person_id, home, 'trigger_plan', 'missing_response', called);
  insert into public.trigger_plan (partnership_id, id, person_id, cell, reference, begun_at, begun_by, reviewed_at, reviewed_by, moved_from)
    values (c.partnership, made, p.person_id, home, called, statement_timestamp(), c.staff, p.reviewed_at, p.reviewed_by, p.id);
  with copied as (
    insert into public.file (partnership_id, id, person_id, cell, work_id, name, media_type, size, sha256, content, added_by, added_at)
    select f.partnership_id, public.uuid_v7(), f.person_id, authz.cell_of(c.partnership, to_agency, 'trigger_plan', 1), made, f.name,
      f.media_type, f.size, f.sha256, f.content, f.added_by, f.added_at
    from public.file f join public.trigger_plan_part t on t.partnership_id = f.partnership_id and t.file_id = f.id
    where t.partnership_id = c.partnership and t.plan_id = p.id and t.replaced_at is null limit 1 returning id)
  insert into public.trigger_plan_part (partnership_id, person_id, cell, plan_id, section, version, answers, file_id, written_at,
    written_by, written_by_agency)
  select t.partnership_id, t.person_id, authz.cell_of(c.partnership, to_agency, k.category, k.tier), made, t.section, 1, t.answers,
    case when t.file_id is not null then (select id from copied) end, t.written_at, t.written_by, t.written_by_agency
  from public.trigger_plan_part t join public.cell k on k.id = t.cell
  where t.partnership_id = c.partnership and t.plan_id = p.id and t.replaced_at is null and t.episode_id is null;
  insert into public.clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at)
    values (c.partnership, p.person_id, home, made, 'trigger_plan_review', rule_version, statement_timestamp(), due, at_risk);
  foreach r in array case next_kind when 'care' then array['residential_carer'] else array['social_worker', 'front_door_manager'] end loop
    insert into public.link (partnership_id, person_id, cell, agency_id, role, purpose, work_id, kind, made_by)
    values (c.partnership, p.person_id, authz.cell_of(c.partnership, to_agency, 'involvement', 0), to_agency, r, 'missing_response',
      made, 'recipient', c.staff);
    perform authz.raise_alert(c.partnership, to_agency, r, null, 'plan_arrived', made);
  end loop;
  perform authz.raise_alert(c.partnership, c.agency, c.role, null, 'plan_moved', p.id);
  update public.trigger_plan t set ended_at = statement_timestamp(), ended_because = 'moved', moved_to = made
    where t.partnership_id = c.partnership and t.id = p.id;
  update public.work w set closed_at = statement_timestamp() where w.partnership_id = c.partnership and w.id = p.id;
  update public.clock k set stopped_at = statement_timestamp(), stopped_by = c.staff, stopped_why = 'The plan has moved.'
    where k.partnership_id = c.partnership and k.work_id = p.id and k.stopped_at is null;
  for old_link in select o.id from authz.outside_link o where o.partnership_id = c.partnership and o.work_id = p.id and o.revoked_at is null
  loop perform authz.shut_outside_link(c, old_link); end loop;
  return made;
end $$;

/* Ends the personal links to a piece of work whose owner the caller is. */
create function authz.shut_outside_links_of(for_work uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); each_id uuid; n integer := 0;
begin
  if not exists (select from public.work w where w.partnership_id = c.partnership and w.id = for_work
    and w.cell = any (authz.cells_to_write(c, '{own}'))) then return 0; end if;
  for each_id in select o.id from authz.outside_link o where o.partnership_id = c.partnership and o.work_id = for_work
    and o.agency_id = c.agency and o.revoked_at is null
  loop perform authz.shut_outside_link(c, each_id); n := n + 1; end loop;
  return n;
end $$;

/* Whoever keeps a plan is told when it is overdue to be looked through: the home as a team, in a council whoever wrote in
   it last with an account. */
alter function authz.who_has(uuid, uuid[], timestamptz) rename to who_has_work;
create function authz.who_has(p uuid, clocks uuid[], at_when timestamptz)
returns table (clock_id uuid, work_id uuid, kind text, agency_id uuid, role text, staff_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.clock_id, h.work_id, h.kind, h.agency_id, h.role, h.staff_id from authz.who_has_work(p, clocks, at_when) h
  union all
  select k.id, t.id, 'plan_review_due', c.agency_id, case when w.id is null then 'residential_carer' end, w.id
  from public.clock k join public.trigger_plan t on t.partnership_id = p and t.id = k.work_id
  join public.cell c on c.id = k.cell join public.agency a on a.partnership_id = p and a.id = c.agency_id
  left join lateral (select s.id from public.staff s where a.kind = 'council' and s.partnership_id = p and s.agency_id = a.id
    and s.issuer is distinct from 'kith:link' and coalesce(s.active_until, 'infinity') > at_when
    and s.id in (select r.written_by from public.trigger_plan_part r where r.partnership_id = p and r.plan_id = t.id
      union all select t.begun_by union all select t.reviewed_by)
    order by (s.id = t.reviewed_by) desc nulls last limit 1) w on true
  where k.partnership_id = p and k.id = any (clocks) $$;
revoke execute on function authz.who_has(uuid, uuid[], timestamptz) from public;

/* The live server judges acts about a plan like the policy does. */
create or replace function authz.parties_of(p uuid, works uuid[]) returns table (work_id uuid, agency_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select n.id, unnest(array[n.referrer_agency, c.agency_id]) from public.notification n join public.cell c on c.id = n.cell
  where n.partnership_id = p and n.id = any (works)
  union all
  select r.id, unnest(array[r.to_agency, c.agency_id]) from public.request r join public.cell c on c.id = r.cell
  where r.partnership_id = p and r.id = any (works)
  union all
  select s.id, unnest(array[s.from_agency, s.to_agency]) from public.share s where s.partnership_id = p and s.id = any (works)
  union all
  select t.id, a.id from public.trigger_plan t join public.cell c on c.id = t.cell
  join public.agency a on a.partnership_id = p and (a.id = c.agency_id or a.kind in ('council', 'care')
    or exists (select from public.episode e where e.partnership_id = p and e.person_id = t.person_id
      and e.kind = 'missing_episode' and e.closed_at is null))
  where t.partnership_id = p and t.id = any (works) $$;

create function authz.subject_rows_of_plans(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'held', t.cell, 'trigger_plan', t.id, t.begun_at, 'A plan for when you go missing', authz.lines('Number', t.reference,
      'Begun on', authz.day(t.begun_at), 'Last looked through on', authz.day(t.reviewed_at), 'Ended on', authz.day(t.ended_at),
      'Why it ended', authz.words(t.ended_because))
    from public.trigger_plan t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'trigger_plan_part', t.id, t.written_at, 'A part of the plan for when you go missing',
      authz.lines('Part', authz.words(t.section), 'Written on', authz.day(t.written_at), 'Replaced on', authz.day(t.replaced_at))
      || (select coalesce(jsonb_agg(jsonb_build_array(authz.words(e.key), e.value #>> '{}') order by e.key), '[]') from jsonb_each(t.answers) e)
    from public.trigger_plan_part t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells) $$;

revoke execute on function authz.open_outside_link(uuid, uuid, text, uuid, timestamptz, bytea, bytea),
  authz.find_outside_link(bytea, timestamptz), authz.note_outside_opening(uuid, uuid, text, bytea, timestamptz),
  authz.my_outside_link(), authz.minds_outside_link(authz.ctx, authz.outside_link), authz.outside_links(uuid, uuid),
  authz.shut_outside_link(authz.ctx, uuid), authz.revoke_outside_link(uuid), authz.withheld_cells(), authz.missing_people(),
  authz.move_plan(uuid, uuid, integer, timestamptz, timestamptz), authz.shut_outside_links_of(uuid),
  authz.subject_rows_of_plans(uuid, uuid[], integer[]), authz.parties_of(uuid, uuid[]) from public;
revoke execute on procedure authz.release_while_missing(regclass) from public;
grant execute on function authz.open_outside_link(uuid, uuid, text, uuid, timestamptz, bytea, bytea), authz.my_outside_link(),
  authz.outside_links(uuid, uuid), authz.revoke_outside_link(uuid), authz.withheld_cells(), authz.missing_people(),
  authz.move_plan(uuid, uuid, integer, timestamptz, timestamptz), authz.shut_outside_links_of(uuid) to kith_linked, kith_hub;
grant execute on function authz.find_outside_link(bytea, timestamptz), authz.note_outside_opening(uuid, uuid, text, bytea, timestamptz),
  authz.parties_of(uuid, uuid[]) to kith_service;
