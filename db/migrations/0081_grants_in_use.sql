-- Grants only for roles that somebody at the agency holds or has held: a context without a live appointment is no context,
-- so that what nobody could ask for need not be written down. Whoever is the first in a role brings its grants along.

create function authz.roles_held(p uuid) returns table (agency_id uuid, role text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct s.agency_id, a.role from public.appointment a
  join public.staff s on s.partnership_id = a.partnership_id and s.id = a.staff_id where a.partnership_id = p $$;

/* What each role that is held sees and writes of its own agency, for every purpose of the role. */
create function authz.own_grants_of(p uuid) returns table (agency_id uuid, role text, purpose text, cell integer, access text, reach text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.agency_id, o.role, rp.purpose, c.id, case when o.may_write then 'own' else 'read' end, o.reach
  from authz.roles_held(p) h
  join public.own_scope o on o.role = h.role join public.role_purpose rp on rp.role = o.role
  join public.cell c on c.partnership_id = p and c.agency_id = h.agency_id and c.category = o.category and c.tier <= o.highest_tier $$;

create or replace function authz.compile_own(p uuid) returns void language plpgsql as $$
begin
  delete from authz.grant_cell where partnership_id = p and clause_id is null;
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach)
  select p, g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach from authz.own_grants_of(p) g;
end $$;

create or replace function authz.compile_agreement(p uuid, a uuid) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare n integer;
begin
  delete from authz.grant_cell g using public.clause c
  where g.clause_id = c.id and c.partnership_id = p and c.agreement_id = a;
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach, clause_id, valid_from, valid_until, subject_class, oldest)
  select p, g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach, g.clause_id, ag.valid_from, g.valid_until, g.subject_class, g.oldest
  from public.agreement ag cross join authz.grants_of(p, a) g
  join authz.roles_held(p) h on h.agency_id = g.agency_id and h.role = g.role
  where ag.partnership_id = p and ag.id = a and ag.state = 'active';
  get diagnostics n = row_count;
  return n;
end $$;

/* Somebody is the first of an agency in a role: its own grants, and those that live agreements give to it. */
create function authz.grant_first_holder() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare first record; ag record;
begin
  for first in
    select distinct n.partnership_id as p, s.agency_id, n.role from added n
    join public.staff s on s.partnership_id = n.partnership_id and s.id = n.staff_id
    where not exists (select from authz.cell_set c where c.partnership_id = n.partnership_id and c.agency_id = s.agency_id and c.role = n.role)
  loop
    insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach)
    select first.p, g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach from authz.own_grants_of(first.p) g
    where g.agency_id = first.agency_id and g.role = first.role;
    for ag in select a.id, a.valid_from from public.agreement a where a.partnership_id = first.p and a.state = 'active' loop
      insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach, clause_id, valid_from, valid_until, subject_class, oldest)
      select first.p, g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach, g.clause_id, ag.valid_from, g.valid_until, g.subject_class, g.oldest
      from authz.grants_of(first.p, ag.id) g where g.agency_id = first.agency_id and g.role = first.role;
    end loop;
  end loop;
  return null;
end $$;
create trigger first_holders after insert on appointment referencing new table as added
  for each statement execute function authz.grant_first_holder();
/* Nobody changes agency: who moves gets an account of the other agency. */
create function authz.keep_agency() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'an account does not change its agency: end it and make another'; end $$;
create trigger staff_keep_their_agency before update of agency_id on staff for each statement execute function authz.keep_agency();

/* An agency that is added has cells and nobody yet: whoever is appointed there brings the grants of their role. */
create or replace function authz.add_agency(new_id uuid, new_name text, new_short_name text, new_kind text, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator();
begin
  perform pg_advisory_xact_lock(hashtext('agency ' || c.partnership));
  if exists (select from public.agency where partnership_id = c.partnership and lower(name) = lower(new_name)) then
    return 'There is already an agency with this name';
  end if;
  insert into public.agency (partnership_id, id, name, short_name, kind)
  values (c.partnership, new_id, new_name, new_short_name, new_kind);
  perform authz.make_cells(c.partnership, new_id);
  perform authz.note_change(c, 'agency.added', new_id::text, new_name, null,
    jsonb_build_object('name', new_name, 'short name', new_short_name, 'kind', new_kind), source);
  return null;
end $$;

revoke execute on function authz.roles_held(uuid), authz.own_grants_of(uuid), authz.grant_first_holder(), authz.keep_agency() from public;
select authz.compile_own(id) from partnership;
select authz.compile_agreement(partnership_id, id) from agreement;
