import { sql } from 'kysely'
import type { Scope } from '../../src/kernel/context.ts'
import { openWork } from '../../src/kernel/work.ts'
import type { Persona, World } from '../world.ts'
import { canaryPattern, columnsOf } from './seedCanaries.ts'

/** What the database itself gives a persona, through every lens, purpose and piece of work that is theirs. */
export type Entitled = { canaries: Set<string>; people: Set<string>; works: Set<string>; acts: Set<string> }

type Asking = { tables: string[]; bytes: Map<string, string[]>; works: readonly string[]; people: readonly string[] }

export async function asking(world: World, works: readonly string[], people: readonly string[]): Promise<Asking> {
  const columns = await columnsOf(world.owner, 'personal|private')
  const bytes = new Map<string, string[]>()
  for (const { table, column } of columns.filter(({ type }) => type === 'bytea'))
    bytes.set(table, [...bytes.get(table) ?? [], column])
  return { tables: [...new Set(columns.map(({ table }) => table))], bytes, works, people }
}

export async function entitledTo(world: World, persona: Persona, about: Asking): Promise<Entitled> {
  const entitled: Entitled = { canaries: new Set(), people: new Set(), works: new Set(), acts: new Set() }
  for (const scope of await scopesOf(world, persona, about.works, entitled)) {
    await world.kernel.db.as(scope, async tx => {
      for (const table of about.tables) {
        const decoded = (about.bytes.get(table) ?? []).map(column => sql`convert_from(${sql.ref(column)}, 'UTF8')`)
        const more = decoded.length > 0 ? sql`, ${sql.join(decoded)}` : sql``
        const query = sql<Record<string, unknown>>`select to_jsonb(t) as row ${more} from ${sql.table(table)} t`
        const { rows } = await query.execute(tx)
        const text = JSON.stringify(rows)
        for (const [word] of text.matchAll(canaryPattern)) entitled.canaries.add(word)
        for (const id of about.people) if (text.includes(`"person_id":"${id}"`)) entitled.people.add(id)
        if (table === 'act') for (const [, id] of text.matchAll(/"id":"([^"]+)"/gv)) if (id) entitled.acts.add(id)
      }
    })
  }
  return entitled
}

type Works = readonly string[]

async function scopesOf(world: World, persona: Persona, works: Works, entitled: Entitled): Promise<Scope[]> {
  const viewer = world.viewer(persona)
  const { rows } = await world.owner.query<{ purpose: string }>('select purpose from role_purpose where role = $1',
    [viewer.role])
  const scopes: Scope[] = rows.flatMap(({ purpose }) => [
    { viewer, purpose, lens: 'linked' }, { viewer, purpose, lens: 'hub' }])
  for (const work of works) {
    const opened = await openWork(world.kernel, viewer, work)
    if (!opened) continue
    entitled.works.add(work)
    scopes.push(opened.scope, { ...opened.scope, lens: 'linked' })
  }
  return scopes
}
