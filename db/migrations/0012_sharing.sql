-- Agreements are ended in the open: who did it, when and why is readable by everybody of the partnership, and so is
-- every look at the record of disclosures itself.
create table agreement_event (
  partnership_id uuid not null,
  id uuid not null default uuid_v7(),
  agreement_id uuid not null,
  clause_id uuid,
  at timestamptz not null default statement_timestamp(),
  staff_id uuid not null,
  what text not null check (what in ('clause_ended', 'agreement_ended')),
  why text not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, agreement_id) references agreement,
  foreign key (partnership_id, clause_id) references clause
);
comment on table agreement_event is 'tenant: what was changed in an agreement, by whom and why';
create index agreement_event_by_agreement on agreement_event (partnership_id, agreement_id, at desc);
create index agreement_event_by_clause on agreement_event (partnership_id, clause_id);
call authz.tenant('agreement_event');

create or replace function authz.end_clause(ended uuid, why text) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare c authz.ctx := authz.context(); of_agreement uuid;
begin
  if c.staff is null or c.role <> 'information_governance_lead' then return false; end if;
  update public.clause set ended_at = statement_timestamp(), ended_by = c.staff, ended_why = why
  where partnership_id = c.partnership and id = ended and ended_at is null returning agreement_id into of_agreement;
  if not found then return false; end if;
  update authz.grant_cell set valid_until = least(valid_until, statement_timestamp())
  where partnership_id = c.partnership and clause_id = ended;
  insert into public.agreement_event (partnership_id, agreement_id, clause_id, staff_id, what, why)
  values (c.partnership, of_agreement, ended, c.staff, 'clause_ended', why);
  return true;
end $$;

create or replace function authz.end_agreement(ended uuid, why text) returns boolean language plpgsql volatile security definer
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
  insert into public.agreement_event (partnership_id, agreement_id, staff_id, what, why)
  values (c.partnership, ended, c.staff, 'agreement_ended', why);
  return true;
end $$;

/* Whom the end of a clause, or of all clauses of an agreement, would touch: the categories and the number of staff of
   each role of each agency that no other grant goes on opening. */
create function authz.who_loses(of_agreement uuid, of_clause uuid)
returns table (agency_id uuid, role text, access text, categories text[], staff integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'information_governance_lead' then return; end if;
  return query
  with ending as materialized (
    select g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach, g.clause_id
    from public.clause cl join authz.grant_cell g on g.clause_id = cl.id and g.partnership_id = cl.partnership_id
    where cl.partnership_id = c.partnership and cl.agreement_id = of_agreement and (of_clause is null or cl.id = of_clause)
      and g.valid_until > statement_timestamp()
  ), lost as (
    select distinct e.agency_id, e.role, e.access, ce.category
    from ending e join public.cell ce on ce.id = e.cell
    where not exists (
      select from authz.grant_cell o
      where o.partnership_id = c.partnership and o.agency_id = e.agency_id and o.role = e.role and o.purpose = e.purpose
        and o.cell = e.cell and (o.access = e.access or o.access = 'own') and (o.reach = 'hub' or e.reach = 'linked')
        and o.valid_from <= statement_timestamp() and o.valid_until > statement_timestamp()
        and (o.clause_id is null or o.clause_id not in (select clause_id from ending)))
  ), touched as (
    select l.agency_id, l.role, l.access, array_agg(l.category order by l.category) as categories from lost l
    group by l.agency_id, l.role, l.access
  )
  select t.agency_id, t.role, t.access, t.categories, n.staff from touched t cross join lateral (
    select count(*)::integer as staff from public.staff s
    join public.appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id and a.role = t.role
    where s.partnership_id = c.partnership and s.agency_id = t.agency_id
      and s.active_from <= statement_timestamp() and coalesce(s.active_until, 'infinity') > statement_timestamp()
      and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp()) n
  where n.staff > 0;
end $$;

-- The record of disclosures is read by the day and by the person who read.
create index disclosure_newest on disclosure (partnership_id, at desc);
create index disclosure_by_staff on disclosure (partnership_id, staff_id, at desc);

create table oversight_look (
  partnership_id uuid not null references partnership,
  id uuid not null default uuid_v7(),
  at timestamptz not null default statement_timestamp(),
  staff_id uuid not null,
  filter jsonb not null,
  found integer not null,
  exported boolean not null,
  primary key (partnership_id, id)
);
comment on table oversight_look is 'tenant: who looked at the record of disclosures, with which filter, and whether a file was made';
create index oversight_look_newest on oversight_look (partnership_id, at desc);
call authz.tenant('oversight_look');

/* Written in the transaction that reads the record of disclosures; without it nothing is returned. */
create function authz.note_look(asked jsonb, readings integer, as_file boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'information_governance_lead' then
    raise exception 'not the information governance lead' using errcode = '42501';
  end if;
  insert into public.oversight_look (partnership_id, staff_id, filter, found, exported)
  values (c.partnership, c.staff, asked, readings, as_file);
end $$;

revoke execute on function authz.who_loses(uuid, uuid), authz.note_look(jsonb, integer, boolean) from public;
grant execute on function authz.who_loses(uuid, uuid), authz.note_look(jsonb, integer, boolean) to kith_linked, kith_hub;
