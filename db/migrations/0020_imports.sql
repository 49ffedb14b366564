-- Files that arrive: who imported what, which rows were refused and why. What an agency imports goes into its own cells.
create table import_run (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  staff_id uuid not null,
  agency_id uuid not null,
  kind text not null,
  file_name text not null,
  header text[] not null default '{}',
  state text not null default 'running'
    check (state in ('running', 'stopping', 'finished', 'cancelled', 'refused', 'interrupted')),
  why text,
  bytes_read bigint not null default 0,
  bytes_expected bigint,
  rows_read integer not null default 0,
  accepted integer not null default 0,
  rejected integer not null default 0,
  unchanged integer not null default 0,
  started_at timestamptz not null default now(),
  progress_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (partnership_id, id),
  check (rows_read = accepted + rejected + unchanged)
);
comment on table import_run is 'private: one file that a member of staff imports, and how far it has come';
create index import_run_by_staff on import_run (partnership_id, staff_id, started_at desc);

-- Refused rows may name people whom nobody has recorded yet, so only the person who ran the import sees them.
create table import_rejection (
  partnership_id uuid not null,
  run_id uuid not null,
  line integer not null,
  staff_id uuid not null,
  reason text not null,
  raw text not null,
  primary key (partnership_id, run_id, line),
  foreign key (partnership_id, run_id) references import_run on delete cascade
);
comment on table import_rejection is 'private: a row of a file that was refused, with its line, the reason and its text';
call authz.private('import_run');
call authz.private('import_rejection');

create table authz.imported (
  partnership_id uuid not null,
  agency_id uuid not null,
  source text not null,
  source_id text not null,
  version text not null,
  record_id uuid not null,
  primary key (partnership_id, agency_id, source, source_id)
);
comment on table authz.imported is 'wall: which row of which source became which record; no grants, only definer functions touch it';

/* The context of an import, or an error: all these cells must be its own, and files of one agency wait for each other. */
create function authz.importing(into_cells integer[]) returns authz.ctx language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or not (into_cells <@ authz.own_cells()) then
    raise exception 'an import outside the context' using errcode = '42501';
  end if;
  -- Two files at once must not make two people of one NHS number.
  perform pg_advisory_xact_lock(hashtextextended('imports ' || c.partnership, 0));
  return c;
end $$;

/* Source records of one agency, set by set. A record already there is changed when its version differs. A new one is
   linked by valid NHS number or UPN when all its numbers lead to one person; rows of the set that share a number come
   with the same `new_person`. Numbers that lead to several people link nothing, numbers of people whom a seal hides answer
   as nobody's, and both are noted for review: the same rules, and the same locks, as for a record that is typed in. One
   pass and no joins between the steps: the planner knows nothing of sets that arrive as JSON. */
create function authz.import_people(in_source text, identity_cell integer, number_cell integer, given json)
returns table (n integer, result text, person_id uuid, record_id uuid) language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.importing(array[identity_cell, number_cell]); hidden uuid[] := authz.blocked(); bucket integer;
begin
  for bucket in select distinct hashtext(x.kind || ' ' || x.value) & 255
      from json_to_recordset(given) as a(numbers json), json_to_recordset(a.numbers) as x(kind text, value text, valid boolean)
      where x.valid and x.kind in ('nhs_number', 'upn') order by 1 loop
    perform pg_advisory_xact_lock(1797, bucket);
  end loop;
  return query
  with known as materialized (
    select a.*, s.id as was_id, s.person_id as was_person, s.id is null as is_new, s.version is distinct from a.version as is_touched
    from json_to_recordset(given) as a(n integer, id uuid, new_person uuid, source_id text, version text, given_name text,
      family_name text, other_names text, birth_on date, birth_is_estimate boolean, died_on date, sex text, ethnicity text,
      because text, numbers json)
    left join public.source_record s on s.partnership_id = c.partnership and s.cell = identity_cell
      and s.source = in_source and s.source_id = a.source_id
  ), owned as (
    select k.*, o.found, o.first, o.last, min(o.first) over mates as group_first, max(o.last) over mates as group_last
    from known k left join lateral (
      select array_agg(distinct i.person_id) as found,
        min(i.person_id::text) filter (where i.valid_until is null and not (i.person_id = any (hidden))) as first,
        max(i.person_id::text) filter (where i.valid_until is null and not (i.person_id = any (hidden))) as last
      from json_to_recordset(k.numbers) as x(kind text, value text, valid boolean)
      join public.identifier i on i.partnership_id = c.partnership and i.kind = x.kind and i.value = x.value and i.is_valid
      where k.is_new and x.valid and x.kind in ('nhs_number', 'upn')) o on true
    window mates as (partition by k.new_person)
  ), placed as materialized (
    select o.*, o.is_new and (o.first = o.last or o.group_first = o.group_last) is true as is_linked, coalesce(o.was_id, o.id) as record_id,
      case when not o.is_new then o.was_person when o.first = o.last then o.first::uuid when o.group_first is null then o.new_person
        when o.group_first = o.group_last then o.group_first::uuid else gen_random_uuid() end as person_id
    from owned o
  ), person_made as (
    insert into public.person (partnership_id, id)
    select distinct c.partnership, p.person_id from placed p where p.is_new and not p.is_linked
  ), record_made as (
    insert into public.source_record (partnership_id, id, person_id, cell, source, source_id, version, given_name, family_name,
      other_names, birth_on, birth_is_estimate, died_on, sex, ethnicity, recorded_by, linked_because)
    select c.partnership, p.record_id, p.person_id, identity_cell, in_source, p.source_id, p.version, p.given_name, p.family_name,
      p.other_names, p.birth_on, p.birth_is_estimate, p.died_on, p.sex, p.ethnicity, c.staff, p.because
    from placed p where p.is_new
  ), record_changed as (
    update public.source_record s set version = p.version, given_name = p.given_name, family_name = p.family_name,
      other_names = p.other_names, birth_on = p.birth_on, birth_is_estimate = p.birth_is_estimate, died_on = p.died_on,
      sex = p.sex, ethnicity = p.ethnicity, recorded_at = now()
    from placed p where p.is_touched and not p.is_new and s.partnership_id = c.partnership and s.id = p.record_id
  ), number_ended as (
    update public.identifier i set valid_until = current_date from placed p
    where p.is_touched and not p.is_new and i.partnership_id = c.partnership and i.person_id = p.person_id
      and i.source_record_id = p.record_id and i.valid_until is null
      and not exists (select from json_to_recordset(p.numbers) as x(kind text, value text) where x.kind = i.kind and x.value = i.value)
  ), number_made as (
    insert into public.identifier (partnership_id, person_id, cell, source_record_id, kind, value, is_valid)
    select c.partnership, p.person_id, number_cell, p.record_id, x.kind, x.value, x.valid
    from placed p, json_to_recordset(p.numbers) as x(kind text, value text, valid boolean)
    where p.is_touched and (p.is_new or not exists (select from public.identifier i where i.partnership_id = c.partnership
      and i.person_id = p.person_id and i.source_record_id = p.record_id and i.kind = x.kind and i.value = x.value and i.valid_until is null))
  ), noted as (
    insert into authz.match_note (partnership_id, source_record_id, person_ids)
    select c.partnership, p.record_id, array_remove(p.found, p.person_id) from placed p
    where cardinality(array_remove(p.found, p.person_id)) > 0
  )
  select p.n, case when p.is_new then 'added' when p.is_touched then 'changed' else 'unchanged' end, p.person_id,
    p.record_id from placed p;
end $$;

/* The tokens by which the names and numbers of source records are found; nine tenths of the work of importing people.
   It takes no lock, so that a second connection can do it while the next people are stored. */
create function authz.import_tokens(identity_cell integer, number_cell integer, given json) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or not (array[identity_cell, number_cell] <@ authz.own_cells()) then
    raise exception 'an import outside the context' using errcode = '42501';
  end if;
  delete from public.name_token t using json_to_recordset(given) as a(record_id uuid, is_new boolean)
  where not a.is_new and t.partnership_id = c.partnership and t.source_record_id = a.record_id
    and t.cell = any (array[identity_cell, number_cell]);
  insert into public.name_token (partnership_id, token, person_id, cell, source_record_id)
  select c.partnership, x.token, a.person_id, case when x.token like 'i:%' then number_cell else identity_cell end, a.record_id
  from json_to_recordset(given) as a(record_id uuid, person_id uuid, tokens text), string_to_table(a.tokens, E'\n') as x(token);
end $$;

/* Records about people whom the agency has already imported or recorded under `person_source`. A changed row withdraws
   the entry it made before and adds a new one: an entry is never rewritten. */
create function authz.import_records(in_source text, person_source text, identity_cell integer, given json)
returns table (n integer, result text, person_id uuid) language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.importing(array[identity_cell]
  || (select array_agg(distinct (x ->> 'cell')::integer) from json_array_elements(given) x));
begin
  return query
  with asked as materialized (
    select * from json_to_recordset(given) as g(n integer, id uuid, source_id text, version text, person_source_id text, kind text,
      cell integer, occurred_at timestamptz, "precision" text, role text, assertion text, event_id uuid, headline text, body text,
      detail jsonb)
  ), known as materialized (
    select a.*, s.id as source_record_id, s.person_id, i.record_id as was_id,
      case when s.id is null then 'unknown person' when i.record_id is null then 'added'
        when i.version = a.version then 'unchanged' else 'changed' end as result
    from asked a
    left join public.source_record s on s.partnership_id = c.partnership and s.cell = identity_cell
      and s.source = person_source and s.source_id = a.person_source_id
    left join authz.imported i on i.partnership_id = c.partnership and i.agency_id = c.agency and i.source = in_source
      and i.source_id = a.source_id
  ), made as (
    insert into public.record (partnership_id, id, person_id, cell, kind, occurred_at, "precision", role, assertion, event_id,
      source_record_id, source, source_id, headline, body, detail, recorded_by)
    select c.partnership, k.id, k.person_id, k.cell, k.kind, k.occurred_at, k."precision", k.role, k.assertion, k.event_id,
      k.source_record_id, in_source, k.source_id, k.headline, k.body, coalesce(k.detail, '{}'), c.staff
    from known k where k.result in ('added', 'changed')
  ), withdrawn as (
    update public.record r set withdrawn_at = now() from known k
    where k.result = 'changed' and r.partnership_id = c.partnership and r.id = k.was_id
  ), noted as (
    insert into authz.imported (partnership_id, agency_id, source, source_id, version, record_id)
    select c.partnership, c.agency, in_source, k.source_id, k.version, k.id from known k where k.result in ('added', 'changed')
    on conflict (partnership_id, agency_id, source, source_id) do update set version = excluded.version, record_id = excluded.record_id
  )
  select k.n, k.result, k.person_id from known k;
end $$;

revoke execute on function authz.importing(integer[]), authz.import_people(text, integer, integer, json),
  authz.import_tokens(integer, integer, json), authz.import_records(text, text, integer, json) from public;
grant execute on function authz.import_people(text, integer, integer, json), authz.import_tokens(integer, integer, json),
  authz.import_records(text, text, integer, json) to kith_linked, kith_hub;

-- A hundred thousand people bring two million tokens. Looking up the cell of each took a third of an import's time, and
-- tells nothing: cells are never removed, and the token's cell is checked by the policy or by the function that writes it.
alter table name_token drop constraint name_token_cell_fkey;
