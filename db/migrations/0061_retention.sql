-- How long what is kept: anchor, interval, what it is about, what then happens. Rules are data; a hold beats them all.
create table retention_rule (
  code text not null, version integer not null, title text not null,
  class text not null check (class in ('record', 'draft', 'search', 'import', 'repeat')),
  agency_kinds text[] not null default '{}', categories text[] not null default '{}', when_kinds text[] not null default '{}',
  anchor text not null check (anchor in ('date_of_birth', 'case_closed', 'last_event', 'death')),
  amount integer not null check (amount > 0), unit text not null check (unit in ('years', 'months', 'days')),
  action text not null check (action in ('review', 'delete', 'anonymise')),
  review_years integer not null default 5,
  source text not null, source_url text, verified boolean not null default false,
  valid_from date not null default '2000-01-01', valid_until date,
  primary key (code, version)
);
comment on table retention_rule is 'reference: how long each kind of information is kept, with the source; starters are marked as not yet checked';
grant select on retention_rule to kith_linked, kith_hub, kith_service;
insert into retention_rule (code, version, title, class, agency_kinds, categories, when_kinds, anchor, amount, unit, action, source, source_url) values
  ('school_child', 1, 'What a school holds about a child', 'record', '{school}', '{}', '{}', 'date_of_birth', 25, 'years', 'review',
    'Child protection file to the 25th birthday: common school practice (starter value)', null),
  ('social_care_child', 1, 'What children''s services hold about a child', 'record', '{council}', '{}', '{}', 'date_of_birth', 25, 'years', 'review',
    'Child in need and child protection to the 25th birthday or longer (starter value)', null),
  ('looked_after_child', 1, 'A child who was looked after', 'record', '{council}', '{}', '{looked_after}', 'date_of_birth', 75, 'years', 'review',
    'Care Planning, Placement and Case Review (England) Regulations 2010: to the 75th birthday (starter value)', 'https://www.legislation.gov.uk/uksi/2010/959'),
  ('child_died', 1, 'A child who died', 'record', '{council}', '{}', '{}', 'death', 15, 'years', 'review',
    'Fifteen years after a death under 18 (starter value)', 'https://www.legislation.gov.uk/uksi/2010/959'),
  ('police_group_1', 1, 'Police information, certain public protection matters', 'record', '{police}', '{}', '{public_protection}', 'date_of_birth', 100, 'years', 'review',
    'Police information and records management Code of Practice: group 1, to the age of 100 (starter value)', null),
  ('police_group_2', 1, 'Police information, other serious offences', 'record', '{police}', '{}', '{serious_offence}', 'last_event', 10, 'years', 'review',
    'Police information and records management Code of Practice: group 2, ten clear years (starter value)', null),
  ('police_group_3', 1, 'Police information, all other', 'record', '{police}', '{}', '{}', 'last_event', 6, 'years', 'review',
    'Police information and records management Code of Practice: group 3, six clear years (starter value)', null),
  ('health_child', 1, 'What a hospital or health service holds about a child', 'record', '{health}', '{}', '{}', 'date_of_birth', 25, 'years', 'review',
    'NHS records management code of practice: children''s records to the 25th birthday (starter value)', null),
  ('youth_justice_child', 1, 'What youth justice holds about a child', 'record', '{youth_justice}', '{}', '{}', 'date_of_birth', 25, 'years', 'review',
    'Local schedule (starter value)', null),
  ('support_ended', 1, 'What other services hold', 'record', '{community,housing,probation,policing_body,partnership}', '{}', '{}', 'case_closed', 6, 'years', 'delete',
    'Limitation Act 1980: six years after the work has ended (starter value)', 'https://www.legislation.gov.uk/ukpga/1980/58'),
  ('rights_answered', 1, 'Requests and disputes of a person about their own record', 'record', '{}', '{rights}', '{}', 'last_event', 3, 'years', 'delete',
    'Local schedule (starter value)', null),
  ('half_filled_form', 1, 'A form that was begun', 'draft', '{}', '{}', '{}', 'last_event', 90, 'days', 'delete', 'Storage limitation, UK GDPR Article 5(1)(e) (starter value)', null),
  ('search_kept', 1, 'What somebody looked for', 'search', '{}', '{}', '{}', 'last_event', 1, 'days', 'delete', 'Storage limitation, UK GDPR Article 5(1)(e) (starter value)', null),
  ('refused_rows', 1, 'Rows of a file that were refused', 'import', '{}', '{}', '{}', 'last_event', 90, 'days', 'delete', 'Storage limitation, UK GDPR Article 5(1)(e) (starter value)', null),
  ('repeated_commands', 1, 'First answers to repeated commands', 'repeat', '{}', '{}', '{}', 'last_event', 30, 'days', 'delete', 'Storage limitation, UK GDPR Article 5(1)(e) (starter value)', null);

create table retention_due (
  partnership_id uuid not null, id uuid not null default uuid_v7(), person_id uuid not null, cell integer not null references cell,
  of_agency uuid not null, kind text not null references category,
  rule text not null, rule_version integer not null, anchor_on date not null, due_on date not null,
  state text not null default 'due' check (state in ('due', 'kept', 'disposed')),
  keep_until date, why text, removed integer,
  found_at timestamptz not null default statement_timestamp(), decided_by uuid, decided_at timestamptz,
  primary key (partnership_id, id)
);
comment on table retention_due is 'personal: that what an agency holds of one kind about a person is due for review or disposal, and what was decided';
create index retention_due_by_person on retention_due (partnership_id, person_id, of_agency, kind);
create index retention_due_open on retention_due (partnership_id, due_on) where state = 'due';

-- The person of nobody stands for everything that is held.
create table legal_hold (
  partnership_id uuid not null, id uuid not null default uuid_v7(), person_id uuid not null, cell integer not null references cell,
  kind text not null check (kind in ('person', 'everything')),
  reason text not null, placed_by uuid not null, placed_at timestamptz not null default statement_timestamp(),
  lifted_by uuid, lifted_at timestamptz, lifted_why text,
  primary key (partnership_id, id),
  check ((kind = 'everything') = (person_id = '00000000-0000-0000-0000-000000000000'))
);
comment on table legal_hold is 'personal: nothing of this person, or of anybody, is disposed of until somebody lifts it';
create index legal_hold_by_person on legal_hold (partnership_id, person_id) where lifted_at is null;
call authz.protect('retention_due'); call authz.protect('legal_hold');
revoke insert on retention_due, legal_hold from kith_linked, kith_hub; -- only through the functions below
grant update (state, keep_until, why, decided_by, decided_at) on retention_due to kith_linked, kith_hub;

create function authz.on_hold(p uuid, whose uuid[]) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.legal_hold h where h.partnership_id = p and h.lifted_at is null
    and (h.kind = 'everything' or h.person_id = any (whose))) $$;

/* Disposal waits for holds and holds for disposal: whichever comes first is seen by the other. */
create function authz.place_hold(whom uuid, reason text) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); own integer; made uuid := public.uuid_v7();
begin
  if not authz.answers_for_data(c) or whom = any (authz.blocked_for(c)) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('retention ' || c.partnership, 0));
  if whom is not null and not exists (select from public.person where partnership_id = c.partnership and id = whom) then return null; end if;
  select id into own from public.cell where partnership_id = c.partnership and agency_id = c.agency and category = 'rights' and tier = 1;
  insert into public.legal_hold (partnership_id, id, person_id, cell, kind, reason, placed_by)
  values (c.partnership, made, coalesce(whom, '00000000-0000-0000-0000-000000000000'), own,
    case when whom is null then 'everything' else 'person' end, place_hold.reason, c.staff);
  return made;
end $$;
create function authz.lift_hold(which uuid, why text) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if not authz.answers_for_data(c) then return false; end if;
  update public.legal_hold h set lifted_at = statement_timestamp(), lifted_by = c.staff, lifted_why = why
    where h.partnership_id = c.partnership and h.id = which and h.lifted_at is null and h.cell = any (authz.cells_with(c, '{own}'));
  return found;
end $$;
/* That something is held, for a page that says why it cannot go; never by whom or why. */
create function authz.held_among(asked uuid[]) returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[];
begin
  if not authz.answers_for_data(c) then return '{}'; end if;
  select array_agg(a) into found from unnest(asked) a where authz.on_hold(c.partnership, authz.people_behind(a));
  return coalesce(found, '{}');
end $$;

/* Lists what is due on a day: per agency, person and kind of information, by the rule that keeps it longest. What has an
   unknown anchor, open work or a decision to keep is not due. Returns how many rows were added. */
create function authz.find_due(p uuid, today date) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('retention ' || p, 0));
  with dated as (
    select person_id, cell, occurred_at as at from public.record where partnership_id = p
    union all select person_id, cell, recorded_at from public.source_record where partnership_id = p
    union all select person_id, cell, null from public.identifier where partnership_id = p
    union all select person_id, cell, valid_until::timestamptz from public.contact_point where partnership_id = p
    union all select person_id, cell, recorded_at from public.need where partnership_id = p
    union all select person_id, cell, valid_until::timestamptz from public.relationship where partnership_id = p
    union all select person_id, cell, coalesce(valid_until, valid_from)::timestamptz from public.involvement where partnership_id = p
    union all select person_id, cell, added_at from public.file where partnership_id = p
    union all select person_id, cell, sent_at from public.notification where partnership_id = p
    union all select person_id, cell, decided_at from public.decision where partnership_id = p
    union all select person_id, cell, set_at from public.level_set where partnership_id = p
    union all select person_id, cell, handed_at from public.handover where partnership_id = p
    union all select person_id, cell, given_at from public.quality_feedback where partnership_id = p
    union all select person_id, cell, told_at from public.told_outcome where partnership_id = p
    union all select person_id, cell, asked_at from public.request where partnership_id = p
    union all select person_id, cell, answered_at from public.answer where partnership_id = p
    union all select person_id, cell, valid_until from public.share where partnership_id = p
    union all select person_id, cell, at from public.refusal_to_share where partnership_id = p
    union all select person_id, cell, coalesce(closed_at, recorded_at) from public.subject_request where partnership_id = p
    union all select person_id, cell, coalesce(settled_at, raised_at) from public.dispute where partnership_id = p
    union all select person_id, cell, coalesce(closed_at, opened_at) from public.work where partnership_id = p
  ), kinds as (
    select ce.agency_id, a.kind as agency_kind, ce.category, d.person_id, max(d.at) as at
    from dated d join public.cell ce on ce.id = d.cell join public.agency a on a.partnership_id = p and a.id = ce.agency_id
    group by 1, 2, 3, 4
  ), facts as materialized (
    -- To ask for one's record, or to dispute it, does not make it be kept longer.
    select k.agency_id, k.person_id, (max(k.at) filter (where k.category <> 'rights') at time zone 'Europe/London')::date as last_on,
      (max(k.at) filter (where k.category = 'rights') at time zone 'Europe/London')::date as asked_on,
      (select max(s.birth_on) from public.source_record s where s.partnership_id = p and s.person_id = k.person_id) as born_on,
      (select max(s.died_on) from public.source_record s where s.partnership_id = p and s.person_id = k.person_id) as died_on,
      (select case when bool_or(w.closed_at is null) then 'infinity'::date else (max(w.closed_at) at time zone 'Europe/London')::date end
        from public.work w join public.cell wc on wc.id = w.cell where w.partnership_id = p and w.person_id = k.person_id and wc.agency_id = k.agency_id and wc.category <> 'rights') as closed_on
    from kinds k group by 1, 2
  ), rules as (
    select distinct on (r.code) r.* from public.retention_rule r
    where r.class = 'record' and r.valid_from <= today and coalesce(r.valid_until, 'infinity') > today order by r.code, r.version desc
  ), judged as (
    select k.agency_id, k.person_id, k.category, r.code, r.version, x.anchor_on, r.anchor = 'death' as is_death,
      (x.anchor_on + make_interval(years => case r.unit when 'years' then r.amount else 0 end, months => case r.unit when 'months' then r.amount else 0 end,
        days => case r.unit when 'days' then r.amount else 0 end))::date as due_on, r.anchor, f.died_on, f.closed_on
    from kinds k join facts f on f.agency_id = k.agency_id and f.person_id = k.person_id
    join rules r on (r.agency_kinds = '{}' or k.agency_kind = any (r.agency_kinds))
      and (k.category = any (r.categories) or r.categories = '{}' and k.category not in ('rights', 'protection', 'disclosure'))
      and (r.when_kinds = '{}' or exists (select from public.record o join public.cell oc on oc.id = o.cell
        where o.partnership_id = p and o.person_id = k.person_id and oc.agency_id = k.agency_id and o.kind = any (r.when_kinds)))
    cross join lateral (select case r.anchor when 'date_of_birth' then f.born_on when 'death' then f.died_on
      when 'case_closed' then coalesce(f.closed_on, f.last_on) else case k.category when 'rights' then f.asked_on else f.last_on end end as anchor_on) x
  ), counting as (
    select j.*, bool_or(j.is_death and j.died_on is not null) over one as has_death from judged j window one as (partition by agency_id, person_id, category)
  ), answer as (
    select distinct on (agency_id, person_id, category) *, bool_or(due_on is null or due_on > today) over one as is_kept
    from counting where (is_death and died_on is not null) or (not is_death and not (has_death and anchor = 'date_of_birth'))
    window one as (partition by agency_id, person_id, category)
    order by agency_id, person_id, category, due_on desc nulls first
  )
  insert into public.retention_due (partnership_id, person_id, cell, of_agency, kind, rule, rule_version, anchor_on, due_on)
  select p, a.person_id, ce.id, a.agency_id, a.category, a.code, a.version, a.anchor_on, a.due_on
  from answer a join public.cell ce on ce.partnership_id = p and ce.agency_id = authz.keeper_of(p, a.agency_id)
    and ce.category = 'rights' and ce.tier = 1
  where not a.is_kept and coalesce(a.closed_on, '-infinity') <> 'infinity'
    and not exists (select from public.retention_due d where d.partnership_id = p and d.person_id = a.person_id and d.of_agency = a.agency_id
      and d.kind = a.category and (d.state = 'due' or d.state = 'kept' and d.keep_until > today));
  get diagnostics n = row_count;
  return n;
end $$;

/* Half-filled forms, what was looked for, refused rows: they go by themselves when their time is over, unless held. */
create function authz.purge_private(p uuid, at timestamptz) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare r record; until timestamptz; n integer := 0; m integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('retention ' || p, 0));
  if authz.on_hold(p, '{}') then return 0; end if;
  for r in select distinct on (class) * from public.retention_rule where class <> 'record' and action = 'delete'
      and valid_from <= at::date and coalesce(valid_until, 'infinity') > at::date order by class, amount, version desc loop
    until := at - make_interval(years => case r.unit when 'years' then r.amount else 0 end, months => case r.unit when 'months' then r.amount else 0 end,
      days => case r.unit when 'days' then r.amount else 0 end);
    if r.class = 'draft' then
      delete from public.draft d where d.partnership_id = p and d.kind <> 'people_search' and d.changed_at < until
        and (d.person_id is null or not authz.on_hold(p, array[d.person_id]));
    elsif r.class = 'search' then
      delete from public.draft d where d.partnership_id = p and d.kind = 'people_search' and d.changed_at < until;
    elsif r.class = 'import' then
      delete from public.import_rejection i using public.import_run u where i.partnership_id = p and u.partnership_id = p and u.id = i.run_id
        and coalesce(u.finished_at, u.progress_at) < until;
    else
      delete from public.answered a where a.partnership_id = p and a.at < until;
    end if;
    get diagnostics m = row_count;
    n := n + m;
  end loop;
  return n;
end $$;

/* Takes a person's values out of everything that is one person's own: searches, old half-filled forms, refused rows. */
create function authz.forget_in_private(p uuid, of_agency uuid, whose uuid[], works uuid[], given text[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tab text; wanted authz.looked_for[] := authz.look_for(given);
begin
  delete from public.draft d using public.staff s where d.partnership_id = p and s.partnership_id = p and s.id = d.staff_id and s.agency_id = of_agency
    and (d.person_id = any (whose) or d.work_id = any (works));
  if cardinality(wanted) = 0 then return; end if;
  for tab in select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      where c.relkind = 'r' and obj_description(c.oid, 'pg_class') like 'private: %' loop
    execute format('delete from %s t using public.staff s where t.partnership_id = $1 and s.partnership_id = $1 and s.id = t.staff_id
      and s.agency_id = $2 and authz.sealed_found(authz.plain(to_jsonb(t)::text), $3) is not null %s', tab,
      case tab when 'public.draft' then 'and (t.kind = ''people_search'' or t.changed_at < statement_timestamp() - interval ''30 days'')'
        when 'draft' then 'and (t.kind = ''people_search'' or t.changed_at < statement_timestamp() - interval ''30 days'')' else '' end)
      using p, of_agency, wanted;
  end loop;
end $$;

/* Disposes of what is due: the rows go, with everything that was made from them; an act without content stays. */
create function authz.dispose(which uuid, reason text) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); d public.retention_due; r public.retention_rule; whose uuid[]; cells integer[]; tab text;
  gone uuid[] := '{}'; part uuid[]; given text[] := '{}'; some text[]; n integer := 0; nobody uuid; is_left boolean := false;
begin
  if not authz.answers_for_data(c) then return 'absent'; end if;
  perform pg_advisory_xact_lock(hashtextextended('retention ' || c.partnership, 0));
  select * into d from public.retention_due q where q.partnership_id = c.partnership and q.id = which
    and q.cell = any (authz.cells_with(c, '{own}')) and not (q.person_id = any (authz.blocked_for(c))) for update;
  if not found then return 'absent'; end if;
  if d.state <> 'due' then return 'settled'; end if;
  whose := authz.people_behind(d.person_id);
  if authz.on_hold(c.partnership, whose) then return 'held'; end if;
  select array_agg(ce.id) into cells from public.cell ce where ce.partnership_id = c.partnership and ce.agency_id = d.of_agency and ce.category = d.kind;
  if exists (select from public.subject_request q where q.partnership_id = c.partnership and q.person_id = any (whose)
      and q.state not in ('released', 'refused', 'withdrawn'))
    or exists (select from public.dispute q where q.partnership_id = c.partnership and q.person_id = any (whose) and q.state = 'raised')
    or exists (select from public.work w join public.cell wc on wc.id = w.cell where w.partnership_id = c.partnership and w.person_id = any (whose)
      and w.closed_at is null and wc.agency_id = d.of_agency and wc.category <> 'rights') then return 'open'; end if;
  select * into r from public.retention_rule q where q.code = d.rule and q.version = d.rule_version;

  select array_agg(v) into given from (
    select s.given_name || ' ' || s.family_name as v from public.source_record s where s.partnership_id = c.partnership and s.person_id = any (whose) and s.cell = any (cells)
    union select i.value from public.identifier i where i.partnership_id = c.partnership and i.person_id = any (whose) and i.cell = any (cells)
    union select k.value from public.contact_point k where k.partnership_id = c.partnership and k.person_id = any (whose) and k.cell = any (cells)) x
  where length(authz.squeezed(authz.plain(v))) >= 6;

  if r.action = 'anonymise' then
    insert into public.person (partnership_id) values (c.partnership) returning id into nobody;
    select array_agg(t.id) into gone from public.record t where t.partnership_id = c.partnership and t.person_id = any (whose) and t.cell = any (cells);
    delete from public.disputed_record m where m.partnership_id = c.partnership and m.record_id = any (gone);
    update public.record t set person_id = nobody, headline = k.title, body = null, detail = '{}', recorded_by = null, source = 'anonymised',
        source_id = null, source_record_id = null, work_id = null, event_id = null
      from public.record_kind k where k.code = t.kind and t.partnership_id = c.partnership and t.person_id = any (whose) and t.cell = any (cells);
    get diagnostics n = row_count;
  end if;
  -- Every table about people, whichever room brought it; acts and readings say what was done, without content.
  for tab in select t.relname from pg_class t join pg_namespace s on s.oid = t.relnamespace and s.nspname = 'public'
      where t.relkind = 'r' and obj_description(t.oid, 'pg_class') like 'personal: %' and t.relname not in ('act', 'disclosure', 'retention_due', 'legal_hold') loop
    execute format('with gone as (delete from public.%I t where t.partnership_id = $1 and t.person_id = any ($2) and t.cell = any ($3) returning to_jsonb(t) as row)
      select coalesce(array_agg((row ->> ''id'')::uuid) filter (where row ->> ''id'' is not null), ''{}'') from gone', tab)
      into part using c.partnership, whose, cells;
    gone := coalesce(gone, '{}') || part;
  end loop;
  n := n + cardinality(gone);

  delete from public.name_token t where t.partnership_id = c.partnership and t.source_record_id = any (gone);
  delete from public.link_history t where t.partnership_id = c.partnership and t.source_record_id = any (gone);
  delete from authz.match_note t where t.partnership_id = c.partnership and t.source_record_id = any (gone);
  delete from authz.imported t where t.partnership_id = c.partnership and t.record_id = any (gone);
  delete from public.disputed_record t where t.partnership_id = c.partnership and t.record_id = any (gone);
  delete from public.dispute t where t.partnership_id = c.partnership and t.record_id = any (gone);
  delete from public.subject_item t where t.partnership_id = c.partnership and t.person_id = any (whose) and t.source_id = any (gone);
  update public.subject_release t set document = '{}' where t.partnership_id = c.partnership and t.person_id = any (whose);
  perform authz.forget_in_private(c.partnership, d.of_agency, whose, gone, coalesce(given, '{}'));

  perform authz.note_act(c, 'retention.disposed', d.person_id, d.cell, null);
  perform authz.close_exports_about(c.partnership, q, 'What it was made of was disposed of') from unnest(whose) q;
  -- When nobody holds anything any more, the reasons to open the person and the salts of the log go too.
  for tab in select t.relname from pg_class t join pg_namespace s on s.oid = t.relnamespace and s.nspname = 'public'
      where t.relkind = 'r' and obj_description(t.oid, 'pg_class') like 'personal: %'
      and t.relname not in ('act', 'disclosure', 'retention_due', 'legal_hold', 'link', 'clock', 'subject_release', 'subject_item', 'subject_request') loop
    execute format('select exists (select from public.%I t where t.partnership_id = $1 and t.person_id = any ($2))', tab) into is_left using c.partnership, whose;
    exit when is_left;
  end loop;
  if not is_left then
    delete from public.link t where t.partnership_id = c.partnership and t.person_id = any (whose);
    if to_regprocedure('authz.forget_person_values(uuid,uuid)') is not null then
      execute 'select authz.forget_person_values($1, q) from unnest($2::uuid[]) q' using c.partnership, whose;
    end if;
  end if;
  update public.retention_due set state = 'disposed', why = reason, removed = n, decided_by = c.staff, decided_at = statement_timestamp()
    where partnership_id = c.partnership and id = which;
  return 'done';
end $$;

revoke execute on function authz.on_hold(uuid, uuid[]), authz.place_hold(uuid, text), authz.lift_hold(uuid, text), authz.held_among(uuid[]),
  authz.find_due(uuid, date), authz.purge_private(uuid, timestamptz), authz.forget_in_private(uuid, uuid, uuid[], uuid[], text[]),
  authz.dispose(uuid, text) from public;
grant execute on function authz.place_hold(uuid, text), authz.lift_hold(uuid, text), authz.held_among(uuid[]), authz.dispose(uuid, text) to kith_hub;
grant execute on function authz.find_due(uuid, date), authz.purge_private(uuid, timestamptz) to kith_service;
