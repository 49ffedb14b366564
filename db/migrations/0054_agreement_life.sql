-- How a version of an agreement is drafted, proposed, signed, tried out and activated. Each function judges its caller by
-- the signed context and answers null when it is done, or one word that says why not.

create function authz.agreement_lead() returns authz.ctx language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role <> 'information_governance_lead' then
    raise exception 'not the information governance lead' using errcode = '42501';
  end if;
  return c;
end $$;
create function authz.agreement_officer() returns authz.ctx language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or c.role not in ('privacy_officer', 'senior_officer') then
    raise exception 'not an officer who signs' using errcode = '42501';
  end if;
  return c;
end $$;
create function authz.note_agreement(c authz.ctx, a uuid, what text, why text default '', clause uuid default null) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.agreement_event (partnership_id, agreement_id, clause_id, staff_id, agency_id, what, why)
  values (c.partnership, a, clause, c.staff, c.agency, what, why) $$;

/* The digest of all that a version says; what somebody signs. Its dates and times do not depend on who asks. */
create function authz.agreement_content(p uuid, a uuid) returns bytea language sql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set intervalstyle = 'postgres' as $$
  select sha256(convert_to(jsonb_build_object(
    'agreement', to_jsonb(ag) - '{state,round,revision,proposed_at,signed_at,activated_at,valid_from}'::text[],
    'clauses', (select jsonb_agg(to_jsonb(c) - '{ended_at,ended_by,ended_why}'::text[] order by c.number, c.id) from public.clause c
      where c.partnership_id = p and c.agreement_id = a))::text, 'UTF8'))
  from public.agreement ag where ag.partnership_id = p and ag.id = a $$;

create function authz.content_to_sign(which uuid) returns text language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return null; end if;
  return encode(authz.agreement_content(c.partnership, which), 'hex');
end $$;

/* A draft that the lead may change now, locked; one that somebody else changed meanwhile is not. */
create function authz.open_draft(c authz.ctx, which uuid, seen integer) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare ag public.agreement;
begin
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = which for update;
  if not found then return 'absent'; end if;
  if ag.state <> 'draft' then return 'not_a_draft'; end if;
  if ag.revision <> seen then return 'changed'; end if;
  update public.agreement set revision = revision + 1 where partnership_id = c.partnership and id = which;
  return null;
end $$;

create function authz.draft_agreement(facts jsonb) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); made uuid;
begin
  insert into public.agreement (partnership_id, title, about, review_on, valid_until, owner_id, drafted_by)
  values (c.partnership, facts ->> 'title', '', (facts ->> 'review_on')::date, (facts ->> 'valid_until')::timestamptz, c.staff, c.staff)
  returning id into made;
  perform authz.note_agreement(c, made, 'drafted');
  perform authz.set_agreement_facts(c, made, facts);
  return made;
end $$;
create function authz.set_agreement_facts(c authz.ctx, which uuid, facts jsonb) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare f public.agreement := jsonb_populate_record(null::public.agreement, facts);
begin
  if exists (select from unnest(f.parties) p where not exists (select from public.agency a
      where a.partnership_id = c.partnership and a.id = p and a.active))
    or exists (select from unnest(f.purposes) p where p not in (select code from public.purpose))
    or not exists (select from public.staff s where s.partnership_id = c.partnership and s.id = f.owner_id) then
    raise exception 'an agreement of unknown agencies, purposes or people' using errcode = '23514';
  end if;
  update public.agreement set title = f.title, about = f.about, owner_id = f.owner_id, parties = f.parties, purposes = f.purposes,
    review_on = f.review_on, valid_until = f.valid_until,
    dpia_title = f.dpia_title, dpia_reference = f.dpia_reference, dpia_done_on = f.dpia_done_on,
    dpia_review_on = f.dpia_review_on, dpia_outcome = f.dpia_outcome,
    equality_title = f.equality_title, equality_reference = f.equality_reference, equality_done_on = f.equality_done_on,
    equality_review_on = f.equality_review_on, equality_outcome = f.equality_outcome
  where partnership_id = c.partnership and id = which;
end $$;
create function authz.change_draft(which uuid, facts jsonb, seen integer) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); why_not text := authz.open_draft(c, which, seen);
begin
  if why_not is not null then return why_not; end if;
  perform authz.set_agreement_facts(c, which, facts);
  perform authz.note_agreement(c, which, 'facts_changed');
  return null;
end $$;

/* Whether data protection law is named in words of the reference: each key of an end is a kind, each value a code of it. */
create function authz.basis_is_known(basis jsonb) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select not exists (select from jsonb_each_text(basis) b
    where not exists (select from public.lawful_basis l where l.kind = b.key and l.code = b.value)) $$;

/* The page checks the law in full and says it in words; what the gateway's own row forbids, the database refuses as well. */
create function authz.gateway_refuses(p uuid, cl public.clause) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare g public.gateway; senders text[]; receivers text[];
begin
  select * into g from public.gateway w where w.code = cl.gateway and w.version = cl.gateway_version;
  if not found then return true; end if;
  senders := array(select distinct a.kind from public.agency a where a.partnership_id = p
    and a.id = any (case when cl.access = 'deposit' then cl.to_agencies else cl.from_agencies end));
  receivers := array(select distinct a.kind from public.agency a where a.partnership_id = p
    and a.id = any (case when cl.access = 'deposit' then cl.from_agencies else cl.to_agencies end));
  return g.depersonalised_only or not senders <@ coalesce(g.from_kinds, senders) or not receivers <@ coalesce(g.to_kinds, receivers)
    or (g.purposes is not null and not (cl.purpose = any (g.purposes)))
    or exists (select from jsonb_array_elements(g.forbids) f where coalesce(f ->> 'severity', 'refuses') = 'refuses'
      and exists (select from unnest(senders) s where (f -> 'from' is null or f -> 'from' ? s) and not coalesce(f -> 'from_except' ? s, false))
      and exists (select from unnest(receivers) r where (f -> 'to' is null or f -> 'to' ? r) and not coalesce(f -> 'to_except' ? r, false))
      and exists (select from unnest(cl.categories) k where (f -> 'categories' is null or f -> 'categories' ? k)
        and not coalesce(f -> 'categories_except' ? k, false)));
end $$;

create function authz.save_clause(of_agreement uuid, which uuid, fields jsonb, seen integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); why_not text; ag public.agreement; f public.clause; saved uuid := which;
begin
  why_not := authz.open_draft(c, of_agreement, seen);
  if why_not is not null then return why_not; end if;
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = of_agreement;
  if ag.review_on < current_date then return 'review_passed'; end if;
  f := jsonb_populate_record(null::public.clause, fields);
  if not (f.from_agencies || f.to_agencies || f.onward_agencies <@ ag.parties and f.purpose = any (ag.purposes)
    and authz.basis_is_known(f.sender_basis) and authz.basis_is_known(f.receiver_basis)
    and f.categories <@ array(select code from public.category) and not (f.categories && '{protection,rights}'::text[]) and f.to_roles <@ array(select code from public.role))
    or f.from_agencies = '{}' or f.to_agencies = '{}' or f.to_roles = '{}' or f.categories = '{}' then
    raise exception 'a clause of unknown parties, purposes, bases or words' using errcode = '23514';
  end if;
  if authz.gateway_refuses(c.partnership, f) then return 'refused_by_gateway'; end if;
  if which is null then
    insert into public.clause (partnership_id, agreement_id, number, says, from_agencies, to_agencies, to_roles, purpose,
      categories, highest_tier, gateway, basis)
    values (c.partnership, of_agreement, 1 + coalesce((select max(number) from public.clause k
      where k.partnership_id = c.partnership and k.agreement_id = of_agreement), 0), '', f.from_agencies, f.to_agencies, f.to_roles, f.purpose,
      f.categories, f.highest_tier, f.gateway, '') returning id into saved;
  end if;
  update public.clause set says = f.says, from_agencies = f.from_agencies, to_agencies = f.to_agencies, to_roles = f.to_roles,
    purpose = f.purpose, categories = f.categories, highest_tier = f.highest_tier, access = f.access, reach = f.reach,
    gateway = f.gateway, gateway_version = f.gateway_version, basis = f.basis, sender_basis = f.sender_basis,
    receiver_basis = f.receiver_basis, subject_class = f.subject_class, precision = f.precision, oldest_record = f.oldest_record,
    onward = f.onward, onward_agencies = f.onward_agencies, conditions = f.conditions, valid_until = f.valid_until
  where partnership_id = c.partnership and agreement_id = of_agreement and id = saved;
  if not found then return 'absent'; end if;
  perform authz.note_agreement(c, of_agreement, 'clause_saved');
  return null;
end $$;

create function authz.remove_clause(of_agreement uuid, which uuid, seen integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); why_not text := authz.open_draft(c, of_agreement, seen); gone integer;
begin
  if why_not is not null then return why_not; end if;
  delete from public.clause where partnership_id = c.partnership and agreement_id = of_agreement and id = which returning number into gone;
  if gone is null then return 'absent'; end if;
  update public.clause set number = number - 1 where partnership_id = c.partnership and agreement_id = of_agreement and number > gone;
  perform authz.note_agreement(c, of_agreement, 'clause_removed');
  return null;
end $$;

/* A draft of the next version, with the clauses that have not ended; the one that is already open if there is one. */
create function authz.new_version(of_agreement uuid) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); was public.agreement; made uuid;
begin
  select * into was from public.agreement a where a.partnership_id = c.partnership and a.id = of_agreement and a.state = 'active' for update;
  if not found then return null; end if;
  select id into made from public.agreement a where a.partnership_id = c.partnership and a.root_id = was.root_id
    and a.state in ('draft', 'proposed', 'signed');
  if found then return made; end if;
  insert into public.agreement (partnership_id, root_id, previous_id, version, title, about, review_on, valid_until, owner_id,
    parties, purposes, dpia_title, dpia_reference, dpia_done_on, dpia_review_on, dpia_outcome,
    equality_title, equality_reference, equality_done_on, equality_review_on, equality_outcome, drafted_by)
  values (c.partnership, was.root_id, was.id, 1 + (select max(version) from public.agreement a
      where a.partnership_id = c.partnership and a.root_id = was.root_id),
    was.title, was.about, was.review_on, was.valid_until, coalesce(was.owner_id, c.staff), was.parties, was.purposes,
    was.dpia_title, was.dpia_reference, was.dpia_done_on, was.dpia_review_on, was.dpia_outcome,
    was.equality_title, was.equality_reference, was.equality_done_on, was.equality_review_on, was.equality_outcome, c.staff)
  returning id into made;
  insert into public.clause (partnership_id, agreement_id, lineage_id, number, says, from_agencies, to_agencies, to_roles, purpose,
    categories, highest_tier, access, reach, gateway, gateway_version, basis, sender_basis, receiver_basis, subject_class, precision,
    oldest_record, onward, onward_agencies, conditions, valid_until)
  select k.partnership_id, made, k.lineage_id, row_number() over (order by k.number), k.says, k.from_agencies, k.to_agencies, k.to_roles,
    k.purpose, k.categories, k.highest_tier, k.access, k.reach, k.gateway, k.gateway_version, k.basis, k.sender_basis, k.receiver_basis,
    k.subject_class, k.precision, k.oldest_record, k.onward, k.onward_agencies, k.conditions, k.valid_until
  from public.clause k where k.partnership_id = c.partnership and k.agreement_id = was.id and k.ended_at is null;
  perform authz.note_agreement(c, made, 'drafted');
  return made;
end $$;

/* To both officers of every party: there is something to sign. */
create function authz.propose_agreement(which uuid, seen integer) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); why_not text := authz.open_draft(c, which, seen); ag public.agreement;
begin
  if why_not is not null then return why_not; end if;
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = which;
  if cardinality(ag.parties) < 2 or not exists (select from public.clause k
    where k.partnership_id = c.partnership and k.agreement_id = which) then return 'incomplete'; end if;
  if ag.review_on < current_date or ag.valid_until <= statement_timestamp() then return 'review_passed'; end if;
  if ag.dpia_review_on is null or ag.dpia_review_on < current_date or ag.dpia_outcome not in ('proceed', 'proceed_with_conditions')
    or ag.equality_review_on is null or ag.equality_review_on < current_date
    or ag.equality_outcome not in ('proceed', 'proceed_with_conditions') then return 'not_assessed'; end if;
  update public.agreement set state = 'proposed', proposed_at = statement_timestamp(), round = round + 1
  where partnership_id = c.partnership and id = which;
  perform authz.note_agreement(c, which, 'proposed');
  perform authz.raise_alert(c.partnership, p, r, null, 'agreement_to_sign', which)
  from unnest(ag.parties) p cross join unnest(array['privacy_officer', 'senior_officer']) r;
  return null;
end $$;

create function authz.withdraw_agreement(which uuid, why text) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead();
begin
  update public.agreement set state = 'ended' where partnership_id = c.partnership and id = which and state in ('draft', 'proposed', 'signed');
  if not found then return 'moved_on'; end if;
  perform authz.note_agreement(c, which, 'withdrawn', why);
  return null;
end $$;

/* A signature for the signer's own agency, on exactly the content they read. The last one completes the version. */
create function authz.sign_agreement(which uuid, read_content bytea) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_officer(); ag public.agreement;
begin
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = which for update;
  if not found or not (c.agency = any (ag.parties)) then return 'absent'; end if;
  if ag.state <> 'proposed' then return 'moved_on'; end if;
  if authz.agreement_content(c.partnership, which) <> read_content then return 'changed'; end if;
  insert into public.agreement_signature (partnership_id, agreement_id, round, agency_id, role, staff_id, content)
  values (c.partnership, which, ag.round, c.agency, c.role, c.staff, read_content) on conflict do nothing;
  if not found then return 'already_signed'; end if;
  perform authz.note_agreement(c, which, 'signed');
  if authz.lacks_signature(ag) then return null; end if;
  update public.agreement set state = 'signed', signed_at = statement_timestamp() where partnership_id = c.partnership and id = which;
  perform authz.note_agreement(c, which, 'complete');
  perform authz.raise_alert(c.partnership, s.agency_id, null, s.id, 'agreement_signed', which)
  from public.staff s where s.partnership_id = c.partnership and s.id = ag.drafted_by;
  return null;
end $$;
create function authz.lacks_signature(ag public.agreement) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select from unnest(ag.parties) p cross join unnest(array['privacy_officer', 'senior_officer']) r
    where not exists (select from public.agreement_signature s where s.partnership_id = ag.partnership_id and s.agreement_id = ag.id
      and s.round = ag.round and s.agency_id = p and s.role = r
      and s.content = authz.agreement_content(ag.partnership_id, ag.id))) $$;

create function authz.send_back_agreement(which uuid, why text) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_officer(); ag public.agreement;
begin
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = which for update;
  if not found or not (c.agency = any (ag.parties)) then return 'absent'; end if;
  if ag.state not in ('proposed', 'signed') then return 'moved_on'; end if;
  update public.agreement set state = 'draft', proposed_at = null, signed_at = null where partnership_id = c.partnership and id = which;
  perform authz.note_agreement(c, which, 'sent_back', why);
  perform authz.raise_alert(c.partnership, s.agency_id, null, s.id, 'agreement_sent_back', which)
  from public.staff s where s.partnership_id = c.partnership and s.id = ag.drafted_by;
  return null;
end $$;

/* Opens what was signed and closes the version before it, in one statement of one transaction. */
create function authz.activate_agreement(which uuid) returns text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.agreement_lead(); ag public.agreement; was uuid;
begin
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = which for update;
  if not found then return 'absent'; end if;
  if ag.state <> 'signed' then return 'moved_on'; end if;
  if authz.lacks_signature(ag) then return 'unsigned'; end if;
  if ag.review_on < current_date or ag.valid_until <= statement_timestamp() then return 'review_passed'; end if;
  if ag.dpia_review_on < current_date or ag.equality_review_on < current_date then return 'not_assessed'; end if;
  if exists (select from public.clause k where k.partnership_id = c.partnership and k.agreement_id = which
    and authz.gateway_refuses(c.partnership, k)) then return 'refused_by_gateway'; end if;
  for was in select a.id from public.agreement a where a.partnership_id = c.partnership and a.root_id = ag.root_id and a.state = 'active' for update loop
    update public.agreement set state = 'superseded', valid_until = least(valid_until, statement_timestamp())
    where partnership_id = c.partnership and id = was;
    update authz.grant_cell g set valid_until = least(g.valid_until, statement_timestamp()) from public.clause k
    where g.partnership_id = c.partnership and g.clause_id = k.id and k.partnership_id = c.partnership and k.agreement_id = was;
    perform authz.note_agreement(c, was, 'superseded');
  end loop;
  update public.agreement set state = 'active', valid_from = statement_timestamp(), activated_at = statement_timestamp()
  where partnership_id = c.partnership and id = which;
  perform authz.compile_agreement(c.partnership, which);
  perform authz.note_agreement(c, which, 'activated');
  perform authz.raise_alert(c.partnership, p, 'privacy_officer', null, 'agreement_activated', which) from unnest(ag.parties) p;
  return null;
end $$;

/* Where something about a person stands that a grant alone opens, as one query over partnership $1 and cells $2: by role and
   newest time where clauses may be narrow. Left out: the account of what was done, and what reaches its parties only. */
create function authz.people_with_content() returns text language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare plain text;
begin
  select string_agg(format('select person_id, cell, null, ''infinity''::timestamptz from public.%I where partnership_id = $1 and cell = any ($2) group by 1, 2',
    t.relname), ' union all ' order by t.relname) into plain from pg_class t
  where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and obj_description(t.oid, 'pg_class') like 'personal: %'
    and not (t.relname = any ('{record,file,act,clock,link,link_history,name_token}'::name[]))
    and not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'not_of_others');
  return 'select person_id, cell, role, max(occurred_at) as at from public.record where partnership_id = $1 and cell = any ($2) group by 1, 2, 3'
    || ' union all select person_id, cell, null, max(added_at) from public.file where partnership_id = $1 and cell = any ($2) group by 1, 2'
    || ' union all ' || plain;
end $$;

/* What activating a version would change, for each role of each agency: how many people it would come to see something of, or
   no longer, in all (no category) and by category; `opens` and `closes` say it of the right itself, whoever is held today. */
create function authz.simulate_agreement(which uuid) returns table (agency_id uuid, role text, category text, access text,
  opens boolean, closes boolean, gains integer, loses integer, staff integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context(); ag public.agreement; was uuid; changed integer[];
begin
  if c.staff is null or c.role not in ('information_governance_lead', 'privacy_officer', 'senior_officer') then return; end if;
  select * into ag from public.agreement a where a.partnership_id = c.partnership and a.id = which
    and a.state in ('draft', 'proposed', 'signed');
  if not found then return; end if;
  select a.id into was from public.agreement a where a.partnership_id = c.partnership and a.root_id = ag.root_id and a.state = 'active';
  changed := array(select g.cell from authz.grants_of(c.partnership, which) g union
    select g.cell from authz.grant_cell g join public.clause k on k.id = g.clause_id
    where g.partnership_id = c.partnership and k.partnership_id = c.partnership and k.agreement_id = was);
  return query execute format($sql$
    with going as (
      select g.* from authz.grant_cell g join public.clause k on k.id = g.clause_id
      where g.partnership_id = $1 and k.partnership_id = $1 and k.agreement_id = $4 and g.valid_until > statement_timestamp()),
    coming as (select * from authz.grants_of($1, $3) g where g.valid_until > statement_timestamp()),
    touched as (select agency_id, role from going union select agency_id, role from coming),
    standing as (
      select g.agency_id, g.role, g.purpose, g.cell, g.access, g.reach, g.clause_id, g.subject_class, g.oldest
      from authz.grant_cell g join touched using (agency_id, role)
      where g.partnership_id = $1 and g.cell = any ($2) and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()),
    rights as (
      select 'before' as moment, s.* from standing s
      union all select 'after', s.* from standing s
        where s.clause_id is null or s.clause_id not in (select clause_id from going)
      union all select 'after', agency_id, role, purpose, cell, access, reach, clause_id, subject_class, oldest from coming),
    hands as (
      select t.agency_id, t.role, s.id from touched t
      join public.staff s on s.partnership_id = $1 and s.agency_id = t.agency_id
      join public.appointment a on a.partnership_id = $1 and a.staff_id = s.id and a.role = t.role
      where s.active_from <= statement_timestamp() and coalesce(s.active_until, 'infinity') > statement_timestamp()
        and coalesce(s.vetting_until, 'infinity') > statement_timestamp() and coalesce(s.training_until, 'infinity') > statement_timestamp()
        and a.valid_from <= statement_timestamp() and coalesce(a.valid_until, 'infinity') > statement_timestamp()),
    blocks as (
      select b.person_id, b.against_staff, b.exempt_staff from authz.block b
      where b.partnership_id = $1 and b.valid_from <= statement_timestamp() and coalesce(b.valid_until, 'infinity') > statement_timestamp()),
    shut as (
      select h.agency_id, h.role, h.id, b.person_id from hands h
      join blocks b on (b.against_staff is null or b.against_staff = h.id) and not (h.id = any (b.exempt_staff))),
    links as (
      select distinct h.agency_id, h.role, l.purpose, l.person_id from hands h
      join public.link l on l.partnership_id = $1 and (l.staff_id = h.id
        or (l.staff_id is null and l.agency_id = h.agency_id and l.role = h.role))
      where l.valid_from <= statement_timestamp() and coalesce(l.valid_until, 'infinity') > statement_timestamp()
        and not exists (select from shut x where x.id = h.id and x.role = h.role and x.person_id = l.person_id)),
    held (person_id, cell, role, at) as (%s),
    sight as (
      select distinct r.moment, r.agency_id, r.role, d.person_id, d.cell from rights r
      join held d on d.cell = r.cell and (r.subject_class = 'any' or d.role = r.subject_class)
        and (r.oldest is null or d.at >= statement_timestamp() - r.oldest)
      where r.access <> 'deposit' and r.reach = 'hub' and exists (select from hands h where h.agency_id = r.agency_id and h.role = r.role
        and not exists (select from shut x where x.id = h.id and x.role = h.role and x.person_id = d.person_id))
      union
      select r.moment, r.agency_id, r.role, d.person_id, d.cell from rights r
      join links l on l.agency_id = r.agency_id and l.role = r.role and l.purpose = r.purpose
      join held d on d.cell = r.cell and d.person_id = l.person_id and (r.subject_class = 'any' or d.role = r.subject_class)
        and (r.oldest is null or d.at >= statement_timestamp() - r.oldest)
      where r.access <> 'deposit'),
    moves as (
      select agency_id, role, person_id, cell, bool_or(moment = 'after') as later, bool_or(moment = 'before') as sooner
      from sight group by 1, 2, 3, 4),
    counts as (
      select m.agency_id, m.role, ce.category, 'read' as access,
        count(distinct m.person_id) filter (where m.later and not m.sooner)::integer as gains,
        count(distinct m.person_id) filter (where m.sooner and not m.later)::integer as loses
      from moves m join public.cell ce on ce.id = m.cell
      group by grouping sets ((m.agency_id, m.role), (m.agency_id, m.role, ce.category))),
    shifts as (
      select k.agency_id, k.role, ce.category, k.access, bool_or(k.later and not k.sooner) as opens, bool_or(k.sooner and not k.later) as closes
      from (select r.agency_id, r.role, r.cell, case when r.access = 'own' then 'read' else r.access end as access,
          r.subject_class, r.oldest, r.reach,
          bool_or(moment = 'after') as later, bool_or(moment = 'before') as sooner from rights r group by 1, 2, 3, 4, 5, 6, 7) k
      join public.cell ce on ce.id = k.cell group by 1, 2, 3, 4)
    select coalesce(s.agency_id, n.agency_id), coalesce(s.role, n.role), coalesce(s.category, n.category), coalesce(s.access, n.access),
      coalesce(s.opens, false), coalesce(s.closes, false), coalesce(n.gains, 0), coalesce(n.loses, 0),
      (select count(*)::integer from hands h where h.agency_id = coalesce(s.agency_id, n.agency_id) and h.role = coalesce(s.role, n.role))
    from shifts s full join counts n
      on n.agency_id = s.agency_id and n.role = s.role and n.category = s.category and n.access = s.access
    where coalesce(s.opens, false) or coalesce(s.closes, false) or coalesce(n.gains, 0) + coalesce(n.loses, 0) > 0 $sql$,
    authz.people_with_content()) using c.partnership, changed, which, was;
end $$;

revoke execute on function authz.agreement_lead(), authz.agreement_officer(), authz.note_agreement(authz.ctx, uuid, text, text, uuid),
  authz.agreement_content(uuid, uuid), authz.content_to_sign(uuid), authz.open_draft(authz.ctx, uuid, integer), authz.draft_agreement(jsonb),
  authz.set_agreement_facts(authz.ctx, uuid, jsonb), authz.change_draft(uuid, jsonb, integer), authz.basis_is_known(jsonb),
  authz.gateway_refuses(uuid, public.clause), authz.save_clause(uuid, uuid, jsonb, integer), authz.remove_clause(uuid, uuid, integer),
  authz.new_version(uuid), authz.propose_agreement(uuid, integer), authz.withdraw_agreement(uuid, text),
  authz.sign_agreement(uuid, bytea), authz.lacks_signature(public.agreement), authz.send_back_agreement(uuid, text),
  authz.activate_agreement(uuid), authz.people_with_content(), authz.simulate_agreement(uuid) from public;
grant execute on function authz.draft_agreement(jsonb), authz.change_draft(uuid, jsonb, integer), authz.save_clause(uuid, uuid, jsonb, integer),
  authz.remove_clause(uuid, uuid, integer), authz.new_version(uuid), authz.propose_agreement(uuid, integer),
  authz.withdraw_agreement(uuid, text), authz.sign_agreement(uuid, bytea), authz.send_back_agreement(uuid, text),
  authz.activate_agreement(uuid), authz.content_to_sign(uuid), authz.simulate_agreement(uuid) to kith_linked, kith_hub;
