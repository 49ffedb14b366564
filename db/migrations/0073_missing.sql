-- Missing children: the clocks of grading, review, checks and meetings, the words of the chronology, and who follows.

-- Youth justice follows the search for a child it works with; an agreement's clause opens it, this only names the purpose.
insert into role_purpose (role, purpose) values ('youth_justice_worker', 'missing_response') on conflict do nothing;
-- Whoever decides at the front door reaches the council's part of a missing child's story from the desk, as its manager does.
update own_scope set reach = 'hub' where role = 'front_door_worker' and category = 'missing';
select authz.compile_own(id) from partnership;

insert into record_kind (code, title, category, tier) values
  ('return_interview', 'Return home interview', 'missing', 1),
  ('missing_meeting', 'Strategy meeting about missing episodes', 'missing', 1);

-- Starter values. Each force's own response times replace them; the scale's words are those of the setting missing_grades.
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('missing_grade', 1, 'Grade the risk of a missing child', 1, 'hours', 'same_time', '23:59:59', '2020-01-01', 'Local procedure (starter value)', null, false),
  ('missing_confirm_grade', 1, 'Confirm or decline a lower grade for a child', 2, 'hours', 'same_time', '23:59:59', '2020-01-01', 'Local procedure (starter value)', null, false),
  ('missing_review_high', 1, 'Review the search: high risk', 4, 'hours', 'same_time', '23:59:59', '2020-01-01', 'Local procedure (starter value); risk is reviewed continually (College of Policing, missing persons)', null, false),
  ('missing_review_medium', 1, 'Review the search: medium risk', 12, 'hours', 'same_time', '23:59:59', '2020-01-01', 'Local procedure (starter value); risk is reviewed continually (College of Policing, missing persons)', null, false),
  ('missing_review_low', 1, 'Review the search: low risk', 24, 'hours', 'same_time', '23:59:59', '2020-01-01', 'Local procedure (starter value); risk is reviewed continually (College of Policing, missing persons)', null, false),
  ('missing_review_no_apparent_risk', 1, 'Review the search: no apparent risk', 6, 'hours', 'same_time', '23:59:59', '2020-01-01', 'Local procedure (starter value): the agreed time of review', null, false),
  ('safe_and_well_check', 1, 'Make the safe and well check', 24, 'hours', 'same_time', '23:59:59', '2014-01-01', 'Statutory guidance on children who run away or go missing, January 2014: as soon as possible after the return (the number of hours is a starter value)', null, false),
  ('return_interview_held', 1, 'Hold the return home interview', 72, 'hours', 'same_time', '23:59:59', '2014-01-01', 'Statutory guidance on children who run away or go missing, January 2014: within 72 hours of the return', null, false),
  ('missing_strategy_meeting', 1, 'Hold the strategy meeting about repeated missing episodes', 5, 'working_days', 'end_of_day', '23:59:59', '2020-01-01', 'Local procedures (starter value)', null, false);

/* Children's homes and youth justice follow the search for a child whom they know, and only they: an agency knows a child
   if it holds a record of them or one of its staff is linked to them. Nothing is told but how many began to follow. */
create function authz.follow_missing(of_work uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); about uuid; n integer;
begin
  if c.staff is null or c.purpose <> 'missing_response' then raise exception 'no context' using errcode = '42501'; end if;
  select w.person_id into about from public.work w
    where w.partnership_id = c.partnership and w.id = of_work and w.kind = 'missing_episode' and w.purpose = c.purpose;
  if about is null or about = any (authz.blocked()) or not authz.has_reason(c, about, '{share}') then return 0; end if;
  insert into public.link (partnership_id, person_id, cell, staff_id, agency_id, role, purpose, work_id, kind, valid_until, made_by)
  select c.partnership, about, own.id, null, a.id, r.role, c.purpose, of_work, 'team', null, c.staff
  from public.agency a
  join (values ('care', 'residential_carer'), ('youth_justice', 'youth_justice_worker')) r(kind, role) on r.kind = a.kind
  join public.cell own on own.partnership_id = c.partnership and own.agency_id = c.agency and own.category = 'involvement' and own.tier = 0
  where a.partnership_id = c.partnership and a.active
    and not exists (select from public.link f where f.partnership_id = c.partnership and f.person_id = about and f.work_id = of_work
      and f.agency_id = a.id and f.role = r.role and f.staff_id is null)
    and (exists (select from public.source_record s join public.cell k on k.id = s.cell
        where s.partnership_id = c.partnership and s.person_id = about and k.agency_id = a.id)
      or exists (select from public.link l where l.partnership_id = c.partnership and l.person_id = about and l.agency_id = a.id
        and l.kind <> 'break_glass' and l.valid_from <= statement_timestamp()
        and coalesce(l.valid_until, 'infinity') > statement_timestamp()
        -- Having followed once is no reason to follow again.
        and not (l.staff_id is null and exists (select from public.work o where o.partnership_id = c.partnership
          and o.id = l.work_id and o.kind = 'missing_episode'))));
  get diagnostics n = row_count;
  return n;
end $$;

/* Whether a strategy meeting about this child is being called already; whoever reports need not see the meeting itself. */
create function authz.missing_meeting_is_open(about uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.purpose <> 'missing_response' or about = any (authz.blocked())
    or not authz.has_reason(c, about, '{share}') then return false; end if;
  return exists (select from public.episode e where e.partnership_id = c.partnership and e.person_id = about
    and e.kind = 'missing_strategy_meeting' and e.closed_at is null);
end $$;

/* Which council answers for the child: the one whose staff report, else one that holds a record of the child, else the only
   one. Nothing else is told of what it holds. */
create function authz.council_of(about uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.purpose <> 'missing_response' or about = any (authz.blocked())
    or not authz.has_reason(c, about, '{share}') then return null; end if;
  return (select a.id from public.agency a where a.partnership_id = c.partnership and a.kind = 'council' and a.active
    order by a.id = c.agency desc, exists (select from public.source_record s join public.cell k on k.id = s.cell
      where s.partnership_id = c.partnership and s.person_id = about and k.agency_id = a.id) desc, a.name, a.id limit 1);
end $$;
/* The open episode of a child, for whoever could begin another in the same cell: of a kind that a child has once at a time.
   Two who begin at once wait for each other, and the second is told of the first. */
create function authz.open_episode(about uuid, of_kind text, of_agency uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or about = any (authz.blocked()) then return null; end if;
  perform pg_advisory_xact_lock(1807, hashtext(about::text || of_kind || of_agency::text));
  return (select e.id from public.episode e join public.cell k on k.id = e.cell
    where e.partnership_id = c.partnership and e.person_id = about and e.kind = of_kind and k.agency_id = of_agency
      and e.closed_at is null and e.cell = any (authz.writable_cells()) order by e.opened_at, e.id limit 1);
end $$;
revoke execute on function authz.follow_missing(uuid), authz.missing_meeting_is_open(uuid), authz.council_of(uuid),
  authz.open_episode(uuid, text, uuid) from public;
grant execute on function authz.follow_missing(uuid), authz.missing_meeting_is_open(uuid), authz.council_of(uuid),
  authz.open_episode(uuid, text, uuid) to kith_linked, kith_hub;
