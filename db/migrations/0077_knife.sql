-- A knife in a child's hands: every such event is noted as it is recorded, so that the referral to youth justice begins by
-- itself, and what could not be referred stays in sight.

insert into record_kind (code, title, category, tier) values
  ('knife_referral', 'Referral to youth justice after a knife', 'referral', 1);

-- By what an entry of a chronology counts as possession of a knife. Where the words leave open whose knife it was, or
-- whether it was one, a person confirms it first. A victim of a knife is never the subject of one.
create table knife_event_rule (
  code text not null, version integer not null, title text not null,
  record_kind text not null references record_kind,
  words text, detail_key text, detail_values text[] not null default '{}',
  needs_person boolean not null default false,
  valid_from date not null, valid_until date,
  source text not null,
  primary key (code, version)
);
comment on table knife_event_rule is 'reference: which entries of a chronology are a knife possession, by version, with the source';
create index knife_event_rule_by_kind on knife_event_rule (record_kind);
grant select on knife_event_rule to kith_linked, kith_hub, kith_service;
insert into knife_event_rule (code, version, title, record_kind, words, detail_key, detail_values, needs_person, valid_from, source)
select code, 1, title, kind, words, key, choices, person, '2020-01-01', 'Child knife possession guidance, 12 February 2026; words are local starter values'
from (values
  ('police_occurrence', 'Knife possession recorded by the police', 'occurrence', '^(knife found|knife possession|possession of (a )?(knife|blade|bladed article))', null, '{}'::text[], false),
  ('police_arrest', 'Arrest for possession of a knife', 'arrest', '^(knife found|knife possession|possession of (a )?(knife|blade|bladed article))', null, '{}', false),
  ('police_stop_search', 'Knife found in a stop and search', 'stop_search', '(knife|blade)[^.]* found|found[^.]* (knife|blade)|^knife', null, '{}', false),
  ('notification_carried', 'Knife carried, told in a notification', 'weapon', null, 'weapon', '{knife_carried}', false),
  ('notification_used', 'Knife used, told in a notification: whose it was is not said', 'weapon', null, 'weapon', '{knife_used}', true),
  ('school_knife', 'Knife reported by a school', 'school_concern', '(knife|blade)', null, '{}', true),
  ('school_suspension', 'Suspended for use or threat of a weapon: which one is not said', 'suspension', null, 'reasonCode', '{OW}', true)
) r(code, title, kind, words, key, choices, person);

/* The rule by which an entry is a knife possession of the person it is about, or nothing. */
create function authz.knife_rule_of(of_kind text, its_headline text, its_detail jsonb, its_role text, on_day date) returns text
language sql stable as $$
  select r.code from public.knife_event_rule r
  where r.record_kind = of_kind and r.valid_from <= on_day and coalesce(r.valid_until, 'infinity') > on_day
    and coalesce(its_role, 'suspected') in ('suspected', 'arrested', 'convicted', 'subject_of_concern', 'exploited', 'other')
    and (r.words is null or its_headline ~* r.words)
    and (r.detail_key is null or its_detail ->> r.detail_key = any (r.detail_values)
      or (jsonb_typeof(its_detail -> r.detail_key) = 'array' and its_detail -> r.detail_key ?| r.detail_values))
  order by r.needs_person, r.code, r.version desc limit 1 $$;
revoke execute on function authz.knife_rule_of(text, text, jsonb, text, date) from public;
grant execute on function authz.knife_rule_of(text, text, jsonb, text, date) to kith_linked, kith_hub, kith_service;

create table authz.pending_knife_event (
  partnership_id uuid not null references partnership,
  record_id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  agency_id uuid not null,
  staff_id uuid,
  role text,
  rule text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'referred', 'same_event', 'adult', 'to_confirm', 'not_referred', 'dismissed')),
  why text,
  episode_id uuid,
  settled_at timestamptz, settled_by uuid,
  primary key (partnership_id, record_id)
);
comment on table authz.pending_knife_event is 'wall: knife events of which a referral is to begin, and what became of each; no content';
create index pending_knife_event_waiting on authz.pending_knife_event (partnership_id, recorded_at) where state = 'waiting';
create index pending_knife_event_open on authz.pending_knife_event (partnership_id, agency_id, occurred_at)
  where state in ('waiting', 'to_confirm', 'not_referred');
create index pending_knife_event_of_person on authz.pending_knife_event (partnership_id, person_id, occurred_at);

/* Notes what is recorded from now on. A file of the past is history: of what happened more than 31 days before it was
   read in, or was recorded elsewhere more than a day ago, no referral begins by itself. */
create function authz.note_knife_events() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx; ids uuid[];
begin
  ids := array(select a.id from added a where a.kind in (select r.record_kind from public.knife_event_rule r)
    and a.recorded_at > statement_timestamp() - interval '1 day' and a.occurred_at > a.recorded_at - interval '31 days');
  if cardinality(ids) = 0 then return null; end if;
  c := authz.context();
  insert into authz.pending_knife_event (partnership_id, record_id, person_id, cell, agency_id, staff_id, role, rule, occurred_at,
    recorded_at)
  select a.partnership_id, a.id, a.person_id, a.cell, l.agency_id, coalesce(a.recorded_by, c.staff),
    case when c.staff = coalesce(a.recorded_by, c.staff) then c.role end, k.rule, a.occurred_at, a.recorded_at
  from added a join public.cell l on l.id = a.cell
  cross join lateral (select authz.knife_rule_of(a.kind, a.headline, a.detail, a.role,
    (a.occurred_at at time zone 'Europe/London')::date) as rule) k
  where a.id = any (ids) and k.rule is not null
  on conflict do nothing;
  return null;
end $$;
revoke execute on function authz.note_knife_events() from public;
create trigger knife_events_noted after insert on record referencing new table as added
  for each statement execute function authz.note_knife_events();

/* What waits, oldest first. An adult is one whom every known date of birth makes 18 on the day of the event. */
create function authz.knife_events_waiting(p uuid, most integer)
returns table (record_id uuid, person_id uuid, agency_id uuid, staff_id uuid, role text, roles text[], rule text, title text,
  needs_person boolean, occurred_at timestamptz, recorded_at timestamptz, is_adult boolean, same_as uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.record_id, e.person_id, e.agency_id, e.staff_id, e.role,
    array(select a.role from public.appointment a where a.partnership_id = p and a.staff_id = e.staff_id
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp() order by 1),
    e.rule, r.title, r.needs_person, e.occurred_at, e.recorded_at,
    coalesce((select max(s.birth_on) <= ((e.occurred_at at time zone 'Europe/London')::date - interval '18 years')
      from public.source_record s where s.partnership_id = p and s.person_id = e.person_id), false),
    (select o.episode_id from authz.pending_knife_event o where o.partnership_id = p and o.person_id = e.person_id
      and o.state = 'referred' and o.record_id <> e.record_id
      and o.occurred_at between e.occurred_at - interval '12 hours' and e.occurred_at + interval '12 hours'
      order by o.occurred_at limit 1)
  from authz.pending_knife_event e
  join lateral (select k.title, k.needs_person from public.knife_event_rule k where k.code = e.rule order by k.version desc limit 1) r on true
  where e.partnership_id = p and e.state = 'waiting' order by e.recorded_at, e.record_id limit most $$;

create function authz.supervisor_of(p uuid, of_agency uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case g.kind when 'police' then 'inspector' when 'school' then 'safeguarding_lead' when 'council' then 'front_door_manager'
    when 'youth_justice' then 'youth_justice_worker' when 'health' then 'emergency_nurse' end
  from public.agency g where g.partnership_id = p and g.id = of_agency $$;

/* What became of one; whoever supervises is told where no referral began. */
create function authz.settle_knife_event(p uuid, which uuid, to_state text, of_episode uuid, reason text, at_when timestamptz)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare found_one authz.pending_knife_event; supervisor text;
begin
  update authz.pending_knife_event e set state = to_state, episode_id = of_episode, why = reason, settled_at = at_when
    where e.partnership_id = p and e.record_id = which and e.state = 'waiting' returning * into found_one;
  if not found then return false; end if;
  supervisor := authz.supervisor_of(p, found_one.agency_id);
  if to_state in ('to_confirm', 'not_referred') and supervisor is not null then
    perform authz.raise_alert(p, found_one.agency_id, supervisor, null, 'knife_unreferred', which);
  end if;
  return true;
end $$;
revoke execute on function authz.knife_events_waiting(uuid, integer), authz.supervisor_of(uuid, uuid),
  authz.settle_knife_event(uuid, uuid, text, uuid, text, timestamptz) from public;
grant execute on function authz.knife_events_waiting(uuid, integer),
  authz.settle_knife_event(uuid, uuid, text, uuid, text, timestamptz) to kith_service;

/* The knife events of one's own agency that nobody has referred yet. */
create function authz.my_knife_events()
returns table (record_id uuid, person_id uuid, cell integer, staff_id uuid, title text, occurred_at timestamptz,
  recorded_at timestamptz, state text, why text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select e.record_id, e.person_id, e.cell, e.staff_id, r.title, e.occurred_at, e.recorded_at, e.state, e.why
    from authz.pending_knife_event e
    join lateral (select k.title from public.knife_event_rule k where k.code = e.rule order by k.version desc limit 1) r on true
    where e.partnership_id = c.partnership and e.agency_id = c.agency and e.state in ('waiting', 'to_confirm', 'not_referred')
      and (e.staff_id = c.staff or c.role = authz.supervisor_of(c.partnership, c.agency))
    order by e.occurred_at limit 500;
end $$;
/* Settled by hand: referred after all, or not a knife in this person's hands; the latter is an act, for the referral is none. */
create function authz.settle_my_knife_event(which uuid, to_state text, of_episode uuid, reason text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found_one authz.pending_knife_event; head bigint;
begin
  if c.staff is null or to_state not in ('referred', 'dismissed') then return false; end if;
  update authz.pending_knife_event e set state = to_state, episode_id = of_episode, why = reason,
      settled_at = statement_timestamp(), settled_by = c.staff
    where e.partnership_id = c.partnership and e.record_id = which and e.agency_id = c.agency
      and e.state in ('waiting', 'to_confirm', 'not_referred')
      and (e.staff_id = c.staff or c.role = authz.supervisor_of(c.partnership, c.agency))
    returning * into found_one;
  if not found then return false; end if;
  if to_state = 'dismissed' then
    insert into public.act_counter values (c.partnership, 1)
      on conflict (partnership_id) do update set pos = public.act_counter.pos + 1 returning pos into head;
    insert into public.act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell, subject_id)
    values (c.partnership, head, 'knife_event.dismissed', c.staff, c.agency, c.role, 'safeguard_child', found_one.person_id,
      found_one.cell, which);
  end if;
  return true;
end $$;
/* How many are known to some agency and not referred: a number for youth justice, without a name. */
create function authz.count_unreferred() returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'youth_justice_worker' then return null; end if;
  return (select count(*) from authz.pending_knife_event e
    where e.partnership_id = c.partnership and e.state in ('to_confirm', 'not_referred'));
end $$;
revoke execute on function authz.my_knife_events(), authz.settle_my_knife_event(uuid, text, uuid, text), authz.count_unreferred() from public;
grant execute on function authz.my_knife_events(), authz.settle_my_knife_event(uuid, text, uuid, text), authz.count_unreferred()
  to kith_linked, kith_hub;

insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified, may_pause) values
  ('knife_assessment', 1, 'Assess what the child needs', 10, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Youth justice out-of-court assessments: within 10 working days of the referral',
    'https://www.gov.uk/government/publications/child-knife-possession-offences', false, true),
  ('knife_plan', 1, 'Agree the plan with the child', 5, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Child knife possession guidance, 12 February 2026: a plan is mandatory; the days are a local starter value',
    'https://www.gov.uk/government/publications/child-knife-possession-offences', false, true),
  ('knife_outcome', 1, 'Ask how the child is six months later', 6, 'months', 'end_of_day', '23:59:59', '2020-01-01',
    'Local starter value', null, false, false);
