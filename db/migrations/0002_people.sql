-- People: a person is a link between the source records that agencies hold. The person's row itself says nothing.
create table person (
  partnership_id uuid not null references partnership,
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table person is 'wall: the index of people; no grants, only definer functions touch it';

create table source_record (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  source text not null,
  source_id text not null,
  version text not null default '1',
  given_name text not null default '',
  family_name text not null default '',
  other_names text not null default '',
  birth_on date,
  birth_is_estimate boolean not null default false,
  died_on date,
  sex text not null default 'not known' check (sex in ('female', 'male', 'other', 'not known')),
  ethnicity text,
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  linked_because text not null default 'new person',
  primary key (partnership_id, id),
  foreign key (partnership_id, person_id) references person
);
comment on table source_record is 'personal: who one agency says this person is';
create unique index source_record_once on source_record (partnership_id, cell, source, source_id);
create index source_record_by_person on source_record (partnership_id, person_id);

create table identifier (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid not null,
  kind text not null check (kind in ('nhs_number', 'upn', 'pnc_id', 'local_id', 'urn', 'other')),
  value text not null,
  is_valid boolean not null,
  valid_from date, valid_until date,
  primary key (partnership_id, id)
);
comment on table identifier is 'personal: a number that an agency knows the person by';
create index identifier_by_value on identifier (partnership_id, kind, value);
create index identifier_by_person on identifier (partnership_id, person_id);

create table contact_point (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid,
  kind text not null check (kind in ('address', 'phone', 'email')),
  value text not null,
  postcode text,
  valid_from date, valid_until date,
  is_protected boolean not null default false,
  primary key (partnership_id, id)
);
comment on table contact_point is 'personal: where a person lives or can be reached; never a column of the person';
create index contact_point_by_person on contact_point (partnership_id, person_id);
create index contact_point_by_source on contact_point (partnership_id, source_record_id);

create table need (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid,
  kind text not null,
  how text not null,
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (partnership_id, id)
);
comment on table need is 'personal: how the person communicates and what has to be adjusted';
create index need_by_person on need (partnership_id, person_id);
create index need_by_source on need (partnership_id, source_record_id);

create table relationship (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid,
  kind text not null,
  other_person_id uuid,
  other_name text not null,
  valid_from date, valid_until date,
  primary key (partnership_id, id)
);
comment on table relationship is 'personal: family, carers and other people around the person, as one agency recorded them';
create index relationship_by_person on relationship (partnership_id, person_id);
create index relationship_by_source on relationship (partnership_id, source_record_id);

create table involvement (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid,
  service text not null,
  worker text,
  reach text,
  valid_from date not null default current_date,
  valid_until date,
  primary key (partnership_id, id)
);
comment on table involvement is 'personal: the pointer: which service is involved and how to reach it, never why';
create index involvement_by_person on involvement (partnership_id, person_id);
create index involvement_by_source on involvement (partnership_id, source_record_id);

-- Search by name goes through equality on tokens, because LIKE and trigrams are not leakproof under policies.
create table name_token (
  partnership_id uuid not null,
  token text collate "C" not null,
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid not null
);
comment on table name_token is 'personal: tokens of names for tolerant search';
create index name_token_lookup on name_token (partnership_id, token) include (person_id, cell);
create index name_token_by_source on name_token (partnership_id, source_record_id);

create table link_history (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  source_record_id uuid not null,
  from_person_id uuid,
  why text not null,
  done_by uuid,
  done_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table link_history is 'personal: every link and unlink of a source record, who and why';
create index link_history_by_source on link_history (partnership_id, source_record_id);
create index link_history_by_person on link_history (partnership_id, person_id);

call authz.protect('source_record'); call authz.protect('identifier'); call authz.protect('contact_point');
call authz.protect('need'); call authz.protect('relationship'); call authz.protect('involvement');
call authz.protect('name_token'); call authz.protect('link_history');
grant update (given_name, family_name, other_names, birth_on, birth_is_estimate, died_on, sex, ethnicity, version, recorded_at)
  on source_record to kith_linked, kith_hub;
grant update (valid_until, is_protected) on contact_point to kith_linked, kith_hub;
grant update (ended_at) on need to kith_linked, kith_hub;
grant update (valid_until) on involvement, relationship, identifier to kith_linked, kith_hub;
grant delete on name_token to kith_linked, kith_hub;
create policy remove_own on name_token for delete to kith_linked, kith_hub
  using (partnership_id = (select authz.partnership()) and cell = any ((select authz.own_cells())::integer[]));

create function authz.new_person() returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare made uuid;
begin
  insert into public.person (partnership_id) select authz.partnership() where authz.partnership() is not null returning id into made;
  return made;
end $$;

/* Moves a source record, with all that came with it, to another person; both ends keep the history. */
create function authz.relink(record_id uuid, to_person uuid, reason text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.context(); was public.source_record; tab text;
begin
  if c.staff is null then return false; end if;
  select * into was from public.source_record where partnership_id = c.partnership and id = record_id for update;
  if not found or was.person_id = to_person then return false; end if;
  if was.cell <> all (authz.cells_with(c, '{read,own}')) then return false; end if;
  -- The agency that owns the record, or the front door, which sees them side by side.
  if c.role not in ('front_door_worker', 'front_door_manager')
    and not exists (select from public.cell t where t.id = was.cell and t.agency_id = c.agency) then return false; end if;
  if c.lens = 'linked' and was.person_id <> all (authz.people()) then return false; end if;
  if was.person_id = any (authz.blocked()) or to_person = any (authz.blocked()) then return false; end if;
  foreach tab in array array['source_record', 'identifier', 'contact_point', 'need', 'relationship', 'involvement',
      'name_token', 'record'] loop
    execute format('update public.%I set person_id = $1 where partnership_id = $2 and %s = $3', tab,
      case tab when 'source_record' then 'id' else 'source_record_id' end) using to_person, c.partnership, record_id;
  end loop;
  insert into public.link_history (partnership_id, person_id, cell, source_record_id, from_person_id, why, done_by)
  values (c.partnership, to_person, was.cell, record_id, was.person_id, reason, c.staff);
  return true;
end $$;

revoke execute on function authz.new_person(), authz.relink(uuid, uuid, text) from public;
grant execute on function authz.new_person(), authz.relink(uuid, uuid, text) to kith_linked, kith_hub;
