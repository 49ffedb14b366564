import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { findServerBinaries } from '../src/kernel/serverBinaries.ts'

export type Unit = 'ms' | 's' | 'MB' | 'kB' | '1/s' | 'rows/s' | 'count'

/** `atMost` unless told otherwise: a figure holds when it does not exceed its target. */
export type Target = { atMost: number } | { atLeast: number }

export type Report = {
  /** One figure as one JSON line; without a target it is told for comparison and neither holds nor fails. */
  figure: (what: string, value: number, unit: Unit, target?: Target) => void
  /** The machine and how busy it is at this moment: a figure without them says little. */
  machine: () => void
}

export function openReport(bench: string): Report {
  const print = (line: object) => { console.log(JSON.stringify({ bench, ...line })) }
  return {
    figure: (what, value, unit, target) => {
      const shown = rounded(value)
      print({ what, value: shown, unit, ...(target && judged(shown, target)) })
    },
    machine: () => {
      const load = rounded(loadavg()[0] ?? 0)
      print({ machine: { cores: cpus().length, node: process.versions.node, postgres: serverVersion(), load } })
    },
  }
}

function judged(value: number, target: Target): { target: number; holds: boolean } {
  return 'atMost' in target
    ? { target: target.atMost, holds: value <= target.atMost }
    : { target: target.atLeast, holds: value >= target.atLeast }
}

const rounded = (value: number) => Number(value >= 100 ? value.toFixed(0) : value.toFixed(2))

function serverVersion(): string {
  const said = execFileSync(join(findServerBinaries(), 'postgres'), ['--version'], { encoding: 'utf8' })
  return /\d+(\.\d+)*/.exec(said)?.[0] ?? 'unknown'
}

/** The smallest measured value that at least `share` of all values do not exceed: nearest rank, no interpolation. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const ordered = Float64Array.from(values).sort()
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? Number.NaN
}

/** Progress for the reader at the terminal; standard output carries figures only. */
export const say = (line: string) => { console.error(line) }

/** Ctrl-C and a passed-on signal end the process in order, so that clusters and children of ours go with it. */
export function endInOrder(): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => { process.exit(130) })
}
