-- Purpose and link, and the share as an object. A link says why this person, from when until when, and what for; a share
-- says what one agency lets a team or a colleague of another see, under which clause, until when, and can be recalled.
-- It copies nothing: it makes a link, so that the standing clauses open the chosen sections, and only those.
create table link_kind (code text primary key, title text not null, says text not null, usually text not null);
comment on table link_kind is 'reference: why somebody may open a person, in words';
grant select on link_kind to kith_linked, kith_hub, kith_service;
insert into link_kind (code, title, says, usually) values
  ('allocated', 'Allocated', 'Allocated to this person', 'Until it is ended or handed over'),
  ('team', 'Team', 'The team works with this person', 'While the work is open'),
  ('panel', 'Panel', 'A panel discusses this person', 'Until the panel has met'),
  ('on_call', 'On call', 'On call', 'For the shift'),
  ('recipient', 'Recipient', 'Was told about this person, or asked', 'While the notification or request is open'),
  ('author', 'Author', 'Has written about this person', '90 days'),
  ('self_claimed', 'Claimed', 'Has taken this on; those who answer for the records were told', 'At most 7 days'),
  ('break_glass', 'Emergency', 'Opened in an emergency; those who answer for the records were told', 'At most 60 minutes'),
  ('share', 'Shared', 'Another agency shared chosen parts of the record', 'Until the share ends or is recalled');

alter table link drop constraint link_kind_check;
alter table link add constraint link_kind_check check (kind in ('allocated', 'team', 'recipient', 'author', 'self_claimed',
  'panel', 'on_call', 'break_glass', 'share'));
alter table link add column made_by uuid, add column ended_by uuid,
  add column ended_because text check (ended_because in ('no_longer_needed', 'handed_over', 'made_in_error', 'claim_not_kept',
    'share_recalled'));
create index link_of_shares on link (partnership_id, agency_id, valid_until) where kind = 'share';
insert into gateway (code, title, about, source, source_url) values
  ('vital_interests', 'Vital interests', 'To protect somebody''s life when nothing else covers it; for at most three days, and reviewed afterwards',
    'UK GDPR Articles 6(1)(d) and 9(2)(c); Data Protection Act 2018, Schedule 8 paragraph 3', 'https://www.legislation.gov.uk/eur/2016/679/article/6')
on conflict do nothing;

create table claim_reason (code text primary key, title text not null);
comment on table claim_reason is 'reference: why a member of staff may take on somebody whom nobody has allocated to them';
grant select on claim_reason to kith_linked, kith_hub, kith_service;
insert into claim_reason values
  ('here_now', 'The person is with me, or I am on my way to them'),
  ('somebody_called', 'Somebody has told us of a worry and I must act on it'),
  ('covering', 'I am covering for a colleague who works with this person'),
  ('asked_to', 'I was asked to take this on and the allocation is not recorded yet'),
  ('other', 'Something else');

-- One row for each agency that holds a record, in the cell of whoever answers for its data.
create table self_claim (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  link_id uuid not null,
  by_staff uuid not null, by_agency uuid not null, by_role text not null,
  purpose text not null references purpose,
  claim_reason text not null references claim_reason,
  words text not null,
  claimed_at timestamptz not null default statement_timestamp(),
  valid_until timestamptz not null default statement_timestamp() + interval '7 days',
  reviewed_at timestamptz, reviewed_by uuid,
  claim_review text check (claim_review in ('kept', 'ended')),
  review_why text not null default '',
  primary key (partnership_id, id),
  check ((reviewed_at is null) = (claim_review is null))
);
comment on table self_claim is 'personal: that somebody took a person on by themselves and why, for the agencies that hold a record';
create index self_claim_by_person on self_claim (partnership_id, person_id);
create index self_claim_by_link on self_claim (partnership_id, link_id);

-- `opens` are the cells of the sender's agency that the share lets its recipient see of this person, `only_records`
-- single entries; `sections` says the same in words with the clause of each.
create table share (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  share_kind text not null check (share_kind in ('share', 'request')),
  answers uuid,
  from_agency uuid not null, from_staff uuid not null, from_role text not null,
  to_agency uuid not null, to_role text not null references role, to_staff uuid,
  purpose text not null references purpose, work_id uuid,
  sections jsonb not null default '[]',
  opens integer[] not null default '{}', only_records uuid[] not null default '{}',
  is_vital boolean not null default false,
  reason text not null,
  informed text not null default 'no' check (informed in ('yes', 'no', 'unsafe')), informed_why text not null default '',
  conditions text not null default '',
  onward text not null default 'none' check (onward in ('none', 'named')), onward_to text not null default '',
  sent_at timestamptz not null default statement_timestamp(),
  valid_until timestamptz not null,
  received_at timestamptz, received_by uuid,
  recalled_at timestamptz, recalled_by uuid, recalled_why text not null default '',
  answered_at timestamptz, answered_by uuid, refused_because text, refused_words text not null default '',
  reviewed_at timestamptz, reviewed_by uuid,
  vital_review text check (vital_review in ('kept', 'ended')), review_why text not null default '',
  primary key (partnership_id, id)
);
comment on table share is 'personal: what one agency lets a team or colleague of another see of a person, or asks of it: law, reason, end, receipt, recall';
create index share_by_person on share (partnership_id, person_id);
create index share_by_work on share (partnership_id, work_id) where work_id is not null;
create index share_by_sender on share (partnership_id, from_agency, sent_at desc);
create index share_by_recipient on share (partnership_id, to_agency, sent_at desc);

create table refusal_to_share (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  by_agency uuid not null, by_staff uuid not null,
  refused_by text not null check (refused_by in ('us', 'them', 'law')),
  other_agency uuid not null, other_role text,
  purpose text not null references purpose,
  categories text[] not null default '{}',
  refused_because text not null check (refused_because in ('no_clause', 'not_necessary', 'not_held', 'would_harm',
    'third_party', 'investigation', 'no_answer', 'other')),
  words text not null default '',
  lawful_route text not null default '',
  share_id uuid, request_id uuid,
  at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, id)
);
comment on table refusal_to_share is 'personal: that information was not shared, who decided so and why, and what would be lawful';
create index refusal_to_share_by_person on refusal_to_share (partnership_id, person_id);
create index refusal_to_share_by_request on refusal_to_share (partnership_id, request_id) where request_id is not null;

-- Narrowing -------------------------------------------------------------------------------------------------------
/* Whether a share reaches this context at all, or opens cells to its role: asked by every statement about people, so that
   nothing more is asked where none does. The signature is not looked at here: this only ever takes away, beside policies
   that judge it and give a forged context nothing. */
create function authz.has_shares() returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare part text[] := string_to_array(current_setting('kith.context', true), '|');
  uuid_shape constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
begin
  if part[1] ~ uuid_shape and part[2] ~ uuid_shape and part[3] ~ uuid_shape then
    return exists (select from public.link l where l.kind = 'share' and l.partnership_id = part[1]::uuid and l.agency_id = part[3]::uuid
      and (l.staff_id = part[2]::uuid or l.role = part[4]) and l.valid_until > statement_timestamp());
  end if;
  return false;
end $$;

/* People whom the context reaches by shares alone: of them it sees chosen sections. */
create function authz.shared_people_for(c authz.ctx) returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare found uuid[];
begin
  select array_agg(distinct l.person_id) into found from public.link l
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp()
    and not exists (select from public.link o where o.partnership_id = c.partnership and o.person_id = l.person_id
      and o.kind <> 'share' and o.purpose = c.purpose
      and (o.staff_id = c.staff or (o.staff_id is null and o.agency_id = c.agency and o.role = c.role))
      and o.valid_from <= statement_timestamp() and coalesce(o.valid_until, 'infinity') > statement_timestamp());
  return coalesce(found, '{}');
end $$;
create function authz.shared_people() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin return authz.shared_people_for(authz.context()); end $$;

/* Cells that only a share opens to this role, by no clause: they are open for the shared person and nobody else. */
create function authz.lent_cells() returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found integer[];
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

/* A share is a reason to open what one's own agency holds; what it may open is for one's own scope to say. */
create function authz.agency_cells() returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found integer[];
begin
  select array_agg(id) into found from public.cell where partnership_id = c.partnership and agency_id = c.agency;
  return coalesce(found, '{}');
end $$;

/* Person and cell, of every section that is shared with this context. */
create function authz.shared_pairs() returns text[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found text[];
begin
  select array_agg(distinct l.person_id::text || o) into found from public.link l
  join public.share s on s.partnership_id = l.partnership_id and s.id = l.id cross join unnest(s.opens) o
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp();
  return coalesce(found, '{}');
end $$;
create function authz.shared_records() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[];
begin
  select array_agg(distinct o) into found from public.link l
  join public.share s on s.partnership_id = l.partnership_id and s.id = l.id cross join unnest(s.only_records) o
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.purpose = c.purpose
    and (l.staff_id = c.staff or (l.staff_id is null and l.role = c.role))
    and l.valid_from <= statement_timestamp() and l.valid_until > statement_timestamp();
  return coalesce(found, '{}');
end $$;
create function authz.acting_role() returns text language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); begin return c.role; end $$;

/* Keeps whoever is reached by a share alone, and what no clause opens, to the chosen sections. */
create procedure authz.narrow(tab regclass, or_else text) language plpgsql as $$
begin
  execute format('create policy within_shares on %s as restrictive for select to kith_linked using (not (select authz.has_shares()) or (not (person_id = any ((select authz.shared_people())::uuid[])) and not (cell = any ((select authz.lent_cells())::integer[]))) or cell = any ((select authz.agency_cells())::integer[]) or (person_id::text || cell) = any ((select authz.shared_pairs())::text[]) %s)', tab, or_else);
end $$;
create or replace procedure authz.protect(tab regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy linked_read on %s for select to kith_linked using (partnership_id = (select authz.partnership()) and person_id = any ((select authz.people())::uuid[]) and cell = any ((select authz.cells())::integer[]))', tab);
  execute format('create policy hub_read on %s for select to kith_hub using (partnership_id = (select authz.partnership()) and cell = any ((select authz.hub_cells())::integer[]) and not (person_id = any ((select authz.blocked())::uuid[])))', tab);
  execute format('create policy add on %s for insert to kith_linked, kith_hub with check (partnership_id = (select authz.partnership()) and cell = any ((select authz.writable_cells())::integer[]))', tab);
  execute format('create policy change_own on %s for update to kith_linked, kith_hub using (partnership_id = (select authz.partnership()) and cell = any ((select authz.own_cells())::integer[])) with check (partnership_id = (select authz.partnership()) and cell = any ((select authz.own_cells())::integer[]))', tab);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', tab);
  call authz.narrow(tab, '');
  execute format('grant select, insert on %s to kith_linked, kith_hub', tab);
end $$;
do $$
declare tab regclass;
begin
  for tab in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind = 'r' and c.relrowsecurity and obj_description(c.oid, 'pg_class') like 'personal: %'
  loop
    call authz.narrow(tab, case tab when 'public.record'::regclass
      then 'or id = any ((select authz.shared_records())::uuid[])' else '' end);
  end loop;
end $$;

call authz.protect('self_claim'); call authz.protect('share'); call authz.protect('refusal_to_share');
revoke insert on share, self_claim from kith_linked, kith_hub; -- only the functions below, which check the law
-- The cell of a share is lent to its recipient: other shares of the same agency, those that are over, and what it
-- refused, are not.
create policy of_parties on share as restrictive for select to kith_linked, kith_hub
  using (from_agency = (select authz.agency()) or (to_agency = (select authz.agency())
    and recalled_at is null and valid_until > statement_timestamp()
    and (to_staff = (select authz.staff()) or (to_staff is null and to_role = (select authz.acting_role())))));
create policy of_own_agency on refusal_to_share as restrictive for select to kith_linked, kith_hub
  using (by_agency = (select authz.agency()));
create function authz.shares_of_others() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); found uuid[];
begin
  if not exists (select from public.share) then return '{}'; end if;
  select array_agg(s.id) into found from public.share s
  where s.partnership_id = c.partnership and s.person_id = any (authz.people_for(c)) and s.from_agency <> c.agency
    and (s.to_agency = c.agency and (s.to_staff = c.staff or (s.to_staff is null and s.to_role = c.role))
      and s.recalled_at is null and s.valid_until > statement_timestamp()) is not true;
  return coalesce(found, '{}');
end $$;
create policy not_of_other_shares on act as restrictive for select to kith_linked
  using (work_id is null or not (work_id = any ((select authz.shares_of_others())::uuid[])));

-- Links -----------------------------------------------------------------------------------------------------------
/* Whether the context has a live link of its own to this person, of a kind other than these. */
create function authz.has_reason(c authz.ctx, about uuid, beside text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return c.staff is not null and not (about = any (authz.blocked_for(c))) and exists (select from public.link l
    where l.partnership_id = c.partnership and l.person_id = about and l.purpose = c.purpose and not (l.kind = any (beside))
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp());
end $$;

/* Makes a link. Oneself: as author. Others: only to a person whom the caller is linked to by more than a share, or whom a
   desk's cells reach; what the other agency then sees is still decided by its clauses alone. Claims, emergencies and
   shares have their own functions, because each of them needs more than a link. */
create or replace function authz.add_link(about uuid, to_staff uuid, to_agency uuid, to_role text, because text, for_work uuid, ends timestamptz)
returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made uuid; own integer;
begin
  if c.staff is null then raise exception 'no context' using errcode = '42501'; end if;
  if because in ('self_claimed', 'break_glass', 'share') then
    raise exception 'this kind of link has its own way' using errcode = '42501';
  end if;
  if about = any (authz.blocked()) then return null; end if;
  if because = 'author' then
    if to_staff is distinct from c.staff or to_agency <> c.agency then raise exception 'a link for somebody else' using errcode = '42501'; end if;
  elsif c.lens = 'linked' and not authz.has_reason(c, about, '{share}') then
    raise exception 'no link to this person' using errcode = '42501';
  end if;
  select id into own from public.cell where partnership_id = c.partnership and agency_id = c.agency and category = 'involvement' and tier = 0;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until, made_by)
  values (c.partnership, about, own, to_staff, to_agency, to_role, c.purpose, for_work, because, ends, c.staff) returning id into made;
  return made;
end $$;

/* The newest live link of this member of staff to a person: why a person's page may be opened without naming the work.
   A share is named only where there is no other reason, because it opens less. */
create or replace function authz.enter_person(asked uuid) returns table (purpose text, work_id uuid, kind text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or asked = any (authz.blocked()) then return; end if;
  return query select l.purpose, l.work_id, l.kind from public.link l
    where l.partnership_id = c.partnership and l.person_id = asked
      and (l.staff_id = c.staff or (l.staff_id is null and l.agency_id = c.agency and l.role = c.role))
      and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    order by (l.kind = 'share'), l.valid_from desc limit 1;
end $$;

create function authz.cell_of(p uuid, of_agency uuid, of_category text, of_tier integer) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select id from public.cell where partnership_id = p and agency_id = of_agency and category = of_category and tier = of_tier);
end $$;

/* Whether somebody works for the agency now; with a role, in that role. */
create function authz.works_for(p uuid, whom uuid, of_agency uuid, in_role text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.staff s
    join public.appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    where s.partnership_id = p and s.agency_id = of_agency and (whom is null or s.id = whom) and (in_role is null or a.role = in_role)
      and s.active_from <= statement_timestamp() and coalesce(s.active_until, 'infinity') > statement_timestamp()
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp());
end $$;

/* Who is told of what concerns an agency's data: its privacy officer, or the partnership's lead where it has none. */
create function authz.privacy_desk(p uuid, of_agency uuid, out desk uuid, out desk_role text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if authz.works_for(p, null, of_agency, 'privacy_officer') then
    desk := of_agency; desk_role := 'privacy_officer';
  else
    select a.id, 'information_governance_lead' into desk, desk_role from public.agency a
    where a.partnership_id = p and a.kind = 'partnership' and a.active order by a.created_at, a.id limit 1;
  end if;
end $$;

/* Allocates a colleague of one's own agency, for the purpose of the work that is open: by whoever has a link that was not
   claimed or shared, or by the manager of a desk who sees the person there. */
create function authz.allocate_link(about uuid, to_staff uuid, ends timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made uuid;
begin
  if c.staff is null or not authz.works_for(c.partnership, to_staff, c.agency, null) then return null; end if;
  if not authz.has_reason(c, about, '{share,self_claimed,break_glass}')
    and not (c.role = 'front_door_manager' and c.lens = 'hub' and not (about = any (authz.blocked_for(c)))
      and exists (select from public.source_record r where r.partnership_id = c.partnership and r.person_id = about
        and r.cell = any (authz.cells_with(c, '{read,own}')))) then return null; end if;
  if not exists (select from public.appointment a join public.role_purpose rp on rp.role = a.role and rp.purpose = c.purpose
    where a.partnership_id = c.partnership and a.staff_id = to_staff) then return null; end if;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, purpose, work_id, kind, valid_until, made_by)
  values (c.partnership, about, authz.cell_of(c.partnership, c.agency, 'involvement', 0), to_staff, c.agency, c.purpose, c.work,
    'allocated', ends, c.staff) returning id into made;
  return made;
end $$;

/* Ends a link of one's own, one that one has made for a colleague, or, as a manager, any of one's own agency. */
create function authz.end_link(which uuid, because text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return false; end if;
  update public.link l set valid_until = statement_timestamp(), ended_by = c.staff, ended_because = because
  where l.partnership_id = c.partnership and l.id = which and l.agency_id = c.agency and l.kind not in ('share', 'break_glass')
    and coalesce(l.valid_until, 'infinity') > statement_timestamp()
    and (l.staff_id = c.staff or (l.made_by = c.staff and l.staff_id is not null) or c.role = 'front_door_manager');
  return found;
end $$;

/* Takes on somebody who was found by search: for a week at most, with a reason, and those who answer for the records of
   every agency that holds one are told in the same transaction. Whoever is not found, or sealed, is nobody. */
create function authz.claim_link(about uuid, because text, in_words text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made uuid; own integer; r record; claim uuid;
begin
  if c.staff is null or c.lens <> 'hub' or about = any (authz.blocked_for(c)) then return null; end if;
  if not exists (select from public.role_purpose rp where rp.role = c.role and rp.purpose = c.purpose) then return null; end if;
  own := authz.cell_of(c.partnership, c.agency, 'involvement', 0);
  if not (own = any (authz.cells_to_write(c, '{own}'))) or length(trim(in_words)) = 0
    or not exists (select from public.claim_reason k where k.code = because) then return null; end if;
  if not exists (select from public.source_record s where s.partnership_id = c.partnership and s.person_id = about
    and s.cell = any (authz.cells_with(c, '{read,own}'))) then return null; end if;
  select l.id into made from public.link l where l.partnership_id = c.partnership and l.person_id = about and l.staff_id = c.staff
    and l.purpose = c.purpose and l.kind <> 'share' and coalesce(l.valid_until, 'infinity') > statement_timestamp() limit 1;
  if made is not null then return made; end if;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind, valid_until, made_by)
  values (c.partnership, about, own, c.staff, c.agency, c.purpose, 'self_claimed', statement_timestamp() + interval '7 days', c.staff)
  returning id into made;
  for r in select distinct d.desk, d.desk_role from (select distinct k.agency_id from public.source_record s
      join public.cell k on k.id = s.cell where s.partnership_id = c.partnership and s.person_id = about) holder
    cross join lateral authz.privacy_desk(c.partnership, holder.agency_id) d where d.desk is not null
  loop
    insert into public.self_claim (partnership_id, person_id, cell, link_id, by_staff, by_agency, by_role, purpose, claim_reason, words)
    values (c.partnership, about, authz.cell_of(c.partnership, r.desk, 'protection', 1), made, c.staff, c.agency, c.role, c.purpose,
      because, in_words) returning id into claim;
    perform authz.raise_alert(c.partnership, r.desk, r.desk_role, null, 'self_claimed_link', claim);
  end loop;
  return made;
end $$;

/* Keeps a claim or ends it; one desk that ends it is enough. */
create function authz.review_claim(which uuid, outcome text, why text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); k public.self_claim;
begin
  if c.staff is null or c.role not in ('privacy_officer', 'information_governance_lead') or c.lens <> 'hub' then return false; end if;
  update public.self_claim s set reviewed_at = statement_timestamp(), reviewed_by = c.staff, claim_review = outcome, review_why = why
  where s.partnership_id = c.partnership and s.id = which and s.reviewed_at is null and not (s.person_id = any (authz.blocked_for(c)))
    and s.by_staff <> c.staff
    and s.cell in (select id from public.cell where partnership_id = c.partnership and agency_id = c.agency) returning * into k;
  if not found then return false; end if;
  if outcome = 'ended' then
    update public.link l set valid_until = statement_timestamp(), ended_by = c.staff, ended_because = 'claim_not_kept'
    where l.partnership_id = c.partnership and l.id = k.link_id and coalesce(l.valid_until, 'infinity') > statement_timestamp();
    perform authz.raise_alert(c.partnership, k.by_agency, null, k.by_staff, 'claim_ended', k.link_id);
  end if;
  return true;
end $$;

-- Shares ----------------------------------------------------------------------------------------------------------
/* The cells of one's own agency that the chosen categories and entries lie in and the context sees, each with the live
   clause that lets the recipient see it, or none. */
create function authz.cover(c authz.ctx, about uuid, to_agency uuid, to_role text, wanted text[], entries uuid[])
returns table (category text, record_id uuid, cell integer, clause_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare seen integer[] := authz.cells_with(c, '{read,own}');
begin
  return query
  with lawful as (
    select distinct on (g.cell) g.cell, g.clause_id from authz.grant_cell g
    join public.clause q on q.partnership_id = g.partnership_id and q.id = g.clause_id
    where g.partnership_id = c.partnership and g.agency_id = to_agency and g.role = to_role and g.purpose = c.purpose
      and g.access = 'read' and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
    order by g.cell, g.valid_until desc, g.clause_id
  )
  select k.category, null::uuid, k.id, w.clause_id from public.cell k left join lawful w on w.cell = k.id
  where k.partnership_id = c.partnership and k.agency_id = c.agency and k.category = any (wanted) and k.id = any (seen)
  union all
  select k.category, r.id, k.id, w.clause_id from public.record r
  join public.cell k on k.id = r.cell and k.agency_id = c.agency left join lawful w on w.cell = k.id
  where r.partnership_id = c.partnership and r.id = any (entries) and r.person_id = about and r.withdrawn_at is null and k.id = any (seen);
end $$;
create function authz.check_share(about uuid, to_agency uuid, to_role text, wanted text[], entries uuid[])
returns table (category text, record_id uuid, cell integer, clause_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.lens is distinct from 'linked' or not (about = any (authz.people_for(c))) then return; end if;
  return query select * from authz.cover(c, about, to_agency, to_role, wanted, entries);
end $$;

/* Sends a share, or asks another agency to share. Purpose is that of the work that is open. Every section needs a live
   clause to the recipient; without one only a risk to life opens it, for three days at most, and it is reviewed. What is
   refused says why in one word and which sections had no clause. */
create function authz.send_share(asked jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c authz.ctx := authz.context(); s public.share; home integer; missing text[]; lent integer[]; desk record;
  wanted text[] := array(select jsonb_array_elements_text(coalesce(asked -> 'categories', '[]')));
  entries uuid[] := array(select jsonb_array_elements_text(coalesce(asked -> 'records', '[]'))::uuid);
begin
  s.person_id := (asked ->> 'person')::uuid; s.to_agency := (asked ->> 'to_agency')::uuid; s.to_role := asked ->> 'to_role';
  s.to_staff := (asked ->> 'to_staff')::uuid; s.share_kind := asked ->> 'kind'; s.answers := (asked ->> 'answers')::uuid;
  s.is_vital := coalesce((asked ->> 'vital')::boolean, false); s.valid_until := (asked ->> 'until')::timestamptz;
  home := authz.cell_of(c.partnership, c.agency, 'disclosure', 1);
  if c.staff is null or c.lens <> 'linked' or not (s.person_id = any (authz.people_for(c)))
    or not (home = any (authz.cells_to_write(c, '{own}'))) then return '{"refused": "absent"}'; end if;
  if exists (select from authz.block b where b.partnership_id = c.partnership and b.person_id = s.person_id and b.against_staff is null
    and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp()) then
    return '{"refused": "protected"}';
  end if;
  if s.to_agency = c.agency or not authz.works_for(c.partnership, s.to_staff, s.to_agency, s.to_role)
    or not exists (select from public.agency a where a.partnership_id = c.partnership and a.id = s.to_agency and a.active) then
    return '{"refused": "recipient"}';
  end if;
  if length(trim(coalesce(asked ->> 'reason', ''))) = 0 or cardinality(wanted) + cardinality(entries) = 0 then
    return '{"refused": "empty"}';
  end if;
  if s.valid_until is null or s.valid_until <= statement_timestamp()
    or s.valid_until > statement_timestamp() + (case when s.is_vital then interval '3 days' else interval '1 year' end) then
    return '{"refused": "until"}';
  end if;
  if s.share_kind = 'request' then entries := '{}'; end if;
  -- A request shows nothing but who the child is, as far as a clause lets the other agency know it.
  select array_agg(distinct v.cell) filter (where v.record_id is null and (v.clause_id is not null or s.is_vital)),
    array_agg(distinct v.record_id) filter (where v.record_id is not null),
    array_agg(distinct v.cell) filter (where v.clause_id is null),
    jsonb_agg(distinct jsonb_build_object('category', v.category, 'record', v.record_id, 'clause', v.clause_id))
      filter (where v.clause_id is not null or s.is_vital)
  into s.opens, s.only_records, lent, s.sections
  from authz.cover(c, s.person_id, s.to_agency, s.to_role, case when s.share_kind = 'request' then array['identity'] else wanted end, entries) v;
  select array_agg(distinct w order by w) into missing from (
    select w from unnest(case when s.share_kind = 'request' then array['identity'] else wanted end) w
    where not exists (select from jsonb_array_elements(s.sections) e where e ->> 'category' = w and e ->> 'record' is null)
    union all
    select r.category from unnest(entries) e left join lateral (
      select v.category, v.clause_id from authz.cover(c, s.person_id, s.to_agency, s.to_role, '{}', array[e]) v) r on true
    where r.category is null or (r.clause_id is null and not s.is_vital)) m(w);
  if cardinality(missing) > 0 and not s.is_vital or s.sections is null then
    return jsonb_build_object('refused', 'no_clause', 'without', to_jsonb(missing));
  end if;
  if s.answers is not null then
    update public.share r set answered_at = statement_timestamp(), answered_by = c.staff
    where r.partnership_id = c.partnership and r.id = s.answers and r.share_kind = 'request' and r.person_id = s.person_id
      and r.from_agency = s.to_agency and r.to_agency = c.agency and (r.to_staff = c.staff or r.to_role = c.role)
      and r.answered_at is null and r.recalled_at is null and r.valid_until > statement_timestamp();
    if not found then return '{"refused": "answered"}'; end if;
  end if;
  s.id := public.uuid_v7();
  s.opens := coalesce(s.opens, '{}') || home;
  if s.share_kind = 'request' then
    select jsonb_agg(jsonb_build_object('category', w)) into s.sections from unnest(wanted) w;
  end if;
  insert into public.share (partnership_id, id, person_id, cell, share_kind, answers, from_agency, from_staff, from_role, to_agency,
    to_role, to_staff, purpose, work_id, sections, opens, only_records, is_vital, reason, informed, informed_why, conditions,
    onward, onward_to, valid_until)
  values (c.partnership, s.id, s.person_id, home, s.share_kind, s.answers, c.agency, c.staff, c.role, s.to_agency, s.to_role, s.to_staff,
    c.purpose, c.work, s.sections, s.opens, coalesce(s.only_records, '{}'), s.is_vital, asked ->> 'reason',
    coalesce(asked ->> 'informed', 'no'), coalesce(asked ->> 'informed_why', ''), coalesce(asked ->> 'conditions', ''),
    coalesce(asked ->> 'onward', 'none'), coalesce(asked ->> 'onward_to', ''), s.valid_until);
  insert into public.link (partnership_id, id, person_id, cell, staff_id, agency_id, role, purpose, kind, valid_until, made_by)
  values (c.partnership, s.id, s.person_id, authz.cell_of(c.partnership, s.to_agency, 'involvement', 0), s.to_staff, s.to_agency, s.to_role,
    c.purpose, 'share', s.valid_until, c.staff);
  -- What shares of the past have lent to this role is swept out, so that grants do not pile up.
  delete from authz.grant_cell g using public.share d where g.partnership_id = c.partnership and g.agency_id = s.to_agency
    and g.role = s.to_role and g.purpose = c.purpose and g.valid_until <= statement_timestamp()
    and d.partnership_id = c.partnership and d.id = g.clause_id;
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach, clause_id, valid_from, valid_until)
  select c.partnership, s.to_agency, s.to_role, c.purpose, o, 'read', 'linked', s.id, statement_timestamp(), s.valid_until
  from (select distinct o from unnest(case when s.is_vital then coalesce(lent, '{}') else '{}' end || home) o) cells;
  perform authz.raise_alert(c.partnership, s.to_agency, s.to_role, s.to_staff,
    case s.share_kind when 'share' then 'share_received' else 'share_asked' end, s.id);
  if s.is_vital then
    select * into desk from authz.privacy_desk(c.partnership, c.agency);
    perform authz.raise_alert(c.partnership, desk.desk, desk.desk_role, null, 'share_without_clause', s.id);
  end if;
  return jsonb_build_object('sent', s.id);
end $$;

/* The recipient has opened it. */
create function authz.receive_share(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  update public.share s set received_at = statement_timestamp(), received_by = c.staff
  where s.partnership_id = c.partnership and s.id = which and s.received_at is null and s.recalled_at is null
    and s.valid_until > statement_timestamp() and s.to_agency = c.agency
    and (s.to_staff = c.staff or (s.to_staff is null and s.to_role = c.role)) and not (s.person_id = any (authz.blocked_for(c)));
  return found;
end $$;

/* Ends what a share opens, at once: the link, and what was lent. */
create function authz.close_share(c authz.ctx, which uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.link l set valid_until = statement_timestamp(), ended_by = c.staff, ended_because = 'share_recalled'
  where l.partnership_id = c.partnership and l.id = which and l.kind = 'share' and l.valid_until > statement_timestamp();
  -- A record that was linked to another person has taken copies of the link with it (0011).
  update public.link l set valid_until = statement_timestamp(), ended_by = c.staff, ended_because = 'share_recalled'
  from public.share s where s.partnership_id = c.partnership and s.id = which and l.partnership_id = c.partnership and l.kind = 'share'
    and l.agency_id = s.to_agency and l.role = s.to_role and l.valid_until = s.valid_until and l.valid_until > statement_timestamp()
    and not exists (select from public.share o where o.partnership_id = c.partnership and o.id = l.id);
  delete from authz.grant_cell g where g.partnership_id = c.partnership and g.clause_id = which;
end $$;

/* Recalls a share or a request: whoever sent it, a colleague in the same role, or who answers for the agency's data. */
create function authz.recall_share(which uuid, why text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); s public.share;
begin
  if c.staff is null then return false; end if;
  update public.share t set recalled_at = statement_timestamp(), recalled_by = c.staff, recalled_why = why
  where t.partnership_id = c.partnership and t.id = which and t.from_agency = c.agency and t.recalled_at is null
    and t.valid_until > statement_timestamp() and not (t.person_id = any (authz.blocked_for(c)))
    and (t.from_staff = c.staff or c.role = 'privacy_officer' or (t.from_role = c.role and t.person_id = any (authz.people_for(c))))
  returning * into s;
  if not found then return false; end if;
  perform authz.close_share(c, which);
  perform authz.raise_alert(c.partnership, s.to_agency, s.to_role, s.to_staff, 'share_recalled', which);
  return true;
end $$;

/* Answers a request to share with a refusal; whoever asked is told, with the reason. */
create function authz.refuse_request(which uuid, because text, in_words text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); s public.share;
begin
  update public.share t set answered_at = statement_timestamp(), answered_by = c.staff, refused_because = because, refused_words = in_words
  where t.partnership_id = c.partnership and t.id = which and t.share_kind = 'request' and t.to_agency = c.agency
    and (t.to_staff = c.staff or (t.to_staff is null and t.to_role = c.role)) and t.answered_at is null and t.recalled_at is null
    and t.valid_until > statement_timestamp() and t.person_id = any (authz.people_for(c)) returning * into s;
  if not found then return false; end if;
  perform authz.raise_alert(c.partnership, s.from_agency, null, s.from_staff, 'share_refused', which);
  return true;
end $$;

/* The review after a share that no clause covered. */
create function authz.review_share(which uuid, outcome text, why text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'privacy_officer' or c.lens <> 'hub' then return false; end if;
  update public.share t set reviewed_at = statement_timestamp(), reviewed_by = c.staff, vital_review = outcome, review_why = why
  where t.partnership_id = c.partnership and t.id = which and t.from_agency = c.agency and t.is_vital and t.reviewed_at is null
    and t.from_staff <> c.staff and not (t.person_id = any (authz.blocked_for(c)));
  if not found then return false; end if;
  if outcome = 'ended' then perform authz.recall_share(which, why); end if;
  return true;
end $$;

/* What a recipient may know of shares that are over: that there was one, from whom and how it ended; never about whom. */
create function authz.shares_over(which uuid) returns table (id uuid, share_kind text, from_agency uuid, sent_at timestamptz, over_at timestamptz, was_recalled boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  return query select s.id, s.share_kind, s.from_agency, s.sent_at, coalesce(s.recalled_at, s.valid_until), s.recalled_at is not null
    from public.share s where s.partnership_id = c.partnership and s.to_agency = c.agency and (which is null or s.id = which)
      and (s.to_staff = c.staff or (s.to_staff is null and s.to_role = c.role)) and not (s.person_id = any (authz.blocked_for(c)))
      and (s.recalled_at is not null or s.valid_until <= statement_timestamp())
    order by 5 desc limit 50;
end $$;

-- Live ------------------------------------------------------------------------------------------------------------
/* Acts reach nobody by a share alone: which of them lie in the chosen sections is not known there. The grant of the
   share's own cell makes the recipients' pages fetch themselves when a share begins, ends or is recalled. */
create or replace function authz.audience(p uuid, about uuid[]) returns table (person_id uuid, staff_id uuid, agency_id uuid, role text, purpose text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.person_id, l.staff_id, l.agency_id, l.role, l.purpose from public.link l
  where l.partnership_id = p and l.person_id = any (about) and l.kind <> 'share'
    and l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp() $$;
create or replace function authz.grants_now(p uuid) returns table (agency_id uuid, role text, purpose text, cell integer, reach text, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.agency_id, g.role, g.purpose, g.cell, g.reach, g.valid_from, g.valid_until from authz.grant_cell g
  left join public.share s on s.partnership_id = p and s.id = g.clause_id
  where g.partnership_id = p and g.access in ('read', 'own') and g.valid_until > statement_timestamp()
    and (s.id is null or s.cell = g.cell) $$;
create or replace function authz.parties_of(p uuid, works uuid[]) returns table (work_id uuid, agency_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select n.id, unnest(array[n.referrer_agency, c.agency_id]) from public.notification n join public.cell c on c.id = n.cell
  where n.partnership_id = p and n.id = any (works)
  union all
  select r.id, unnest(array[r.to_agency, c.agency_id]) from public.request r join public.cell c on c.id = r.cell
  where r.partnership_id = p and r.id = any (works)
  union all
  select s.id, unnest(array[s.from_agency, s.to_agency]) from public.share s where s.partnership_id = p and s.id = any (works) $$;

revoke execute on function authz.has_shares(), authz.shared_people_for(authz.ctx), authz.shared_people(), authz.lent_cells(),
  authz.agency_cells(), authz.shared_pairs(), authz.shared_records(), authz.acting_role(), authz.shares_of_others(),
  authz.has_reason(authz.ctx, uuid, text[]), authz.cell_of(uuid, uuid, text, integer), authz.works_for(uuid, uuid, uuid, text),
  authz.privacy_desk(uuid, uuid), authz.allocate_link(uuid, uuid, timestamptz), authz.end_link(uuid, text),
  authz.claim_link(uuid, text, text), authz.review_claim(uuid, text, text),
  authz.cover(authz.ctx, uuid, uuid, text, text[], uuid[]), authz.check_share(uuid, uuid, text, text[], uuid[]),
  authz.send_share(jsonb), authz.receive_share(uuid), authz.close_share(authz.ctx, uuid), authz.recall_share(uuid, text),
  authz.refuse_request(uuid, text, text), authz.review_share(uuid, text, text), authz.shares_over(uuid) from public;
revoke execute on procedure authz.narrow(regclass, text) from public;
grant execute on function authz.has_shares(), authz.shared_people(), authz.lent_cells(), authz.agency_cells(), authz.shared_pairs(),
  authz.shared_records(), authz.acting_role(), authz.shares_of_others(), authz.allocate_link(uuid, uuid, timestamptz),
  authz.end_link(uuid, text), authz.claim_link(uuid, text, text), authz.review_claim(uuid, text, text),
  authz.check_share(uuid, uuid, text, text[], uuid[]), authz.send_share(jsonb), authz.receive_share(uuid),
  authz.recall_share(uuid, text), authz.refuse_request(uuid, text, text), authz.review_share(uuid, text, text),
  authz.shares_over(uuid) to kith_linked, kith_hub;
