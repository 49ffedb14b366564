import { expect, test } from 'vitest'
import { eligibility, factsAskedBy, rulesOfEntry, rulesSchema, turnaroundRules } from './eligibility.ts'
import type { ChildFacts, FactCode } from './eligibility.ts'

const not = (...codes: FactCode[]) => Object.fromEntries(codes.map(code => [code, false]))
const clear = not('previous_turnaround', 'court_order', 'youth_conditional_caution', 'looked_after', 'child_protection_plan', 'whole_family_support')
const turnaround = { rules: [...rulesOfEntry({ minimumAge: 10, maximumAge: 17, areas: ['Wexmere'] }), ...turnaroundRules] }
const child = (facts: Partial<ChildFacts>): ChildFacts => ({ age: 14, area: 'Wexmere', known: {}, ...facts })

test('a child on the edge of youth justice may have Turnaround, and every rule says why', () => {
  const found = eligibility(turnaround, child({ known: { ...clear, voluntary_interview: true } }))
  expect(found.answer).toBe('yes')
  expect(found.rules).toHaveLength(turnaround.rules.length)
  expect(found.rules.find(({ title }) => title.startsWith('On the edge'))?.why).toContain('voluntary police interview')
})

test('each no is explained, and one is enough', () => {
  const found = eligibility(turnaround, child({ known: { ...clear, voluntary_interview: true, looked_after: true } }))
  expect(found.answer).toBe('no')
  expect(found.rules.filter(({ answer }) => answer === 'no')).toEqual([
    { title: expect.stringContaining('Not looked after'), answer: 'no', why: 'The child is looked after by a council.' }])
  expect(eligibility(turnaround, child({ age: 18 })).rules[0]).toMatchObject({ answer: 'no', why: 'The child is 18; the programme ends at 17.' })
  expect(eligibility(turnaround, child({ area: 'Farfield' })).rules[1]).toMatchObject({ answer: 'no' })
})

test('a child in need is no reason to say no', () => {
  expect(eligibility(turnaround, child({ known: { ...clear, fined: true, child_in_need: true } })).answer).toBe('yes')
})

test('what nobody knows leaves it open, and the answer says what is not known', () => {
  const found = eligibility(turnaround, child({ age: undefined, known: { ...clear, court_order: undefined } }))
  expect(found.answer).toBe('not_known')
  expect(found.rules.find(({ title }) => title.startsWith('No statutory order'))?.why).toContain('subject to a statutory court order')
  expect(found.rules[0]?.why).toBe('The child’s age is not known.')
})

test('none of the gateway events is a no, not an unknown, once all are answered', () => {
  const [edge] = turnaroundRules
  const all = edge && 'facts' in edge ? not(...edge.facts) : {}
  expect(eligibility({ rules: turnaroundRules }, child({ known: { ...clear, ...all } })).answer).toBe('no')
})

test('a programme without rules takes everybody, and the form asks only what rules need', () => {
  expect(eligibility({ rules: [] }, { known: {} })).toEqual({ answer: 'yes', rules: [] })
  expect(factsAskedBy(turnaroundRules)).not.toContain('child_in_need')
  expect(factsAskedBy(turnaroundRules)).toContain('looked_after')
  expect(rulesSchema.safeParse([{ kind: 'age', title: 'x', lest: 1 }, { kind: 'weather', title: 'y' }]).success).toBe(false)
})
