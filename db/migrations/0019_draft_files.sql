-- Attachments of a form that has not been sent: the writer's own until then, gone with the draft.
create table draft_file (
  partnership_id uuid not null,
  id uuid not null default gen_random_uuid(),
  staff_id uuid not null,
  draft_id uuid not null,
  name text not null, media_type text not null, size integer not null, sha256 bytea not null,
  content bytea not null,
  added_at timestamptz not null default now(),
  primary key (partnership_id, id),
  foreign key (partnership_id, draft_id) references draft on delete cascade
);
comment on table draft_file is 'private: attachments of a draft of one member of staff';
create index draft_file_by_draft on draft_file (partnership_id, draft_id, added_at);
call authz.private('draft_file');
