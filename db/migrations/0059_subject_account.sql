-- The subject's account: what is held about a person, who saw it, with whom it was shared and under which law. Only an
-- open request of that person, in the hands of whoever answers for an agency's data, opens it (UK GDPR Article 15).
alter table clock_rule drop constraint clock_rule_unit_check,
  add constraint clock_rule_unit_check check (unit in ('working_days', 'calendar_days', 'hours', 'weeks', 'months'));
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('subject_access', 1, 'Answer a person about their own record', 1, 'months', 'end_of_day', '23:59:59', '2018-05-25',
    'UK GDPR Article 12(3): one month of receipt', 'https://www.legislation.gov.uk/eur/2016/679/article/12', false),
  ('subject_access_extended', 1, 'Answer a person about their own record, extended', 3, 'months', 'end_of_day', '23:59:59', '2018-05-25',
    'UK GDPR Article 12(3): two further months where necessary', 'https://www.legislation.gov.uk/eur/2016/679/article/12', false);

-- A second person releases: the senior officer of an agency may be that person.
insert into role_purpose (role, purpose) values ('senior_officer', 'subject_rights') on conflict do nothing;
insert into own_scope (role, category, highest_tier, reach, may_write) values
  ('senior_officer', 'rights', 3, 'hub', true), ('senior_officer', 'disclosure', 0, 'hub', true) on conflict do nothing;
select authz.compile_own(id) from partnership;

create table subject_request (
  partnership_id uuid not null, id uuid not null, person_id uuid not null, cell integer not null references cell,
  reference text not null,
  state text not null check (state in ('received', 'identity_checked', 'collected', 'redacted', 'approved', 'released',
    'refused', 'withdrawn')),
  kind text not null check (kind in ('child', 'parent', 'representative')),
  requester_name text not null, requester_birth_on date, requester_person_id uuid,
  given_name text not null, family_name text not null, birth_on date,
  asks_for text not null default '',
  whole_partnership boolean not null,
  received_on date not null,
  identity_asked_at timestamptz, identity_how text, authority_how text,
  identity_checked_at timestamptz, identity_checked_by uuid,
  extended_at timestamptz, extended_why text,
  collected_at timestamptz, collected_by uuid,
  approved_at timestamptz, approved_by uuid, sha256 bytea,
  released_at timestamptz, released_by uuid, sent_back_why text,
  closed_at timestamptz, closed_why text,
  recorded_by uuid not null, recorded_at timestamptz not null default now(),
  revision integer not null default 1,
  primary key (partnership_id, id)
);
comment on table subject_request is 'personal: somebody asks for a person''s own record: who asks, how that was checked, what became of it';
create index subject_request_by_person on subject_request (partnership_id, person_id);
create index subject_request_newest on subject_request (partnership_id, recorded_at desc);

-- What protected values are never enters this table: they are blacked out before the row is written.
create table subject_item (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  request_id uuid not null, person_id uuid not null, cell integer not null references cell,
  place integer not null,
  section text not null check (section in ('held', 'seen', 'shared', 'flags', 'decisions')),
  of_agency uuid, of_category text references category,
  source_table text not null, source_id uuid,
  title text not null, lines jsonb not null default '[]', masked jsonb, found text[] not null default '{}',
  proposal text not null check (proposal in ('keep', 'mask', 'redact')), ground text, is_locked boolean not null default false,
  decision text check (decision in ('keep', 'mask', 'redact')), decided_ground text, reason text,
  decided_by uuid, decided_at timestamptz,
  primary key (partnership_id, id)
);
comment on table subject_item is 'personal: one item of a person''s account with its proposal and decision: given, with words left out, or left out';
create index subject_item_by_request on subject_item (partnership_id, request_id, place);
create index subject_item_by_person on subject_item (partnership_id, person_id);
create index subject_item_by_source on subject_item (partnership_id, source_id);

-- The finished account, for the second person alone: it lies in that person's agency.
create table subject_release (
  partnership_id uuid not null, id uuid not null default gen_random_uuid(),
  request_id uuid not null, person_id uuid not null, cell integer not null references cell,
  reference text not null,
  state text not null default 'waiting' check (state in ('waiting', 'released', 'sent_back', 'taken_back')),
  document jsonb not null, sha256 bytea not null,
  asked_by uuid not null, asked_at timestamptz not null default statement_timestamp(),
  settled_by uuid, settled_at timestamptz, why text,
  primary key (partnership_id, id)
);
comment on table subject_release is 'personal: a finished account that waits for the second person who releases it';
create index subject_release_by_request on subject_release (partnership_id, request_id);
create index subject_release_by_person on subject_release (partnership_id, person_id);

call authz.protect('subject_request'); call authz.protect('subject_item'); call authz.protect('subject_release');
revoke insert on subject_item, subject_release from kith_linked, kith_hub; -- only through the functions below
grant update (state, identity_asked_at, identity_how, authority_how, identity_checked_at, identity_checked_by, extended_at,
  extended_why, closed_at, closed_why, revision) on subject_request to kith_linked, kith_hub;
grant update (decision, decided_ground, reason, decided_by, decided_at) on subject_item to kith_linked, kith_hub;
create index relationship_by_other on relationship (partnership_id, other_person_id) where other_person_id is not null;

/* Whoever answers for data: privacy officers and senior officers of an agency, the lead of the partnership. */
create function authz.answers_for_data(c authz.ctx) returns boolean language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select c.staff is not null and c.purpose = 'subject_rights' and c.lens = 'hub'
    and c.role in ('privacy_officer', 'senior_officer', 'information_governance_lead') $$;

/* Whom a request is about: people with exactly this name and day of birth. Whoever asks has told us both, so that the
   answer tells no more than that the person is known, and to whom; sealed people answer as unknown ones. */
create function authz.find_subject(given text, family text, born date)
returns table (person_id uuid, agencies uuid[]) language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); hidden uuid[] := authz.blocked();
begin
  if not authz.answers_for_data(c) then return; end if;
  return query
    select s.person_id, array_agg(distinct ce.agency_id) from public.source_record s join public.cell ce on ce.id = s.cell
    where s.partnership_id = c.partnership and s.birth_on = born and lower(s.family_name) = lower(family)
      and lower(s.given_name) = lower(given) and not (s.person_id = any (hidden))
    group by s.person_id order by s.person_id limit 20;
end $$;
create index source_record_by_birth on source_record (partnership_id, birth_on);

-- Texts are compared without accents, case and punctuation, so that no spelling of a protected address slips through.
create function authz.plain(said text) returns text language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$
  select ' ' || trim(regexp_replace(regexp_replace(lower(normalize(said, NFKD)), U&'[\0300-\036f]', '', 'g'),
    U&'[^a-z0-9\0080-\ffff]+', ' ', 'g')) || ' ' $$;
create function authz.squeezed(said text) returns text language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$ select replace(said, ' ', '') $$;

/* Every one of these values becomes a mark, however it is spaced. */
create function authz.black_out(said text, given text[]) returns text language plpgsql immutable
set search_path = pg_catalog, pg_temp as $$
declare v text; p text; out text := said;
begin
  foreach v in array given loop
    p := trim(authz.plain(v));
    if p = '' then continue; end if;
    if p ~ '[0-9]' and length(replace(p, ' ', '')) >= 6 then
      p := regexp_replace(replace(p, ' ', ''), '(.)(?=.)', '\1[^[:alnum:]]{0,3}', 'g');
    else
      p := replace(p, ' ', '[^[:alnum:]]+');
    end if;
    out := regexp_replace(out, '\m' || p || '\M', U&'\2588\2588\2588', 'gi');
  end loop;
  return out;
end $$;
create function authz.black_out_lines(lines jsonb, given text[]) returns jsonb language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_array(l ->> 0, authz.black_out(l ->> 1, given)) order by n), '[]')
  from jsonb_array_elements(lines) with ordinality e(l, n) $$;
create function authz.said_in(lines jsonb) returns text language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$ select coalesce(string_agg(l ->> 1, ' / '), '') from jsonb_array_elements(lines) l $$;

/* The other people whom anybody's record joins to these: family, the same notification, the same event. */
create function authz.people_around(p uuid, whose uuid[]) returns uuid[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct x.id), '{}') from (
    select r.other_person_id as id from public.relationship r where r.partnership_id = p and r.person_id = any (whose)
    union all select r.person_id from public.relationship r where r.partnership_id = p and r.other_person_id = any (whose)
    union all select o.person_id from public.notification_person n join public.notification_person o
      on o.partnership_id = p and o.notification_id = n.notification_id
      where n.partnership_id = p and n.person_id = any (whose)
    union all select o.person_id from public.record r join public.record o on o.partnership_id = p and o.event_id = r.event_id
      where r.partnership_id = p and r.person_id = any (whose) and r.event_id is not null) x
  where x.id is not null and not (x.id = any (whose)) $$;

/* Every protected value of these people and of everybody around them: protected addresses and numbers, and all that
   names or reaches somebody who is sealed. A person's own seal hides their own addresses here, not their own name. */
create function authz.sealed_values(p uuid, asked uuid[]) returns text[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare whose uuid[] := asked || authz.people_around(p, asked); sealed uuid[]; found text[];
begin
  select coalesce(array_agg(b.person_id), '{}') into sealed from authz.block b
    where b.partnership_id = p and b.kind = 'seal' and b.person_id = any (whose) and not (b.person_id = any (asked))
      and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp();
  select array_agg(distinct v) into found from (
    select unnest(array[k.value, k.postcode, split_part(k.value, ',', 1)]) as v from public.contact_point k
      where k.partnership_id = p and k.person_id = any (whose) and (k.is_protected or k.person_id = any (sealed)
        or exists (select from authz.contact_seal q where q.partnership_id = p and q.person_id = k.person_id and q.against_staff is null
          and q.valid_from <= statement_timestamp() and coalesce(q.valid_until, 'infinity') > statement_timestamp()))
    union all select i.value from public.identifier i where i.partnership_id = p and i.person_id = any (sealed)
    union all select unnest(array[s.given_name || ' ' || s.family_name, s.given_name, s.family_name, s.other_names])
      from public.source_record s where s.partnership_id = p and s.person_id = any (sealed)
    union all select r.other_name from public.relationship r where r.partnership_id = p and r.other_person_id = any (sealed)) x
  where length(authz.squeezed(authz.plain(v))) >= 4;
  return coalesce(found, '{}');
end $$;

/* What names or reaches other people around the person, without what the person or the requester bears too. Everyday
   words that are names as well count only with a capital letter. */
create function authz.names_of_others(p uuid, whose uuid[], requester uuid, requester_name text) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare around uuid[] := authz.people_around(p, whose); own text; found text[];
begin
  select coalesce(string_agg(authz.plain(v), ''), ' ') || authz.plain(coalesce(requester_name, '')) into own from (
    select unnest(array[s.given_name, s.family_name, s.other_names]) as v from public.source_record s
      where s.partnership_id = p and (s.person_id = any (whose) or s.person_id = requester)
    union all select unnest(array[k.value, k.postcode]) from public.contact_point k where k.partnership_id = p and k.person_id = any (whose)) x;
  select array_agg(distinct v) into found from (
    select unnest(array[s.given_name || ' ' || s.family_name, s.given_name, s.family_name, s.other_names]) as v
      from public.source_record s where s.partnership_id = p and s.person_id = any (around) and s.person_id is distinct from requester
    union all select i.value from public.identifier i where i.partnership_id = p and i.person_id = any (around) and i.person_id is distinct from requester
    union all select unnest(array[k.value, k.postcode]) from public.contact_point k
      where k.partnership_id = p and k.person_id = any (around) and k.person_id is distinct from requester
    union all select unnest(array[r.other_name] || string_to_array(r.other_name, ' ')) from public.relationship r
      where r.partnership_id = p and r.person_id = any (whose) and r.other_person_id is distinct from requester) x
  where length(authz.squeezed(authz.plain(v))) >= 3 and position(authz.plain(v) in own) = 0;
  return coalesce(found, '{}');
end $$;

/* Values with the two forms in which they are looked for, made once for a whole account. */
create type authz.looked_for as (value text, plain text, squeezed text);
create function authz.look_for(given text[]) returns authz.looked_for[] language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(row(v, authz.plain(v), authz.squeezed(authz.plain(v)))::authz.looked_for), '{}') from unnest(given) v $$;
create function authz.names_found(said text, plain_said text, wanted authz.looked_for[]) returns text[] language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select array_agg(w.value order by length(w.value) desc, w.value) from unnest(wanted) w
  where position(w.plain in plain_said) > 0
      and (trim(w.plain) not in ('may', 'will', 'mark', 'grace', 'hope', 'faith', 'joy', 'rose', 'art', 'young', 'read', 'long', 'day',
        'west', 'case', 'church', 'the', 'and') or said ~ ('\m' || initcap(trim(w.plain)) || '\M'))
    or length(w.squeezed) >= 6 and w.squeezed ~ '[0-9]' and position(w.squeezed in authz.squeezed(plain_said)) > 0 $$;
create function authz.sealed_found(plain_said text, wanted authz.looked_for[]) returns text[] language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select array_agg(w.value order by length(w.value) desc, w.value) from unnest(wanted) w
  where position(w.plain in plain_said) > 0
    or length(w.squeezed) >= 6 and position(w.squeezed in authz.squeezed(plain_said)) > 0 $$;

/* One pattern for all of them: asked first, because nearly no text holds any. It is made of letters, figures and spaces. */
create function authz.any_of(wanted authz.looked_for[], of_squeezed boolean, needs_figure boolean) returns text language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select string_agg(case when of_squeezed then w.squeezed else w.plain end, '|') from unnest(wanted) w
  where not of_squeezed or (length(w.squeezed) >= 6 and (not needs_figure or w.squeezed ~ '[0-9]')) $$;

/* A label and its value for each thing that is said; what is empty is not said. */
create function authz.lines(variadic given text[]) returns jsonb language sql immutable
set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_array(given[n], given[n + 1]) order by n), '[]')
  from generate_series(1, cardinality(given), 2) n where coalesce(given[n + 1], '') <> '' $$;
create function authz.day(at timestamptz) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$ select to_char(at at time zone 'Europe/London', 'FMDD FMMonth YYYY') $$;
create function authz.words(code text) returns text language sql immutable
set search_path = pg_catalog, pg_temp as $$ select upper(left(code, 1)) || replace(substr(code, 2), '_', ' ') $$;
create function authz.name_of_agency(p uuid, a uuid) returns text language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select name from public.agency where partnership_id = p and id = a $$;

/* All that is held about these people by these agencies, in words. */
create function authz.subject_rows(p uuid, whose uuid[], cells integer[])
returns table (section text, cell integer, source_table text, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'held', t.cell, 'source_record', t.id, t.recorded_at, 'Who you are', authz.lines('First name', t.given_name,
      'Family name', t.family_name, 'Other names', t.other_names, 'Date of birth', to_char(t.birth_on, 'FMDD FMMonth YYYY'),
      'Sex', t.sex, 'Ethnicity', t.ethnicity, 'Died on', to_char(t.died_on, 'FMDD FMMonth YYYY'), 'From', t.source,
      'Recorded on', authz.day(t.recorded_at))
    from public.source_record t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'identifier', t.id, null, 'A number you are known by', authz.lines(authz.words(t.kind), t.value,
      'Until', to_char(t.valid_until, 'FMDD FMMonth YYYY'))
    from public.identifier t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'contact_point', t.id, null, 'Where you live or can be reached',
      authz.lines(authz.words(t.kind), t.value, 'Postcode', t.postcode, 'Until', to_char(t.valid_until, 'FMDD FMMonth YYYY'))
    from public.contact_point t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'need', t.id, t.recorded_at, 'What you need', authz.lines('What', authz.words(t.kind), 'How', t.how,
      'Recorded on', authz.day(t.recorded_at))
    from public.need t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'relationship', t.id, null, 'Somebody around you',
      authz.lines('Who they are to you', authz.words(t.kind), 'Their name', t.other_name)
    from public.relationship t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'involvement', t.id, t.valid_from::timestamptz, 'A service that works with you',
      authz.lines('Service', t.service, 'Worker', t.worker, 'How to reach them', t.reach)
    from public.involvement t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'record', t.id, t.occurred_at, k.title, authz.lines('When', authz.day(t.occurred_at),
      'This is', case t.assertion when 'fact' then 'a fact' when 'opinion' then 'an opinion' when 'allegation' then 'something that somebody alleged'
        when 'own_words' then 'what you said' else 'information that was not checked' end,
      'Your part in it', authz.words(t.role), 'In short', nullif(t.headline, t.body), 'In full', t.body,
      'More', (select string_agg(e.key || ': ' || (e.value #>> '{}'), '; ') from jsonb_each(case jsonb_typeof(t.detail) when 'object' then t.detail else '{}' end) e),
      'From', t.source, 'Taken back on', authz.day(t.withdrawn_at))
    from public.record t join public.record_kind k on k.code = t.kind
    where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'file', t.id, t.added_at, 'A file', authz.lines('Name', t.name, 'Kind', t.media_type, 'Added on', authz.day(t.added_at))
    from public.file t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'work', t.id, t.opened_at, 'A piece of work about you', authz.lines('What', authz.words(t.kind),
      'Number', t.reference, 'Begun on', authz.day(t.opened_at), 'Closed on', authz.day(t.closed_at))
    from public.work t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells) and t.kind <> 'subject_request'
  union all select 'held', t.cell, 'notification_person', t.notification_id, n.sent_at, 'You were named in a notification',
      authz.lines('Your part in it', authz.words(t.role), 'Sent on', authz.day(n.sent_at))
    from public.notification_person t join public.notification n on n.partnership_id = p and n.id = t.notification_id
    where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'level_set', t.id, t.set_at, 'How urgent a notification was', authz.lines('Level', t.level, 'Why', t.why,
      'Set on', authz.day(t.set_at))
    from public.level_set t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'held', t.cell, 'quality_feedback', t.id, t.given_at, 'Feedback about how a notification was written',
      authz.lines('What was said', t.comment, 'Given on', authz.day(t.given_at))
    from public.quality_feedback t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'notification', t.id, t.sent_at, 'A notification about you was sent', authz.lines('Sent on', authz.day(t.sent_at),
      'By', authz.name_of_agency(p, t.referrer_agency), 'What it said', t.headline, 'How urgent', t.urgency, 'What has become of it', authz.words(t.state))
    from public.notification t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'handover', t.id, t.handed_at, 'Passed on to another team', authz.lines('On', authz.day(t.handed_at),
      'To', authz.name_of_agency(p, t.to_agency), 'Team', authz.words(t.to_role), 'Note', t.note)
    from public.handover t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'request', t.id, t.asked_at, 'One agency asked another about you', authz.lines('On', authz.day(t.asked_at),
      'Asked', authz.name_of_agency(p, t.to_agency), 'Question', t.asks, 'Why', t.reason,
      'Law', (select g.title from public.gateway g where g.code = t.gateway order by g.version desc limit 1))
    from public.request t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'answer', t.id, t.answered_at, 'An agency answered a question about you', authz.lines('On', authz.day(t.answered_at),
      'Answer', authz.words(t.kind), 'What it said', t.body)
    from public.answer t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'told_outcome', t.id, t.told_at, 'Whoever notified was told what was decided', authz.lines('On', authz.day(t.told_at),
      'Outcome', authz.words(t.outcome), 'Advice', t.advice)
    from public.told_outcome t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'share', t.id, t.sent_at, case t.share_kind when 'share' then 'Parts of your record were shared' else 'One agency asked another to share about you' end,
      authz.lines('On', authz.day(t.sent_at), 'From', authz.name_of_agency(p, t.from_agency), 'To', authz.name_of_agency(p, t.to_agency), 'Role', authz.words(t.to_role),
        'What kind of information', (select string_agg(distinct k.title, ', ') from public.cell o join public.category k on k.code = o.category where o.id = any (t.opens)),
        'For', (select title from public.purpose where code = t.purpose), 'Why', t.reason, 'Conditions', t.conditions, 'Until', authz.day(t.valid_until),
        'Taken back on', authz.day(t.recalled_at), 'Answer', authz.words(t.refused_because), 'In words', t.refused_words)
    from public.share t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'shared', t.cell, 'refusal_to_share', t.id, t.at, 'Information was not shared', authz.lines('On', authz.day(t.at),
      'By', authz.name_of_agency(p, t.by_agency), 'With', authz.name_of_agency(p, t.other_agency), 'Because', authz.words(t.refused_because), 'In words', t.words)
    from public.refusal_to_share t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'decisions', t.cell, 'decision', t.id, t.decided_at, 'A decision about you', authz.lines('On', authz.day(t.decided_at),
      'Decision', authz.words(t.outcome), 'Reasons', t.rationale, 'Taken back on', authz.day(t.undone_at))
    from public.decision t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'flags', t.cell, 'link_history', t.id, t.done_at, 'Records were joined as being about one person', authz.lines('On', authz.day(t.done_at), 'Why', t.why)
    from public.link_history t where t.partnership_id = p and t.person_id = any (whose) and t.cell = any (cells)
  union all select 'flags', s.cell, 'matching', s.id, s.recorded_at, 'A computer compared names, dates of birth and numbers',
      authz.lines('What came of it', case when s.linked_because = 'new person' then 'No number stood on this record by which a computer puts records together.'
        else 'By what stands on this record (' || s.linked_because || ') records of the same person are put together. A person can undo it.' end)
    from public.source_record s where s.partnership_id = p and s.person_id = any (whose) and s.cell = any (cells)
  union all select 'flags', s.cell, 'match_note', m.id, m.noted_at, 'A computer noted a possible match for a person to check',
      authz.lines('On', authz.day(m.noted_at), 'What it did', 'Nothing was joined by itself.')
    from authz.match_note m join public.source_record s on s.partnership_id = p and s.id = m.source_record_id
    where m.partnership_id = p and s.person_id = any (whose) and s.cell = any (cells) $$;

/* Who saw it, and who asked in vain: by day, agency, role and purpose, with the clauses in the version in which the record
   of disclosures has them; never a name of staff. */
create function authz.subject_readings(p uuid, whose uuid[], agencies uuid[])
returns table (of_agency uuid, source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with readings as (
    select d.id, d.at, d.agency_id, d.role, d.purpose, d.outcome, d.categories, d.elements, d.clauses, d.clause_versions
    from public.disclosure d where d.partnership_id = p and d.person_id = any (whose) and d.purpose <> 'subject_rights'
    union all
    select d.id, d.at, d.agency_id, d.role, d.purpose, d.outcome, d.categories, d.elements, d.clauses, d.clause_versions
    from authz.denied n join public.disclosure d on d.partnership_id = p and d.id = n.disclosure_id
    where n.partnership_id = p and n.person_id = any (whose)
  ), days as (
    select r.agency_id, r.role, r.purpose, r.outcome, (r.at at time zone 'Europe/London')::date as day, min(r.at) as first_at, max(r.at) as last_at,
      count(distinct r.id) as times, (array_agg(r.id order by r.id))[1] as id,
      array_agg(distinct k.c) filter (where k.c is not null) as categories, array_agg(distinct e.e) filter (where e.e is not null) as elements,
      array_agg(distinct b.clause::text || ' ' || b.version) filter (where b.clause is not null) as clauses
    from readings r left join lateral unnest(r.categories) k(c) on true left join lateral unnest(r.elements) e(e) on true
    left join lateral unnest(r.clauses, r.clause_versions) b(clause, version) on true
    group by 1, 2, 3, 4, 5)
  select d.agency_id, d.id, d.first_at, case d.outcome when 'refused' then 'Somebody asked and was refused' else 'Somebody saw information about you' end,
    authz.lines('When', authz.day(d.first_at) || ', ' || to_char(d.first_at at time zone 'Europe/London', 'HH24:MI')
        || case when d.times > 1 then ' to ' || to_char(d.last_at at time zone 'Europe/London', 'HH24:MI') || ', ' || d.times || ' times' else '' end,
      'Agency', a.name, 'Role', r.title, 'For', pu.title,
      'What kind of information', (select string_agg(c.title, ', ' order by c.title) from public.category c where c.code = any (d.categories)),
      'What exactly', array_to_string(d.elements, ', '),
      'By which agreement and law', case d.outcome when 'refused' then null else coalesce((select string_agg(ag.title || ' (version ' || split_part(x, ' ', 2)
          || '), clause ' || cl.number || ': ' || g.title, '; ' order by ag.title, cl.number)
        from unnest(d.clauses) x join public.clause cl on cl.partnership_id = p and cl.id = split_part(x, ' ', 1)::uuid
        join public.agreement ag on ag.partnership_id = p and ag.id = cl.agreement_id
        left join lateral (select g.title from public.gateway g where g.code = cl.gateway order by g.version desc limit 1) g on true),
        'Its own records only') end)
  from days d join public.agency a on a.partnership_id = p and a.id = d.agency_id
  left join public.role r on r.code = d.role left join public.purpose pu on pu.code = d.purpose
  where d.agency_id = any (agencies) or exists (select from unnest(d.clauses) x join public.clause cl on cl.partnership_id = p
    and cl.id = split_part(x, ' ', 1)::uuid where cl.from_agencies && agencies) $$;

/* By which clauses others may see the kinds of information that are held. */
create function authz.subject_clauses(p uuid, agencies uuid[], held text[])
returns table (source_id uuid, at timestamptz, title text, lines jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select cl.id, ag.valid_from, 'An agreement lets others see information like yours', authz.lines(
    'Agreement', ag.title || ' (version ' || ag.version || '), clause ' || cl.number, 'It says', cl.says,
    'From', (select string_agg(a.name, ', ' order by a.name) from public.agency a where a.partnership_id = p and a.id = any (cl.from_agencies)),
    'To', (select string_agg(a.name, ', ' order by a.name) from public.agency a where a.partnership_id = p and a.id = any (cl.to_agencies)),
    'What kind of information', (select string_agg(c.title, ', ' order by c.title) from public.category c where c.code = any (cl.categories) and c.code = any (held)),
    'For', pu.title, 'Law', g.title, 'Basis in data protection law', cl.basis,
    'From when', authz.day(ag.valid_from), 'Until', authz.day(least(ag.valid_until, coalesce(cl.valid_until, 'infinity'), coalesce(cl.ended_at, 'infinity'))))
  from public.clause cl join public.agreement ag on ag.partnership_id = p and ag.id = cl.agreement_id and ag.state in ('active', 'superseded', 'ended')
  left join public.purpose pu on pu.code = cl.purpose
  left join lateral (select g.title from public.gateway g where g.code = cl.gateway order by g.version desc limit 1) g on true
  where cl.partnership_id = p and cl.access = 'read' and cl.from_agencies && agencies and cl.categories && held $$;

/* The request in the caller's own hands, while it is open; nothing else lets anybody gather an account. */
create function authz.open_subject_request(which uuid, states text[]) returns public.subject_request
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.subject_request;
begin
  if not authz.answers_for_data(c) then return null; end if;
  select * into r from public.subject_request q where q.partnership_id = c.partnership and q.id = which
    and q.cell = any (authz.cells_with(c, '{own}')) and q.state = any (states) and not (q.person_id = any (authz.blocked_for(c))) for update;
  if not found or r.identity_checked_at is null then return null; end if;
  if r.whole_partnership and c.role <> 'information_governance_lead' then return null; end if;
  return r;
end $$;

/* Gathers the account anew and proposes what to leave out; decisions on items that have not changed are kept. Returns
   the number of items, or nothing when no open request lets the caller. */
create function authz.collect_subject(which uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.subject_request := authz.open_subject_request(which, '{identity_checked,collected}');
  whose uuid[]; from_agencies uuid[]; cells integer[]; sealed authz.looked_for[]; others authz.looked_for[];
  any_plain text; any_squeezed text; n integer;
begin
  if r.id is null then return null; end if;
  whose := authz.people_behind(r.person_id);
  select array_agg(a.id) into from_agencies from public.agency a where a.partnership_id = c.partnership and (r.whole_partnership or a.id = c.agency);
  select array_agg(ce.id) into cells from public.cell ce where ce.partnership_id = c.partnership and ce.agency_id = any (from_agencies)
    and ce.category not in ('rights', 'protection', 'disclosure');
  sealed := authz.look_for(authz.sealed_values(c.partnership, whose || coalesce(r.requester_person_id, r.person_id)));
  others := authz.look_for(authz.names_of_others(c.partnership, whose, r.requester_person_id, case r.kind when 'child' then null else r.requester_name end));
  any_plain := nullif(concat_ws('|', authz.any_of(sealed, false, false), authz.any_of(others, false, false)), '');
  any_squeezed := nullif(concat_ws('|', authz.any_of(sealed, true, false), authz.any_of(others, true, true)), '');
  with was as (
    delete from public.subject_item i where i.partnership_id = c.partnership and i.request_id = which
    returning i.source_table, i.source_id, i.lines, i.decision, i.decided_ground, i.reason, i.decided_by, i.decided_at, i.is_locked
  ), rows as materialized (
    select s.section, ce.agency_id, ce.category, ce.tier, s.source_table, s.source_id, s.at, s.title, s.lines
    from authz.subject_rows(c.partnership, whose, cells) s join public.cell ce on ce.id = s.cell
  ), everything as materialized (
    select * from rows
    union all select 'seen', g.of_agency, 'disclosure', 0, 'disclosure', g.source_id, g.at, g.title, g.lines
      from authz.subject_readings(c.partnership, whose, from_agencies) g
    union all select 'shared', null, null, 0, 'clause', g.source_id, g.at, g.title, g.lines
      from authz.subject_clauses(c.partnership, from_agencies, (select array_agg(distinct category) from rows)) g
  ), said as materialized (
    select e.*, t.said, f.plain_said, coalesce(f.plain_said ~ any_plain, false) or coalesce(replace(f.plain_said, ' ', '') ~ any_squeezed, false) as holds_any
    from everything e
    cross join lateral (select authz.said_in(e.lines) as said) t cross join lateral (select authz.plain(t.said) as plain_said) f
  ), found as materialized (
    select s.*, case when s.holds_any then authz.sealed_found(s.plain_said, sealed) end as seals,
      case when s.holds_any and s.source_table not in ('clause', 'disclosure', 'source_record', 'matching')
        then authz.names_found(s.said, s.plain_said, others) end as names
    from said s
  ), clear as materialized (
    select f.*, case when f.tier = 3 then '[]' when f.seals is null then f.lines else authz.black_out_lines(f.lines, f.seals) end as clear_lines from found f
  ), safe as materialized (
    select l.*, l.tier = 3 or (l.seals is not null and authz.sealed_found(authz.plain(authz.said_in(l.clear_lines)), sealed) is not null)
      or (l.source_table = 'contact_point' and l.seals is not null) as is_out,
      case when l.names is null then null else authz.black_out_lines(l.clear_lines, l.names) end as masked_lines
    from clear l
  ), judged as (
    select a.*, case when a.is_out then case when a.tier = 3 then 'source' else 'seal' end
        when a.source_table = 'record' and a.lines @> '[["This is", "information that was not checked"]]' then 'source'
        when a.plain_said ~ ' (legal advice|legal privilege|legally privileged|counsel s opinion) ' then 'legal_privilege'
        when r.kind <> 'child' and a.category = 'voice' then 'best_interests'
        when a.source_table = 'file' then 'third_party'
        when a.names is not null then 'third_party' end as ground
    from safe a
  )
  insert into public.subject_item (partnership_id, request_id, person_id, cell, place, section, of_agency, of_category, source_table,
    source_id, title, lines, masked, found, proposal, ground, is_locked, decision, decided_ground, reason, decided_by, decided_at)
  select c.partnership, which, r.person_id, r.cell,
    row_number() over (order by array_position(array['held', 'decisions', 'seen', 'shared', 'flags'], j.section), j.category, j.at nulls first, j.source_id),
    j.section, j.agency_id, j.category, j.source_table, j.source_id, case when j.is_out then 'Left out' else j.title end,
    case when j.is_out then '[]' else j.clear_lines end, case when j.is_out then null else j.masked_lines end,
    case when j.is_out then '{}' else coalesce(j.names, '{}') end,
    case when j.is_out then 'redact' when j.ground is null then 'keep' when j.ground = 'third_party' and j.source_table <> 'file' then 'mask' else 'redact' end,
    j.ground, j.is_out, case when j.is_out then 'redact' else w.decision end, case when j.is_out then j.ground else w.decided_ground end,
    w.reason, case when j.is_out then c.staff else w.decided_by end, case when j.is_out then statement_timestamp() else w.decided_at end
  from judged j left join was w on w.source_table = j.source_table and w.source_id = j.source_id and not w.is_locked
    and w.lines = j.clear_lines and not j.is_out;
  get diagnostics n = row_count;
  update public.subject_request set state = 'collected', collected_at = statement_timestamp(), collected_by = c.staff, revision = revision + 1
    where partnership_id = c.partnership and id = which;
  return n;
end $$;

/* Whether any protected value of anybody around stands in a text that is about to leave, as of now. */
create function authz.holds_sealed(p uuid, r public.subject_request, document jsonb) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare said text;
begin
  select authz.plain(string_agg(v #>> '{}', ' ')) into said from jsonb_path_query(document, 'strict $.** ? (@.type() == "string")') v;
  return authz.sealed_found(coalesce(said, ''), authz.look_for(authz.sealed_values(p,
    authz.people_behind(r.person_id) || coalesce(r.requester_person_id, r.person_id)))) is not null;
end $$;

/* Hands the finished account to an agency whose privacy officer, senior officer or lead will release it. */
create function authz.send_for_release(which uuid, to_agency uuid, document jsonb, hash bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.subject_request := authz.open_subject_request(which, '{redacted}'); made uuid := public.uuid_v7(); own integer;
begin
  if r.id is null then return 'absent'; end if;
  if exists (select from public.subject_item i where i.partnership_id = c.partnership and i.request_id = which and i.decision is null) then return 'undecided'; end if;
  if authz.holds_sealed(c.partnership, r, document) then return 'sealed'; end if;
  select id into own from public.cell where partnership_id = c.partnership and agency_id = to_agency and category = 'rights' and tier = 1;
  if own is null then return 'absent'; end if;
  insert into public.subject_release (partnership_id, id, request_id, person_id, cell, reference, document, sha256, asked_by)
  values (c.partnership, made, which, r.person_id, own, r.reference, document, hash, c.staff);
  update public.subject_request set state = 'approved', approved_at = statement_timestamp(), approved_by = c.staff, sha256 = hash,
    sent_back_why = null, revision = revision + 1 where partnership_id = c.partnership and id = which;
  perform authz.raise_alert(c.partnership, to_agency, s.role, null, 'account_to_release', made)
    from unnest(array['privacy_officer', 'senior_officer', 'information_governance_lead']) s(role)
    where authz.is_held(c.partnership, null, to_agency, array[s.role]);
  return 'done';
end $$;

/* The second person releases or sends back; nobody who gathered, reviewed or approved the account may. */
create function authz.settle_release(which uuid, verdict text, reason text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); s public.subject_release; r public.subject_request;
begin
  if not authz.answers_for_data(c) or verdict not in ('released', 'sent_back') then return 'absent'; end if;
  select * into s from public.subject_release q where q.partnership_id = c.partnership and q.id = which
    and q.cell = any (authz.cells_with(c, '{own}')) and not (q.person_id = any (authz.blocked_for(c))) for update;
  if not found then return 'absent'; end if;
  if s.state <> 'waiting' then return 'settled'; end if;
  select * into r from public.subject_request q where q.partnership_id = c.partnership and q.id = s.request_id for update;
  if r.state <> 'approved' or r.sha256 is distinct from s.sha256 then return 'settled'; end if;
  if c.staff in (r.approved_by, r.collected_by) or exists (select from public.subject_item i where i.partnership_id = c.partnership
      and i.request_id = r.id and i.decided_by = c.staff) then return 'same person'; end if;
  if verdict = 'released' and authz.holds_sealed(c.partnership, r, s.document) then return 'sealed'; end if;
  update public.subject_release set state = verdict, settled_by = c.staff, settled_at = statement_timestamp(), why = reason
    where partnership_id = c.partnership and id = which;
  if verdict = 'released' then
    update public.subject_request set state = 'released', released_at = statement_timestamp(), released_by = c.staff,
      closed_at = statement_timestamp(), revision = revision + 1 where partnership_id = c.partnership and id = r.id;
    update public.work set closed_at = statement_timestamp() where partnership_id = c.partnership and id = r.id;
    update public.clock set stopped_at = statement_timestamp(), stopped_by = c.staff, stopped_why = 'the account was released'
      where partnership_id = c.partnership and work_id = r.id and stopped_at is null;
  else
    update public.subject_request set state = 'collected', sent_back_why = reason, revision = revision + 1
      where partnership_id = c.partnership and id = r.id;
  end if;
  perform authz.raise_alert(c.partnership, (select agency_id from public.cell where id = r.cell), null, r.approved_by,
    case verdict when 'released' then 'account_released' else 'account_sent_back' end, r.id);
  return 'done';
end $$;

/* Whoever sent it for release takes it back, until it is released. */
create function authz.take_back_release(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); r public.subject_request := authz.open_subject_request(which, '{approved}');
begin
  if r.id is null then return false; end if;
  update public.subject_release set state = 'taken_back', document = '{}', settled_by = c.staff, settled_at = statement_timestamp()
    where partnership_id = c.partnership and request_id = which and state = 'waiting';
  update public.subject_request set state = 'redacted', revision = revision + 1 where partnership_id = c.partnership and id = which;
  return true;
end $$;

/* What was given to the person, as it was given, for whoever answered the request. */
create function authz.released_account(which uuid) returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if not authz.answers_for_data(c) then return null; end if;
  return (select s.document from public.subject_request q join public.subject_release s on s.partnership_id = q.partnership_id
      and s.request_id = q.id and s.state = 'released'
    where q.partnership_id = c.partnership and q.id = which and q.state = 'released' and q.cell = any (authz.cells_with(c, '{own}'))
      and not (q.person_id = any (authz.blocked_for(c))) order by s.settled_at desc limit 1);
end $$;

/* Agencies in which somebody other than the caller may release an account. */
create function authz.who_may_release() returns table (agency_id uuid, name text) language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if not authz.answers_for_data(c) then return; end if;
  return query select distinct a.id, a.name from public.agency a join public.staff s on s.partnership_id = a.partnership_id and s.agency_id = a.id
    join public.appointment p on p.partnership_id = s.partnership_id and p.staff_id = s.id
    where a.partnership_id = c.partnership and a.active and s.id <> c.staff
      and p.role in ('privacy_officer', 'senior_officer', 'information_governance_lead')
      and coalesce(s.active_until, 'infinity') > statement_timestamp() and coalesce(p.valid_until, 'infinity') > statement_timestamp()
    order by a.name;
end $$;

revoke execute on function authz.find_subject(text, text, date), authz.people_around(uuid, uuid[]),
  authz.sealed_values(uuid, uuid[]), authz.names_of_others(uuid, uuid[], uuid, text), authz.name_of_agency(uuid, uuid),
  authz.subject_rows(uuid, uuid[], integer[]), authz.subject_readings(uuid, uuid[], uuid[]), authz.subject_clauses(uuid, uuid[], text[]),
  authz.open_subject_request(uuid, text[]), authz.collect_subject(uuid), authz.holds_sealed(uuid, public.subject_request, jsonb),
  authz.send_for_release(uuid, uuid, jsonb, bytea), authz.settle_release(uuid, text, text), authz.take_back_release(uuid),
  authz.who_may_release(), authz.released_account(uuid) from public;
grant execute on function authz.find_subject(text, text, date), authz.collect_subject(uuid), authz.send_for_release(uuid, uuid, jsonb, bytea),
  authz.settle_release(uuid, text, text), authz.take_back_release(uuid), authz.who_may_release(),
  authz.released_account(uuid) to kith_hub;
