type WriteFault = { fault: string; notices: string; sql?: string; of?: string; replace?: string; by?: string }

/** Seeded faults of the write side, and the probe that must notice each. */
export const writeFaults: readonly WriteFault[] = [
  {
    fault: 'records may be added anywhere',
    sql: 'alter policy add on record with check (true)',
    notices: 'cells',
  },
  {
    fault: 'records may be changed anywhere',
    sql: 'alter policy change_own on record using (true) with check (true)',
    notices: 'withdraws a record that another agency owns',
  },
  {
    fault: 'disclosures may be written for others',
    sql: 'grant insert on disclosure to kith_linked; alter policy add on disclosure with check (true)',
    notices: 'discloses in the name of another agency',
  },
  {
    fault: 'links may be made by hand',
    sql: 'grant insert on link to kith_linked',
    notices: 'makes itself a link',
  },
  {
    fault: 'acts may be changed',
    sql: `drop trigger written_once on act;
      grant update on act to kith_linked; alter policy change_own on act using (true)`,
    notices: 'changes an act',
  },
  {
    fault: 'the hub lens is not asked for',
    of: 'authz.hub_cells()',
    replace: `if c.lens = 'hub' then`,
    by: 'if true then',
    notices: 'reads through the hub by injection',
  },
  {
    fault: 'acts may lie in any cell',
    of: 'authz.append_acts(jsonb)',
    replace: `not ((a ->> 'cell')::integer = any (allowed))`,
    by: 'false',
    notices: 'acts in another agency’s cell',
  },
  {
    fault: 'work may be opened in any cell',
    of: 'authz.open_work(uuid, integer, text, text)',
    replace: 'or not (in_cell = any (authz.writable_cells()))',
    by: '',
    notices: 'opens work in another agency’s cell',
  },
  {
    fault: 'anybody may be linked',
    of: 'authz.add_link(uuid, uuid, uuid, text, text, uuid, timestamptz)',
    replace: 'to_staff is distinct from c.staff or to_agency <> c.agency',
    by: 'false',
    notices: 'links somebody else as author',
  },
  {
    fault: 'a link needs no link',
    of: 'authz.add_link(uuid, uuid, uuid, text, text, uuid, timestamptz)',
    replace: `not authz.has_reason(c, about, '{share}')`,
    by: 'false',
    notices: 'links a team to a person it is not linked to',
  },
  {
    fault: 'sealed people may be linked',
    of: 'authz.add_link(uuid, uuid, uuid, text, text, uuid, timestamptz)',
    replace: 'about = any (authz.blocked())',
    by: 'false',
    notices: 'links itself to a sealed person',
  },
  {
    fault: 'anybody may end a clause',
    of: 'authz.end_clause(uuid, text)',
    replace: `c.role <> 'information_governance_lead'`,
    by: 'false',
    notices: 'ends a clause without being the governance lead',
  },
]
