import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Setting } from '../settings.ts'

export type SettingVersion = {
  code: string; version: number; value: unknown; validFrom: Date; source: string; setBy: string | null; setAt: Date
}

/** What the partnership has set, the newest first. */
export async function listVersions(tx: Tx, code?: string): Promise<SettingVersion[]> {
  const { rows } = await sql<SettingVersion>`
    select p.code, p.version, p.value, p.valid_from as "validFrom", p.source, s.name as "setBy", p.set_at as "setAt"
    from practice_setting p left join staff s on s.partnership_id = p.partnership_id and s.id = p.set_by
    where ${code ?? null}::text is null or p.code = ${code ?? null}::text order by p.code, p.version desc`.execute(tx)
  return rows
}

/** In force at a moment: of those that have begun, the newest. */
export const inForce = (versions: readonly SettingVersion[], code: string, at: Date): SettingVersion | undefined =>
  versions.find(version => version.code === code && version.validFrom <= at)

/** The value of a version; 0 is what the product starts with. */
export const valueOf = (setting: Setting, versions: readonly SettingVersion[], version: number): unknown =>
  versions.find(one => one.code === setting.code && one.version === version)?.value ?? setting.starter

/** For `asked`: why it was not done, or nothing. */
export const addSetting = (code: string, value: unknown, { from, source }: { from: Date; source: string }) => sql`
  (case when authz.add_setting(${code}, ${JSON.stringify(value)}::jsonb, ${from}::timestamptz, ${source}) is null
    then 'Only an administrator can do this' end)`
