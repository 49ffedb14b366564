-- The record proved: every disclosure and every act becomes one leaf of an append-only Merkle tree (RFC 6962) whose signed
-- heads the partner agencies co-sign. The tables of the log hold ids, hashes and commitments, nothing else.

/* What waits for its leaf. Written by trigger in the transaction of the row itself, taken away by the one that makes the
   leaf: whatever commits late is found late, and nothing is skipped. */
create table log_pending (
  partnership_id uuid not null, row_id uuid not null,
  kind text not null check (kind in ('disclosure', 'act', 'erasure')),
  act_pos bigint,
  primary key (partnership_id, row_id)
);
comment on table log_pending is 'operational: rows that have no leaf yet';

/* `about` and `by` are commitments to ids: of the person, and of the member of staff (packages/tlog/README.md). */
create table log_leaf (
  partnership_id uuid not null, index bigint not null,
  kind text not null check (kind in ('disclosure', 'act', 'erasure')),
  row_id uuid not null, act_pos bigint,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  about bytea, by bytea,
  at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, index)
);
comment on table log_leaf is 'operational: which row is which leaf, its hash, and the commitments in it';
create unique index log_leaf_by_row on log_leaf (partnership_id, row_id);

create table log_salt (
  partnership_id uuid not null, row_id uuid not null, about_salt bytea, by_salt bytea,
  primary key (partnership_id, row_id)
);
comment on table log_salt is 'wall: the salts that open a leaf''s commitments; without its salt nobody can tell whom a leaf is about';

/* A tile grows to its right until it is full: of a narrower one only the beginning is asked. */
create table log_tile (
  partnership_id uuid not null, path text not null, bytes bytea not null,
  primary key (partnership_id, path)
);
comment on table log_tile is 'operational: hashes of the tree, 256 a tile (c2sp.org/tlog-tiles)';
alter table log_tile alter column bytes set storage external;

create table log_head (
  partnership_id uuid primary key references partnership,
  size bigint not null default 0, root bytea not null, at timestamptz not null default statement_timestamp(),
  fault text, fault_at timestamptz
);
comment on table log_head is 'operational: how far the log has grown, and why it has stopped if it has';

create table log_checkpoint (
  partnership_id uuid not null, size bigint not null, root bytea not null, signed text not null,
  at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, size)
);
comment on table log_checkpoint is 'operational: signed heads of the tree (c2sp.org/tlog-checkpoint)';

create table log_cosignature (
  partnership_id uuid not null, size bigint not null, witness text not null, line text not null,
  at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, size, witness),
  foreign key (partnership_id, size) references log_checkpoint
);
comment on table log_cosignature is 'operational: that a witness has seen a head (c2sp.org/tlog-cosignature)';

create table log_witness (
  partnership_id uuid not null, witness text not null, held_size bigint not null default 0,
  answered_at timestamptz, fault text, fault_at timestamptz,
  primary key (partnership_id, witness)
);
comment on table log_witness is 'operational: what each witness holds of the log, and why it refuses if it does';

create table log_erasure (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  at timestamptz not null default clock_timestamp(), rows uuid[] not null, made_in xid8 not null default pg_current_xact_id(),
  primary key (partnership_id, id)
);
comment on table log_erasure is 'wall: of which rows the personal values were lawfully erased; itself a leaf';

grant select, insert on log_leaf, log_checkpoint, log_cosignature to kith_service;
grant select, insert, update on log_tile, log_head, log_witness to kith_service;
grant select on log_pending to kith_service;
grant insert on log_salt to kith_service;

create function authz.await_leaf() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'act' then
    insert into public.log_pending (partnership_id, row_id, kind, act_pos) select partnership_id, id, 'act', pos from made;
  else
    insert into public.log_pending (partnership_id, row_id, kind)
    select partnership_id, id, case tg_table_name when 'disclosure' then 'disclosure' else 'erasure' end from made;
  end if;
  return null;
end $$;
create trigger awaits_leaf after insert on disclosure referencing new table as made for each statement execute function authz.await_leaf();
create trigger awaits_leaf after insert on act referencing new table as made for each statement execute function authz.await_leaf();
create trigger awaits_leaf after insert on log_erasure referencing new table as made for each statement execute function authz.await_leaf();
insert into log_pending (partnership_id, row_id, kind) select partnership_id, id, 'disclosure' from disclosure;
insert into log_pending (partnership_id, row_id, kind, act_pos) select partnership_id, id, 'act', pos from act;

/* Rows that were brought in past the trigger, as the demo is, wait for their leaf too. For the owner. */
create function authz.queue_unlogged(p uuid) returns integer language plpgsql volatile
set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
  insert into public.log_pending (partnership_id, row_id, kind, act_pos)
  select p, w.id, w.kind, w.pos from (
    select d.id, 'disclosure' as kind, null::bigint as pos from public.disclosure d where d.partnership_id = p
    union all select a.id, 'act', a.pos from public.act a where a.partnership_id = p) w
  where not exists (select from public.log_leaf l where l.partnership_id = p and l.row_id = w.id)
  on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
revoke execute on function authz.queue_unlogged(uuid) from public;

/* Written once -------------------------------------------------------------------------------------------------------
   Nobody changes a disclosure or an act, the owner of the tables neither. The one exception is lawful erasure: the
   personal values alone, of rows named by an erasure of the same transaction, which has a leaf of its own. */
create function authz.keep_written() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare erased text[] := '{person_id,work_id,subject_id,detail}'; nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  if tg_op = 'UPDATE' and new.person_id = nobody and new.work_id is null and to_jsonb(new) - erased = to_jsonb(old) - erased
    and exists (select from public.log_erasure e where e.partnership_id = old.partnership_id
      and e.made_in = pg_current_xact_id() and old.id = any (e.rows)) then return new; end if;
  raise exception 'what was recorded in % is not changed', tg_table_name using errcode = '42501';
end $$;
create function authz.keep_log() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what is in % stays', tg_table_name using errcode = '42501';
end $$;
create function authz.keep_tile() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.partnership_id = old.partnership_id and new.path = old.path
    and substr(new.bytes, 1, octet_length(old.bytes)) = old.bytes then return new; end if;
  raise exception 'a tile only grows' using errcode = '42501';
end $$;
revoke execute on function authz.await_leaf(), authz.keep_written(), authz.keep_log(), authz.keep_tile() from public;
create trigger written_once before update or delete on disclosure for each row execute function authz.keep_written();
create trigger written_once before update or delete on act for each row execute function authz.keep_written();
create trigger kept_whole before truncate on disclosure for each statement execute function authz.keep_log();
create trigger kept_whole before truncate on act for each statement execute function authz.keep_log();
create trigger tile_only_grows before update on log_tile for each row execute function authz.keep_tile();
create trigger kept before delete on log_tile for each row execute function authz.keep_log();
create trigger kept before update or delete on log_leaf for each row execute function authz.keep_log();
create trigger kept before update or delete on log_checkpoint for each row execute function authz.keep_log();
create trigger kept before update or delete on log_cosignature for each row execute function authz.keep_log();
create trigger kept before update or delete on log_erasure for each row execute function authz.keep_log();

/* Whoever makes leaves of a partnership holds this lock until the end of the transaction: one log, however many processes. */
create function authz.log_lock(p uuid) returns bigint language sql immutable set search_path = pg_catalog, pg_temp as $$
  select hashtextextended('the log of ' || p::text, 0) $$;
revoke execute on function authz.log_lock(uuid) from public;
grant execute on function authz.log_lock(uuid) to kith_service;

-- For the sequencer -------------------------------------------------------------------------------------------------
/* The facts of rows as their leaves say them; lists as JSON without white space, times to the microsecond. */
create function authz.log_facts(p uuid, disclosures uuid[], acts bigint[], erasures uuid[])
returns table (row_id uuid, kind text, act_pos bigint, at text, agency text, role text, purpose text, what text, outcome text,
  categories text, elements text, clauses text, versions text, cell integer, staff text, person text, work text, subject text,
  detail text, rows uuid[])
language sql stable set search_path = pg_catalog, pg_temp as $$
  select d.id, 'disclosure', null::bigint, to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), d.agency_id::text, d.role,
    d.purpose, d.page, d.outcome, to_json(d.categories)::text, to_json(d.elements)::text, to_json(d.clauses)::text,
    to_json(d.clause_versions)::text, d.cell, d.staff_id::text, coalesce(n.person_id, d.person_id)::text, d.work_id::text,
    null, null, null::uuid[]
  from unnest(disclosures) r join public.disclosure d on d.partnership_id = p and d.id = r
  left join authz.denied n on n.partnership_id = p and n.disclosure_id = r
  union all
  select a.id, 'act', a.pos, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.agency_id::text, a.role,
    a.purpose, a.verb, null, null, null, null, null, a.cell, a.staff_id::text, a.person_id::text, a.work_id::text,
    a.subject_id::text, a.detail::text, null
  from unnest(acts) r join public.act a on a.partnership_id = p and a.pos = r
  union all
  select e.id, 'erasure', null, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), null, null, null, null, null,
    null, null, null, null, null, null, null, null, null, null, e.rows
  from unnest(erasures) r join public.log_erasure e on e.partnership_id = p and e.id = r $$;

/* Takes the oldest rows that wait and returns their facts; they wait again if the transaction comes to nothing. */
create function authz.take_pending(p uuid, most integer)
returns table (row_id uuid, kind text, act_pos bigint, at text, agency text, role text, purpose text, what text, outcome text,
  categories text, elements text, clauses text, versions text, cell integer, staff text, person text, work text, subject text,
  detail text, rows uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
-- However long the queue is, its beginning is read in the order of the key: the planner has seen it empty.
set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off as $$
#variable_conflict use_column
declare taken uuid[]; disclosures uuid[]; acts bigint[]; erasures uuid[];
begin
  taken := array(select w.row_id from public.log_pending w where w.partnership_id = p
    order by w.partnership_id, w.row_id limit most for update skip locked);
  with gone as (
    delete from public.log_pending g where g.partnership_id = p and g.row_id = any (taken) returning g.row_id, g.kind, g.act_pos)
  select array_agg(t.row_id) filter (where t.kind = 'disclosure'), array_agg(t.act_pos) filter (where t.kind = 'act'),
    array_agg(t.row_id) filter (where t.kind = 'erasure') into disclosures, acts, erasures from gone t;
  return query select f.* from authz.log_facts(p, disclosures, acts, erasures) f order by f.row_id;
end $$;
revoke execute on function authz.log_facts(uuid, uuid[], bigint[], uuid[]), authz.take_pending(uuid, integer) from public;
grant execute on function authz.take_pending(uuid, integer) to kith_service;

-- Erasure and receipts ------------------------------------------------------------------------------------------------
/* Erases, in the record of disclosures and the acts, whom they were about: the value and the salt, so that no leaf can be
   opened to it again. That a member of staff read or did something then remains, and remains provable. Returns of how many
   rows. For functions of the rooms, which judge whether the law asks for it. */
create function authz.forget_person_values(p uuid, person uuid) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare forgotten uuid[]; nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  if person = nobody then return 0; end if;
  -- No leaf is being made meanwhile: a row has its leaf and its salt, or waits and gets a leaf about nobody.
  perform pg_advisory_xact_lock(authz.log_lock(p));
  select array_agg(id order by id) into forgotten from (
    select d.id from public.disclosure d where d.partnership_id = p and d.person_id = person
    union all select n.disclosure_id from authz.denied n where n.partnership_id = p and n.person_id = person
    union all select a.id from public.act a where a.partnership_id = p and a.person_id = person) f;
  if forgotten is null then return 0; end if;
  insert into public.log_erasure (partnership_id, rows) values (p, forgotten);
  update public.log_salt set about_salt = null where partnership_id = p and row_id = any (forgotten);
  delete from authz.denied where partnership_id = p and person_id = person;
  update public.disclosure set person_id = nobody, work_id = null where partnership_id = p and id = any (forgotten);
  update public.act set person_id = nobody, work_id = null, subject_id = null, detail = '{}' where partnership_id = p and id = any (forgotten);
  return cardinality(forgotten);
end $$;

/* One reading for its receipt: to the reader themself with whom it was about, to the oversight of the reader's agency or of
   the partnership without. A person who is hidden from the asker is hidden here too. */
create function authz.receipt_facts(which uuid) returns table (is_own boolean, staff_id uuid, person_id uuid, work_id uuid,
  about_salt bytea, by_salt bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context(); d public.disclosure; mine boolean;
begin
  if c.staff is null then return; end if;
  select * into d from public.disclosure t where t.partnership_id = c.partnership and t.id = which;
  if not found or d.person_id = any (authz.blocked()) then return; end if;
  mine := d.staff_id = c.staff and d.agency_id = c.agency;
  if not mine and not (c.role in ('information_governance_lead', 'privacy_officer') and c.purpose = 'oversight'
    and d.cell = any (authz.hub_cells())) then return; end if;
  -- Not even to whoever asked: work that they may not see is about somebody.
  return query select mine, d.staff_id, d.person_id, case when mine then d.work_id end,
    case when mine and not exists (select from authz.denied n where n.partnership_id = c.partnership and n.disclosure_id = which)
      then s.about_salt end, s.by_salt
  from (select) one left join public.log_salt s on s.partnership_id = c.partnership and s.row_id = which;
end $$;
create function authz.receipt_row(which uuid) returns table (row_id uuid, kind text, act_pos bigint, at text, agency text, role text,
  purpose text, what text, outcome text, categories text, elements text, clauses text, versions text, cell integer, staff text,
  person text, work text, subject text, detail text, rows uuid[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context();
begin
  if not exists (select from authz.receipt_facts(which)) then return; end if;
  return query select f.row_id, f.kind, f.act_pos, f.at, f.agency, f.role, f.purpose, f.what, f.outcome, f.categories, f.elements,
      f.clauses, f.versions, f.cell, f.staff, d.person_id::text, f.work, f.subject, f.detail, f.rows
    from authz.log_facts(c.partnership, array[which], '{}', '{}') f
    join public.disclosure d on d.partnership_id = c.partnership and d.id = which;
end $$;

/* The look at the record is written for whoever may look: the lead over all agencies, a privacy officer over their own. */
create or replace function authz.note_look(asked jsonb, readings integer, as_file boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role not in ('information_governance_lead', 'privacy_officer') then
    raise exception 'not somebody who oversees' using errcode = '42501';
  end if;
  insert into public.oversight_look (partnership_id, staff_id, filter, found, exported)
  values (c.partnership, c.staff, asked, readings, as_file);
end $$;
revoke execute on function authz.forget_person_values(uuid, uuid), authz.receipt_facts(uuid), authz.receipt_row(uuid) from public;
grant execute on function authz.receipt_facts(uuid), authz.receipt_row(uuid) to kith_linked, kith_hub;
