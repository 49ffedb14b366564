import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WrittenFormKind } from './formKind.ts'
import { questionsOf, readFormKind } from './formKind.ts'
import { interAgencyReferral } from './formKinds/interAgencyReferral.ts'
import { ppn1 } from './formKinds/ppn1.ts'
import { starterFormKinds } from './formKinds/starterFormKinds.ts'
import { fieldsOf, isAsked, pageAfter, pageBefore, pagesOnTheWay } from './making/answers.ts'
import { anAnsweredForm, now } from './making/anAnsweredForm.ts'
import { problemsIn } from './making/problems.ts'
import { contentOf } from './making/records.ts'

const kinds = [ppn1, interAgencyReferral]

test.each(kinds)('$title can be stored and read back unchanged', kind => {
  expect(readFormKind(structuredClone(kind))).toEqual({ success: true, data: kind })
})

test('a notification without evidence is sent in at most twelve pages', () => {
  const startAndFindTheChild = 2
  const check = 1
  expect(startAndFindTheChild + pagesOnTheWay(ppn1).length + check).toBeLessThanOrEqual(12)
})

test.each(kinds)('Continue and Back go through every page of $title, and back again', kind => {
  const there: string[] = []
  for (let page = pageAfter(kind, 'child'); page !== 'check'; page = pageAfter(kind, page)) there.push(page)
  expect(there).toEqual(pagesOnTheWay(kind).map(({ id }) => id))
  expect(there.map(page => pageBefore(kind, page))).toEqual(['child', ...there.slice(0, -1)])
})

const changed = (change: (kind: WrittenFormKind) => void): unknown => {
  const kind: WrittenFormKind = structuredClone(ppn1)
  change(kind)
  return kind
}
const section = (kind: WrittenFormKind, id: string) => kind.sections.find(one => one.id === id)!
const question = (kind: WrittenFormKind, id: string) =>
  kind.sections.flatMap(one => one.pages).flatMap(page => page.questions).find(one => one.id === id)!

test.each([
  ['has no section on welfare', (kind: WrittenFormKind) => { kind.sections.forEach(one => { one.welfare = false }) }, /needs a section on the welfare/],
  ['lets a page of welfare be skipped', (kind: WrittenFormKind) => { delete question(kind, 'needs').required }, /every page of the welfare section child/],
  ['corrects the child’s own words', (kind: WrittenFormKind) => { Object.assign(question(kind, 'voice-words'), { checksWording: true }) }, /own words, which are not corrected/],
  ['has a question twice', (kind: WrittenFormKind) => { question(kind, 'opinion').id = 'account' }, /account is there twice/],
  ['has no urgency', (kind: WrittenFormKind) => { question(kind, 'urgency').becomes = { to: 'form' } }, /the urgency once, this one 0 times/],
  ['puts free text into a headline', (kind: WrittenFormKind) => { question(kind, 'account').becomes = { to: 'headline', kind: 'concern', assertion: 'fact' } }, /a headline never holds free text/],
  ['shows a question by an answer that cannot be given', (kind: WrittenFormKind) => { question(kind, 'weapon-what').showIf = { question: 'weapon', is: ['banana'] } }, /cannot be given/],
  ['shows a question by one that comes later', (kind: WrittenFormKind) => { question(kind, 'needs-how').showIf = { question: 'weapon', is: ['none'] } }, /comes later/],
  ['takes a page name of the machine', (kind: WrittenFormKind) => { section(kind, 'voice').pages[0]!.id = 'check' }, /may not be called check/],
  ['has a property nobody knows', (kind: WrittenFormKind) => { Object.assign(kind, { riskScore: 7 }) }, /riskScore/],
])('a form kind that %s is refused, in words', (_, change, words) => {
  const read = readFormKind(changed(change))
  expect(read.success ? '' : read.error.issues.map(({ message }) => message).join('\n')).toMatch(words)
})

test('whatever of a complete form is left out, the form says which page lacks it or can still be sent', () => {
  const kindAndFields = fc.constantFrom(...kinds).chain(kind =>
    fc.record({ kind: fc.constant(kind), leave: fc.subarray(questionsOf(kind).flatMap(fieldsOf)) }))
  fc.assert(fc.property(kindAndFields, ({ kind, leave }) => {
    const whole = anAnsweredForm(kind)
    const answers = Object.fromEntries(Object.entries(whole).filter(([field]) => !leave.includes(field)))
    const problems = problemsIn({ kind, answers, isChild: true, now })
    const missing = questionsOf(kind).filter(one => one.required && isAsked(one, answers))
      .filter(one => ['radios', 'text', 'textarea', 'checkboxes', 'people'].includes(one.kind))
      .filter(one => leave.includes(fieldsOf(one)[0]!) && whole[fieldsOf(one)[0]!] !== undefined)
    for (const one of missing) expect(problems.map(({ text }) => text)).toContain(one.required)
    expect(problems.length > 0 || contentOf(kind, answers, now).records.length > 3).toBe(true)
  }), { numRuns: 200 })
})

test('every kind of form is offered to somebody', () => {
  expect(starterFormKinds.every(({ fromKinds }) => fromKinds.length > 0)).toBe(true)
})
