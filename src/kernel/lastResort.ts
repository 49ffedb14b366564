import { harmless } from './harmless.ts'

export type LastResort = {
  /** Stops everything in order and ends the process; asked once. */
  end: () => void
  write?: (line: string) => void
}

/**
 * What no request and no job caught: after it nobody knows what still runs, and a stream that has fallen silent would
 * go on showing what was taken away. So it is logged, without its words, and the process stops in order with a failure,
 * and whoever keeps it starts it again.
 */
export function catchTheRest({ end, write = line => { process.stdout.write(line) } }: LastResort): void {
  let ending = false
  const caught = (thrown: unknown, origin: string) => {
    const what = thrown instanceof Error ? harmless(thrown) : { error: typeof thrown }
    // A line as the log writes them; the log itself may be what broke.
    write(`${JSON.stringify({ level: 60, time: Date.now(), pid: process.pid, origin, ...what, msg: 'nobody caught this' })}\n`)
    if (ending) return
    ending = true
    process.exitCode = 1
    end()
  }
  process.on('uncaughtException', caught)
  process.on('unhandledRejection', thrown => { caught(thrown, 'unhandledRejection') })
}
