import { randomUUID } from 'node:crypto'
import { DatabaseError } from 'pg'
import { carryOut } from '../kernel/action.ts'
import type { Scope, Viewer } from '../kernel/context.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { done } from '../kernel/outcome.ts'
import { CsvReader, withoutGuard } from './csv.ts'
import type { CsvRecord } from './csv.ts'
import { Fields } from './fields.ts'
import { linesOf, RefusedFile, tooLarge } from './fileLines.ts'
import type { Bytes } from './fileLines.ts'
import { placesOf } from './header.ts'
import type { Batch, FileInProgress, ImportKind, Judged } from './importKind.ts'
import { added, noCounts, secondsOfLife } from './importRun.ts'
import type { Counts, Ending, Rejection, RunState } from './importRun.ts'
import { addProgress, addRejections, addRun, endRun, setHeader } from './store.ts'
import { Turns } from './turns.ts'

export type SentFile = { name: string; bytes: Bytes; bytesExpected?: number | undefined }
export type ImportOptions = {
  runId?: string
  mostBytes?: number
  rowsOfBatch?: number
  onProgress?: (counts: Counts, bytesRead: number) => void
}
export type ImportResult = { runId: string; state: Ending; why?: string | undefined; counts: Counts }

export const usualMostBytes = 1024 ** 3
const usualRowsOfBatch = 5_000
const mostRowsOfWholeFile = 50_000

/** A batch may hold two connections: pages must never wait for files. */
const turns = new Turns(2)

class Stopped extends Error {}
class BrokenOff extends Error {}

/** Reads one file to its end, a batch a transaction. What is stored stays stored, so the same file may come again. */
export async function runImport(
  kernel: Kernel, viewer: Viewer, kind: ImportKind, { options = {}, ...sent }: SentFile & { options?: ImportOptions },
): Promise<ImportResult> {
  const run = new Run(kernel, { viewer, purpose: kind.purpose, lens: 'hub' }, kind, options)
  return run.carryOut(sent)
}

class Run {
  readonly #kernel: Kernel
  readonly #scope: Scope
  readonly #kind: ImportKind
  readonly #file: FileInProgress
  readonly #id: string
  readonly #mostBytes: number
  readonly #rowsOfBatch: number
  readonly #onProgress: (counts: Counts, bytesRead: number) => void
  #places: ReadonlyMap<string, number> | undefined
  #columns = 0
  #rejections: Rejection[] = []
  #rowsWaiting = 0
  #storing: Promise<void> = Promise.resolve()
  #counts = noCounts
  #bytesRead = 0
  #batches = 0
  #state: RunState | undefined = 'running'

  constructor(kernel: Kernel, scope: Scope, kind: ImportKind, options: ImportOptions) {
    this.#kernel = kernel
    this.#scope = scope
    this.#kind = kind
    this.#file = kind.begin()
    this.#id = options.runId ?? randomUUID()
    this.#mostBytes = options.mostBytes ?? usualMostBytes
    this.#rowsOfBatch = options.rowsOfBatch ?? usualRowsOfBatch
    this.#onProgress = options.onProgress ?? (() => undefined)
  }

  async carryOut(sent: SentFile): Promise<ImportResult> {
    const { viewer } = this.#scope
    const { name: fileName, bytesExpected } = sent
    await this.#kernel.db.as(this.#scope, tx => addRun(tx, viewer, { id: this.#id, kind: this.#kind.code, fileName, bytesExpected }))
    const life = setInterval(() => { this.#showLife().catch(() => undefined) }, secondsOfLife * 1000).unref()
    try {
      if ((bytesExpected ?? 0) > this.#mostBytes) throw tooLarge(this.#mostBytes)
      await this.#readAll(sent.bytes)
      return await this.#end('finished')
    } catch (error) {
      // Whatever is being stored comes to its end first: the counts must hold.
      await this.#storing.catch(() => undefined)
      if (error instanceof RefusedFile) return await this.#end('refused', error.why)
      if (error instanceof Stopped)
        return await this.#end('cancelled', 'The import was cancelled. What was stored before that stays.')
      if (error instanceof BrokenOff)
        return await this.#end('interrupted', 'The file did not arrive whole. Send it again.')
      await this.#end('interrupted', 'Something went wrong on our side. Send the file again: nothing is stored twice.').catch(() => undefined)
      throw error
    } finally {
      clearInterval(life)
    }
  }

  async #readAll(bytes: Bytes): Promise<void> {
    const meter = { mostBytes: this.#mostBytes, read: (total: number) => { this.#bytesRead = total } }
    const csv = new CsvReader()
    for await (const lines of linesOf(arriving(bytes), meter)) {
      for (const record of csv.read(lines)) await this.#takeAndStore(record)
    }
    for (const record of csv.end()) await this.#takeAndStore(record)
    if (!this.#places) throw new RefusedFile('The file is empty.')
    await this.#storeWaiting()
    await this.#storing
  }

  #takeAndStore(record: CsvRecord): Promise<void> | undefined {
    if (!this.#places) return this.#readHeader(record)
    const reason = this.#read(record, this.#places)
    if (reason !== undefined) this.#rejections.push({ line: record.line, reason, raw: record.raw })
    this.#rowsWaiting += 1
    if (!this.#kind.refuseRow) return this.#rowsWaiting >= this.#rowsOfBatch ? this.#storeWaiting() : undefined
    if (this.#rowsWaiting > mostRowsOfWholeFile)
      throw new RefusedFile(`The file has more than ${mostRowsOfWholeFile} rows. Split it and send the parts one after the other.`)
    return undefined
  }

  async #readHeader(record: CsvRecord): Promise<void> {
    if (!('cells' in record)) throw new RefusedFile(`Line ${record.line}: ${record.problem}.`)
    const header = record.cells.map(cell => cell.trim())
    this.#places = placesOf(this.#kind, header)
    this.#columns = header.length
    await this.#kernel.db.as(this.#scope, tx => setHeader(tx, this.#id, header))
  }

  #read(record: CsvRecord, places: ReadonlyMap<string, number>): string | undefined {
    if (!('cells' in record)) return record.problem
    const refusal = this.#kind.refuseRow?.(record.cells)
    if (refusal !== undefined) throw new RefusedFile(`Line ${record.line}: ${refusal}`)
    const { length } = record.cells
    if (length !== this.#columns)
      return `${length} ${length === 1 ? 'cell' : 'cells'} where the file has ${this.#columns} columns`
    return this.#file.add(record.line, record.raw, new Fields(record.cells.map(withoutGuard), places))
  }

  /** Hands the waiting rows to the database and reads on; one batch is stored while the next is read. */
  async #storeWaiting(): Promise<void> {
    await this.#storing
    if (this.#state !== 'running') throw new Stopped()
    const batch = this.#file.take()
    const rejections = this.#rejections
    this.#rejections = []
    this.#rowsWaiting = 0
    if (batch.size + rejections.length === 0) return
    this.#storing = this.#store(batch, rejections)
    this.#storing.catch(() => undefined)
  }

  async #store(batch: Batch, rejections: readonly Rejection[]): Promise<void> {
    try {
      await this.#commit(batch, rejections)
    } catch (error) {
      if (!isBadData(error)) throw error
      const halves = batch.halves()
      if (!halves)
        return this.#commit({ ...batch, store: async () => batch.reject('This row cannot be stored') }, rejections)
      await this.#store(halves[0], rejections)
      await this.#store(halves[1], [])
    }
  }

  async #commit(batch: Batch, rejections: readonly Rejection[]): Promise<void> {
    const { viewer } = this.#scope
    const key = `${this.#id} ${this.#batches++}`
    const scope = { ...this.#scope, seconds: 600 }
    const outcome = await turns.take(() => carryOut(this.#kernel, scope, { name: 'import', key }, async (tx, record) => {
      const judged = batch.size > 0 ? await batch.store({ tx, kernel: this.#kernel, scope: this.#scope, record }) : []
      const rejected = [...rejections, ...judged.flatMap(rejectionOf)]
      await addRejections(tx, viewer, this.#id, rejected)
      const counts = countsOf(judged, rejected.length)
      const state = await addProgress(tx, this.#id, counts, this.#bytesRead)
      return done({ counts, state: state ?? 'stopping' })
    }))
    if (!outcome.done) throw new Error(outcome.why)
    this.#state = outcome.value.state
    this.#counts = added(this.#counts, outcome.value.counts)
    this.#onProgress(this.#counts, this.#bytesRead)
  }

  async #showLife(): Promise<void> {
    this.#state = await this.#kernel.db.as(this.#scope, tx => addProgress(tx, this.#id, noCounts, this.#bytesRead))
  }

  async #end(state: Ending, why?: string): Promise<ImportResult> {
    await this.#kernel.db.as(this.#scope, tx => endRun(tx, this.#id, state, why))
    return { runId: this.#id, state, why, counts: this.#counts }
  }
}

async function* arriving(bytes: Bytes): Bytes {
  try {
    yield* bytes
  } catch (error) {
    if (error instanceof RefusedFile) throw error
    throw new BrokenOff('the file broke off', { cause: error })
  }
}

function rejectionOf({ line, raw, result }: Judged): Rejection[] {
  return typeof result === 'object' ? [{ line, raw, reason: result.rejected }] : []
}

function countsOf(judged: readonly Judged[], rejected: number): Counts {
  const accepted = judged.filter(({ result }) => result === 'accepted').length
  const unchanged = judged.filter(({ result }) => result === 'unchanged').length
  return { read: accepted + unchanged + rejected, accepted, rejected, unchanged }
}

/** Classes 22 and 23 of SQLSTATE: the data, or a constraint on it. */
function isBadData(error: unknown): boolean {
  return error instanceof DatabaseError && /^2[23]/.test(error.code ?? '')
}
