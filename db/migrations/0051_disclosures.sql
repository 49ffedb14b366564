-- The record of disclosures says by itself which clauses, in which version of their agreement, opened what was shown, and
-- which elements that was. One function writes it, from the signed context: a page can neither forget nor invent.
alter table disclosure
  add column elements text[] not null default '{}',
  add column clause_versions integer[] not null default '{}',
  add constraint each_clause_has_its_version check (cardinality(clauses) = cardinality(clause_versions));

/* The clauses that open a category to a role of an agency for a purpose: grant_cell without its cells, kept by every
   statement that changes a grant. Whether a clause is in force is judged by the clock of each statement. */
create table authz.clause_set (
  partnership_id uuid not null, agency_id uuid not null, role text not null, purpose text not null,
  reach text not null, category text not null, clause_id uuid not null, version integer not null,
  valid_from timestamptz not null, valid_until timestamptz not null
);
comment on table authz.clause_set is 'wall: by which clauses, of which version, a kind of information is open to a role';
create index clause_set_lookup on authz.clause_set (partnership_id, agency_id, role, purpose);

create function authz.gather_clauses() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  delete from authz.clause_set s using (select distinct partnership_id, agency_id, role, purpose from changed) k
  where s.partnership_id = k.partnership_id and s.agency_id = k.agency_id and s.role = k.role and s.purpose = k.purpose;
  insert into authz.clause_set
  select distinct g.partnership_id, g.agency_id, g.role, g.purpose, g.reach, ce.category, g.clause_id, a.version,
    g.valid_from, g.valid_until
  from authz.grant_cell g join (select distinct partnership_id, agency_id, role, purpose from changed) k
    using (partnership_id, agency_id, role, purpose)
  join public.cell ce on ce.id = g.cell
  join public.clause cl on cl.partnership_id = g.partnership_id and cl.id = g.clause_id
  join public.agreement a on a.partnership_id = cl.partnership_id and a.id = cl.agreement_id
  where g.access in ('read', 'own');
  return null;
end $$;
revoke execute on function authz.gather_clauses() from public;
create trigger clauses_of_added after insert on authz.grant_cell referencing new table as changed for each statement execute function authz.gather_clauses();
create trigger clauses_of_changed after update on authz.grant_cell referencing new table as changed for each statement execute function authz.gather_clauses();
create trigger clauses_of_gone after delete on authz.grant_cell referencing old table as changed for each statement execute function authz.gather_clauses();
insert into authz.clause_set
select distinct g.partnership_id, g.agency_id, g.role, g.purpose, g.reach, ce.category, g.clause_id, a.version, g.valid_from, g.valid_until
from authz.grant_cell g join cell ce on ce.id = g.cell
join clause cl on cl.partnership_id = g.partnership_id and cl.id = g.clause_id
join agreement a on a.partnership_id = cl.partnership_id and a.id = cl.agreement_id
where g.access in ('read', 'own');

-- Which elements a page shows of a category; the row without a page holds for every page that has none of its own.
create table disclosed_element (
  page text not null default '', category text not null references category, elements text[] not null,
  primary key (page, category)
);
comment on table disclosed_element is 'reference: what exactly is seen when a page shows a kind of information';
grant select on disclosed_element to kith_linked, kith_hub, kith_service;
insert into disclosed_element (category, elements) values
  ('identity', '{name,date of birth,age,sex,ethnicity}'),
  ('identifier', '{numbers by which agencies know the person}'),
  ('contact', '{address,telephone,e-mail}'),
  ('needs', '{needs,what helps}'),
  ('involvement', '{services involved,their workers}'),
  ('family', '{relations,names of relatives}'),
  ('voice', '{what the child said}'),
  ('concern', '{concern,when,role in the event}'),
  ('narrative', '{account in full}'),
  ('police', '{police event,when,role in the event}'),
  ('place', '{place,when}'),
  ('health', '{health entry,when}'),
  ('education', '{education entry,when}'),
  ('social_care', '{social care entry,when}'),
  ('youth_justice', '{youth justice entry,when}'),
  ('missing', '{missing episode,when}'),
  ('support', '{support given,when}'),
  ('notification', '{notification,its state}'),
  ('request', '{what was asked,its state}'),
  ('answer', '{answer}'),
  ('decision', '{decision,its reasons}'),
  ('feedback', '{feedback to the sender}'),
  ('disclosure', '{who has seen the record}'),
  ('protection', '{seals and emergency access}'),
  ('rights', '{requests of the person,disputes,holds}')
on conflict do nothing;
insert into disclosed_element (page, category, elements)
select page, 'identity', '{name,age}' from unnest(array['notifications/board', 'my-work', 'requests', 'my notifications',
  'make a notification', 'notification sent', 'people/one/around']) page;
insert into disclosed_element (page, category, elements) values ('people/search', 'identity', '{name,date of birth,age}');

create function authz.elements_of(seen text, categories text[]) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select distinct u from unnest(categories) k
    cross join lateral (select e.elements from public.disclosed_element e where e.category = k and e.page in (seen, '')
      order by e.page desc limit 1) e cross join unnest(e.elements) u order by u);
end $$;
revoke execute on function authz.elements_of(text, text[]) from public;

/* Writes who is being shown what about whom. Everything but the page, the people and the kinds of information comes from
   the context and from what is in force; waiting for a lock on the record is refusing. */
create function authz.note_disclosure(shown jsonb) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  c authz.ctx := authz.context(); own integer; said text := coalesce(shown ->> 'outcome', 'shown'); seen text := shown ->> 'page';
  kinds jsonb; categories text[]; elements text[] := '{}'; clauses uuid[] := '{}'; versions integer[] := '{}';
begin
  if c.staff is null then raise exception 'no context' using errcode = '42501'; end if;
  select t.id into own from public.cell t where t.partnership_id = c.partnership and t.agency_id = c.agency
    and t.category = 'disclosure' and t.tier = 0;
  -- A list mostly shows the same kinds of everybody in it: they are looked up once.
  for kinds in select distinct p -> 'categories' from jsonb_array_elements(shown -> 'people') p loop
    categories := array(select jsonb_array_elements_text(kinds));
    if said = 'shown' then
      select coalesce(array_agg(o.clause_id order by o.clause_id), '{}'), coalesce(array_agg(o.version order by o.clause_id), '{}')
        into clauses, versions from (
        select distinct s.clause_id, s.version from authz.clause_set s
        where s.partnership_id = c.partnership and s.agency_id = c.agency and s.role = c.role and s.purpose = c.purpose
          and s.category = any (categories) and (s.reach = 'hub' or c.lens = 'linked')
          and s.valid_from <= statement_timestamp() and s.valid_until > statement_timestamp()) o;
      elements := authz.elements_of(seen, categories);
    end if;
    insert into public.disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, page,
      categories, elements, clauses, clause_versions, outcome)
    select c.partnership, (p ->> 'personId')::uuid, own, c.staff, c.agency, c.role, c.purpose, c.work, seen, categories,
      case when p ? 'elements' then array(select jsonb_array_elements_text(p -> 'elements')) else elements end, clauses, versions, said
    from jsonb_array_elements(shown -> 'people') p where p -> 'categories' = kinds;
  end loop;
end $$;

/* Whom somebody asked for and was not shown. Kept apart: in the record of disclosures itself all attempts look alike, or a
   row that a seal hides from its reader would tell of the seal. */
create table authz.denied (
  partnership_id uuid not null, disclosure_id uuid not null, person_id uuid not null, at timestamptz not null default statement_timestamp(),
  primary key (partnership_id, disclosure_id)
);
comment on table authz.denied is 'wall: whom an attempt was about that showed nothing';
create index denied_by_person on authz.denied (partnership_id, person_id, at);

/* Writes that somebody asked for a person or a piece of work and was shown nothing. The same statements run for what is
   absent, forbidden and sealed, and the same row says all three. */
create function authz.note_denied(asked uuid, is_work boolean) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare c authz.ctx := authz.context(); nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  if c.staff is null then return; end if;
  with noted as (
    insert into public.disclosure (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, page, outcome)
    select c.partnership, nobody, t.id, c.staff, c.agency, c.role, c.purpose,
      case when is_work then 'asked for work' else 'asked for a person' end, 'refused'
    from public.cell t where t.partnership_id = c.partnership and t.agency_id = c.agency and t.category = 'disclosure' and t.tier = 0
    returning id)
  insert into authz.denied (partnership_id, disclosure_id, person_id)
  select c.partnership, n.id,
    coalesce((select w.person_id from public.work w where w.partnership_id = c.partnership and w.id = asked), asked) from noted n;
end $$;
revoke execute on function authz.note_disclosure(jsonb), authz.note_denied(uuid, boolean) from public;
grant execute on function authz.note_disclosure(jsonb), authz.note_denied(uuid, boolean) to kith_linked, kith_hub;
revoke insert on disclosure from kith_linked, kith_hub; -- only through the two functions above
