import { expect, test } from 'vitest'
import { formOf, questionSchema } from './localQuestions.ts'
import { parseAnswers } from './pages/forms/parseAnswers.ts'
import { search } from './practiceWorld.tsx'
import { settingsFrom } from './settings.ts'

const asked = { id: 'tide', kind: 'radios', label: 'Was the tide in?', required: 'Say whether', options: [{ value: 'yes', text: 'Yes' }] }
const settings = settingsFrom([{ code: 'questions.search.find', version: 1, value: [asked, { ...asked, id: 'where' }] }])

test('a partnership’s own question is asked at its step, after those of the product, and never in place of one', () => {
  expect(formOf(search, settings, 'find')?.questions.map(({ id }) => id).slice(-1)).toEqual(['tide'])
  expect(formOf(search, settings, 'find')?.questions.filter(({ id }) => id === 'where')).toHaveLength(1)
  expect(formOf(search, settings, 'tell')?.questions.map(({ id }) => id)).toEqual(['said'])
  const around = { now: new Date(), colleagues: [] }
  const questions = formOf(search, settings, 'find')?.questions ?? []
  expect(parseAnswers(questions, { tide: ['yes'], where: ['Pier'] }, around).answers).toMatchObject({ tide: 'yes', where: 'Pier' })
  expect(parseAnswers(questions, { where: ['Pier'] }, around).problems['tide']).toBe('Say whether')
})

test('a question without options or with an id that is no word is refused, and it cannot choose its audience', () => {
  expect(questionSchema.safeParse({ ...asked, options: [] }).success).toBe(false)
  expect(questionSchema.safeParse({ ...asked, id: 'No Word' }).success).toBe(false)
  expect(questionSchema.parse({ ...asked, cell: { category: 'missing', tier: 3 } })).not.toHaveProperty('cell')
})
