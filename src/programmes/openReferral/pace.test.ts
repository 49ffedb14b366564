import { expect, test } from 'vitest'
import { tooOften } from './pace.ts'

test('whoever asks without end waits for the next minute, and nobody else with them', () => {
  const at = new Date('2026-11-24T10:00:00Z')
  const waits = Array.from({ length: 1_201 }, () => tooOften('192.0.2.1', at))
  expect(waits.slice(0, 1_200).every(wait => wait === undefined)).toBe(true)
  expect(waits[1_200]).toBe(60)
  expect(tooOften('192.0.2.2', at)).toBeUndefined()
  expect(tooOften('192.0.2.1', new Date(at.getTime() + 60_000))).toBeUndefined()
})
