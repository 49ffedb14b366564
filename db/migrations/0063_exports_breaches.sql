-- Files that leave Kith, and what happens when something went wrong. A file is an order, not a copy: it is made anew, under
-- the recipient's own identity, each time that the recipient takes it; what they may no longer see is no longer in it. More
-- than ten people at once need a second person's approval. Each copy carries a code by which it can be traced.
create table bulk_approver (role text primary key references role);
comment on table bulk_approver is 'reference: roles that may approve, for their own agency, that more than ten people are disclosed at once';
insert into bulk_approver values ('privacy_officer'), ('senior_officer'), ('information_governance_lead'), ('board_chair');
grant select on bulk_approver to kith_linked, kith_hub, kith_service;

create table authz.export_file (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  kind text not null check (kind in ('disclosures', 'chronology')),
  made_by uuid not null, agency_id uuid not null, role text not null, purpose text not null,
  recipient uuid not null,
  person_id uuid, work_id uuid,
  filter jsonb not null default '{}',
  people integer not null check (people > 0),
  why text not null,
  made_at timestamptz not null default statement_timestamp(),
  expires_at timestamptz not null,
  closed_at timestamptz, closed_by uuid, closed_because text,
  primary key (partnership_id, id),
  check (expires_at > made_at and expires_at <= made_at + interval '7 days'),
  check ((kind = 'chronology') = (person_id is not null))
);
comment on table authz.export_file is 'wall: what file may be taken, by whom, for what and until when; read through functions';
create index export_file_by_maker on authz.export_file (partnership_id, made_by, made_at desc);
create index export_file_by_recipient on authz.export_file (partnership_id, recipient, made_at desc);
create index export_file_by_person on authz.export_file (partnership_id, person_id) where person_id is not null;

create table authz.bulk_approval (
  partnership_id uuid not null,
  export_id uuid not null,
  agency_id uuid not null,
  asked_by uuid not null, asked_at timestamptz not null default statement_timestamp(),
  people integer not null,
  until timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'used')),
  decided_by uuid, decided_at timestamptz, decided_words text, used_at timestamptz,
  primary key (partnership_id, export_id),
  foreign key (partnership_id, export_id) references authz.export_file,
  check (decided_by is distinct from asked_by)
);
comment on table authz.bulk_approval is 'wall: a second person''s yes or no to disclosing more than ten people at once';
create index bulk_approval_waiting on authz.bulk_approval (partnership_id, agency_id, asked_at desc);

create table authz.export_copy (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  export_id uuid not null,
  code text not null,
  staff_id uuid not null,
  at timestamptz not null default statement_timestamp(),
  people integer not null, lines integer not null,
  disclosure_id uuid,
  sha256 bytea,
  primary key (partnership_id, id),
  foreign key (partnership_id, export_id) references authz.export_file
);
comment on table authz.export_copy is 'wall: each copy that was taken, the code it carries, and its receipt';
create unique index export_copy_by_code on authz.export_copy (partnership_id, code);
create index export_copy_by_export on authz.export_copy (partnership_id, export_id, at desc);

/* Whether a member of staff has a live link of their own or of a team of theirs to a person, for a purpose, and nothing
   hides the person from them. */
create function authz.has_live_link(p uuid, whom uuid, about uuid, for_purpose text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx;
begin
  c.partnership := p; c.staff := whom;
  if about = any (authz.blocked_for(c)) then return false; end if;
  return exists (select from public.link l join public.staff s on s.partnership_id = p and s.id = whom
    where l.partnership_id = p and l.person_id = about and l.purpose = for_purpose and l.kind <> 'break_glass'
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
      and (l.staff_id = whom or (l.staff_id is null and l.agency_id = s.agency_id and authz.is_held(p, whom, s.agency_id, array[l.role]))));
end $$;

/* Orders a file. Answers: 'forbidden', 'emergency' (never from an emergency), 'recipient' (may not see it), 'nobody' (no
   second person could approve), 'waiting' (for approval), 'ready'. */
create function authz.order_export(new_id uuid, wanted jsonb) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c authz.ctx := authz.context(); of_kind text := wanted ->> 'kind'; about uuid := (wanted ->> 'personId')::uuid;
  taker uuid := (wanted ->> 'recipient')::uuid; n integer := (wanted ->> 'people')::integer; approvers text[];
begin
  if c.staff is null then return 'forbidden'; end if;
  if c.purpose = 'vital_interests' then return 'emergency'; end if;
  if of_kind = 'chronology' then
    if c.lens <> 'linked' or about is null or not (about = any (authz.people_for(c))) then return 'forbidden'; end if;
    if not authz.has_live_link(c.partnership, taker, about, c.purpose) then return 'recipient'; end if;
  elsif of_kind = 'disclosures' then
    if c.role not in ('information_governance_lead', 'privacy_officer') then return 'forbidden'; end if;
    -- For a colleague in the same role; a privacy officer oversees their own agency alone.
    if not authz.is_held(c.partnership, taker, case c.role when 'privacy_officer' then c.agency end, array[c.role]) then
      return 'recipient';
    end if;
  else return 'forbidden'; end if;
  approvers := array(select b.role from public.bulk_approver b where exists (select from public.staff s
    where s.partnership_id = c.partnership and s.agency_id = c.agency and s.id not in (c.staff, taker)
      and authz.is_held(c.partnership, s.id, c.agency, array[b.role])));
  if n > 10 and cardinality(approvers) = 0 then return 'nobody'; end if;
  insert into authz.export_file (partnership_id, id, kind, made_by, agency_id, role, purpose, recipient, person_id, work_id, filter, people,
    why, expires_at)
  values (c.partnership, new_id, of_kind, c.staff, c.agency, c.role, c.purpose, taker, about, c.work, coalesce(wanted -> 'filter', '{}'), n,
    wanted ->> 'why', statement_timestamp() + make_interval(hours => least(168, greatest(1, (wanted ->> 'hours')::integer))));
  if n <= 10 then return 'ready'; end if;
  insert into authz.bulk_approval (partnership_id, export_id, agency_id, asked_by, people, until)
  values (c.partnership, new_id, c.agency, c.staff, n, statement_timestamp() + interval '24 hours');
  perform authz.raise_alert(c.partnership, c.agency, r, null, 'bulk_approval_asked', new_id) from unnest(approvers) r;
  return 'waiting';
end $$;

create function authz.may_approve(c authz.ctx, b authz.bulk_approval, taker uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return c.staff is not null and c.agency = b.agency_id and c.staff not in (b.asked_by, taker)
    and exists (select from public.bulk_approver r where r.role = c.role);
end $$;

/* 'absent', 'moved_on' (decided, used or run out), 'done'. */
create function authz.decide_bulk(which uuid, says_yes boolean, in_words text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); b authz.bulk_approval; e authz.export_file;
begin
  select * into e from authz.export_file f where f.partnership_id = c.partnership and f.id = which;
  select * into b from authz.bulk_approval a where a.partnership_id = c.partnership and a.export_id = which for update;
  if b.export_id is null or not authz.may_approve(c, b, e.recipient) then return 'absent'; end if;
  if b.state <> 'asked' or b.until <= statement_timestamp() or e.closed_at is not null then return 'moved_on'; end if;
  update authz.bulk_approval set state = case when says_yes then 'approved' else 'refused' end, decided_by = c.staff,
    decided_at = statement_timestamp(), decided_words = in_words, until = case when says_yes then statement_timestamp() + interval '24 hours' else until end
    where partnership_id = c.partnership and export_id = which;
  perform authz.raise_alert(c.partnership, e.agency_id, null, e.made_by, 'bulk_approval_decided', which);
  return 'done';
end $$;

/* Files that are the viewer's: ordered by them, for them, or waiting for their approval. Whoever is hidden from them hides
   the file. */
create function authz.my_exports(only_one uuid) returns table (id uuid, kind text, made_by uuid, agency_id uuid, recipient uuid, purpose text,
  person_id uuid, work_id uuid, filter jsonb, people integer, why text, made_at timestamptz, expires_at timestamptz, closed_at timestamptz,
  closed_because text, approval text, asked_at timestamptz, approval_until timestamptz, decided_by uuid, decided_at timestamptz,
  decided_words text, may_approve boolean, copies integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context(); hidden uuid[];
begin
  if c.staff is null then return; end if;
  hidden := authz.blocked_for(c);
  return query select e.id, e.kind, e.made_by, e.agency_id, e.recipient, e.purpose, e.person_id, e.work_id, e.filter, e.people, e.why,
      e.made_at, e.expires_at, e.closed_at, e.closed_because, b.state, b.asked_at, b.until, b.decided_by, b.decided_at, b.decided_words,
      coalesce(authz.may_approve(c, b, e.recipient), false),
      (select count(*)::integer from authz.export_copy y where y.partnership_id = c.partnership and y.export_id = e.id)
    from authz.export_file e left join authz.bulk_approval b on b.partnership_id = e.partnership_id and b.export_id = e.id
    where e.partnership_id = c.partnership and (only_one is null or e.id = only_one)
      and (e.person_id is null or not (e.person_id = any (hidden)))
      and (e.made_by = c.staff or e.recipient = c.staff or coalesce(authz.may_approve(c, b, e.recipient), false)
        or (c.role = 'privacy_officer' and e.agency_id = c.agency))
    order by e.made_at desc, e.id desc limit 200;
end $$;

/* The recipient takes a copy, in the transaction that has just read and disclosed it. Every condition is judged anew:
   'absent', 'closed', 'expired', 'approval' (missing, refused, run out, or more people than were approved), 'done'. */
create function authz.take_export(which uuid, n integer, line_count integer, out answer text, out copy_id uuid, out code text, out receipt uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); e authz.export_file; b authz.bulk_approval;
  letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; bytes bytea;
begin
  select * into e from authz.export_file f where f.partnership_id = c.partnership and f.id = which for update;
  answer := case
    when e.id is null or c.staff is distinct from e.recipient then 'absent'
    when c.purpose is distinct from e.purpose then 'absent'
    when e.person_id = any (authz.blocked_for(c)) then 'absent'
    when e.closed_at is not null then 'closed'
    when e.expires_at <= statement_timestamp() then 'expired' else 'done' end;
  if answer <> 'done' then return; end if;
  if n > 10 or e.people > 10 then
    select * into b from authz.bulk_approval a where a.partnership_id = c.partnership and a.export_id = which for update;
    if b.export_id is null or b.people < n or not (b.state = 'used' or (b.state = 'approved' and b.until > statement_timestamp())) then
      answer := 'approval';
      return;
    end if;
    update authz.bulk_approval a set state = 'used', used_at = coalesce(a.used_at, statement_timestamp())
      where a.partnership_id = c.partnership and a.export_id = which;
  end if;
  -- Fifty bits of a random uuid: nobody guesses the code of a copy.
  bytes := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  code := (select string_agg(substr(letters, get_byte(bytes, case when i < 6 then i else i + 8 end) % 32 + 1, 1), '' order by i)
    from generate_series(0, 9) i);
  select d.id into receipt from public.disclosure d where d.partnership_id = c.partnership and d.staff_id = c.staff
    and d.page = 'exports/file' and d.at >= transaction_timestamp() order by d.at limit 1;
  if receipt is null then raise exception 'a copy that is not in the record of disclosures' using errcode = '42501'; end if;
  insert into authz.export_copy (partnership_id, export_id, code, staff_id, people, lines, disclosure_id)
  values (c.partnership, which, code, c.staff, n, line_count, receipt) returning id into copy_id;
end $$;
/* What exactly was handed over; once. */
create function authz.note_export_digest(which uuid, digest bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  update authz.export_copy y set sha256 = digest where y.partnership_id = c.partnership and y.id = which and y.staff_id = c.staff and y.sha256 is null;
end $$;

create function authz.close_export(which uuid, because text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); e authz.export_file;
begin
  select * into e from authz.export_file f where f.partnership_id = c.partnership and f.id = which for update;
  if e.id is null or c.staff is null or e.person_id = any (authz.blocked_for(c))
    or not (e.made_by = c.staff or (c.role = 'privacy_officer' and e.agency_id = c.agency)) then return 'absent'; end if;
  if e.closed_at is not null then return 'moved_on'; end if;
  update authz.export_file f set closed_at = statement_timestamp(), closed_by = c.staff, closed_because = because
    where f.partnership_id = c.partnership and f.id = which;
  return 'done';
end $$;
/* For the functions of the rooms alone: whoever is removed from what a file was made of closes it at once. */
create function authz.close_exports_about(p uuid, about uuid, because text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
  update authz.export_file f set closed_at = statement_timestamp(), closed_because = because
    where f.partnership_id = p and f.person_id = about and f.closed_at is null and f.expires_at > statement_timestamp();
  get diagnostics n = row_count;
  return n;
end $$;
/* A link that ends closes the files that stood on it: the recipient has no reason any more. */
create function authz.links_close_exports() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  update authz.export_file f set closed_at = statement_timestamp(), closed_because = 'The recipient no longer works with this person'
  from (select distinct l.partnership_id, l.person_id from ended l where l.valid_until <= statement_timestamp()) g
  where f.partnership_id = g.partnership_id and f.person_id = g.person_id and f.closed_at is null and f.expires_at > statement_timestamp()
    and not authz.has_live_link(f.partnership_id, f.recipient, f.person_id, f.purpose);
  return null;
end $$;
create trigger links_close_exports after update on link referencing new table as ended for each statement execute function authz.links_close_exports();

/* To whom a code that was found in a text belongs; for whoever answers for either side, and for oversight. */
create function authz.trace_export(sought text) returns table (export_id uuid, kind text, purpose text, recipient uuid, made_by uuid, taken_at timestamptz,
  people integer, lines integer, disclosure_id uuid, sha256 bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role not in ('privacy_officer', 'information_governance_lead') then return; end if;
  return query select e.id, e.kind, e.purpose, e.recipient, e.made_by, y.at, y.people, y.lines, y.disclosure_id, y.sha256
    from authz.export_copy y join authz.export_file e on e.partnership_id = y.partnership_id and e.id = y.export_id
    join public.staff s on s.partnership_id = e.partnership_id and s.id = e.recipient
    where y.partnership_id = c.partnership and y.code = sought
      and (c.role = 'information_governance_lead' or c.agency in (e.agency_id, s.agency_id));
end $$;

-- The register of breaches ------------------------------------------------------------------------------------------
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('breach_to_commissioner', 1, 'Tell the Information Commissioner of a breach', 72, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'UK GDPR Article 33(1); Data Protection Act 2018 section 67 for competent authorities',
    'https://www.legislation.gov.uk/eur/2016/679/article/33', true);
create table authz.breach (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  reference text not null,
  agency_id uuid not null, keeper uuid not null,
  reported_by uuid not null, reported_at timestamptz not null default statement_timestamp(),
  happened text not null,
  noticed_at timestamptz not null, aware_at timestamptz not null,
  people integer not null check (people >= 0), categories text[] not null default '{}',
  risk text not null check (risk in ('unlikely', 'likely', 'high')),
  state text not null default 'reported' check (state in ('reported', 'decided', 'notified', 'closed', 'not_a_breach')),
  tell_commissioner boolean, commissioner_why text, commissioner_told_at timestamptz,
  tell_people boolean, people_why text, people_told_at timestamptz,
  lessons text, closed_at timestamptz,
  rule_version integer not null, due_at timestamptz not null, at_risk_at timestamptz not null,
  misuse_id uuid, export_id uuid,
  primary key (partnership_id, id)
);
comment on table authz.breach is 'wall: what went wrong with data, what was decided and why; names nobody it happened to';
create index breach_newest on authz.breach (partnership_id, reported_at desc);
create table authz.breach_event (
  partnership_id uuid not null, id uuid not null default uuid_v7(), breach_id uuid not null,
  at timestamptz not null default clock_timestamp(), staff_id uuid not null, what text not null, words text not null default '',
  primary key (partnership_id, id),
  foreign key (partnership_id, breach_id) references authz.breach
);
comment on table authz.breach_event is 'wall: steps taken about a breach, each with who and when';
create index breach_event_by_breach on authz.breach_event (partnership_id, breach_id, id);

/* Whoever keeps the register for the agency where it happened, and the governance lead for all. */
create function authz.keeps_breach(c authz.ctx, b authz.breach) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return c.staff is not null and b.id is not null
    and (c.role = 'information_governance_lead' or (c.role = 'privacy_officer' and c.agency in (b.agency_id, b.keeper)));
end $$;

/* Anybody who works here reports. */
create function authz.report_breach(new_id uuid, said jsonb) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); n integer; kept uuid; year text := to_char(now() at time zone 'Europe/London', 'YYYY'); called text;
begin
  if c.staff is null then raise exception 'no context' using errcode = '42501'; end if;
  insert into public.work_counter values (c.partnership, 'breach ' || year, 1)
  on conflict (partnership_id, series) do update set n = public.work_counter.n + 1 returning work_counter.n into n;
  called := 'B-' || year || '-' || lpad(n::text, 4, '0');
  kept := authz.keeper_of(c.partnership, c.agency);
  insert into authz.breach (partnership_id, id, reference, agency_id, keeper, reported_by, happened, noticed_at, aware_at, people, categories,
    risk, rule_version, due_at, at_risk_at, misuse_id, export_id)
  values (c.partnership, new_id, called, c.agency, kept, c.staff, said ->> 'happened', (said ->> 'noticedAt')::timestamptz,
    (said ->> 'awareAt')::timestamptz, (said ->> 'people')::integer, array(select jsonb_array_elements_text(said -> 'categories')),
    said ->> 'risk', (said ->> 'ruleVersion')::integer, (said ->> 'dueAt')::timestamptz, (said ->> 'atRiskAt')::timestamptz,
    (said ->> 'misuseId')::uuid, (said ->> 'exportId')::uuid);
  insert into authz.breach_event (partnership_id, breach_id, staff_id, what) values (c.partnership, new_id, c.staff, 'reported');
  perform authz.raise_alert(c.partnership, kept, authz.keeping_role(c.partnership, kept), null, 'breach_reported', new_id);
  return called;
end $$;

/* Those of the register that are the viewer's to see; a reporter sees their own. */
create function authz.breaches(only_one uuid) returns setof authz.breach
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select b.* from authz.breach b where b.partnership_id = c.partnership and (only_one is null or b.id = only_one)
    and (b.reported_by = c.staff or authz.keeps_breach(c, b))
    order by b.state in ('closed', 'not_a_breach'), case when b.state = 'reported' then b.due_at end, b.reported_at desc, b.id limit 200;
end $$;
create function authz.breach_events(of_breach uuid) returns table (id uuid, at timestamptz, staff_id uuid, what text, words text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select v.id, v.at, v.staff_id, v.what, v.words from authz.breaches(of_breach) b
    join authz.breach_event v on v.partnership_id = b.partnership_id and v.breach_id = b.id order by v.id;
end $$;

/* One step of the life cycle, or a note of what was done to contain it. Answers 'absent', 'moved_on', 'done'. */
create function authz.step_breach(which uuid, step text, from_state text, to_state text, said jsonb) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); b authz.breach; in_words text := coalesce(said ->> 'words', '');
begin
  select * into b from authz.breach r where r.partnership_id = c.partnership and r.id = which for update;
  if not coalesce(authz.keeps_breach(c, b), false) then return 'absent'; end if;
  if b.state <> from_state then return 'moved_on'; end if;
  if step = 'close' and (b.tell_commissioner is null or (b.tell_commissioner and b.commissioner_told_at is null)
    or (b.tell_people and b.people_told_at is null)) then return 'moved_on'; end if;
  update authz.breach r set state = to_state,
    risk = case when step = 'decide' then said ->> 'risk' else r.risk end,
    people = case when step = 'decide' then (said ->> 'people')::integer else r.people end,
    tell_commissioner = case when step = 'decide' then (said ->> 'tellCommissioner')::boolean else r.tell_commissioner end,
    commissioner_why = case when step = 'decide' then said ->> 'commissionerWhy' else r.commissioner_why end,
    tell_people = case when step = 'decide' then (said ->> 'tellPeople')::boolean else r.tell_people end,
    people_why = case when step = 'decide' then said ->> 'peopleWhy' else r.people_why end,
    commissioner_told_at = case when step = 'tell_commissioner' then statement_timestamp() else r.commissioner_told_at end,
    people_told_at = case when step = 'tell_people' then statement_timestamp() else r.people_told_at end,
    lessons = case when step = 'close' then in_words else r.lessons end,
    closed_at = case when step in ('close', 'dismiss') then statement_timestamp() else r.closed_at end
    where r.partnership_id = c.partnership and r.id = which;
  insert into authz.breach_event (partnership_id, breach_id, staff_id, what, words) values (c.partnership, which, c.staff, step, in_words);
  return 'done';
end $$;

revoke execute on function authz.has_live_link(uuid, uuid, uuid, text), authz.order_export(uuid, jsonb),
  authz.may_approve(authz.ctx, authz.bulk_approval, uuid), authz.decide_bulk(uuid, boolean, text), authz.my_exports(uuid),
  authz.take_export(uuid, integer, integer), authz.note_export_digest(uuid, bytea), authz.close_export(uuid, text),
  authz.close_exports_about(uuid, uuid, text), authz.links_close_exports(), authz.trace_export(text),
  authz.keeps_breach(authz.ctx, authz.breach), authz.report_breach(uuid, jsonb), authz.breaches(uuid), authz.breach_events(uuid),
  authz.step_breach(uuid, text, text, text, jsonb) from public;
grant execute on function authz.order_export(uuid, jsonb), authz.decide_bulk(uuid, boolean, text), authz.my_exports(uuid),
  authz.take_export(uuid, integer, integer), authz.note_export_digest(uuid, bytea), authz.close_export(uuid, text),
  authz.trace_export(text), authz.report_breach(uuid, jsonb), authz.breaches(uuid), authz.breach_events(uuid),
  authz.step_breach(uuid, text, text, text, jsonb) to kith_linked, kith_hub;
