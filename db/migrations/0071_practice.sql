-- What every practice room stands on: an episode with its state, what was recorded at each step, and local settings.
-- The words of the rooms to come stand here together, so that each room's own migration adds only its own tables.

insert into category (code, title, about) values
  ('custody', 'Custody', 'Detention of a child by the police, what was done for the child meanwhile, and searches'),
  ('trigger_plan', 'Plan for when the child goes missing', 'What whoever looks for the child needs to know; opened to the police only while the child is missing'),
  ('referral', 'Referrals to help', 'That somebody was referred to a programme or a service, and what became of it; never what was said there'),
  ('plan', 'Family plan', 'The plan that a family and its workers keep together'),
  ('safe_place', 'Safe accommodation', 'Where somebody stays who must not be found');
insert into purpose (code, title, about) values
  ('custody', 'Care of a child in custody', 'To look after a child whom the police detain, and to keep the detention lawful and short');

update category set sensitivity = 'offence' where code = 'custody';
update category set sensitivity = 'special' where code in ('trigger_plan', 'referral', 'plan', 'safe_place');
update gateway set purposes = array_append(purposes, 'custody'), from_kinds = array_append(from_kinds, 'care'),
  to_kinds = array_append(to_kinds, 'care') where code = 'ca2004_s10' and purposes is not null;
update gateway set from_kinds = array_append(from_kinds, 'care') where code = 'partnership_terms';
insert into agency_kind (code, title, is_public, is_health_or_social_care, is_competent_authority, source) values
  ('care', 'Children’s home or fostering service', false, true, false, 'Care Standards Act 2000 s.1');
insert into gateway (code, title, about, source, source_url, valid_from, from_kinds, to_kinds, purposes, instead) values
  ('pace1984_code_c', 'Police and Criminal Evidence Act 1984, sections 38 and 57, and Code C',
    'A detained child''s appropriate adult, parents, health care and the council are told what they need to do their part',
    'Police and Criminal Evidence Act 1984 ss.38(6), 57; Code C 1.4, 3.13 to 3.20, 9', 'https://www.legislation.gov.uk/ukpga/1984/60/section/38',
    '2000-01-01', '{police}', '{council,health,community,youth_justice,care}', '{custody}',
    'Outside detention use the Children Act 2004, section 10');

alter table agency drop constraint agency_kind_check;
alter table agency add constraint agency_kind_check check (kind in ('police', 'council', 'youth_justice', 'school', 'health',
  'community', 'policing_body', 'probation', 'housing', 'partnership', 'care'));

insert into role (code, title, does, lens) values
  ('locate_officer', 'Missing locate team officer', 'Looks for missing children and young people, day and night', 'linked'),
  ('inspector', 'Duty inspector', 'Supervises the response to missing children and reviews detention', 'linked'),
  ('superintendent', 'Superintendent', 'Authorises in advance what the law or the force reserves to this rank', 'linked'),
  ('residential_carer', 'Children’s home worker', 'Looks after children who live in a children’s home', 'linked'),
  ('return_interviewer', 'Return home interviewer', 'Talks with a child who was missing, independently of police and care', 'linked'),
  ('appropriate_adult', 'Appropriate adult', 'Helps a detained child to understand and to be understood', 'linked'),
  ('liaison_practitioner', 'Liaison and diversion practitioner', 'Offers health and family support to every child who is detained', 'linked'),
  ('early_help_worker', 'Early help worker', 'Works with a family on a plan before things get worse', 'linked'),
  ('programme_worker', 'Programme worker', 'Runs a programme that helps children and families', 'linked'),
  ('carer', 'Carer, by link', 'A foster carer or relative who opens one child’s plan through a personal link', 'linked'),
  ('parent', 'Parent, by link', 'A parent who opens the family’s own plan through a personal link', 'linked');

insert into role_purpose (role, purpose) values
  ('locate_officer', 'missing_response'), ('inspector', 'missing_response'), ('inspector', 'custody'),
  ('superintendent', 'custody'), ('custody_sergeant', 'custody'),
  ('residential_carer', 'safeguard_child'), ('residential_carer', 'missing_response'),
  ('return_interviewer', 'missing_response'), ('appropriate_adult', 'custody'), ('liaison_practitioner', 'custody'),
  ('early_help_worker', 'safeguard_child'), ('programme_worker', 'safeguard_child'),
  ('carer', 'missing_response'), ('parent', 'safeguard_child'),
  ('front_door_worker', 'missing_response'), ('front_door_manager', 'missing_response'), ('social_worker', 'missing_response'),
  ('front_door_worker', 'custody'), ('front_door_manager', 'custody'), ('social_worker', 'custody');

-- What each of them sees and writes of their own agency. Whoever works with a category all day reaches it from a desk.
insert into own_scope (role, category, highest_tier, reach, may_write)
select r, c, t, reach, true from (values
  (array['locate_officer', 'inspector'], array['identity', 'identifier'], 2, 'hub'),
  (array['locate_officer', 'inspector'], array['contact', 'needs', 'involvement', 'family', 'voice', 'concern', 'narrative', 'police', 'place', 'notification', 'request', 'answer', 'decision', 'feedback', 'disclosure'], 2, 'linked'),
  (array['locate_officer', 'inspector'], array['missing'], 3, 'hub'),
  (array['inspector', 'superintendent', 'custody_sergeant'], array['custody'], 3, 'hub'),
  (array['superintendent'], array['identity', 'identifier'], 2, 'hub'),
  (array['superintendent'], array['needs', 'involvement', 'police', 'concern', 'decision', 'disclosure'], 3, 'linked'),
  (array['residential_carer'], array['identity', 'identifier'], 2, 'hub'),
  (array['residential_carer'], array['missing', 'trigger_plan'], 2, 'hub'),
  (array['residential_carer'], array['contact', 'needs', 'involvement', 'family', 'voice', 'concern', 'narrative', 'place', 'support', 'notification', 'request', 'answer', 'decision', 'feedback', 'disclosure'], 2, 'linked'),
  (array['return_interviewer'], array['identity'], 1, 'hub'),
  (array['return_interviewer'], array['missing'], 2, 'hub'),
  (array['return_interviewer'], array['needs', 'involvement', 'voice', 'concern', 'narrative', 'notification', 'disclosure'], 2, 'linked'),
  (array['appropriate_adult', 'liaison_practitioner'], array['identity'], 1, 'hub'),
  (array['appropriate_adult'], array['custody'], 1, 'hub'),
  (array['liaison_practitioner'], array['custody', 'health'], 2, 'hub'),
  (array['appropriate_adult', 'liaison_practitioner'], array['needs', 'involvement', 'voice', 'concern', 'disclosure'], 1, 'linked'),
  (array['early_help_worker'], array['identity', 'identifier'], 2, 'hub'),
  (array['early_help_worker'], array['support', 'plan'], 2, 'hub'),
  (array['early_help_worker'], array['contact', 'needs', 'involvement', 'family', 'voice', 'concern', 'narrative', 'education', 'notification', 'request', 'answer', 'decision', 'feedback', 'disclosure'], 2, 'linked'),
  (array['programme_worker', 'mentor'], array['plan'], 1, 'linked'),
  (array['programme_worker'], array['identity'], 2, 'hub'),
  (array['programme_worker'], array['support'], 2, 'hub'),
  (array['programme_worker'], array['safe_place'], 3, 'linked'),
  (array['programme_worker'], array['contact', 'needs', 'involvement', 'voice', 'concern', 'narrative', 'notification', 'request', 'answer', 'decision', 'feedback', 'disclosure'], 2, 'linked'),
  (array['mentor', 'programme_worker', 'early_help_worker', 'youth_justice_worker', 'liaison_practitioner'], array['referral'], 2, 'hub'),
  (array['front_door_worker', 'front_door_manager', 'social_worker', 'neighbourhood_officer', 'exploitation_detective',
    'custody_sergeant', 'safeguarding_lead', 'emergency_nurse'], array['referral'], 2, 'linked'),
  (array['carer'], array['trigger_plan'], 1, 'linked'),
  (array['carer', 'parent'], array['identity'], 0, 'linked'),
  (array['carer'], array['missing'], 0, 'linked'),
  (array['parent'], array['plan'], 0, 'linked'),
  (array['front_door_worker', 'front_door_manager', 'social_worker'], array['custody', 'trigger_plan', 'plan'], 2, 'linked'),
  (array['social_worker'], array['safe_place'], 3, 'linked'),
  (array['exploitation_detective'], array['custody'], 1, 'linked')
) s(roles, categories, t, reach) cross join unnest(s.roles) r cross join unnest(s.categories) c;
-- A supporting category is reached from the desk by whoever runs the work in it.
update own_scope set reach = 'hub' where (role, category) in (('exploitation_detective', 'missing'), ('mentor', 'support'),
  ('youth_justice_worker', 'youth_justice'), ('social_worker', 'missing'), ('front_door_manager', 'missing'));

select authz.make_cells(partnership_id, id) from agency;
select authz.compile_own(id) from partnership;

-- One piece of work of a practice room and where it stands. What is recorded at its steps are entries of their own.
create table episode (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  kind text not null,
  reference text not null,
  state text not null,
  urgency text not null default 'routine' check (urgency in ('immediate', 'today', 'routine')),
  team text references role,
  assigned_to uuid,
  parent_id uuid,
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_agency uuid not null,
  closed_at timestamptz,
  revision integer not null default 1,
  primary key (partnership_id, id)
);
comment on table episode is 'personal: a piece of work of a practice room: what it is, where it stands, who has it';
create index episode_by_person on episode (partnership_id, person_id, opened_at desc);
create index episode_by_kind on episode (partnership_id, kind, opened_at desc);
create index episode_open on episode (partnership_id, kind, opened_at) where closed_at is null;
create index episode_of_staff on episode (partnership_id, assigned_to) where closed_at is null and assigned_to is not null;
create index episode_by_parent on episode (partnership_id, parent_id) where parent_id is not null;
call authz.protect('episode');
grant update (state, urgency, team, assigned_to, closed_at, revision) on episode to kith_linked, kith_hub;

-- What somebody recorded at a step: the answers of one form, one row for each audience of its questions.
create table episode_entry (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  work_id uuid not null,
  kind text not null,
  step text not null,
  taking_id uuid not null,
  answers jsonb not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_agency uuid not null,
  withdrawn_at timestamptz,
  primary key (partnership_id, id)
);
comment on table episode_entry is 'personal: what was recorded at a step of an episode, for one audience';
create index episode_entry_by_work on episode_entry (partnership_id, work_id, recorded_at);
create index episode_entry_by_person on episode_entry (partnership_id, person_id);
create index episode_entry_by_step on episode_entry (partnership_id, kind, step, happened_at desc);
call authz.protect('episode_entry');
grant update (withdrawn_at) on episode_entry to kith_linked, kith_hub;

-- A partnership's own values: scales, thresholds, criteria, further questions. Versions are added, none is changed.
create table practice_setting (
  partnership_id uuid not null references partnership,
  code text not null,
  version integer not null,
  value jsonb not null,
  valid_from timestamptz not null default statement_timestamp(),
  source text not null,
  set_by uuid,
  set_at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, code, version)
);
comment on table practice_setting is 'tenant: a local scale, threshold, criterion or question, by version, with its source';
call authz.tenant('practice_setting');

/* Adds the next version of a setting; what has begun keeps the version it began with. */
create function authz.add_setting(of_code text, new_value jsonb, from_when timestamptz, its_source text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made integer;
begin
  if c.staff is null or c.role <> 'administrator' then return null; end if;
  perform pg_advisory_xact_lock(1806, hashtext(c.partnership::text || of_code));
  select coalesce(max(s.version), 0) + 1 into made from public.practice_setting s
    where s.partnership_id = c.partnership and s.code = of_code;
  insert into public.practice_setting (partnership_id, code, version, value, valid_from, source, set_by)
  values (c.partnership, of_code, made, new_value, greatest(from_when, statement_timestamp()), its_source, c.staff);
  return made;
end $$;
revoke execute on function authz.add_setting(text, jsonb, timestamptz, text) from public;
grant execute on function authz.add_setting(text, jsonb, timestamptz, text) to kith_linked, kith_hub;

-- The person's own account: what the law gives a person is gathered from one function for each part of the house, so that
-- a new room adds its own and changes none. Each is named authz.subject_rows_of_<room> and has the same columns.
alter function authz.subject_rows(uuid, uuid[], integer[]) rename to subject_rows_of_records;
create function authz.subject_rows_of_practice(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'held', t.cell, 'episode', t.id, t.opened_at, 'Work that was done about you', authz.lines('What', authz.words(t.kind),
      'Number', t.reference, 'Where it stands', authz.words(t.state), 'Begun on', authz.day(t.opened_at), 'Ended on', authz.day(t.closed_at))
    from public.episode t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'episode_entry', t.id, t.happened_at, 'Something recorded while we worked with you',
      authz.lines('Part of', authz.words(t.kind), 'What was done', authz.words(t.step), 'When', authz.day(t.happened_at),
        'Taken back on', authz.day(t.withdrawn_at))
      || (select coalesce(jsonb_agg(jsonb_build_array(authz.words(e.key), case jsonb_typeof(e.value)
            when 'array' then (select string_agg(authz.words(v), ', ') from jsonb_array_elements_text(e.value) v)
            else e.value #>> '{}' end) order by e.key), '[]') from jsonb_each(t.answers) e)
    from public.episode_entry t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells) $$;
create function authz.subject_rows(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare part text;
begin
  for part in select f.proname from pg_catalog.pg_proc f where f.pronamespace = 'authz'::regnamespace
    and f.proname like 'subject\_rows\_of\_%' order by 1
  loop return query execute format('select * from authz.%I($1, $2, $3)', part) using p, whose, cells; end loop;
end $$;
revoke execute on function authz.subject_rows(uuid, uuid[], integer[]), authz.subject_rows_of_practice(uuid, uuid[], integer[]) from public;

/* The running clocks of a piece of work are held and let go by its owner alone. What is due by law has may_pause = false. */
alter table clock_rule add column may_pause boolean not null default false;
alter table clock add column paused_at timestamptz, add column paused_why text, add column paused_for interval not null default '0',
  add column at_risk_raised_at timestamptz, add column raised_at timestamptz;
create function authz.pause_clocks(of_work uuid, of_rules text[], reason text, from_when timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer;
begin
  if c.staff is null then return 0; end if;
  update public.clock k set paused_at = from_when, paused_why = reason
    where k.partnership_id = c.partnership and k.work_id = of_work and k.rule = any (of_rules) and k.stopped_at is null
      and k.paused_at is null and k.cell = any (authz.own_cells())
      and exists (select from public.clock_rule r where r.code = k.rule and r.version = k.rule_version and r.may_pause);
  get diagnostics n = row_count;
  return n;
end $$;
create function authz.resume_clocks(of_work uuid, of_rules text[], at_when timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer;
begin
  if c.staff is null then return 0; end if;
  update public.clock k set due_at = k.due_at + (at_when - k.paused_at), at_risk_at = k.at_risk_at + (at_when - k.paused_at),
      paused_for = k.paused_for + (at_when - k.paused_at), paused_at = null, paused_why = null
    where k.partnership_id = c.partnership and k.work_id = of_work and k.rule = any (of_rules) and k.stopped_at is null
      and k.paused_at is not null and k.cell = any (authz.own_cells());
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function authz.pause_clocks(uuid, text[], text, timestamptz), authz.resume_clocks(uuid, text[], timestamptz) from public;
grant execute on function authz.pause_clocks(uuid, text[], text, timestamptz), authz.resume_clocks(uuid, text[], timestamptz) to kith_linked, kith_hub;
