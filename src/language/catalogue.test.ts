import { expect, test } from 'vitest'
import { catalogueOf, english, filled, missingWords } from './catalogue.ts'
import { cy } from './cy.ts'

test('a word that Welsh lacks is shown in English', () => {
  const welsh = catalogueOf('cy')
  expect(welsh.frame.signOut).toBe('Allgofnodi')
  expect(welsh.clock.overdue).toBe(english.clock.overdue)
  expect(missingWords(english, welsh)).toEqual([])
})

test('the number of words still to be translated into Welsh is known', () => {
  expect(missingWords(english, cy)).toHaveLength(84)
})

test('a text says its values and leaves alone what it was not given', () => {
  expect(filled('%{count} new, show', { count: 3 })).toBe('3 new, show')
  expect(filled('%{count} of %{all}', { count: 3 })).toBe('3 of %{all}')
})
