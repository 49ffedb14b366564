// npm run bench -- import: 300,000 rows of street crime and 100,000 persons of the Standard Safeguarding Dataset, read
// as files are read and stored through the wall into an empty, durable database; then the same files once more.
import { Client } from 'pg'
import { pino } from 'pino'
import { openKernel } from '../src/kernel/openKernel.ts'
import type { OpenKernel } from '../src/kernel/openKernel.ts'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'
import type { ImportKind } from '../src/imports/importKind.ts'
import { safeguardingPersons } from '../src/imports/kinds/safeguardingPersons.ts'
import { runImport } from '../src/imports/runImport.ts'
import { streetCrime } from '../src/places/kinds/streetCrime.ts'
import { agencyOf, partnershipId, roles, seedBase, staff } from '../tests/seedBase.ts'
import type { Persona } from '../tests/seedBase.ts'
import { personLines } from './import/personLines.ts'
import { crimeLines } from './import/crimeLines.ts'
import { endInOrder, openReport } from './report.ts'
import { databaseProcessorTime } from './served/processorTime.ts'

const crimes = 300_000
const persons = 100_000

const report = openReport('import')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  await seedBase(url)
  const owner = new Client(url)
  await owner.connect()
  const kernel = await openKernel({ ownerUrl: url, secret: 'b'.repeat(40), log: pino({ level: 'silent' }) })
  const crime = await measure({ owner, kernel }, { as: 'analyst', kind: streetCrime, lines: () => crimeLines(crimes) })
  report.figure('300,000 street-crime rows', crime.seconds, 's', { atMost: 10 })
  report.figure('their processor time, database and process', crime.busy, 's')
  report.figure('the same rows again, all unchanged', crime.secondsAgain, 's')
  report.figure('memory in use at the end of that file over a tenth of it', crime.growth, 'MB', { atMost: 30 })
  const people = await measure({ owner, kernel }, {
    as: 'frontDoorManager', kind: safeguardingPersons, lines: () => personLines(persons),
  })
  report.figure('100,000 safeguarding persons', people.seconds, 's', { atMost: 20 })
  report.figure('their processor time, database and process', people.busy, 's')
  report.figure('the same persons again, all unchanged', people.secondsAgain, 's')
  report.figure('memory in use at the end of that file over a tenth of it', people.growth, 'MB', { atMost: 30 })
  await kernel.close()
  await owner.end()
} finally {
  await cluster.stop()
}
report.machine()

type Measured = { as: Persona; kind: ImportKind; lines: () => Generator<string, void, void> }

type Tools = { owner: Client; kernel: OpenKernel }

async function measure({ owner, kernel }: Tools, { as, kind, lines }: Measured) {
  const text = [...inPieces(lines())]
  const held: number[] = []
  const run = async (counted: 'accepted' | 'unchanged') => {
    const started = performance.now()
    const bytes = arriving(text, held)
    const viewer = { partnershipId, staffId: staff[as], agencyId: agencyOf[as], role: roles[as] }
    const { counts } = await runImport(kernel, viewer, kind, { name: 'bench.csv', bytes })
    if (counts.read === 0 || counts[counted] !== counts.read)
      throw new Error(`not all rows were ${counted}: ${JSON.stringify(counts)}`)
    return (performance.now() - started) / 1000
  }
  const processorTime = async () => (await databaseProcessorTime(owner) ?? Number.NaN) / 1000 + ownProcessorTime()
  const before = await processorTime()
  const seconds = await run('accepted')
  const busy = await processorTime() - before
  const [early = 0, late = 0] = held
  return { seconds, busy, growth: (late - early) / 1e6, secondsAgain: await run('unchanged') }
}

/** Pieces as a disk gives them. */
function* inPieces(lines: Iterable<string>): Generator<Uint8Array, void, void> {
  let text = ''
  for (const line of lines) {
    text += line
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

/** Notes what is in use a tenth into the file and at its end. */
async function* arriving(pieces: readonly Uint8Array[], held: number[]): AsyncGenerator<Uint8Array, void, void> {
  for (const [place, piece] of pieces.entries()) {
    if (place === Math.floor(pieces.length / 10) || place === pieces.length - 1) held.push(bytesInUse())
    yield piece
  }
}

function ownProcessorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function bytesInUse(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
