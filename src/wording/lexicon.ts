import * as z from 'zod'
import { parsePattern } from './pattern.ts'

/**
 * Words that belong together in a phrase, slot by slot: `{be}? putting|placing {reflexive} at risk`.
 * `a|b` either, `?` may be absent, `{name}` any of the named inflections, `#` a number, `#18+`, `#<13`.
 * A space also stands for a hyphen or one line break. `alternatives` replaces those of the entry.
 */
export type Pattern = { words: string; alternatives?: readonly string[] | undefined }

/** Where a phrase is prompted on; each list holds patterns that stand directly before or after it. */
export type Limits = {
  onlyUpperCase?: boolean | undefined
  notPrecededBy?: readonly string[] | undefined
  notFollowedBy?: readonly string[] | undefined
  onlyBeside?: { before?: readonly string[] | undefined; after?: readonly string[] | undefined } | undefined
  /** Silent where the same sentence gives an age, and every age in it is this or more. */
  unlessAge?: { atLeast: number } | undefined
  /** Prompts only where the same sentence gives an age below this. */
  onlyAge?: { under: number } | undefined
}

/**
 * In an alternative `{be}` repeats the word that was matched, `{abscond:goMissing}` writes the word that stands
 * in the same place of another list, and `[reason]` is left for the writer to fill in.
 */
export type LexiconEntry = {
  id: string
  phrase: string
  patterns: readonly Pattern[]
  alternatives: readonly string[]
  why: string
  source: string
  /** `seen`: the phrase stands in the named source. `unverified`: practice knowledge, not yet checked. */
  status: 'seen' | 'unverified'
  limits?: Limits | undefined
}

/** The phrases in force between two days; `validTo` is the first day on which it is no longer in force. */
export type Lexicon = {
  version: string
  validFrom: string
  validTo: string | null
  inflections: Readonly<Record<string, readonly string[]>>
  entries: readonly LexiconEntry[]
}

const word = z.string().trim().min(1).max(300)
const words = z.array(word).max(60)
const limits = z.strictObject({
  onlyUpperCase: z.boolean().optional(),
  notPrecededBy: words.optional(),
  notFollowedBy: words.optional(),
  onlyBeside: z.strictObject({ before: words.optional(), after: words.optional() }).optional(),
  unlessAge: z.strictObject({ atLeast: z.int().min(0).max(120) }).optional(),
  onlyAge: z.strictObject({ under: z.int().min(0).max(120) }).optional(),
})
const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'Use small letters, digits and hyphens'),
  phrase: word,
  patterns: z.array(z.strictObject({ words: word, alternatives: words.min(1).optional() })).min(1).max(30),
  alternatives: words.min(1),
  why: word,
  source: word,
  status: z.enum(['seen', 'unverified']),
  limits: limits.optional(),
})
const lexicon = z.strictObject({
  version: z.string().min(1).max(40),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  inflections: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), words.min(1)),
  entries: z.array(entry).max(2000),
}).check(context => {
  for (const problem of problemsIn(context.value)) {
    context.issues.push({ code: 'custom', message: problem, input: context.value })
  }
})

/** A lexicon read from storage or typed by an administrator; the issues of a refusal are in the form's own words. */
export function readLexicon(value: unknown): z.ZodSafeParseResult<Lexicon> {
  return lexicon.safeParse(value)
}

function problemsIn({ entries, inflections }: Lexicon): string[] {
  const ids = entries.map(({ id }) => id)
  const twice = ids.filter((id, place) => ids.indexOf(id) < place)
  const unreadable = entries.flatMap(({ id, patterns, limits }) =>
    [
      ...patterns.map(pattern => pattern.words),
      ...limits?.notPrecededBy ?? [], ...limits?.notFollowedBy ?? [],
      ...limits?.onlyBeside?.before ?? [], ...limits?.onlyBeside?.after ?? [],
    ].flatMap(text => {
      const parsed = parsePattern(text, inflections)
      return parsed.ok ? [] : [`${id}: “${text}” ${parsed.why}`]
    }))
  return [...twice.map(id => `${id} is there twice`), ...unreadable]
}
