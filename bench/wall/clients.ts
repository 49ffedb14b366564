import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerTimes } from './serverTimes.ts'

export type Workload = {
  count: number
  seconds: number
  /** A client's pause between two transactions, in milliseconds on average (exponential); 0 saturates the machine. */
  think: number
  once: (client: number) => Promise<void>
}

export type Measured = { inDatabase: number[]; atClient: number[]; perSecond: number }

/** Many clients, each on its own connection in a closed loop, for a time. */
export async function runClients(times: ServerTimes, { count, seconds, think, once }: Workload): Promise<Measured> {
  const atClient: number[] = []
  times.mark()
  const started = performance.now()
  const endsAt = started + seconds * 1000
  const client = async (n: number) => {
    if (think > 0) await sleep(Math.random() * think)
    while (performance.now() < endsAt) {
      const since = performance.now()
      await once(n)
      atClient.push(performance.now() - since)
      if (think > 0) await sleep(-Math.log(1 - Math.random()) * think)
    }
  }
  await Promise.all(Array.from({ length: count }, (_, n) => client(n)))
  const perSecond = atClient.length / ((performance.now() - started) / 1000)
  await sleep(200) // the server's last lines
  return { inDatabase: times.sinceMark(), atClient, perSecond }
}
