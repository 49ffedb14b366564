export type Promised =
  | 'a page about a person leaves a reading'
  | 'a reading says for which purpose and by which clauses'
  | 'a question that finds nothing leaves an attempt'
  | 'what cannot be recorded is not shown'
  | 'what somebody does leaves an act'
  | 'whoever reads on misses no act'
  | 'an open page hears of acts without being woken'

type WrittenFault = {
  fault: string; breaks: Promised
  /** Words of a function replaced, or a statement and what takes it back, or a server that waits to be woken. */
  in?: string; replace?: string; by?: string; sql?: string; undo?: string; deaf?: boolean
}

const disclosing = 'authz.note_disclosure(jsonb)'
const forget = (name: string, table: string) => ({
  sql: `create function ${name}() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger ${name} before insert on ${table} for each row execute function ${name}()`,
  undo: `drop function ${name}() cascade`,
})

export const writtenFaults: readonly WrittenFault[] = [
  {
    fault: 'the insert of the reading is skipped',
    breaks: 'a page about a person leaves a reading', ...forget('forget_reading', 'disclosure'),
  },
  {
    fault: 'only refused readings are recorded',
    breaks: 'a page about a person leaves a reading',
    in: disclosing, replace: `where p -> 'categories' = kinds`, by: `where p -> 'categories' = kinds and said = 'refused'`,
  },
  {
    fault: 'a reading does not say what was seen',
    breaks: 'a reading says for which purpose and by which clauses',
    in: disclosing, replace: 'elements := authz.elements_of(seen, categories)', by: `elements := '{}'`,
  },
  {
    fault: 'attempts are not recorded',
    breaks: 'a question that finds nothing leaves an attempt',
    in: 'authz.note_denied(uuid, boolean)', replace: 'if c.staff is null then return;', by: 'if true then return;',
  },
  {
    fault: 'a failing record of disclosures is passed over',
    breaks: 'what cannot be recorded is not shown',
    in: disclosing, replace: 'end loop;\nend', by: 'end loop;\nexception when others then null;\nend',
  },
  {
    fault: 'acts are not written',
    breaks: 'what somebody does leaves an act', ...forget('forget_act', 'act'),
  },
  {
    fault: 'positions are taken from a sequence, and read by a cursor',
    breaks: 'whoever reads on misses no act',
    sql: 'create sequence if not exists public.naive_position start 1000000', in: 'authz.append_acts(jsonb)',
    replace: `insert into public.act_counter values (c.partnership, jsonb_array_length(acts))
  on conflict (partnership_id) do update set pos = public.act_counter.pos + excluded.pos returning pos into head;`,
    by: `head := nextval('public.naive_position');`,
  },
  {
    fault: 'the live server listens for a notification only',
    breaks: 'an open page hears of acts without being woken', deaf: true,
  },
]
