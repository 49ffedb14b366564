/** How far one file has come. Rows read are always those accepted, rejected and unchanged together. */
export type ImportRun = {
  id: string
  kind: string
  fileName: string
  header: string[]
  state: RunState
  why: string | undefined
  bytesRead: number
  bytesExpected: number | undefined
  counts: Counts
  startedAt: Date
  progressAt: Date
  finishedAt: Date | undefined
}

export type RunState = 'running' | 'stopping' | 'finished' | 'cancelled' | 'refused' | 'interrupted'
export type Ending = Exclude<RunState, 'running' | 'stopping'>
export type Counts = { read: number; accepted: number; rejected: number; unchanged: number }
export type Rejection = { line: number; reason: string; raw: string }

export const stateWords: Record<RunState, string> = {
  running: 'Running', stopping: 'Stopping', finished: 'Finished', cancelled: 'Cancelled', refused: 'File refused',
  interrupted: 'Interrupted',
}

export const isOver = (state: RunState): state is Ending => state !== 'running' && state !== 'stopping'

export const noCounts: Counts = { read: 0, accepted: 0, rejected: 0, unchanged: 0 }

export function added(one: Counts, other: Counts): Counts {
  return {
    read: one.read + other.read, accepted: one.accepted + other.accepted, rejected: one.rejected + other.rejected,
    unchanged: one.unchanged + other.unchanged,
  }
}

/** Signs of life come every few seconds; a run without one for this long was left behind by a process that ended. */
export const deadAfterMs = 60_000
export const secondsOfLife = 5
/** Refused rows may name people nobody has recorded, so they are not kept for longer than it takes to correct them. */
export const daysOfRejections = 30
