-- Agreements as data: they compile to grants. No clause, no row.
create table gateway (
  code text not null, version integer not null default 1, title text not null, about text not null,
  source text not null, source_url text, valid_from date not null default '2000-01-01', valid_until date,
  verified boolean not null default false,
  primary key (code, version)
);
comment on table gateway is 'reference: statutory powers and duties under which information may be shared';
grant select on gateway to kith_linked, kith_hub, kith_service;

create table agreement (
  partnership_id uuid not null references partnership,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  title text not null,
  about text not null,
  state text not null default 'draft' check (state in ('draft', 'active', 'ended')),
  valid_from timestamptz not null default now(),
  review_on date not null,
  valid_until timestamptz not null,
  primary key (partnership_id, id)
);
comment on table agreement is 'tenant: an information-sharing agreement';

create table clause (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  agreement_id uuid not null,
  number integer not null,
  says text not null,
  from_agencies uuid[] not null,
  to_agencies uuid[] not null,
  to_roles text[] not null,
  purpose text not null references purpose,
  categories text[] not null,
  highest_tier smallint not null,
  access text not null default 'read' check (access in ('read', 'deposit')),
  reach text not null default 'linked' check (reach in ('linked', 'hub')),
  gateway text not null,
  basis text not null,
  valid_until timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  ended_why text,
  primary key (partnership_id, id),
  foreign key (partnership_id, agreement_id) references agreement
);
comment on table clause is 'tenant: one permission of an agreement: from whom, to whom, what, why, under which law';
create index clause_by_agreement on clause (partnership_id, agreement_id, number);
call authz.tenant('agreement'); call authz.tenant('clause');

/* Clauses that are live become grants of cells; nobody else writes them. */
create function authz.compile_agreement(p uuid, a uuid) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare n integer;
begin
  delete from authz.grant_cell g using public.clause c
  where g.clause_id = c.id and c.partnership_id = p and c.agreement_id = a;
  insert into authz.grant_cell (partnership_id, agency_id, role, purpose, cell, access, reach, clause_id, valid_from, valid_until)
  select p, receiver, r, c.purpose, ce.id, c.access, c.reach, c.id, ag.valid_from,
    least(ag.valid_until, coalesce(c.valid_until, 'infinity'), coalesce(c.ended_at, 'infinity'))
  from public.agreement ag
  join public.clause c on c.partnership_id = p and c.agreement_id = ag.id
  cross join unnest(c.to_agencies) receiver
  cross join unnest(c.to_roles) r
  join public.cell ce on ce.partnership_id = p and ce.agency_id = any (c.from_agencies) and ce.category = any (c.categories)
    and ce.tier <= c.highest_tier
  where ag.partnership_id = p and ag.id = a and ag.state = 'active'
    and (receiver <> ce.agency_id);
  get diagnostics n = row_count;
  return n;
end $$;

/* Only an information-governance lead changes what agreements open. */
create function authz.end_clause(ended uuid, why text) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'information_governance_lead' then return false; end if;
  update public.clause set ended_at = statement_timestamp(), ended_by = c.staff, ended_why = why
  where partnership_id = c.partnership and id = ended and ended_at is null;
  if not found then return false; end if;
  update authz.grant_cell set valid_until = least(valid_until, statement_timestamp())
  where partnership_id = c.partnership and clause_id = ended;
  return true;
end $$;
create function authz.end_agreement(ended uuid, why text) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'information_governance_lead' then return false; end if;
  update public.agreement set state = 'ended', valid_until = least(valid_until, statement_timestamp())
  where partnership_id = c.partnership and id = ended and state = 'active';
  if not found then return false; end if;
  update public.clause set ended_at = statement_timestamp(), ended_by = c.staff, ended_why = why
  where partnership_id = c.partnership and agreement_id = ended and ended_at is null;
  update authz.grant_cell g set valid_until = least(g.valid_until, statement_timestamp()) from public.clause cl
  where g.partnership_id = c.partnership and g.clause_id = cl.id and cl.partnership_id = c.partnership and cl.agreement_id = ended;
  return true;
end $$;
revoke execute on all functions in schema authz from public;
grant execute on function authz.end_clause(uuid, text), authz.end_agreement(uuid, text) to kith_linked, kith_hub;
