/** Faults of memory and of clocks, and the ending after which they still show something. */
export type TimeFault = Readonly<
  { fault: string; after: string } & ({ sql: string } | { in: string; replace: string; by: string })
>

const clock = 'statement_timestamp()'
const byTransaction = { replace: clock, by: 'now()' }

export const timeFaults: readonly TimeFault[] = [
  { fault: 'links end with the transaction', in: 'authz.people_for(authz.ctx)', ...byTransaction, after: 'a link' },
  { fault: 'appointments end with the transaction', in: 'authz.context()', ...byTransaction, after: 'an appointment' },
  { fault: 'vetting lapses with the transaction', in: 'authz.context()', ...byTransaction, after: 'vetting' },
  { fault: 'clauses end with the transaction', in: 'authz.cells_with(authz.ctx, text[])', ...byTransaction, after: 'a clause' },
  { fault: 'seals begin with the transaction', in: 'authz.blocked_for(authz.ctx)', ...byTransaction, after: 'the time before a seal' },
  {
    fault: 'the gathered cells are stale',
    sql: 'alter table authz.grant_cell disable trigger sets_of_changed',
    after: 'a clause',
  },
  {
    fault: 'whom one knows is remembered from statement to statement',
    sql: `create or replace function authz.people() returns uuid[]
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
      begin
        if coalesce(current_setting('kith.remembered', true), '') = '' then
          perform set_config('kith.remembered', authz.people_for(authz.context())::text, true);
        end if;
        return current_setting('kith.remembered')::uuid[];
      end $$`,
    after: 'a link',
  },
  {
    fault: 'an emergency is not over after its hour',
    sql: `create or replace function authz.people_for(c authz.ctx) returns uuid[]
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
      begin return array(select person_id from public.break_glass where staff_id = c.staff); end $$;
      create or replace function authz.emergency_cells(c authz.ctx) returns integer[]
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
      begin return array(select id from public.cell where tier <= 1); end $$`,
    after: 'an emergency',
  },
  { fault: 'a share goes on after its end', sql: `create or replace function authz.people_for(c authz.ctx) returns uuid[]
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
      begin return array(select person_id from public.link where staff_id = c.staff); end $$;
      create or replace function authz.cells_with(c authz.ctx, accesses text[]) returns integer[]
      language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
      begin return array(select cell from authz.grant_cell g where g.agency_id = c.agency and g.role = c.role); end $$`,
    after: 'a share' },
]
