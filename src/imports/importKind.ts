import type { NewAct } from '../kernel/action.ts'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Fields } from './fields.ts'

/** Other names by which files call a column are matched without regard to case, spaces and underscores. */
export type Column = { name: string; aliases?: readonly string[]; optional?: boolean }

/** A row as it goes to the store, with the line and the text of the file that it came from. */
export type Filed<Row> = { line: number; raw: string; row: Row }

/** What came of one row that the kind could read. */
export type Result = 'accepted' | 'unchanged' | { rejected: string }

export type Store = { tx: Tx; kernel: Kernel; scope: Scope; record: (act: NewAct) => void }

export type KindDefinition<Row> = {
  /** Names it in addresses and commands: `street-crime`. */
  code: string
  title: string
  about: string
  agencyKinds: readonly string[]
  /** Roles that may import it in any agency. */
  roles?: readonly string[]
  purpose: string
  columns: readonly Column[]
  /** Why a file is refused whole, judged by its columns, before anything else is said about them. */
  refuseHeader?: (header: readonly string[]) => string | undefined
  /** Why a file is refused whole, judged by one row. Such files are stored only when the last row has been read. */
  refuseRow?: (cells: readonly string[]) => string | undefined
  /** Begins one file, so that rows may be counted against each other. Problems are gathered by the fields. */
  begin: () => (fields: Fields) => Row
  /** Stores a set of rows at once; answers for each, in order. */
  store: (store: Store, rows: readonly Row[]) => Promise<readonly Result[]>
}

/** A kind whose rows only it can read: what the engine, the pages and the command know of it. */
export type ImportKind = Omit<KindDefinition<never>, 'begin' | 'store'> & { begin: () => FileInProgress }

export type FileInProgress = {
  /** Reads one row into the current batch, or says why it cannot be read. */
  add: (line: number, raw: string, fields: Fields) => string | undefined
  /** Takes the rows gathered so far, to be stored; a new batch begins. */
  take: () => Batch
}

export type Batch = {
  size: number
  store: (store: Store) => Promise<readonly Judged[]>
  /** Two halves, to find the one row that the database cannot keep; nothing when one row is left. */
  halves: () => readonly [Batch, Batch] | undefined
  reject: (reason: string) => readonly Judged[]
}

export type Judged = { line: number; raw: string; result: Result }

export function importKind<Row>(definition: KindDefinition<Row>): ImportKind {
  const { begin, store, ...rest } = definition
  return { ...rest, begin: () => fileInProgress(begin(), store) }
}

function fileInProgress<Row>(read: (fields: Fields) => Row, store: KindDefinition<Row>['store']): FileInProgress {
  let filed: Filed<Row>[] = []
  return {
    add: (line, raw, fields) => {
      const row = read(fields)
      if (fields.problems.length > 0) return fields.problems.join('; ')
      filed.push({ line, raw, row })
      return undefined
    },
    take: () => {
      const taken = filed
      filed = []
      return batchOf(taken, store)
    },
  }
}

function batchOf<Row>(filed: readonly Filed<Row>[], store: KindDefinition<Row>['store']): Batch {
  const middle = Math.ceil(filed.length / 2)
  return {
    size: filed.length,
    store: which => judge(filed, which, store),
    halves: () =>
      filed.length > 1 ? [batchOf(filed.slice(0, middle), store), batchOf(filed.slice(middle), store)] : undefined,
    reject: reason => filed.map(({ line, raw }) => ({ line, raw, result: { rejected: reason } })),
  }
}

async function judge<Row>(
  filed: readonly Filed<Row>[], which: Store, store: KindDefinition<Row>['store'],
): Promise<Judged[]> {
  if (filed.length === 0) return []
  const results = await store(which, filed.map(({ row }) => row))
  if (results.length !== filed.length) throw new Error('a store must answer for every row')
  return filed.map(({ line, raw }, place) => ({ line, raw, result: results[place] ?? 'accepted' }))
}
