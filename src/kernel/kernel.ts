import type { Logger } from 'pino'
import type { Cells } from './cells.ts'
import type { Database } from './database.ts'
import type { Secret } from './secret.ts'

/** What every room is handed; built once by the composition root. */
export type Kernel = Readonly<{
  db: Database
  cells: Cells
  secret: Secret
  log: Logger
  now: () => Date
  /** Wakes the listeners of all processes after a commit; cheap, debounced, carries nothing. */
  poke: () => void
  ownerUrl: string
}>
