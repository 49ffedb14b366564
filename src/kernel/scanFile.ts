import { spawn } from 'node:child_process'

export type Scanned = 'clean' | 'harmful' | 'unknown'

const longestMilliseconds = 30_000

/**
 * Asks the operator's scanner (`KITH_SCAN_COMMAND`) about one file, which it reads from its standard input: 0 says
 * clean, 1 harmful, and whatever else happens is no answer. Without a scanner everything counts as clean. It is run
 * without a shell and without our settings, which are secret.
 */
export function scanFile(content: Buffer, command = process.env['KITH_SCAN_COMMAND'] ?? 'none'): Promise<Scanned> {
  const [program = 'none', ...given] = command.trim().split(/\s+/)
  if (program === 'none' || program === '') return Promise.resolve('clean')
  return new Promise(resolve => {
    const scanner = spawn(program, given, {
      stdio: ['pipe', 'ignore', 'ignore'], timeout: longestMilliseconds, killSignal: 'SIGKILL',
      env: { PATH: process.env['PATH'] },
    })
    scanner.once('error', () => { resolve('unknown') })
    scanner.once('exit', code => { resolve(code === 0 ? 'clean' : code === 1 ? 'harmful' : 'unknown') })
    scanner.stdin.on('error', () => undefined) // it may know before it has read everything
    scanner.stdin.end(content)
  })
}
