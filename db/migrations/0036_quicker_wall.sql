-- The wall's functions answer the same, in less time: each judges the context once and hands it on, all keep their plans
-- for the session (functions in plain SQL do not before PostgreSQL 18), and cells are gathered when a grant changes.

create or replace function authz.partnership() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); begin return c.partnership; end $$;
create or replace function authz.staff() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); begin return c.staff; end $$;
create or replace function authz.agency() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); begin return c.agency; end $$;

/* The cells of grant_cell that are alike in all else, as one array: kept by every statement that changes a grant, in the
   same transaction. Whether a grant is valid is still judged by the clock of each statement. */
create table authz.cell_set (
  partnership_id uuid not null, agency_id uuid not null, role text not null, purpose text not null,
  access text not null, reach text not null, valid_from timestamptz not null, valid_until timestamptz not null,
  cells integer[] not null
);
comment on table authz.cell_set is 'wall: grant_cell, gathered so that a statement reads ten rows instead of seven hundred';
create index cell_set_lookup on authz.cell_set (partnership_id, agency_id, role, purpose);

create function authz.gather_cells() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  delete from authz.cell_set s using (select distinct partnership_id, agency_id, role, purpose from changed) k
  where s.partnership_id = k.partnership_id and s.agency_id = k.agency_id and s.role = k.role and s.purpose = k.purpose;
  insert into authz.cell_set
  select g.partnership_id, g.agency_id, g.role, g.purpose, g.access, g.reach, g.valid_from, g.valid_until,
    array_agg(distinct g.cell)
  from authz.grant_cell g join (select distinct partnership_id, agency_id, role, purpose from changed) k
    using (partnership_id, agency_id, role, purpose)
  group by g.partnership_id, g.agency_id, g.role, g.purpose, g.access, g.reach, g.valid_from, g.valid_until;
  return null;
end $$;
revoke execute on function authz.gather_cells() from public;
create trigger sets_of_added after insert on authz.grant_cell referencing new table as changed for each statement execute function authz.gather_cells();
create trigger sets_of_changed after update on authz.grant_cell referencing new table as changed for each statement execute function authz.gather_cells();
create trigger sets_of_gone after delete on authz.grant_cell referencing old table as changed for each statement execute function authz.gather_cells();

/* A grant never changes hands, so an update leaves no other array behind. */
create function authz.keep_holder() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'a grant does not change hands: end it and make another'; end $$;
revoke execute on function authz.keep_holder() from public;
create trigger grants_keep_their_holder before update of partnership_id, agency_id, role, purpose on authz.grant_cell
  for each statement execute function authz.keep_holder();

insert into authz.cell_set
select partnership_id, agency_id, role, purpose, access, reach, valid_from, valid_until, array_agg(distinct cell)
from authz.grant_cell group by 1, 2, 3, 4, 5, 6, 7, 8;

/* Cells of this context with the given kinds of access, through the given reach. */
create or replace function authz.cells_with(c authz.ctx, accesses text[]) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found integer[] := '{}'; part integer[];
begin
  for part in select g.cells from authz.cell_set g
    where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
      and g.access = any (accesses) and (g.reach = 'hub' or c.lens = 'linked')
      and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
  loop found := found || part; end loop;
  return found;
end $$;
create or replace function authz.cells() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.lens = 'linked' then return authz.cells_with(c, '{read,own}'); end if;
  return '{}';
end $$;
create or replace function authz.hub_cells() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.lens = 'hub' then return authz.cells_with(c, '{read,own}'); end if;
  return '{}';
end $$;

/* Writing does not depend on the lens: own cells and those where a clause lets this agency deposit. */
create function authz.cells_to_write(c authz.ctx, accesses text[]) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found integer[] := '{}'; part integer[];
begin
  for part in select g.cells from authz.cell_set g
    where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
      and g.access = any (accesses)
      and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
  loop found := found || part; end loop;
  return found;
end $$;
revoke execute on function authz.cells_to_write(authz.ctx, text[]) from public;
create or replace function authz.writable_cells() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin return authz.cells_to_write(authz.context(), '{own,deposit}'); end $$;
create or replace function authz.own_cells() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin return authz.cells_to_write(authz.context(), '{own}'); end $$;

/* People whom a seal or a conflict hides from whoever is meant by the context. */
create function authz.blocked_for(c authz.ctx) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found uuid[];
begin
  select array_agg(distinct b.person_id) into found from authz.block b
  where b.partnership_id = c.partnership and (b.against_staff is null or b.against_staff = c.staff)
    and not (c.staff = any (b.exempt_staff))
    and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp();
  return coalesce(found, '{}');
end $$;
revoke execute on function authz.blocked_for(authz.ctx) from public;
create or replace function authz.blocked() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin return authz.blocked_for(authz.context()); end $$;

/* People whom the context has a live link to, less the blocked ones. */
create function authz.people_for(c authz.ctx) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found uuid[]; hidden uuid[];
begin
  if c.staff is null or c.lens <> 'linked' then return '{}'; end if;
  select array_agg(person_id) into found from (
    select l.person_id from public.link l
    where l.partnership_id = c.partnership and l.staff_id = c.staff and l.purpose = c.purpose
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    union
    select l.person_id from public.link l
    where l.partnership_id = c.partnership and l.staff_id is null and l.agency_id = c.agency and l.role = c.role
      and l.purpose = c.purpose
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()) p;
  hidden := authz.blocked_for(c);
  if cardinality(hidden) > 0 then
    select array_agg(p) into found from unnest(found) p where not (p = any (hidden));
  end if;
  return coalesce(found, '{}');
end $$;
revoke execute on function authz.people_for(authz.ctx) from public;
create or replace function authz.people() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin return authz.people_for(authz.context()); end $$;

create or replace function authz.work_of_others() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); linked uuid[]; own integer[]; found uuid[];
begin
  if c.staff is null or c.lens <> 'linked' then return '{}'; end if;
  linked := authz.people_for(c);
  own := authz.cells_to_write(c, '{own}');
  select array_agg(id) into found from (
    select n.id from public.notification n
    where n.partnership_id = c.partnership and n.person_id = any (linked)
      and n.referrer_agency <> c.agency and not (n.cell = any (own))
    union
    select n.id from public.notification_person np
    join public.notification n on n.partnership_id = np.partnership_id and n.id = np.notification_id
    where np.partnership_id = c.partnership and np.person_id = any (linked)
      and n.referrer_agency <> c.agency and not (n.cell = any (own))
    union
    select r.id from public.request r
    where r.partnership_id = c.partnership and r.person_id = any (linked)
      and r.to_agency <> c.agency and not (r.cell = any (own))) others;
  return coalesce(found, '{}');
end $$;

/* Nearly nobody has another person behind them: that is told without a recursive question. */
create or replace function authz.people_now(asked uuid[]) returns table (person_id uuid, now_id uuid)
rows 20
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare here uuid := authz.partnership();
begin
  return query with recursive moved (person_id, now_id, steps) as (
    select a, a, 0 from unnest(asked) a
    union all
    select m.person_id, h.person_id, m.steps + 1 from moved m
    cross join lateral (select l.person_id from public.link_history l
      where l.partnership_id = here and l.from_person_id = m.now_id order by l.id desc limit 1) h
    where m.steps < 6 and not exists (select from public.source_record s
      where s.partnership_id = here and s.person_id = m.now_id))
  select distinct on (m.person_id) m.person_id, m.now_id from moved m order by m.person_id, m.steps desc;
end $$;
create or replace function authz.people_behind(asked uuid) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare here uuid := authz.partnership(); found uuid[];
begin
  if not exists (select from public.link_history h where h.partnership_id = here and h.person_id = asked
    and h.from_person_id is not null) then return array[asked]; end if;
  with recursive behind (id, steps) as (
    select asked, 0
    union
    select h.from_person_id, b.steps + 1 from behind b
    join public.link_history h on h.partnership_id = here and h.person_id = b.id
    where b.steps < 6 and h.from_person_id is not null and not exists (select from public.source_record s
      where s.partnership_id = here and s.person_id = h.from_person_id))
  select array_agg(distinct id) into found from behind;
  return found;
end $$;
