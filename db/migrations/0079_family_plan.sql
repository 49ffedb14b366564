-- Help for the whole family: a plan that the family reads and answers, scales that say how a child is, and places to stay
-- that must not be found.

insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified, may_pause) values
  ('early_help_review', 1, 'Review the plan with the family', 6, 'weeks', 'end_of_day', '23:59:59', '2020-01-01', 'Local standard (starter value): many councils review an early help plan every six weeks', null, false, true),
  ('early_help_answer', 1, 'Answer what the family wrote', 5, 'working_days', 'end_of_day', '23:59:59', '2020-01-01', 'Local standard (starter value)', null, false, true),
  ('early_help_step_up', 1, 'Decide whether social workers take on the family', 1, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Working Together to Safeguard Children 2023: a decision on a referral within one working day', null, false, false);
insert into record_kind (code, title, category, tier) values ('early_help_plan', 'Early help plan', 'plan', 1);

-- Scales --------------------------------------------------------------------------------------------------------------
-- Only numbers: the wording of the questionnaires belongs to its owners and stays on their forms.
create table outcome_scale (
  code text primary key, title text not null, items smallint not null, least smallint not null, most smallint not null,
  more_is_better boolean not null, owner text not null, source text not null, source_url text
);
comment on table outcome_scale is 'reference: a published scale: how many items, which values, whose it is; never its wording';
create table outcome_scale_band (
  scale text not null references outcome_scale, version integer not null, informant text not null, part text not null,
  place smallint not null, band text not null, least numeric not null, most numeric not null,
  source text not null, source_url text, verified boolean not null default false,
  primary key (scale, version, informant, part, place), check (least <= most)
);
comment on table outcome_scale_band is 'reference: how a score of a scale is called, by version, with its source';
create table outcome_scale_conversion (
  scale text not null references outcome_scale, version integer not null, raw smallint not null, metric numeric not null,
  source text not null, source_url text, verified boolean not null default false,
  primary key (scale, version, raw)
);
comment on table outcome_scale_conversion is 'reference: a raw score as a score of equal steps, by version';
create table outcome_scale_change (
  scale text not null references outcome_scale, version integer not null, least_change numeric not null,
  source text not null, source_url text, verified boolean not null default false, primary key (scale, version)
);
comment on table outcome_scale_change is 'reference: how much one person''s score must change before it is more than chance, where it was published';
grant select on outcome_scale, outcome_scale_band, outcome_scale_conversion, outcome_scale_change to kith_linked, kith_hub, kith_service;

insert into outcome_scale (code, title, items, least, most, more_is_better, owner, source, source_url) values
  ('sdq', 'Strengths and Difficulties Questionnaire (SDQ)', 25, 0, 2, false, 'Youth in Mind Ltd: use the authorised paper or on-line form',
    'Goodman 1997; scoring instructions of sdqinfo.org for 4 to 17 years', 'https://www.sdqinfo.org/'),
  ('swemwbs', 'Short Warwick–Edinburgh Mental Wellbeing Scale (SWEMWBS)', 7, 1, 5, true, 'Universities of Warwick and Edinburgh: needs a licence',
    'Stewart-Brown and others 2009', 'https://warwick.ac.uk/wemwbs'),
  ('wemwbs', 'Warwick–Edinburgh Mental Wellbeing Scale (WEMWBS)', 14, 1, 5, true, 'Universities of Warwick and Edinburgh: needs a licence',
    'Tennant and others 2007', 'https://warwick.ac.uk/wemwbs');

-- Four bands from the 2014 UK norms. The teacher's stand in an open article that quotes sdqinfo.org; the parent's, the
-- self-report's and the impact bands were not compared with the original and say so.
insert into outcome_scale_band (scale, version, informant, part, place, band, least, most, source, source_url, verified)
select 'sdq', 1, informant, part, p.place, p.band, (text::jsonb -> (p.place - 1) ->> 0)::numeric, (text::jsonb -> (p.place - 1) ->> 1)::numeric,
  case when informant = 'teacher' and part <> 'impact' then 'sdqinfo.org scoring instructions, as quoted in PMC4830858, table 1'
    else 'sdqinfo.org scoring instructions, four bands of 2014 (not compared with the original)' end,
  case when informant = 'teacher' and part <> 'impact' then 'https://pmc.ncbi.nlm.nih.gov/articles/PMC4830858/table/Tab1' else 'https://www.sdqinfo.org/' end,
  informant = 'teacher' and part <> 'impact'
from (values
  ('parent', 'total', '[[0,13],[14,16],[17,19],[20,40]]'), ('parent', 'emotional', '[[0,3],[4,4],[5,6],[7,10]]'), ('parent', 'conduct', '[[0,2],[3,3],[4,5],[6,10]]'),
  ('parent', 'hyperactivity', '[[0,5],[6,7],[8,8],[9,10]]'), ('parent', 'peer', '[[0,2],[3,3],[4,4],[5,10]]'), ('parent', 'prosocial', '[[8,10],[7,7],[6,6],[0,5]]'),
  ('parent', 'impact', '[[0,0],[1,1],[2,2],[3,10]]'),
  ('teacher', 'total', '[[0,11],[12,15],[16,18],[19,40]]'), ('teacher', 'emotional', '[[0,3],[4,4],[5,5],[6,10]]'), ('teacher', 'conduct', '[[0,2],[3,3],[4,4],[5,10]]'),
  ('teacher', 'hyperactivity', '[[0,5],[6,7],[8,8],[9,10]]'), ('teacher', 'peer', '[[0,2],[3,4],[5,5],[6,10]]'), ('teacher', 'prosocial', '[[6,10],[5,5],[4,4],[0,3]]'),
  ('teacher', 'impact', '[[0,0],[1,1],[2,2],[3,6]]'),
  ('self', 'total', '[[0,14],[15,17],[18,19],[20,40]]'), ('self', 'emotional', '[[0,4],[5,5],[6,6],[7,10]]'), ('self', 'conduct', '[[0,3],[4,4],[5,5],[6,10]]'),
  ('self', 'hyperactivity', '[[0,5],[6,6],[7,7],[8,10]]'), ('self', 'peer', '[[0,2],[3,3],[4,4],[5,10]]'), ('self', 'prosocial', '[[7,10],[6,6],[5,5],[0,4]]'),
  ('self', 'impact', '[[0,0],[1,1],[2,2],[3,10]]')
) b(informant, part, text) cross join (values (1, 'average'), (2, 'slight'), (3, 'high'), (4, 'very_high')) p(place, band);
insert into outcome_scale_conversion (scale, version, raw, metric, source, source_url, verified)
select 'swemwbs', 1, 6 + at, metric, 'Stewart-Brown and others 2009, conversion table of the University of Warwick (three public analyses agree; the original was not seen)',
  'https://warwick.ac.uk/wemwbs', false
from unnest(array[7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98, 20.73,
  21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00]::numeric[]) with ordinality c(metric, at);
insert into outcome_scale_change (scale, version, least_change, source, source_url, verified) values
  ('wemwbs', 1, 8.6, 'Maheswaran and others 2012: 2.77 standard errors of measurement, of up to 3.1 points in twelve studies',
    'https://hqlo.biomedcentral.com/articles/10.1186/1477-7525-10-156', true),
  ('swemwbs', 1, 2.87, 'Shah and others 2018: 2.77 standard errors of measurement, in one clinical sample',
    'https://hqlo.biomedcentral.com/articles/10.1186/s12955-018-1060-2', true);

create table scale_score (
  partnership_id uuid not null, id uuid not null, person_id uuid not null, cell integer not null references cell,
  work_id uuid not null, scale text not null references outcome_scale, informant text not null, taken_on date not null,
  answers jsonb not null, version integer not null default 1,
  recorded_by uuid not null, recorded_at timestamptz not null, withdrawn_at timestamptz,
  primary key (partnership_id, id)
);
comment on table scale_score is 'personal: the answers of one filled-in scale, as numbers';
create index scale_score_by_person on scale_score (partnership_id, person_id, scale, taken_on);
create index scale_score_by_work on scale_score (partnership_id, work_id);
create index scale_score_by_scale on scale_score (scale);
call authz.protect('scale_score');
grant update (withdrawn_at) on scale_score to kith_linked, kith_hub;

-- Safe accommodation -----------------------------------------------------------------------------------------------------
-- That somebody stays in a safe place is told with the referral. Where it is lies in a cell of the agency that holds it, in
-- the highest tier: no clause opens it, and it is in no list, no export and no account that leaves the agency.
create table safe_stay (
  partnership_id uuid not null, id uuid not null, person_id uuid not null, cell integer not null references cell,
  work_id uuid not null, agency_id uuid not null, begun_on date not null, ended_on date,
  recorded_by uuid not null, recorded_at timestamptz not null,
  primary key (partnership_id, id)
);
comment on table safe_stay is 'personal: that somebody stays in a safe place, and which agency knows where; never where';
create index safe_stay_by_person on safe_stay (partnership_id, person_id);
create index safe_stay_by_work on safe_stay (partnership_id, work_id);
call authz.protect('safe_stay');
grant update (ended_on) on safe_stay to kith_linked, kith_hub;
create table safe_address (
  partnership_id uuid not null, stay_id uuid not null, person_id uuid not null, cell integer not null references cell,
  address text not null, directions text, recorded_by uuid not null, recorded_at timestamptz not null,
  primary key (partnership_id, stay_id)
);
comment on table safe_address is 'personal: where a safe place is; own agency only, highest tier, never disclosed';
create index safe_address_by_person on safe_address (partnership_id, person_id);
call authz.protect('safe_address');

-- The person's own account tells of a stay and never of the address: a parent or a solicitor may be the one who reads it.
create function authz.subject_rows_of_family_help(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'held', t.cell, 'scale_score', t.id, t.recorded_at, 'A questionnaire about how you are', authz.lines(
      'Which', s.title, 'Who filled it in', authz.words(t.informant), 'On', t.taken_on::text, 'Taken back on', authz.day(t.withdrawn_at),
      'Answers, by the number of the question',
        (select string_agg(e.key || ': ' || (e.value #>> '{}'), ', ' order by case when e.key ~ '^\d+$' then lpad(e.key, 3, '0') else e.key end)
          from jsonb_each(t.answers) e))
    from public.scale_score t join public.outcome_scale s on s.code = t.scale
    where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'safe_stay', t.id, t.recorded_at, 'A safe place to stay', authz.lines('From', t.begun_on::text,
      'Until', t.ended_on::text, 'Who knows where it is', a.name,
      'Why the address is not here', 'This account may be read by others. The agency tells you the address itself.')
    from public.safe_stay t join public.agency a on a.partnership_id = t.partnership_id and a.id = t.agency_id
    where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells) $$;
revoke execute on function authz.subject_rows_of_family_help(uuid, uuid[], integer[]) from public;
