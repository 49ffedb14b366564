// node bench.ts: one JSON line a figure. Nothing here decides a test.
import {
  appendEntries, appendLeafHashes, cosign, emptyHead, formatAddCheckpoint, formatLogProof, GrowingTree, hashLeaf,
  headOfEntries, leafHashesIn, makeSigningKey, memoryTileStore, openCheckpoint, proveConsistency, proveInclusion,
  signCheckpoint, tileReader, verifyHistory, verifyInclusion, verifyLogProof,
} from './src/tlog.ts'
import type { TileStore, TreeHead } from './src/tlog.ts'

const million = 1_000_000
const log = makeSigningKey('log.example/bench', 'note')
const witness = makeSigningKey('witness.example/bench', 'cosignature')
const trusted = { origin: log.name, keys: [log] }

const figure = (what: string, value: number, unit: string) =>
  { console.log(JSON.stringify({ bench: 'tlog', what, value: Number(value.toPrecision(4)), unit })) }

/** An entry of 400 bytes, as long as a disclosure is. */
const entryAt = (n: number) => Buffer.from(String(n).padEnd(400, '.'))

function seconds(since: number): number {
  return (performance.now() - since) / 1000
}

/** The median and the 99th percentile of many runs, in milliseconds. */
async function spread(runs: number, work: (run: number) => unknown): Promise<{ p50: number; p99: number }> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const since = performance.now()
    await work(run)
    times.push(performance.now() - since)
  }
  times.sort((a, b) => a - b)
  return { p50: times[Math.floor(runs * 0.5)] ?? 0, p99: times[Math.floor(runs * 0.99)] ?? 0 }
}

/** First of all, so that the memory is its own. */
async function benchStreaming(): Promise<void> {
  function* entries() { for (let n = 0; n < million; n++) yield entryAt(n) }
  const [since, memory] = [performance.now(), process.memoryUsage.rss()]
  await headOfEntries(entries())
  const taken = seconds(since)
  figure('1,000,000 entries of 400 B hashed and rooted', taken, 's')
  figure('entries of 400 B hashed and rooted', million / taken, '1/s')
  figure('memory that took, garbage included', (process.memoryUsage.rss() - memory) / 1e6, 'MB')
}

function benchGrowing(): void {
  const entries = Array.from({ length: 200_000 }, (_, n) => entryAt(n))
  const tree = new GrowingTree()
  const since = performance.now()
  for (const entry of entries) tree.append(hashLeaf(entry))
  figure('leaves of 400 B appended to a growing tree', entries.length / seconds(since), '1/s')
}

async function benchSequencing(): Promise<void> {
  const store = memoryTileStore()
  const entries = Array.from({ length: 200_000 }, (_, n) => entryAt(n))
  let head = emptyHead
  const since = performance.now()
  for (let at = 0; at < entries.length; at += 2000) {
    head = await appendEntries(store, head, entries.slice(at, at + 2000))
    signCheckpoint({ origin: log.name, ...head }, log)
  }
  figure('entries of 400 B tiled, bundled and signed in batches of 2,000', entries.length / seconds(since), '1/s')
}

async function growMillion(): Promise<{ store: TileStore; head: TreeHead }> {
  const store = memoryTileStore()
  const hashes = Array.from({ length: million }, (_, n) => hashLeaf(entryAt(n)))
  const since = performance.now()
  const head = await appendLeafHashes(store, emptyHead, hashes)
  figure('1,000,000 leaf hashes tiled at once', seconds(since), 's')
  return { store, head }
}

async function benchVerifying(store: TileStore, head: TreeHead): Promise<void> {
  const since = performance.now()
  if (!(await verifyHistory(leafHashesIn(store, million), [head])).ok) throw new Error('The log does not verify.')
  figure('1,000,000 leaf hashes verified against a head', seconds(since), 's')
}

async function benchProofs(store: TileStore, head: TreeHead): Promise<void> {
  const read = tileReader(store, million)
  const inclusion = await spread(2000, run => proveInclusion(read, run * 499, million))
  figure('inclusion proof from the tiles of 1,000,000 leaves, p50', inclusion.p50, 'ms')
  figure('inclusion proof from the tiles of 1,000,000 leaves, p99', inclusion.p99, 'ms')
  const consistency = await spread(2000, run => proveConsistency(read, 1 + run * 499, million))
  figure('consistency proof from the tiles of 1,000,000 leaves, p50', consistency.p50, 'ms')
  const [index, leafHash] = [123_456, hashLeaf(entryAt(123_456))]
  const proof = await proveInclusion(read, index, million)
  const verifying = await spread(5000, () => verifyInclusion({ index, leafHash, ...head }, proof))
  figure('inclusion proof verified, p50', verifying.p50 * 1000, 'µs')
  await benchSignatures(head, formatLogProof({
    index, inclusion: proof, checkpoint: signCheckpoint({ origin: log.name, ...head }, log),
  }))
}

async function benchSignatures(head: TreeHead, receipt: string): Promise<void> {
  const checkpoint = { origin: log.name, ...head }
  const signed = signCheckpoint(checkpoint, log)
  const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: signed })
  const state = { key: witness, logs: [trusted], heads: new Map<string, TreeHead>() }
  const policy = { log: trusted, quorum: { witnesses: [], atLeast: 0 } }
  const works = {
    'checkpoint signed': () => signCheckpoint(checkpoint, log),
    'checkpoint opened': () => openCheckpoint(signed, trusted),
    'witness answering a first request': () => cosign(state, { body, at: new Date() }),
    'receipt of 1,000,000 leaves verified': () => verifyLogProof(receipt, hashLeaf(entryAt(123_456)), policy),
  }
  for (const [what, work] of Object.entries(works)) figure(`${what}, p50`, (await spread(2000, work)).p50 * 1000, 'µs')
}

await benchStreaming()
benchGrowing()
await benchSequencing()
const { store, head } = await growMillion()
await benchVerifying(store, head)
await benchProofs(store, head)
