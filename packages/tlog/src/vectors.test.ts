import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyConsistency } from './consistency.ts'
import { GrowingTree } from './growingTree.ts'
import { hashLeaf } from './hashing.ts'
import { verifyInclusion } from './inclusion.ts'
import { parseVerifierKey } from './keys.ts'
import { openNote } from './note.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/data/trust')
const files = ['inclusion', 'consistency', 'roots'].map(name => `rfc6962-${name}.json`)
const missing = [...files, 'signed-note-example.json'].filter(name => !existsSync(join(folder, name)))
if (missing.length > 0)
  console.warn(`\n!!! PUBLISHED VECTORS ARE ABSENT (${missing.join(', ')}): their tests are SKIPPED, not passed. !!!\n`)

type Row = { desc: string; wantErr: boolean; file: string; proof: string[] | null }
type InclusionRow = Row & { leafIdx: number; treeSize: number; root: string; leafHash: string }
type ConsistencyRow = Row & { size1: number; size2: number; root1: string; root2: string }

const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const bytes = (base64: string) => Buffer.from(base64, 'base64')
const hashes = (proof: string[] | null) => (proof ?? []).map(bytes)

describe.skipIf(missing.length > 0)('the published vectors', () => {
  test('98 of 98 published inclusion proofs are judged as published', () => {
    const rows: InclusionRow[] = read('rfc6962-inclusion.json')
    const wrong = rows.filter(row => verifyInclusion(
      { index: row.leafIdx, size: row.treeSize, leafHash: bytes(row.leafHash), root: bytes(row.root) },
      hashes(row.proof)).ok === row.wantErr)
    expect(wrong.map(row => row.file)).toEqual([])
    expect([rows.length, rows.filter(row => row.wantErr).length]).toEqual([98, 92])
  })

  test('98 of 98 published consistency proofs are judged as published', () => {
    const rows: ConsistencyRow[] = read('rfc6962-consistency.json')
    const wrong = rows.filter(row => verifyConsistency(
      { size: row.size1, root: bytes(row.root1) }, { size: row.size2, root: bytes(row.root2) },
      hashes(row.proof)).ok === row.wantErr)
    expect(wrong.map(row => row.file)).toEqual([])
    expect([rows.length, rows.filter(row => row.wantErr).length]).toEqual([98, 92])
  })

  test('9 of 9 published roots come out, from the empty tree to eight leaves', () => {
    const { leafInputsHex, rootHashHexByTreeSize }: Record<string, string[]> = read('rfc6962-roots.json')
    const tree = new GrowingTree()
    const roots = [tree.root()]
    for (const input of leafInputsHex ?? []) {
      tree.append(hashLeaf(Buffer.from(input, 'hex')))
      roots.push(tree.root())
    }
    expect(roots.map(root => Buffer.from(root).toString('hex'))).toEqual(rootHashHexByTreeSize)
    expect(roots).toHaveLength(9)
  })

  test('the published signed note opens with its published key, and not when a letter differs', () => {
    const { verifierKey = '', signedNote = '' }: Record<string, string> = read('signed-note-example.json')
    const key = parseVerifierKey(verifierKey)
    const keys = key.ok ? [key.value] : []
    expect(openNote(signedNote, keys).ok).toBe(true)
    expect(openNote(signedNote.replace('example message', 'example massage'), keys).ok).toBe(false)
  })
})
