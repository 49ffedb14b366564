-- A record is found by half as many tokens. A name that is written with one slip keeps one half, so the two halves of a
-- name do the work of all its spellings with one letter less; numbers are found in their own table, in its cells.
create temp table kept on commit drop as
  select * from name_token where left(token, 2) not in ('d:', 'i:')
  union all
  -- `d:` a form, whole or less one letter, with the sound of the other name; the whole ones stand as `n:` too.
  select distinct d.partnership_id, h.token, d.person_id, d.cell, d.source_record_id
  from (select t.*, substr(split_part(t.token, '|', 1), 3) as form, split_part(t.token, '|', 2) as sound
    from name_token t where left(t.token, 2) = 'd:') d
  join name_token n on n.partnership_id = d.partnership_id and n.source_record_id = d.source_record_id
    and n.token = 'n:' || d.form
  cross join lateral (select char_length(d.form) as size, char_length(d.form) / 2 as middle) l
  cross join lateral (
    select 'h:' || d.form || '|' || d.sound as token where l.size < 4
    union all select 'h:' || left(d.form, l.middle) || '*' || l.size - l.middle || '|' || d.sound where l.size >= 4
    union all select 'h:' || l.middle || '*' || right(d.form, l.size - l.middle) || '|' || d.sound where l.size >= 4) h
  where d.sound <> '';

drop index name_token_lookup, name_token_by_source;
truncate name_token;
insert into name_token (partnership_id, token, person_id, cell, source_record_id)
  select partnership_id, token, person_id, cell, source_record_id from kept;
-- Nothing but the two keys: an index that carries other columns cannot put equal keys together.
create index name_token_lookup on name_token (partnership_id, token);
create index name_token_by_source on name_token (partnership_id, source_record_id);

drop function authz.import_tokens(integer, integer, json);
/* The tokens by which the names of source records are found, those of one record a line each. It takes no lock, so that
   a second connection can do it while the next people are stored. */
create function authz.import_tokens(identity_cell integer, records uuid[], people uuid[], tokens text[], changed uuid[])
returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c authz.ctx := authz.context();
begin
  if c.staff is null or not (identity_cell = any (authz.own_cells())) then
    raise exception 'an import outside the context' using errcode = '42501';
  end if;
  if cardinality(changed) > 0 then
    delete from public.name_token t where t.partnership_id = c.partnership and t.source_record_id = any (changed)
      and t.cell = identity_cell;
  end if;
  insert into public.name_token (partnership_id, token, person_id, cell, source_record_id)
  select c.partnership, unnest(string_to_array(a.tokens, E'\n')), a.person, identity_cell, a.record
  from unnest(records, people, tokens) as a(record, person, tokens);
end $$;
revoke execute on function authz.import_tokens(integer, uuid[], uuid[], text[], uuid[]) from public;
grant execute on function authz.import_tokens(integer, uuid[], uuid[], text[], uuid[]) to kith_linked, kith_hub;
