import type { Day } from '../language/format.ts'
import { dayFrom, isDay } from './age.ts'
import { normalIdentifier } from './identifiers.ts'

/** What somebody knows about whom they look for. `text` is a name in any order. */
export type PersonQuery = {
  text?: string; givenName?: string; familyName?: string; birthOn?: Day; age?: number; identifier?: string
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthWord = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?'
  + '|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'

const isoDate = /\b(\d{4})-(\d{2})-(\d{2})\b/
const numbersDate = /\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b/
const wordsDate = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${monthWord})\\s+(\\d{4})\\b`, 'i')
const ageWords = /\b(?:aged?\s*)?(\d{1,2})\s*(?:years?(?:\s*old)?|yrs?|y\/?o)\b|\baged?\s+(\d{1,2})\b/i
const longNumber = /(?<![\p{L}\d])(?:[a-z]{0,3}\d[\d\s-]{3,}\d[a-z]?|[a-z]*\d[\da-z/-]{4,})(?![\p{L}\d])/iu

/** One free box: "Jon Smith 3/4/2011", "Smith, aged 15", "999 000 0018", "A123456789012". */
export function readQuery(text: string): PersonQuery {
  const rest = { text: text.normalize('NFKC').slice(0, 200) }
  const birthOn = take(rest, isoDate, ([, y = '', m = '', d = '']) => dayFrom(Number(y), Number(m), Number(d)))
    ?? take(rest, numbersDate, ([, d = '', m = '', y = '']) => dayFrom(fullYear(y), Number(m), Number(d)))
    ?? take(rest, wordsDate, ([, d = '', m = '', y = '']) =>
      dayFrom(Number(y), months.indexOf(m.slice(0, 3).toLowerCase()) + 1, Number(d)))
  const age = take(rest, ageWords, ([, one, other]) => Number(one ?? other))
  const identifier = take(rest, longNumber, ([found]) => {
    const number = normalIdentifier(found)
    if (numbersDate.test(found)) return ''
    return number.length >= 5 && /\d{3}/.test(number) ? number : undefined
  })
  const bareAge = age ?? take(rest, /(?:^|\s)(\d{1,2})(?=\s|$)/, ([, years]) => Number(years))
  const name = rest.text.replace(/[\s,;]+/g, ' ').trim()
  return {
    ...(name !== '' && { text: name }), ...(birthOn && { birthOn }), ...(bareAge !== undefined && { age: bareAge }),
    ...(identifier && { identifier }),
  }
}

type Meaning<T> = (found: RegExpExecArray) => T | undefined

/** Takes the first thing of this shape out of the text, if it means something. */
function take<T>(from: { text: string }, shape: RegExp, meaning: Meaning<T>): T | undefined {
  const found = shape.exec(from.text)
  const value = found ? meaning(found) : undefined
  if (found && value !== undefined)
    from.text = `${from.text.slice(0, found.index)} ${from.text.slice(found.index + found[0].length)}`
  return value
}

/** Two figures of a year stand for the last hundred years. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) + (Number(year) <= (new Date().getUTCFullYear() + 1) % 100 ? 2000 : 1900)
}

/** Whether there is anything to look for: an age alone would list a year of children. */
export function saysEnough({ text, givenName, familyName, birthOn, identifier }: PersonQuery): boolean {
  return birthOn !== undefined || [text, givenName, familyName, identifier].some(part => (part ?? '').trim().length > 1)
}

/** The query with what does not hold left out: a page may hand over anything. */
export function soundQuery(query: PersonQuery): PersonQuery {
  const { birthOn, ...others } = query
  return birthOn && isDay(birthOn) ? query : others
}
