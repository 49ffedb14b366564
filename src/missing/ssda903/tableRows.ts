import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { safeguardingSource } from '../../imports/kinds/safeguardingPersons.ts'
import { dayOf } from '../../language/format.ts'
import type { Day } from '../../language/format.ts'
import { textIn } from '../../practice/question.ts'
import { listEntries } from '../../practice/store/entries.ts'
import type { Period } from '../countsStore.ts'
import { missingKind } from '../store.ts'
import { missingCodes } from './missingTable.ts'
import type { MissingCode } from './missingTable.ts'

/** A row of the return, still with the person whose it is. */
export type Spell = { personId: string; code: MissingCode; from: Day; until: Day | undefined; source: 'kith' | 'file' }
export type Numbered = { personId: string; number: string; bornOn: Day }

/** What Kith knows wins over what a file said of the same child and day. Oldest first. */
export function spellsOnce(spells: readonly Spell[]): Spell[] {
  const byDay = new Map<string, Spell>()
  for (const spell of spells) {
    const key = `${spell.personId} ${spell.from}`
    if (spell.source === 'kith' || !byDay.has(key)) byDay.set(key, spell)
  }
  return [...byDay.values()].toSorted((a, b) => a.from.localeCompare(b.from) || a.personId.localeCompare(b.personId))
}

/** The head and the rows of the file, as the department writes days: 31/01/2026. */
export function tableOf(spells: readonly Spell[], numbers: ReadonlyMap<string, Numbered>): string[][] {
  return spells.flatMap(({ personId, code, from, until }) => {
    const child = numbers.get(personId)
    return child ? [[child.number, british(child.bornOn), code, british(from), until ? british(until) : '']] : []
  })
}
export const tableHead = ['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END'] as const

const british = (day: Day) => day.split('-').toReversed().join('/')

/** Spells that this scope sees: the council's own imported rows, and the searches for children in care. */
export async function listSpells(tx: Tx, agencyId: string, period: Period): Promise<Spell[]> {
  return [...await searches(tx, period), ...await imported(tx, agencyId, period)]
}

async function imported(tx: Tx, agencyId: string, { from, until }: Period): Promise<Spell[]> {
  const { rows } = await sql<{ person_id: string; occurred_at: Date; headline: string; code: string | null; until: string | null }>`
    select r.person_id, r.occurred_at, r.headline, r.detail ->> 'missing' as code, r.detail ->> 'until' as until
    from record r join cell k on k.id = r.cell
    where k.agency_id = ${agencyId}::uuid and r.kind = 'missing_episode' and r.withdrawn_at is null and r.detail
      ? 'until'
      and r.occurred_at >= ${from} and r.occurred_at < ${until}`.execute(tx)
  return rows.map(row => ({
    personId: row.person_id, from: dayOf(row.occurred_at), until: row.until || undefined, source: 'file',
    code: row.code === 'A' || (row.code === null && row.headline.startsWith('Away')) ? 'A' : 'M',
  }))
}

async function searches(tx: Tx, { from, until }: Period): Promise<Spell[]> {
  const { rows } = await sql<{ id: string; person_id: string; opened_at: Date; state: string }>`
    select id, person_id, opened_at, state from episode
    where kind = ${missingKind} and state <> 'cancelled' and opened_at >= ${from} and opened_at < ${until}`.execute(tx)
  const entries = await listEntries(tx, rows.map(({ id }) => id))
  return rows.flatMap((row): Spell[] => {
    const own = entries.get(row.id) ?? []
    const absence = own.find(({ step }) => step === 'begin')?.answers ?? {}
    const code = codeOf(textIn(absence, 'absence'))
    const foundAt = row.state === 'found' ? own.find(({ step }) => step === 'find')?.happenedAt : undefined
    return code === undefined ? [] : [{
      personId: row.person_id, code, from: dayOf(row.opened_at), until: foundAt && dayOf(foundAt), source: 'kith',
    }]
  })
}

/** The council's own number and day of birth of these children; whoever has none in its records is not in the map. */
export async function numbersOf(tx: Tx, agencyId: string, personIds: readonly string[]): Promise<Map<string,
Numbered>> {
  const { rows } = await sql<Numbered>`
    select distinct on (s.person_id) s.person_id as "personId", s.birth_on as "bornOn",
    coalesce(i.value, s.source_id) as number
    from source_record s join cell k on k.id = s.cell
    left join identifier i on i.partnership_id = s.partnership_id and i.person_id = s.person_id and i.source_record_id = s.id
      and i.kind = 'local_id' and i.valid_until is null
    where k.agency_id = ${agencyId}::uuid and s.person_id = any (${personIds}::uuid[]) and s.birth_on is not null
      and (i.value is not null or s.source = ${safeguardingSource})
    order by s.person_id, i.value nulls last, s.recorded_at desc`.execute(tx)
  return new Map(rows.map(row => [row.personId, row]))
}

export const codeText = (code: MissingCode): string => missingCodes[code]

/** Only children looked after are in the return. */
const codeOf = (absence: string): MissingCode | undefined => absence === 'care' ? 'M' : absence === 'placement' ? 'A'
  : undefined
