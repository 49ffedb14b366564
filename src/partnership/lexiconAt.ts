import { sql } from 'kysely'
import type { Kernel } from '../kernel/kernel.ts'

export const lexiconCode = 'lexicon'

const secondsBetweenLooks = 5

type Read<T> = { success: true; data: T } | { success: false }
type Held<T> = { version: number; value: T }

export type LexiconReader<T> = { at: (day?: Date) => Promise<T>; forget: () => void }

/**
 * The lexicon in force. Its version is looked at again every few seconds, so that what an administrator changed in
 * another process arrives by itself; its content is read once a version. `starter` holds until there is one.
 */
export function openLexicon<T>(kernel: Kernel, parse: (value: unknown) => Read<T>, starter: T): LexiconReader<T> {
  let held: Held<T> = { version: 0, value: starter }
  let lookedAt = Number.NEGATIVE_INFINITY
  const look = async (on: Date) => {
    const version = await versionInForce(kernel, on)
    if (version !== held.version) held = version === 0 ? { version, value: starter } : await read(version)
    lookedAt = performance.now()
  }
  const read = async (version: number): Promise<Held<T>> => {
    const content = await kernel.db.service(db =>
      db
        .selectFrom('reference_document')
        .select('content')
        .where('code', '=', lexiconCode)
        .where('version', '=', version)
        .executeTakeFirstOrThrow(),
    )
    const parsed = parse(content.content)
    if (!parsed.success) throw new Error(`the lexicon in version ${version} cannot be read`)
    return { version, value: parsed.data }
  }
  return {
    at: async (day = kernel.now()) => {
      if (performance.now() - lookedAt > secondsBetweenLooks * 1000) await look(day)
      return held.value
    },
    forget: () => {
      lookedAt = Number.NEGATIVE_INFINITY
    },
  }
}

async function versionInForce(kernel: Kernel, on: Date): Promise<number> {
  const day = sql<string>`(${on}::timestamptz at time zone 'Europe/London')::date`
  const row = await kernel.db.service(db =>
    db
      .selectFrom('reference_document')
      .select('version')
      .where('code', '=', lexiconCode)
      .where('valid_from', '<=', day)
      .where(sql<boolean>`coalesce(valid_until, 'infinity') > ${day}`)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  return row?.version ?? 0
}
