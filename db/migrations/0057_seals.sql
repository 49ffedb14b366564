-- Seals: whoever must not be found is not there for others, and neither is the seal. A seal is proposed, signed by as
-- many different people as its kind asks for, opened for one colleague or lifted; while in force it stands in
-- authz.block, which every policy reads, or, where it hides only addresses and numbers, in authz.contact_seal.
insert into own_scope (role, category, highest_tier, reach, may_write) values
  ('senior_officer', 'protection', 3, 'hub', true),
  ('senior_officer', 'disclosure', 0, 'hub', true),
  ('information_governance_lead', 'protection', 3, 'hub', true)
on conflict do nothing;
select authz.compile_own(id) from partnership;

create table seal_kind (
  code text primary key, title text not null, about text not null,
  signatures_to_lay integer not null check (signatures_to_lay in (1, 2)),
  signatures_to_open integer not null check (signatures_to_open in (1, 2)),
  usually_covers text not null check (usually_covers in ('person', 'contacts', 'from_one')),
  source text not null
);
comment on table seal_kind is 'reference: why somebody is hidden, and how many different people lay and open the seal';
grant select on seal_kind to kith_linked, kith_hub, kith_service;
insert into seal_kind values
  ('safe_address', 'Safe address', 'Where somebody lives or can be reached would put them in danger', 1, 2, 'contacts',
    'One person lays it at once, because waiting endangers; two open it'),
  ('staff_or_family', 'Member of staff or their family', 'Somebody who works for an agency, or a relative of theirs', 1, 1, 'person',
    'Colleagues do not look each other up'),
  ('informant', 'Source of information', 'Somebody who would be in danger if it were known that they are known', 2, 2, 'person',
    'Two different people lay and open it'),
  ('adopted_or_protected_identity', 'Adopted, or protected identity', 'An identity that must not be connected with an earlier one', 2, 2, 'person',
    'Two different people lay and open it'),
  ('conflict_of_interest', 'Conflict of interest', 'One member of staff knows this person privately', 1, 1, 'from_one',
    'Opened by a colleague''s signature only');

create table seal (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  kind text not null references seal_kind,
  covers text not null check (covers in ('person', 'contacts', 'from_one')),
  against_staff uuid,
  exempt_staff uuid[] not null default '{}',
  custodian uuid,
  reason text not null,
  state text not null default 'proposed' check (state in ('proposed', 'in_force', 'withdrawn', 'lifted')),
  laid_by uuid not null,
  laid_at timestamptz not null default statement_timestamp(),
  in_force_at timestamptz, valid_until timestamptz, lifted_at timestamptz,
  primary key (partnership_id, id),
  check ((covers = 'from_one') = (against_staff is not null))
);
comment on table seal is 'personal: why and by whom somebody is hidden; for the custodians of one agency';
create index seal_by_person on seal (partnership_id, person_id);

create table seal_request (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  seal_id uuid not null,
  step text not null check (step in ('lay', 'open', 'lift')),
  against_staff uuid,
  for_staff uuid, open_until timestamptz,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamptz not null default statement_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  settled_by uuid, settled_at timestamptz,
  primary key (partnership_id, id),
  check ((step = 'open') = (for_staff is not null and open_until is not null))
);
comment on table seal_request is 'personal: a step of a seal that waits for signatures';
create index seal_request_by_seal on seal_request (partnership_id, seal_id);
create index seal_request_by_person on seal_request (partnership_id, person_id);

create table seal_signature (
  partnership_id uuid not null,
  request_id uuid not null,
  staff_id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, request_id, staff_id)
);
comment on table seal_signature is 'personal: who signed a step of a seal; each person once';
create index seal_signature_by_person on seal_signature (partnership_id, person_id);

create table conflict_declaration (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  person_id uuid not null,
  cell integer not null references cell,
  staff_id uuid not null,
  relation text not null check (relation in ('family', 'friend', 'neighbour', 'colleague', 'other')),
  words text not null default '',
  state text not null default 'declared' check (state in ('declared', 'laid', 'nobody_found')),
  seal_id uuid,
  declared_at timestamptz not null default statement_timestamp(),
  settled_by uuid, settled_at timestamptz,
  primary key (partnership_id, id)
);
comment on table conflict_declaration is 'personal: whom a member of staff says they know privately; in words, about nobody until somebody is found';
create index conflict_declaration_by_person on conflict_declaration (partnership_id, person_id);
create index conflict_declaration_by_staff on conflict_declaration (partnership_id, staff_id);

call authz.protect('seal'); call authz.protect('seal_request'); call authz.protect('seal_signature');
call authz.protect('conflict_declaration');
revoke insert on seal, seal_request, seal_signature, conflict_declaration from kith_linked, kith_hub; -- only the functions below
create policy not_about_oneself on seal as restrictive for select to kith_linked, kith_hub
  using (against_staff is distinct from (select authz.staff()));
create policy not_about_oneself on seal_request as restrictive for select to kith_linked, kith_hub
  using (against_staff is distinct from (select authz.staff()));

alter table authz.block add column seal_id uuid;
create index block_by_seal on authz.block (partnership_id, seal_id) where seal_id is not null;
create index block_by_person on authz.block (partnership_id, person_id);

create table authz.contact_seal (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  against_staff uuid,
  exempt_staff uuid[] not null default '{}',
  valid_from timestamptz not null default statement_timestamp(),
  valid_until timestamptz,
  seal_id uuid not null,
  primary key (partnership_id, id)
);
comment on table authz.contact_seal is 'wall: people whose addresses and numbers are hidden; its existence is never shown';
create index contact_seal_lookup on authz.contact_seal (partnership_id, against_staff);
create index contact_seal_by_seal on authz.contact_seal (partnership_id, seal_id);
create trigger contact_seals_added after insert on authz.contact_seal referencing new table as changed for each statement execute function authz.raise_version();
create trigger contact_seals_changed after update on authz.contact_seal referencing new table as changed for each statement execute function authz.raise_version();
create trigger contact_seals_gone after delete on authz.contact_seal referencing old table as changed for each statement execute function authz.raise_version();

/* People whose addresses and numbers a seal hides from this member of staff. Where nothing is sealed, no context is
   judged: every page about a person asks this. */
create function authz.sealed_contacts() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx; found uuid[];
begin
  if not exists (select from authz.contact_seal) then return '{}'; end if;
  c := authz.context();
  select array_agg(distinct s.person_id) into found from authz.contact_seal s
  where s.partnership_id = c.partnership and (s.against_staff is null or s.against_staff = c.staff)
    and not (c.staff = any (s.exempt_staff))
    and s.valid_from <= statement_timestamp() and coalesce(s.valid_until, 'infinity') > statement_timestamp();
  return coalesce(found, '{}');
end $$;
create policy not_sealed on contact_point as restrictive for select to kith_linked, kith_hub
  using (not (person_id = any ((select authz.sealed_contacts())::uuid[])));

/* What a coarse clause tells, as before; of a sealed address not even the outward half of the postcode. */
create or replace function authz.coarse_facts(asked uuid) returns table (what text, value text, agency_id uuid, clause_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.lens <> 'linked' or not (asked = any (authz.people_for(c))) then return; end if;
  return query
  with coarse as (
    select cl.id, cl.precision, ce.id as cell, ce.agency_id from public.clause cl
    join public.agreement a on a.partnership_id = cl.partnership_id and a.id = cl.agreement_id
    join public.cell ce on ce.partnership_id = cl.partnership_id and ce.agency_id = any (cl.from_agencies)
      and ce.category = any (cl.categories) and ce.tier <= cl.highest_tier
    where cl.partnership_id = c.partnership and cl.precision <> 'full' and cl.access = 'read' and a.state = 'active'
      and a.valid_from <= statement_timestamp() and a.valid_until > statement_timestamp()
      and coalesce(cl.valid_until, 'infinity') > statement_timestamp() and coalesce(cl.ended_at, 'infinity') > statement_timestamp()
      and c.agency = any (cl.to_agencies) and c.role = any (cl.to_roles) and cl.purpose = c.purpose and ce.agency_id <> c.agency)
  select 'age_band', authz.age_band(s.birth_on), k.agency_id, k.id from coarse k
  join public.source_record s on s.partnership_id = c.partnership and s.person_id = asked and s.cell = k.cell and s.birth_on is not null
  where k.precision = 'age_band'
  union
  select 'district', upper(regexp_replace(trim(p.postcode), '\s*[0-9][A-Za-z]{2}$', '')), k.agency_id, k.id from coarse k
  join public.contact_point p on p.partnership_id = c.partnership and p.person_id = asked and p.cell = k.cell
    and p.kind = 'address' and not p.is_protected and not (asked = any (authz.sealed_contacts())) and p.postcode is not null and coalesce(p.valid_until, 'infinity') > current_date
  where k.precision = 'district'
  order by 1, 2;
end $$;

/* A seal goes with the records: whoever a sealed person's record is linked to is sealed as well. */
create function authz.seals_follow() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  insert into authz.block (partnership_id, person_id, kind, against_staff, exempt_staff, valid_from, valid_until, seal_id)
  select b.partnership_id, m.person_id, b.kind, b.against_staff, b.exempt_staff, b.valid_from, b.valid_until, b.seal_id
  from moved m join authz.block b on b.partnership_id = m.partnership_id and b.person_id = m.from_person_id
  where b.seal_id is not null and coalesce(b.valid_until, 'infinity') > statement_timestamp() and m.person_id <> m.from_person_id
    and not exists (select from authz.block o where o.partnership_id = b.partnership_id and o.person_id = m.person_id
      and o.seal_id = b.seal_id);
  insert into authz.contact_seal (partnership_id, person_id, against_staff, exempt_staff, valid_from, valid_until, seal_id)
  select b.partnership_id, m.person_id, b.against_staff, b.exempt_staff, b.valid_from, b.valid_until, b.seal_id
  from moved m join authz.contact_seal b on b.partnership_id = m.partnership_id and b.person_id = m.from_person_id
  where coalesce(b.valid_until, 'infinity') > statement_timestamp() and m.person_id <> m.from_person_id
    and not exists (select from authz.contact_seal o where o.partnership_id = b.partnership_id and o.person_id = m.person_id
      and o.seal_id = b.seal_id);
  return null;
end $$;
create trigger seals_follow after insert on link_history referencing new table as moved for each statement execute function authz.seals_follow();

-- Who keeps -------------------------------------------------------------------------------------------------------
/* Whether a member of staff of an agency holds one of these roles now. */
create function authz.is_held(p uuid, whom uuid, of_agency uuid, of_roles text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.staff s
    join public.appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
    where s.partnership_id = p and (whom is null or s.id = whom) and (of_agency is null or s.agency_id = of_agency)
      and (of_roles is null or a.role = any (of_roles))
      and s.active_from <= statement_timestamp() and coalesce(s.active_until, 'infinity') > statement_timestamp()
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp());
end $$;

/* Who answers for the data of an agency: its own privacy officer, or the partnership's office where it has none. */
create function authz.keeper_of(p uuid, of_agency uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if authz.is_held(p, null, of_agency, '{privacy_officer}') then return of_agency; end if;
  return coalesce((select a.id from public.agency a where a.partnership_id = p and a.kind = 'partnership' and a.active
    order by a.created_at, a.id limit 1), of_agency);
end $$;
create function authz.keeping_role(p uuid, keeper uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case when authz.is_held(p, null, keeper, '{privacy_officer}') then 'privacy_officer' else 'information_governance_lead' end;
end $$;
create function authz.protection_cell(p uuid, of_agency uuid) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select id from public.cell where partnership_id = p and agency_id = of_agency and category = 'protection' and tier = 3);
end $$;
create function authz.is_keeping(c authz.ctx, in_cell integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return c.staff is not null and c.role in ('privacy_officer', 'senior_officer', 'information_governance_lead')
    and exists (select from public.cell t where t.id = in_cell and t.partnership_id = c.partnership and t.agency_id = c.agency);
end $$;

-- Steps -----------------------------------------------------------------------------------------------------------
/* Puts a signed seal into force: from here on the policies read it. Who signed and who keeps it sees on. */
create function authz.lay_seal(s public.seal, signed uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare exempt uuid[] := case when s.covers = 'from_one' then '{}'
  else array(select distinct e from unnest(s.exempt_staff || signed || s.custodian) e where e is not null) end;
begin
  update public.seal set state = 'in_force', in_force_at = statement_timestamp(), exempt_staff = exempt
  where partnership_id = s.partnership_id and id = s.id;
  if s.covers = 'contacts' then
    insert into authz.contact_seal (partnership_id, person_id, exempt_staff, valid_until, seal_id)
    values (s.partnership_id, s.person_id, exempt, s.valid_until, s.id);
  else
    insert into authz.block (partnership_id, person_id, kind, against_staff, exempt_staff, valid_from, valid_until, seal_id)
    values (s.partnership_id, s.person_id, case s.covers when 'person' then 'seal' else 'conflict_of_interest' end,
      s.against_staff, exempt, statement_timestamp(), s.valid_until, s.id);
  end if;
end $$;

/* Opens a seal for one colleague: they are exempt, and a block against them alone begins when their time ends. */
create function authz.open_seal(s public.seal, whom uuid, until timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare hidden uuid[];
begin
  if s.covers = 'contacts' then
    select array_agg(distinct person_id) into hidden from authz.contact_seal where partnership_id = s.partnership_id and seal_id = s.id;
    delete from authz.contact_seal where partnership_id = s.partnership_id and seal_id = s.id and against_staff = whom;
    update authz.contact_seal set exempt_staff = exempt_staff || whom where partnership_id = s.partnership_id and seal_id = s.id
      and against_staff is null and not (whom = any (exempt_staff));
    insert into authz.contact_seal (partnership_id, person_id, against_staff, valid_from, valid_until, seal_id)
    select s.partnership_id, h, whom, until, s.valid_until, s.id from unnest(hidden) h;
  else
    select array_agg(distinct person_id) into hidden from authz.block where partnership_id = s.partnership_id and seal_id = s.id;
    delete from authz.block where partnership_id = s.partnership_id and seal_id = s.id and against_staff = whom;
    update authz.block set exempt_staff = exempt_staff || whom where partnership_id = s.partnership_id and seal_id = s.id
      and against_staff is null and not (whom = any (exempt_staff));
    insert into authz.block (partnership_id, person_id, kind, against_staff, valid_from, valid_until, seal_id)
    select s.partnership_id, h, case s.covers when 'person' then 'seal' else 'conflict_of_interest' end, whom, until, s.valid_until, s.id
    from unnest(hidden) h;
  end if;
end $$;

create function authz.lift_seal(s public.seal) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.seal set state = 'lifted', lifted_at = statement_timestamp() where partnership_id = s.partnership_id and id = s.id;
  update authz.block set valid_until = least(coalesce(valid_until, 'infinity'), statement_timestamp())
    where partnership_id = s.partnership_id and seal_id = s.id;
  update authz.contact_seal set valid_until = least(coalesce(valid_until, 'infinity'), statement_timestamp())
    where partnership_id = s.partnership_id and seal_id = s.id;
  update public.seal_request set state = 'refused', settled_at = statement_timestamp()
    where partnership_id = s.partnership_id and seal_id = s.id and state = 'waiting';
end $$;

/* Signs a waiting step. Each person once; the lock on the request makes two people who sign at once wait for one
   another. When enough different people have signed, the custodian among them for opening and lifting, it is done. */
create function authz.sign_seal_request(which uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.seal_request; s public.seal; n integer; signed uuid[]; needed integer;
begin
  select * into r from public.seal_request t where t.partnership_id = c.partnership and t.id = which for update;
  if not found or not authz.is_keeping(c, r.cell) or r.against_staff = c.staff or r.person_id = any (authz.blocked()) then
    return 'absent';
  end if;
  select * into s from public.seal t where t.partnership_id = c.partnership and t.id = r.seal_id for update;
  if r.state <> 'waiting' then return 'settled'; end if;
  if r.for_staff = c.staff then return 'for_oneself'; end if;
  insert into public.seal_signature (partnership_id, request_id, staff_id, person_id, cell)
  values (c.partnership, which, c.staff, r.person_id, r.cell) on conflict do nothing;
  get diagnostics n = row_count;
  if n = 0 then return 'same_person'; end if;
  select array_agg(g.staff_id) into signed from public.seal_signature g where g.partnership_id = c.partnership and g.request_id = which;
  select case r.step when 'lay' then k.signatures_to_lay else k.signatures_to_open end into needed
  from public.seal_kind k where k.code = s.kind;
  if cardinality(signed) < needed then return 'signed'; end if;
  if r.step <> 'lay' and not (s.custodian = any (signed)) and authz.is_held(c.partnership, s.custodian, null, null) then
    return 'signed';
  end if;
  update public.seal_request set state = 'done', settled_by = c.staff, settled_at = statement_timestamp()
    where partnership_id = c.partnership and id = which;
  if r.step = 'lay' then perform authz.lay_seal(s, signed);
  elsif r.step = 'open' then perform authz.open_seal(s, r.for_staff, r.open_until);
  else perform authz.lift_seal(s); end if;
  return 'done';
end $$;

/* Proposes a seal and signs it: in force at once where its kind asks for one person. Nothing for whoever is not there,
   is hidden from the caller, or is nobody of whom this keeper's agencies hold a record: one answer. */
create function authz.propose_seal(about uuid, of_kind text, covering text, against uuid, exempt uuid[], keeper uuid, why text,
  until timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); made public.seal; asked uuid; own integer; needed integer;
begin
  if c.staff is null or c.role not in ('privacy_officer', 'information_governance_lead') or against = c.staff then return null; end if;
  if about = any (authz.blocked()) or not exists (select from public.source_record r join public.cell t on t.id = r.cell
    where r.partnership_id = c.partnership and r.person_id = about and authz.keeper_of(c.partnership, t.agency_id) = c.agency)
  then return null; end if;
  if not authz.is_held(c.partnership, keeper, c.agency, '{privacy_officer,information_governance_lead}') or keeper = against
    or (against is not null and not authz.is_held(c.partnership, against, null, null)) then return null; end if;
  own := authz.protection_cell(c.partnership, c.agency);
  select k.signatures_to_lay into needed from public.seal_kind k where k.code = of_kind;
  insert into public.seal (partnership_id, person_id, cell, kind, covers, against_staff, exempt_staff, custodian, reason, laid_by, valid_until)
  values (c.partnership, about, own, of_kind, covering, against, coalesce(exempt, '{}'), keeper, why, c.staff, until) returning * into made;
  insert into public.seal_request (partnership_id, person_id, cell, seal_id, step, against_staff, reason, asked_by)
  values (c.partnership, about, own, made.id, 'lay', against, why, c.staff) returning id into asked;
  perform authz.sign_seal_request(asked);
  if needed > 1 then perform authz.tell_keepers(c, 'seal_waiting', made.id); end if;
  return made.id;
end $$;

/* Tells the privacy officers and the senior officer of the caller's agency, each as a team. */
create function authz.tell_keepers(c authz.ctx, of_kind text, reference uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform authz.raise_alert(c.partnership, c.agency, r, null, of_kind, reference)
  from unnest(array['privacy_officer', 'senior_officer', 'information_governance_lead']) r
  where authz.is_held(c.partnership, null, c.agency, array[r]);
end $$;

/* Asks for a seal to be lifted, or opened for one colleague until a time: by whoever keeps it, or, of a conflict of
   interest, by the colleague themselves, whose own signature counts for nothing. */
create function authz.ask_of_seal(which uuid, wanted text, whom uuid, until timestamptz, why text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); s public.seal; asked uuid; is_own boolean;
begin
  select * into s from public.seal t where t.partnership_id = c.partnership and t.id = which for update;
  if not found or wanted not in ('open', 'lift') then return null; end if;
  is_own := s.against_staff = c.staff and wanted = 'open' and whom = c.staff;
  if not coalesce(is_own, false) and (not authz.is_keeping(c, s.cell) or s.against_staff = c.staff or s.person_id = any (authz.blocked()))
  then return null; end if;
  if s.state <> 'in_force' or coalesce(s.valid_until, 'infinity') <= statement_timestamp() then return null; end if;
  if wanted = 'open' and (whom is null or until is null or until <= statement_timestamp() or until > statement_timestamp() + interval '31 days'
    or not authz.is_held(c.partnership, whom, null, null) or (s.covers = 'from_one' and whom <> s.against_staff)) then return null; end if;
  insert into public.seal_request (partnership_id, person_id, cell, seal_id, step, against_staff, for_staff, open_until, reason, asked_by)
  values (c.partnership, s.person_id, s.cell, which, wanted, s.against_staff, case wanted when 'open' then whom end,
    case wanted when 'open' then until end, why, c.staff) returning id into asked;
  if not coalesce(is_own, false) then perform authz.sign_seal_request(asked); end if;
  perform authz.raise_alert(c.partnership, t.agency_id, r, null, 'seal_waiting', which)
  from public.cell t cross join unnest(array['privacy_officer', 'senior_officer', 'information_governance_lead']) r
  where t.id = s.cell and authz.is_held(c.partnership, null, t.agency_id, array[r])
    and exists (select from public.seal_request q where q.partnership_id = c.partnership and q.id = asked and q.state = 'waiting');
  return asked;
end $$;

/* Refuses a waiting step; a refused proposal is withdrawn. */
create function authz.refuse_seal_request(which uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.seal_request;
begin
  select * into r from public.seal_request t where t.partnership_id = c.partnership and t.id = which for update;
  if not found or not authz.is_keeping(c, r.cell) or r.against_staff = c.staff or r.person_id = any (authz.blocked()) then
    return 'absent';
  end if;
  if r.state <> 'waiting' then return 'settled'; end if;
  update public.seal_request set state = 'refused', settled_by = c.staff, settled_at = statement_timestamp()
    where partnership_id = c.partnership and id = which;
  if r.step = 'lay' then
    update public.seal set state = 'withdrawn' where partnership_id = c.partnership and id = r.seal_id and state = 'proposed';
  end if;
  return 'done';
end $$;

-- Conflicts of interest -------------------------------------------------------------------------------------------
/* A member of staff says whom they know privately. Somebody whom they chose from what they see is hidden from them at
   once; somebody described in words is looked for by whoever keeps the agency's data. */
create function authz.declare_conflict(about uuid, of_relation text, in_words text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); keeper uuid; own integer; whom uuid := about; s public.seal; made uuid;
begin
  if c.staff is null then return null; end if;
  keeper := authz.keeper_of(c.partnership, c.agency);
  own := authz.protection_cell(c.partnership, keeper);
  if about is null then
    insert into public.person (partnership_id) values (c.partnership) returning id into whom;
  else
    if about = any (authz.blocked()) or not exists (select from public.person p where p.partnership_id = c.partnership and p.id = about)
    then return null; end if;
    insert into public.seal (partnership_id, person_id, cell, kind, covers, against_staff, reason, laid_by)
    values (c.partnership, about, own, 'conflict_of_interest', 'from_one', c.staff, 'Declared by the member of staff', c.staff) returning * into s;
    perform authz.lay_seal(s, '{}');
  end if;
  insert into public.conflict_declaration (partnership_id, person_id, cell, staff_id, relation, words, state, seal_id)
  values (c.partnership, whom, own, c.staff, of_relation, in_words, case when s.id is null then 'declared' else 'laid' end, s.id)
  returning id into made;
  perform authz.raise_alert(c.partnership, keeper, authz.keeping_role(c.partnership, keeper), null, 'conflict_declared', made);
  return made;
end $$;

/* What somebody has declared themselves: never more than they wrote. */
create function authz.my_conflicts() returns table (id uuid, relation text, words text, state text, declared_at timestamptz,
  seal_id uuid, seal_state text, is_waiting boolean, open_until timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select d.id, d.relation, d.words, d.state, d.declared_at, d.seal_id, s.state,
    exists (select from public.seal_request r where r.partnership_id = c.partnership and r.seal_id = d.seal_id and r.step = 'open'
      and r.state = 'waiting'),
    (select max(r.open_until) from public.seal_request r where r.partnership_id = c.partnership and r.seal_id = d.seal_id
      and r.step = 'open' and r.state = 'done' and r.open_until > statement_timestamp())
  from public.conflict_declaration d
  left join public.seal s on s.partnership_id = c.partnership and s.id = d.seal_id
  where d.partnership_id = c.partnership and d.staff_id = c.staff order by d.declared_at desc;
end $$;

/* The keeper has found the person, by the seal that was laid, or nobody. */
create function authz.settle_conflict(which uuid, by_seal uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); d public.conflict_declaration;
begin
  select * into d from public.conflict_declaration t where t.partnership_id = c.partnership and t.id = which for update;
  if not found or not authz.is_keeping(c, d.cell) or d.staff_id = c.staff or d.state <> 'declared' then return false; end if;
  if by_seal is not null and not exists (select from public.seal s where s.partnership_id = c.partnership and s.id = by_seal
    and s.against_staff = d.staff_id and s.cell = d.cell) then return false; end if;
  update public.conflict_declaration set state = case when by_seal is null then 'nobody_found' else 'laid' end, seal_id = by_seal,
    settled_by = c.staff, settled_at = statement_timestamp() where partnership_id = c.partnership and id = which;
  return true;
end $$;

-- Attempts --------------------------------------------------------------------------------------------------------
create table authz.attempt (
  partnership_id uuid not null, staff_id uuid not null, asked uuid not null, at timestamptz not null,
  primary key (partnership_id, staff_id, asked)
);
comment on table authz.attempt is 'wall: who asked for what they were not shown; the same row whether it is absent, forbidden or sealed';

/* Notes that an id was asked for and nothing was shown, and tells the custodian where a seal is why. The same
   statements run for what is absent, forbidden and sealed; one asker makes one alert for a person in an hour. */
create function authz.note_attempt(sought uuid) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); about uuid; n integer;
begin
  if c.staff is null or sought is null then return; end if;
  about := coalesce((select w.person_id from public.work w where w.partnership_id = c.partnership and w.id = sought), sought);
  insert into authz.attempt as a values (c.partnership, c.staff, about, statement_timestamp())
  on conflict (partnership_id, staff_id, asked) do update set at = excluded.at where a.at <= excluded.at - interval '1 hour';
  get diagnostics n = row_count;
  insert into public.alert (partnership_id, agency_id, role, staff_id, kind, reference_id)
  select distinct s.partnership_id, t.agency_id,
    case when not authz.is_held(s.partnership_id, s.custodian, null, null) or s.custodian is null
      then authz.keeping_role(s.partnership_id, t.agency_id) end,
    case when s.custodian is not null and authz.is_held(s.partnership_id, s.custodian, null, null) then s.custodian end,
    'seal_attempted', s.id
  from authz.block b join public.seal s on s.partnership_id = b.partnership_id and s.id = b.seal_id join public.cell t on t.id = s.cell
  where n > 0 and b.partnership_id = c.partnership and b.person_id = about
    and (b.against_staff is null or b.against_staff = c.staff) and not (c.staff = any (b.exempt_staff))
    and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp();
end $$;

revoke execute on function authz.sealed_contacts(), authz.seals_follow(), authz.is_held(uuid, uuid, uuid, text[]),
  authz.keeper_of(uuid, uuid), authz.keeping_role(uuid, uuid), authz.protection_cell(uuid, uuid), authz.is_keeping(authz.ctx, integer),
  authz.lay_seal(public.seal, uuid[]), authz.open_seal(public.seal, uuid, timestamptz), authz.lift_seal(public.seal),
  authz.sign_seal_request(uuid), authz.propose_seal(uuid, text, text, uuid, uuid[], uuid, text, timestamptz),
  authz.tell_keepers(authz.ctx, text, uuid), authz.ask_of_seal(uuid, text, uuid, timestamptz, text),
  authz.refuse_seal_request(uuid), authz.declare_conflict(uuid, text, text), authz.my_conflicts(),
  authz.settle_conflict(uuid, uuid), authz.note_attempt(uuid) from public;
grant execute on function authz.sealed_contacts(), authz.sign_seal_request(uuid),
  authz.propose_seal(uuid, text, text, uuid, uuid[], uuid, text, timestamptz),
  authz.ask_of_seal(uuid, text, uuid, timestamptz, text), authz.refuse_seal_request(uuid),
  authz.declare_conflict(uuid, text, text), authz.my_conflicts(), authz.settle_conflict(uuid, uuid),
  authz.note_attempt(uuid) to kith_linked, kith_hub;

-- The bell on every page counts what is unseen; what was seen long ago costs nothing.
create index alert_unseen_by_team on alert (partnership_id, agency_id, role) where staff_id is null and seen_at is null;
create index alert_unseen_by_one on alert (partnership_id, staff_id) where staff_id is not null and seen_at is null;
create function authz.count_alerts() returns integer language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return 0; end if;
  return (select count(*) from public.alert a where a.partnership_id = c.partnership and a.seen_at is null and a.staff_id = c.staff)
    + (select count(*) from public.alert a where a.partnership_id = c.partnership and a.seen_at is null and a.staff_id is null
      and a.agency_id = c.agency and a.role = c.role);
end $$;
revoke execute on function authz.count_alerts() from public;
grant execute on function authz.count_alerts() to kith_linked, kith_hub;
