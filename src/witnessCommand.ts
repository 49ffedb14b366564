import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { formatVerifierKey, parseVerifierKey } from '../packages/tlog/src/tlog.ts'
import type { TrustedLog } from '../packages/tlog/src/tlog.ts'
import type { Voice } from './importCommand.ts'
import { witnessServer } from './sharing/log/witnessServer.ts'
import { openWitness, WitnessTrouble } from './sharing/log/witnessState.ts'

const witnessUsage = 'npx kith witness --state <file> --key <file> --log <verifier key> [--log …] --port N [--host H] [--name <name>]'

const codes = { done: 0, failed: 1, misused: 2 } as const

type Asked = { state: string; key: string; name: string | undefined; logs: TrustedLog[]; port: number; host: string }

/** What a partner agency runs: co-signs the partnership's log, and refuses one that forks or goes back. Until stopped. */
export async function witnessCommand(args: readonly string[], voice: Voice, stopping = stopSignal()): Promise<number> {
  const asked = readAsked(args)
  if (typeof asked === 'string') {
    voice.complain(asked)
    return codes.misused
  }
  try {
    const { key, heads } = openWitness({ state: asked.state, key: asked.key }, asked.name)
    const server = witnessServer({ key, heads, logs: asked.logs, stateFile: asked.state, say: voice.say })
    server.listen(asked.port, asked.host)
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : asked.port
    voice.say(`Witness ${key.name} listens on port ${port}. The partnership adds this line to KITH_WITNESSES, with your address:`)
    voice.say(`${formatVerifierKey(key)} http://localhost:${port}`)
    await stopping
    server.closeAllConnections()
    server.close()
    return codes.done
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    voice.complain(error instanceof WitnessTrouble ? error.message : `The witness could not start: ${code}`)
    return codes.failed
  }
}

function readAsked(args: readonly string[]): Asked | string {
  try {
    const { values } = parseArgs({ args: [...args], options: {
      state: { type: 'string' }, key: { type: 'string' }, name: { type: 'string' }, host: { type: 'string' },
      log: { type: 'string', multiple: true }, port: { type: 'string' },
    } })
    const { state, key, log, name, host = '0.0.0.0' } = values
    const port = Number(values.port ?? Number.NaN)
    if (state === undefined || key === undefined || log === undefined || !Number.isInteger(port) || port < 0 || port > 65_535)
      return `Usage: ${witnessUsage}`
    const logs = log.map(text => parseVerifierKey(text))
    if (!logs.every(read => read.ok && read.value.use === 'note')) return 'A --log is not the verifier key of a log.'
    return { state, key, name, port, host, logs: logs.flatMap(read => read.ok ? [{ origin: read.value.name, keys: [read.value] }] : []) }
  } catch (error) {
    return error instanceof Error ? error.message : witnessUsage
  }
}

const stopSignal = () => new Promise<void>(stop => {
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => { stop() })
})
