import { DatabaseError, escapeLiteral, type Client } from 'pg'
import type { Lens, Scope } from '../../src/kernel/context.ts'
import { agencies, agencyOf, partnershipId, people, roles, staff, type Persona } from '../seedBase.ts'
import type { Copy } from './copyOf.ts'

/** One thing that an attacker with a foothold in the application might try; it must change and show nothing. */
export type Probe = Readonly<{ tries: string; as: Persona; lens: Lens; statement: string }>

export const policeRecord = '0a000000-0000-4000-8000-000000000001'
export const councilRecord = '0a000000-0000-4000-8000-000000000002'

export const scopeOf = (persona: Persona, lens: Lens, purpose = 'safeguard_child'): Scope => ({
  viewer: { partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] },
  purpose,
  lens,
  seconds: 600,
})

/** A police and a council record of one child, to whom an officer and a social worker are linked; nobody else. */
export async function layDownChild(owner: Client): Promise<void> {
  const cell = (agency: string, category: string) =>
    `(select id from cell where agency_id = '${agency}' and category = '${category}' and tier = 1)`
  await owner.query(
    `insert into record (partnership_id, id, person_id, cell, kind, occurred_at, assertion, source, headline) values
       ('${partnershipId}', '${policeRecord}', '${people.child}', ${cell(agencies.police, 'concern')},
         'concern', now(), 'fact', 'test', 'H'),
       ('${partnershipId}', '${councilRecord}', '${people.child}', ${cell(agencies.council, 'social_care')},
         'social_care_plan', now(), 'fact', 'test', 'H')`,
  )
  await owner.query(`insert into act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell)
    values ('${partnershipId}', 1, 'test.happened', '${staff.officer}', '${agencies.police}', 'r', 'p',
      '${people.child}', ${cell(agencies.police, 'concern')})`)
  for (const persona of ['officer', 'socialWorker'] as const)
    await owner.query(
      `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
       values ($1, $2, ${cell(agencyOf[persona], 'involvement')}, $3, $4, 'safeguard_child', 'allocated')`,
      [partnershipId, people.child, staff[persona], agencyOf[persona]],
    )
}

const into = (table: string, columns: string, values: string) =>
  `insert into ${table} (partnership_id, ${columns}) values ('${partnershipId}', ${values})`
const ownCell = `(authz.own_cells())[1]`
const otherCell = `(select id from cell where agency_id = '${agencies.hospital}' and category = 'health' and tier = 1)`
const child = `'${people.child}'`
const stranger = `'${people.stranger}'`
const officer = `'${staff.officer}'`
const police = `'${agencies.police}'`
const one = (tries: string, statement: string, as: Persona = 'officer', lens: Lens = 'linked'): Probe => ({
  tries,
  as,
  lens,
  statement,
})

export const probes: readonly Probe[] = [
  one(
    'makes itself a link',
    into(
      'link',
      'person_id, cell, staff_id, agency_id, purpose, kind',
      `${stranger}, ${ownCell}, ${officer}, ${police}, 'safeguard_child', 'author'`,
    ),
  ),
  one('lengthens a link', `update link set valid_until = 'infinity'`),
  one(
    'writes an act by hand',
    into(
      'act',
      'pos, verb, staff_id, agency_id, role, purpose, person_id, cell',
      `99, 'x.y', ${officer}, ${police}, 'r', 'p', ${child}, ${ownCell}`,
    ),
  ),
  one('changes an act', `update act set verb = 'x.y'`),
  one(
    'opens work by hand',
    into('work', 'person_id, cell, kind, purpose, reference', `${child}, ${ownCell}, 'x', 'oversight', 'R'`),
  ),
  one(
    'opens a cell for itself',
    `insert into authz.grant_cell
     select partnership_id, agency_id, 'neighbourhood_officer', 'safeguard_child', id, 'read', 'hub' from cell`,
  ),
  one('reads the grants', 'select * from authz.grant_cell'),
  one('reads the keys of contexts', 'select * from authz.signer'),
  one('reads the seals', 'select * from authz.block'),
  one('lifts a seal', 'delete from authz.block'),
  one('reads the index of people', 'select * from person'),
  one('writes a clause', `update clause set to_roles = array['neighbourhood_officer']`),
  one('revives an agreement', `update agreement set valid_until = 'infinity'`),
  one('gives itself a role', into('appointment', 'staff_id, role', `${officer}, 'front_door_manager'`)),
  one('moves to another agency', `update staff set agency_id = '${agencies.council}' where id = ${officer}`),
  one('changes what a role sees', `update own_scope set highest_tier = 3`),
  one(
    'ends a clause without being the governance lead',
    `select 1 from clause c where authz.end_clause(c.id, 'x')`,
  ),
  one(
    'ends an agreement without being the governance lead',
    `select 1 from agreement a where authz.end_agreement(a.id, 'x')`,
    'administrator',
    'hub',
  ),
  one('compiles grants', `select authz.compile_own('${partnershipId}')`),
  one('lists grants like the live server', `select * from authz.grants_now('${partnershipId}')`),
  one(
    'lists links like the live server',
    `select * from authz.audience('${partnershipId}', array[${child}::uuid])`,
  ),
  one(
    'asks for the cells of another role',
    `select authz.cells_with(row('${partnershipId}', ${officer}, '${agencies.council}', 'social_worker',
      'safeguard_child', null, 'linked')::authz.ctx, '{read,own}')`,
  ),
  one('reads the sessions', 'select * from session'),
  one(
    'withdraws a record that another agency owns',
    `update record set withdrawn_at = now() where id = '${policeRecord}'`,
    'socialWorker',
  ),
  one('moves a record into another cell', `update record set cell = ${otherCell}`),
  one('moves a record to another child', `update record set person_id = ${stranger}`),
  one('rewrites a record', `update record set headline = 'x'`),
  one('deletes a record', `delete from record`),
  one('deletes the record of disclosures', `delete from disclosure`),
  one(
    'discloses in the name of another agency',
    into(
      'disclosure',
      'person_id, cell, staff_id, agency_id, role, purpose, page',
      `${child}, ${otherCell}, ${officer}, ${police}, 'r', 'p', 'x'`,
    ),
  ),
  one(
    'acts in another agency’s cell',
    `select authz.append_acts(jsonb_build_array(
      jsonb_build_object('verb', 'x.y', 'personId', ${child}, 'cell', ${otherCell})))`,
  ),
  one('opens work in another agency’s cell', `select authz.open_work(${child}, ${otherCell}, 'x', 'oversight')`),
  one(
    'links somebody else as author',
    `select authz.add_link(${child}, '${staff.socialWorker}', '${agencies.council}', null, 'author', null, null)`,
  ),
  one(
    'links a team to a person it is not linked to',
    `select authz.add_link(${stranger}, null, '${agencies.council}', 'social_worker', 'recipient', null, null)`,
  ),
  one(
    'links itself to a sealed person',
    `select 1 from authz.add_link('${people.sealed}', ${officer}, ${police}, null, 'author', null, null) l
     where l is not null`,
  ),
  one('ends the links of work it may not enter', `select authz.end_links(gen_random_uuid(), null, now())`),
  one('becomes the service', `set local role kith_service`),
  one('makes a table', `create table public.x (a integer)`),
  one('makes a function', `create function public.x() returns integer language sql as 'select 1'`),
  one('turns row security off', `alter table record disable row level security`),
  one('adds a policy', `create policy x on record using (true)`),
  one('reads through the hub by injection', `set local role kith_hub; select id from record`),
  one(
    'reads through the linked lens by injection',
    `set local role kith_linked; select id from record`,
    'frontDoor',
    'hub',
  ),
  one('empties the context by injection', `set local kith.context = ''; select id from record`),
  one('sheds the role by injection', `reset role; select id from record`),
]

/** Tries each probe as the application would run it; the ones that got through, and the ones that failed by mistake. */
export async function throughTheWall(
  { owner, signer }: Pick<Copy, 'owner' | 'signer'>,
  tried: readonly Probe[] = probes,
): Promise<string[]> {
  const through: string[] = []
  for (const probe of tried) {
    await owner.query(`savepoint probe; ${wearing(signer.sign(scopeOf(probe.as, probe.lens)), probe.lens)}`)
    try {
      const answer: unknown = await owner.query(probe.statement)
      const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer
      if (rowsOf(last) !== 0) through.push(probe.tries)
    } catch (error) {
      const isRefusal = error instanceof DatabaseError && error.code === '42501'
      if (!isRefusal) through.push(`${probe.tries}: ${error instanceof Error ? error.message : 'failed'}`)
    }
    await owner.query('rollback to savepoint probe')
  }
  return through
}

const rowsOf = (result: unknown) =>
  typeof result === 'object' && result !== null && 'rowCount' in result ? result.rowCount : undefined

/** The application's login in one of its roles, as it stands inside a transaction. */
export const wearing = (context: string, lens: Lens) =>
  `set local session authorization kith_app; set local role kith_${lens};
   set local kith.context = ${escapeLiteral(context)}`

/** In which cells of the whole partnership this context may add a record. */
export async function cellsThatTake(
  { owner, signer }: Pick<Copy, 'owner' | 'signer'>,
  persona: Persona,
  lens: Lens,
): Promise<number[]> {
  await owner.query(`savepoint adding; ${wearing(signer.sign(scopeOf(persona, lens)), lens)}`)
  await owner.query(`do $$
    declare c integer; taken integer[] := '{}';
    begin
      for c in select id from cell loop
        begin
          insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
          values ('${partnershipId}', '${people.child}', c, 'concern', now(), 'fact', 'probe', 'H');
          taken := taken || c;
        exception when insufficient_privilege then null;
        end;
      end loop;
      perform set_config('probe.taken', taken::text, true);
    end $$`)
  const { rows } = await owner.query<{ taken: number[] }>(
    `select current_setting('probe.taken')::integer[] as taken`,
  )
  await owner.query('rollback to savepoint adding')
  return rows[0]?.taken ?? []
}
