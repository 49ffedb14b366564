-- Signing in: agencies' own identity providers, sessions, tokens of systems, and typed work kept over a time-out.
-- Only kith_service touches these tables. Tokens are stored as SHA-256; secrets of providers are never stored.
create table identity_provider (
  partnership_id uuid not null references partnership,
  id text not null check (id ~ '^[a-z][a-z0-9-]{0,39}$'),
  title text not null,
  issuer text not null,
  client_id text not null,
  agency_id uuid,
  subject_claim text not null default 'sub',
  email_claim text,
  email_needs_verified boolean not null default true,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (partnership_id, id),
  foreign key (partnership_id, agency_id) references agency
);
comment on table identity_provider is 'operational: where the people of an agency sign in';
comment on column identity_provider.email_claim is 'set: an account not yet used is bound to the first sign-in with its e-mail address';
create unique index identity_provider_by_id on identity_provider (id);
create index identity_provider_by_agency on identity_provider (partnership_id, agency_id);

create table session (
  token_sha256 bytea primary key,
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  staff_id uuid not null,
  role text references role,
  provider text not null,
  browser text not null,
  created_at timestamptz not null,
  signed_in_at timestamptz not null,
  seen_at timestamptz not null,
  idle_until timestamptz not null,
  absolute_until timestamptz not null,
  ended_at timestamptz,
  foreign key (partnership_id, staff_id) references staff
);
comment on table session is 'operational: one browser that is signed in; without a role until one is chosen';
create index session_by_staff on session (partnership_id, staff_id, absolute_until);
create index session_by_end on session (absolute_until);

create table sign_in_attempt (
  state text primary key,
  browser_sha256 bytea not null,
  provider text not null,
  nonce text not null,
  verifier text not null,
  max_age integer,
  return_to text not null,
  expires_at timestamptz not null
);
comment on table sign_in_attempt is 'operational: a sign-in on its way to a provider and back';
create index sign_in_attempt_by_end on sign_in_attempt (expires_at);

create table kept_post (
  id_sha256 bytea primary key,
  browser_sha256 bytea not null,
  staff_id uuid,
  sealed bytea not null,
  expires_at timestamptz not null
);
comment on table kept_post is 'operational: typed work that arrived after the session had ended, encrypted, for an hour';
create index kept_post_by_end on kept_post (expires_at);

create table api_token (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  token_sha256 bytea not null unique,
  staff_id uuid not null,
  role text not null references role,
  title text not null,
  scopes text[] not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_on date,
  primary key (partnership_id, id),
  foreign key (partnership_id, staff_id) references staff,
  foreign key (partnership_id, created_by) references staff
);
comment on table api_token is 'operational: what another system shows instead of a session';
create index api_token_by_staff on api_token (partnership_id, staff_id);
create index api_token_by_maker on api_token (partnership_id, created_by);

create table first_run_link (
  token_sha256 bytea primary key,
  opened_at timestamptz,
  expires_at timestamptz not null
);
comment on table first_run_link is 'operational: the one-time link with which the first administrator is made';

-- A crash may forget these counts; unlogged writes cost no disk.
create unlogged table rate_limit (
  bucket text not null,
  minute timestamptz not null,
  n integer not null,
  primary key (bucket, minute)
);
comment on table rate_limit is 'operational: how often something was asked within one minute';

grant select, insert, update, delete on identity_provider, session, sign_in_attempt, kept_post, api_token, first_run_link, rate_limit
  to kith_service;

create index staff_by_email on staff (lower(email));

/* The session of this token and the person it stands for, in one statement with a cached plan; at most once a minute
   it also moves the idle end, unless a page asks by itself rather than its reader. Nothing when it has ended or the account or the appointment is no longer live.
   `paused`: vetting or training has run out, so the wall would show nothing anyway. */
create function find_session(hash bytea, at timestamptz, idle interval, by_person boolean default true)
returns table (partnership_id uuid, staff_id uuid, agency_id uuid, role text, name text, agency_name text,
  role_title text, session_id uuid, provider text, signed_in_at timestamptz, paused boolean, roles integer)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
declare s public.session;
begin
  select * into s from public.session x where x.token_sha256 = hash;
  if not found or s.ended_at is not null or s.idle_until <= at or s.absolute_until <= at then return; end if;
  if by_person and s.seen_at < at - interval '1 minute' then
    update public.session x set seen_at = at, idle_until = at + idle where x.token_sha256 = hash and x.ended_at is null;
  end if;
  return query
  select s.partnership_id, s.staff_id, f.agency_id, s.role, f.name, a.name, r.title, s.id, s.provider, s.signed_in_at,
    coalesce(f.vetting_until, 'infinity') <= at or coalesce(f.training_until, 'infinity') <= at,
    (select count(*)::integer from public.appointment o where o.partnership_id = s.partnership_id
      and o.staff_id = s.staff_id and o.valid_from <= at and coalesce(o.valid_until, 'infinity') > at)
  from public.staff f
  join public.agency a on a.partnership_id = f.partnership_id and a.id = f.agency_id
  left join public.role r on r.code = s.role
  where f.partnership_id = s.partnership_id and f.id = s.staff_id and a.active
    and f.active_from <= at and coalesce(f.active_until, 'infinity') > at
    and (s.role is null or exists (select from public.appointment o where o.partnership_id = s.partnership_id
      and o.staff_id = s.staff_id and o.role = s.role and o.valid_from <= at and coalesce(o.valid_until, 'infinity') > at));
end $$;

create function find_api_token(hash bytea, at timestamptz)
returns table (partnership_id uuid, staff_id uuid, agency_id uuid, role text, name text, agency_name text,
  role_title text, token_id uuid, scopes text[])
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
declare t public.api_token;
begin
  select * into t from public.api_token x where x.token_sha256 = hash;
  if not found or t.revoked_at is not null or t.expires_at <= at then return; end if;
  if t.last_used_on is distinct from at::date then
    update public.api_token x set last_used_on = at::date where x.token_sha256 = hash;
  end if;
  return query
  select t.partnership_id, t.staff_id, f.agency_id, t.role, f.name, a.name, r.title, t.id, t.scopes
  from public.staff f
  join public.agency a on a.partnership_id = f.partnership_id and a.id = f.agency_id
  join public.appointment o on o.partnership_id = f.partnership_id and o.staff_id = f.id and o.role = t.role
  join public.role r on r.code = t.role
  where f.partnership_id = t.partnership_id and f.id = t.staff_id and a.active
    and f.active_from <= at and coalesce(f.active_until, 'infinity') > at
    and o.valid_from <= at and coalesce(o.valid_until, 'infinity') > at;
end $$;

/* The first sign-in of an account that an administrator has prepared: its login is set once and never overwritten. */
create function bind_login(p uuid, s uuid, new_issuer text, new_subject text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.staff set issuer = new_issuer, subject = new_subject
  where partnership_id = p and id = s and subject is null
    and not exists (select from public.staff o where o.issuer = new_issuer and o.subject = new_subject);
  return found;
end $$;

create function has_administrator() returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.appointment a
    join public.staff s on s.partnership_id = a.partnership_id and s.id = a.staff_id
    where a.role = 'administrator' and coalesce(a.valid_until, 'infinity') > statement_timestamp()
      and coalesce(s.active_until, 'infinity') > statement_timestamp()) $$;

/* Makes the partnership, its first agency and its first administrator, once, for whoever holds the opened link. */
create function first_run(hash bytea, at timestamptz, partnership_name text, agency_name text, agency_short_name text,
  agency_kind text, person_name text, person_email text, login_issuer text, login_subject text)
returns uuid language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare p uuid; a uuid; s uuid;
begin
  perform pg_advisory_xact_lock(hashtext('kith first run'));
  delete from public.first_run_link where token_sha256 = hash and opened_at is not null and expires_at > at;
  if not found or public.has_administrator() then return null; end if;
  insert into public.partnership (name) values (partnership_name) returning id into p;
  insert into public.agency (partnership_id, name, short_name, kind)
    values (p, agency_name, agency_short_name, agency_kind) returning id into a;
  insert into public.staff (partnership_id, agency_id, name, email, issuer, subject)
    values (p, a, person_name, person_email, login_issuer, login_subject) returning id into s;
  insert into public.appointment (partnership_id, staff_id, role) values (p, s, 'administrator');
  perform authz.make_cells(p, a);
  perform authz.compile_own(p);
  delete from public.first_run_link;
  return p;
end $$;

revoke execute on function find_session(bytea, timestamptz, interval, boolean), find_api_token(bytea, timestamptz),
  bind_login(uuid, uuid, text, text), has_administrator(),
  first_run(bytea, timestamptz, text, text, text, text, text, text, text, text) from public;
grant execute on function find_session(bytea, timestamptz, interval, boolean), find_api_token(bytea, timestamptz),
  bind_login(uuid, uuid, text, text), has_administrator(),
  first_run(bytea, timestamptz, text, text, text, text, text, text, text, text) to kith_service;
