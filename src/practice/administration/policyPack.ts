import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonical } from './difference.ts'

export const packFormat = 'kith-policy-pack'
export const packVersion = 1

const words = z.string().max(1_000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/v)

/** What one partnership can take over from another: how it works, and nothing of anybody. */
export const partSchemas = {
  settings: z.array(z.strictObject({ code: z.string().max(120), value: z.json(), source: words })).max(1_000),
  clockRules: z.array(z.strictObject({
    code: z.string().regex(/^[a-z][a-z_]{0,59}$/v), title: words, amount: z.int().min(1).max(1_000),
    unit: z.literal(['working_days', 'calendar_days', 'hours', 'weeks', 'months']), ends: z.literal(['end_of_day', 'same_time']),
    dayEndsAt: z.string().regex(/^\d{2}:\d{2}(?::\d{2})?$/v), atRiskShare: z.number().min(0).max(1), source: words,
    sourceUrl: z.url({ protocol: /^https$/v }).nullable(), verified: z.boolean(),
  })).max(1_000),
  formKinds: z.array(z.strictObject({
    code: z.string().regex(/^[a-z][a-z0-9\-]{0,59}$/v), title: words, definition: z.json(), fromKinds: z.array(z.string().max(60)).min(1).max(40),
  })).max(200),
  lexicon: z.strictObject({ content: z.json(), source: words }).nullable(),
} as const
export type PartName = keyof typeof partSchemas
export const partNames: readonly PartName[] = ['settings', 'clockRules', 'formKinds', 'lexicon']
export const partWords: Readonly<Record<PartName, string>> = {
  settings: 'Settings', clockRules: 'Clock rules', formKinds: 'Form kinds', lexicon: 'Lexicon',
}

export type Parts = { [Name in PartName]: z.infer<typeof partSchemas[Name]> }
export type PolicyPack = Readonly<{
  format: typeof packFormat; version: typeof packVersion; madeOn: string; from: string
  parts: Parts; sha256: Readonly<Record<PartName, string>>
}>

const head = z.strictObject({
  format: z.literal(packFormat, 'This is not a policy pack of Kith'), version: z.literal(packVersion, 'This version of the format is not known here'),
  madeOn: day, from: words, parts: z.record(z.string(), z.unknown()), sha256: z.record(z.string(), z.string()),
})

export const hashOf = (part: unknown): string => createHash('sha256').update(canonical(part)).digest('hex')

export function makePack(parts: Parts, { from, madeOn }: { from: string; madeOn: string }): PolicyPack {
  return {
    format: packFormat, version: packVersion, madeOn, from, parts,
    sha256: {
      settings: hashOf(parts.settings), clockRules: hashOf(parts.clockRules), formKinds: hashOf(parts.formKinds), lexicon: hashOf(parts.lexicon),
    },
  }
}

export type ReadPack = { ok: true; parts: Parts; from: string; madeOn: string } | { ok: false; problems: string[] }

/** Reads a pack; each problem names the part that it is in. A part that was changed on the way is never taken. */
export function readPack(text: string): ReadPack {
  const json = parsed(text)
  if (json === undefined) return { ok: false, problems: ['The file is not JSON, or not whole'] }
  const read = head.safeParse(json)
  if (!read.success) return { ok: false, problems: issuesOf('Pack', read.error.issues) }
  const { parts, sha256, from, madeOn } = read.data
  const problems = [
    ...Object.keys(parts).filter(name => !partNames.some(known => known === name)).map(name => `Pack: the part “${name.slice(0, 40)}” is not known here`),
    ...partNames.filter(name => sha256[name] !== hashOf(parts[name] ?? null))
      .map(name => `${partWords[name]}: changed since the pack was made, or damaged on the way`),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const settings = partSchemas.settings.safeParse(parts['settings'])
  const clockRules = partSchemas.clockRules.safeParse(parts['clockRules'])
  const formKinds = partSchemas.formKinds.safeParse(parts['formKinds'])
  const lexicon = partSchemas.lexicon.safeParse(parts['lexicon'] ?? null)
  if (settings.success && clockRules.success && formKinds.success && lexicon.success)
    return { ok: true, from, madeOn, parts: { settings: settings.data, clockRules: clockRules.data, formKinds: formKinds.data, lexicon: lexicon.data } }
  return { ok: false, problems: Object.entries({ settings, clockRules, formKinds, lexicon })
    .flatMap(([name, part]) => part.success ? [] : issuesOf(wordsOf(name), part.error.issues)) }
}

const wordsOf = (name: string) => partNames.flatMap(known => known === name ? [partWords[known]] : [])[0] ?? name

type Issue = { path: readonly PropertyKey[]; message: string }
const issuesOf = (part: string, issues: readonly Issue[]) =>
  issues.slice(0, 5).map(({ path, message }) => `${part}: ${path.length > 0 ? `${path.map(String).join('.')}: ` : ''}${message}`)

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
