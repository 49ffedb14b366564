import type { ServerResponse } from 'node:http'
import type { Viewer } from '../context.ts'

export type Who = { name: string; agencyName: string }

/** One open page. `signature`: what its viewer's openings amounted to when last judged. */
export type Subscriber = {
  viewer: Viewer
  who: Who
  session: string
  topics: string[]
  signature: string
  /** The last position judged for this page, sent or not. */
  pos: number
  response: ServerResponse
}

/** A page that cannot keep up is cut off; it resumes from its last event. */
const longestQueueBytes = 256 * 1024

export function send({ response }: Subscriber, frame: Buffer): void {
  if (response.destroyed) return
  if (response.writableLength > longestQueueBytes) {
    response.destroy()
    return
  }
  response.write(frame)
}

export const frame = (event: string, data: string, id?: string): Buffer =>
  Buffer.from(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${data}\n\n`)

/** Who has the same piece of work open, told to each of them. */
export function tellPresence(subscribers: Iterable<Subscriber>): void {
  const present = [...subscribers]
  const people = [...new Map(present.map(({ viewer, who }) => [viewer.staffId, who])).entries()]
  for (const subscriber of present) {
    const others = people.filter(([staffId]) => staffId !== subscriber.viewer.staffId).map(([, who]) => ({ name: who.name, agency: who.agencyName }))
    send(subscriber, frame('presence', JSON.stringify(others)))
  }
}
