import { existsSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'

const millisecondsOfATick = 10

/**
 * Processor time that the sessions of the application's logins have used so far (Linux; nothing elsewhere). A latency
 * tells of everything else that the machine does; this hardly does.
 */
export async function databaseProcessorTime(owner: Client): Promise<number | undefined> {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity where usename in ('kith_app', 'kith_service')`)
  if (!existsSync('/proc/self/stat')) return undefined
  return rows.reduce((sum, { pid }) => sum + ticksOf(pid) * millisecondsOfATick, 0)
}

/** User and system time: the fourteenth and fifteenth field, counted behind the name, which may hold spaces. */
function ticksOf(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return 0
  const stat = readFileSync(file, 'utf8')
  const [user = '0', system = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13)
  return Number(user) + Number(system)
}
