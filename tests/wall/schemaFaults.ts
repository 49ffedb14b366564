type SchemaFault = Readonly<{ fault: string; statement: string; says: string }>

const columns = 'partnership_id uuid, id uuid, person_id uuid, cell integer, primary key (partnership_id, id)'
const indexed = 'create index on x (partnership_id, person_id);'

const cases: readonly (readonly [fault: string, statement: string, says: string])[] = [
  ['a table without a class', `create table x (a integer)`, 'x: the comment names no class'],
  [
    'a table of people without protection',
    `create table x (${columns});
       ${indexed} comment on table x is 'personal: x'`,
    'x: row security is off',
  ],
  [
    'a table of people with policies but not forced',
    `create table x (${columns});
       ${indexed} comment on table x is 'personal: x';
       call authz.protect('x');
       alter table x no force row level security`,
    'x: row security is not forced',
  ],
  [
    'a person in a table of the partnership',
    `create table x (partnership_id uuid primary key, family_name text);
       comment on table x is 'tenant: x';
       call authz.tenant('x')`,
    'x: has family_name but is tenant, not behind the wall',
  ],
  [
    'a person in reference data',
    `create table x (person_id uuid primary key);
       comment on table x is 'reference: x'`,
    'x: has person_id but is reference, not behind the wall',
  ],
  ['a view past the wall', `create view x as select * from record`, 'x: the comment names no class'],
  [
    'a wider policy',
    `create table x (${columns});
       ${indexed} comment on table x is 'personal: x';
       call authz.protect('x');
       create policy more on x for select to kith_hub using (true)`,
    'x: the policy more is not a standard one',
  ],
  [
    'a standard policy that was changed',
    `alter policy linked_read on record using (true)`,
    'record: the policy linked_read is not a standard one',
  ],
  ['a standard policy that was dropped', `drop policy add on record`, 'record: lacks the standard policy add'],
  [
    'a key without the partnership',
    `create table x (partnership_id uuid, person_id uuid, cell integer, id uuid primary key);
       ${indexed} comment on table x is 'personal: x';
       call authz.protect('x')`,
    'x: the primary key does not begin with partnership_id',
  ],
  [
    'a unique index over a number of people',
    `create unique index bad on identifier (partnership_id, kind, value)`,
    'identifier: the unique index bad over kind could tell of hidden rows',
  ],
  [
    'a person without an index',
    `create table x (${columns});
       comment on table x is 'personal: x';
       call authz.protect('x')`,
    'x: no index begins with partnership_id, person_id',
  ],
  [
    'a foreign key without an index',
    `create table x (a uuid, b uuid, foreign key (a, b) references agency);
       comment on table x is 'operational: x'`,
    'x: no index begins with a, b',
  ],
  [
    'the application reads the keys',
    `grant select on authz.signer to kith_hub`,
    'kith_hub may select authz.signer',
  ],
  ['the application deletes records', `grant delete on record to kith_linked`, 'kith_linked may delete record'],
  ['the service reads people', `grant select on identifier to kith_service`, 'kith_service may select identifier'],
  ['the application owns a table', `alter table need owner to kith_linked`, 'kith_linked owns need'],
  [
    'the application makes tables',
    `grant create on schema public to kith_linked`,
    'kith_linked may make things in public',
  ],
  ['the application passes by row security', `alter role kith_hub bypassrls`, 'kith_hub may do anything'],
  [
    'an internal function for the application',
    `grant execute on function authz.context() to kith_linked`,
    'authz.context(): the application may call it',
  ],
  [
    'a definer function for everybody',
    `create function x() returns integer language sql security definer
       set search_path = pg_catalog, pg_temp as 'select 1'`,
    'x(): everybody may call this definer function',
  ],
  [
    'a definer function without a path',
    `create function x() returns integer language sql security definer as 'select 1';
       revoke execute on function x() from public`,
    'x(): a definer function without a fixed search path',
  ],
]

/** Departures from the rules of the wall, and the sentence that must tell each. */
export const schemaFaults: readonly SchemaFault[] = cases.map(([fault, statement, says]) => ({ fault, statement, says }))
