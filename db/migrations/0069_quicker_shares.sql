-- What shares lend, found by the shares and not by all grants: a recipient's page asked for it once for every table.
/* Cells that only shares open to this context, by no clause. A share's grant is made and ends with its link. */
create or replace function authz.lent_cells_for(c authz.ctx) returns integer[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare shares uuid[]; lent integer[]; agreed integer[];
begin
  select array_agg(l.id) into shares from public.link l
  where l.kind = 'share' and l.partnership_id = c.partnership and l.agency_id = c.agency and l.role = c.role
    and l.valid_until > statement_timestamp();
  if shares is null then return '{}'; end if;
  select array_agg(distinct g.cell) into lent from authz.grant_cell g
  where g.clause_id = any (shares) and g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role
    and g.purpose = c.purpose;
  if lent is null then return '{}'; end if;
  select array_agg(distinct g.cell) into agreed from authz.grant_cell g
  where g.partnership_id = c.partnership and g.agency_id = c.agency and g.role = c.role and g.purpose = c.purpose
    and g.cell = any (lent) and g.access in ('read', 'own')
    and g.valid_from <= statement_timestamp() and g.valid_until > statement_timestamp()
    and (g.clause_id is null or not (g.clause_id = any (shares)));
  return array(select e from unnest(lent) e where agreed is null or not (e = any (agreed)));
end $$;
