-- The wall: who may see what. Everything about a person stands behind it; nothing is visible by default.
-- Three database roles: kith_linked (practitioners, five locks), kith_hub (triage desks and search: narrow cells,
-- no link lock), kith_service (sessions, jobs, the live tail: no personal data). The application logs in as
-- kith_app and kith_service and owns nothing.
do $$
declare r text;
begin
  foreach r in array array['kith_linked', 'kith_hub', 'kith_service', 'kith_app'] loop
    begin
      execute format('create role %I noinherit', r);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  alter role kith_app login noinherit;
  alter role kith_service login;
  grant kith_linked, kith_hub to kith_app;
exception when insufficient_privilege then
  raise exception 'The owner of the database must be able to create roles (createrole): see docs/operations.';
end $$;

create schema authz;
revoke all on schema public from public;
grant usage on schema public, authz to kith_linked, kith_hub, kith_service, kith_app;

-- Time-ordered ids on any PostgreSQL from 15 on (RFC 9562, version 7); for acts and process rows, never for people.
create function uuid_v7() returns uuid language sql volatile as $$
  select encode(
    set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create table partnership (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  created_at timestamptz not null default now()
);
comment on table partnership is 'reference: the local partnership that runs this installation';

create table agency (
  partnership_id uuid not null references partnership,
  id uuid not null default gen_random_uuid(),
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('police', 'council', 'youth_justice', 'school', 'health', 'community',
    'policing_body', 'probation', 'housing', 'partnership')),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table agency is 'tenant: an organisation of the partnership';

-- Reference words, each with the sentence that explains it to a user.
create table role (
  code text primary key, title text not null, does text not null,
  lens text not null default 'linked' check (lens in ('linked', 'hub'))
);
comment on table role is 'reference: what a person is appointed to do';
create table category (code text primary key, title text not null, about text not null);
comment on table category is 'reference: kinds of information, the unit in which agreements share';
create table purpose (code text primary key, title text not null, about text not null);
comment on table purpose is 'reference: the closed list of reasons for which a record may be opened';

create table staff (
  partnership_id uuid not null references partnership,
  id uuid not null default gen_random_uuid(),
  agency_id uuid not null,
  name text not null,
  email text not null,
  issuer text,
  subject text,
  active_from timestamptz not null default now(),
  active_until timestamptz,
  vetting_until timestamptz,
  training_until timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agency
);
comment on table staff is 'tenant: a person who works for an agency';
create unique index staff_by_login on staff (issuer, subject) where subject is not null;
create index staff_by_agency on staff (partnership_id, agency_id);

create table appointment (
  partnership_id uuid not null,
  staff_id uuid not null,
  role text not null references role,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (partnership_id, staff_id, role),
  foreign key (partnership_id, staff_id) references staff
);
comment on table appointment is 'tenant: the role a member of staff holds, and until when';

-- A cell is (owner agency, category, tier): the smallest thing that can be shared.
create table cell (
  id integer generated always as identity primary key,
  partnership_id uuid not null,
  agency_id uuid not null,
  category text not null references category,
  tier smallint not null check (tier between 0 and 3),
  unique (partnership_id, agency_id, category, tier),
  foreign key (partnership_id, agency_id) references agency
);
comment on table cell is 'tenant: owner agency, category and tier as one number';

-- What the role sees of its own agency, and whether it may write there. Compiled into grant_cell.
create table own_scope (
  role text not null references role,
  category text not null references category,
  highest_tier smallint not null,
  reach text not null check (reach in ('linked', 'hub')),
  may_write boolean not null,
  primary key (role, category)
);
comment on table own_scope is 'reference: what a role sees and writes of its own agency';
create table role_purpose (
  role text not null references role, purpose text not null references purpose,
  primary key (role, purpose)
);
comment on table role_purpose is 'reference: the purposes a role may act for';

-- Compiled from own scopes and live agreement clauses; nothing else opens a cell.
create table authz.grant_cell (
  partnership_id uuid not null,
  agency_id uuid not null,
  role text not null,
  purpose text not null,
  cell integer not null references cell,
  access text not null check (access in ('read', 'own', 'deposit')),
  reach text not null check (reach in ('linked', 'hub')),
  clause_id uuid,
  valid_from timestamptz not null default '-infinity',
  valid_until timestamptz not null default 'infinity'
);
comment on table authz.grant_cell is 'wall: which role of which agency may open which cell, for which purpose, until when';
create index grant_cell_lookup on authz.grant_cell (partnership_id, agency_id, role, purpose);
create index grant_cell_by_clause on authz.grant_cell (clause_id) where clause_id is not null;

create table authz.signer (
  id integer generated always as identity primary key,
  inner_pad bytea not null, outer_pad bytea not null,
  valid_until timestamptz not null
);
comment on table authz.signer is 'wall: short-lived keys that application processes sign contexts with; never leave the database';

-- Why this person: allocated, team, recipient of a request, author of a draft, self-claimed.
create table link (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  staff_id uuid,
  agency_id uuid not null,
  role text,
  purpose text not null references purpose,
  work_id uuid,
  kind text not null check (kind in ('allocated', 'team', 'recipient', 'author', 'self_claimed', 'panel', 'on_call')),
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (partnership_id, id),
  check (staff_id is not null or role is not null)
);
comment on table link is 'personal: why a member of staff or a team may open a person';
create index link_by_staff on link (partnership_id, staff_id, purpose) include (person_id) where staff_id is not null;
create index link_by_team on link (partnership_id, agency_id, role, purpose) include (person_id) where staff_id is null;
create index link_by_person on link (partnership_id, person_id);
create index link_by_work on link (partnership_id, work_id) where work_id is not null;

create table authz.block (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  kind text not null check (kind in ('seal', 'conflict_of_interest', 'restriction')),
  against_staff uuid,
  exempt_staff uuid[] not null default '{}',
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (partnership_id, id)
);
comment on table authz.block is 'wall: seals and conflicts; its existence is never shown';
create index block_lookup on authz.block (partnership_id, against_staff);

create table authz.version (partnership_id uuid primary key references partnership, n bigint not null default 1);
comment on table authz.version is 'wall: rises with every change of a grant, link or block';

-- The signed context --------------------------------------------------------------------------------------------
create type authz.ctx as (
  partnership uuid, staff uuid, agency uuid, role text, purpose text, work uuid, lens text);

/* The verified context of this transaction, or nulls: no context, a forged one, an expired one, an account that is
   not live. HMAC-SHA256 (RFC 2104) with pads that only this definer function can read. */
create function authz.context() returns authz.ctx
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  raw text := current_setting('kith.context', true);
  at_tilde integer; body text; part text[]; key record; c authz.ctx;
begin
  if raw is null or raw = '' then return c; end if;
  at_tilde := position('~' in raw);
  if at_tilde = 0 then return c; end if;
  body := left(raw, at_tilde - 1);
  part := string_to_array(body, '|');
  if cardinality(part) <> 9 then return c; end if;
  select inner_pad, outer_pad into key from authz.signer s where s.id = part[9]::integer and s.valid_until > statement_timestamp();
  if not found then return c; end if;
  if encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(body, 'UTF8'))), 'hex') <> substr(raw, at_tilde + 1) then return c; end if;
  if to_timestamp(part[8]::double precision) <= statement_timestamp() then return c; end if;
  if not exists (
    select from public.staff s join public.appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    where s.partnership_id = part[1]::uuid and s.id = part[2]::uuid and s.agency_id = part[3]::uuid and a.role = part[4]
      and s.active_from <= statement_timestamp() and coalesce(s.active_until, 'infinity') > statement_timestamp()
      and coalesce(s.vetting_until, 'infinity') > statement_timestamp()
      and coalesce(s.training_until, 'infinity') > statement_timestamp()
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp()) then
    return c;
  end if;
  c.partnership := part[1]::uuid; c.staff := part[2]::uuid; c.agency := part[3]::uuid; c.role := part[4];
  c.purpose := part[5]; c.work := nullif(part[6], '')::uuid; c.lens := part[7];
  return c;
exception when others then
  return null::authz.ctx;
end $$;

create function authz.partnership() returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select (authz.context()).partnership $$;
create function authz.staff() returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select (authz.context()).staff $$;
create function authz.agency() returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select (authz.context()).agency $$;

/* Cells of this context with the given kinds of access. */
create function authz.cells_with(c authz.ctx, accesses text[]) returns integer[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g.cell), '{}') from authz.grant_cell g
  where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
    and g.access = any (accesses) and (g.reach = 'hub' or c.lens = 'linked')
    and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
$$;

create function authz.cells() returns integer[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select authz.cells_with(c, '{read,own}') from authz.context() c where c.lens = 'linked' $$;
create function authz.hub_cells() returns integer[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select authz.cells_with(c, '{read,own}') from authz.context() c where c.lens = 'hub' $$;

/* Writing does not depend on the lens: own cells and those where a clause lets this agency deposit. */
create function authz.writable_cells() returns integer[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g.cell), '{}') from authz.grant_cell g, authz.context() c
  where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
    and g.access in ('own', 'deposit')
    and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp() $$;
create function authz.own_cells() returns integer[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g.cell), '{}') from authz.grant_cell g, authz.context() c
  where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
    and g.access = 'own'
    and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp() $$;

/* People whom a seal or a conflict hides from this member of staff. */
create function authz.blocked() returns uuid[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct b.person_id), '{}') from authz.block b, authz.context() c
  where b.partnership_id = c.partnership and (b.against_staff is null or b.against_staff = c.staff)
    and not (c.staff = any (b.exempt_staff))
    and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp() $$;

/* People whom this context has a live link to, less the blocked ones. */
create function authz.people() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[]; hidden uuid[];
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
  hidden := authz.blocked();
  if cardinality(hidden) > 0 then
    select array_agg(p) into found from unnest(found) p where not (p = any (hidden));
  end if;
  return coalesce(found, '{}');
end $$;

/* Puts the standard policies on a table about people. The schema test compares every such table with this text. */
create procedure authz.protect(tab regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy linked_read on %s for select to kith_linked using (partnership_id = (select authz.partnership()) and person_id = any ((select authz.people())::uuid[]) and cell = any ((select authz.cells())::integer[]))', tab);
  execute format('create policy hub_read on %s for select to kith_hub using (partnership_id = (select authz.partnership()) and cell = any ((select authz.hub_cells())::integer[]) and not (person_id = any ((select authz.blocked())::uuid[])))', tab);
  execute format('create policy add on %s for insert to kith_linked, kith_hub with check (partnership_id = (select authz.partnership()) and cell = any ((select authz.writable_cells())::integer[]))', tab);
  execute format('create policy change_own on %s for update to kith_linked, kith_hub using (partnership_id = (select authz.partnership()) and cell = any ((select authz.own_cells())::integer[])) with check (partnership_id = (select authz.partnership()) and cell = any ((select authz.own_cells())::integer[]))', tab);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', tab);
  execute format('grant select, insert on %s to kith_linked, kith_hub', tab);
end $$;

/* Tables of the partnership that say nothing about a child: readable within the partnership, written by definers. */
create procedure authz.tenant(tab regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('create policy tenant_read on %s for select to kith_linked, kith_hub using (partnership_id = (select authz.partnership()))', tab);
  execute format('create policy service_read on %s for select to kith_service using (true)', tab);
  execute format('grant select on %s to kith_linked, kith_hub, kith_service', tab);
end $$;

/* Rows that belong to one member of staff (drafts, saved filters, answers already given to a repeated request). */
create procedure authz.private(tab regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy mine on %s to kith_linked, kith_hub using (partnership_id = (select authz.partnership()) and staff_id = (select authz.staff())) with check (partnership_id = (select authz.partnership()) and staff_id = (select authz.staff()))', tab);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', tab);
  execute format('grant select, insert, update, delete on %s to kith_linked, kith_hub', tab);
end $$;

call authz.protect('link');
revoke insert on link from kith_linked, kith_hub; -- links are made by authz.add_link, which checks who may
call authz.tenant('agency'); call authz.tenant('staff'); call authz.tenant('appointment'); call authz.tenant('cell');
grant select on partnership, role, category, purpose, own_scope, role_purpose to kith_linked, kith_hub, kith_service;

/* Changes of grants, links and blocks raise the version, so that open pages are judged again. */
create function authz.raise_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  insert into authz.version select distinct partnership_id, 1 from changed
  on conflict (partnership_id) do update set n = authz.version.n + 1;
  return null;
end $$;
create trigger grants_added after insert on authz.grant_cell referencing new table as changed for each statement execute function authz.raise_version();
create trigger grants_changed after update on authz.grant_cell referencing new table as changed for each statement execute function authz.raise_version();
create trigger grants_gone after delete on authz.grant_cell referencing old table as changed for each statement execute function authz.raise_version();
create trigger blocks_added after insert on authz.block referencing new table as changed for each statement execute function authz.raise_version();
create trigger blocks_changed after update on authz.block referencing new table as changed for each statement execute function authz.raise_version();

/* All cells of an agency, made once when it joins. */
create function authz.make_cells(p uuid, a uuid) returns void language sql as $$
  insert into public.cell (partnership_id, agency_id, category, tier)
  select p, a, c.code, t from public.category c, generate_series(0, 3) t
  on conflict do nothing $$;

/* Own scopes become grants: every role of every agency, for every purpose of the role. */
create function authz.compile_own(p uuid) returns void language plpgsql as $$
begin
  delete from authz.grant_cell where partnership_id = p and clause_id is null;
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach)
  select p, c.agency_id, o.role, rp.purpose, c.id, case when o.may_write then 'own' else 'read' end, o.reach
  from own_scope o join role_purpose rp on rp.role = o.role
  join cell c on c.partnership_id = p and c.category = o.category and c.tier <= o.highest_tier;
end $$;

revoke execute on all functions in schema authz from public;
revoke execute on all procedures in schema authz from public;
grant execute on function authz.partnership(), authz.staff(), authz.agency(), authz.cells(), authz.hub_cells(),
  authz.writable_cells(), authz.own_cells(), authz.blocked(), authz.people() to kith_linked, kith_hub;
