import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkWording } from './check.ts'
import { examples } from './examples.ts'
import { readLexicon } from './lexicon.ts'
import type { Lexicon } from './lexicon.ts'
import { replaceFinding } from './replace.ts'
import { starterLexicon } from './starterLexicon.ts'

const check = (text: string) => checkWording(text, starterLexicon)
const foundIn = (text: string) => check(text).map(({ found }) => found)
const everyFound = Object.entries(examples)
  .flatMap(([id, { found }]) => found.map(([text, phrase]) => ({ id, text, phrase })))
const everySilent = Object.entries(examples).flatMap(([id, { silent }]) => silent.map(text => ({ id, text })))

describe('the starter lexicon', () => {
  test('has an example of what is found and of what is left alone for every entry', () => {
    const ids = starterLexicon.entries.map(({ id }) => id)
    expect(Object.keys(examples).toSorted()).toEqual(ids.toSorted())
    for (const { found, silent } of Object.values(examples)) {
      expect(found.length).toBeGreaterThan(0)
      expect(silent.length).toBeGreaterThan(0)
    }
  })

  test('survives being stored as JSON', () => {
    const stored: unknown = JSON.parse(JSON.stringify(starterLexicon))
    expect(readLexicon(stored).data).toEqual(starterLexicon)
  })

  test('names a list for every brace of an alternative', () => {
    const lists = Object.keys(starterLexicon.inflections)
    const texts = starterLexicon.entries.flatMap(({ alternatives, patterns }) =>
      [...alternatives, ...patterns.flatMap(pattern => pattern.alternatives ?? [])])
    const named = texts.flatMap(text => [...text.matchAll(/\{(\w+)(?::(\w+))?\}/g)])
    for (const [, list, other] of named) {
      expect(lists).toContain(list)
      const forms = starterLexicon.inflections[list ?? ''] ?? []
      expect(starterLexicon.inflections[other ?? list ?? '']).toHaveLength(forms.length)
    }
    expect(named.length).toBeGreaterThan(20)
  })
})

describe('each phrase', () => {
  test.each(everyFound)('$id is found in “$text”', ({ id, text, phrase }) => {
    expect(check(text).map(({ entryId, found }) => [entryId, found])).toEqual([[id, phrase]])
  })

  test.each(everySilent)('$id leaves “$text” alone', ({ id, text }) => {
    expect(check(text).filter(({ entryId }) => entryId === id)).toEqual([])
  })

  test.each(everyFound)('the alternatives of $id in “$text” are words, and none of them is prompted on', ({ text }) => {
    const [finding] = check(text)
    expect(finding?.alternatives.length).toBeGreaterThan(0)
    for (const alternative of finding?.alternatives ?? []) {
      expect(alternative).toMatch(/^\S(?:.*\S)?$/)
      expect(alternative).not.toMatch(/[{}]| {2}/)
      expect(foundIn(replaceFinding(text, finding!, alternative))).toEqual([])
    }
  })
})

describe('how text is read', () => {
  test.each([
    ['a line break stands for a space', 'putting herself\nat risk', ['putting herself\nat risk']],
    ['a form’s line break stands for a space', 'putting herself\r\nat risk', ['putting herself\r\nat risk']],
    ['a blank line parts a phrase', 'known to\n\nservices', []],
    ['a full stop parts a phrase', 'He is known to. Services came', []],
    ['any hyphen joins', 'gang‑affiliated', ['gang‑affiliated']],
    ['a dash between spaces parts', 'gang - affiliated', []],
    ['a no-break space joins', 'known to\u00A0services', ['known to\u00A0services']],
    ['straight apostrophes count', 'he won\'t engage', ['won\'t engage']],
    ['curly apostrophes count', 'he won’t engage', ['won’t engage']],
    ['a letter with an accent belongs to its word', 'éabsconded abscondedé', []],
    ['a digit belongs to its word', 'absconded2', []],
    ['the longest of overlapping phrases is prompted on', 'a prolific absconder', ['prolific absconder']],
    ['two phrases side by side are both found', 'absconded absconded', ['absconded', 'absconded']],
  ])('%s', (_, text, found) => {
    expect(foundIn(text)).toEqual(found)
  })

  test.each([
    ['straight', 'She said "I was putting myself at risk" and absconded.'],
    ['curly', 'She said “I was putting myself at risk” and absconded.'],
    ['single curly', 'She said ‘I’m streetwise, I was putting myself at risk’ and absconded.'],
    ['never closed', 'He absconded. She said “I was streetwise.\nI am streetwise'],
    ['closed by the paragraph', 'She said "I am streetwise.\n\nHe absconded.'],
    ['with a single one within', '“He said ‘streetwise’ and ‘runaway’ to me, streetwise” then absconded'],
  ])('the child’s own words in %s quotation marks are left alone', (_, text) => {
    expect(foundIn(text)).toEqual(['absconded'])
  })

  test('an apostrophe, a decade and a height open no quotation', () => {
    expect(foundIn('The girls’ carer, in the ‘90s, was 5\'10" tall; he absconded')).toEqual(['absconded'])
  })

  test('offsets count as a browser counts, after emoji and rare letters', () => {
    const text = '👩‍👧 𝒜 said she absconded 🙂'
    const [finding] = check(text)
    expect(text.slice(finding?.start, finding?.end)).toBe('absconded')
    expect(finding?.start).toBe(text.indexOf('absconded'))
  })

  test('the age in the same sentence decides, not one in another', () => {
    expect(foundIn('The young man is 19 years old.')).toEqual([])
    expect(foundIn('His brother is 19 years old. The young man ran.')).toEqual(['young man'])
    expect(foundIn('The young man, aged 15, was with a man aged 40.')).toEqual(['young man'])
  })
})

describe('the work', () => {
  const steps = (text: string) => {
    const effort = { steps: 0 }
    checkWording(text, starterLexicon, effort)
    return effort.steps
  }
  const texts = {
    'ordinary text': 'The family were at home and the door was open when we came. ',
    'phrases only': 'She is putting herself at risk. ',
    'phrases that almost match': 'is sending sexually explicit pictures to an older ',
    'one endless sentence with ages': 'aged 15 and he was 12 ',
    'one word again': 'been ', 'quotation marks': '" “ ', 'blank lines': '\n \n ', 'hyphens': '-', 'spaces': '  ',
  }

  test.each(Object.entries(texts))('grows no faster than the text: %s', (_, text) => {
    const some = steps(text.repeat(200))
    const tenTimes = steps(text.repeat(2000))
    expect(tenTimes).toBeLessThanOrEqual(some * 10.1 + 200)
  })

  test('100 kB take fewer than sixty comparisons a word or mark', () => {
    for (const text of Object.values(texts)) {
      const long = text.repeat(Math.ceil(100_000 / text.length))
      const wordsAndMarks = long.match(/[\p{L}\p{N}]+|\S|\n/gu)?.length ?? 1
      expect(steps(long)).toBeLessThan(wordsAndMarks * 60)
    }
  })

  test('a lexicon whose patterns could grow without bound is refused in words', () => {
    const [entry] = starterLexicon.entries
    const bad: Lexicon = {
      ...starterLexicon,
      entries: [{ ...entry!, patterns: [{ words: 'a? b? c? d? e? f' }, { words: '{nobody}' }] }, entry!],
    }
    const read = readLexicon(bad)
    expect(read.error?.issues.map(({ message }) => message)).toEqual([
      'putting-at-risk is there twice',
      'putting-at-risk: “a? b? c? d? e? f” has more than 4 words that may be absent',
      'putting-at-risk: “{nobody}” has no list named nobody',
    ])
  })
})

describe('for any text', () => {
  const filler = fc.constantFrom(
    'Anna', 'went', 'home', 'café', '🙂', 'on Monday', 'we met', '“she is streetwise”', 'ŵyl',
  )
  const phrases = everyFound.filter(({ text }) => !/^[^.]*[,;:]/.test(text)).map(({ text }) => text.replace(/\.$/, ''))
  const writing = fc.array(fc.oneof(filler, fc.constantFrom(...phrases)), { maxLength: 12 })
    .map(parts => parts.map(part => `${part}.`).join('\n\n'))

  test('replacing every finding leaves none, and changes nothing outside them', () => {
    fc.assert(fc.property(writing, text => {
      const findings = check(text)
      const outside = (whole: string, places: readonly { start: number; end: number }[]) =>
        [0, ...places.map(({ end }) => end)].map((from, place) => whole.slice(from, places[place]?.start))
      let replaced = text
      let moved = 0
      const places = findings.map(finding => {
        const [alternative = ''] = finding.alternatives
        const start = finding.start + moved
        replaced = replaceFinding(replaced, { ...finding, start, end: finding.end + moved }, alternative)
        moved += alternative.length - finding.found.length
        return { start, end: start + alternative.length }
      })
      expect(outside(replaced, places)).toEqual(outside(text, findings))
      expect(foundIn(replaced)).toEqual([])
    }))
  })

  test('findings lie in the text, in order, apart, and say what stands there', () => {
    const pieces = fc.constantFrom('is', 'absconded', '"', '’', '‘', '”', '\n', '-', ' ', 'known', 'to', 'services')
    const anything = fc.oneof(
      writing, fc.string({ unit: 'binary' }), fc.array(pieces).map(parts => parts.join('')),
    )
    fc.assert(fc.property(anything, text => {
      let last = 0
      for (const { start, end, found } of check(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(text.slice(start, end)).toBe(found)
        last = end
      }
    }), { numRuns: 300 })
  })

  test('nothing is found where no phrase stands', () => {
    fc.assert(fc.property(fc.array(filler).map(parts => parts.join(' ')), text => {
      expect(check(text)).toEqual([])
    }))
  })

  test('nothing is found within quotation marks', () => {
    fc.assert(fc.property(fc.constantFrom(...phrases), text => {
      expect(check(`“${text}”`)).toEqual([])
    }))
  })
})
