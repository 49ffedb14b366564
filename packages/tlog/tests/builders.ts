import type { TrustedLog } from '../src/checkpoint.ts'
import { signCheckpoint } from '../src/checkpoint.ts'
import type { Hash } from '../src/hashing.ts'
import type { SigningKey } from '../src/keys.ts'
import { makeSigningKey } from '../src/keys.ts'
import { MemoryTree } from '../src/memoryTree.ts'
import { proveInclusion, rootAt } from '../src/proofs.ts'
import type { Result } from '../src/verdict.ts'

/** The value of an accepted result; fails the test of a refused one. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.why}`)
  return result.value
}

export function treeOf(leafHashes: readonly Hash[]): MemoryTree {
  const tree = new MemoryTree()
  for (const leafHash of leafHashes) tree.append(leafHash)
  return tree
}

/** A log of the town of nowhere with a new key, and a way to sign any of its trees. */
export function aLog(origin = 'log.example/nowhere') {
  const key = makeSigningKey(origin, 'note')
  const trusted: TrustedLog = { origin, keys: [key] }
  const sign = async (leaves: readonly Hash[], size = leaves.length) =>
    signCheckpoint({ origin, size, root: await rootAt(treeOf(leaves).read, size) }, key)
  return { origin, key, trusted, sign }
}

export function aWitness(name: string): SigningKey {
  return makeSigningKey(name, 'cosignature')
}

export async function inclusionOf(leaves: readonly Hash[], index: number): Promise<Hash[]> {
  return proveInclusion(treeOf(leaves).read, index, leaves.length)
}
