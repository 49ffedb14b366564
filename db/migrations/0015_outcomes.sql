-- What the referrer is told, and the limits of what a clause opens: a clause opens categories, but a partner who is
-- asked about a child is not the partner who told the front door about that child.
create table told_outcome (
  partnership_id uuid not null, id uuid not null,
  notification_id uuid not null, decision_id uuid not null,
  person_id uuid not null, cell integer not null references cell,
  outcome text not null check (outcome in ('no_further_action', 'advice', 'early_help', 'child_in_need', 'strategy_discussion')),
  advice text not null default '',
  told_by uuid not null, told_at timestamptz not null default now(), withdrawn_at timestamptz,
  primary key (partnership_id, id)
);
comment on table told_outcome is 'personal: what the referrer is told about a decision; its rationale stays with the front door';
create index told_outcome_by_notification on told_outcome (partnership_id, notification_id);
create index told_outcome_by_decision on told_outcome (partnership_id, decision_id);
call authz.protect('told_outcome');
grant update (withdrawn_at) on told_outcome to kith_linked, kith_hub;

/* Notifications about this context's people that another agency made, and requests that another agency was asked. */
create function authz.work_of_others() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); linked uuid[]; own integer[]; found uuid[];
begin
  if c.staff is null or c.lens <> 'linked' then return '{}'; end if;
  linked := authz.people();
  own := authz.own_cells();
  select array_agg(id) into found from (
    select n.id from public.notification n
    where n.partnership_id = c.partnership and n.person_id = any (linked)
      and n.referrer_agency <> c.agency and not (n.cell = any (own))
    union
    select n.id from public.notification_person np
    join public.notification n on n.partnership_id = np.partnership_id and n.id = np.notification_id
    where np.partnership_id = c.partnership and np.person_id = any (linked)
      and n.referrer_agency <> c.agency and not (n.cell = any (own))
    union
    select r.id from public.request r
    where r.partnership_id = c.partnership and r.person_id = any (linked)
      and r.to_agency <> c.agency and not (r.cell = any (own))) others;
  return coalesce(found, '{}');
end $$;
revoke execute on function authz.work_of_others() from public;
grant execute on function authz.work_of_others() to kith_linked, kith_hub;
create index request_by_person on request (partnership_id, person_id);

create policy not_of_others on notification as restrictive for select to kith_linked
  using (not (id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on notification_person as restrictive for select to kith_linked
  using (not (notification_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on quality_feedback as restrictive for select to kith_linked
  using (not (notification_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on told_outcome as restrictive for select to kith_linked
  using (not (notification_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on decision as restrictive for select to kith_linked
  using (not (notification_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on level_set as restrictive for select to kith_linked
  using (not (notification_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on handover as restrictive for select to kith_linked
  using (not (notification_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on request as restrictive for select to kith_linked
  using (not (id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on work as restrictive for select to kith_linked
  using (not (id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on clock as restrictive for select to kith_linked
  using (not (work_id = any ((select authz.work_of_others())::uuid[])));
create policy not_of_others on act as restrictive for select to kith_linked
  using (work_id is null or not (work_id = any ((select authz.work_of_others())::uuid[])));
