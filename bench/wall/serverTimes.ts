import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Client } from 'pg'

/**
 * What a transaction cost inside PostgreSQL, by its own log: parsing, planning and running of every statement from
 * `begin` to `commit`, without the client, the socket and the driver. Writing the log is part of it.
 */
export type ServerTimes = { mark: () => void; sinceMark: () => number[] }

/** Must come before the pool of the application's login is opened. */
export async function logTheApp(owner: Client): Promise<ServerTimes> {
  await owner.query('alter role kith_app set log_min_duration_statement = 0')
  await owner.query('alter role kith_app set log_parameter_max_length = 0')
  const { rows } = await owner.query<{ data_directory: string }>('show data_directory')
  const file = `${rows[0]?.data_directory}.log`
  let from = 0
  return {
    mark: () => { from = sizeOf(file) },
    sinceMark: () => transactionsIn(read(file, from)),
  }
}

const entry = /\[(\d+)\] LOG: {2}duration: ([\d.]+) ms {2}(?:statement: (begin|commit)|statement|parse|bind|execute)/

function transactionsIn(lines: Iterable<string>): number[] {
  const running = new Map<string, number>()
  const ended: number[] = []
  for (const line of lines) {
    const [, server = '', milliseconds = '0', border] = entry.exec(line) ?? []
    if (server === '') continue
    const sum = (border === 'begin' ? 0 : running.get(server) ?? 0) + Number(milliseconds)
    running.set(server, sum)
    if (border === 'commit') ended.push(sum)
  }
  return ended
}

function sizeOf(file: string): number {
  const open = openSync(file, 'r')
  try {
    return fstatSync(open).size
  } finally {
    closeSync(open)
  }
}

/** Line by line in pieces: the log of a busy phase is larger than what should be in memory. */
function* read(file: string, from: number): Generator<string> {
  const open = openSync(file, 'r')
  const piece = Buffer.alloc(1 << 20)
  let rest = ''
  try {
    for (let at = from; ;) {
      const count = readSync(open, piece, 0, piece.length, at)
      if (count === 0) return
      at += count
      const lines = (rest + piece.toString('latin1', 0, count)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    closeSync(open)
  }
}
