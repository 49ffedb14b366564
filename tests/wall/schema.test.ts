import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { copyOf, type Copy } from './copyOf.ts'
import { schemaFaults } from './schemaFaults.ts'
import { faultsOfTheSchema } from './schemaRules.ts'
import { named } from './named.ts'

let copy: Copy
beforeAll(async () => {
  copy = await copyOf('base')
  await copy.owner.query(`
    create table wall_personal (partnership_id uuid, id uuid, person_id uuid, cell integer,
      primary key (partnership_id, id));
    create index on wall_personal (partnership_id, person_id);
       comment on table wall_personal is 'personal: a model';
       call authz.protect('wall_personal');
    create table wall_private (partnership_id uuid, id uuid, staff_id uuid, primary key (partnership_id, id));
       comment on table wall_private is 'private: a model';
       call authz.private('wall_private');
    create table wall_tenant (partnership_id uuid, id uuid, primary key (partnership_id, id));
       comment on table wall_tenant is 'tenant: a model';
       call authz.tenant('wall_tenant');`)
})
afterAll(() => copy.drop())
beforeEach(() => copy.owner.query('begin'))
afterEach(() => copy.owner.query('rollback'))

test('every table stands behind the wall, or says nothing of a person', async () => {
  expect(await faultsOfTheSchema(copy.owner)).toEqual([])
})

test.each(named(schemaFaults))('the check notices a fault: %s', async (_, { statement, says }) => {
  await copy.owner.query(statement)
  expect(await faultsOfTheSchema(copy.owner)).toContain(says)
})
