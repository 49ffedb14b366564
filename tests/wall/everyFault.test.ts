import { expect, test } from 'vitest'
import { everyFault, mustHave } from './everyFault.ts'

test('at least forty faults are seeded, each under a name of its own', () => {
  expect(everyFault.length).toBeGreaterThanOrEqual(40)
  expect(everyFault.filter((fault, at) => everyFault.indexOf(fault) !== at)).toEqual([])
})

test.each(Object.entries(mustHave))('what others have got wrong is among them: %s', (_, fault) => {
  expect(everyFault).toContain(fault)
})
