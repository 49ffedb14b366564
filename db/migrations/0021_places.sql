-- What happened where, without anybody: published and shared figures about places. No table here says who.
create table offence (
  partnership_id uuid not null,
  source text not null,
  source_id text not null,
  month date not null,
  type text not null,
  longitude double precision,
  latitude double precision,
  location text not null,
  area_code text,
  area_name text,
  district text,
  outcome text,
  reported_by text,
  primary key (partnership_id, source, source_id)
);
comment on table offence is 'tenant: an offence as data.police.uk publishes it: month, kind, blurred place; nobody is named';
create index offence_by_month on offence (partnership_id, month, type, district);

create table stop_search (
  partnership_id uuid not null,
  source text not null,
  source_id text not null,
  month date not null,
  happened_at timestamptz not null,
  type text not null,
  longitude double precision,
  latitude double precision,
  gender text,
  age_range text,
  self_defined_ethnicity text,
  officer_defined_ethnicity text,
  legislation text,
  object text,
  outcome text,
  outcome_is_about_object boolean,
  more_than_outer_clothing boolean,
  part_of_operation boolean,
  primary key (partnership_id, source, source_id)
);
comment on table stop_search is 'tenant: a stop and search as data.police.uk publishes it; nobody is named';
create index stop_search_by_month on stop_search (partnership_id, month, object);
call authz.tenant('offence');
call authz.tenant('stop_search');

-- An emergency department shares single attendances (ISTV). They are never shown one by one: only the function below
-- reads them, and it never tells a number under five.
create table assault_attendance (
  partnership_id uuid not null,
  agency_id uuid not null,
  source text not null,
  source_id text not null,
  site_code text not null,
  month date not null,
  arrived_at timestamptz,
  assaulted_at timestamptz not null,
  method text not null,
  method_other text,
  location_type text not null,
  location_description text,
  primary key (partnership_id, agency_id, source, source_id),
  foreign key (partnership_id, agency_id) references agency
);
comment on table assault_attendance is 'wall: an assault seen in an emergency department, without anybody; no grants, only definer functions touch it';
create index assault_attendance_by_month on assault_attendance (partnership_id, month, location_type);

/* The context of somebody whose agency or role may bring such figures, or an error. */
create function authz.bringing(agency_kinds text[], roles text[]) returns authz.ctx language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or not (c.role = any (roles) or exists (select from public.agency a
      where a.partnership_id = c.partnership and a.id = c.agency and a.kind = any (agency_kinds))) then
    raise exception 'not a file of this agency' using errcode = '42501';
  end if;
  return c;
end $$;

/* Each returns which of the given rows were new or changed. */
create function authz.import_offences(in_source text, given json) returns setof text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.bringing('{police,policing_body}', '{analyst}');
begin
  return query insert into public.offence as o (partnership_id, source, source_id, month, type, longitude, latitude, location,
    area_code, area_name, district, outcome, reported_by)
  select c.partnership, in_source, g.* from json_to_recordset(given) as g(source_id text, month date, type text,
    longitude double precision, latitude double precision, location text, area_code text, area_name text, district text,
    outcome text, reported_by text)
  -- Looking first leaves what is unchanged unwritten; "on conflict" alone would lock every row of a file that comes again.
  where (select (was.month, was.type, was.longitude, was.latitude, was.location, was.area_code, was.area_name, was.outcome, was.reported_by)
      is not distinct from (g.month, g.type, g.longitude, g.latitude, g.location, g.area_code, g.area_name, g.outcome, g.reported_by)
    from public.offence was where was.partnership_id = c.partnership and was.source = in_source and was.source_id = g.source_id) is not true
  on conflict (partnership_id, source, source_id) do update set (month, type, longitude, latitude, location, area_code, area_name,
    district, outcome, reported_by) = (excluded.month, excluded.type, excluded.longitude, excluded.latitude, excluded.location,
    excluded.area_code, excluded.area_name, excluded.district, excluded.outcome, excluded.reported_by)
  returning o.source_id;
end $$;

create function authz.import_searches(in_source text, given json) returns setof text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.bringing('{police,policing_body}', '{analyst}');
begin
  return query insert into public.stop_search as s (partnership_id, source, source_id, month, happened_at, type, longitude, latitude,
    gender, age_range, self_defined_ethnicity, officer_defined_ethnicity, legislation, object, outcome, outcome_is_about_object,
    more_than_outer_clothing, part_of_operation)
  select c.partnership, in_source, g.* from json_to_recordset(given) as g(source_id text, month date, happened_at timestamptz,
    type text, longitude double precision, latitude double precision, gender text, age_range text, self_defined_ethnicity text,
    officer_defined_ethnicity text, legislation text, object text, outcome text, outcome_is_about_object boolean,
    more_than_outer_clothing boolean, part_of_operation boolean)
  where (select (was.outcome, was.outcome_is_about_object) is not distinct from (g.outcome, g.outcome_is_about_object)
    from public.stop_search was
    where was.partnership_id = c.partnership and was.source = in_source and was.source_id = g.source_id) is not true
  on conflict (partnership_id, source, source_id) do update set
    (outcome, outcome_is_about_object) = (excluded.outcome, excluded.outcome_is_about_object)
  returning s.source_id;
end $$;

create function authz.import_assaults(in_source text, given json) returns setof text language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.bringing('{health}', '{}');
begin
  return query insert into public.assault_attendance as t (partnership_id, agency_id, source, source_id, site_code, month, arrived_at,
    assaulted_at, method, method_other, location_type, location_description)
  select c.partnership, c.agency, in_source, g.* from json_to_recordset(given) as g(source_id text, site_code text, month date,
    arrived_at timestamptz, assaulted_at timestamptz, method text, method_other text, location_type text, location_description text)
  on conflict do nothing returning t.source_id;
end $$;

/* How many assaults by month and kind of place. A number from one to four comes back as nothing: somebody who knows one
   of them could find out about another. No totals, which would give it away again. */
create function authz.assault_counts(from_month date, to_month date)
returns table (month date, location_type text, n bigint) language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null then return; end if;
  return query select t.month, t.location_type, case when count(*) >= 5 then count(*) end
    from public.assault_attendance t
    where t.partnership_id = c.partnership and t.month between from_month and to_month
    group by t.month, t.location_type order by 1, 2;
end $$;

revoke execute on function authz.bringing(text[], text[]), authz.import_offences(text, json), authz.import_searches(text, json),
  authz.import_assaults(text, json), authz.assault_counts(date, date) from public;
grant execute on function authz.import_offences(text, json), authz.import_searches(text, json), authz.import_assaults(text, json),
  authz.assault_counts(date, date) to kith_linked, kith_hub;
