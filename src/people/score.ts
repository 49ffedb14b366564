import type { Day } from '../language/format.ts'
import { swappedDay, yearsOf } from './age.ts'
import { identifierKindsOf, identifierTitles, normalIdentifier } from './identifiers.ts'
import type { Identifier } from './identifiers.ts'
import { formsOf, neighboursOf, partsOf, strongOf } from './names.ts'
import type { PersonQuery } from './query.ts'
import { otherFormsOf } from './shortNames.ts'
import { nameSimilarity } from './similarity.ts'
import { soundKey } from './soundKey.ts'

/** What a search compares of one source record. */
export type Compared = {
  givenName: string; familyName: string; otherNames: string
  birthOn?: Day | undefined
  birthIsEstimate: boolean
  identifiers: readonly Identifier[]
}

/** Points out of 200, and what they were given for, in words. Nothing else orders the results. */
export type Score = { points: number; because: string[] }

export const points = { number: 100, name: 60, birth: 40, swapped: 28, yearOff: 20, age: 20, ageNear: 10 } as const
const soundsAlike = 0.9
const shortForm = 0.92
const likeEnough = 0.8

/** Compares one record with what was asked; a record that is not like it at all scores nothing. */
export function scoreOf(query: PersonQuery, record: Compared, today: Day): Score {
  const parts = [numberScore(query, record), nameScore(query, record), birthScore(query, record),
    ageScore(query, record, today)]
  const given = parts.filter(part => part !== undefined)
  const isLike = given.some(({ strong }) => strong)
  if (!isLike) return { points: 0, because: [] }
  return {
    points: Math.round(given.reduce((sum, part) => sum + part.points, 0)),
    because: given.flatMap(({ because }) => because),
  }
}

/** `strong`: enough by itself to show the person. */
type Part = { points: number; because: string[]; strong: boolean }

function numberScore({ identifier }: PersonQuery, { identifiers }: Compared): Part | undefined {
  if (!identifier) return undefined
  const asked = normalIdentifier(identifier)
  const kinds = identifierKindsOf(asked)
  const same = identifiers.find(({ kind, value }) => kinds.includes(kind) && normalIdentifier(value) === asked)
  return same && { points: points.number, because: [`same ${lowered(identifierTitles[same.kind])}`], strong: true }
}

function lowered(title: string): string {
  return title.startsWith('NHS') ? title : `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`
}

function nameScore(query: PersonQuery, record: Compared): Part | undefined {
  const parts = wordsOf(query)
  const words = strongOf(parts)
  if (words.length === 0) return undefined
  const forms = [record.givenName, record.familyName, record.otherNames].flatMap(formsOf)
  const together = neighboursOf(parts).filter(each => forms.includes(each))
  const likeness = words.map(word =>
    together.some(each => each.includes(word)) ? 1 : Math.max(...likenessesOf(word, forms)))
  const average = likeness.reduce((sum, each) => sum + each, 0) / likeness.length
  const strong = average >= likeEnough
  if (average < 0.6) return { points: 0, because: [], strong }
  return { points: points.name * average ** 3, because: [wordFor(average, words, forms)], strong }
}

/** Every word of the names that were asked for, small words too. */
export function wordsOf({ text = '', givenName = '', familyName = '' }: PersonQuery): string[] {
  return [text, givenName, familyName].flatMap(partsOf)
}

function likenessesOf(word: string, forms: readonly string[]): number[] {
  const others = new Set(otherFormsOf(word))
  const sound = soundKey(word)
  return [0, ...forms.map(form => {
    if (form === word) return 1
    if (others.has(form)) return shortForm
    if (form.length === 1 || word.length === 1) return form[0] === word[0] ? 0.75 : 0
    const alike = nameSimilarity(word, form)
    return sound.length > 1 && sound === soundKey(form) ? Math.max(alike, soundsAlike) : alike
  })]
}

function wordFor(average: number, words: readonly string[], forms: readonly string[]): string {
  if (average === 1) return 'same name'
  const short = words.some(word => !forms.includes(word) && otherFormsOf(word).some(form => forms.includes(form)))
  if (short) return 'short form of the name'
  const sounds = words.every(word => forms.some(form => form === word || soundKey(form) === soundKey(word)))
  return sounds ? 'name sounds alike' : 'similar name'
}

function birthScore({ birthOn }: PersonQuery, record: Compared): Part | undefined {
  if (!birthOn || !record.birthOn) return undefined
  if (birthOn === record.birthOn) return { points: points.birth, because: ['same date of birth'], strong: true }
  if (swappedDay(birthOn) === record.birthOn)
    return { points: points.swapped, because: ['date of birth with day and month swapped'], strong: false }
  const isYearOff = birthOn.slice(4) === record.birthOn.slice(4)
    && Math.abs(Number(birthOn.slice(0, 4)) - Number(record.birthOn.slice(0, 4))) === 1
  if (isYearOff) return { points: points.yearOff, because: ['date of birth one year apart'], strong: false }
  return { points: -points.yearOff, because: ['different date of birth'], strong: false }
}

function ageScore({ age }: PersonQuery, record: Compared, today: Day): Part | undefined {
  const years = yearsOf(record.birthOn, today)
  if (age === undefined || years === undefined) return undefined
  const apart = Math.abs(age - years)
  if (apart === 0) return { points: points.age, because: ['same age'], strong: false }
  if (apart === 1) return { points: points.ageNear, because: ['age one year apart'], strong: false }
  return { points: -points.ageNear, because: ['different age'], strong: false }
}
