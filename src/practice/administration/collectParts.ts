import type { Tx } from '../../kernel/database.ts'
import { listClockRules, listDocuments, listFormKinds } from '../../partnership/administration/store/reference.ts'
import { lexiconCode } from '../../partnership/lexiconAt.ts'
import type { Parts } from './policyPack.ts'
import { partSchemas } from './policyPack.ts'
import { inForce, listVersions } from './settingVersions.ts'
import type { ListedSetting } from './settingsList.ts'

type Dated<T> = { validFrom: T; validUntil: T | null }

/** Those in force on the day, the newest of each code. */
export function newestOf<Row extends Dated<string> & { code: string; version: number }>(rows: readonly Row[], day: string): Row[] {
  const live = rows.filter(({ validFrom, validUntil }) => validFrom <= day && (validUntil === null || validUntil > day))
  return [...Map.groupBy(live, row => row.code).values()]
    .flatMap(versions => versions.toSorted((one, other) => other.version - one.version).slice(0, 1))
}

/** How this partnership works now, as another may take it over. A setting that nobody has set is not in it. */
export async function collectParts(tx: Tx, settings: readonly ListedSetting[], { now, day }: { now: Date; day: string }): Promise<Parts> {
  const versions = await listVersions(tx)
  const forms = (await listFormKinds(tx)).filter(({ validFrom, validUntil }) => validFrom <= now && (validUntil === null || validUntil > now))
  const [lexicon] = newestOf((await listDocuments(tx, lexiconCode)).map(row => ({ ...row, code: lexiconCode })), day)
  return {
    settings: settings.flatMap(({ setting: { code } }) => {
      const set = inForce(versions, code, now)
      return set ? [{ code, value: asJson(set.value), source: set.source }] : []
    }),
    clockRules: newestOf(await listClockRules(tx), day).map(rule => ({
      code: rule.code, title: rule.title, amount: rule.amount, unit: unitOf(rule.unit), ends: rule.ends === 'same_time' ? 'same_time' : 'end_of_day',
      dayEndsAt: rule.dayEndsAt, atRiskShare: rule.atRiskShare, source: rule.source, sourceUrl: rule.sourceUrl, verified: rule.verified,
    })),
    formKinds: [...Map.groupBy(forms, ({ code }) => code).values()].flatMap(([newest]) => newest
      ? [{ code: newest.code, title: newest.title, definition: asJson(newest.definition), fromKinds: newest.fromKinds }] : []),
    lexicon: lexicon ? { content: asJson(lexicon.content), source: lexicon.source } : null,
  }
}

const asJson = (value: unknown) => partSchemas.settings.element.shape.value.parse(value)
const unitOf = (unit: string) => partSchemas.clockRules.element.shape.unit.parse(unit)
