-- Signs of misuse: who opens the record of somebody they know, of a child nobody works with, of far more people than
-- their role ever needs, or in the night. What counts as a sign is data; a sign is never a finding: whoever answers for
-- the reader's agency asks, listens and decides within two working days. Reading as fast as a machine is stopped at once.
create table detector (
  code text not null, version integer not null default 1,
  title text not null, about text not null,
  thresholds jsonb not null default '{}',
  source text not null,
  valid_from date not null default '2020-01-01', valid_until date,
  primary key (code, version)
);
comment on table detector is 'reference: what counts as a sign that a record was opened for no good reason, and from when on';
insert into detector (code, title, about, thresholds, source) values
  ('own_record', 'Own record', 'The record of the member of staff themselves', '{}', 'trust.md H8; starter value'),
  ('family', 'Family or household', 'Somebody of the reader''s family or household', '{}', 'trust.md H8; starter value'),
  ('neighbour', 'Neighbour', 'Somebody who lives where the reader says that they live', '{}', 'trust.md H8; starter value'),
  ('colleague', 'Colleague', 'Somebody who works for the same agency', '{}', 'trust.md H8; starter value'),
  ('many_readers', 'A record that draws attention', 'Unusually many people without work of their own open one record',
    '{"readers": 8, "hours": 24}', 'trust.md H8; starter value'),
  ('no_activity', 'Nobody works with this child', 'No open work, an old link, and nothing new in the record',
    '{"linkDays": 120, "quietDays": 90}', 'trust.md H8; starter value'),
  ('burst', 'Many records in ten minutes', 'Far more different records in ten minutes than the role usually opens',
    '{"minutes": 10, "floor": 25, "timesUsual": 2}', 'trust.md H8; starter value'),
  ('bulk', 'Many people in an hour', 'Far more different people in an hour, opened or found by searching, than the role usually needs',
    '{"minutes": 60, "floor": 90, "timesUsual": 2}', 'trust.md H8; starter value'),
  ('off_shift', 'Outside working hours', 'At night for a role that works by day, or for longer than any shift',
    '{"nightFrom": 23, "nightUntil": 6, "longestHours": 16, "breakHours": 5}', 'trust.md H8; starter value'),
  ('attempts', 'Records that were not open', 'Asked for many different records that were not open to the reader',
    '{"minutes": 60, "most": 10}', 'trust.md H8; starter value'),
  ('pace', 'Reading is held', 'So many different records in so short a time that no person reads them',
    '{"minutes": 10, "most": 200, "holdMinutes": 60}', 'Failing G16 of the Gangs Matrix and Newham cases: 200 records in 10 minutes');
create table role_shift (
  role text primary key references role,
  pattern text not null check (pattern in ('day', 'round_the_clock')),
  source text not null
);
comment on table role_shift is 'reference: whether a role works by day or in shifts round the clock';
insert into role_shift
select code, case when code in ('neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'front_door_worker',
  'front_door_manager', 'emergency_nurse') then 'round_the_clock' else 'day' end, 'Starter value' from role;
grant select on detector, role_shift to kith_linked, kith_hub, kith_service;

insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('misuse_review', 1, 'Review a sign of misuse', 2, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Partnership protocol (starter value)', null, false);
-- The chair reviews signs about whoever reviews everybody else's; nothing else of this tier lies in the office.
insert into own_scope (role, category, highest_tier, reach, may_write) values ('board_chair', 'protection', 2, 'hub', true);
select authz.compile_own(id) from partnership;

/* What a member of staff says of themselves, so that Kith notices their own record, their family's and their
   neighbours'. Nobody else reads it; only whether it matches is ever told. */
create table staff_particulars (
  partnership_id uuid not null,
  staff_id uuid not null,
  birth_on date,
  postcode text,
  family_names text[] not null default '{}',
  said_at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, staff_id)
);
comment on table staff_particulars is 'private: date of birth, postcode and family names that a member of staff has declared';
call authz.private('staff_particulars');

create table misuse_alert (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  for_role text not null references role,
  staff_id uuid not null, agency_id uuid not null, role text not null references role,
  detector text not null, detector_version integer not null,
  first_at timestamptz not null, last_at timestamptz not null,
  views integer not null, people integer not null,
  evidence jsonb not null default '{}',
  raised_at timestamptz not null default statement_timestamp(),
  rule_version integer, due_at timestamptz, at_risk_at timestamptz,
  state text not null default 'raised' check (state in ('raised', 'asked', 'answered', 'settled')),
  asked_by uuid, asked_at timestamptz,
  explanation text, explained_at timestamptz,
  outcome text check (outcome in ('explained', 'reminder', 'disciplinary_referral', 'breach')),
  outcome_words text, settled_by uuid, settled_at timestamptz,
  primary key (partnership_id, id),
  foreign key (detector, detector_version) references detector,
  check ((state = 'settled') = (outcome is not null))
);
comment on table misuse_alert is 'personal: a sign that a member of staff opened somebody''s record for no good reason, and what came of it';
create index misuse_alert_by_person on misuse_alert (partnership_id, person_id);
create index misuse_alert_by_staff on misuse_alert (partnership_id, staff_id, raised_at desc);
create index misuse_alert_newest on misuse_alert (partnership_id, raised_at desc);
call authz.protect('misuse_alert');
revoke insert on misuse_alert from kith_linked, kith_hub; -- only the functions below

create policy not_about_oneself on misuse_alert as restrictive for select to kith_linked, kith_hub
  using (staff_id is distinct from (select authz.staff()) and for_role = (select authz.acting_role()));

-- Readings as they happen -----------------------------------------------------------------------------------------
/* Whose readings wait to be looked through. Written by trigger in the transaction that reads, taken away by the one that
   looks: what commits late is found late, and nothing is skipped, whatever the order of commits. */
create table authz.reading_queue (partnership_id uuid not null, staff_id uuid not null, first_at timestamptz not null);
comment on table authz.reading_queue is 'wall: readings that the detectors have not looked through yet';
create table authz.reading_hold (
  partnership_id uuid not null, staff_id uuid not null,
  held_at timestamptz not null, until timestamptz not null,
  released_at timestamptz, released_by uuid,
  primary key (partnership_id, staff_id)
);
comment on table authz.reading_hold is 'wall: who read so fast that nothing more is shown to them for a time';
create table authz.usual_reading (
  partnership_id uuid not null, role text not null, minutes integer not null,
  usual integer not null, windows integer not null, measured_at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, role, minutes)
);
comment on table authz.usual_reading is 'wall: how many people a role opens in a span of time: the 99th of 100 spans of four weeks';

-- A page that opens somebody's record is called …/one…; boards and lists are not.
create index disclosure_opened on disclosure (partnership_id, staff_id, at desc) include (person_id) where page like '%/one%';

create function authz.threshold(of_detector text, named text) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select (d.thresholds ->> named)::integer from public.detector d where d.code = of_detector and d.valid_from <= current_date
    and (d.valid_until is null or d.valid_until > current_date) order by d.version desc limit 1);
end $$;

/* Who reviews a sign about this reader: whoever answers for the agency's data, unless that is the reader. */
create function authz.misuse_reviewer(p uuid, of_agency uuid, reader uuid, out keeper uuid, out reviewing text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  keeper := authz.keeper_of(p, of_agency);
  reviewing := authz.keeping_role(p, keeper);
  if not authz.is_held(p, reader, keeper, array[reviewing]) then return; end if;
  if reviewing = 'privacy_officer' and authz.is_held(p, null, keeper, '{senior_officer}') then
    reviewing := 'senior_officer';
    return;
  end if;
  select a.id into keeper from public.agency a where a.partnership_id = p and a.kind = 'partnership' and a.active
    order by a.created_at, a.id limit 1;
  keeper := coalesce(keeper, of_agency);
  reviewing := case when authz.is_held(p, reader, null, '{information_governance_lead}') then 'board_chair'
    else 'information_governance_lead' end;
end $$;

/* Lays down one sign, or adds to the one that is still open; whoever reviews it is told once, without content. */
create function authz.note_misuse(p uuid, sign jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who record; is_new boolean; sign_id uuid := (sign ->> 'id')::uuid; nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  select * into who from authz.misuse_reviewer(p, (sign ->> 'agencyId')::uuid, (sign ->> 'staffId')::uuid);
  insert into public.misuse_alert as m (partnership_id, id, person_id, cell, for_role, staff_id, agency_id, role, detector, detector_version,
    first_at, last_at, views, people, evidence, rule_version, due_at, at_risk_at)
  select p, sign_id, coalesce((sign ->> 'personId')::uuid, nobody), t.id, who.reviewing, (sign ->> 'staffId')::uuid,
    (sign ->> 'agencyId')::uuid, sign ->> 'role', sign ->> 'detector', (sign ->> 'version')::integer,
    (sign ->> 'firstAt')::timestamptz, (sign ->> 'lastAt')::timestamptz, (sign ->> 'views')::integer, (sign ->> 'people')::integer,
    coalesce(sign -> 'evidence', '{}'), (sign ->> 'ruleVersion')::integer, (sign ->> 'dueAt')::timestamptz, (sign ->> 'atRiskAt')::timestamptz
  from public.cell t where t.partnership_id = p and t.agency_id = who.keeper and t.category = 'protection' and t.tier = 2
  on conflict (partnership_id, id) do update set last_at = greatest(m.last_at, excluded.last_at), first_at = least(m.first_at, excluded.first_at),
    views = greatest(m.views, excluded.views), people = greatest(m.people, excluded.people), evidence = excluded.evidence
    where m.state <> 'settled'
  returning xmax = 0 into is_new;
  if is_new then perform authz.raise_alert(p, who.keeper, who.reviewing, null, 'misuse_suspected', sign_id); end if;
  return coalesce(is_new, false);
end $$;

/* Until when this member of staff is held, or nothing. */
create function authz.held_from(p uuid, reader uuid) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select h.until from authz.reading_hold h where h.partnership_id = p and h.staff_id = reader and h.until > clock_timestamp());
end $$;
/* The hint says for how many seconds; the page tells it in words. */
create function authz.refuse_reading(until timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'reading is held' using errcode = 'KT429', hint = ceil(extract(epoch from until - clock_timestamp()))::text;
end $$;

/* In the transaction that reads: refuses whoever is held, queues the reading, and holds whoever has just opened the last
   record that a person could read. An emergency is never held: it is one person, and reviewed. */
create function authz.keep_pace() returns trigger language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare r record; h authz.reading_hold; pace record; since timestamptz; opened integer;
begin
  if coalesce(current_setting('kith.context', true), '') = '' then return null; end if; -- laid down by the owner: demo and tests
  select s.partnership_id, s.staff_id, s.agency_id, s.role, s.purpose, min(s.at) as first_at, max(s.at) as last_at,
    bool_or(s.outcome = 'shown' and s.page not like 'break-glass%') as is_shown, bool_or(s.outcome = 'shown' and s.page like '%/one%') as opens
    into r from shown s group by 1, 2, 3, 4, 5;
  if r.staff_id is null then return null; end if;
  select * into h from authz.reading_hold t where t.partnership_id = r.partnership_id and t.staff_id = r.staff_id;
  if h.until > clock_timestamp() and r.is_shown and r.purpose <> 'vital_interests' then perform authz.refuse_reading(h.until); end if;
  insert into authz.reading_queue values (r.partnership_id, r.staff_id, r.first_at);
  if not r.opens or r.purpose = 'vital_interests' then return null; end if;
  select d.version, (d.thresholds ->> 'most')::integer as most, make_interval(mins => (d.thresholds ->> 'minutes')::integer) as span,
    make_interval(mins => (d.thresholds ->> 'holdMinutes')::integer) as hold into pace
    from public.detector d where d.code = 'pace' and d.valid_from <= current_date and (d.valid_until is null or d.valid_until > current_date)
    order by d.version desc limit 1;
  -- What was read before the last hold ended has been answered for. Too few lines are never too many people.
  since := greatest(r.last_at - pace.span, h.until);
  select count(*) into opened from (select from public.disclosure d where d.partnership_id = r.partnership_id and d.staff_id = r.staff_id
    and d.at > since and d.page like '%/one%' limit pace.most * 3 / 4) few;
  if opened < pace.most * 3 / 4 then return null; end if;
  perform authz.hold_reading(to_jsonb(r), since, to_jsonb(pace));
  return null;
end $$;

/* Near the limit the readings of one person wait for each other: many at once do not slip past together. */
create function authz.hold_reading(r jsonb, since timestamptz, pace jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare p uuid := (r ->> 'partnership_id')::uuid; reader uuid := (r ->> 'staff_id')::uuid; held timestamptz; opened integer;
begin
  if authz.count_opened(p, reader, since) * 4 < (pace ->> 'most')::integer * 3 then return; end if;
  perform pg_advisory_xact_lock(1862, hashtext(reader::text));
  held := authz.held_from(p, reader);
  if held is not null then perform authz.refuse_reading(held); end if;
  opened := authz.count_opened(p, reader, since);
  if opened < (pace ->> 'most')::integer then return; end if;
  insert into authz.reading_hold as h (partnership_id, staff_id, held_at, until)
  values (p, reader, statement_timestamp(), statement_timestamp() + (pace ->> 'hold')::interval)
  on conflict (partnership_id, staff_id) do update set held_at = excluded.held_at, until = excluded.until, released_at = null, released_by = null;
  perform authz.note_misuse(p, jsonb_build_object('id', gen_random_uuid(), 'staffId', reader, 'agencyId', r -> 'agency_id',
    'role', r -> 'role', 'detector', 'pace', 'version', pace -> 'version', 'firstAt', since, 'lastAt', r -> 'last_at',
    'views', opened, 'people', opened, 'evidence', jsonb_build_object('most', pace -> 'most')));
end $$;

/* Different people whose record this member of staff has opened since; an index-only count over ten minutes. */
create function authz.count_opened(p uuid, reader uuid, since timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(distinct d.person_id) from public.disclosure d where d.partnership_id = p and d.staff_id = reader
    and d.at > since and d.page like '%/one%');
end $$;
create trigger keep_pace after insert on disclosure referencing new table as shown for each statement execute function authz.keep_pace();

-- What the detectors are told -------------------------------------------------------------------------------------
create function authz.plain_postcode(typed text) returns text
language plpgsql immutable security definer set search_path = pg_catalog, pg_temp as $$
begin return nullif(upper(regexp_replace(coalesce(typed, ''), '[^A-Za-z0-9]', '', 'g')), ''); end $$;

/* Whether a person of the index is this member of staff: the same e-mail address; the same name with the declared date
   of birth or postcode; or, of somebody grown up, the same name that nobody else here has. */
create function authz.is_staff_themselves(p uuid, whom public.staff, about uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare said public.staff_particulars;
begin
  if exists (select from public.contact_point k where k.partnership_id = p and k.person_id = about and k.kind = 'email'
    and lower(btrim(k.value)) = lower(whom.email)) then return true; end if;
  if not exists (select from public.source_record r where r.partnership_id = p and r.person_id = about
    and lower(btrim(r.given_name || ' ' || r.family_name)) = lower(btrim(whom.name))) then return false; end if;
  select * into said from public.staff_particulars s where s.partnership_id = p and s.staff_id = whom.id;
  if exists (select from public.source_record r where r.partnership_id = p and r.person_id = about and r.birth_on = said.birth_on)
    or exists (select from public.contact_point k where k.partnership_id = p and k.person_id = about and k.kind = 'address'
      and authz.plain_postcode(k.postcode) = authz.plain_postcode(said.postcode)) then return true; end if;
  return exists (select from public.source_record r where r.partnership_id = p and r.person_id = about
      and r.birth_on <= current_date - interval '16 years')
    and not exists (select from public.source_record r where r.partnership_id = p and r.person_id <> about
      and lower(btrim(r.given_name || ' ' || r.family_name)) = lower(btrim(whom.name)));
end $$;

/* What is known of a reader and the person they opened, as facts without content; for the detectors alone. */
create function authz.closeness(p uuid, reader uuid, about uuid, at_time timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  whom public.staff; said public.staff_particulars; names text[]; declared text; shares_home boolean; is_family boolean;
  newest timestamptz; has_work boolean; is_own_case boolean; quiet timestamptz; readers integer;
  since timestamptz := at_time - make_interval(hours => authz.threshold('many_readers', 'hours'));
begin
  select * into whom from public.staff s where s.partnership_id = p and s.id = reader;
  select * into said from public.staff_particulars s where s.partnership_id = p and s.staff_id = reader;
  select cd.relation into declared from public.conflict_declaration cd where cd.partnership_id = p and cd.staff_id = reader
    and cd.person_id = about and cd.state <> 'nobody_found' order by cd.declared_at desc limit 1;
  names := array(select lower(n) from unnest(coalesce(said.family_names, '{}') || regexp_replace(btrim(whom.name), '^.*\s', '')) n);
  shares_home := exists (select from public.contact_point k where k.partnership_id = p and k.person_id = about and k.kind = 'address'
    and coalesce(k.valid_until, 'infinity') > current_date and authz.plain_postcode(k.postcode) = authz.plain_postcode(said.postcode));
  is_family := declared in ('family', 'friend')
    or exists (select from public.relationship r where r.partnership_id = p and r.person_id = about
      and coalesce(r.valid_until, 'infinity') > current_date and lower(btrim(r.other_name)) = lower(btrim(whom.name))
      and r.kind !~* 'professional|worker|teacher|officer|friend|associate')
    or (shares_home and exists (select from public.source_record r where r.partnership_id = p and r.person_id = about
      and lower(btrim(r.family_name)) = any (names)));
  select max(l.valid_from), coalesce(bool_or(w.id is not null and w.closed_at is null), false),
      coalesce(bool_or(l.staff_id = reader and l.kind in ('allocated', 'on_call', 'panel')), false)
    into newest, has_work, is_own_case
  from public.link l left join public.work w on w.partnership_id = p and w.id = l.work_id
  where l.partnership_id = p and l.person_id = about and l.valid_from <= at_time and coalesce(l.valid_until, 'infinity') > at_time
    and (l.staff_id = reader or (l.staff_id is null and l.agency_id = whom.agency_id and exists (select from public.appointment a
      where a.partnership_id = p and a.staff_id = reader and a.role = l.role)));
  select max(t) into quiet from (
    (select a.at as t from public.act a where a.partnership_id = p and a.person_id = about order by a.pos desc limit 1)
    union all select max(r.recorded_at) from public.record r where r.partnership_id = p and r.person_id = about) n;
  select count(distinct d.staff_id) into readers from public.disclosure d
  where d.partnership_id = p and d.person_id = about and d.at > since and d.at <= at_time and d.outcome = 'shown' and d.page like '%/one%'
    and not exists (select from public.act a where a.partnership_id = p and a.person_id = about and a.staff_id = d.staff_id
      and a.at > since - interval '30 days')
    and not exists (select from public.link l where l.partnership_id = p and l.person_id = about and l.staff_id = d.staff_id
      and l.kind in ('allocated', 'on_call', 'panel') and l.valid_from <= at_time and coalesce(l.valid_until, 'infinity') > at_time);
  return jsonb_build_object(
    'own', authz.is_staff_themselves(p, whom, about),
    'family', is_family,
    'neighbour', coalesce(declared = 'neighbour', false) or shares_home,
    'colleague', coalesce(declared = 'colleague', false) or exists (select from public.staff o where o.partnership_id = p
      and o.agency_id = whom.agency_id and o.id <> reader and authz.is_staff_themselves(p, o, about)),
    'hasWork', has_work,
    'isOwnCase', is_own_case or exists (select from public.act a where a.partnership_id = p and a.person_id = about
      and a.staff_id = reader and a.at > since - interval '30 days'),
    'linkDays', coalesce(extract(day from at_time - newest)::integer, -1), -- a desk reads without a link
    'quietDays', coalesce(extract(day from at_time - quiet)::integer, 9999),
    'idleReaders', readers,
    'isOnCall', exists (select from public.link l where l.partnership_id = p and l.person_id = about and l.kind = 'on_call'
      and (l.staff_id = reader or l.staff_id is null and l.agency_id = whom.agency_id) and coalesce(l.valid_until, 'infinity') > at_time));
end $$;

/* Takes what waits in the queue, and returns the readings of those people since then and of the day before, so that
   spans of time are whole. Facts come with the readings that are new and open somebody. */
create function authz.take_readings() returns table (partnership_id uuid, id uuid, at timestamptz, staff_id uuid, agency_id uuid,
  role text, person_id uuid, kind text, is_new boolean, facts jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with taken as (delete from authz.reading_queue q returning q.partnership_id, q.staff_id, q.first_at),
  who as materialized (select t.partnership_id, t.staff_id, min(t.first_at) as since from taken t group by 1, 2),
  read as materialized (
    select d.*, d.at >= w.since as fresh, case when d.outcome = 'refused' then 'attempt' when d.page like '%/one%' then 'opened' else 'found' end as way
    from who w join public.disclosure d on d.partnership_id = w.partnership_id and d.staff_id = w.staff_id and d.at >= w.since - interval '24 hours'
    where d.page like '%/one%' or (d.page like '%/search' or d.page = 'people/duplicates') or (d.outcome = 'refused' and d.page like 'asked for %')
  ), pairs as materialized (
    select r.partnership_id, r.staff_id, r.person_id, max(r.at) as at from read r where r.fresh and r.way = 'opened' group by 1, 2, 3
  ), known as materialized (
    select p.partnership_id, p.staff_id, p.person_id, authz.closeness(p.partnership_id, p.staff_id, p.person_id, p.at) as facts from pairs p
  )
  -- Whoever is absent stands in the record as nobody: each time somebody asked is somebody else then.
  select r.partnership_id, r.id, r.at, r.staff_id, r.agency_id, r.role,
    case when r.person_id = '00000000-0000-0000-0000-000000000000' then r.id else r.person_id end, r.way, r.fresh,
    case when r.fresh and r.way = 'opened' then k.facts end
  from read r left join known k on k.partnership_id = r.partnership_id and k.staff_id = r.staff_id and k.person_id = r.person_id
  order by r.at;
end $$;

/* Lays down signs; returns how many are new. */
create function authz.raise_misuse(p uuid, signs jsonb) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(*) filter (where authz.note_misuse(p, s)) from jsonb_array_elements(signs) s);
end $$;

/* Signs whose clock has not been started: those that were laid down while somebody read. */
create function authz.misuse_without_clock() returns table (partnership_id uuid, id uuid, raised_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select m.partnership_id, m.id, m.raised_at from public.misuse_alert m where m.due_at is null and m.state <> 'settled';
end $$;
create function authz.start_misuse_clock(p uuid, sign uuid, version integer, due timestamptz, at_risk timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.misuse_alert m set rule_version = version, due_at = due, at_risk_at = at_risk
    where m.partnership_id = p and m.id = sign and m.due_at is null;
end $$;

/* How many people each role opens in ten minutes and in an hour: the 99th of 100 spans of the last four weeks. */
create function authz.measure_usual_reading() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into authz.usual_reading (partnership_id, role, minutes, usual, windows)
  select s.partnership_id, s.role, s.minutes, percentile_disc(0.99) within group (order by s.people), count(*) from (
    select d.partnership_id, d.role, m.minutes, count(distinct d.person_id)::integer as people
    from public.disclosure d cross join (values (10), (60)) m(minutes)
    where d.at > statement_timestamp() - interval '28 days' and d.outcome = 'shown'
      and (d.page like '%/one%' or (m.minutes = 60 and (d.page like '%/search' or d.page = 'people/duplicates')))
    group by d.partnership_id, d.role, m.minutes, d.staff_id, floor(extract(epoch from d.at) / (m.minutes * 60))) s
  group by 1, 2, 3
  on conflict (partnership_id, role, minutes) do update set usual = excluded.usual, windows = excluded.windows,
    measured_at = statement_timestamp();
end $$;
/* A few spans are no habit: a role counts from a hundred on. */
create function authz.usual_readings() returns table (partnership_id uuid, role text, minutes integer, usual integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select u.partnership_id, u.role, u.minutes, u.usual from authz.usual_reading u where u.windows >= 100;
end $$;

-- Review ----------------------------------------------------------------------------------------------------------
create function authz.is_reviewing(c authz.ctx, m public.misuse_alert) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return c.staff is not null and m.id is not null and m.for_role = c.role and m.staff_id <> c.staff
    and not (m.person_id = any (authz.blocked_for(c)))
    and exists (select from public.cell t where t.id = m.cell and t.partnership_id = c.partnership and t.agency_id = c.agency);
end $$;

/* Asks the reader for their explanation: they are told, and see times and reasons, never more. */
create function authz.ask_about_misuse(which uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.misuse_alert;
begin
  select * into m from public.misuse_alert a where a.partnership_id = c.partnership and a.id = which for update;
  if not coalesce(authz.is_reviewing(c, m), false) then return 'absent'; end if;
  if m.state <> 'raised' then return 'moved_on'; end if;
  update public.misuse_alert set state = 'asked', asked_by = c.staff, asked_at = statement_timestamp()
    where partnership_id = c.partnership and id = which;
  perform authz.raise_alert(c.partnership, m.agency_id, null, m.staff_id, 'misuse_question', which);
  return 'done';
end $$;

create function authz.settle_misuse(which uuid, decided text, in_words text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.misuse_alert;
begin
  select * into m from public.misuse_alert a where a.partnership_id = c.partnership and a.id = which for update;
  if not coalesce(authz.is_reviewing(c, m), false) then return 'absent'; end if;
  if m.state = 'settled' then return 'moved_on'; end if;
  update public.misuse_alert set state = 'settled', outcome = decided, outcome_words = in_words, settled_by = c.staff,
    settled_at = statement_timestamp() where partnership_id = c.partnership and id = which;
  return 'done';
end $$;

/* Lets somebody who was held read again. */
create function authz.release_reading(which uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.misuse_alert;
begin
  select * into m from public.misuse_alert a where a.partnership_id = c.partnership and a.id = which;
  if not coalesce(authz.is_reviewing(c, m), false) then return 'absent'; end if;
  update authz.reading_hold h set released_at = statement_timestamp(), released_by = c.staff, until = statement_timestamp()
    where h.partnership_id = c.partnership and h.staff_id = m.staff_id and h.until > statement_timestamp();
  return case when found then 'done' else 'moved_on' end;
end $$;
create function authz.held_until(which uuid) returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.misuse_alert;
begin
  select * into m from public.misuse_alert a where a.partnership_id = c.partnership and a.id = which;
  if not coalesce(authz.is_reviewing(c, m), false) then return null; end if;
  return (select h.until from authz.reading_hold h where h.partnership_id = c.partnership and h.staff_id = m.staff_id
    and h.until > statement_timestamp());
end $$;

/* What the reader is asked about: when, how many, which sign; not who reviews, not the words of the outcome. */
create function authz.misuse_questions() returns table (id uuid, person_id uuid, detector text, first_at timestamptz, last_at timestamptz,
  views integer, people integer, asked_at timestamptz, explanation text, explained_at timestamptz, state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select m.id, m.person_id, m.detector, m.first_at, m.last_at, m.views, m.people, m.asked_at, m.explanation, m.explained_at, m.state
    from public.misuse_alert m where m.partnership_id = c.partnership and m.staff_id = c.staff and m.asked_at is not null
    order by m.asked_at desc limit 100;
end $$;
create function authz.explain_reading(which uuid, in_words text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); m public.misuse_alert;
begin
  select * into m from public.misuse_alert a where a.partnership_id = c.partnership and a.id = which and a.staff_id = c.staff for update;
  if not found or m.asked_at is null then return 'absent'; end if;
  if m.state <> 'asked' then return 'moved_on'; end if;
  update public.misuse_alert set state = 'answered', explanation = in_words, explained_at = statement_timestamp()
    where partnership_id = c.partnership and id = which;
  perform authz.raise_alert(c.partnership, t.agency_id, m.for_role, null, 'misuse_explained', which) from public.cell t where t.id = m.cell;
  return 'done';
end $$;

/* For oversight: how many signs of each kind each agency had, how they ended, how many are late; nobody's name. */
create function authz.misuse_summary(since timestamptz) returns table (agency_id uuid, detector text, signs integer, open integer, late integer,
  explained integer, reminders integer, referrals integer, breaches integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role not in ('information_governance_lead', 'board_chair') then return; end if;
  return query select m.agency_id, m.detector, count(*)::integer, (count(*) filter (where m.state <> 'settled'))::integer,
      (count(*) filter (where m.state <> 'settled' and m.due_at < statement_timestamp()))::integer,
      (count(*) filter (where m.outcome = 'explained'))::integer, (count(*) filter (where m.outcome = 'reminder'))::integer,
      (count(*) filter (where m.outcome = 'disciplinary_referral'))::integer, (count(*) filter (where m.outcome = 'breach'))::integer
    from public.misuse_alert m where m.partnership_id = c.partnership and m.raised_at >= since group by 1, 2 order by 1, 2;
end $$;

revoke execute on function authz.threshold(text, text), authz.misuse_reviewer(uuid, uuid, uuid), authz.note_misuse(uuid, jsonb), authz.keep_pace(),
  authz.hold_reading(jsonb, timestamptz, jsonb), authz.held_from(uuid, uuid), authz.refuse_reading(timestamptz),
  authz.count_opened(uuid, uuid, timestamptz), authz.plain_postcode(text), authz.is_staff_themselves(uuid, public.staff, uuid),
  authz.closeness(uuid, uuid, uuid, timestamptz), authz.take_readings(), authz.raise_misuse(uuid, jsonb), authz.misuse_without_clock(),
  authz.start_misuse_clock(uuid, uuid, integer, timestamptz, timestamptz), authz.measure_usual_reading(), authz.usual_readings(),
  authz.is_reviewing(authz.ctx, public.misuse_alert), authz.ask_about_misuse(uuid), authz.settle_misuse(uuid, text, text),
  authz.release_reading(uuid), authz.held_until(uuid), authz.misuse_questions(), authz.explain_reading(uuid, text),
  authz.misuse_summary(timestamptz) from public;
grant execute on function authz.ask_about_misuse(uuid), authz.settle_misuse(uuid, text, text), authz.release_reading(uuid),
  authz.held_until(uuid), authz.misuse_questions(), authz.explain_reading(uuid, text), authz.misuse_summary(timestamptz)
  to kith_linked, kith_hub;
grant execute on function authz.take_readings(), authz.raise_misuse(uuid, jsonb), authz.misuse_without_clock(),
  authz.start_misuse_clock(uuid, uuid, integer, timestamptz, timestamptz), authz.measure_usual_reading(), authz.usual_readings()
  to kith_service;
