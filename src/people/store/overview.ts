import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Day } from '../../language/format.ts'
import type { IdentifierKind } from '../identifiers.ts'
import type { DisputeMark } from '../disputeMark.tsx'
import { about, listOf, marked, owned, withThoseBehind } from './pieces.ts'

type Owned = { agency: string; category: string }

export type Work = Owned & { id: string; kind: string; reference: string; openedAt: string; closedAt: string | null }
type Marked = { dispute: DisputeMark | null }
export type Involved = Owned & Marked & { service: string; worker: string | null; reach: string | null; since: Day }
export type Contact = Owned & Marked & {
  kind: string; value: string; postcode: string | null; isProtected: boolean; since: Day | null
}
export type Number = Owned & Marked & { kind: IdentifierKind; value: string; isValid: boolean }
export type Word = Owned & Marked & {
  id: string; kind: string; title: string; headline: string; body: string | null; occurredAt: string
}

/** What the child said, and what bears on safety now; this many of each. */
const voice = 'childs_voice'
const safety = ['immediate_safety', 'missing_episode']
const most = 4

/** What the first page about a person shows, of what is open. */
export type Overview = {
  work: Work[]; involved: Involved[]; contacts: Contact[]; numbers: Number[]; voice: Word[]; safety: Word[]
}

export async function getOverview(tx: Tx, scope: Scope, personId: string): Promise<Overview> {
  const here = about(scope.viewer.partnershipId)
  const { rows: [row] } = await sql<Omit<Overview, 'voice' | 'safety'> & { words: Word[] }>`
    ${withThoseBehind(scope.viewer.partnershipId, personId)} select ${listOf(workOf(here, true))} as work,
    ${listOf(sql`
      select t.service, t.worker, t.reach, t.valid_from as since, g.name as agency,
        c.category, ${marked} as dispute from involvement t ${owned}
      where ${here} and (t.valid_until is null or t.valid_until >= current_date) order by t.valid_from desc,
      t.id`)} as involved,
    ${listOf(sql`
      select t.kind, t.value, t.postcode, t.is_protected as "isProtected", t.valid_from as since, g.name as agency,
        c.category, ${marked} as dispute
      from contact_point t ${owned}
      where ${here} and (t.valid_until is null or t.valid_until >= current_date)
      order by t.kind, t.valid_from desc nulls last, t.id`)} as contacts,
    ${listOf(sql`
      select distinct on (t.kind, t.value, t.is_valid, g.name, c.category) t.kind, t.value, t.is_valid as "isValid",
        g.name as agency, c.category, ${marked} as dispute from identifier t ${owned}
      where ${here} and t.valid_until is null order by t.kind, t.value, t.is_valid, g.name, c.category, ${marked} is null`)}
      as numbers,
    ${listOf(sql`
      select t.id, t.kind, k.title, t.headline, t.body, t.occurred_at as "occurredAt", g.name as agency, c.category,
        ${marked} as dispute
      from (select t.*, row_number() over (partition by t.kind = ${voice} order by t.occurred_at desc, t.id) as place
        from record t where ${here} and t.kind = any (${[voice, ...safety]}::text[]) and t.withdrawn_at is null) t
      join record_kind k on k.code = t.kind ${owned}
      where t.place <= ${most} order by t.place`)} as words`.execute(tx)
  if (!row) throw new Error('no answer about a person')
  const { words, ...rest } = row
  return {
    ...rest, voice: words.filter(({ kind }) => kind === voice), safety: words.filter(({ kind }) => kind !== voice),
  }
}

export async function listWork(tx: Tx, scope: Scope, personId: string): Promise<Work[]> {
  const { rows: [row] } = await sql<{ work: Work[] }>`
    ${withThoseBehind(scope.viewer.partnershipId, personId)} select ${listOf(workOf(about(scope.viewer.partnershipId), false))} as work`.execute(tx)
  return row?.work ?? []
}

function workOf(here: ReturnType<typeof about>, isOpen: boolean) {
  return sql`
    select t.id, t.kind, t.reference, t.opened_at as "openedAt", t.closed_at as "closedAt", g.name as agency, c.category
    from work t ${owned} where ${here} ${isOpen ? sql`and t.closed_at is null` : sql``}
    order by t.closed_at desc nulls first, t.opened_at desc, t.id limit 100`
}
