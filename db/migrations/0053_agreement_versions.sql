-- Agreements as versions with a life of their own: drafted, checked against the law, proposed, signed by two officers of
-- every party, active, superseded or ended. The law stands here as data: gateways, lawful bases, kinds of agency.

-- The law as data ------------------------------------------------------------------------------------------------
alter table purpose add column for_law_enforcement boolean not null default false,
  add column is_about_people boolean not null default true;
update purpose set for_law_enforcement = true where code in ('prevent_violence', 'youth_justice');
update purpose set is_about_people = false where code = 'place_problem_solving';
comment on column purpose.for_law_enforcement is 'Data Protection Act 2018 section 31: Part 3 covers it at a competent authority';

/* `special`: UK GDPR Article 9 and sensitive processing of Part 3; `offence`: Article 10. Free text and the record of
   identity (which holds ethnicity) count as special, because in practice they are. */
alter table category add column sensitivity text not null default 'ordinary'
  check (sensitivity in ('ordinary', 'special', 'offence'));
update category set sensitivity = 'special'
  where code in ('identity', 'needs', 'health', 'narrative', 'concern', 'voice', 'social_care', 'answer');
update category set sensitivity = 'offence' where code in ('police', 'youth_justice');

create table agency_kind (
  code text primary key, title text not null,
  is_public boolean not null, is_health_or_social_care boolean not null, is_competent_authority boolean not null,
  source text not null, verified boolean not null default false
);
comment on table agency_kind is 'reference: what data protection law and the serious violence duty make of each kind of agency';
grant select on agency_kind to kith_linked, kith_hub, kith_service;
insert into agency_kind (code, title, is_public, is_health_or_social_care, is_competent_authority, source) values
  ('police', 'Police', true, false, true, 'Data Protection Act 2018 Schedule 7'),
  ('council', 'Council children’s services', true, true, false, 'Police, Crime, Sentencing and Courts Act 2022 s.16'),
  ('youth_justice', 'Youth justice service', true, false, true, 'Data Protection Act 2018 Schedule 7'),
  ('school', 'School or college', true, false, false, 'Police, Crime, Sentencing and Courts Act 2022 s.12'),
  ('health', 'Health service', true, true, false, 'Police, Crime, Sentencing and Courts Act 2022 s.16'),
  ('community', 'Community organisation', false, false, false, 'Not a public authority'),
  ('policing_body', 'Local policing body', true, false, false, 'Police, Crime, Sentencing and Courts Act 2022 s.14'),
  ('probation', 'Probation', true, false, true, 'Data Protection Act 2018 Schedule 7'),
  ('housing', 'Housing', true, false, false, 'Housing Act 1985'),
  ('partnership', 'Partnership office', true, false, false, 'Partnership agreement');

/* What may stand in the boxes for Article 6, Article 9, Schedule 1, Part 3 and Schedule 8 at either end of a clause. */
create table lawful_basis (
  code text primary key,
  kind text not null check (kind in ('article6', 'article9', 'schedule1', 'part3', 'schedule8')),
  title text not null, about text not null,
  for_public boolean not null default true, needs_schedule boolean not null default false, fits text[] not null default '{}',
  source text not null, source_url text, valid_from date not null default '2018-05-25', valid_until date,
  verified boolean not null default false
);
comment on table lawful_basis is 'reference: lawful bases and conditions of data protection law, from when and until when';
comment on column lawful_basis.for_public is 'false: not for a public authority in the performance of its tasks';
comment on column lawful_basis.needs_schedule is 'of Article 9: only with a condition of Schedule 1';
comment on column lawful_basis.fits is 'of Schedule 1: the points of Article 9 which this condition completes';
grant select on lawful_basis to kith_linked, kith_hub, kith_service;
insert into lawful_basis (code, kind, title, about, for_public, needs_schedule, fits, source, source_url, valid_from) values
  ('gdpr_6_1_c', 'article6', 'Article 6(1)(c) legal obligation', 'An Act obliges the organisation', true, false, '{}', 'UK GDPR Article 6', 'https://www.legislation.gov.uk/eur/2016/679/article/6', '2018-05-25'),
  ('gdpr_6_1_d', 'article6', 'Article 6(1)(d) vital interests', 'To protect somebody’s life', true, false, '{}', 'UK GDPR Article 6', 'https://www.legislation.gov.uk/eur/2016/679/article/6', '2018-05-25'),
  ('gdpr_6_1_e', 'article6', 'Article 6(1)(e) public task', 'A task in the public interest, laid down in law', true, false, '{}', 'UK GDPR Article 6; Data Protection Act 2018 s.8', 'https://www.legislation.gov.uk/eur/2016/679/article/6', '2018-05-25'),
  ('gdpr_6_1_ea', 'article6', 'Article 6(1)(ea) recognised legitimate interest', 'Crime, or safeguarding a vulnerable individual; not for public authorities in their tasks', false, false, '{}', 'Data (Use and Access) Act 2025 s.70 and Schedule 4; S.I. 2026/82 reg. 2', 'https://www.legislation.gov.uk/ukpga/2025/18/schedule/4', '2026-02-05'),
  ('gdpr_6_1_f', 'article6', 'Article 6(1)(f) legitimate interests', 'Weighed against the person’s interests; not for public authorities in their tasks', false, false, '{}', 'UK GDPR Article 6', 'https://www.legislation.gov.uk/eur/2016/679/article/6', '2018-05-25'),
  ('gdpr_9_2_c', 'article9', 'Article 9(2)(c) vital interests', 'To protect the life of somebody who cannot consent', true, false, '{}', 'UK GDPR Article 9', 'https://www.legislation.gov.uk/eur/2016/679/article/9', '2018-05-25'),
  ('gdpr_9_2_f', 'article9', 'Article 9(2)(f) legal claims', 'For legal claims or courts', true, false, '{}', 'UK GDPR Article 9', 'https://www.legislation.gov.uk/eur/2016/679/article/9', '2018-05-25'),
  ('gdpr_9_2_g', 'article9', 'Article 9(2)(g) substantial public interest', 'With a condition of Schedule 1', true, true, '{}', 'UK GDPR Article 9; Data Protection Act 2018 s.10', 'https://www.legislation.gov.uk/eur/2016/679/article/9', '2018-05-25'),
  ('gdpr_9_2_h', 'article9', 'Article 9(2)(h) health or social care', 'Under a duty of confidence, with paragraph 2 of Schedule 1', true, true, '{}', 'UK GDPR Article 9; Data Protection Act 2018 s.10', 'https://www.legislation.gov.uk/eur/2016/679/article/9', '2018-05-25'),
  ('dpa_s1_p2', 'schedule1', 'Schedule 1 paragraph 2 health or social care purposes', 'Care, treatment, management of services', true, false, '{gdpr_9_2_h}', 'Data Protection Act 2018 Schedule 1', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/1', '2018-05-25'),
  ('dpa_s1_p6', 'schedule1', 'Schedule 1 paragraph 6 statutory and government purposes', 'A function conferred by an Act', true, false, '{gdpr_9_2_g}', 'Data Protection Act 2018 Schedule 1', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/1', '2018-05-25'),
  ('dpa_s1_p10', 'schedule1', 'Schedule 1 paragraph 10 preventing or detecting unlawful acts', 'Where asking for consent would defeat it', true, false, '{gdpr_9_2_g}', 'Data Protection Act 2018 Schedule 1', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/1', '2018-05-25'),
  ('dpa_s1_p18', 'schedule1', 'Schedule 1 paragraph 18 safeguarding of children and of individuals at risk', 'To protect from neglect or harm', true, false, '{gdpr_9_2_g}', 'Data Protection Act 2018 Schedule 1', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/1', '2018-05-25'),
  ('dpa_s35_2_b', 'part3', 'Section 35(2)(b) task of a competent authority', 'Necessary for a task for a law enforcement purpose', true, false, '{}', 'Data Protection Act 2018 s.35', 'https://www.legislation.gov.uk/ukpga/2018/12/section/35', '2018-05-25'),
  ('dpa_s8_p1', 'schedule8', 'Schedule 8 paragraph 1 statutory purposes', 'A function conferred by law, in the substantial public interest', true, false, '{}', 'Data Protection Act 2018 Schedule 8', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/8', '2018-05-25'),
  ('dpa_s8_p3', 'schedule8', 'Schedule 8 paragraph 3 vital interests', 'To protect somebody’s life', true, false, '{}', 'Data Protection Act 2018 Schedule 8', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/8', '2018-05-25'),
  ('dpa_s8_p4', 'schedule8', 'Schedule 8 paragraph 4 safeguarding of children and of individuals at risk', 'To protect from neglect or harm', true, false, '{}', 'Data Protection Act 2018 Schedule 8', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/8', '2018-05-25');

/* A gateway's own limits. Kinds or purposes that are null have not been recorded: the check says so and warns. A rule of
   `forbids` matches when every list it names matches; it refuses unless its severity is `warns`. */
alter table gateway add column from_kinds text[], add column to_kinds text[], add column purposes text[],
  add column forbids jsonb not null default '[]' check (jsonb_typeof(forbids) = 'array'),
  add column regime text not null default 'any' check (regime in ('any', 'gdpr', 'part3')),
  add column compels boolean not null default false,
  add column depersonalised_only boolean not null default false,
  add column instead text not null default '';

/* A new version of a gateway keeps the limits of the one before it until somebody says otherwise. */
create function authz.inherit_gateway() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare was public.gateway;
begin
  if new.from_kinds is null and new.to_kinds is null and new.purposes is null then
    select * into was from public.gateway g where g.code = new.code and g.version < new.version order by g.version desc limit 1;
    if found then
      new.from_kinds := was.from_kinds; new.to_kinds := was.to_kinds; new.purposes := was.purposes;
      new.forbids := was.forbids; new.regime := was.regime; new.compels := was.compels;
      new.depersonalised_only := was.depersonalised_only; new.instead := was.instead;
    end if;
  end if;
  return new;
end $$;
revoke execute on function authz.inherit_gateway() from public;
create trigger limits_are_inherited before insert on gateway for each row execute function authz.inherit_gateway();

update gateway set from_kinds = '{police,council,youth_justice,school,health,community,probation,housing}',
  to_kinds = '{police,council,youth_justice,school,health,community,probation,housing}',
  purposes = '{safeguard_child,missing_response,victim_support,youth_justice}',
  instead = 'For crime and disorder functions use the Crime and Disorder Act 1998, section 115' where code = 'ca2004_s10';
update gateway set from_kinds = '{police,council,youth_justice,health,probation}', to_kinds = '{police,council,youth_justice,health,probation}',
  purposes = '{safeguard_child,missing_response}',
  instead = 'Schools share under the Education Act 2002, section 175; others co-operate under the Children Act 2004, section 10' where code = 'ca2004_s11';
update gateway set from_kinds = '{council,health,housing}', to_kinds = '{police,council,youth_justice,school,health,community,probation,housing}',
  purposes = '{safeguard_child}',
  forbids = '[{"from": ["health", "housing"], "to_except": ["council"], "says": "The Children Act 1989, section 47(9), obliges them to help the council’s enquiries: only the council receives."}]',
  instead = 'Police and schools share under the Children Act 2004, section 10, or the Education Act 2002, section 175' where code = 'ca1989_s47';
update gateway set from_kinds = '{council,health,housing}', to_kinds = '{council,health,housing}', purposes = '{safeguard_child}',
  instead = 'Other partners co-operate under the Children Act 2004, section 10' where code = 'ca1989_s17';
update gateway set from_kinds = '{police,council,youth_justice,school,health,community,policing_body,probation,housing}',
  to_kinds = '{police,council,youth_justice,health,policing_body,probation,housing}', purposes = '{prevent_violence,youth_justice}',
  instead = 'For the safety of a child use the Children Act 2004, section 10' where code = 'cda1998_s115';
update gateway set from_kinds = '{school,council}', to_kinds = '{police,council,youth_justice,school,health,community,probation,housing}',
  purposes = '{safeguard_child,missing_response}', instead = 'Others co-operate under the Children Act 2004, section 10' where code = 'ea2002_s175';
update gateway set from_kinds = '{police,council,youth_justice,school,health,policing_body,probation}',
  to_kinds = '{police,council,youth_justice,school,health,policing_body,probation}', purposes = '{prevent_violence}', valid_from = '2023-01-31', verified = true,
  forbids = '[
    {"categories": ["health"], "says": "The Police, Crime, Sentencing and Courts Act 2022, section 16(4)(a), does not authorise the disclosure of patient information."},
    {"from": ["council", "health"], "says": "The Police, Crime, Sentencing and Courts Act 2022, section 16(4)(b), does not authorise the disclosure of personal information by a health or social care authority."}]',
  instead = 'A health or social care authority may give counts without names; to protect a child, use the Children Act 2004, section 10. A community organisation is not in the list of section 16(2): it co-operates under the Children Act 2004, section 10' where code = 'pcsca2022_s16';
update gateway set from_kinds = '{police}', to_kinds = '{police,council,youth_justice,school,health,community,policing_body,probation,housing}',
  purposes = '{safeguard_child,prevent_violence,missing_response,victim_support}',
  instead = 'The power is the police’s own: other senders need a statute' where code = 'police_common_law';
update gateway set from_kinds = '{police,council,youth_justice,school,health,community,policing_body,probation,housing,partnership}',
  to_kinds = '{partnership}', purposes = '{oversight}',
  forbids = '[{"categories_except": ["disclosure"], "says": "The terms of the partnership let its office check the record of disclosures; they are no statute and carry nothing else about a person."}]',
  instead = 'Name the statute that gives the power' where code = 'partnership_terms';

insert into gateway (code, title, about, source, source_url, valid_from, from_kinds, to_kinds, purposes, forbids, regime, compels, depersonalised_only, instead) values
  ('pcsca2022_s17', 'Police, Crime, Sentencing and Courts Act 2022, section 17', 'The local policing body asks for information already held, to monitor the serious violence duty', 'Police, Crime, Sentencing and Courts Act 2022 s.17', 'https://www.legislation.gov.uk/ukpga/2022/32/section/17', '2023-01-31', '{police,council,youth_justice,school,health,probation}', '{policing_body}', '{oversight}',
    '[{"categories": ["health"], "says": "The Police, Crime, Sentencing and Courts Act 2022, section 17, is read with section 16(4): it carries no patient information."}, {"from": ["council", "health"], "says": "The Police, Crime, Sentencing and Courts Act 2022, section 17, is read with section 16(4): it carries nothing personal from a health or social care authority."}]', 'any', false, false, 'Only the local policing body may ask, only for oversight, and only for what is already held'),
  ('ca2004_s16e', 'Children Act 2004, section 16E', 'Safeguarding partners and relevant agencies work together', 'Children Act 2004 s.16E', 'https://www.legislation.gov.uk/ukpga/2004/31/section/16E', '2019-06-29', '{police,council,health,school,youth_justice,probation}', '{police,council,health,school,youth_justice,probation}', '{safeguard_child}', '[]', 'any', false, false, 'Other partners co-operate under the Children Act 2004, section 10'),
  ('ca2004_s16h', 'Children Act 2004, section 16H', 'Information that safeguarding partners ask for must be given', 'Children Act 2004 s.16H', 'https://www.legislation.gov.uk/ukpga/2004/31/section/16H', '2019-06-29', '{police,council,health,school,youth_justice,probation,community,housing}', '{police,council,health}', '{safeguard_child}', '[]', 'any', true, false, 'Only the safeguarding partners may ask: police, council and health'),
  ('ca2004_s16la', 'Children Act 2004, section 16LA', 'Duty to share for safeguarding; its text and first day have not been checked here', 'Children Act 2004 s.16LA', null, '2100-01-01', '{}', '{}', '{}', '[]', 'any', true, false, 'Use the Children Act 2004, section 10, until somebody has checked when section 16LA begins'),
  ('ca2004_s16lb', 'Children Act 2004, section 16LB', 'Consistent identifier; its text and first day have not been checked here', 'Children Act 2004 s.16LB', null, '2100-01-01', '{}', '{}', '{}', '[]', 'any', true, false, 'Use the Children Act 2004, section 10, until somebody has checked when section 16LB begins'),
  ('cda1998_s17a', 'Crime and Disorder Act 1998, section 17A', 'Duty to share prescribed information without anything that identifies a person', 'Crime and Disorder Act 1998 s.17A', 'https://www.legislation.gov.uk/ukpga/1998/37/section/17A', '2000-01-01', '{police,council,health,probation,policing_body,housing}', '{police,council,health,probation,policing_body,housing}', '{prevent_violence,place_problem_solving}', '[]', 'any', true, true, 'For people use the Crime and Disorder Act 1998, section 115'),
  ('cda1998_s37', 'Crime and Disorder Act 1998, sections 37 to 39', 'Youth justice services and those who co-operate with them', 'Crime and Disorder Act 1998 ss.37-39', 'https://www.legislation.gov.uk/ukpga/1998/37/section/39', '2000-01-01', '{police,council,youth_justice,health,probation,school}', '{police,council,youth_justice,health,probation,school}', '{youth_justice}', '[]', 'any', false, false, 'For other purposes use the Crime and Disorder Act 1998, section 115'),
  ('msa2015_s52', 'Modern Slavery Act 2015, section 52', 'Duty to notify the Secretary of State of suspected victims', 'Modern Slavery Act 2015 s.52', 'https://www.legislation.gov.uk/ukpga/2015/30/section/52', '2015-11-01', '{police,council}', '{}', '{safeguard_child}', '[]', 'any', true, false, 'It serves the Secretary of State, who is no partner here; to protect a child, use the Children Act 2004, section 10'),
  ('cja2003_s325', 'Criminal Justice Act 2003, section 325', 'Multi-agency public protection arrangements', 'Criminal Justice Act 2003 s.325', 'https://www.legislation.gov.uk/ukpga/2003/44/section/325', '2004-04-05', '{police,probation,council,youth_justice,health,housing,school}', '{police,probation,council,youth_justice,health,housing}', '{prevent_violence}', '[]', 'any', false, false, 'Only for offenders under the arrangements; otherwise use the Crime and Disorder Act 1998, section 115'),
  ('oma2007_s14', 'Offender Management Act 2007, section 14', 'Information for managing offenders', 'Offender Management Act 2007 s.14', 'https://www.legislation.gov.uk/ukpga/2007/21/section/14', '2008-04-01', '{probation,police,council}', '{probation,police,council}', '{prevent_violence,youth_justice}', '[]', 'any', false, false, 'For other purposes use the Crime and Disorder Act 1998, section 115'),
  ('la2011_s1', 'Localism Act 2011, section 1', 'General power of a council', 'Localism Act 2011 s.1', 'https://www.legislation.gov.uk/ukpga/2011/20/section/1', '2012-02-18', '{council,housing}', '{council,housing,police,health,school,community,youth_justice}', '{safeguard_child,victim_support}', '[{"severity": "warns", "says": "The Localism Act 2011, section 1, is a general power: name the specific duty as well if there is one."}]', 'any', false, false, 'Only a council has this power'),
  ('dea2017_p5', 'Digital Economy Act 2017, Part 5', 'Public service delivery: objectives laid down by regulations', 'Digital Economy Act 2017 s.35', 'https://www.legislation.gov.uk/ukpga/2017/30/section/35', '2018-05-01', '{council,police,school,health,probation,housing}', '{council,police,school,probation,housing}', '{safeguard_child}', '[{"severity": "warns", "says": "The Digital Economy Act 2017, section 35, needs an objective and bodies laid down by regulations: check that both parties and the objective are among them."}]', 'any', false, false, 'For the safety of a child use the Children Act 2004, section 10'),
  ('dpa2018_s1p18', 'Data Protection Act 2018, Schedule 1 paragraph 18', 'Safeguarding of children and of individuals at risk, where no specific power is named', 'Data Protection Act 2018 Schedule 1 paragraph 18', 'https://www.legislation.gov.uk/ukpga/2018/12/schedule/1', '2018-05-25', '{police,council,youth_justice,school,health,community,policing_body,probation,housing}', '{police,council,youth_justice,school,health,community,probation,housing}', '{safeguard_child,missing_response}', '[{"severity": "warns", "says": "The Data Protection Act 2018, Schedule 1 paragraph 18, is a condition, not a power: name the power to share if there is one."}]', 'gdpr', false, false, 'Name the statute that gives the power'),
  ('vital_interests', 'Vital interests, in an emergency', 'To protect somebody’s life', 'UK GDPR Article 6(1)(d) and 9(2)(c)', 'https://www.legislation.gov.uk/eur/2016/679/article/6', '2018-05-25', '{police,council,youth_justice,school,health,community,policing_body,probation,housing}', '{police,council,youth_justice,school,health,community,probation,housing}', '{safeguard_child,missing_response}', '[{"severity": "warns", "says": "Vital interests (UK GDPR Article 6(1)(d)) serve an emergency, not lasting sharing: set a short end."}]', 'gdpr', false, false, 'For lasting sharing name the statute that gives the power'),
  ('duaa2025_sch4', 'Data (Use and Access) Act 2025, Schedule 4', 'Recognised legitimate interests: crime, safeguarding a vulnerable individual, answering a public body', 'Data (Use and Access) Act 2025 s.70 and Schedule 4; S.I. 2026/82 reg. 2', 'https://www.legislation.gov.uk/ukpga/2025/18/schedule/4', '2026-02-05', '{community}', '{police,council,youth_justice,school,health,community,policing_body,probation,housing}', '{safeguard_child,missing_response,prevent_violence,victim_support}', '[]', 'gdpr', false, false, 'A public body relies on its public task: name the statute that gives the power');

-- Versions and their life ------------------------------------------------------------------------------------------
create table agreement_step (state text not null, step text not null, becomes text not null, primary key (state, step));
comment on table agreement_step is 'reference: the life of an agreement; a step that is not here is refused';
grant select on agreement_step to kith_linked, kith_hub, kith_service;
insert into agreement_step (state, step, becomes) values
  ('draft', 'propose', 'proposed'), ('draft', 'withdraw', 'ended'),
  ('proposed', 'sign', 'proposed'), ('proposed', 'complete', 'signed'), ('proposed', 'send_back', 'draft'), ('proposed', 'withdraw', 'ended'),
  ('signed', 'activate', 'active'), ('signed', 'send_back', 'draft'), ('signed', 'withdraw', 'ended'),
  ('active', 'supersede', 'superseded'), ('active', 'end', 'ended');

alter table agreement drop constraint agreement_state_check;
alter table agreement
  add constraint agreement_state_check check (state in ('draft', 'proposed', 'signed', 'active', 'superseded', 'ended')),
  add column root_id uuid, add column previous_id uuid, add column owner_id uuid,
  add column parties uuid[] not null default '{}', add column purposes text[] not null default '{}',
  add column dpia_title text not null default '', add column dpia_reference text not null default '',
  add column dpia_done_on date, add column dpia_review_on date,
  add column dpia_outcome text check (dpia_outcome in ('proceed', 'proceed_with_conditions', 'consult', 'do_not_proceed')),
  add column equality_title text not null default '', add column equality_reference text not null default '',
  add column equality_done_on date, add column equality_review_on date,
  add column equality_outcome text check (equality_outcome in ('proceed', 'proceed_with_conditions', 'do_not_proceed')),
  add column revision integer not null default 0, add column round integer not null default 0,
  add column drafted_by uuid, add column drafted_at timestamptz not null default statement_timestamp(),
  add column proposed_at timestamptz, add column signed_at timestamptz, add column activated_at timestamptz;

alter table clause add column lineage_id uuid,
  add column subject_class text not null default 'any' check (subject_class in ('any', 'victim', 'witness', 'suspected',
    'arrested', 'convicted', 'exploited', 'subject_of_concern')),
  add column gateway_version integer not null default 1,
  add column sender_basis jsonb not null default '{}' check (jsonb_typeof(sender_basis) = 'object'),
  add column receiver_basis jsonb not null default '{}' check (jsonb_typeof(receiver_basis) = 'object'),
  add column precision text not null default 'full' check (precision in ('full', 'age_band', 'district')),
  add column oldest_record interval check (oldest_record > interval '0'),
  add column onward text not null default 'none' check (onward in ('none', 'named')),
  add column onward_agencies uuid[] not null default '{}',
  add column conditions text not null default '';

-- What was agreed before has one version each, its own root, and the parties and purposes of its clauses.
update agreement a set root_id = a.id, activated_at = case when a.state <> 'draft' then a.valid_from end,
  parties = coalesce((select array_agg(distinct p) from clause c cross join unnest(c.from_agencies || c.to_agencies) p
    where c.partnership_id = a.partnership_id and c.agreement_id = a.id), '{}'),
  purposes = coalesce((select array_agg(distinct c.purpose) from clause c
    where c.partnership_id = a.partnership_id and c.agreement_id = a.id), '{}');
update clause set lineage_id = id;

alter table agreement alter column root_id set not null,
  add foreign key (partnership_id, root_id) references agreement, add foreign key (partnership_id, previous_id) references agreement;
alter table clause alter column lineage_id set not null,
  -- Only what is told entry by entry can be held to an age or to a role in the event: see authz.narrowed.
  add check ((subject_class = 'any' and oldest_record is null) or (access = 'read' and categories <@
    '{voice,concern,narrative,police,place,health,education,social_care,youth_justice,missing,support}'::text[])),
  -- A coarse clause opens no row; authz.coarse_facts tells the coarse value.
  add check (precision = 'full' or (access = 'read' and reach = 'linked' and subject_class = 'any' and oldest_record is null)),
  add check (precision <> 'age_band' or categories = '{identity}'::text[]),
  add check (precision <> 'district' or categories = '{contact}'::text[]),
  add check ((onward = 'none') = (onward_agencies = '{}'));
create index agreement_by_root on agreement (partnership_id, root_id, version);
create index agreement_by_previous on agreement (partnership_id, previous_id);

create function authz.begin_lineage() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'agreement' then new.root_id := coalesce(new.root_id, new.id);
  else new.lineage_id := coalesce(new.lineage_id, new.id); end if;
  return new;
end $$;
revoke execute on function authz.begin_lineage() from public;
create trigger begins_its_line before insert on agreement for each row execute function authz.begin_lineage();
create trigger begins_its_line before insert on clause for each row execute function authz.begin_lineage();

/* What was once proposed stays as it was proposed, whoever asks; a step that the life does not know is refused. */
create function authz.keep_agreement() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{state,round,revision,proposed_at,signed_at,activated_at,valid_from,valid_until}';
begin
  if tg_op = 'DELETE' then
    if old.proposed_at is not null then raise exception 'a version that was proposed is not deleted'; end if;
    return old;
  end if;
  if new.state <> old.state and not exists (select from public.agreement_step s where s.state = old.state and s.becomes = new.state) then
    raise exception 'an agreement does not go from % to %', old.state, new.state;
  end if;
  if old.proposed_at is not null then
    if to_jsonb(new) - moving <> to_jsonb(old) - moving then
      raise exception 'a version is not changed after it was proposed: make a new one';
    end if;
    if new.valid_until > old.valid_until then raise exception 'an agreement is not prolonged: make a new version'; end if;
    if new.valid_from <> old.valid_from and not (old.state = 'signed' and new.state = 'active') then
      raise exception 'an agreement begins when it is activated';
    end if;
  end if;
  return new;
end $$;
revoke execute on function authz.keep_agreement() from public;
create trigger stays_as_proposed before update or delete on agreement for each row execute function authz.keep_agreement();

create function authz.keep_clause() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare moving text[] := '{ended_at,ended_by,ended_why}'; about public.clause := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - moving = to_jsonb(old) - moving then return new; end if;
  if exists (select from public.agreement a where a.partnership_id = about.partnership_id and a.id = about.agreement_id
      and a.proposed_at is not null) then
    raise exception 'a version is not changed after it was proposed: make a new one';
  end if;
  return about;
end $$;
revoke execute on function authz.keep_clause() from public;
create trigger stays_as_proposed before insert or update or delete on clause for each row execute function authz.keep_clause();

create table agreement_signature (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  agreement_id uuid not null, round integer not null,
  agency_id uuid not null, role text not null check (role in ('privacy_officer', 'senior_officer')),
  staff_id uuid not null, at timestamptz not null default statement_timestamp(),
  content bytea not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, agreement_id) references agreement,
  -- Nobody signs twice, and every party has two hands.
  unique (partnership_id, agreement_id, round, agency_id, role),
  unique (partnership_id, agreement_id, round, staff_id)
);
comment on table agreement_signature is 'tenant: who signed a version for which party, and the digest of what they signed';
call authz.tenant('agreement_signature');

alter table agreement_event drop constraint agreement_event_what_check;
alter table agreement_event add constraint agreement_event_what_check check (what in ('drafted', 'facts_changed', 'clause_saved',
  'clause_removed', 'proposed', 'signed', 'complete', 'sent_back', 'withdrawn', 'activated', 'superseded', 'clause_ended', 'agreement_ended')),
  alter column why set default '', add column agency_id uuid;

-- Grants may be narrow: only entries that are recent enough, only in one role of the event ---------------------------
alter table authz.grant_cell add column subject_class text not null default 'any', add column oldest interval;
alter table authz.cell_set add column subject_class text not null default 'any', add column oldest interval;
create index cell_set_narrow on authz.cell_set (partnership_id) where subject_class <> 'any' or oldest is not null;

create or replace function authz.gather_cells() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  delete from authz.cell_set s using (select distinct partnership_id, agency_id, role, purpose from changed) k
  where s.partnership_id = k.partnership_id and s.agency_id = k.agency_id and s.role = k.role and s.purpose = k.purpose;
  insert into authz.cell_set (partnership_id, agency_id, role, purpose, access, reach, valid_from, valid_until, cells, subject_class, oldest)
  select g.partnership_id, g.agency_id, g.role, g.purpose, g.access, g.reach, g.valid_from, g.valid_until,
    array_agg(distinct g.cell), g.subject_class, g.oldest
  from authz.grant_cell g join (select distinct partnership_id, agency_id, role, purpose from changed) k
    using (partnership_id, agency_id, role, purpose)
  group by g.partnership_id, g.agency_id, g.role, g.purpose, g.access, g.reach, g.valid_from, g.valid_until, g.subject_class, g.oldest;
  return null;
end $$;

/* What the clauses of an agreement open, as if it were active. A coarse clause opens no row. */
create function authz.grants_of(p uuid, a uuid) returns table (agency_id uuid, role text, purpose text, cell integer, access text,
  reach text, clause_id uuid, valid_until timestamptz, subject_class text, oldest interval)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select receiver, r, c.purpose, ce.id, c.access, c.reach, c.id,
    least(ag.valid_until, coalesce(c.valid_until, 'infinity'), coalesce(c.ended_at, 'infinity')), c.subject_class, c.oldest_record
  from public.agreement ag
  join public.clause c on c.partnership_id = p and c.agreement_id = ag.id and c.precision = 'full'
  cross join unnest(c.to_agencies) receiver
  cross join unnest(c.to_roles) r
  join public.cell ce on ce.partnership_id = p and ce.agency_id = any (c.from_agencies) and ce.category = any (c.categories)
    and ce.tier <= c.highest_tier
  where ag.partnership_id = p and ag.id = a and receiver <> ce.agency_id
$$;
create or replace function authz.compile_agreement(p uuid, a uuid) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare n integer;
begin
  delete from authz.grant_cell g using public.clause c
  where g.clause_id = c.id and c.partnership_id = p and c.agreement_id = a;
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach, clause_id, valid_from, valid_until, subject_class, oldest)
  select p, g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach, g.clause_id, ag.valid_from, g.valid_until, g.subject_class, g.oldest
  from public.agreement ag cross join authz.grants_of(p, a) g
  where ag.partnership_id = p and ag.id = a and ag.state = 'active';
  get diagnostics n = row_count;
  return n;
end $$;

/* Of the cells that this context reads through narrow clauses alone: in which role of the event, and since when. The most
   generous clause wins; one without a limit, or one's own scope, takes the cell out. Nothing is asked where nobody has a
   narrow clause. */
create function authz.narrowed(c authz.ctx) returns table (cell integer, subject_class text, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if c.staff is null or not exists (select from authz.cell_set s where s.partnership_id = c.partnership
    and (s.subject_class <> 'any' or s.oldest is not null)) then return; end if;
  return query
  with mine as (
    select unnest(s.cells) as cell, s.subject_class, s.oldest from authz.cell_set s
    where s.partnership_id = c.partnership and s.agency_id = c.agency and s.role = c.role and s.purpose = c.purpose
      and s.access in ('read', 'own') and (s.reach = 'hub' or c.lens = 'linked')
      and s.valid_from <= statement_timestamp() and s.valid_until > statement_timestamp())
  select m.cell, m.subject_class, min(coalesce(statement_timestamp() - m.oldest, '-infinity')) from mine m
  where m.cell not in (select w.cell from mine w where w.subject_class = 'any' and w.oldest is null)
  group by 1, 2 order by 1, 2;
end $$;
create function authz.any_narrow() returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin return exists (select from authz.cell_set s where s.subject_class <> 'any' or s.oldest is not null); end $$;
create function authz.narrow_cells() returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if not authz.any_narrow() then return '{}'; end if;
  return coalesce((select array_agg(distinct n.cell) from authz.narrowed(authz.context()) n), '{}');
end $$;
create function authz.narrow_keys() returns text[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin return coalesce((select array_agg(n.cell || ' ' || n.subject_class order by n.cell, n.subject_class)
  from authz.narrowed(authz.context()) n), '{}'); end $$;
create function authz.narrow_since() returns timestamptz[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin return coalesce((select array_agg(n.since order by n.cell, n.subject_class)
  from authz.narrowed(authz.context()) n), '{}'); end $$;

create policy within_clause on record as restrictive for select to kith_linked, kith_hub using (
  not (cell = any ((select authz.narrow_cells())::integer[]))
  or occurred_at >= least(
    ((select authz.narrow_since())::timestamptz[])[array_position((select authz.narrow_keys())::text[], cell || ' any')],
    ((select authz.narrow_since())::timestamptz[])[array_position((select authz.narrow_keys())::text[], cell || ' ' || role)]));
create policy within_clause on file as restrictive for select to kith_linked, kith_hub using (
  not (cell = any ((select authz.narrow_cells())::integer[]))
  or added_at >= ((select authz.narrow_since())::timestamptz[])[array_position((select authz.narrow_keys())::text[], cell || ' any')]);

/* What a coarse clause tells of a person whom this context is linked to: an age band instead of a date of birth, the outward
   half of a postcode instead of an address. Protected addresses are left out. */
create function authz.coarse_facts(asked uuid) returns table (what text, value text, agency_id uuid, clause_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.lens <> 'linked' or not (asked = any (authz.people_for(c))) then return; end if;
  return query
  with coarse as (
    select cl.id, cl.precision, ce.id as cell, ce.agency_id from public.clause cl
    join public.agreement a on a.partnership_id = cl.partnership_id and a.id = cl.agreement_id
    join public.cell ce on ce.partnership_id = cl.partnership_id and ce.agency_id = any (cl.from_agencies)
      and ce.category = any (cl.categories) and ce.tier <= cl.highest_tier
    where cl.partnership_id = c.partnership and cl.precision <> 'full' and cl.access = 'read' and a.state = 'active'
      and a.valid_from <= statement_timestamp() and a.valid_until > statement_timestamp()
      and coalesce(cl.valid_until, 'infinity') > statement_timestamp() and coalesce(cl.ended_at, 'infinity') > statement_timestamp()
      and c.agency = any (cl.to_agencies) and c.role = any (cl.to_roles) and cl.purpose = c.purpose and ce.agency_id <> c.agency)
  select 'age_band', authz.age_band(s.birth_on), k.agency_id, k.id from coarse k
  join public.source_record s on s.partnership_id = c.partnership and s.person_id = asked and s.cell = k.cell and s.birth_on is not null
  where k.precision = 'age_band'
  union
  select 'district', upper(regexp_replace(trim(p.postcode), '\s*[0-9][A-Za-z]{2}$', '')), k.agency_id, k.id from coarse k
  join public.contact_point p on p.partnership_id = c.partnership and p.person_id = asked and p.cell = k.cell
    and p.kind = 'address' and not p.is_protected and p.postcode is not null and coalesce(p.valid_until, 'infinity') > current_date
  where k.precision = 'district'
  order by 1, 2;
end $$;
create function authz.age_band(born date) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when y < 5 then 'under 5' when y < 10 then '5 to 9' when y < 13 then '10 to 12' when y < 16 then '13 to 15'
    when y < 18 then '16 or 17' when y < 25 then '18 to 24' else '25 or over' end
  from (select extract(year from age(current_date, born)) as y) a $$;

revoke execute on function authz.grants_of(uuid, uuid), authz.narrowed(authz.ctx), authz.any_narrow(), authz.narrow_cells(),
  authz.narrow_keys(), authz.narrow_since(), authz.coarse_facts(uuid), authz.age_band(date), authz.compile_agreement(uuid, uuid) from public;
grant execute on function authz.narrow_cells(), authz.narrow_keys(), authz.narrow_since(), authz.coarse_facts(uuid) to kith_linked, kith_hub;
