import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { asked } from '../../partnership/administration/change.ts'
import type { Applied } from '../../partnership/administration/change.ts'
import type { Checks } from '../../partnership/administration/checks.ts'
import { listClockRules, listDocuments, listFormKinds } from '../../partnership/administration/store/reference.ts'
import { startOf } from '../../partnership/administration/typed.ts'
import { lexiconCode } from '../../partnership/lexiconAt.ts'
import { collectParts } from './collectParts.ts'
import { canonical, differencesOf } from './difference.ts'
import type { Difference } from './difference.ts'
import type { Parts } from './policyPack.ts'
import { addSetting } from './settingVersions.ts'
import type { ListedSetting } from './settingsList.ts'

/** One thing that the pack would change here. */
export type PackStep = { part: string; title: string; differences: readonly Difference[]; apply: (tx: Tx) => Promise<Applied> }

export type Taking = {
  settings: readonly ListedSetting[]; checks: Checks; now: Date; day: string; from: string; source: string
  /** Whose front door receives the forms of the pack here. */
  receiver: string
}

/** Everything in the pack that is not good here, by part: each setting by its schema, each form and the lexicon by its reader. */
export function problemsOfParts({ settings, formKinds, lexicon }: Parts, taking: Pick<Taking, 'settings' | 'checks'>): string[] {
  const known = new Map(taking.settings.map(({ setting }) => [setting.code, setting]))
  const first = (issues: readonly { path: readonly PropertyKey[]; message: string }[]) =>
    issues.slice(0, 2).map(({ path, message }) => [path.map(String).join('.'), message].filter(Boolean).join(': ')).join('; ')
  return [
    ...settings.flatMap(({ code, value }) => {
      const setting = known.get(code)
      if (!setting) return [`Settings: ${code.slice(0, 80)} is not known here`]
      const read = setting.schema.safeParse(value)
      return read.success ? [] : [`Settings: ${code}: ${first(read.error.issues)}`]
    }),
    ...formKinds.flatMap(({ code, definition }) => {
      const read = taking.checks.checkFormKind(definition)
      return read.success ? [] : [`Form kinds: ${code}: ${first(read.error.issues)}`]
    }),
    ...lexicon ? [taking.checks.checkLexicon(lexicon.content)].flatMap(read => read.success ? [] : [`Lexicon: ${first(read.error.issues)}`]) : [],
  ]
}

/** What would change here: what is the same already is left out. */
export async function stepsOf(tx: Tx, parts: Parts, taking: Taking): Promise<PackStep[]> {
  const here = await collectParts(tx, taking.settings, taking)
  return [
    ...settingSteps(parts, here, taking), ...await clockSteps(tx, parts, here, taking),
    ...await formSteps(tx, parts, here, taking), ...await lexiconSteps(tx, parts, here, taking),
  ]
}

function settingSteps(parts: Parts, here: Parts, { settings, from, source }: Taking): PackStep[] {
  return parts.settings.flatMap(({ code, value }) => {
    const setting = settings.find(one => one.setting.code === code)?.setting
    if (!setting) return []
    const before = here.settings.find(one => one.code === code)?.value ?? setting.starter
    const differences = differencesOf(before, value)
    return differences.length === 0 ? [] : [{
      part: 'Settings', title: setting.title, differences,
      apply: (tx: Tx) => asked(tx, addSetting(code, value, { from: startOf(from), source })),
    }]
  })
}

async function clockSteps(tx: Tx, parts: Parts, here: Parts, { from, source }: Taking): Promise<PackStep[]> {
  const versions = await listClockRules(tx)
  const comparable = (rule: Parts['clockRules'][number] | undefined) =>
    rule && { title: rule.title, amount: rule.amount, unit: rule.unit, ends: rule.ends, dayEndsAt: rule.dayEndsAt.slice(0, 5), atRiskShare: rule.atRiskShare }
  return parts.clockRules.flatMap(rule => {
    const differences = differencesOf(comparable(here.clockRules.find(one => one.code === rule.code)) ?? {}, comparable(rule))
    if (differences.length === 0) return []
    const version = Math.max(0, ...versions.filter(one => one.code === rule.code).map(one => one.version)) + 1
    return [{
      part: 'Clock rules', title: rule.title, differences,
      apply: (inner: Tx) => asked(inner, sql`authz.add_clock_rule(${rule.code}, ${version}, ${rule.title}, ${rule.amount}, ${rule.unit},
        ${rule.ends}, ${rule.dayEndsAt}::time, ${rule.atRiskShare}::numeric, ${from}::date, ${`${rule.source} (${source})`}, ${rule.sourceUrl},
        ${rule.verified})`),
    }]
  })
}

const withoutVersion = (definition: unknown) => ({ ...asObject(definition), version: undefined })

async function formSteps(tx: Tx, parts: Parts, here: Parts, { from, source, receiver }: Taking): Promise<PackStep[]> {
  const versions = await listFormKinds(tx)
  return parts.formKinds.flatMap(form => {
    const before = here.formKinds.find(one => one.code === form.code)
    const differences = differencesOf(
      before ? { definition: withoutVersion(before.definition), fromKinds: before.fromKinds } : {},
      { definition: withoutVersion(form.definition), fromKinds: form.fromKinds })
    if (differences.length === 0) return []
    const version = Math.max(0, ...versions.filter(one => one.code === form.code).map(one => one.version)) + 1
    const definition = { ...asObject(form.definition), version }
    return [{
      part: 'Form kinds', title: form.title, differences,
      apply: (inner: Tx) => asked(inner, sql`authz.add_form_kind(${form.code}, ${version}, ${form.title}, ${JSON.stringify(definition)}::jsonb,
        ${receiver}, ${form.fromKinds}::text[], ${startOf(from)}, ${source})`),
    }]
  })
}

async function lexiconSteps(tx: Tx, parts: Parts, here: Parts, { from, source }: Taking): Promise<PackStep[]> {
  const { lexicon } = parts
  if (!lexicon || canonical(undated(lexicon.content)) === canonical(undated(here.lexicon?.content))) return []
  const version = Math.max(0, ...(await listDocuments(tx, lexiconCode)).map(one => one.version)) + 1
  const content = JSON.stringify({ ...asObject(lexicon.content), validFrom: from, validTo: null })
  return [{
    part: 'Lexicon', title: 'Lexicon', differences: differencesOf(undated(here.lexicon?.content ?? {}), undated(lexicon.content)),
    apply: inner => asked(inner, sql`authz.add_document(${lexiconCode}, ${version}, ${content}::jsonb, ${from}::date,
      ${`${lexicon.source} (${source})`}, '{}'::jsonb)`),
  }]
}

const asObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
const undated = (content: unknown) => ({ ...asObject(content), validFrom: undefined, validTo: undefined })
