import type { Day } from '../language/format.ts'
import { swappedDay } from './age.ts'
import { normalIdentifier } from './identifiers.ts'
import type { Identifier, IdentifierKind } from './identifiers.ts'
import { formsOf, neighboursOf, partsOf, strongOf, withoutOneLetter } from './names.ts'
import { otherFormsOf } from './shortNames.ts'
import { soundKey, soundsBeside } from './soundKey.ts'

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

/** `likely` finds what was written or heard right; `slips` is asked only when that finds too few. */
export type AskedTokens = { likely: AskedToken[]; slips: AskedToken[] }

const mostOfARecord = 30
const mostOfAQuery = 500
const weightOf = { number: 20, pair: 6, birth: 5, sound: 4, single: 2, slip: 3 } as const

export const isNumberToken = (token: string) => token.startsWith('i:')

/**
 * A record's tokens, the most telling first: `i:` a number, `b:` the day of birth, `n:` a form of one name, `s:` its
 * sound, `e:` two names in any order, `p:` their sounds, `f:` a family name and an initial, `d:` a form, whole or less
 * one letter, with the sound of the other name: so that neither common names nor slips drown the rest.
 */
export function tokensOf(record: Findable): string[] {
  const [given, family] = [formsOf(record.givenName), formsOf(record.familyName)]
  const [mainGiven, mainFamily] = [mainOf(record.givenName), mainOf(record.familyName)]
  const pairs = pairsOf(given, family).slice(0, 6)
  return [...new Set([
    ...(record.identifiers ?? []).slice(0, 6).map(numberToken), ...(record.birthOn ? [`b:${record.birthOn}`] : []),
    ...[...family, ...given].slice(0, 5).map(form => `n:${form}`),
    ...[mainFamily, mainGiven].filter(form => form !== '').map(form => `s:${soundKey(form)}`),
    ...pairs.flatMap(([one, other]) => [`e:${inOrder(one, other)}`, `p:${bothSounds(one, other)}`]),
    ...(mainGiven === '' ? [] : family.slice(0, 2).map(form => withInitial(form, mainGiven))),
    ...zipped(slipsOf(mainFamily, mainGiven), slipsOf(mainGiven, mainFamily)),
    ...partsOf(record.otherNames ?? '').flatMap(other => mainFamily ? [`p:${bothSounds(other, mainFamily)}`] : []),
  ])].slice(0, mostOfARecord)
}

/** What to look for: pairs of names where two were given, forms and sounds of the one name otherwise. */
export function queryTokens({ words, birthOn, numbers = [] }: AskedFor): AskedTokens {
  const parts = words.flatMap(partsOf).slice(0, 6)
  const strong = strongOf(parts)
  const others = strong.flatMap(otherFormsOf)
  const forms = [...new Set([...strong, ...neighboursOf(parts), ...others])]
  const pairs = strong.length > 1 ? pairsOf(forms, forms).filter(([one, other]) => one !== other) : []
  const alone = strong.length === 1 ? strong : []
  return {
    likely: eachOnce([
      ...numbers.flatMap(({ kinds, value }) => kinds.map(kind => asked(numberToken({ kind, value }), weightOf.number))),
      ...birthTokens(birthOn),
      ...pairs.flatMap(([one, other]) => [
        asked(`e:${inOrder(one, other)}`, weightOf.pair), asked(`p:${bothSounds(one, other)}`, weightOf.sound),
        ...(other.length === 1 ? [asked(withInitial(one, other), weightOf.sound)] : []),
      ]),
      ...alone.flatMap(form => [asked(`n:${form}`, weightOf.pair), asked(`s:${soundKey(form)}`, weightOf.single)]),
      ...(alone.length > 0 ? others.map(form => asked(`n:${form}`, weightOf.single)) : []),
    ]),
    slips: eachOnce([
      ...pairs.flatMap(([one, other]) => slipsOf(one, other).map(token => asked(token, weightOf.slip))),
      ...pairsOf(strong, strong).filter(([one, other]) => one !== other).flatMap(([one, other]) =>
        soundsBeside(soundKey(one)).map(sound => asked(`p:${inOrder(sound, soundKey(other))}`, weightOf.single))),
      ...alone.flatMap(form => soundsBeside(soundKey(form)).map(sound => asked(`s:${sound}`, weightOf.slip))),
    ]),
  }
}

function eachOnce(tokens: readonly AskedToken[]): AskedToken[] {
  const best = new Map<string, number>()
  for (const { token, weight } of tokens) best.set(token, Math.max(weight, best.get(token) ?? 0))
  const each = [...best].map(([token, weight]) => ({ token, weight }))
  return each.sort((a, b) => b.weight - a.weight).slice(0, mostOfAQuery)
}

/** The day itself, day and month swapped, and the years beside it. */
function birthTokens(birthOn: Day | undefined): AskedToken[] {
  if (!birthOn) return []
  const rest = birthOn.slice(4)
  const year = Number(birthOn.slice(0, 4))
  const near = [swappedDay(birthOn), `${year - 1}${rest}`, `${year + 1}${rest}`]
  return [asked(`b:${birthOn}`, weightOf.birth), ...near.flatMap(day => day ? [asked(`b:${day}`, weightOf.slip)] : [])]
}

/** The name, and every spelling with one letter less, beside the sound of the other name. */
function slipsOf(name: string, other: string): string[] {
  return name === '' ? [] : [name, ...withoutOneLetter(name)].map(form => `d:${form}|${soundKey(other)}`)
}

const asked = (token: string, weight: number): AskedToken => ({ token, weight })
const numberToken = ({ kind, value }: Identifier) => `i:${kind}:${normalIdentifier(value)}`
const withInitial = (family: string, given: string) => `f:${family}|${soundKey(given).slice(0, 1)}`
const inOrder = (one: string, other: string) => [one, other].sort().join('+')
const bothSounds = (one: string, other: string) => inOrder(soundKey(one), soundKey(other))
const mainOf = (name: string) => strongOf(partsOf(name))[0] ?? ''

function pairsOf(some: readonly string[], others: readonly string[]): (readonly [string, string])[] {
  return some.flatMap(one => others.map(other => [one, other] as const))
}

/** Taken in turn, so that a limit cuts both alike. */
function zipped(some: readonly string[], others: readonly string[]): string[] {
  const length = Math.max(some.length, others.length)
  return Array.from({ length }, (_, place) =>
    [...some.slice(place, place + 1), ...others.slice(place, place + 1)]).flat()
}
