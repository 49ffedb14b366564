import { z } from 'zod'
import { sql } from 'kysely'
import type { Tx } from '../kernel/database.ts'

/** A local value by code: what it is, its shape, and what a new partnership starts with. */
export type Setting<Value = unknown> = Readonly<{
  code: string; title: string; about: string; source: string
  schema: z.ZodType<Value>; starter: Value
}>

export const defineSetting = <Value>(setting: Setting<Value>): Setting<Value> => {
  setting.schema.parse(setting.starter)
  return setting
}

/** The values in force for one partnership at one moment. */
export type Settings = Readonly<{
  valueOf: <Value>(setting: Setting<Value>) => Value
  /** 0 while the partnership has not set its own. */
  versionOf: (setting: Setting) => number
}>

type Row = { code: string; version: number; value: unknown }

/** Read once in the transaction that needs them; what has begun keeps the values of the day on which it began. */
export async function settingsAt(tx: Tx, at: Date): Promise<Settings> {
  const { rows } = await sql<Row>`
    select distinct on (code) code, version, value from practice_setting
    where valid_from <= ${at} order by code, version desc`.execute(tx)
  return settingsFrom(rows)
}

export function settingsFrom(rows: readonly Row[]): Settings {
  const byCode = new Map(rows.map(row => [row.code, row]))
  return {
    valueOf: setting => {
      const own = byCode.get(setting.code)
      return own ? setting.schema.parse(own.value) : setting.starter
    },
    versionOf: ({ code }) => byCode.get(code)?.version ?? 0,
  }
}
