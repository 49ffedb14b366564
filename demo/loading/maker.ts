import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DemoSettings } from '../types.ts'
import type { Batch } from './filling.ts'
import type { Written } from './officeBook.ts'

/** Makes up the partnership in a thread of its own, so that it is ready when the database is. */
export type Maker = {
  /** All rows, once it is known what is laid down. */
  batches: (written: Written) => AsyncGenerator<Batch, void, void>
  /** Nobody needs to wait until its memory is given back. */
  stop: () => void
}

export function openMaker({ seed, scale, today }: DemoSettings): Maker {
  const workerData: DemoSettings = { seed, scale, today }
  const thread = new Worker(new URL('./makerThread.ts', import.meta.url), { workerData })
  const said = on(thread, 'message', { close: ['exit'] })
  return {
    batches: written => receive(thread, said, written),
    stop: () => { void thread.terminate() },
  }
}

async function* receive(
  thread: Worker, said: AsyncIterable<Batch[]>, written: Written,
): AsyncGenerator<Batch, void, void> {
  thread.postMessage(written, [])
  for await (const [batch] of said) {
    if (batch) yield batch
    if (batch?.isLast) return
    thread.postMessage('next', [])
  }
  throw new Error('The demo was not made up to its end.')
}
