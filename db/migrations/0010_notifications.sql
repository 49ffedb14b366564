-- Safeguarding notifications: what one agency tells the front door, what the front door does with it.
-- The content (concern, account, opinion, the child's words …) is record rows in the referrer's own cells; these tables
-- hold the process and belong to the front door's agency, where a clause lets referrers deposit.
create table form_kind (
  partnership_id uuid not null references partnership,
  code text not null,
  version integer not null,
  title text not null,
  definition jsonb not null,
  to_agency uuid not null,
  from_kinds text[] not null,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (partnership_id, code, version)
);
comment on table form_kind is 'tenant: a kind of notification form (PPN1 and others) as versioned data';
call authz.tenant('form_kind');

create table notification (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  form_kind text not null,
  form_version integer not null,
  reference text not null,
  state text not null check (state in ('sent', 'acknowledged', 'decided', 'handed_over', 'closed')),
  urgency text not null check (urgency in ('immediate', 'today', 'routine')),
  level text check (level in ('red', 'amber', 'green', 'blue')),
  headline text not null,
  referrer_agency uuid not null,
  referrer_staff uuid not null,
  sent_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  assigned_to uuid,
  decided_at timestamptz,
  closed_at timestamptz,
  revision integer not null default 1,
  primary key (partnership_id, id)
);
comment on table notification is 'personal: a safeguarding notification and its progress';
create index notification_open on notification (partnership_id, sent_at desc) where closed_at is null;
create index notification_by_person on notification (partnership_id, person_id);
create index notification_by_referrer on notification (partnership_id, referrer_staff, sent_at desc);

create table notification_person (
  partnership_id uuid not null,
  notification_id uuid not null,
  person_id uuid not null,
  cell integer not null references cell,
  role text not null,
  is_subject boolean not null default false,
  primary key (partnership_id, notification_id, person_id)
);
comment on table notification_person is 'personal: who was there and each person''s role in this event';
create index notification_person_by_person on notification_person (partnership_id, person_id);

create table level_set (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  notification_id uuid not null, person_id uuid not null, cell integer not null references cell,
  level text not null check (level in ('red', 'amber', 'green', 'blue')), why text not null,
  set_by uuid not null, set_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table level_set is 'personal: each level recorded for a notification, with its reason';
create index level_set_by_notification on level_set (partnership_id, notification_id);

create table decision (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  notification_id uuid not null, person_id uuid not null, cell integer not null references cell,
  outcome text not null check (outcome in ('no_further_action', 'advice', 'early_help', 'child_in_need', 'strategy_discussion')),
  rationale text not null, decided_by uuid not null, decided_at timestamptz not null default now(),
  undone_at timestamptz, undone_by uuid, undone_why text,
  primary key (partnership_id, id)
);
comment on table decision is 'personal: what was decided about a notification and why; undone ones stay';
create index decision_by_notification on decision (partnership_id, notification_id);

create table handover (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  notification_id uuid not null, person_id uuid not null, cell integer not null references cell,
  to_agency uuid not null, to_role text not null, to_staff uuid, note text not null,
  handed_by uuid not null, handed_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table handover is 'personal: a notification passed on to a team or person';
create index handover_by_notification on handover (partnership_id, notification_id);

create table quality_feedback (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  notification_id uuid not null, person_id uuid not null, cell integer not null references cell,
  grades jsonb not null, comment text not null default '',
  given_by uuid not null, given_at timestamptz not null default now(), seen_at timestamptz,
  primary key (partnership_id, id)
);
comment on table quality_feedback is 'personal: graded feedback to the referrer on the quality of a notification';
create index quality_feedback_by_notification on quality_feedback (partnership_id, notification_id);

create table request (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  notification_id uuid not null, person_id uuid not null, cell integer not null references cell,
  to_agency uuid not null, to_role text not null, asks text not null, reason text not null,
  urgent boolean not null default false, gateway text not null, due_at timestamptz not null,
  asked_by uuid not null, asked_at timestamptz not null default now(),
  withdrawn_at timestamptz, withdrawn_why text,
  primary key (partnership_id, id)
);
comment on table request is 'personal: what one agency asks another about a person, why and by when';
create index request_by_notification on request (partnership_id, notification_id);
create index request_to_agency on request (partnership_id, to_agency, asked_at desc);

create table answer (
  partnership_id uuid not null, id uuid not null default uuid_v7(),
  request_id uuid not null, notification_id uuid not null, person_id uuid not null, cell integer not null references cell,
  kind text not null check (kind in ('partial', 'full', 'refused')),
  body text not null default '', refused_because text,
  answered_by uuid not null, answered_at timestamptz not null default now(),
  primary key (partnership_id, id),
  check ((kind = 'refused') = (refused_because is not null))
);
comment on table answer is 'personal: an answer to a request, whole, in part or refused with a reason; owned by the answering agency';
create index answer_by_request on answer (partnership_id, request_id);

call authz.protect('notification'); call authz.protect('notification_person'); call authz.protect('level_set');
call authz.protect('decision'); call authz.protect('handover'); call authz.protect('quality_feedback');
call authz.protect('request'); call authz.protect('answer');
grant update (state, urgency, level, acknowledged_at, acknowledged_by, assigned_to, decided_at, closed_at, revision) on notification to kith_linked, kith_hub;
grant update (undone_at, undone_by, undone_why) on decision to kith_linked, kith_hub;
grant update (withdrawn_at, withdrawn_why) on request to kith_linked, kith_hub;
