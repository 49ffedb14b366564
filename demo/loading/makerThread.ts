import { on } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { generatePartnership } from '../partnership.ts'
import type { Community, DemoSettings } from '../types.ts'
import { fillTables } from './filling.ts'
import { OfficeBook } from './officeBook.ts'
import type { Written } from './officeBook.ts'

/** So many communities are made before the database can say anything, and so many may wait to be stored. */
const mostAhead = 5

await make(workerData)

async function make(settings: DemoSettings): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('The demo is made up in a thread of its own.')
  const heard = on(port, 'message')
  const partnership = generatePartnership(settings)
  const communities = partnership.communities()
  const ready = Array.from({ length: mostAhead }, () => communities.next().value)
  const written: Written = (await heard.next()).value?.[0]
  const book = new OfficeBook(partnership, written)
  let sent = 0
  for (const batch of fillTables({ partnership, book }, all(ready, communities))) {
    port.postMessage(batch, batch.filled.map(({ text }) => text.buffer))
    sent += 1
    if (sent > mostAhead) await heard.next()
  }
  port.close()
}

/** Nothing that is already rows stays in memory. */
function* all(ready: (Community | void)[], later: Iterable<Community>): Generator<Community, void, void> {
  for (let community = ready.shift(); community; community = ready.shift()) yield community
  yield* later
}
