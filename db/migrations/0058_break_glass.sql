-- Break-glass: in an emergency one person is opened for at most an hour, for reading only, and everybody who answers
-- for what was seen is told at once and looks at it within two working days.
insert into purpose (code, title, about) values
  ('vital_interests', 'Saving a life or preventing serious harm', 'Emergency access to one person''s record for up to an hour; always reviewed');
insert into gateway (code, title, about, source, source_url) values
  ('vital_interests', 'Vital interests', 'Sharing that is necessary to protect somebody''s life, with a review afterwards',
    'UK GDPR Article 6(1)(d) and Article 9(2)(c); Data Protection Act 2018 Schedule 8 paragraph 3',
    'https://www.legislation.gov.uk/ukpga/2018/12/schedule/8')
on conflict do nothing;

create table break_glass_role (role text primary key references role);
comment on table break_glass_role is 'reference: roles with emergency access; administrators, analysts and boards are never among them';
insert into break_glass_role values ('neighbourhood_officer'), ('exploitation_detective'), ('custody_sergeant'), ('front_door_worker'),
  ('front_door_manager'), ('social_worker'), ('safeguarding_lead'), ('emergency_nurse'), ('youth_justice_worker'), ('probation_officer');

create table break_glass_ground (code text primary key, title text not null, about text not null, source text not null);
comment on table break_glass_ground is 'reference: the grounds of emergency access';
insert into break_glass_ground values
  ('life_at_risk', 'Somebody''s life is at risk', 'Now, or in the next hours',
    'UK GDPR Article 6(1)(d): vital interests'),
  ('serious_harm', 'Serious harm is about to happen', 'Without what the record says, somebody may be seriously hurt',
    'UK GDPR Article 6(1)(d); Data Protection Act 2018 Schedule 1 paragraph 18: safeguarding of children and of individuals at risk'),
  ('missing_child', 'A child is missing and at high risk', 'Police have graded the risk as high',
    'Children Act 1989 section 47; Data Protection Act 2018 Schedule 1 paragraph 18'),
  ('legal_requirement', 'The law requires it now', 'An order of a court or a statutory duty that cannot wait',
    'UK GDPR Article 6(1)(c): legal obligation');

create table break_glass_category (category text primary key references category, highest_tier smallint not null);
comment on table break_glass_category is 'reference: what emergency access opens of every agency, beside what the role sees in a child''s safeguarding';
insert into break_glass_category values ('identity', 1), ('contact', 1), ('needs', 1), ('involvement', 1), ('concern', 1), ('missing', 1);
grant select on break_glass_role, break_glass_ground, break_glass_category to kith_linked, kith_hub, kith_service;

insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('break_glass_review', 1, 'Review an emergency access', 2, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Partnership protocol (starter value)', null, false);

create table break_glass (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  staff_id uuid not null, agency_id uuid not null, role text not null,
  ground text not null references break_glass_ground,
  reason text not null,
  opened_at timestamptz not null default statement_timestamp(),
  ends_at timestamptz not null,
  primary key (partnership_id, id),
  check (ends_at <= opened_at + interval '60 minutes')
);
comment on table break_glass is 'personal: who opened whom in an emergency, on which ground and why';
create index break_glass_by_person on break_glass (partnership_id, person_id);
create index break_glass_by_staff on break_glass (partnership_id, staff_id, ends_at desc);

create table break_glass_review (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  break_glass_id uuid not null,
  owners uuid[] not null,
  staff_id uuid not null, agency_id uuid not null, role text not null,
  ground text not null, reason text not null,
  opened_at timestamptz not null, ends_at timestamptz not null,
  due_at timestamptz not null,
  outcome text check (outcome in ('justified', 'not_justified', 'needs_follow_up')),
  words text,
  reviewed_by uuid, reviewed_at timestamptz,
  primary key (partnership_id, id)
);
comment on table break_glass_review is 'personal: what each owner of what was opened thinks of an emergency access';
create index break_glass_review_by_person on break_glass_review (partnership_id, person_id);
create index break_glass_review_by_access on break_glass_review (partnership_id, break_glass_id);
create index break_glass_review_due on break_glass_review (partnership_id, due_at) where outcome is null;
call authz.protect('break_glass'); call authz.protect('break_glass_review');
revoke insert on break_glass, break_glass_review from kith_linked, kith_hub; -- only the functions below

-- The link of an emergency is for its own purpose, for one member of staff, and for an hour at most; nothing else is.
do $$
declare was text := (select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'link'::regclass and conname = 'link_kind_check');
begin
  alter table link drop constraint link_kind_check;
  execute 'alter table link add constraint link_kind_check ' || replace(was, '''on_call''::text', '''on_call''::text, ''break_glass''::text');
end $$;
alter table link add constraint link_of_an_emergency check ((kind = 'break_glass') = (purpose = 'vital_interests')
  and (kind <> 'break_glass' or (staff_id is not null and valid_until is not null and valid_until <= valid_from + interval '60 minutes')));

/* The cells of an emergency: what the role sees for safeguarding, and a short list of every agency. The context's
   purpose makes the pairing safe: links for vital interests lead to nobody but the person who was opened. */
create function authz.emergency_cells(c authz.ctx) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare usual authz.ctx := c; more integer[];
begin
  if not exists (select from public.break_glass g where g.partnership_id = c.partnership and g.staff_id = c.staff and g.role = c.role
    and g.ends_at > statement_timestamp()) then return '{}'; end if;
  usual.purpose := 'safeguard_child';
  select array_agg(t.id) into more from public.cell t join public.break_glass_category b on b.category = t.category
  where t.partnership_id = c.partnership and t.tier <= b.highest_tier;
  return authz.cells_with(usual, '{read,own}') || coalesce(more, '{}');
end $$;
create or replace function authz.cells() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.lens = 'linked' and c.purpose = 'vital_interests' then return authz.emergency_cells(c); end if;
  if c.lens = 'linked' then return authz.cells_with(c, '{read,own}'); end if;
  return '{}';
end $$;

/* Writing does not depend on the lens: own cells and those where a clause lets this agency deposit. In an emergency
   only the reading itself is written down. */
create or replace function authz.cells_to_write(c authz.ctx, accesses text[]) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found integer[] := '{}'; part integer[];
begin
  if c.purpose = 'vital_interests' then
    return array(select t.id from public.cell t where 'deposit' = any (accesses) and t.partnership_id = c.partnership
      and t.agency_id = c.agency and t.category = 'disclosure' and t.tier = 0);
  end if;
  for part in select g.cells from authz.cell_set g
    where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
      and g.access = any (accesses)
      and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
  loop found := found || part; end loop;
  return found;
end $$;

/* Opens one person for this member of staff. The answers are 'forbidden' (role), 'open' (one at a time), 'absent'
   (nobody there, or hidden), 'done'. Whoever answers for what can be seen is told, and has a review to make. */
create function authz.break_glass(about uuid, on_ground text, why text, minutes integer, rule_version integer, due timestamptz,
  at_risk timestamptz) returns table (outcome text, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context(); made public.break_glass; own integer; keeper record; review uuid;
begin
  if c.staff is null or not exists (select from public.break_glass_role r where r.role = c.role) then
    return query select 'forbidden', null::uuid; return;
  end if;
  if minutes < 1 or minutes > 60 or length(btrim(why)) < 20 then raise exception 'not an emergency access' using errcode = '22023'; end if;
  perform pg_advisory_xact_lock(1858, hashtext(c.staff::text));
  if exists (select from public.break_glass g where g.partnership_id = c.partnership and g.staff_id = c.staff
    and g.ends_at > statement_timestamp()) then return query select 'open', null::uuid; return; end if;
  if about = any (authz.blocked()) or not exists (select from public.person p where p.partnership_id = c.partnership and p.id = about) then
    return query select 'absent', null::uuid; return;
  end if;
  own := authz.protection_cell(c.partnership, authz.keeper_of(c.partnership, c.agency));
  insert into public.break_glass (partnership_id, person_id, cell, staff_id, agency_id, role, ground, reason, ends_at)
  values (c.partnership, about, own, c.staff, c.agency, c.role, on_ground, why, statement_timestamp() + make_interval(mins => minutes))
  returning * into made;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_from, valid_until)
  select c.partnership, about, t.id, c.staff, c.agency, c.role, 'vital_interests', made.id, 'break_glass', made.opened_at, made.ends_at
  from public.cell t where t.partnership_id = c.partnership and t.agency_id = c.agency and t.category = 'involvement' and t.tier = 0;
  for keeper in
    select authz.keeper_of(c.partnership, h.agency_id) as agency_id, array_agg(h.agency_id) as owners from (
      select t.agency_id from public.source_record s join public.cell t on t.id = s.cell where s.partnership_id = c.partnership and s.person_id = about
      union select t.agency_id from public.record s join public.cell t on t.id = s.cell where s.partnership_id = c.partnership and s.person_id = about
      union select t.agency_id from public.involvement s join public.cell t on t.id = s.cell where s.partnership_id = c.partnership and s.person_id = about
      union select c.agency) h group by 1
  loop
    insert into public.break_glass_review (partnership_id, person_id, cell, break_glass_id, owners, staff_id, agency_id, role, ground, reason,
      opened_at, ends_at, due_at)
    values (c.partnership, about, authz.protection_cell(c.partnership, keeper.agency_id), made.id, keeper.owners, c.staff, c.agency, c.role,
      on_ground, why, made.opened_at, made.ends_at, due) returning break_glass_review.id into review;
    insert into public.clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at)
    values (c.partnership, about, authz.protection_cell(c.partnership, keeper.agency_id), review, 'break_glass_review', rule_version,
      made.opened_at, due, at_risk);
    perform authz.raise_alert(c.partnership, keeper.agency_id, authz.keeping_role(c.partnership, keeper.agency_id), null,
      'break_glass_used', review);
  end loop;
  perform authz.raise_alert(c.partnership, l.agency_id, l.role, l.staff_id, 'break_glass_used', made.id) from (
    select distinct l.agency_id, case when l.staff_id is null then l.role end as role, l.staff_id from public.link l
    where l.partnership_id = c.partnership and l.person_id = about and l.kind = 'allocated' and l.staff_id is distinct from c.staff
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()) l;
  if (select count(*) from public.break_glass g where g.partnership_id = c.partnership and g.staff_id = c.staff
    and g.opened_at > statement_timestamp() - interval '7 days') > 3 then
    keeper.agency_id := authz.keeper_of(c.partnership, c.agency);
    perform authz.raise_alert(c.partnership, keeper.agency_id, authz.keeping_role(c.partnership, keeper.agency_id), null,
      'break_glass_often', review.id) from public.break_glass_review review
    where review.partnership_id = c.partnership and review.break_glass_id = made.id
      and review.cell = authz.protection_cell(c.partnership, keeper.agency_id);
  end if;
  return query select 'done', made.id;
end $$;

/* What this member of staff has opened: reference, ground and time; whom, only while it is open. */
create function authz.my_break_glass() returns table (id uuid, ground text, reason text, opened_at timestamptz, ends_at timestamptz, person_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select g.id, g.ground, g.reason, g.opened_at, g.ends_at, case when g.ends_at > statement_timestamp() then g.person_id end
    from public.break_glass g where g.partnership_id = c.partnership and g.staff_id = c.staff order by g.opened_at desc limit 20;
end $$;

create function authz.end_break_glass() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer;
begin
  if c.staff is null then return 0; end if;
  update public.link l set valid_until = statement_timestamp() where l.partnership_id = c.partnership and l.staff_id = c.staff
    and l.kind = 'break_glass' and l.valid_until > statement_timestamp();
  update public.break_glass g set ends_at = statement_timestamp() where g.partnership_id = c.partnership and g.staff_id = c.staff
    and g.ends_at > statement_timestamp();
  get diagnostics n = row_count;
  return n;
end $$;

/* Whom an emergency access was about, for a professional who is allocated to that person; nothing for anybody else. */
create function authz.break_glass_told(which uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  return (select g.person_id from public.break_glass g where g.partnership_id = c.partnership and g.id = which
    and not (g.person_id = any (authz.blocked()))
    and exists (select from public.link l where l.partnership_id = c.partnership and l.person_id = g.person_id and l.kind = 'allocated'
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()));
end $$;

/* The owner's finding: once, or again after a follow-up; never by whoever is reviewed. */
create function authz.review_break_glass(which uuid, finding text, in_words text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.break_glass_review;
begin
  select * into r from public.break_glass_review t where t.partnership_id = c.partnership and t.id = which for update;
  if not found or not authz.is_keeping(c, r.cell) or c.role = 'senior_officer' or r.person_id = any (authz.blocked()) then return 'absent'; end if;
  if r.staff_id = c.staff then return 'own'; end if;
  if r.outcome in ('justified', 'not_justified') or r.outcome = finding then return 'settled'; end if;
  update public.break_glass_review set outcome = finding, words = in_words, reviewed_by = c.staff, reviewed_at = statement_timestamp()
    where partnership_id = c.partnership and id = which;
  update public.clock set stopped_at = statement_timestamp(), stopped_by = c.staff, stopped_why = 'reviewed'
    where partnership_id = c.partnership and work_id = which and stopped_at is null;
  if finding = 'not_justified' then
    perform authz.raise_alert(c.partnership, r.agency_id, 'senior_officer', null, 'break_glass_not_justified', r.break_glass_id);
  end if;
  return 'done';
end $$;

/* For the board: how many reviews are late, of which agency, since when; nobody's name. */
create function authz.late_reviews() returns table (agency_id uuid, opened_at timestamptz, due_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role not in ('board_chair', 'information_governance_lead') then return; end if;
  return query select t.agency_id, r.opened_at, r.due_at from public.break_glass_review r join public.cell t on t.id = r.cell
    where r.partnership_id = c.partnership and r.outcome is null and r.due_at < statement_timestamp() order by r.due_at;
end $$;

revoke execute on function authz.emergency_cells(authz.ctx),
  authz.break_glass(uuid, text, text, integer, integer, timestamptz, timestamptz), authz.my_break_glass(), authz.end_break_glass(),
  authz.break_glass_told(uuid), authz.review_break_glass(uuid, text, text), authz.late_reviews() from public;
grant execute on function authz.break_glass(uuid, text, text, integer, integer, timestamptz, timestamptz), authz.my_break_glass(),
  authz.end_break_glass(), authz.break_glass_told(uuid), authz.review_break_glass(uuid, text, text), authz.late_reviews()
  to kith_linked, kith_hub;
