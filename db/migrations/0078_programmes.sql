-- Help that starts: a directory of programmes in the shape of Open Referral UK, what is known of each approach, who may
-- take part, how many places there are, and what became of each referral.

create table evidence_band (
  code text primary key check (code in ('HIGH', 'MODERATE', 'LOW', 'NO CLEAR EVIDENCE', 'HARMFUL')),
  place smallint not null, meaning text not null, source text not null
);
comment on table evidence_band is 'reference: how sure one may be that an approach prevents violence';
create table evidence_approach (
  code text not null, as_of date not null, title text not null,
  band text not null references evidence_band,
  source text not null, source_url text, verified boolean not null default false,
  primary key (code, as_of)
);
comment on table evidence_approach is 'reference: an approach to preventing violence and its band on a day, with its source';
create table programme_taxonomy (id uuid primary key, name text not null, description text not null, uri text, version text);
comment on table programme_taxonomy is 'reference: a list of words by which programmes are found';
create table programme_term (
  id uuid primary key, taxonomy_id uuid not null references programme_taxonomy, code text not null unique, name text not null,
  description text not null
);
comment on table programme_term is 'reference: a word by which programmes are found';
create index programme_term_by_taxonomy on programme_term (taxonomy_id);
grant select on evidence_band, evidence_approach, programme_taxonomy, programme_term to kith_linked, kith_hub, kith_service;

insert into evidence_band (code, place, meaning, source) values
  ('HIGH', 1, 'Studies suggest that it prevents a great deal of violence: about a third less, or more.', 'Youth Endowment Fund Toolkit'),
  ('MODERATE', 2, 'Studies suggest that it prevents a fair amount of violence: about a tenth to a third less.', 'Youth Endowment Fund Toolkit'),
  ('LOW', 3, 'Studies suggest that it prevents a little violence: less than a tenth.', 'Youth Endowment Fund Toolkit'),
  ('NO CLEAR EVIDENCE', 4, 'Nobody knows yet whether it prevents violence: too few sound studies, or they disagree. It may help in other ways.', 'Youth Endowment Fund Toolkit'),
  ('HARMFUL', 5, 'Studies suggest that children who take part go on to offend more than children who do not.', 'Youth Endowment Fund Toolkit');
insert into evidence_approach (code, as_of, title, band, source, source_url, verified)
select code, '2025-06-01', title, band, 'Youth Endowment Fund Toolkit, sector pages', 'https://youthendowmentfund.org.uk/toolkit/', false from (values
  ('focused_deterrence', 'Focused deterrence', 'HIGH'), ('sports', 'Sports programmes', 'HIGH'),
  ('cognitive_behavioural_therapy', 'Cognitive behavioural therapy', 'HIGH'),
  ('pre_court_diversion', 'Pre-court diversion', 'MODERATE'), ('restorative_justice', 'Restorative justice', 'MODERATE'),
  ('mentoring', 'Mentoring', 'MODERATE'), ('police_in_schools', 'Police in schools', 'NO CLEAR EVIDENCE'),
  ('knife_education', 'Knife crime education programmes', 'NO CLEAR EVIDENCE'), ('arts', 'Arts programmes', 'NO CLEAR EVIDENCE'),
  ('trauma_training', 'Trauma-informed training and service redesign', 'NO CLEAR EVIDENCE'),
  ('prison_awareness', 'Prison awareness programmes', 'HARMFUL'), ('boot_camps', 'Boot camps', 'HARMFUL')
) a(code, title, band);
insert into programme_taxonomy (id, name, description, uri, version) values
  ('5f0c5b9e-6a0f-4a7e-9a50-0f3f2d6f1a01', 'Kinds of help', 'What a programme does for a child or a family', null, '1'),
  ('5f0c5b9e-6a0f-4a7e-9a50-0f3f2d6f1a02', 'Needs', 'What a child or a family is looking for help with', null, '1');
insert into programme_term (id, taxonomy_id, code, name, description)
select gen_random_uuid(), ('5f0c5b9e-6a0f-4a7e-9a50-0f3f2d6f1a0' || list)::uuid, code, name, about from (values
  (1, 'mentoring', 'Mentoring', 'One adult who walks alongside a young person over months'),
  (1, 'diversion', 'Diversion', 'Something instead of prosecution, or to keep a child out of trouble'),
  (1, 'parenting', 'Parenting support', 'Help for parents and carers'),
  (1, 'counselling', 'Counselling and therapy', 'Talking with somebody who is trained to help'),
  (1, 'safe_accommodation', 'Safe accommodation', 'A place to stay where nobody can find you who must not'),
  (1, 'activity', 'Activities', 'Sport, arts and other things to do'),
  (2, 'need_violence', 'Violence and carrying a knife', 'Children who carry a weapon, hurt somebody or were hurt'),
  (2, 'need_exploitation', 'Exploitation', 'Children whom somebody uses for crime or for sex'),
  (2, 'need_trauma', 'Trauma and loss', 'Children and families after something terrible'),
  (2, 'need_family', 'Family life', 'Quarrels at home, and parents who want support'),
  (2, 'need_school', 'School and training', 'Children who are out of school or close to it'),
  (2, 'need_substances', 'Drugs and alcohol', 'Children who use drugs or drink'),
  (2, 'need_home', 'Somewhere safe to live', 'Families and young people who must leave their home')
) t(list, code, name, about);

-- The directory. It says nothing of any child; whatever stands in it may be read by everybody in the partnership, save the
-- address of a place that must not be found, which only its own agency reads and the public never.
create table programme (
  partnership_id uuid not null references partnership,
  id uuid not null,
  agency_id uuid not null,
  name text not null,
  description text not null,
  kind text not null,
  status text not null default 'active' check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  url text, email text, phone text, accreditations text, alert text,
  minimum_age integer check (minimum_age between 0 and 120), maximum_age integer check (maximum_age between 0 and 120),
  approach text,
  needs text[] not null default '{}', areas text[] not null default '{}', languages text[] not null default '{}',
  accessibility text, cost text, session_days text[] not null default '{}', opens_at time, closes_at time, session_notes text,
  contact_name text,
  takes_referrals boolean not null default true,
  published boolean not null default false,
  places integer check (places >= 0), taken integer not null default 0 check (taken >= 0), next_place_on date,
  assured_on date, assurer_email text,
  revision integer not null default 1, changed_at timestamptz not null default statement_timestamp(), changed_by uuid,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agency,
  check (maximum_age is null or minimum_age is null or maximum_age >= minimum_age)
);
comment on table programme is 'tenant: a programme of a provider, as in a public directory, and how many places it has';
create index programme_by_agency on programme (partnership_id, agency_id);
call authz.tenant('programme');
create table programme_location (
  partnership_id uuid not null, id uuid not null, programme_id uuid not null, agency_id uuid not null,
  hidden boolean not null default false, name text not null,
  address_1 text, city text, county text, postal_code text, latitude double precision, longitude double precision,
  primary key (partnership_id, id),
  foreign key (partnership_id, programme_id) references programme on delete cascade
);
comment on table programme_location is 'tenant: where a programme takes place; a hidden place is read by its own agency alone';
create index programme_location_by_programme on programme_location (partnership_id, programme_id);
call authz.tenant('programme_location');
create policy hidden_from_others on programme_location as restrictive for select to kith_linked, kith_hub
  using (not hidden or agency_id = (select authz.agency()));
create policy hidden_from_public on programme_location as restrictive for select to kith_service using (not hidden);

create table programme_rules (
  partnership_id uuid not null, programme_id uuid not null, version integer not null,
  rules jsonb not null, valid_from timestamptz not null default statement_timestamp(), source text not null, set_by uuid,
  primary key (partnership_id, programme_id, version),
  foreign key (partnership_id, programme_id) references programme on delete cascade
);
comment on table programme_rules is 'tenant: who may take part in a programme, by version';
call authz.tenant('programme_rules');

/* Who may write this programme: the people who run it, and the administrator of the partnership. */
create function authz.may_keep_programme(of_agency uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  return coalesce(c.staff is not null and (c.role = 'administrator'
    or (c.agency = of_agency and c.role in ('programme_worker', 'mentor'))), false);
end $$;

/* Writes a whole entry; the revision says that nobody else has meanwhile. Null: not allowed, or changed since. */
create function authz.save_programme(entry jsonb, its_location jsonb, seen_revision integer) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); p public.programme; was public.programme;
begin
  p := jsonb_populate_record(null::public.programme, entry);
  if not authz.may_keep_programme(p.agency_id) then return null; end if;
  if not exists (select from public.agency a where a.partnership_id = c.partnership and a.id = p.agency_id) then return null; end if;
  select * into was from public.programme x where x.partnership_id = c.partnership and x.id = p.id for update;
  if found then
    if was.revision <> seen_revision or not authz.may_keep_programme(was.agency_id) then return null; end if;
    update public.programme x set name = p.name, description = p.description, kind = p.kind, status = p.status, url = p.url,
      email = p.email, phone = p.phone, accreditations = p.accreditations, alert = p.alert, minimum_age = p.minimum_age,
      maximum_age = p.maximum_age, approach = p.approach, needs = coalesce(p.needs, '{}'), areas = coalesce(p.areas, '{}'),
      languages = coalesce(p.languages, '{}'), accessibility = p.accessibility, cost = p.cost,
      session_days = coalesce(p.session_days, '{}'), opens_at = p.opens_at, closes_at = p.closes_at,
      session_notes = p.session_notes, contact_name = p.contact_name, takes_referrals = p.takes_referrals,
      published = p.published, places = p.places, next_place_on = p.next_place_on, assured_on = p.assured_on,
      assurer_email = p.assurer_email, revision = x.revision + 1, changed_at = statement_timestamp(), changed_by = c.staff
    where x.partnership_id = c.partnership and x.id = p.id;
  else
    insert into public.programme (partnership_id, id, agency_id, name, description, kind, status, url, email, phone,
      accreditations, alert, minimum_age, maximum_age, approach, needs, areas, languages, accessibility, cost, session_days,
      opens_at, closes_at, session_notes, contact_name, takes_referrals, published, places, next_place_on, assured_on,
      assurer_email, changed_by)
    values (c.partnership, p.id, p.agency_id, p.name, p.description, p.kind, p.status, p.url, p.email, p.phone,
      p.accreditations, p.alert, p.minimum_age, p.maximum_age, p.approach, coalesce(p.needs, '{}'), coalesce(p.areas, '{}'),
      coalesce(p.languages, '{}'), p.accessibility, p.cost, coalesce(p.session_days, '{}'), p.opens_at, p.closes_at,
      p.session_notes, p.contact_name, p.takes_referrals, p.published, p.places, p.next_place_on, p.assured_on,
      p.assurer_email, c.staff);
  end if;
  -- A hidden place that the writer does not see stays as it is.
  delete from public.programme_location l where l.partnership_id = c.partnership and l.programme_id = p.id
    and (not l.hidden or l.agency_id = c.agency);
  if its_location is not null then
    insert into public.programme_location (partnership_id, id, programme_id, agency_id, hidden, name, address_1, city, county,
      postal_code, latitude, longitude)
    select c.partnership, l.id, p.id, p.agency_id, l.hidden, l.name, l.address_1, l.city, l.county, l.postal_code, l.latitude,
      l.longitude from jsonb_populate_record(null::public.programme_location, its_location) l;
  end if;
  return p.id;
end $$;
create function authz.add_programme_rules(of_programme uuid, new_rules jsonb, its_source text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); p public.programme; made integer;
begin
  select * into p from public.programme x where x.partnership_id = c.partnership and x.id = of_programme for update;
  if not found or not authz.may_keep_programme(p.agency_id) then return null; end if;
  select coalesce(max(r.version), 0) + 1 into made from public.programme_rules r
    where r.partnership_id = c.partnership and r.programme_id = of_programme;
  insert into public.programme_rules (partnership_id, programme_id, version, rules, source, set_by)
  values (c.partnership, of_programme, made, new_rules, its_source, c.staff);
  return made;
end $$;

/* Takes one place, or says that there is none: two at once wait for each other on the row. */
create function authz.take_place(of_programme uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return false; end if;
  update public.programme p set taken = p.taken + 1 where p.partnership_id = c.partnership and p.id = of_programme
    and p.agency_id = c.agency and (p.places is null or p.taken < p.places);
  return found;
end $$;
create function authz.free_place(of_programme uuid) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return false; end if;
  update public.programme p set taken = p.taken - 1 where p.partnership_id = c.partnership and p.id = of_programme
    and p.agency_id = c.agency and p.taken > 0;
  return found;
end $$;

-- What became of each referral, for waiting lists and counts; what was written stands in the entries of the episode.
create table programme_referral (
  partnership_id uuid not null,
  work_id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  programme_id uuid,
  approach text, band text,
  referred_at timestamptz not null,
  waiting_since timestamptz, expected_on date,
  holds_place boolean not null default false,
  accepted_at timestamptz, declined_at timestamptz, decline_reason text,
  first_contact_at timestamptz, started_at timestamptz,
  attended integer not null default 0, not_brought integer not null default 0, cancelled integer not null default 0,
  ended_at timestamptz, ended_how text, end_reason text,
  outcome_at timestamptz, outcome text,
  primary key (partnership_id, work_id)
);
comment on table programme_referral is 'personal: where a referral to a programme stands, when it got there, and what came of it';
create index programme_referral_by_person on programme_referral (partnership_id, person_id);
create index programme_referral_by_programme on programme_referral (partnership_id, programme_id, referred_at);
create index programme_referral_waiting on programme_referral (partnership_id, programme_id, waiting_since) where waiting_since is not null;
call authz.protect('programme_referral');
grant update (programme_id, approach, band, waiting_since, expected_on, holds_place, accepted_at, declined_at, decline_reason,
  first_contact_at, started_at, attended, not_brought, cancelled, ended_at, ended_how, end_reason, outcome_at, outcome)
  on programme_referral to kith_linked, kith_hub;

/* The place in the queue of one referral that is open to whoever asks: a number, and nothing of anybody else. */
create function authz.waiting_place(of_work uuid) returns integer language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.programme_referral; n integer;
begin
  if c.staff is null then return null; end if;
  select * into r from public.programme_referral x where x.partnership_id = c.partnership and x.work_id = of_work
    and x.waiting_since is not null;
  if not found or not (r.cell = any (case when c.lens = 'hub' then authz.hub_cells() else authz.cells() end))
    or (c.lens <> 'hub' and not (r.person_id = any (authz.people()))) or r.person_id = any (authz.blocked()) then return null; end if;
  select count(*) into n from public.programme_referral x where x.partnership_id = c.partnership
    and x.programme_id = r.programme_id and x.waiting_since is not null and (x.waiting_since, x.work_id) <= (r.waiting_since, r.work_id);
  return n;
end $$;
revoke execute on function authz.may_keep_programme(uuid), authz.save_programme(jsonb, jsonb, integer),
  authz.add_programme_rules(uuid, jsonb, text), authz.take_place(uuid), authz.free_place(uuid), authz.waiting_place(uuid) from public;
grant execute on function authz.save_programme(jsonb, jsonb, integer), authz.add_programme_rules(uuid, jsonb, text),
  authz.take_place(uuid), authz.free_place(uuid), authz.waiting_place(uuid) to kith_linked, kith_hub;

create function authz.subject_rows_of_programmes(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'held', t.cell, 'programme_referral', t.work_id, t.referred_at, 'A programme that somebody asked for you',
      authz.lines('Programme', g.name, 'Asked for on', authz.day(t.referred_at), 'On the waiting list since', authz.day(t.waiting_since),
        'Place expected on', t.expected_on::text, 'Accepted on', authz.day(t.accepted_at), 'Turned down on', authz.day(t.declined_at),
        'Why', authz.words(t.decline_reason), 'First contact on', authz.day(t.first_contact_at), 'Started on', authz.day(t.started_at),
        'Sessions attended', t.attended::text, 'Sessions not brought to', t.not_brought::text, 'Sessions called off', t.cancelled::text,
        'Ended on', authz.day(t.ended_at), 'How it ended', authz.words(t.ended_how), 'Why it ended', authz.words(t.end_reason),
        'What came of it', authz.words(t.outcome), 'Asked about on', authz.day(t.outcome_at),
        'What is known of this kind of help', t.band, 'Kind of help', authz.words(t.approach))
    from public.programme_referral t
    left join public.programme g on g.partnership_id = t.partnership_id and g.id = t.programme_id
    where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells) $$;
revoke execute on function authz.subject_rows_of_programmes(uuid, uuid[], integer[]) from public;

insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified, may_pause) values
  ('programme_decision', 1, 'Accept, decline or put on the waiting list', 5, 'working_days', 'end_of_day', '23:59:59', '2020-01-01', 'Local standard (starter value)', null, false, true),
  ('programme_wait', 1, 'Wait for the first session', 84, 'calendar_days', 'end_of_day', '23:59:59', '2020-01-01', 'Local standard (starter value)', null, false, true),
  ('programme_first_contact', 1, 'First contact with the child or family', 5, 'working_days', 'end_of_day', '23:59:59', '2020-01-01', 'Local standard (starter value)', null, false, true),
  ('programme_outcome', 1, 'Ask how things are six months after the programme', 26, 'weeks', 'end_of_day', '23:59:59', '2020-01-01', 'Local standard (starter value); indicator K28', null, false, false);
insert into record_kind (code, title, category, tier) values ('programme_referral', 'Referral to a programme', 'referral', 1);

/* As before; and a team that will do a piece of work in its own cell is linked for the purpose of that work, not for the
   purpose of whoever asks: a search refers to a programme, which helps to safeguard the child. */
create or replace function authz.add_link(about uuid, to_staff uuid, to_agency uuid, to_role text, because text, for_work uuid, ends timestamptz)
returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made uuid; own integer; for_what text;
begin
  if c.staff is null then raise exception 'no context' using errcode = '42501'; end if;
  if because in ('self_claimed', 'break_glass', 'share') then
    raise exception 'this kind of link has its own way' using errcode = '42501';
  end if;
  if about = any (authz.blocked()) then return null; end if;
  if because = 'author' then
    if to_staff is distinct from c.staff or to_agency <> c.agency then raise exception 'a link for somebody else' using errcode = '42501'; end if;
  elsif c.lens = 'linked' and not authz.has_reason(c, about, '{share}') then
    raise exception 'no link to this person' using errcode = '42501';
  end if;
  select w.purpose into for_what from public.work w join public.cell o on o.id = w.cell
    where because = 'team' and w.partnership_id = c.partnership and w.id = for_work and w.person_id = about and o.agency_id = to_agency;
  select id into own from public.cell where partnership_id = c.partnership and agency_id = c.agency and category = 'involvement' and tier = 0;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until, made_by)
  values (c.partnership, about, own, to_staff, to_agency, to_role, coalesce(for_what, c.purpose), for_work, because, ends, c.staff)
  returning id into made;
  return made;
end $$;

-- Whoever may refer writes what they asked for among their own agency's referrals.
insert into own_scope (role, category, highest_tier, reach, may_write) values
  ('liaison_practitioner', 'support', 2, 'linked', true),
  ('return_interviewer', 'referral', 2, 'linked', true), ('residential_carer', 'referral', 2, 'linked', true),
  ('locate_officer', 'referral', 2, 'linked', true), ('inspector', 'referral', 2, 'linked', true)
on conflict (role, category) do nothing;
-- Notes of sessions and grounds for eligibility are tier 3 of a referral: no clause opens them, only one's own agency.
update own_scope set highest_tier = 3 where category = 'referral';
select authz.compile_own(id) from partnership;
