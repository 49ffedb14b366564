import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { halvesBeside, halvesOf, plainName } from './names.ts'
import { queryTokens, tokensOf } from './nameTokens.ts'
import type { Findable } from './nameTokens.ts'
import { readQuery } from './query.ts'
import { wordsOf } from './score.ts'
import { nameSimilarity } from './similarity.ts'
import { soundKey } from './soundKey.ts'

const record = (givenName: string, familyName: string, more: Partial<Findable> = {}): Findable =>
  ({ givenName, familyName, ...more })

function askedIn(asked: Parameters<typeof queryTokens>[0]): string[] {
  const { likely, slips } = queryTokens(asked)
  return [...likely, ...slips].map(({ token }) => token)
}

function finds(text: string, found: Findable): boolean {
  const query = readQuery(text)
  const tokens = new Set(tokensOf(found))
  return askedIn({ words: wordsOf(query), birthOn: query.birthOn }).some(token => tokens.has(token))
}

/** What was typed, and the given and family name that a register holds. */
const variants: readonly (readonly [string, string, string])[] = [
  ['Jon Smith', 'John', 'Smith'], ['Smith John', 'John', 'Smith'], ['Smyth, John', 'John', 'Smith'],
  ['jhon smith', 'John', 'Smith'],
  ['Seán O’Brien', 'Sean', 'OBrien'], ['Sean O Brien', 'Seán', 'O\'Brien'], ['Shaun Obrien', 'Seán', 'O’Brien'],
  ['Mary-Ann Lee', 'Mary Ann', 'Lee'], ['Maryann Lee', 'Mary-Ann', 'Lee'], ['Mary Lee', 'Mary Ann', 'Lee'],
  ['Maria Lopez', 'María José', 'García-López'], ['José Garcia', 'María José', 'García-López'],
  ['Maria Garcia Lopez', 'Maria', 'Garcia Lopez'],
  ['Mohammed Rashid', 'Muhammad', 'Al-Rashid'], ['Mohamed Alrashid', 'Mohammad', 'Al Rashid'],
  ['Mo Hussain', 'Mohammed', 'Hussein'],
  ['Yousef Hossain', 'Yusuf', 'Hussain'], ['Jozef Kowalski', 'Józef', 'Kowalsky'],
  ['Wojciech Nowak', 'Vojtech', 'Novak'],
  ['Kathryn Reid', 'Catherine', 'Read'], ['Katie Brown', 'Katherine', 'Browne'],
  ['Steven Philips', 'Stephen', 'Phillips'],
  ['Siobhan Kelly', 'Shivaun', 'Kelly'], ['Caoimhe Byrne', 'Keeva', 'Byrne'], ['Niamh Walsh', 'Neve', 'Walsh'],
  ['Nguyen Van An', 'An', 'Nguyễn'], ['Aisha Begum', 'Ayesha', 'Begam'], ['Ahmed Ali', 'Ahmet', 'Ali'],
  ['Osman Kaya', 'Usman', 'Kaya'], ['Lukasz Wisniewski', 'Łukasz', 'Wiśniewski'],
  ['Bjorn Sorensen', 'Bjørn', 'Sørensen'],
  ['Zoey Clarke', 'Zoë', 'Clark'], ['Smith', 'John', 'Smith'], ['Smiht', 'John', 'Smith'],
  ['Oluwaseum Adebayo', 'Oluwaseun', 'Adébáyọ̀'],
  ['Li Wei', 'Wei', 'Li'], ['Sara McDonald', 'Sarah', 'Mc Donald'], ['Michael Macdonnell', 'Mikael', 'MacDonnell'],
  ['Jess De Souza', 'Jessica', 'DeSouza'], ['Kuldip Sing', 'Kuldeep', 'Singh'], ['Elizabeth', 'Liz', 'Carter'],
  ['J Smith', 'John', 'Smith'], ['Smjth', 'John', 'Smith'], ['Иван Петров', 'Иван', 'Петров'],
]

test.each(variants)('"%s" finds %s %s', (typed, givenName, familyName) => {
  expect(finds(typed, record(givenName, familyName))).toBe(true)
})

test('most different names share no token', () => {
  const names = ['Ada Quill', 'Bruno Tansy', 'Cleo Marrow', 'Dov Ember', 'Ewa Larkspur', 'Femi Oakes', 'Gita Rowe',
    'Hana Vole']
  const pairs = names.flatMap(one => names.filter(other => other !== one).map(other => [one, other] as const))
  const met = pairs.filter(([one, other]) => {
    const [givenName = '', familyName = ''] = other.split(' ')
    return finds(one, record(givenName, familyName))
  })
  expect(met).toEqual([])
})

test('day and month put the wrong way round still find a birthday', () => {
  expect(finds('04/03/2011', record('Teo', 'Marlowe', { birthOn: '2011-04-03' }))).toBe(true)
  expect(finds('05/05/2011', record('Teo', 'Marlowe', { birthOn: '2011-04-03' }))).toBe(false)
})

test('a record has at most thirty tokens, and usually a dozen', () => {
  const long = tokensOf(record('Maximiliana Josephine', 'Featherstonehaugh-Cholmondeley', {
    otherNames: 'Anna Bertha Clara Dora', birthOn: '2011-04-03',
  }))
  expect(long.length).toBeLessThanOrEqual(30)
  const usual = variants.map(([, givenName, familyName]) =>
    tokensOf(record(givenName, familyName, { birthOn: '2011-04-03' })).length)
  expect(usual.reduce((sum, count) => sum + count, 0) / usual.length).toBeLessThan(14)
})

const letter = fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz'))
const name = fc.array(letter, { minLength: 4, maxLength: 10 }).map(letters => letters.join(''))

test('one slip in one of two names never hides a person', () => {
  fc.assert(fc.property(name, name, fc.nat(9), letter, (given, family, at, slip) => {
    const place = at % family.length
    const wrong = [
      family.slice(0, place) + family.slice(place + 1), family.slice(0, place) + slip + family.slice(place),
      family.slice(0, place) + slip + family.slice(place + 1),
    ]
    const known = record(given, family)
    for (const typed of wrong) {
      const tokens = new Set(tokensOf(known))
      expect(askedIn({ words: [given, typed] }).some(token => tokens.has(token))).toBe(true)
    }
  }))
})

/** A letter less, one more, another one, or two neighbours swapped. */
function slipsIn(plain: string, place: number, slip: string): string[] {
  const [before, after] = [plain.slice(0, place), plain.slice(place + 1)]
  return [
    before + after, before + slip + plain.slice(place), before + slip + after,
    before + after.slice(0, 1) + plain.charAt(place) + after.slice(1),
  ]
}

test('a name keeps one of its halves through every slip, wherever it is', () => {
  fc.assert(fc.property(name, letter, (plain, slip) => {
    const halves = new Set(halvesOf(plain))
    for (const place of Array.from(plain).keys())
      for (const typed of slipsIn(plain, place, slip))
        expect(halvesBeside(typed).some(half => halves.has(half)), `${typed} for ${plain}`).toBe(true)
  }))
  expect(halvesBeside('ann').some(half => halvesOf('anna').includes(half))).toBe(true)
  expect(halvesBeside('anna').some(half => halvesOf('ana').includes(half))).toBe(true)
})

test('making a name plain twice changes nothing more', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => {
    expect(plainName(plainName(text))).toBe(plainName(text))
  }))
})

test('any text whatever makes tokens without breaking', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (one, other) => {
    const tokens = tokensOf(record(one, other))
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(askedIn({ words: wordsOf(readQuery(`${one} ${other}`)) }).length).toBeLessThanOrEqual(1000)
  }))
})

test('names that sound alike have one key', () => {
  for (const group of [['Yousef', 'Yusuf', 'Jozef', 'Youssef'], ['Stephen', 'Steven'],
    ['Hussain', 'Hussein', 'Hossain'],
    ['Sean', 'Shaun', 'Shawn'], ['Thomas', 'Tomas'], ['Sara', 'Sarah'],
      ['Zoe', 'Zoey']])
    expect(new Set(group.map(each => soundKey(plainName(each)))).size).toBe(1)
})

test('similarity is the published one', () => {
  expect(nameSimilarity('martha', 'marhta')).toBeCloseTo(0.9611, 4)
  expect(nameSimilarity('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4)
  expect(nameSimilarity('jones', 'johnson')).toBeCloseTo(0.8324, 4)
  expect(nameSimilarity('abc', 'xyz')).toBe(0)
  expect(nameSimilarity('', 'abc')).toBe(0)
})

test('similarity is the same in both directions and between 0 and 1', () => {
  fc.assert(fc.property(name, name, (one, other) => {
    const alike = nameSimilarity(one, other)
    expect(alike).toBeCloseTo(nameSimilarity(other, one), 10)
    expect(alike).toBeGreaterThanOrEqual(0)
    expect(alike).toBeLessThanOrEqual(1)
  }))
})
