import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aLog, aWitness, treeOf, valueOf } from '../tests/builders.ts'
import { someLeaves, treeHash } from '../tests/rfc6962.ts'
import { flippedTexts } from '../tests/tampering.ts'
import { addCosignatures, openWitnessedCheckpoint } from './cosignature.ts'
import type { Hash } from './hashing.ts'
import { sameBytes } from './hashing.ts'
import { signCheckpoint } from './checkpoint.ts'
import { proveConsistency } from './proofs.ts'
import type { AddCheckpoint, WitnessState } from './witness.ts'
import { cosign, formatAddCheckpoint, parseAddCheckpoint } from './witness.ts'

const log = aLog()
const key = aWitness('agency.example/witness')
const at = new Date('2026-03-04T05:06:07Z')
const leaves = someLeaves(40)

const holding = (size: number, of: readonly Hash[] = leaves): WitnessState => ({
  key, logs: [log.trusted], heads: new Map([[log.origin, { size, root: treeHash(of.slice(0, size)) }]]),
})
const newcomer: WitnessState = { key, logs: [log.trusted], heads: new Map() }

async function aRequest(oldSize: number, size: number, changes: Partial<AddCheckpoint> = {}): Promise<string> {
  const proof = await proveConsistency(treeOf(leaves).read, oldSize, size)
  return formatAddCheckpoint({ oldSize, proof, checkpoint: await log.sign(leaves, size), ...changes })
}
const ask = (state: WitnessState, body: string) => cosign(state, { body, at })

test('a request is an old size, a proof and a checkpoint, and is read back as it was', async () => {
  const request = { oldSize: 5, proof: someLeaves(3), checkpoint: await log.sign(leaves) }
  const body = formatAddCheckpoint(request)
  expect(body.split('\n').slice(0, 6)).toEqual(
    ['old 5', ...request.proof.map(hash => Buffer.from(hash).toString('base64')), '', log.origin])
  expect(parseAddCheckpoint(body)).toEqual({ ok: true, value: request })
})

test('a witness signs the first tree it sees, and every tree that grows from it', async () => {
  const first = ask(newcomer, await aRequest(0, 7))
  const root = treeHash(leaves.slice(0, 7))
  expect(first).toMatchObject({ status: 200, origin: log.origin, head: { size: 7, root } })
  const next = ask(holding(7), await aRequest(7, 40))
  expect(next).toMatchObject({ status: 200, head: { size: 40, root: treeHash(leaves) } })
  expect(ask(holding(40), await aRequest(40, 40)).status).toBe(200)
})

test('what a witness answers makes the checkpoint a witnessed one', async () => {
  const checkpoint = await log.sign(leaves)
  const answer = ask(newcomer, formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }))
  const witnessed = valueOf(addCosignatures(checkpoint, answer.body, [key]))
  expect(openWitnessedCheckpoint(witnessed, log.trusted, { witnesses: [key], atLeast: 1 }))
    .toMatchObject({ ok: true, value: { size: 40, cosigners: [{ name: key.name, at }] } })
})

test('a log that lags or leaps is told which size the witness holds', async () => {
  expect(ask(holding(9), await aRequest(7, 40))).toMatchObject({ status: 409, body: '9\n', heldSize: 9 })
  expect(ask(holding(9), await aRequest(0, 40, { proof: [] }))).toMatchObject({ status: 409, body: '9\n' })
  expect(ask(newcomer, await aRequest(7, 40))).toMatchObject({ status: 409, body: '0\n', heldSize: 0 })
})

test('each fault has the status that the specification gives it', async () => {
  const stranger = aLog('log.example/elsewhere')
  const impostor = { ...aLog(log.origin), origin: log.origin }
  const good = await aRequest(7, 40)
  const wrongProof = someLeaves(5, 'wrong')
  const forked = [...leaves.slice(0, 6), ...someLeaves(34, 'forked')]
  const statuses = {
    noRequest: ask(holding(7), 'old 7\n').status,
    noNote: ask(holding(7), 'old 7\n\nnot a note\n').status,
    oldLarger: ask(holding(41), await aRequest(7, 40).then(body => body.replace('old 7', 'old 41'))).status,
    unknownLog: ask(holding(7), await aRequest(7, 40, { checkpoint: await stranger.sign(leaves) })).status,
    unsigned: ask(holding(7), await aRequest(7, 40, { checkpoint: await impostor.sign(leaves) })).status,
    noProof: ask(holding(7), await aRequest(7, 40, { proof: [] })).status,
    wrongProof: ask(holding(7), await aRequest(7, 40, { proof: wrongProof })).status,
    proofFromNothing: ask(newcomer, await aRequest(0, 40, { proof: wrongProof })).status,
    fork: ask(holding(7), await aRequest(7, 40, { checkpoint: await log.sign(forked) })).status,
    forkOfOneSize: ask(holding(40), await aRequest(40, 40, { checkpoint: await log.sign(forked) })).status,
    good: ask(holding(7), good).status,
  }
  expect(statuses).toEqual({
    noRequest: 400, noNote: 400, oldLarger: 400, unknownLog: 404, unsigned: 403, noProof: 422, wrongProof: 422,
    proofFromNothing: 422, fork: 422, forkOfOneSize: 409, good: 200,
  })
})

test('a request with any one bit flipped is not signed', async () => {
  const accepted = [...flippedTexts(await aRequest(7, 23))]
    .filter(({ flipped }) => ask(holding(7), flipped).status === 200)
  expect(accepted).toEqual([])
})

test('malformed requests are refused, and not written', async () => {
  const good = await aRequest(7, 40)
  const checkpoint = await log.sign(leaves)
  const wrong = ['', 'old 7\n', good.replace('old', 'new'), good.replace('old 7', 'old 07'),
    good.replace('old 7', 'old -7'), good.replace('old 7', 'old 7 '),
    good.replace('\n', '\n\n'), good.replace('\n', '\nAAAA\n')]
  expect(wrong.filter(body => ask(holding(7), body).status === 200)).toEqual([])
  expect(() => formatAddCheckpoint({ oldSize: 1, proof: someLeaves(64), checkpoint })).toThrow(RangeError)
  expect(() => formatAddCheckpoint({ oldSize: -1, proof: [], checkpoint })).toThrow(RangeError)
})

/** Two histories that part after some leaves, and a log dishonest enough to sign and prove either. */
const aForkedLog = fc.nat(20).map(parting =>
  [leaves, [...leaves.slice(0, parting), ...someLeaves(40 - parting, 'forked')]])
const aSubmission = fc.record({
  fork: fc.nat(1), proofFrom: fc.nat(1), growth: fc.integer({ min: -2, max: 8 }), oldSize: fc.option(fc.nat(40)),
})
const submissions = fc.array(aSubmission, { minLength: 10, maxLength: 25 })

test('a witness never signs two trees that disagree and never goes back, whatever a dishonest log asks', async () => {
  const seen = { signed: 0, refusedFork: 0 }
  await fc.assert(fc.asyncProperty(aForkedLog, submissions, async (forks, submissions) => {
    const heads = new Map<string, { size: number; root: Hash }>()
    let signedSizes = [0]
    // Both histories, until a signed root rules one out.
    let possible = forks
    for (const { fork, proofFrom, growth, oldSize } of submissions) {
      const held = heads.get(log.origin)?.size ?? 0
      const size = Math.min(40, Math.max(0, held + growth))
      const body = await dishonestRequest(forks, { fork, proofFrom, size, oldSize: oldSize ?? held })
      const answer = ask({ key, logs: [log.trusted], heads }, body)
      if (answer.status === 422) seen.refusedFork++
      if (answer.status !== 200) continue
      seen.signed++
      heads.set(answer.origin, answer.head)
      signedSizes = [...signedSizes, answer.head.size]
      possible = possible.filter(history => sameBytes(treeHash(history.slice(0, answer.head.size)), answer.head.root))
    }
    expect(possible.length).toBeGreaterThan(0)
    expect(signedSizes).toEqual(signedSizes.toSorted((a, b) => a - b))
  }), { numRuns: 60 })
  expect(seen.signed).toBeGreaterThan(60)
  expect(seen.refusedFork).toBeGreaterThan(20)
})

type Submission = { fork: number; proofFrom: number; size: number; oldSize: number }

async function dishonestRequest(forks: Hash[][], { fork, proofFrom, size, oldSize }: Submission): Promise<string> {
  const root = treeHash((forks[fork] ?? []).slice(0, size))
  const proof = oldSize <= size ? await proveConsistency(treeOf(forks[proofFrom] ?? []).read, oldSize, size) : []
  const checkpoint = signCheckpoint({ origin: log.origin, size, root }, log.key)
  return formatAddCheckpoint({ oldSize, proof, checkpoint })
}
