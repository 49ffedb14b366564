import type { Day } from '../language/format.ts'
import { swappedDay } from './age.ts'
import { formsOf, halvesBeside, halvesOf, neighboursOf, partsOf, strongOf } from './names.ts'
import { otherFormsOf } from './shortNames.ts'
import { soundKey, soundsBeside } from './soundKey.ts'

/** What of a source record can be found by tokens; numbers are found in their own table. */
export type Findable = {
  givenName: string
  familyName: string
  otherNames?: string | undefined
  birthOn?: Day | undefined
}

/** A token to look for, and how much a hit says. */
export type AskedToken = { token: string; weight: number }

export type AskedFor = { words: readonly string[]; birthOn?: Day | undefined }

/** `likely` finds what was written or heard right; `slips` is asked only when that finds too few. */
export type AskedTokens = { likely: AskedToken[]; slips: AskedToken[] }

const mostOfARecord = 30
const mostOfAQuery = 500
const weightOf = { pair: 6, birth: 5, sound: 4, single: 2, slip: 3 } as const

/**
 * A record's tokens, the most telling first: `b:` the day of birth, `n:` a form of one name, `s:` its sound, `e:` two
 * names in any order, `p:` their sounds, `f:` a family name and an initial, `h:` half of a name with the sound of the
 * other name. Two names stand in one token so that common names do not drown the rest; a token more is two index entries
 * more for every record.
 */
export function tokensOf(record: Findable): string[] {
  const [given, family] = [formsOf(record.givenName), formsOf(record.familyName)]
  const [mainGiven, mainFamily] = [mainOf(record.givenName), mainOf(record.familyName)]
  const tokens = new Set(record.birthOn ? [`b:${record.birthOn}`] : [])
  for (const form of [...family, ...given].slice(0, 5)) tokens.add(`n:${form}`)
  for (const main of [mainFamily, mainGiven]) if (main !== '') tokens.add(`s:${soundKey(main)}`)
  for (const [one, other] of pairsOf(given, family).slice(0, 6))
    tokens.add(`e:${inOrder(one, other)}`).add(`p:${bothSounds(one, other)}`)
  if (mainGiven !== '') for (const form of family.slice(0, 2)) tokens.add(withInitial(form, mainGiven))
  for (const token of [...halfTokens(mainFamily, mainGiven), ...halfTokens(mainGiven, mainFamily)]) tokens.add(token)
  if (mainFamily !== '')
    for (const other of partsOf(record.otherNames ?? '')) tokens.add(`p:${bothSounds(other, mainFamily)}`)
  return [...tokens].slice(0, mostOfARecord)
}

/** What to look for: pairs of names where two were given, forms and sounds of the one name otherwise. */
export function queryTokens({ words, birthOn }: AskedFor): AskedTokens {
  const parts = words.flatMap(partsOf).slice(0, 6)
  const strong = strongOf(parts)
  const others = strong.flatMap(otherFormsOf)
  const forms = [...new Set([...strong, ...neighboursOf(parts), ...others])]
  const pairs = strong.length > 1 ? pairsOf(forms, forms).filter(([one, other]) => one !== other) : []
  const alone = strong.length === 1 ? strong : []
  return {
    likely: eachOnce([
      ...birthTokens(birthOn),
      ...pairs.flatMap(([one, other]) => [
        asked(`e:${inOrder(one, other)}`, weightOf.pair), asked(`p:${bothSounds(one, other)}`, weightOf.sound),
        ...(other.length === 1 ? [asked(withInitial(one, other), weightOf.sound)] : []),
      ]),
      ...alone.flatMap(form => [asked(`n:${form}`, weightOf.pair), asked(`s:${soundKey(form)}`, weightOf.single)]),
      ...(alone.length > 0 ? others.map(form => asked(`n:${form}`, weightOf.single)) : []),
    ]),
    slips: eachOnce([
      ...pairs.flatMap(([one, other]) => slipsOf(one, other, strong.includes(one))),
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

/** Both halves of the name beside the sound of the other name. */
function halfTokens(name: string, other: string): string[] {
  return name === '' || other === '' ? [] : halvesOf(name).map(half => `h:${half}|${soundKey(other)}`)
}

/** Longer halves say more, and forms that nobody typed less. */
function slipsOf(name: string, other: string, isTyped: boolean): AskedToken[] {
  const sound = soundKey(other)
  return halvesBeside(name).map(half => asked(`h:${half}|${sound}`, weightOf.slip + (isTyped ? half.length : 0)))
}

const asked = (token: string, weight: number): AskedToken => ({ token, weight })
const withInitial = (family: string, given: string) => `f:${family}|${soundKey(given).slice(0, 1)}`
const inOrder = (one: string, other: string) => [one, other].sort().join('+')
const bothSounds = (one: string, other: string) => inOrder(soundKey(one), soundKey(other))
const mainOf = (name: string) => strongOf(partsOf(name))[0] ?? ''

function pairsOf(some: readonly string[], others: readonly string[]): (readonly [string, string])[] {
  return some.flatMap(one => others.map(other => [one, other] as const))
}
