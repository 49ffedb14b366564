-- Clocks that raise themselves, what a task usually takes, pauses with their history, who covers for whom, work that was
-- begun for the wrong child, and an e-mail that says how much waits and nothing about anybody.

-- What is due is found without reading what is not.
create index clock_to_raise on clock (partnership_id, due_at) where stopped_at is null and paused_at is null and raised_at is null;
create index clock_nearly_due on clock (partnership_id, at_risk_at)
  where stopped_at is null and paused_at is null and raised_at is null and at_risk_raised_at is null;
-- What was late before Kith could say so is not told all at once.
update clock set raised_at = statement_timestamp() where stopped_at is null and due_at < statement_timestamp();
update clock set at_risk_raised_at = statement_timestamp()
  where stopped_at is null and at_risk_raised_at is null and at_risk_at <= statement_timestamp();

-- Absence and cover -----------------------------------------------------------------------------------------------
create table staff_absence (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  agency_id uuid not null,
  staff_id uuid not null,
  cover_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default statement_timestamp(),
  ended_at timestamptz, ended_by uuid,
  primary key (partnership_id, id),
  foreign key (partnership_id, staff_id) references staff,
  foreign key (partnership_id, cover_id) references staff,
  check (ends_at > starts_at), check (cover_id <> staff_id)
);
comment on table staff_absence is 'tenant: from when until when somebody is away and who has their work meanwhile; never why';
create index staff_absence_by_cover on staff_absence (partnership_id, cover_id, ends_at);
create index staff_absence_by_staff on staff_absence (partnership_id, staff_id, ends_at);
call authz.tenant('staff_absence');
create policy of_own_agency on staff_absence as restrictive for select to kith_linked, kith_hub
  using (agency_id = (select authz.agency()));

create function authz.covers_of(p uuid, whose uuid, at_when timestamptz) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.cover_id from public.staff_absence a where a.partnership_id = p and a.staff_id = whose and a.ended_at is null
    and a.starts_at <= at_when and a.ends_at > at_when $$;

/* Oneself, a colleague in the same role, or whoever supervises. Returns why not, or nothing. */
create function authz.record_absence(whose uuid, cover uuid, starts timestamptz, ends timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made uuid;
begin
  if c.staff is null then return 'absent'; end if;
  if not exists (select from public.staff s where s.partnership_id = c.partnership and s.id = whose and s.agency_id = c.agency)
    or not (whose = c.staff or c.role in ('front_door_manager', 'inspector', 'superintendent')
      or authz.works_for(c.partnership, whose, c.agency, c.role)) then
    return 'Choose a colleague of your team';
  end if;
  if ends <= starts or ends <= statement_timestamp() then return 'The last day must not be before the first day, or over'; end if;
  if cover = whose then return 'Choose somebody else to cover'; end if;
  if not exists (select from public.appointment a where a.partnership_id = c.partnership and a.staff_id = whose
      and coalesce(a.valid_until, 'infinity') > statement_timestamp() and authz.works_for(c.partnership, cover, c.agency, a.role)) then
    return 'Whoever covers must have the same role in your agency';
  end if;
  insert into public.staff_absence (partnership_id, agency_id, staff_id, cover_id, starts_at, ends_at, recorded_by)
  values (c.partnership, c.agency, whose, cover, starts, ends, c.staff) returning id into made;
  if cover <> c.staff then perform authz.raise_alert(c.partnership, c.agency, null, cover, 'absence_cover', made); end if;
  return null;
end $$;
create function authz.end_absence(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return false; end if;
  update public.staff_absence a set ended_at = statement_timestamp(), ended_by = c.staff
  where a.partnership_id = c.partnership and a.id = which and a.agency_id = c.agency and a.ended_at is null
    and (c.staff in (a.staff_id, a.cover_id, a.recorded_by) or c.role in ('front_door_manager', 'inspector', 'superintendent')
      or authz.works_for(c.partnership, a.staff_id, c.agency, c.role));
  return found;
end $$;

-- Clocks that raise themselves ------------------------------------------------------------------------------------
/* Who has the work of these clocks: a colleague, else the team; whoever was asked, for a request; and whoever covers. */
create function authz.who_has(p uuid, clocks uuid[], at_when timestamptz)
returns table (clock_id uuid, work_id uuid, kind text, agency_id uuid, role text, staff_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with holding as (
    select k.id as clock_id, k.work_id, 'clock_overdue' as kind, c.agency_id, e.team as role, e.assigned_to
      from public.clock k join public.cell c on c.id = k.cell
      join public.episode e on e.partnership_id = p and e.id = k.work_id
      where k.partnership_id = p and k.id = any (clocks)
    union all select k.id, k.work_id, 'clock_overdue_notification', c.agency_id, 'front_door_worker', n.assigned_to
      from public.clock k join public.cell c on c.id = k.cell
      join public.notification n on n.partnership_id = p and n.id = k.work_id
      where k.partnership_id = p and k.id = any (clocks)
    union all select k.id, k.work_id, 'clock_overdue_request', r.to_agency, r.to_role, null
      from public.clock k join public.request r on r.partnership_id = p and r.id = k.work_id
      where k.partnership_id = p and k.id = any (clocks)
    union all select k.id, k.work_id, 'clock_overdue_rights', c.agency_id, 'privacy_officer', null
      from public.clock k join public.cell c on c.id = k.cell and c.category in ('rights', 'protection')
      where k.partnership_id = p and k.id = any (clocks)),
  held as (
    select h.*, s.id as staff_id from holding h left join public.staff s on s.partnership_id = p and s.id = h.assigned_to
      and coalesce(s.active_until, 'infinity') > at_when)
  select h.clock_id, h.work_id, h.kind, h.agency_id, case when h.staff_id is null then h.role end, h.staff_id
    from held h where h.staff_id is not null or h.role is not null
  union all select h.clock_id, h.work_id, h.kind, h.agency_id, null, v
    from held h cross join lateral authz.covers_of(p, h.staff_id, at_when) v where h.staff_id is not null $$;

/* Finds the clocks of a partnership that have become at risk or overdue, marks them, tells whoever has the work, and
   writes one act for each. The actor is the clock itself. Several processes may call it at once. Returns how many. */
create function authz.raise_clocks(p uuid, at_when timestamptz, most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare late uuid[]; near uuid[]; n integer; head bigint; the_clock constant uuid := '00000000-0000-4000-8000-00000000c10c';
begin
  late := array(select k.id from public.clock k where k.partnership_id = p and k.stopped_at is null and k.paused_at is null
    and k.raised_at is null and k.due_at < at_when order by k.due_at limit most for update skip locked);
  near := array(select k.id from public.clock k where k.partnership_id = p and k.stopped_at is null and k.paused_at is null
    and k.raised_at is null and k.at_risk_raised_at is null and k.at_risk_at <= at_when and k.due_at >= at_when
    order by k.at_risk_at limit most for update skip locked);
  n := cardinality(late) + cardinality(near);
  if n = 0 then return 0; end if;
  update public.clock set raised_at = at_when where partnership_id = p and id = any (late);
  update public.clock set at_risk_raised_at = at_when where partnership_id = p and id = any (near);
  insert into public.alert (partnership_id, agency_id, role, staff_id, kind, reference_id)
    select distinct p, w.agency_id, w.role, w.staff_id, w.kind, w.work_id from authz.who_has(p, late, at_when) w
    join public.clock k on k.partnership_id = p and k.id = w.clock_id
    where k.due_at > at_when - interval '7 days';
  insert into public.act_counter values (p, n)
    on conflict (partnership_id) do update set pos = public.act_counter.pos + excluded.pos returning pos into head;
  insert into public.act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell, work_id, subject_id, detail)
    select p, head - n + row_number() over (order by k.due_at, k.id),
      case when k.due_at < at_when then 'clock.overdue' else 'clock.at_risk' end, the_clock, c.agency_id, 'clock',
      coalesce(w.purpose, 'safeguard_child'), k.person_id, k.cell, k.work_id, k.id, jsonb_build_object('rule', k.rule)
    from public.clock k join public.cell c on c.id = k.cell
    left join public.work w on w.partnership_id = p and w.id = k.work_id
    where k.partnership_id = p and k.id = any (late || near);
  return n;
end $$;

/* How long what is done by now took, by rule, over a year; of fewer than ten only the number is kept. */
create table usual_time (
  partnership_id uuid not null references partnership,
  rule text not null,
  n integer not null,
  quantiles double precision[],
  measured_at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, rule)
);
comment on table usual_time is 'tenant: how long a kind of task usually takes: twentieths of the seconds, pauses left out';
call authz.tenant('usual_time');
create function authz.measure_usual_times(at_when timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
  if not pg_try_advisory_xact_lock(hashtext('measure usual times')) then return 0; end if;
  delete from public.usual_time;
  insert into public.usual_time (partnership_id, rule, n, quantiles)
  select k.partnership_id, k.rule, count(*), case when count(*) >= 10 then percentile_cont(array[0, .05, .1, .15, .2, .25, .3, .35,
      .4, .45, .5, .55, .6, .65, .7, .75, .8, .85, .9, .95, 1]::double precision[])
      within group (order by extract(epoch from k.stopped_at - k.starts_at - k.paused_for)::double precision) end
  from public.clock k where k.stopped_at > at_when - interval '1 year' and k.stopped_at >= k.starts_at
  group by 1, 2;
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function authz.covers_of(uuid, uuid, timestamptz), authz.record_absence(uuid, uuid, timestamptz, timestamptz),
  authz.end_absence(uuid), authz.who_has(uuid, uuid[], timestamptz), authz.raise_clocks(uuid, timestamptz, integer),
  authz.measure_usual_times(timestamptz) from public;
grant execute on function authz.record_absence(uuid, uuid, timestamptz, timestamptz), authz.end_absence(uuid) to kith_linked, kith_hub;
grant execute on function authz.raise_clocks(uuid, timestamptz, integer), authz.measure_usual_times(timestamptz) to kith_service;

-- Pauses ----------------------------------------------------------------------------------------------------------
create table clock_pause (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  work_id uuid not null,
  clock_id uuid not null,
  why text not null,
  paused_at timestamptz not null, paused_by uuid not null,
  resumed_at timestamptz, resumed_by uuid,
  due_before timestamptz not null, due_after timestamptz,
  primary key (partnership_id, id)
);
comment on table clock_pause is 'personal: that a deadline was held, why, how long, and how far it moved';
create index clock_pause_by_work on clock_pause (partnership_id, work_id, paused_at);
create index clock_pause_by_person on clock_pause (partnership_id, person_id);
call authz.protect('clock_pause');
revoke insert on clock_pause from kith_linked, kith_hub; -- only by the functions that hold and release clocks

create or replace function authz.pause_clocks(of_work uuid, of_rules text[], reason text, from_when timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer;
begin
  if c.staff is null then return 0; end if;
  with held as (
    update public.clock k set paused_at = from_when, paused_why = reason
      where k.partnership_id = c.partnership and k.work_id = of_work and k.rule = any (of_rules) and k.stopped_at is null
        and k.paused_at is null and k.cell = any (authz.own_cells())
        and exists (select from public.clock_rule r where r.code = k.rule and r.version = k.rule_version and r.may_pause)
      returning k.*)
  insert into public.clock_pause (partnership_id, person_id, cell, work_id, clock_id, why, paused_at, paused_by, due_before)
    select h.partnership_id, h.person_id, h.cell, h.work_id, h.id, reason, from_when, c.staff, h.due_at from held h;
  get diagnostics n = row_count;
  return n;
end $$;

/* Lets clocks run on, each to the times that the caller computed by its rule: `{"<id>": ["<due>", "<at risk>"]}`; without
   them a clock is due later by as long as it was held. No deadline comes nearer, nor goes further than that and three weeks. */
create function authz.resume_clocks_at(of_work uuid, of_rules text[], at_when timestamptz, times jsonb) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); k record; due timestamptz; risk timestamptz; n integer := 0;
begin
  if c.staff is null then return 0; end if;
  for k in select t.id, t.due_at, t.at_risk_at, t.paused_at from public.clock t
    where t.partnership_id = c.partnership and t.work_id = of_work and t.rule = any (of_rules) and t.stopped_at is null
      and t.paused_at is not null and t.cell = any (authz.own_cells()) order by t.id for update
  loop
    due := coalesce((times -> k.id::text ->> 0)::timestamptz, k.due_at + (at_when - k.paused_at));
    risk := coalesce((times -> k.id::text ->> 1)::timestamptz, k.at_risk_at + (at_when - k.paused_at));
    if at_when < k.paused_at or due < k.due_at or due > k.due_at + (at_when - k.paused_at) + interval '21 days' or risk > due then
      raise exception 'a pause moves a deadline by about its own length' using errcode = '22023';
    end if;
    update public.clock t set due_at = due, at_risk_at = risk, paused_for = t.paused_for + (at_when - k.paused_at),
        paused_at = null, paused_why = null, raised_at = case when due < at_when then t.raised_at end,
        at_risk_raised_at = case when risk <= at_when then t.at_risk_raised_at end
      where t.partnership_id = c.partnership and t.id = k.id;
    update public.clock_pause h set resumed_at = at_when, resumed_by = c.staff, due_after = due
      where h.partnership_id = c.partnership and h.work_id = of_work and h.clock_id = k.id and h.resumed_at is null;
    n := n + 1;
  end loop;
  return n;
end $$;
create or replace function authz.resume_clocks(of_work uuid, of_rules text[], at_when timestamptz) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select authz.resume_clocks_at(of_work, of_rules, at_when, '{}') $$;
revoke execute on function authz.resume_clocks_at(uuid, text[], timestamptz, jsonb) from public;
grant execute on function authz.resume_clocks_at(uuid, text[], timestamptz, jsonb) to kith_linked, kith_hub;

-- Handing over ----------------------------------------------------------------------------------------------------
/* A word to whoever is given an episode of one's own agency: a colleague, or a team of it. */
create function authz.tell_of_episode(of_work uuid, of_kind text, to_role text, to_staff uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); v uuid;
begin
  if c.staff is null or of_kind not in ('episode_assigned', 'episode_handed_over') then return false; end if;
  if not exists (select from public.episode e where e.partnership_id = c.partnership and e.id = of_work
      and e.cell = any (authz.own_cells())) then return false; end if;
  if to_staff is null and to_role is null then return false; end if;
  if to_staff is not null and not exists (select from public.staff s where s.partnership_id = c.partnership and s.id = to_staff
      and s.agency_id = c.agency) then return false; end if;
  if to_staff is distinct from c.staff then
    perform authz.raise_alert(c.partnership, c.agency, to_role, to_staff, of_kind, of_work);
  end if;
  for v in select authz.covers_of(c.partnership, to_staff, statement_timestamp()) loop
    perform authz.raise_alert(c.partnership, c.agency, null, v, of_kind, of_work);
  end loop;
  return true;
end $$;
/* Ends what was allocated to colleagues for this episode, but to the one who has it now; the team keeps its own reason. */
create function authz.end_allocations(of_work uuid, but_to uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer;
begin
  if c.staff is null or not exists (select from public.episode e where e.partnership_id = c.partnership and e.id = of_work
      and e.cell = any (authz.own_cells())) then return 0; end if;
  update public.link l set valid_until = statement_timestamp()
  where l.partnership_id = c.partnership and l.work_id = of_work and l.kind = 'allocated' and l.agency_id = c.agency
    and l.staff_id is distinct from but_to and coalesce(l.valid_until, 'infinity') > statement_timestamp();
  get diagnostics n = row_count;
  return n;
end $$;

-- Work that was begun for the wrong child -------------------------------------------------------------------------
create table episode_move (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  work_id uuid not null,
  from_person_id uuid not null,
  works uuid[] not null,
  why text not null,
  moved_at timestamptz not null default statement_timestamp(),
  moved_by uuid not null,
  told_at timestamptz, told_by uuid,
  primary key (partnership_id, id)
);
comment on table episode_move is 'personal: that work was begun for the wrong child, and moved to the right one';
create index episode_move_by_work on episode_move (partnership_id, work_id);
create index episode_move_by_person on episode_move (partnership_id, person_id);
create index episode_move_by_wrong_person on episode_move (partnership_id, from_person_id);
call authz.protect('episode_move');
revoke insert on episode_move from kith_linked, kith_hub; -- only by the function below

/* The episode and all that it began. */
create function authz.works_within(p uuid, of_work uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive w(id) as (
    select of_work union select e.id from public.episode e join w on e.partnership_id = p and e.parent_id = w.id)
  select array_agg(id) from w $$;

/* Moves an episode, what it began and all that was recorded in it to the right child: for the owner's agency, when both
   are open to the caller. Acts, disclosures and the log stay what they were. Returns why not, or nothing. */
create function authz.move_episode(new_id uuid, of_work uuid, to_person uuid, in_words text, only_one boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); desk authz.ctx; e public.episode; moved uuid[]; t record; d record;
begin
  if c.staff is null then return 'absent'; end if;
  select * into e from public.episode x where x.partnership_id = c.partnership and x.id = of_work for update;
  if not found or not (e.cell = any (authz.own_cells())) then return 'absent'; end if;
  if not exists (select from public.cell o where o.id = e.cell and o.agency_id = c.agency) then return 'absent'; end if;
  if e.person_id = any (authz.blocked_for(c)) or to_person = any (authz.blocked_for(c)) then return 'absent'; end if;
  if c.lens = 'linked' and not (e.person_id = any (authz.people_for(c))) then return 'absent'; end if;
  desk := c; desk.lens := 'hub';
  if not exists (select from public.link l where l.partnership_id = c.partnership and l.person_id = to_person
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp())
    and not exists (select from public.source_record s where s.partnership_id = c.partnership and s.person_id = to_person
      and s.cell = any (authz.cells_with(desk, '{read,own}'))) then return 'absent'; end if;
  if to_person = e.person_id then return 'This is already about this child.'; end if;
  if e.parent_id is not null then
    return 'This was begun by another piece of work. Move that one, and this moves with it.';
  end if;
  if only_one and e.closed_at is null and exists (select from public.episode o where o.partnership_id = c.partnership
      and o.person_id = to_person and o.kind = e.kind and o.cell = e.cell and o.closed_at is null) then
    return 'The right child already has one of these open. Record there what you know, and close this one.';
  end if;
  moved := authz.works_within(c.partnership, of_work);
  insert into public.episode_move (partnership_id, id, person_id, cell, work_id, from_person_id, works, why, moved_by)
    values (c.partnership, new_id, to_person, e.cell, of_work, e.person_id, moved, in_words, c.staff);
  update public.work x set person_id = to_person where x.partnership_id = c.partnership and x.id = any (moved) and x.person_id = e.person_id;
  update public.episode x set person_id = to_person, revision = x.revision + 1
    where x.partnership_id = c.partnership and x.id = any (moved) and x.person_id = e.person_id;
  -- Whatever a room keeps of an episode moves with it. What was done and who has read it is never rewritten.
  for t in select r.relname, a.attname from pg_class r join pg_attribute a on a.attrelid = r.oid and a.attname in ('work_id', 'episode_id')
    where r.relnamespace = 'public'::regnamespace and r.relkind = 'r' and obj_description(r.oid, 'pg_class') like 'personal: %'
      and exists (select from pg_attribute o where o.attrelid = r.oid and o.attname = 'person_id')
      and r.relname not in ('act', 'disclosure', 'link', 'share', 'episode_move', 'misuse_alert', 'break_glass', 'refusal_to_share')
  loop
    execute format('update public.%I set person_id = $1 where partnership_id = $2 and %I = any ($3) and person_id = $4', t.relname,
      t.attname) using to_person, c.partnership, moved, e.person_id;
  end loop;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until)
    select l.partnership_id, to_person, l.cell, l.staff_id, l.agency_id, l.role, l.purpose, l.work_id, l.kind, l.valid_until
    from public.link l where l.partnership_id = c.partnership and l.person_id = e.person_id and l.work_id = any (moved)
      and coalesce(l.valid_until, 'infinity') > statement_timestamp();
  update public.link l set valid_until = statement_timestamp() where l.partnership_id = c.partnership and l.person_id = e.person_id
    and l.work_id = any (moved) and coalesce(l.valid_until, 'infinity') > statement_timestamp();
  -- Whoever wrote in it is told, and the team of whatever it began elsewhere; the privacy officer sees who has read it.
  insert into public.alert (partnership_id, agency_id, staff_id, kind, reference_id)
    select distinct c.partnership, n.recorded_by_agency, n.recorded_by, 'episode_moved', of_work from public.episode_entry n
    where n.partnership_id = c.partnership and n.work_id = any (moved) and n.recorded_by <> c.staff;
  insert into public.alert (partnership_id, agency_id, role, kind, reference_id)
    select distinct c.partnership, o.agency_id, x.team, 'episode_moved', x.id from public.episode x join public.cell o on o.id = x.cell
    where x.partnership_id = c.partnership and x.id = any (moved) and x.id <> of_work and o.agency_id <> c.agency and x.team is not null;
  for d in select * from authz.privacy_desk(c.partnership, c.agency) p where p.desk is not null loop
    perform authz.raise_alert(c.partnership, d.desk, d.desk_role, null, 'episode_moved_readers', of_work);
  end loop;
  return null;
end $$;

/* Whether the context may see to whom the wrong child was shown: the owner's team, or who answers for its data. */
create function authz.may_see_move(c authz.ctx, m public.episode_move) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare owner uuid; d record;
begin
  if c.staff is null then return false; end if;
  select o.agency_id into owner from public.cell o where o.id = m.cell;
  select * into d from authz.privacy_desk(c.partnership, owner);
  if c.agency = d.desk and c.role = d.desk_role then return true; end if;
  return c.agency = owner and m.cell = any (authz.own_cells()) and m.person_id = any (authz.people_for(c));
end $$;
create function authz.moves_of(of_work uuid)
returns table (id uuid, moved_at timestamptz, moved_by text, why text, reference text, kind text, told_at timestamptz, told_by text,
  owner uuid, person_id uuid, from_person_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  return query select m.id, m.moved_at, s.name, m.why, w.reference, w.kind, m.told_at, t.name, o.agency_id, m.person_id, m.from_person_id
    from public.episode_move m join public.work w on w.partnership_id = m.partnership_id and w.id = m.work_id
    join public.cell o on o.id = m.cell
    left join public.staff s on s.partnership_id = m.partnership_id and s.id = m.moved_by
    left join public.staff t on t.partnership_id = m.partnership_id and t.id = m.told_by
    where m.partnership_id = c.partnership and m.work_id = of_work and authz.may_see_move(c, m) order by m.moved_at;
end $$;
/* Every reading of the wrong child's record for this work, until it was moved. */
create function authz.readings_before_move(which uuid)
returns table (at timestamptz, staff text, agency text, agency_id uuid, role text, page text, categories text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.episode_move;
begin
  select * into m from public.episode_move x where x.partnership_id = c.partnership and x.id = which;
  if not found or not authz.may_see_move(c, m) then return; end if;
  return query select d.at, s.name, a.name, d.agency_id, d.role, d.page, d.categories from public.disclosure d
    join public.agency a on a.partnership_id = d.partnership_id and a.id = d.agency_id
    left join public.staff s on s.partnership_id = d.partnership_id and s.id = d.staff_id
    where d.partnership_id = c.partnership and d.person_id = m.from_person_id and d.work_id = any (m.works) and d.outcome = 'shown'
      and d.at <= m.moved_at order by d.at;
end $$;
create function authz.confirm_told(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.episode_move;
begin
  select * into m from public.episode_move x where x.partnership_id = c.partnership and x.id = which for update;
  if not found or not authz.may_see_move(c, m) or m.told_at is not null then return false; end if;
  update public.episode_move x set told_at = statement_timestamp(), told_by = c.staff where x.partnership_id = c.partnership and x.id = which;
  return true;
end $$;
revoke execute on function authz.tell_of_episode(uuid, text, text, uuid), authz.end_allocations(uuid, uuid), authz.works_within(uuid, uuid),
  authz.move_episode(uuid, uuid, uuid, text, boolean), authz.may_see_move(authz.ctx, public.episode_move), authz.moves_of(uuid),
  authz.readings_before_move(uuid), authz.confirm_told(uuid) from public;
grant execute on function authz.tell_of_episode(uuid, text, text, uuid), authz.end_allocations(uuid, uuid),
  authz.move_episode(uuid, uuid, uuid, text, boolean), authz.moves_of(uuid), authz.readings_before_move(uuid),
  authz.confirm_told(uuid) to kith_linked, kith_hub;

create function authz.subject_rows_of_clocks(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'held', t.cell, 'clock_pause', t.id, t.paused_at, 'A deadline that was held', authz.lines('Why', t.why,
      'From', authz.day(t.paused_at), 'Until', authz.day(t.resumed_at))
    from public.clock_pause t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'episode_move', t.id, t.moved_at, 'Work that was begun under the wrong name',
      authz.lines('What was wrong', t.why, 'Put right on', authz.day(t.moved_at), 'Those who read it were told on', authz.day(t.told_at))
    from public.episode_move t where t.partnership_id = p and (t.person_id = any (whose) or t.from_person_id = any (whose))
      and t.cell = any (cells) $$;
revoke execute on function authz.subject_rows_of_clocks(uuid, uuid[], integer[]) from public;

-- The digest ------------------------------------------------------------------------------------------------------
create table digest_choice (
  partnership_id uuid not null,
  staff_id uuid not null,
  choice text not null check (choice in ('off', 'daily', 'urgent')),
  changed_at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, staff_id)
);
comment on table digest_choice is 'private: whether a member of staff wants an e-mail that says how much waits';
call authz.private('digest_choice');
create table digest_run (
  partnership_id uuid not null, held_on date not null, at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, held_on)
);
comment on table digest_run is 'operational: on which days the digest was made, so that it is made once';
create table mail_outbox (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  staff_id uuid not null,
  kind text not null check (kind in ('daily', 'urgent')),
  overdue integer not null default 0, due_today integer not null default 0, alerts integer not null default 0,
  made_at timestamptz not null default statement_timestamp(),
  attempts integer not null default 0, next_try_at timestamptz not null,
  sent_at timestamptz, given_up_at timestamptz, fault text,
  primary key (partnership_id, id)
);
comment on table mail_outbox is 'operational: e-mails that wait to be sent: to whom and three numbers, nothing about anybody';
create index mail_outbox_waiting on mail_outbox (next_try_at) where sent_at is null and given_up_at is null;
grant select, insert on digest_run to kith_service;
grant select, update on mail_outbox to kith_service;

alter table alert add column mailed_at timestamptz;
create index alert_not_mailed on alert (partnership_id, at) where mailed_at is null;
update alert set mailed_at = at;

/* What waits for whoever wants to know, once a day: only those for whom something waits are written to. */
create function authz.make_digest(p uuid, on_day date, at_when timestamptz, day_ends timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n integer; due uuid[];
begin
  insert into public.digest_run (partnership_id, held_on) values (p, on_day) on conflict do nothing;
  if not found then return 0; end if;
  due := array(select k.id from public.clock k where k.partnership_id = p and k.stopped_at is null and k.paused_at is null
    and k.due_at < day_ends);
  with reader as (
    select s.id, s.agency_id, array(select a.role from public.appointment a where a.partnership_id = p and a.staff_id = s.id
        and a.valid_from <= at_when and coalesce(a.valid_until, 'infinity') > at_when) as roles
    from public.digest_choice d join public.staff s on s.partnership_id = p and s.id = d.staff_id
    where d.partnership_id = p and d.choice <> 'off' and s.email <> '' and coalesce(s.active_until, 'infinity') > at_when),
  waits as (
    select r.id, count(distinct k.id) filter (where k.due_at < at_when) as overdue,
      count(distinct k.id) filter (where k.due_at >= at_when) as due_today
    from reader r join authz.who_has(p, due, at_when) w
      on w.staff_id = r.id or (w.staff_id is null and w.agency_id = r.agency_id and w.role = any (r.roles))
    join public.clock k on k.partnership_id = p and k.id = w.clock_id group by 1),
  told as (
    select r.id, count(distinct a.id) as alerts from reader r join public.alert a on a.partnership_id = p and a.seen_at is null
      and a.at > at_when - interval '1 day'
      and (a.staff_id = r.id or (a.staff_id is null and a.agency_id = r.agency_id and a.role = any (r.roles))) group by 1)
  insert into public.mail_outbox (partnership_id, staff_id, kind, overdue, due_today, alerts, next_try_at)
  select p, r.id, 'daily', coalesce(w.overdue, 0), coalesce(w.due_today, 0), coalesce(t.alerts, 0), at_when
  from reader r left join waits w on w.id = r.id left join told t on t.id = r.id
  where coalesce(w.overdue, 0) + coalesce(w.due_today, 0) + coalesce(t.alerts, 0) > 0;
  get diagnostics n = row_count;
  return n;
end $$;
/* Of what cannot wait for the morning: one e-mail to each who wants it, however many alerts came at once. */
create function authz.make_urgent(p uuid, at_when timestamptz, kinds text[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
  with fresh as (
    update public.alert a set mailed_at = at_when where a.partnership_id = p and a.mailed_at is null and a.kind = any (kinds)
      and a.at > at_when - interval '1 day' returning a.*),
  reader as (
    select s.id, s.agency_id, d.choice from public.digest_choice d join public.staff s on s.partnership_id = p and s.id = d.staff_id
    where d.partnership_id = p and d.choice = 'urgent' and s.email <> '' and coalesce(s.active_until, 'infinity') > at_when)
  insert into public.mail_outbox (partnership_id, staff_id, kind, alerts, next_try_at)
  select p, r.id, 'urgent', count(distinct f.id), at_when from reader r join fresh f on f.seen_at is null and (f.staff_id = r.id
    or (f.staff_id is null and f.agency_id = r.agency_id and authz.works_for(p, r.id, r.agency_id, f.role)))
  group by r.id;
  get diagnostics n = row_count;
  return n;
end $$;
create function authz.forget_sent_mail(at_when timestamptz) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.mail_outbox where coalesce(sent_at, given_up_at) < at_when - interval '30 days' $$;
revoke execute on function authz.forget_sent_mail(timestamptz) from public;
grant execute on function authz.forget_sent_mail(timestamptz) to kith_service;
revoke execute on function authz.make_digest(uuid, date, timestamptz, timestamptz), authz.make_urgent(uuid, timestamptz, text[]) from public;
grant execute on function authz.make_digest(uuid, date, timestamptz, timestamptz), authz.make_urgent(uuid, timestamptz, text[]) to kith_service;

-- Administration --------------------------------------------------------------------------------------------------
/* As before, and the history of administration has it too. */
create or replace function authz.add_setting(of_code text, new_value jsonb, from_when timestamptz, its_source text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made integer; was public.practice_setting;
begin
  if c.staff is null or c.role <> 'administrator' then return null; end if;
  perform pg_advisory_xact_lock(1806, hashtext(c.partnership::text || of_code));
  select * into was from public.practice_setting s where s.partnership_id = c.partnership and s.code = of_code
    order by s.version desc limit 1;
  made := coalesce(was.version, 0) + 1;
  insert into public.practice_setting (partnership_id, code, version, value, valid_from, source, set_by)
  values (c.partnership, of_code, made, new_value, greatest(from_when, statement_timestamp()), its_source, c.staff);
  perform authz.note_change(c, 'setting.versioned', of_code, of_code, jsonb_build_object('version', was.version, 'value', was.value),
    jsonb_build_object('version', made, 'value', new_value, 'from', greatest(from_when, statement_timestamp())), its_source);
  return made;
end $$;

/* As before; and a rule that may be held may be held in its next version too. */
create or replace function authz.add_clock_rule(new_code text, new_version integer, new_title text, new_amount integer, new_unit text,
  new_ends text, day_end time, risk_share numeric, starts date, new_source text, new_source_url text, is_verified boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was public.clock_rule;
begin
  if starts < (statement_timestamp() at time zone 'Europe/London')::date then return 'The first day must be today or later'; end if;
  perform pg_advisory_xact_lock(hashtext('clock_rule'));
  if new_version <> 1 + coalesce((select max(version) from public.clock_rule where code = new_code), 0) then
    return 'Somebody else has made a version of this rule meanwhile: look at it first';
  end if;
  select * into was from public.clock_rule where code = new_code and coalesce(valid_until, 'infinity') > valid_from
  order by version desc limit 1;
  if starts <= was.valid_from then return 'The first day must be after the first day of the version before it'; end if;
  update public.clock_rule set valid_until = starts where code = new_code and valid_from < starts
    and coalesce(valid_until, 'infinity') > starts;
  insert into public.clock_rule (code, version, title, amount, unit, ends, day_ends_at, at_risk_share, valid_from, source, source_url,
    verified, may_pause)
  values (new_code, new_version, new_title, new_amount, new_unit, new_ends, day_end, risk_share, starts, new_source, new_source_url,
    is_verified, coalesce(was.may_pause, false));
  perform authz.raise_all_versions();
  perform authz.note_change(c, 'clock_rule.versioned', new_code, new_title,
    jsonb_build_object('version', was.version, 'amount', was.amount, 'unit', was.unit, 'ends', was.ends, 'source', was.source),
    jsonb_build_object('version', new_version, 'amount', new_amount, 'unit', new_unit, 'ends', new_ends, 'from', starts,
      'verified', is_verified), new_source);
  return null;
end $$;
