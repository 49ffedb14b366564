import { expect, test } from 'vitest'
import { interAgencyReferral } from '../formKinds/interAgencyReferral.ts'
import { ageInYears } from '../../language/format.ts'
import { ppn1 } from '../formKinds/ppn1.ts'
import { anAnsweredForm, now } from './anAnsweredForm.ts'
import type { Answers } from './answers.ts'
import { birthFromAge, isChildOn } from './people.ts'
import { problemsIn } from './problems.ts'
import { contentOf } from './records.ts'
import { fileName, sniff } from './sniff.ts'
import { readWhen, timeFrom, whenFields } from './when.ts'

const problems = (change: Answers, isChild = true) =>
  Object.fromEntries(problemsIn({
    kind: ppn1, answers: anAnsweredForm(ppn1, change), isChild, now,
  }).map(({ page, field, text }) => [`${page}#${field}`, text]))

test('a complete form has no problems', () => {
  expect(problems({})).toEqual({})
  const answers = anAnsweredForm(interAgencyReferral)
  expect(problemsIn({ kind: interAgencyReferral, answers, isChild: true, now })).toEqual([])
})

test.each<[string, Answers, Record<string, string>]>([
  ['no child', { child: undefined }, { 'child#child': 'Find or add the child' }],
  ['a child that is not an id', { child: { personId: 'me' } }, { 'child#child': 'Find or add the child' }],
  [
    'nothing about needs', { needs: [] },
    { 'needs#needs': 'Select what you know about how the child communicates, or that you do not know' },
  ],
  ['no urgency', { urgency: '' }, { 'concern#urgency': 'Select how soon somebody should look at this' }],
  [
    'an urgency that does not exist', { urgency: 'yesterday' },
    { 'concern#urgency': 'Select how soon somebody should look at this' },
  ],
  ['no facts', { account: '  ' }, { 'account#account': 'Write what happened' }],
  ['endless facts', { account: 'x'.repeat(20_001) }, { 'account#account': 'Use at most 20,000 characters' }],
  ['no opinion', { opinion: '' }, { 'opinion#opinion': 'Write what you think and why' }],
  ['the child was asked, no words', { 'voice-words': '' }, { 'voice#voice-words': 'Write what the child said' }],
  [
    'the child was not asked, no reason', { 'voice-heard': 'no', 'voice-why-not': '' },
    { 'voice#voice-why-not': 'Say why the child has not been asked' },
  ],
  [
    'no role of the child', { 'people-role': [] },
    { 'people#people-role': 'Select the child’s own role in this event' },
  ],
  ['a role that does not exist', { 'people-role': ['nominal'] }, { 'people#people-role': 'Select one of the answers' }],
  [
    'no day', { 'when-day': '', 'when-month': '', 'when-year': '', 'when-time': '' },
    { 'where-and-when#when-day': 'Enter the day on which it happened' },
  ],
  [
    '30 February', { 'when-day': '30', 'when-month': '2' },
    { 'where-and-when#when-day': 'Enter a real date, such as 23 11 2026' },
  ],
  ['tomorrow', { 'when-day': '25' }, { 'where-and-when#when-time': 'Enter a time that is not in the future' }],
  [
    'half past nonsense', { 'when-time': 'half past' },
    { 'where-and-when#when-time': 'Enter the time like 17:30 or 5:30pm, or leave it empty' },
  ],
  ['no place', { place: '' }, { 'where-and-when#place': 'Enter a postcode or describe the place' }],
  [
    'a place, and nobody knows whether it is a home', { 'place-home': '' },
    { 'where-and-when#place-home': 'Select whether this is somebody’s home' },
  ],
  [
    'the family not told, no reason', { 'family-informed': 'no', 'family-why-not': '' },
    { 'family#family-why-not': 'Say why the family, or some of it, has not been told' },
  ],
])('%s: the form names the page and the field', (_, change, expected) => {
  expect(problems(change)).toEqual(expected)
})

test('welfare cannot be skipped about somebody under 18, or of unknown age', () => {
  const skipped = {
    needs: [], 'voice-heard': '', 'safe-now': '', 'safety-done': '', 'family-informed': '', weapon: '', urgency: '',
    'concern-type': '',
  }
  expect(Object.keys(problems(skipped))).toEqual([
    'needs#needs', 'concern#concern-type', 'concern#urgency', 'safety#safe-now', 'safety#safety-done',
    'safety#weapon', 'voice#voice-heard', 'family#family-informed',
  ])
  expect(problems(skipped, false)).toEqual({})
  expect([
    isChildOn(undefined, '2026-11-24'), isChildOn('2008-11-24', '2026-11-24'), isChildOn('2008-11-25', '2026-11-24'),
  ]).toEqual([true, false, true])
})

test('facts, opinion and the child’s own words become records apart, each of its own kind', () => {
  const { records } = contentOf(
    ppn1, anAnsweredForm(ppn1, { opinion: 'I think so.', 'voice-words': 'Leave me alone.' }), now,
  )
  expect(records.map(({ kind, assertion, body }) => [kind, assertion, body])).toEqual(expect.arrayContaining([
    ['account', 'fact', 'Text of account.'], ['opinion', 'opinion', 'I think so.'], [
      'childs_voice', 'own_words', 'Leave me alone.',
    ],
  ]))
  expect(records.filter(({ kind }) => kind === 'weapon')).toEqual([])
})

test('what is hidden by another answer is not sent', () => {
  const answers = anAnsweredForm(ppn1, { 'voice-heard': 'no', 'voice-words': 'typed before' })
  expect(JSON.stringify(contentOf(ppn1, answers, now).records)).not.toContain('typed before')
})

test('a child who is victim and suspect at once is named as a victim first, and both roles are kept', () => {
  const { records, roles } = contentOf(ppn1, anAnsweredForm(ppn1, { 'people-role': ['suspected', 'victim'] }), now)
  expect(roles).toEqual(['suspected', 'victim'])
  expect(records.find(({ kind }) => kind === 'concern')?.role).toBe('victim')
  expect(records.filter(({ kind }) => kind === 'involved_person').map(({ role }) => role)).toEqual(['suspected'])
})

test.each([
  ['no', ['PO1 3AX'], undefined],
  ['child', ['At the child’s home'], 'po1 3ax'],
  ['other', ['At somebody’s home'], undefined],
])('a place that is a home (%s) is never the place of the event', (home, headlines, address) => {
  const content = contentOf(ppn1, anAnsweredForm(ppn1, { 'place-home': home }), now)
  expect(content.records.filter(({ kind }) => kind === 'event_place').map(({ headline }) => headline))
    .toEqual(headlines)
  expect(content.homeAddress).toBe(address)
})

test.each([
  ['17:30', '17:30'], ['17.30', '17:30'], ['1730', '17:30'], ['5:30pm', '17:30'], ['5 pm', '17:00'], ['12am', '00:00'],
  ['12:15 p.m.', '12:15'], ['midnight', '00:00'], ['9:05', '09:05'], ['25:00', undefined], ['9', undefined],
  ['13pm', undefined],
])('the time %s is understood', (text, time) => {
  expect(timeFrom(text)).toBe(time)
})

test('times are those of London, in summer and in winter, and a program may send an offset', () => {
  const question = ppn1.sections
    .flatMap(({ pages }) => pages).flatMap(page => page.questions).find(({ kind }) => kind === 'date_time')!
  const read = (text: string) => readWhen(question, whenFields('when', text), now)
  expect(read('2026-07-14T17:30')).toEqual({
    ok: true, when: { at: new Date('2026-07-14T16:30:00Z'), precision: 'minute' },
  })
  expect(read('2026-11-23T17:30:00Z')).toEqual({
    ok: true, when: { at: new Date('2026-11-23T17:30:00Z'), precision: 'minute' },
  })
  expect(read('2026-07-14')).toEqual({ ok: true, when: { at: new Date('2026-07-13T23:00:00Z'), precision: 'day' } })
  expect(read('2026-07-14T23:30:00Z')).toEqual({
    ok: true, when: { at: new Date('2026-07-14T23:30:00Z'), precision: 'minute' },
  })
  expect(read('soon').ok).toBe(false)
})

test('an age alone gives an estimated birth that fits the age', () => {
  for (const today of ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'])
    expect(ageInYears(birthFromAge(15, today), today)).toBe(15)
})

test.each([
  ['photo.jpg', Buffer.from('ffd8ffe000044a46ffc0000b080010002001011100', 'hex'), 'image/jpeg'],
  ['notes.pdf', Buffer.from('%PDF-1.7'), 'application/pdf'],
  ['notes.txt', Buffer.from('She said no.'), 'text/plain'],
  ['photo.jpg', Buffer.from('MZ\x90\0\x03'), undefined],
  ['page.txt', Buffer.from('<html><script>1</script>'), undefined],
  ['empty.txt', Buffer.alloc(0), undefined],
  ['huge.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 97), undefined],
])('the file %s is known by its bytes, not by its name', (name, bytes, mediaType) => {
  const sniffed = sniff(name, bytes)
  expect(sniffed.ok ? sniffed.mediaType : undefined).toBe(mediaType)
})

test('a file name loses folders and signs that turn its reading round', () => {
  expect(fileName('..\\..\\etc/pass\u202Efdp.exe')).toBe('passfdp.exe')
})
