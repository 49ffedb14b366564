-- The plain case is answered first: nearly everybody is where they were, and mostly no clause is narrow.
create or replace function authz.people_now(asked uuid[]) returns table (person_id uuid, now_id uuid)
rows 20
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare here uuid := authz.partnership();
begin
  if not exists (select from unnest(asked) a where not exists (select from public.source_record s
    where s.partnership_id = here and s.person_id = a)) then
    return query select distinct a, a from unnest(asked) a;
    return;
  end if;
  return query with recursive moved (person_id, now_id, steps) as (
    select a, a, 0 from unnest(asked) a
    union all
    select m.person_id, h.person_id, m.steps + 1 from moved m
    cross join lateral (select l.person_id from public.link_history l
      where l.partnership_id = here and l.from_person_id = m.now_id order by l.id desc limit 1) h
    where m.steps < 6 and not exists (select from public.source_record s
      where s.partnership_id = here and s.person_id = m.now_id))
  select distinct on (m.person_id) m.person_id, m.now_id from moved m order by m.person_id, m.steps desc;
end $$;

/* Ordered, so that the small index of narrow sets is read and never the whole table. */
create or replace function authz.any_narrow() returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (select s.partnership_id from authz.cell_set s where s.subject_class <> 'any' or s.oldest is not null
    order by s.partnership_id limit 1) is not null;
end $$;
