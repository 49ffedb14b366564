-- What happened, what is being done about it, and who saw it.
create table record_kind (code text primary key, title text not null, category text not null references category, tier smallint not null default 1);
comment on table record_kind is 'reference: kinds of entries in a chronology, each in its category';
grant select on record_kind to kith_linked, kith_hub, kith_service;

create table record (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  kind text not null references record_kind,
  occurred_at timestamptz not null,
  precision text not null default 'minute' check (precision in ('minute', 'day', 'month')),
  role text check (role in ('victim', 'witness', 'suspected', 'arrested', 'convicted', 'exploited', 'subject_of_concern',
    'reporting_person', 'parent_or_carer', 'professional', 'other')),
  assertion text not null check (assertion in ('fact', 'opinion', 'allegation', 'intelligence', 'own_words')),
  event_id uuid,
  work_id uuid,
  source_record_id uuid,
  source text not null,
  source_id text,
  headline text not null,
  body text,
  detail jsonb not null default '{}',
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  primary key (partnership_id, id)
);
comment on table record is 'personal: one entry of a chronology: owned by an agency, fact or opinion, with the role in that event';
create index record_by_person on record (partnership_id, person_id, occurred_at desc);
create index record_newest on record (partnership_id, occurred_at desc);
create index record_by_work on record (partnership_id, work_id) where work_id is not null;
create index record_by_source on record (partnership_id, source_record_id) where source_record_id is not null;
create index record_by_event on record (partnership_id, event_id) where event_id is not null;

-- A piece of work gives the purpose under which its people may be opened.
create table work (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  kind text not null,
  purpose text not null references purpose,
  reference text not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (partnership_id, id)
);
comment on table work is 'personal: a piece of work about a person; the purpose of opening a record is derived from it';
create index work_by_person on work (partnership_id, person_id);
create table work_counter (partnership_id uuid not null references partnership, series text not null, n integer not null, primary key (partnership_id, series));
comment on table work_counter is 'wall: last number given to a reference of work';

-- Clocks: a deadline remembers the version of the rule that set it.
create table clock_rule (
  code text not null, version integer not null, title text not null,
  amount integer not null, unit text not null check (unit in ('working_days', 'calendar_days', 'hours', 'weeks')),
  ends text not null default 'end_of_day' check (ends in ('end_of_day', 'same_time')),
  day_ends_at time not null default '23:59:59',
  at_risk_share numeric not null default 0.75,
  valid_from date not null, valid_until date,
  source text not null, source_url text, verified boolean not null default false,
  primary key (code, version)
);
comment on table clock_rule is 'reference: deadlines as versioned rules with their source';
create table bank_holiday (held_on date not null, division text not null, title text not null, source text not null, primary key (division, held_on));
comment on table bank_holiday is 'reference: days that are not working days';
grant select on clock_rule, bank_holiday to kith_linked, kith_hub, kith_service;

create table clock (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  work_id uuid not null,
  rule text not null, rule_version integer not null,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  at_risk_at timestamptz not null,
  stopped_at timestamptz,
  stopped_by uuid,
  stopped_why text,
  primary key (partnership_id, id),
  foreign key (rule, rule_version) references clock_rule
);
comment on table clock is 'personal: a running or stopped deadline of a piece of work';
create index clock_by_work on clock (partnership_id, work_id);
create index clock_running on clock (partnership_id, due_at) where stopped_at is null;

-- Acts: what was done. The number is taken as the last statement of the transaction: gapless and in order of commit.
create table act_counter (partnership_id uuid primary key references partnership, pos bigint not null default 0);
comment on table act_counter is 'wall: last position given to an act';
create table act (
  partnership_id uuid not null,
  pos bigint not null,
  id uuid not null default uuid_v7(),
  at timestamptz not null default clock_timestamp(),
  verb text not null,
  staff_id uuid not null,
  agency_id uuid not null,
  role text not null,
  purpose text not null,
  person_id uuid not null,
  cell integer not null references cell,
  work_id uuid,
  subject_id uuid,
  detail jsonb not null default '{}',
  primary key (partnership_id, pos)
);
comment on table act is 'personal: something that somebody did; never changed';
create index act_by_work on act (partnership_id, work_id, pos) where work_id is not null;
create index act_by_person on act (partnership_id, person_id, pos);

-- Disclosures: who read what about whom, for which purpose; written in the transaction that reads.
create table disclosure (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  at timestamptz not null default clock_timestamp(),
  staff_id uuid not null,
  agency_id uuid not null,
  role text not null,
  purpose text not null,
  work_id uuid,
  page text not null,
  categories text[] not null default '{}',
  clauses uuid[] not null default '{}',
  outcome text not null default 'shown' check (outcome in ('shown', 'refused')),
  primary key (partnership_id, id)
);
comment on table disclosure is 'personal: one reading of a person''s record';
create index disclosure_by_person on disclosure (partnership_id, person_id, at desc);

-- Work in progress of one member of staff: drafts survive a crash, a time-out, another device.
create table draft (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  staff_id uuid not null,
  kind text not null,
  form_version integer not null default 1,
  work_id uuid,
  person_id uuid,
  answers jsonb not null default '{}',
  revision integer not null default 0,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (partnership_id, id)
);
comment on table draft is 'private: half-filled forms of one member of staff';
create index draft_by_staff on draft (partnership_id, staff_id, changed_at desc) where finished_at is null;

-- The first answer to a command, returned again when the command is repeated with the same key.
create table answered (
  partnership_id uuid not null, staff_id uuid not null, key text not null,
  outcome jsonb not null, at timestamptz not null default now(),
  primary key (partnership_id, staff_id, key)
);
comment on table answered is 'private: commands already carried out, by key';

create table file (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  work_id uuid,
  name text not null, media_type text not null, size integer not null, sha256 bytea not null,
  content bytea not null,
  added_by uuid not null, added_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table file is 'personal: an attachment';
create index file_by_work on file (partnership_id, work_id);

call authz.protect('record'); call authz.protect('work'); call authz.protect('clock'); call authz.protect('act');
call authz.protect('disclosure'); call authz.protect('file');
call authz.private('draft'); call authz.private('answered');
revoke insert on act, work from kith_linked, kith_hub; -- only through append_acts and open_work
grant update (closed_at) on work to kith_linked, kith_hub;
grant update (withdrawn_at) on record to kith_linked, kith_hub;
-- A clock may be stopped by whoever sees it, though another agency owns it.
grant update (stopped_at, stopped_by, stopped_why) on clock to kith_linked, kith_hub;
create policy stop on clock for update to kith_linked
  using (partnership_id = (select authz.partnership()) and person_id = any ((select authz.people())::uuid[]) and cell = any ((select authz.cells())::integer[]))
  with check (partnership_id = (select authz.partnership()) and person_id = any ((select authz.people())::uuid[]) and cell = any ((select authz.cells())::integer[]));
-- The live tail sees that an act happened and to whom it belongs, never its detail.
grant select (partnership_id, pos, id, at, verb, staff_id, agency_id, person_id, cell, work_id) on act to kith_service;
create policy tail on act for select to kith_service using (true);
grant select on act_counter to kith_service;

/* Writes the acts of a transaction and takes their numbers; must be its last statement. */
create function authz.append_acts(acts jsonb) returns bigint language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); allowed integer[]; head bigint;
begin
  if c.staff is null then raise exception 'no context' using errcode = '42501'; end if;
  allowed := authz.writable_cells() || authz.cells_with(c, '{read,own}');
  if exists (select from jsonb_array_elements(acts) a where not ((a ->> 'cell')::integer = any (allowed))) then
    raise exception 'an act outside the context' using errcode = '42501';
  end if;
  insert into public.act_counter values (c.partnership, jsonb_array_length(acts))
  on conflict (partnership_id) do update set pos = public.act_counter.pos + excluded.pos returning pos into head;
  insert into public.act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell, work_id, subject_id, detail)
  select c.partnership, head - jsonb_array_length(acts) + n, a ->> 'verb', c.staff, c.agency, c.role, c.purpose,
    (a ->> 'personId')::uuid, (a ->> 'cell')::integer, (a ->> 'workId')::uuid, (a ->> 'subjectId')::uuid,
    coalesce(a -> 'detail', '{}')
  from jsonb_array_elements(acts) with ordinality as e(a, n);
  return head;
end $$;

/* Opens a piece of work with its reference ("2026-01042") and returns it. */
create function authz.open_work(about uuid, in_cell integer, of_kind text, for_purpose text) returns public.work
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made public.work; year text := to_char(now() at time zone 'Europe/London', 'YYYY'); last integer;
begin
  if c.staff is null or not (in_cell = any (authz.writable_cells())) then
    raise exception 'no right to open this work' using errcode = '42501';
  end if;
  insert into public.work_counter values (c.partnership, year, 1)
  on conflict (partnership_id, series) do update set n = public.work_counter.n + 1 returning n into last;
  insert into public.work (partnership_id, person_id, cell, kind, purpose, reference)
  values (c.partnership, about, in_cell, of_kind, for_purpose, year || '-' || lpad(last::text, 5, '0')) returning * into made;
  return made;
end $$;

/* The purpose and person of a piece of work, if this member of staff may open it: a live link made for it, or a desk
   whose cells reach it. The context needs no purpose yet: it is derived here. */
create function authz.enter_work(asked uuid) returns table (purpose text, person_id uuid, kind text, reference text, lens text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); w public.work; way text;
begin
  if c.staff is null then return; end if;
  select * into w from public.work t where t.partnership_id = c.partnership and t.id = asked;
  if not found or w.person_id = any (authz.blocked()) then return; end if;
  c.purpose := w.purpose;
  c.lens := 'hub';
  if exists (select from public.link l where l.partnership_id = c.partnership and l.work_id = asked and l.purpose = w.purpose
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp())
  then way := 'linked';
  elsif w.cell = any (authz.cells_with(c, '{read,own}')) then way := 'hub';
  else return; end if;
  return query select w.purpose, w.person_id, w.kind, w.reference, way;
end $$;

/* The newest live link of this member of staff to a person: why a person's page may be opened without naming the work. */
create function authz.enter_person(asked uuid) returns table (purpose text, work_id uuid, kind text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or asked = any (authz.blocked()) then return; end if;
  return query select l.purpose, l.work_id, l.kind from public.link l
    where l.partnership_id = c.partnership and l.person_id = asked
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    order by l.valid_from desc limit 1;
end $$;

/* Makes a link. Oneself: as author or self-claimed. Others: only to a person whom the caller is linked to, or whom a
   desk's cells reach; what the other agency then sees is still decided by its clauses alone. */
create function authz.add_link(about uuid, to_staff uuid, to_agency uuid, to_role text, because text, for_work uuid, ends timestamptz)
returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made uuid; own integer;
begin
  if c.staff is null then raise exception 'no context' using errcode = '42501'; end if;
  if about = any (authz.blocked()) then return null; end if;
  if because in ('author', 'self_claimed') then
    if to_staff is distinct from c.staff or to_agency <> c.agency then raise exception 'a link for somebody else' using errcode = '42501'; end if;
  elsif c.lens = 'linked' and not (about = any (authz.people())) then
    raise exception 'no link to this person' using errcode = '42501';
  end if;
  select id into own from public.cell where partnership_id = c.partnership and agency_id = c.agency and category = 'involvement' and tier = 0;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until)
  values (c.partnership, about, own, to_staff, to_agency, to_role, c.purpose, for_work, because, ends) returning id into made;
  return made;
end $$;

/* Ends the links made for a piece of work, of one agency or of all; the caller must be able to enter the work. */
create function authz.end_links(for_work uuid, of_agency uuid, ends timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer;
begin
  if c.staff is null or not exists (select from authz.enter_work(for_work)) then
    raise exception 'no right to this work' using errcode = '42501';
  end if;
  update public.link set valid_until = ends where partnership_id = c.partnership and work_id = for_work
    and (of_agency is null or agency_id = of_agency) and coalesce(valid_until, 'infinity') > ends;
  get diagnostics n = row_count;
  return n;
end $$;

/* For the live server: who is linked to these people now, and the version of all grants. */
create function authz.audience(p uuid, about uuid[]) returns table (person_id uuid, staff_id uuid, agency_id uuid, role text, purpose text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.person_id, l.staff_id, l.agency_id, l.role, l.purpose from public.link l
  where l.partnership_id = p and l.person_id = any (about)
    and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp() $$;
create function authz.blocks_now(p uuid) returns table (person_id uuid, against_staff uuid, exempt_staff uuid[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.person_id, b.against_staff, b.exempt_staff from authz.block b
  where b.partnership_id = p and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp() $$;
create function authz.grants_now(p uuid) returns table (agency_id uuid, role text, purpose text, cell integer, reach text, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.agency_id, g.role, g.purpose, g.cell, g.reach, g.valid_from, g.valid_until from authz.grant_cell g
  where g.partnership_id = p and g.access in ('read', 'own') and g.valid_until > statement_timestamp() $$;
create function authz.version_now(p uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select coalesce((select n from authz.version where partnership_id = p), 0) $$;

/* Why the viewer's cells are open: for "Why can I see this?". Only what is open is returned. */
create function authz.why_open() returns table (cell integer, clause_id uuid, access text, reach text, valid_until timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.cell, g.clause_id, g.access, g.reach, g.valid_until from authz.grant_cell g, authz.context() c
  where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
    and g.access in ('read', 'own') and (g.reach = 'hub' or c.lens = 'linked')
    and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp() $$;

revoke execute on all functions in schema authz from public;
grant execute on function authz.append_acts(jsonb), authz.open_work(uuid, integer, text, text), authz.enter_work(uuid),
  authz.enter_person(uuid), authz.add_link(uuid, uuid, uuid, text, text, uuid, timestamptz),
  authz.end_links(uuid, uuid, timestamptz), authz.why_open() to kith_linked, kith_hub;
grant execute on function authz.audience(uuid, uuid[]), authz.blocks_now(uuid), authz.grants_now(uuid), authz.version_now(uuid) to kith_service;
grant select on authz.version to kith_service;
