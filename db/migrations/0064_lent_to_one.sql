-- What a share lends is lent to whoever it names, of one person. The generated worlds of tests/wall found three ways
-- round that: a share whose clause had ended went on through the same cell lent by another share; an emergency opened
-- what was lent about somebody else; a cell that was lent opened fully what a clause opens only in part.

/* Cells that only shares open to this context, by no clause. */
create function authz.lent_cells_for(c authz.ctx) returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare found integer[];
begin
  select array_agg(distinct g.cell) into found from public.link l
  join authz.grant_cell g on g.clause_id = l.id and g.partnership_id = c.partnership and g.agency_id = c.agency
    and g.role = c.role and g.purpose = c.purpose
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.valid_until > statement_timestamp()
    and not exists (select from authz.grant_cell o where o.partnership_id = c.partnership and o.agency_id = c.agency
      and o.role = c.role and o.purpose = c.purpose and o.cell = g.cell and o.access in ('read', 'own')
      and o.valid_from <= statement_timestamp() and o.valid_until > statement_timestamp()
      and not exists (select from public.share s where s.partnership_id = c.partnership and s.id = o.clause_id));
  return coalesce(found, '{}');
end $$;
create or replace function authz.lent_cells() returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin return authz.lent_cells_for(authz.context()); end $$;

/* Whether this share lends this cell to the context, now. */
create function authz.lends(c authz.ctx, share uuid, in_cell integer) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from authz.grant_cell g where g.clause_id = share and g.partnership_id = c.partnership
    and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose and g.cell = in_cell
    and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp());
end $$;

/* Person and cell, of every section that is shared with this context and is opened by a clause or by that share. */
create or replace function authz.shared_pairs() returns text[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found text[]; lent integer[] := authz.lent_cells_for(c);
begin
  select array_agg(distinct l.person_id::text || o) into found from public.link l
  join public.share s on s.partnership_id = l.partnership_id and s.id = l.id cross join unnest(s.opens) o
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp()
    and (not (o = any (lent)) or authz.lends(c, s.id, o));
  return coalesce(found, '{}');
end $$;
create or replace function authz.shared_records() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[]; lent integer[] := authz.lent_cells_for(c);
begin
  select array_agg(distinct r.id) into found from public.link l
  join public.share s on s.partnership_id = l.partnership_id and s.id = l.id cross join unnest(s.only_records) o
  join public.record r on r.partnership_id = l.partnership_id and r.id = o
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp()
    and (not (r.cell = any (lent)) or authz.lends(c, s.id, r.cell));
  return coalesce(found, '{}');
end $$;

/* Person and cell of the sections that are lent to this context, and the entries. */
create function authz.lent_pairs() returns text[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found text[];
begin
  if c.lens <> 'linked' then return '{}'; end if;
  select array_agg(distinct l.person_id::text || o) into found from public.link l
  join public.share s on s.partnership_id = l.partnership_id and s.id = l.id cross join unnest(s.opens) o
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp() and authz.lends(c, s.id, o);
  return coalesce(found, '{}');
end $$;
create function authz.lent_records() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[];
begin
  if c.lens <> 'linked' then return '{}'; end if;
  select array_agg(distinct r.id) into found from public.link l
  join public.share s on s.partnership_id = l.partnership_id and s.id = l.id cross join unnest(s.only_records) o
  join public.record r on r.partnership_id = l.partnership_id and r.id = o
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp() and authz.lends(c, s.id, r.cell);
  return coalesce(found, '{}');
end $$;

/* Of the cells that this context reads through narrow clauses alone: in which role of the event, and since when. The most
   generous clause wins; one without a limit, or one's own scope, takes the cell out; what a share lends does not. */
create or replace function authz.narrowed(c authz.ctx) returns table (cell integer, subject_class text, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare narrow integer[];
begin
  if c.staff is null or not exists (select from authz.cell_set s where s.partnership_id = c.partnership
    and (s.subject_class <> 'any' or s.oldest is not null)) then return; end if;
  select array_agg(distinct e) into narrow from authz.cell_set s cross join unnest(s.cells) e
  where s.partnership_id = c.partnership and s.agency_id = c.agency and s.role = c.role and s.purpose = c.purpose
    and (s.subject_class <> 'any' or s.oldest is not null);
  if narrow is null then return; end if;
  return query
  with mine as (
    select g.cell, g.subject_class, g.oldest from authz.grant_cell g
    where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
      and g.cell = any (narrow) and g.access in ('read', 'own') and (g.reach = 'hub' or c.lens = 'linked')
      and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
      and not exists (select from public.share s where s.partnership_id = c.partnership and s.id = g.clause_id))
  select m.cell, m.subject_class, min(coalesce(statement_timestamp() - m.oldest, '-infinity')) from mine m
  where m.cell not in (select w.cell from mine w where w.subject_class = 'any' and w.oldest is null)
  group by 1, 2 order by 1, 2;
end $$;

drop policy within_clause on record;
create policy within_clause on record as restrictive for select to kith_linked, kith_hub using (
  not (cell = any ((select authz.narrow_cells())::integer[]))
  or occurred_at >= least(
    ((select authz.narrow_since())::timestamptz[])[array_position((select authz.narrow_keys())::text[], cell || ' any')],
    ((select authz.narrow_since())::timestamptz[])[array_position((select authz.narrow_keys())::text[], cell || ' ' || role)])
  or (person_id::text || cell) = any ((select authz.lent_pairs())::text[]) or id = any ((select authz.lent_records())::uuid[]));
drop policy within_clause on file;
create policy within_clause on file as restrictive for select to kith_linked, kith_hub using (
  not (cell = any ((select authz.narrow_cells())::integer[]))
  or added_at >= ((select authz.narrow_since())::timestamptz[])[array_position((select authz.narrow_keys())::text[], cell || ' any')]
  or (person_id::text || cell) = any ((select authz.lent_pairs())::text[]));

/* The cells of an emergency: what the role sees for safeguarding by its own right or a clause, and a short list of every
   agency. The context's purpose makes the pairing safe: links for vital interests lead to nobody but the person who was
   opened. */
create or replace function authz.emergency_cells(c authz.ctx) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare usual authz.ctx := c; more integer[]; lent integer[];
begin
  if not exists (select from public.break_glass g where g.partnership_id = c.partnership and g.staff_id = c.staff and g.role = c.role
    and g.ends_at > statement_timestamp()) then return '{}'; end if;
  usual.purpose := 'safeguard_child';
  lent := authz.lent_cells_for(usual);
  select array_agg(t.id) into more from public.cell t join public.break_glass_category b on b.category = t.category
  where t.partnership_id = c.partnership and t.tier <= b.highest_tier;
  return array(select u from unnest(authz.cells_with(usual, '{read,own}')) u where not (u = any (lent))) || coalesce(more, '{}');
end $$;

revoke execute on function authz.lent_cells_for(authz.ctx), authz.lends(authz.ctx, uuid, integer), authz.lent_pairs(),
  authz.lent_records() from public;
grant execute on function authz.lent_pairs(), authz.lent_records() to kith_linked, kith_hub;
