import type { Client } from 'pg'

type Table = {
  oid: number
  name: string
  class: string | null
  owner: string
  rls: boolean
  forced: boolean
  columns: string[]
  key: string[] | null
}
type Policy = {
  table: string
  name: string
  permissive: string
  roles: string[]
  cmd: string
  qual: string | null
  check: string | null
}

/** Policies beside the standard ones, each with its reason; restrictive ones only take away and may stand anywhere. */
const extraPolicies = new Map([
  ['clock.stop', 'whoever sees a clock may stop it'],
  ['name_token.remove_own', 'names of one’s own agency are tokenised anew when they change'],
  ['act.tail', 'the live server sees that an act happened'],
  ['disputed_record.within_shares', 'an entry that is shared by itself comes with its mark'],
  ['record.within_shares', 'a single entry may be shared as well as a whole section'],
])
/** Uniqueness over what a source calls its rows, within one agency’s own cells only. */
const uniqueOverNaturalIds = new Set(['source_record_once'])
/** Tokens are many of one kind and never pointed at; a cell is a small number, so that rows name it in four bytes. */
const withoutKey = new Set(['name_token', 'cell'])
/** Never looked up this way, and written so often that an index would cost. */
const unindexed = new Map([
  ['name_token: partnership_id, person_id', 'tokens are found by token and by source record'],
  ['disclosure: partnership_id, work_id', 'readings are found by person, by day and by reader'],
])
const classes = ['personal', 'private', 'tenant', 'reference', 'operational', 'wall']
const behindTheWall = new Set(['personal', 'private', 'wall'])
/** Names of columns that say something of a person who is not a member of staff. */
const smells = new Set([
  'given_name', 'family_name', 'other_names', 'birth_on', 'died_on', 'ethnicity', 'sex', 'narrative', 'body', 'account',
  'headline', 'postcode', 'nhs_number', 'upn', 'person_id',
])
const roles = ['kith_linked', 'kith_hub', 'kith_app'] as const

/** Every way in which the database departs from the rules of the wall, as sentences; none is what a test wants. */
export async function faultsOfTheSchema(owner: Client): Promise<string[]> {
  const tables = await listTables(owner)
  const policies = await listPolicies(owner)
  return [
    ...tables.flatMap(table => faultsOfTable(table)),
    ...tables.flatMap(table => faultsOfPolicies(table, tables, policies)),
    ...(await faultsOfKeys(owner, tables)),
    ...(await faultsOfRights(owner)),
    ...(await faultsOfFunctions(owner)),
  ]
}

async function listTables(owner: Client): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    select c.oid::integer as oid, c.oid::regclass::text as name,
      substring(obj_description(c.oid, 'pg_class') from '^([a-z]+): ') as class,
      pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as columns,
      (select array(select a.attname::text from unnest(i.indkey::smallint[]) with ordinality k(n, at)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by at)
       from pg_index i where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'authz') and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 2`)
  return rows
}

async function listPolicies(owner: Client): Promise<Policy[]> {
  const { rows } = await owner.query<Policy>(`
    select p.polrelid::regclass::text as table, p.polname::text as name,
      case when p.polpermissive then 'permissive' else 'restrictive' end as permissive,
      array(select r::regrole::text from unnest(p.polroles) r order by 1) as roles, p.polcmd::text as cmd,
      pg_get_expr(p.polqual, p.polrelid) as qual, pg_get_expr(p.polwithcheck, p.polrelid) as check
    from pg_policy p order by 1, 2`)
  return rows
}

function faultsOfTable(table: Table): string[] {
  const { name, columns, key } = table
  const kind = table.class
  if (kind === null || !classes.includes(kind)) return [`${name}: the comment names no class`]
  const faults: string[] = []
  const must = (isSo: boolean, otherwise: string) => {
    if (!isSo) faults.push(`${name}: ${otherwise}`)
  }
  const needs: Record<string, string[]> = {
    personal: ['partnership_id', 'person_id', 'cell'],
    private: ['partnership_id', 'staff_id'],
    tenant: ['partnership_id'],
  }
  for (const column of needs[kind] ?? []) must(columns.includes(column), `is ${kind} but has no ${column}`)
  if (kind in needs) {
    must(table.rls, 'row security is off')
    must(
      key?.[0] === 'partnership_id' || withoutKey.has(name),
      'the primary key does not begin with partnership_id',
    )
  }
  if (kind === 'personal' || kind === 'private') must(table.forced, 'row security is not forced')
  if (!behindTheWall.has(kind))
    for (const column of columns) must(!smells.has(column), `has ${column} but is ${kind}, not behind the wall`)
  return faults
}

const tableOfClass: Record<string, string> = {
  personal: 'wall_personal',
  private: 'wall_private',
  tenant: 'wall_tenant',
}
const wordsOf = (policy: Policy) =>
  [policy.name, policy.permissive, policy.cmd, policy.roles.join(','), policy.qual, policy.check].join(' | ')

/** Compares with a table that `authz.protect` and its sisters have just been put on. */
function faultsOfPolicies(table: Table, tables: readonly Table[], policies: readonly Policy[]): string[] {
  const model = tables.find(({ name }) => name === tableOfClass[table.class ?? ''])
  const own = policies.filter(policy => policy.table === table.name)
  if (!model) return own.length > 0 ? [`${table.name}: has policies though it is ${table.class}`] : []
  const wanted = new Set(policies.filter(policy => policy.table === model.name).map(wordsOf))
  const extra = own
    .filter(policy => !wanted.has(wordsOf(policy)))
    .filter(({ name, permissive }) => permissive === 'permissive' && !extraPolicies.has(`${table.name}.${name}`))
  const had = new Set(own.map(wordsOf))
  return [
    ...extra.map(({ name }) => `${table.name}: the policy ${name} is not a standard one`),
    ...[...wanted]
      .filter(words => !had.has(words) && !extraPolicies.has(`${table.name}.${words.split(' ')[0]}`))
      .map(words => `${table.name}: lacks the standard policy ${words.split(' ')[0]}`),
  ]
}

async function faultsOfKeys(owner: Client, tables: readonly Table[]): Promise<string[]> {
  const personal = tables.filter(table => table.class === 'personal').map(({ oid }) => oid)
  const unique = await owner.query<{ name: string; index: string; column: string }>(
    `
    select i.indrelid::regclass::text as name, i.indexrelid::regclass::text as index, a.attname as column
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::smallint[])
    where i.indisunique and i.indrelid = any ($1)
      and format_type(a.atttypid, null) not in ('uuid', 'integer', 'bigint', 'boolean')`,
    [personal],
  )
  const bare = await owner.query<{ name: string; columns: string }>(
    `
    with wanted as (
      select c.conrelid as tab, c.conkey as columns from pg_constraint c join pg_class k on k.oid = c.conrelid
        join pg_namespace n on n.oid = k.relnamespace and n.nspname in ('public', 'authz')
      where c.contype = 'f' and not (c.confrelid in (
        select oid from pg_class where obj_description(oid, 'pg_class') like 'reference:%'
        or oid in ('public.cell'::regclass)))
      union
      select a.attrelid, array[p.attnum, a.attnum] from pg_attribute a
        join pg_attribute p on p.attrelid = a.attrelid and p.attname = 'partnership_id'
      where a.attrelid = any ($1) and a.attname in ('person_id', 'work_id')
    )
    select w.tab::regclass::text as name,
      (select string_agg(attname, ', ') from pg_attribute where attrelid = w.tab
        and attnum = any (w.columns)) as columns
    from wanted w where not exists (select from pg_index i where i.indrelid = w.tab
      and (i.indkey::smallint[])[0:cardinality(w.columns) - 1] @> w.columns
      and w.columns @> (i.indkey::smallint[])[0:cardinality(w.columns) - 1])`,
    [personal],
  )
  return [
    ...unique.rows
      .filter(({ index }) => !uniqueOverNaturalIds.has(index))
      .map(
        ({ name, index, column }) => `${name}: the unique index ${index} over ${column} could tell of hidden rows`,
      ),
    ...bare.rows
      .filter(({ name, columns }) => !unindexed.has(`${name}: ${columns}`))
      .map(({ name, columns }) => `${name}: no index begins with ${columns}`),
  ]
}

async function faultsOfRights(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{ fault: string }>(
    `
    select format('%s owns %s', pg_get_userbyid(relowner), oid::regclass) as fault from pg_class
      where pg_get_userbyid(relowner) like 'kith\\_%'
    union all select format('%s owns %s', pg_get_userbyid(proowner), oid::regprocedure) from pg_proc
      where pg_get_userbyid(proowner) like 'kith\\_%'
    union all select format('%s may do anything', rolname) from pg_roles
      where rolname like 'kith\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
    union all select format('%s may make things in %s', r, n)
      from unnest(array['kith_linked', 'kith_hub', 'kith_app', 'kith_service']) r,
      unnest(array['public', 'authz', 'migrations']) n where has_schema_privilege(r, n, 'create')
    union all select format('%s may %s %s', r, p, c.oid::regclass)
      from unnest($1::text[]) r, unnest(array['truncate', 'references', 'trigger']) p, pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'authz')
      where c.relkind = 'r' and has_table_privilege(r, c.oid, p)
    union all select format('%s may %s %s', r, p, c.oid::regclass)
      from unnest($1::text[]) r, unnest(array['select', 'insert', 'update', 'delete']) p, pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'authz')
      where c.relkind in ('r', 'v', 'm') and has_table_privilege(r, c.oid, p) and not (
        p = 'select' and obj_description(c.oid, 'pg_class') ~ '^(personal|private|tenant|reference): '
        or obj_description(c.oid, 'pg_class') like 'private: %'
        or p = 'insert' and obj_description(c.oid, 'pg_class') like 'personal: %'
        or p = 'delete' and c.relname = 'name_token')
    union all select format('kith_service may %s %s', p, c.oid::regclass)
      from unnest(array['select', 'insert', 'update', 'delete']) p, pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'authz')
      where c.relkind in ('r', 'v', 'm') and obj_description(c.oid, 'pg_class') ~ '^(personal|private): '
        and has_table_privilege('kith_service', c.oid, p)`,
    [roles],
  )
  return rows.map(({ fault }) => fault)
}

/** What the application may call; everything else of authz is for definers and the owner. */
const callable = new Set([
  'partnership',
  'staff',
  'agency',
  'cells',
  'hub_cells',
  'writable_cells',
  'own_cells',
  'blocked',
  'people',
])
const internal = [
  'context',
  'cells_with',
  'compile_own',
  'compile_agreement',
  'make_cells',
  'raise_version',
  'protect',
  'tenant',
  'private',
  'grants_now',
  'blocks_now',
  'audience',
  'version_now',
  'parties_of',
]

async function faultsOfFunctions(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{
    name: string
    short: string
    definer: boolean
    path: boolean
    everybody: boolean
    app: boolean
    volatile: boolean
  }>(`
    select p.oid::regprocedure::text as name, p.proname::text as short, p.prosecdef as definer,
      exists (select from unnest(p.proconfig) s where s ~ '^search_path=pg_catalog, (public, )?pg_temp$') as path,
      p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0) as everybody,
      has_function_privilege('kith_linked', p.oid, 'execute') or has_function_privilege('kith_hub', p.oid, 'execute')
        or has_function_privilege('kith_app', p.oid, 'execute') as app, p.provolatile = 'v' as volatile
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'authz')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`)
  return rows.flatMap(({ name, short, definer, path, everybody, app, volatile }) => [
    ...(definer && !path ? [`${name}: a definer function without a fixed search path`] : []),
    ...(definer && everybody ? [`${name}: everybody may call this definer function`] : []),
    ...(app && internal.includes(short) ? [`${name}: the application may call it`] : []),
    ...(callable.has(short) && volatile ? [`${name}: would run for every row`] : []),
  ])
}
