import { expect, test } from 'vitest'
import { secretFrom } from '../secret.ts'
import { openCursors } from './cursor.ts'

const partnershipId = '0198f000-0000-7000-8000-000000000001'
const cursors = openCursors(secretFrom('c'.repeat(40)))

test('a cursor in which one bit is changed, wherever it lies, opens to nothing', () => {
  const bytes = Buffer.from(cursors.seal(partnershipId, 7), 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(cursors.open(partnershipId, changed.toString('base64url'))).toBeUndefined()
  }
})

test('every cursor has the same length, whatever its position, and fits into an address', () => {
  const lengths = [0, 1, 1_000_000, Number.MAX_SAFE_INTEGER].map(pos => {
    expect(cursors.open(partnershipId, cursors.seal(partnershipId, pos))).toBe(pos)
    return cursors.seal(partnershipId, pos).length
  })
  expect(new Set(lengths)).toEqual(new Set([48]))
})

test('a cursor of another secret, or with something behind it, opens to nothing', () => {
  const sealed = cursors.seal(partnershipId, 7)
  expect(openCursors(secretFrom('d'.repeat(40))).open(partnershipId, sealed)).toBeUndefined()
  for (const more of [`${sealed}A`, `${sealed}=`, ` ${sealed}`, sealed.slice(1)])
    expect(cursors.open(partnershipId, more)).toBeUndefined()
})
