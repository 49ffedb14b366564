-- Linking source records: by number without anybody's decision, by hand with a reason, and always undoable.

/* Questions for a later review: a record whose numbers point at two people, or at somebody who is sealed. */
create table authz.match_note (
  partnership_id uuid not null, id uuid not null default public.uuid_v7(),
  source_record_id uuid not null, person_ids uuid[] not null, noted_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table authz.match_note is 'wall: records that were not linked by themselves though their numbers said so';
create index match_note_by_record on authz.match_note (partnership_id, source_record_id);

/* Links to people given because a record moved, so that coming back takes them away again. */
create table authz.link_copy (
  partnership_id uuid not null, link_id uuid not null, source_record_id uuid not null,
  primary key (partnership_id, link_id)
);
comment on table authz.link_copy is 'wall: links given because a source record moved';
create index link_copy_by_record on authz.link_copy (partnership_id, source_record_id);
create index link_history_by_origin on link_history (partnership_id, from_person_id) where from_person_id is not null;

/* Who bears these valid numbers, in any agency. The caller learns an id, never a record, and nothing about people whom
   a seal hides: their numbers answer as numbers that nobody has. The lock makes two agencies that bring the same new
   number at once wait for one another; 256 of them are enough and cannot exhaust the server. */
create function authz.people_known_by(kinds text[], identifiers text[])
returns table (kind text, value text, person_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare bucket integer; hidden uuid[] := authz.blocked(); here uuid := authz.partnership();
begin
  if here is null then return; end if;
  for bucket in select distinct hashtext(a.k || ' ' || a.v) & 255 from unnest(kinds, identifiers) a(k, v) order by 1 loop
    perform pg_advisory_xact_lock(1797, bucket);
  end loop;
  return query select distinct i.kind, i.value, i.person_id from public.identifier i
    join unnest(kinds, identifiers) a(k, v) on a.k = i.kind and a.v = i.value
    where i.partnership_id = here and i.is_valid and i.valid_until is null and not (i.person_id = any (hidden));
end $$;

/* Keeps for review which people a record might have been linked to, seen or hidden; the caller learns nothing. */
create function authz.note_match(record_id uuid, kinds text[], identifiers text[], linked_to uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare here uuid := authz.partnership(); found uuid[];
begin
  if here is null then return; end if;
  select array_agg(distinct i.person_id) into found from public.identifier i
    join unnest(kinds, identifiers) a(k, v) on a.k = i.kind and a.v = i.value
    where i.partnership_id = here and i.is_valid and i.person_id <> linked_to;
  if found is not null then
    insert into authz.match_note (partnership_id, source_record_id, person_ids) values (here, record_id, found);
  end if;
end $$;

/* Where the people are now whose last record was linked elsewhere; everybody else is where they were. */
create function authz.people_now(asked uuid[]) returns table (person_id uuid, now_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive moved (person_id, now_id, steps) as (
    select a, a, 0 from unnest(asked) a
    union all
    select m.person_id, h.person_id, m.steps + 1 from moved m
    cross join lateral (select l.person_id from public.link_history l
      where l.partnership_id = authz.partnership() and l.from_person_id = m.now_id order by l.id desc limit 1) h
    where m.steps < 6 and not exists (select from public.source_record s
      where s.partnership_id = authz.partnership() and s.person_id = m.now_id))
  select distinct on (m.person_id) m.person_id, m.now_id from moved m order by m.person_id, m.steps desc $$;

/* The person and those whose last record was linked to them: what was written about these is about this person. */
create function authz.people_behind(asked uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive behind (id, steps) as (
    select asked, 0
    union
    select h.from_person_id, b.steps + 1 from behind b
    join public.link_history h on h.partnership_id = authz.partnership() and h.person_id = b.id
    where b.steps < 6 and h.from_person_id is not null and not exists (select from public.source_record s
      where s.partnership_id = authz.partnership() and s.person_id = h.from_person_id))
  select array_agg(distinct id) from behind $$;

/* Moves a source record to another person. When nothing is left of the first person, whoever has a reason to open the
   one has it for the other, and loses it when the record comes back. */
create function authz.link_record(record_id uuid, to_person uuid, reason text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); was uuid;
begin
  select s.person_id into was from public.source_record s where s.partnership_id = c.partnership and s.id = record_id;
  if not found or not authz.relink(record_id, to_person, reason) then return false; end if;
  update public.link l set valid_until = statement_timestamp() from authz.link_copy k
    where k.partnership_id = c.partnership and k.source_record_id = record_id
      and l.partnership_id = c.partnership and l.id = k.link_id and coalesce(l.valid_until, 'infinity') > statement_timestamp();
  if exists (select from public.source_record s where s.partnership_id = c.partnership and s.person_id = was) then return true; end if;
  with given as (
    insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until)
    select l.partnership_id, case l.person_id when was then to_person else was end, l.cell, l.staff_id, l.agency_id, l.role,
      l.purpose, l.work_id, l.kind, l.valid_until
    from public.link l where l.partnership_id = c.partnership and l.person_id in (was, to_person)
      and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    returning id)
  insert into authz.link_copy select c.partnership, g.id, record_id from given g;
  return true;
end $$;

revoke execute on function authz.people_known_by(text[], text[]), authz.note_match(uuid, text[], text[], uuid),
  authz.people_now(uuid[]), authz.people_behind(uuid), authz.link_record(uuid, uuid, text) from public;
grant execute on function authz.people_known_by(text[], text[]), authz.note_match(uuid, text[], text[], uuid),
  authz.people_now(uuid[]), authz.people_behind(uuid), authz.link_record(uuid, uuid, text) to kith_linked, kith_hub;
