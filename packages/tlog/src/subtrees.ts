import type { Hash } from './hashing.ts'
import { hashNode } from './hashing.ts'

/** A complete subtree: the one over the leaves from index · 2^level up to (index + 1) · 2^level. */
export type TreeNode = { level: number; index: number }

/** The leaves from `start` up to, not including, `end`. */
export type Span = { start: number; end: number }

/** Whether `size` can be a number of leaves here: a whole number from 0 to 2^53 − 1. */
export function isTreeSize(size: unknown): size is number {
  return Number.isSafeInteger(size) && Number(size) >= 0
}

/** The complete subtrees, left to right, whose leaves are those of `span`, as few as possible. */
export function nodesOf({ start, end }: Span): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = start; at < end;) {
    let [width, level] = [1, 0]
    while (at % (width * 2) === 0 && at + width * 2 <= end) [width, level] = [width * 2, level + 1]
    nodes.push({ level, index: at / width })
    at += width
  }
  return nodes
}

/** The root over adjacent complete subtrees, left to right, of which there is at least one. */
export function foldNodes(hashes: readonly Hash[]): Hash {
  return hashes.reduceRight((right, left) => hashNode(left, right))
}

/**
 * What each line of an inclusion proof covers, from the leaf's sibling up: PATH(m, D[n]) of RFC 6962,
 * section 2.1.1, without its recursion. Needs 0 ≤ index < size.
 */
export function inclusionSpans(index: number, size: number): Span[] {
  const spans: Span[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    if (index < middle) {
      spans.unshift({ start: middle, end })
      end = middle
    } else {
      spans.unshift({ start, end: middle })
      start = middle
    }
  }
  return spans
}

/**
 * What each line of a consistency proof covers: PROOF(m, D[n]) of RFC 6962, section 2.1.2, without its
 * recursion. Needs 1 ≤ size1 ≤ size2; the proof between equal sizes is empty.
 */
export function consistencySpans(size1: number, size2: number): Span[] {
  const spans: Span[] = []
  let [start, end] = [0, size2]
  while (end !== size1) {
    const middle = start + splitPoint(end - start)
    if (size1 <= middle) {
      spans.unshift({ start: middle, end })
      end = middle
    } else {
      spans.unshift({ start, end: middle })
      start = middle
    }
  }
  // The verifier holds the old root already, so it is left out when it is a subtree by itself.
  return start === 0 ? spans : [{ start, end }, ...spans]
}

/** The largest power of two below `size`, which is at least 2: the RFC's k. */
function splitPoint(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}
