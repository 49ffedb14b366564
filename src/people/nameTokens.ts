import type { Day } from '../language/format.ts'
import { swappedDay } from './age.ts'
import { normalIdentifier } from './identifiers.ts'
import type { Identifier, IdentifierKind } from './identifiers.ts'
import { formsOf, neighboursOf, partsOf, strongOf, withoutOneLetter } from './names.ts'
import { otherFormsOf } from './shortNames.ts'
import { firstSounds, soundKey } from './soundKey.ts'

/** What of a source record can be found. */
export type Findable = {
  givenName: string
  familyName: string
  otherNames?: string | undefined
  birthOn?: Day | undefined
  identifiers?: readonly Identifier[] | undefined
}

/** A token to look for, and how much a hit says. */
export type AskedToken = { token: string; weight: number }

export type AskedFor = {
  words: readonly string[]
  birthOn?: Day | undefined
  numbers?: readonly { kinds: readonly IdentifierKind[]; value: string }[] | undefined
}

const mostOfARecord = 30
const mostOfAQuery = 400
const weightOf = { number: 20, birth: 5, pair: 4, sound: 3, slip: 2, single: 1 } as const

export const isNumberToken = (token: string) => token.startsWith('i:')

/**
 * A record's tokens, the most telling first. `n:` a form of one name, `s:` its sound, `d:` a form or a form less one
 * letter with the first sound of the other name (so that neither common names nor slips drown the rest), `p:` both
 * sounds in any order, `b:` the day of birth, `i:` a number.
 */
export function tokensOf(record: Findable): string[] {
  const given = formsOf(record.givenName)
  const family = formsOf(record.familyName)
  const others = partsOf(record.otherNames ?? '')
  const mainGiven = mainOf(record.givenName)
  const mainFamily = mainOf(record.familyName)
  const numbers = (record.identifiers ?? []).map(numberToken).slice(0, 6)
  const names = [
    ...pairsOf(given, family).map(([one, other]) => `p:${bothSounds(one, other)}`).slice(0, 4),
    ...family.map(form => withSound(form, mainGiven)), ...given.map(form => withSound(form, mainFamily)),
    ...(mainFamily ? withoutOneLetter(mainFamily).map(form => withSound(form, mainGiven)) : []),
    ...(mainGiven ? withoutOneLetter(mainGiven).map(form => withSound(form, mainFamily)) : []),
    ...others.map(form => withSound(form, mainFamily)),
    ...(mainGiven && mainFamily ? [] : formsOf(mainGiven || mainFamily).flatMap(withoutOneLetter))
      .map(form => withSound(form, '')),
  ]
  const singles = [...[...family, ...given].map(form => `n:${form}`).slice(0, 5),
    ...[mainFamily, mainGiven].filter(form => form !== '').map(form => `s:${soundKey(form)}`)]
  const first = [...numbers, ...(record.birthOn ? [`b:${record.birthOn}`] : []), ...singles]
  return [...new Set([...first, ...names])].slice(0, mostOfARecord)
}

/** What to look for: pairs of names where two were given, forms and sounds of the one name otherwise. */
export function queryTokens({ words, birthOn, numbers = [] }: AskedFor): AskedToken[] {
  const parts = words.flatMap(partsOf).slice(0, 6)
  const strong = strongOf(parts)
  const others = strong.flatMap(otherFormsOf)
  const tokens: AskedToken[] = [
    ...numbers.flatMap(({ kinds, value }) => kinds.map(kind => asked(numberToken({ kind, value }), weightOf.number))),
    ...birthTokens(birthOn),
    ...(strong.length > 1 ? tokensOfPairs([...new Set([...strong, ...neighboursOf(parts), ...others])]) : []),
    ...(strong.length === 1 ? tokensOfOne(strong.join('')) : []),
    ...(strong.length === 1 ? others.map(form => asked(`n:${form}`, weightOf.single)) : []),
  ]
  const best = new Map<string, number>()
  for (const { token, weight } of tokens) best.set(token, Math.max(weight, best.get(token) ?? 0))
  const each = [...best].map(([token, weight]) => ({ token, weight }))
  return each.sort((a, b) => b.weight - a.weight).slice(0, mostOfAQuery)
}

function tokensOfPairs(forms: readonly string[]): AskedToken[] {
  return pairsOf(forms, forms).filter(([one, other]) => one !== other).flatMap(([one, other]) => [
    asked(withSound(one, other), weightOf.pair),
    asked(`p:${bothSounds(one, other)}`, weightOf.sound),
    ...withoutOneLetter(one).map(form => asked(withSound(form, other), weightOf.slip)),
  ])
}

/** The other name is not known: every first sound that it might have is asked for. */
function tokensOfOne(form: string): AskedToken[] {
  return [
    asked(`n:${form}`, weightOf.pair), asked(`s:${soundKey(form)}`, weightOf.single),
    ...[form, ...withoutOneLetter(form)].flatMap(slip =>
      ['', ...firstSounds].map(sound => asked(`d:${slip}|${sound}`, weightOf.slip))),
  ]
}

/** The day itself, day and month swapped, and the years beside it. */
function birthTokens(birthOn: Day | undefined): AskedToken[] {
  if (!birthOn) return []
  const rest = birthOn.slice(4)
  const year = Number(birthOn.slice(0, 4))
  const near = [swappedDay(birthOn), `${year - 1}${rest}`, `${year + 1}${rest}`]
  return [asked(`b:${birthOn}`, weightOf.birth), ...near.flatMap(day => day ? [asked(`b:${day}`, weightOf.slip)] : [])]
}

const asked = (token: string, weight: number): AskedToken => ({ token, weight })
const numberToken = ({ kind, value }: Identifier) => `i:${kind}:${normalIdentifier(value)}`
const withSound = (form: string, other: string) => `d:${form}|${soundKey(other).slice(0, 1)}`
const bothSounds = (one: string, other: string) => [soundKey(one), soundKey(other)].sort().join('+')

function mainOf(name: string): string {
  return strongOf(partsOf(name))[0] ?? ''
}

function pairsOf(some: readonly string[], others: readonly string[]): (readonly [string, string])[] {
  return some.flatMap(one => others.map(other => [one, other] as const))
}
