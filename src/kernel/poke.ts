import { Client } from 'pg'

/** The channel on which processes wake one another; it never carries data. */
export const pokeChannel = 'kith_acts'

const debounceMilliseconds = 3

/**
 * One connection that says "something was committed", at most once every few milliseconds. Never inside the
 * transaction that writes: NOTIFY takes a lock that would serialize all commits. Listeners poll as well, so a lost
 * poke costs a second, not an act.
 */
export function openPoke(url: string): { poke: () => void; close: () => Promise<void> } {
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let sending = Promise.resolve()
  const send = async () => {
    if (closed) return
    try {
      client ??= await connected(url, () => { client = undefined })
      await client.query(`notify ${pokeChannel}`)
    } catch {
      client = undefined
    }
  }
  const begin = () => {
    timer = undefined
    sending = sending.then(send)
  }
  return {
    poke: () => { timer ??= setTimeout(begin, debounceMilliseconds) },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await sending
      await client?.end().catch(() => undefined)
    },
  }
}

async function connected(url: string, lost: () => void): Promise<Client> {
  const client = new Client(url)
  client.on('error', lost)
  client.on('end', lost)
  await client.connect()
  return client
}
