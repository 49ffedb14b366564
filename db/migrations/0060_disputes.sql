-- A person says that something recorded about them is wrong. Whoever sees the record sees that, at once; the agency that
-- owns the record decides within a month (UK GDPR Articles 16 and 18).
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('dispute_reply', 1, 'Reply to somebody who disputes a record', 1, 'months', 'end_of_day', '23:59:59', '2018-05-25',
    'UK GDPR Articles 12(3) and 16', 'https://www.legislation.gov.uk/eur/2016/679/article/16', false);

create table dispute (
  partnership_id uuid not null, id uuid not null, person_id uuid not null, cell integer not null references cell,
  record_cell integer not null references cell,
  kind text not null check (kind in ('record', 'source_record', 'identifier', 'contact_point', 'need', 'relationship', 'involvement')),
  record_id uuid not null,
  state text not null check (state in ('raised', 'corrected', 'stands', 'withdrawn')),
  reference text not null,
  role text not null check (role in ('child', 'parent', 'representative')),
  raised_name text not null default '', says text not null, wants text not null default '',
  received_on date not null,
  raised_by uuid not null, raised_agency uuid not null, raised_at timestamptz not null default statement_timestamp(),
  settled_by uuid, settled_at timestamptz, why text, note text,
  primary key (partnership_id, id)
);
comment on table dispute is 'personal: somebody says that something recorded about them is wrong, and what became of it';
create index dispute_by_person on dispute (partnership_id, person_id);
create index dispute_newest on dispute (partnership_id, raised_at desc);
create index dispute_by_record on dispute (partnership_id, record_id);

-- In the record's own cell: who sees the record sees the mark, and nobody else.
create table disputed_record (
  partnership_id uuid not null, id uuid not null default uuid_v7(), person_id uuid not null, cell integer not null references cell,
  kind text not null, record_id uuid not null, dispute_id uuid not null,
  state text not null check (state in ('disputed', 'stands', 'corrected')),
  note text not null default '',
  since timestamptz not null default statement_timestamp(), ended_at timestamptz,
  primary key (partnership_id, id)
);
comment on table disputed_record is 'personal: the mark beside a record that its person disputes, or disputed, with the note that stands beside it';
create index disputed_record_by_record on disputed_record (partnership_id, record_id) where ended_at is null;
create index disputed_record_by_person on disputed_record (partnership_id, person_id);
create index disputed_record_by_dispute on disputed_record (partnership_id, dispute_id);
call authz.protect('dispute'); call authz.protect('disputed_record');
-- Whoever is shown one entry by a share is shown its mark.
drop policy within_shares on disputed_record;
call authz.narrow('disputed_record', 'or record_id = any ((select authz.shared_records())::uuid[])');
revoke insert on dispute, disputed_record from kith_linked, kith_hub; -- only through the functions below

/* The mark goes where its record goes. */
create function authz.move_marks() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.disputed_record d set person_id = new.person_id
    where d.partnership_id = new.partnership_id and d.record_id = new.id and d.person_id <> new.person_id;
  update public.dispute d set person_id = new.person_id
    where d.partnership_id = new.partnership_id and d.record_id = new.id and d.person_id <> new.person_id;
  return null;
end $$;
create trigger marks_follow after update of person_id on record for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();
create trigger marks_follow after update of person_id on source_record for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();
create trigger marks_follow after update of person_id on identifier for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();
create trigger marks_follow after update of person_id on contact_point for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();
create trigger marks_follow after update of person_id on need for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();
create trigger marks_follow after update of person_id on relationship for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();
create trigger marks_follow after update of person_id on involvement for each row when (old.person_id is distinct from new.person_id) execute function authz.move_marks();

/* An act in the record's own cell, so that open pages that show the record ask again. */
create function authz.note_act(c authz.ctx, of_verb text, about uuid, in_cell integer, of_work uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare head bigint;
begin
  insert into public.act_counter values (c.partnership, 1)
    on conflict (partnership_id) do update set pos = public.act_counter.pos + 1 returning pos into head;
  insert into public.act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell, work_id)
    values (c.partnership, head, of_verb, c.staff, c.agency, c.role, c.purpose, about, in_cell, of_work);
end $$;

/* Where such a record lies and about whom it is. */
create function authz.place_of(p uuid, what text, which uuid) returns table (person_id uuid, cell integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if what not in ('record', 'source_record', 'identifier', 'contact_point', 'need', 'relationship', 'involvement') then return; end if;
  return query execute format('select t.person_id, t.cell from public.%I t where t.partnership_id = $1 and t.id = $2', what) using p, which;
end $$;

/* Raises a dispute about a record that the caller sees: linked to the person, or with the person's own account open.
   The deadline is computed by the caller from the rule in force. Returns its id; nothing where there is no such record. */
create function authz.raise_dispute(new_id uuid, what text, which uuid, given jsonb, rule_version integer, starts timestamptz,
  due timestamptz, risk timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); t record; handler uuid; own integer; year text := to_char(now() at time zone 'Europe/London', 'YYYY'); last integer;
begin
  if c.staff is null then return 'absent'; end if;
  select * into t from authz.place_of(c.partnership, what, which);
  if not found or t.person_id = any (authz.blocked_for(c)) then return 'absent'; end if;
  if not (c.lens = 'linked' and t.person_id = any (authz.people_for(c)) and t.cell = any (authz.cells_with(c, '{read,own}'))) then
    if not authz.answers_for_data(c) or not exists (select from public.subject_item i join public.subject_request q
        on q.partnership_id = i.partnership_id and q.id = i.request_id
      where i.partnership_id = c.partnership and i.source_id = which and i.source_table = what and not i.is_locked
        and q.cell = any (authz.cells_with(c, '{own}'))) then return 'absent'; end if;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('dispute ' || which, 0));
  if exists (select from public.disputed_record d where d.partnership_id = c.partnership and d.record_id = which and d.state = 'disputed'
    and d.ended_at is null) then return 'already'; end if;
  handler := authz.keeper_of(c.partnership, (select agency_id from public.cell where id = t.cell));
  select id into own from public.cell where partnership_id = c.partnership and agency_id = handler and category = 'rights' and tier = 1;
  insert into public.work_counter values (c.partnership, year, 1)
    on conflict (partnership_id, series) do update set n = public.work_counter.n + 1 returning n into last;
  insert into public.work (partnership_id, id, person_id, cell, kind, purpose, reference)
    values (c.partnership, new_id, t.person_id, own, 'dispute', 'subject_rights', year || '-' || lpad(last::text, 5, '0'));
  insert into public.dispute (partnership_id, id, person_id, cell, record_cell, kind, record_id, state, reference, role, raised_name, says, wants,
      received_on, raised_by, raised_agency)
    values (c.partnership, new_id, t.person_id, own, t.cell, what, which, 'raised', year || '-' || lpad(last::text, 5, '0'), given ->> 'role',
      coalesce(given ->> 'name', ''), given ->> 'says', coalesce(given ->> 'wants', ''), (given ->> 'receivedOn')::date, c.staff, c.agency);
  update public.disputed_record d set ended_at = statement_timestamp()
    where d.partnership_id = c.partnership and d.record_id = which and d.ended_at is null;
  insert into public.disputed_record (partnership_id, person_id, cell, kind, record_id, dispute_id, state)
    values (c.partnership, t.person_id, t.cell, what, which, new_id, 'disputed');
  insert into public.clock (partnership_id, person_id, cell, work_id, rule, rule_version, starts_at, due_at, at_risk_at)
    values (c.partnership, t.person_id, own, new_id, 'dispute_reply', rule_version, starts, due, risk);
  perform authz.raise_alert(c.partnership, handler, authz.keeping_role(c.partnership, handler), null, 'dispute_made', new_id);
  perform authz.note_act(c, 'dispute.raised', t.person_id, t.cell, new_id);
  return 'done';
end $$;

/* The marks beside what stands in an account, for whoever gathers it. */
create function authz.marks_of(which uuid) returns table (record_id uuid, state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if not authz.answers_for_data(c) then return; end if;
  return query select distinct on (d.record_id) d.record_id, d.state from public.subject_request q
    join public.subject_item i on i.partnership_id = q.partnership_id and i.request_id = q.id
    join public.disputed_record d on d.partnership_id = i.partnership_id and d.record_id = i.source_id and d.ended_at is null
    where q.partnership_id = c.partnership and q.id = which and q.cell = any (authz.cells_with(c, '{own}'))
    order by d.record_id, d.id desc;
end $$;

/* The disputed record itself, for whoever has to decide about it. */
create function authz.disputed_content(which uuid) returns table (title text, lines jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); d public.dispute;
begin
  if not authz.answers_for_data(c) then return; end if;
  select * into d from public.dispute q where q.partnership_id = c.partnership and q.id = which
    and q.cell = any (authz.cells_with(c, '{own}')) and not (q.person_id = any (authz.blocked_for(c)));
  if not found or (select tier from public.cell where id = d.record_cell) = 3 then return; end if;
  return query select r.title, r.lines from authz.subject_rows(c.partnership, array[d.person_id], array[d.record_cell]) r
    where r.source_table = d.kind and r.source_id = d.record_id;
end $$;

/* The owner's answer. A record that was wrong is taken out or stands with its correction beside it; it is never rewritten. */
create function authz.settle_dispute(which uuid, verdict text, reason text, beside text, takes_out boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); d public.dispute;
begin
  if not authz.answers_for_data(c) or verdict not in ('corrected', 'stands', 'withdrawn') then return 'absent'; end if;
  select * into d from public.dispute q where q.partnership_id = c.partnership and q.id = which
    and q.cell = any (authz.cells_with(c, '{own}')) and not (q.person_id = any (authz.blocked_for(c))) for update;
  if not found then return 'absent'; end if;
  if d.state <> 'raised' then return 'settled'; end if;
  update public.dispute set state = verdict, settled_by = c.staff, settled_at = statement_timestamp(), why = reason, note = beside
    where partnership_id = c.partnership and id = which;
  update public.disputed_record m set state = case verdict when 'withdrawn' then m.state else verdict end, note = coalesce(beside, ''),
      ended_at = case when verdict = 'withdrawn' then statement_timestamp() end, since = statement_timestamp()
    where m.partnership_id = c.partnership and m.dispute_id = which and m.ended_at is null;
  if verdict = 'corrected' and takes_out then
    if d.kind = 'record' then
      update public.record set withdrawn_at = statement_timestamp() where partnership_id = c.partnership and id = d.record_id and withdrawn_at is null;
    elsif d.kind = 'need' then
      update public.need set ended_at = statement_timestamp() where partnership_id = c.partnership and id = d.record_id and ended_at is null;
    elsif d.kind in ('identifier', 'contact_point', 'relationship', 'involvement') then
      execute format('update public.%I set valid_until = current_date - 1 where partnership_id = $1 and id = $2', d.kind) using c.partnership, d.record_id;
    end if;
  end if;
  update public.work set closed_at = statement_timestamp() where partnership_id = c.partnership and id = which;
  update public.clock set stopped_at = statement_timestamp(), stopped_by = c.staff, stopped_why = 'the dispute was answered'
    where partnership_id = c.partnership and work_id = which and stopped_at is null;
  perform authz.raise_alert(c.partnership, d.raised_agency, null, d.raised_by, 'dispute_settled', which);
  perform authz.note_act(c, 'dispute.settled', d.person_id, d.record_cell, which);
  return 'done';
end $$;

revoke execute on function authz.move_marks(), authz.marks_of(uuid), authz.note_act(authz.ctx, text, uuid, integer, uuid), authz.place_of(uuid, text, uuid),
  authz.raise_dispute(uuid, text, uuid, jsonb, integer, timestamptz, timestamptz, timestamptz),
  authz.disputed_content(uuid), authz.settle_dispute(uuid, text, text, text, boolean) from public;
grant execute on function authz.raise_dispute(uuid, text, uuid, jsonb, integer, timestamptz, timestamptz, timestamptz) to kith_linked, kith_hub;
grant execute on function authz.marks_of(uuid), authz.disputed_content(uuid), authz.settle_dispute(uuid, text, text, text, boolean) to kith_hub;
