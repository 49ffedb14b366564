-- Administration: agencies, accounts, forms and reference data change in pages, never silently.
-- Every change goes through one of these definer functions, which asks the signed context for the role and writes the
-- event in the same transaction. They return nothing when done, or the reason of a refusal in the form's words.
create table administration_event (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  at timestamptz not null default clock_timestamp(),
  staff_id uuid not null,
  verb text not null,
  about text not null,
  title text not null,
  was jsonb not null default '{}',
  becomes jsonb not null default '{}',
  source text not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, staff_id) references staff
);
comment on table administration_event is 'tenant: what an administrator changed, from what to what, and why; never about a child';
create index administration_event_newest on administration_event (partnership_id, at desc);
create index administration_event_by_staff on administration_event (partnership_id, staff_id, at desc);
create index administration_event_by_about on administration_event (partnership_id, about, at desc);
call authz.tenant('administration_event');

create table reference_document (
  code text not null, version integer not null,
  content jsonb not null,
  valid_from date not null, valid_until date,
  source text not null,
  primary key (code, version)
);
comment on table reference_document is 'reference: whole documents with a validity, such as the lexicon of the language check';
grant select on reference_document to kith_linked, kith_hub, kith_service;

alter table appointment add column granted_by uuid;
comment on column appointment.granted_by is 'the administrator who gave the role; absent for those made at set-up';

-- An administrator looks after accounts and words, and opens no cell of any child, not even the record of disclosures.
delete from own_scope where role = 'administrator';
delete from authz.grant_cell where role = 'administrator' and clause_id is null;

create function authz.administrator() returns authz.ctx language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'administrator' then
    raise exception 'not an administrator' using errcode = '42501';
  end if;
  return c;
end $$;

create function authz.note_change(c authz.ctx, verb text, about text, title text, was jsonb, becomes jsonb, source text)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.administration_event (partnership_id, staff_id, verb, about, title, was, becomes, source)
  values (c.partnership, c.staff, verb, about, title, coalesce(jsonb_strip_nulls(was), '{}'),
    coalesce(jsonb_strip_nulls(becomes), '{}'), source) $$;

/* Other processes keep rules and holidays in memory; whoever follows the version reads them again when it rises. */
create function authz.raise_all_versions() returns void language sql volatile security definer
set search_path = pg_catalog, pg_temp as $$
  insert into authz.version (partnership_id) select id from public.partnership
  on conflict (partnership_id) do update set n = authz.version.n + 1 $$;

-- Agencies ------------------------------------------------------------------------------------------------------
create function authz.add_agency(new_id uuid, new_name text, new_short_name text, new_kind text, source text) returns text
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
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach)
  select c.partnership, ce.agency_id, o.role, rp.purpose, ce.id, case when o.may_write then 'own' else 'read' end, o.reach
  from public.own_scope o join public.role_purpose rp on rp.role = o.role
  join public.cell ce on ce.partnership_id = c.partnership and ce.agency_id = new_id and ce.category = o.category
    and ce.tier <= o.highest_tier;
  perform authz.note_change(c, 'agency.added', new_id::text, new_name, null,
    jsonb_build_object('name', new_name, 'short name', new_short_name, 'kind', new_kind), source);
  return null;
end $$;

create function authz.rename_agency(which uuid, new_name text, new_short_name text, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); a public.agency;
begin
  perform pg_advisory_xact_lock(hashtext('agency ' || c.partnership));
  select * into a from public.agency where partnership_id = c.partnership and id = which for update;
  if not found then return 'This agency does not exist'; end if;
  if exists (select from public.agency where partnership_id = c.partnership and id <> which and lower(name) = lower(new_name)) then
    return 'There is already an agency with this name';
  end if;
  update public.agency set name = new_name, short_name = new_short_name where partnership_id = c.partnership and id = which;
  perform authz.note_change(c, 'agency.renamed', which::text, new_name,
    jsonb_build_object('name', a.name, 'short name', a.short_name),
    jsonb_build_object('name', new_name, 'short name', new_short_name), source);
  return null;
end $$;

/* A deactivated agency signs nobody in, and its people are out at once; what it shared stays until its clauses end. */
create function authz.set_agency_active(which uuid, is_active boolean, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); a public.agency; ended integer := 0;
begin
  select * into a from public.agency where partnership_id = c.partnership and id = which for update;
  if not found then return 'This agency does not exist'; end if;
  if which = c.agency then return 'You cannot deactivate your own agency: ask an administrator of another agency'; end if;
  if a.active = is_active then return 'Somebody has already done this'; end if;
  update public.agency set active = is_active where partnership_id = c.partnership and id = which;
  if not is_active then
    update public.session s set ended_at = statement_timestamp() from public.staff f
    where f.partnership_id = c.partnership and f.agency_id = which and s.partnership_id = f.partnership_id
      and s.staff_id = f.id and s.ended_at is null;
    get diagnostics ended = row_count;
  end if;
  perform authz.note_change(c, case when is_active then 'agency.reactivated' else 'agency.deactivated' end, which::text, a.name,
    jsonb_build_object('active', a.active), jsonb_build_object('active', is_active, 'sessions ended', ended), source);
  return null;
end $$;

-- People --------------------------------------------------------------------------------------------------------
create function authz.end_sessions_of(c authz.ctx, whose uuid, of_role text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
  update public.session set ended_at = statement_timestamp()
  where partnership_id = c.partnership and staff_id = whose and ended_at is null and (of_role is null or role = of_role);
  get diagnostics n = row_count;
  return n;
end $$;

/* Systems have an account that nobody can sign in to: its login is taken from the start. */
create function authz.add_staff(new_id uuid, of_agency uuid, new_name text, new_email text, is_system boolean, roles text[],
  role_until timestamptz, vetted_until timestamptz, trained_until timestamptz, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator();
begin
  perform pg_advisory_xact_lock(hashtext('staff ' || c.partnership));
  if not exists (select from public.agency where partnership_id = c.partnership and id = of_agency and active) then
    return 'Choose an agency that is active';
  end if;
  if cardinality(roles) = 0 or exists (select from unnest(roles) r where not exists (select from public.role where code = r)) then
    return 'Choose a role';
  end if;
  if is_system and roles && array['administrator', 'information_governance_lead'] then
    return 'A system cannot hold this role';
  end if;
  if not is_system and exists (select from public.staff where partnership_id = c.partnership and lower(email) = lower(new_email)
      and coalesce(active_until, 'infinity') > statement_timestamp()) then
    return 'Somebody already has an account with this email address';
  end if;
  insert into public.staff (partnership_id, id, agency_id, name, email, issuer, subject, vetting_until, training_until)
  values (c.partnership, new_id, of_agency, new_name, case when is_system then '' else new_email end,
    case when is_system then 'kith:system' end, case when is_system then new_id::text end, vetted_until, trained_until);
  insert into public.appointment (partnership_id, staff_id, role, valid_until, granted_by)
  select c.partnership, new_id, r, role_until, c.staff from unnest(roles) r;
  perform authz.note_change(c, case when is_system then 'system.added' else 'account.added' end, new_id::text, new_name, null,
    jsonb_build_object('agency', of_agency, 'roles', roles, 'roles until', role_until, 'vetting until', vetted_until,
      'training until', trained_until), source);
  return null;
end $$;

/* Gives a role, or changes its dates. Nobody gives one to themselves. */
create function authz.appoint(whose uuid, to_role text, starts timestamptz, ends timestamptz, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); s public.staff; was public.appointment;
begin
  if whose = c.staff then return 'Another administrator has to change your roles'; end if;
  select * into s from public.staff where partnership_id = c.partnership and id = whose for update;
  if not found then return 'This account does not exist'; end if;
  if coalesce(s.active_until, 'infinity') <= statement_timestamp() then return 'This account has ended'; end if;
  if not exists (select from public.role where code = to_role) then return 'Choose a role'; end if;
  if s.issuer = 'kith:system' and to_role in ('administrator', 'information_governance_lead') then
    return 'A system cannot hold this role';
  end if;
  if coalesce(ends, 'infinity') <= starts then return 'The last day must be after the first day'; end if;
  select * into was from public.appointment where partnership_id = c.partnership and staff_id = whose and role = to_role;
  insert into public.appointment (partnership_id, staff_id, role, valid_from, valid_until, granted_by)
  values (c.partnership, whose, to_role, starts, ends, c.staff)
  on conflict (partnership_id, staff_id, role) do update set valid_from = excluded.valid_from,
    valid_until = excluded.valid_until, granted_by = excluded.granted_by;
  perform authz.note_change(c, 'role.given', whose::text, s.name,
    jsonb_build_object('role', was.role, 'from', was.valid_from, 'until', was.valid_until),
    jsonb_build_object('role', to_role, 'from', starts, 'until', ends), source);
  return null;
end $$;

create function authz.end_appointment(whose uuid, of_role text, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); s public.staff; ended integer;
begin
  perform pg_advisory_xact_lock(hashtext('staff ' || c.partnership));
  select * into s from public.staff where partnership_id = c.partnership and id = whose;
  if not found then return 'This account does not exist'; end if;
  if of_role = 'administrator' and whose = c.staff and not exists (
    select from public.appointment a join public.staff o on o.partnership_id = a.partnership_id and o.id = a.staff_id
    join public.agency g on g.partnership_id = o.partnership_id and g.id = o.agency_id
    where a.partnership_id = c.partnership and a.role = 'administrator' and a.staff_id <> c.staff and g.active
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp()
      and coalesce(o.active_until, 'infinity') > statement_timestamp()) then
    return 'You are the only administrator: give the role to somebody else first';
  end if;
  update public.appointment set valid_until = greatest(valid_from, statement_timestamp())
  where partnership_id = c.partnership and staff_id = whose and role = of_role
    and coalesce(valid_until, 'infinity') > statement_timestamp();
  if not found then return 'This role has already ended'; end if;
  ended := authz.end_sessions_of(c, whose, of_role);
  perform authz.note_change(c, 'role.ended', whose::text, s.name, jsonb_build_object('role', of_role),
    jsonb_build_object('sessions ended', ended), source);
  return null;
end $$;

create function authz.set_clearance(whose uuid, vetted_until timestamptz, trained_until timestamptz, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); s public.staff;
begin
  if whose = c.staff then return 'Another administrator has to change your vetting and training'; end if;
  select * into s from public.staff where partnership_id = c.partnership and id = whose for update;
  if not found then return 'This account does not exist'; end if;
  update public.staff set vetting_until = vetted_until, training_until = trained_until
  where partnership_id = c.partnership and id = whose;
  perform authz.note_change(c, 'clearance.changed', whose::text, s.name,
    jsonb_build_object('vetting until', s.vetting_until, 'training until', s.training_until),
    jsonb_build_object('vetting until', vetted_until, 'training until', trained_until), source);
  return null;
end $$;

create function authz.end_account(whose uuid, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); s public.staff; ended integer; revoked integer;
begin
  if whose = c.staff then return 'Another administrator has to end your account'; end if;
  update public.staff set active_until = statement_timestamp() where partnership_id = c.partnership and id = whose
    and coalesce(active_until, 'infinity') > statement_timestamp() returning * into s;
  if not found then return 'This account has already ended'; end if;
  ended := authz.end_sessions_of(c, whose, null);
  update public.api_token set revoked_at = statement_timestamp()
  where partnership_id = c.partnership and staff_id = whose and revoked_at is null;
  get diagnostics revoked = row_count;
  perform authz.note_change(c, 'account.ended', whose::text, s.name, null,
    jsonb_build_object('sessions ended', ended, 'tokens revoked', revoked), source);
  return null;
end $$;

create function authz.reopen_account(whose uuid, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); s public.staff;
begin
  perform pg_advisory_xact_lock(hashtext('staff ' || c.partnership));
  select * into s from public.staff where partnership_id = c.partnership and id = whose for update;
  if not found or coalesce(s.active_until, 'infinity') > statement_timestamp() then return 'This account has not ended'; end if;
  if s.email <> '' and exists (select from public.staff where partnership_id = c.partnership and id <> whose
      and lower(email) = lower(s.email) and coalesce(active_until, 'infinity') > statement_timestamp()) then
    return 'Somebody already has an account with this email address';
  end if;
  update public.staff set active_until = null where partnership_id = c.partnership and id = whose;
  perform authz.note_change(c, 'account.reopened', whose::text, s.name, jsonb_build_object('ended', s.active_until), null, source);
  return null;
end $$;

-- Signing in ----------------------------------------------------------------------------------------------------
create function authz.add_identity_provider(new_id text, new_title text, new_issuer text, new_client text, of_agency uuid,
  new_email_claim text, needs_verified boolean, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator();
begin
  if of_agency is not null and not exists (select from public.agency where partnership_id = c.partnership and id = of_agency) then
    return 'Choose an agency';
  end if;
  insert into public.identity_provider (partnership_id, id, title, issuer, client_id, agency_id, email_claim, email_needs_verified)
  values (c.partnership, new_id, new_title, new_issuer, new_client, of_agency, new_email_claim, needs_verified)
  on conflict do nothing;
  if not found then return 'This code is taken'; end if;
  perform authz.note_change(c, 'provider.added', new_id, new_title, null,
    jsonb_build_object('issuer', new_issuer, 'client', new_client, 'agency', of_agency, 'email claim', new_email_claim,
      'only verified addresses', needs_verified), source);
  return null;
end $$;

create function authz.end_identity_provider(which text, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was public.identity_provider; ended integer;
begin
  update public.identity_provider set valid_until = statement_timestamp() where partnership_id = c.partnership and id = which
    and coalesce(valid_until, 'infinity') > statement_timestamp() returning * into was;
  if not found then return 'This provider has already ended'; end if;
  update public.session set ended_at = statement_timestamp()
  where partnership_id = c.partnership and provider = which and ended_at is null;
  get diagnostics ended = row_count;
  perform authz.note_change(c, 'provider.ended', which, was.title, null, jsonb_build_object('sessions ended', ended), source);
  return null;
end $$;

/* Tokens are for systems only: one for a person's account would let an administrator act as that person. */
create function authz.add_api_token(new_id uuid, hash bytea, for_system uuid, new_title text, new_scopes text[],
  ends timestamptz, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); s public.staff; of_role text;
begin
  select * into s from public.staff where partnership_id = c.partnership and id = for_system and issuer = 'kith:system'
    and coalesce(active_until, 'infinity') > statement_timestamp() for share;
  if not found then return 'Choose a system whose account is live'; end if;
  select a.role into of_role from public.appointment a where a.partnership_id = c.partnership and a.staff_id = for_system
    and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp() order by a.role limit 1;
  if of_role is null then return 'This system has no live role'; end if;
  if ends <= statement_timestamp() or ends > statement_timestamp() + interval '1 year 1 day' then
    return 'The last day must be within a year from today';
  end if;
  if cardinality(new_scopes) = 0 then return 'Choose what the token may do'; end if;
  insert into public.api_token (partnership_id, id, token_sha256, staff_id, role, title, scopes, created_by, created_at, expires_at)
  values (c.partnership, new_id, hash, for_system, of_role, new_title, new_scopes, c.staff, statement_timestamp(), ends);
  perform authz.note_change(c, 'token.made', new_id::text, new_title, null,
    jsonb_build_object('system', s.name, 'role', of_role, 'scopes', new_scopes, 'until', ends), source);
  return null;
end $$;

create function authz.revoke_api_token(which uuid, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was text;
begin
  update public.api_token set revoked_at = statement_timestamp()
  where partnership_id = c.partnership and id = which and revoked_at is null returning title into was;
  if not found then return 'This token has already been revoked'; end if;
  perform authz.note_change(c, 'token.revoked', which::text, was, null, null, source);
  return null;
end $$;

-- Forms ---------------------------------------------------------------------------------------------------------
create function authz.add_form_kind(new_code text, new_version integer, new_title text, new_definition jsonb, receiver uuid,
  senders text[], starts timestamptz, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); last_version integer; last_from timestamptz;
begin
  if (starts at time zone 'Europe/London')::date < (statement_timestamp() at time zone 'Europe/London')::date then
    return 'The first day must be today or later';
  end if;
  starts := greatest(starts, statement_timestamp());
  perform pg_advisory_xact_lock(hashtext('form_kind ' || c.partnership));
  select version, valid_from into last_version, last_from from public.form_kind
  where partnership_id = c.partnership and code = new_code and coalesce(valid_until, 'infinity') > valid_from order by version desc limit 1;
  if new_version <> 1 + coalesce((select max(version) from public.form_kind where partnership_id = c.partnership and code = new_code), 0) then
    return 'Somebody else has made a version of this form meanwhile: look at it first';
  end if;
  if starts <= last_from then return 'The first day must be after the first day of the version before it'; end if;
  if not exists (select from public.agency where partnership_id = c.partnership and id = receiver and active) then
    return 'Choose the agency that receives it';
  end if;
  if cardinality(senders) = 0 then return 'Choose which kinds of agency may use it'; end if;
  update public.form_kind set valid_until = starts where partnership_id = c.partnership and code = new_code
    and valid_from < starts and coalesce(valid_until, 'infinity') > starts;
  insert into public.form_kind (partnership_id, code, version, title, definition, to_agency, from_kinds, valid_from)
  values (c.partnership, new_code, new_version, new_title, new_definition, receiver, senders, starts);
  perform authz.note_change(c, 'form.versioned', new_code, new_title, jsonb_build_object('version', last_version),
    jsonb_build_object('version', new_version, 'from', starts, 'receiver', receiver, 'senders', senders), source);
  return null;
end $$;

create function authz.end_form_kind(which text, ends timestamptz, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); named text;
begin
  select title into named from public.form_kind where partnership_id = c.partnership and code = which order by version desc limit 1;
  update public.form_kind set valid_until = greatest(valid_from, ends)
  where partnership_id = c.partnership and code = which and coalesce(valid_until, 'infinity') > greatest(valid_from, ends);
  if not found then return 'This form has already ended'; end if;
  perform authz.note_change(c, 'form.ended', which, named, null, jsonb_build_object('until', ends), source);
  return null;
end $$;

-- Reference data ------------------------------------------------------------------------------------------------
create function authz.add_clock_rule(new_code text, new_version integer, new_title text, new_amount integer, new_unit text,
  new_ends text, day_end time, risk_share numeric, starts date, new_source text, new_source_url text, is_verified boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was public.clock_rule;
begin
  if starts < (statement_timestamp() at time zone 'Europe/London')::date then return 'The first day must be today or later'; end if;
  perform pg_advisory_xact_lock(hashtext('clock_rule'));
  if new_version <> 1 + coalesce((select max(version) from public.clock_rule where code = new_code), 0) then
    return 'Somebody else has made a version of this rule meanwhile: look at it first';
  end if;
  select * into was from public.clock_rule where code = new_code and coalesce(valid_until, 'infinity') > valid_from
  order by version desc limit 1;
  if starts <= was.valid_from then return 'The first day must be after the first day of the version before it'; end if;
  update public.clock_rule set valid_until = starts where code = new_code and valid_from < starts
    and coalesce(valid_until, 'infinity') > starts;
  insert into public.clock_rule (code, version, title, amount, unit, ends, day_ends_at, at_risk_share, valid_from, source, source_url, verified)
  values (new_code, new_version, new_title, new_amount, new_unit, new_ends, day_end, risk_share, starts, new_source, new_source_url, is_verified);
  perform authz.raise_all_versions();
  perform authz.note_change(c, 'clock_rule.versioned', new_code, new_title,
    jsonb_build_object('version', was.version, 'amount', was.amount, 'unit', was.unit, 'ends', was.ends, 'source', was.source),
    jsonb_build_object('version', new_version, 'amount', new_amount, 'unit', new_unit, 'ends', new_ends, 'from', starts,
      'verified', is_verified), new_source);
  return null;
end $$;

/* A version that has not begun is taken back; the one before it goes on. What has begun is ended by a new version. */
create function authz.withdraw_version(what text, which text, of_version integer, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was_until timestamptz; was_from timestamptz; named text;
  own text := case when what = 'form_kind' then format(' and partnership_id = %L', c.partnership) else '' end;
  today text := case when what = 'form_kind' then 'statement_timestamp()'
    else '(statement_timestamp() at time zone ''Europe/London'')::date' end;
begin
  if not (what = any (array['form_kind', 'clock_rule', 'gateway', 'reference_document'])) then return 'This cannot be taken back'; end if;
  perform pg_advisory_xact_lock(hashtext(what || case when what = 'form_kind' then ' ' || c.partnership else '' end));
  execute format('select valid_from, valid_until, %s from public.%I where code = $1 and version = $2 and valid_from > %s'
    || ' and coalesce(valid_until, ''infinity'') > valid_from%s', case when what = 'reference_document' then 'code' else 'title' end,
    what, today, own) into was_from, was_until, named using which, of_version;
  if was_from is null then return 'This version has begun or has been taken back: make a new version instead'; end if;
  execute format('update public.%I set valid_until = valid_from where code = $1 and version = $2%s', what, own) using which, of_version;
  execute format('update public.%I set valid_until = $3 where code = $1 and version < $2 and valid_until = $4 and valid_until > valid_from%s',
    what, own) using which, of_version, was_until, was_from;
  perform authz.raise_all_versions();
  perform authz.note_change(c, what || '.withdrawn', which, named, jsonb_build_object('version', of_version, 'from', was_from), null, source);
  return null;
end $$;

create function authz.count_running_clocks(of_rule text) returns table (version integer, n bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator();
begin
  return query select k.rule_version, count(*) from public.clock k
    where k.partnership_id = c.partnership and k.rule = of_rule and k.stopped_at is null group by 1 order by 1;
end $$;

create function authz.add_bank_holiday(day date, new_title text, new_source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator();
begin
  insert into public.bank_holiday (held_on, division, title, source) values (day, 'england-and-wales', new_title, new_source)
  on conflict do nothing;
  if not found then return 'This day is already a bank holiday'; end if;
  perform authz.raise_all_versions();
  perform authz.note_change(c, 'bank_holiday.added', day::text, new_title, null, jsonb_build_object('day', day), new_source);
  return null;
end $$;

create function authz.remove_bank_holiday(day date, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was public.bank_holiday;
begin
  delete from public.bank_holiday where held_on = day and division = 'england-and-wales' returning * into was;
  if not found then return 'This day is not a bank holiday'; end if;
  perform authz.raise_all_versions();
  perform authz.note_change(c, 'bank_holiday.removed', day::text, was.title,
    jsonb_build_object('day', day, 'source', was.source), null, source);
  return null;
end $$;

create function authz.add_gateway(new_code text, new_version integer, new_title text, new_about text, starts date,
  new_source text, new_source_url text, is_verified boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was public.gateway;
begin
  if starts < (statement_timestamp() at time zone 'Europe/London')::date then return 'The first day must be today or later'; end if;
  perform pg_advisory_xact_lock(hashtext('gateway'));
  if new_version <> 1 + coalesce((select max(version) from public.gateway where code = new_code), 0) then
    return 'Somebody else has made a version of this gateway meanwhile: look at it first';
  end if;
  select * into was from public.gateway where code = new_code and coalesce(valid_until, 'infinity') > valid_from
  order by version desc limit 1;
  if starts <= was.valid_from then return 'The first day must be after the first day of the version before it'; end if;
  update public.gateway set valid_until = starts where code = new_code and valid_from < starts
    and coalesce(valid_until, 'infinity') > starts;
  insert into public.gateway (code, version, title, about, source, source_url, valid_from, verified)
  values (new_code, new_version, new_title, new_about, new_source, new_source_url, starts, is_verified);
  perform authz.note_change(c, 'gateway.versioned', new_code, new_title,
    jsonb_build_object('version', was.version, 'title', was.title, 'about', was.about),
    jsonb_build_object('version', new_version, 'title', new_title, 'about', new_about, 'from', starts, 'verified', is_verified), new_source);
  return null;
end $$;

create function authz.end_gateway(which text, ends date, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); named text;
begin
  select title into named from public.gateway where code = which order by version desc limit 1;
  update public.gateway set valid_until = greatest(valid_from, ends)
  where code = which and coalesce(valid_until, 'infinity') > greatest(valid_from, ends);
  if not found then return 'This gateway has already ended'; end if;
  perform authz.note_change(c, 'gateway.ended', which, named, null, jsonb_build_object('until', ends), source);
  return null;
end $$;

/* New words for a kind of record, a role or a category: what they open never changes here. */
create function authz.retitle(what text, which text, new_title text, new_words text, source text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was_title text; was_words text;
begin
  if what = 'record_kind' then
    select title into was_title from public.record_kind where code = which for update;
    update public.record_kind set title = new_title where code = which;
  elsif what = 'role' then
    select title, does into was_title, was_words from public.role where code = which for update;
    update public.role set title = new_title, does = new_words where code = which;
  elsif what = 'category' then
    select title, about into was_title, was_words from public.category where code = which for update;
    update public.category set title = new_title, about = new_words where code = which;
  end if;
  if was_title is null then return 'This does not exist'; end if;
  perform authz.note_change(c, what || '.retitled', which, new_title,
    jsonb_build_object('title', was_title, 'words', was_words),
    jsonb_build_object('title', new_title, 'words', nullif(new_words, '')), source);
  return null;
end $$;

create function authz.add_document(which text, new_version integer, new_content jsonb, starts date, new_source text, summary jsonb)
returns text language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.administrator(); was public.reference_document;
begin
  if starts < (statement_timestamp() at time zone 'Europe/London')::date then return 'The first day must be today or later'; end if;
  perform pg_advisory_xact_lock(hashtext('reference_document'));
  if new_version <> 1 + coalesce((select max(version) from public.reference_document where code = which), 0) then
    return 'Somebody else has made a version meanwhile: look at it first';
  end if;
  select * into was from public.reference_document where code = which and coalesce(valid_until, 'infinity') > valid_from
  order by version desc limit 1;
  if starts < was.valid_from then return 'The first day must not be before the first day of the version before it'; end if;
  update public.reference_document set valid_until = starts where code = which and valid_from <= starts
    and coalesce(valid_until, 'infinity') > starts;
  insert into public.reference_document (code, version, content, valid_from, source)
  values (which, new_version, new_content, starts, new_source);
  perform authz.note_change(c, which || '.versioned', which, which, jsonb_build_object('version', was.version),
    jsonb_build_object('version', new_version, 'from', starts) || summary, new_source);
  return null;
end $$;

revoke execute on all functions in schema authz from public;
grant execute on function authz.add_agency(uuid, text, text, text, text), authz.rename_agency(uuid, text, text, text),
  authz.set_agency_active(uuid, boolean, text),
  authz.add_staff(uuid, uuid, text, text, boolean, text[], timestamptz, timestamptz, timestamptz, text),
  authz.appoint(uuid, text, timestamptz, timestamptz, text), authz.end_appointment(uuid, text, text),
  authz.set_clearance(uuid, timestamptz, timestamptz, text), authz.end_account(uuid, text), authz.reopen_account(uuid, text),
  authz.add_identity_provider(text, text, text, text, uuid, text, boolean, text), authz.end_identity_provider(text, text),
  authz.add_api_token(uuid, bytea, uuid, text, text[], timestamptz, text), authz.revoke_api_token(uuid, text),
  authz.add_form_kind(text, integer, text, jsonb, uuid, text[], timestamptz, text), authz.end_form_kind(text, timestamptz, text),
  authz.add_clock_rule(text, integer, text, integer, text, text, time, numeric, date, text, text, boolean),
  authz.withdraw_version(text, text, integer, text), authz.count_running_clocks(text),
  authz.add_bank_holiday(date, text, text), authz.remove_bank_holiday(date, text),
  authz.add_gateway(text, integer, text, text, date, text, text, boolean), authz.end_gateway(text, date, text),
  authz.retitle(text, text, text, text, text),
  authz.add_document(text, integer, jsonb, date, text, jsonb) to kith_hub;
