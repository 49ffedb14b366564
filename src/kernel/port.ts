import type { Server } from 'node:http'

export type Listening = { port: number; takenPort?: number }
export type Wanted = { port?: string | undefined; host?: string | undefined }

const usualPort = 3000
const tries = 100

/** The port cannot be had; the message is for the reader at the terminal, and names a free one. */
export class PortTaken extends Error {}

/**
 * Listens on the port that was asked for. When it is taken: an explicit port is refused with a free one's name, as
 * whoever asked for it relies on it; the usual port gives way to the next free one, and `takenPort` says that it did.
 */
export async function listenOrSuggest(server: Server, { port, host }: Wanted): Promise<Listening> {
  const explicit = port !== undefined && port !== ''
  const first = explicit ? readPort(port) : usualPort
  if (await listen(server, first, host)) return { port: portOf(server) }
  const next = await listenOnNext(server, first + 1, host)
  if (!explicit) return { port: next, takenPort: first }
  await new Promise(closed => { server.close(closed) })
  throw new PortTaken(`Port ${first} is taken by another program. Port ${next} is free: npm start -- --port ${next}`)
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new PortTaken(`PORT must be a whole number from 0 to 65535, not "${text}".`)
}

async function listenOnNext(server: Server, from: number, host: string | undefined): Promise<number> {
  for (let port = from; port < from + tries && port <= 65535; port += 1)
    if (await listen(server, port, host)) return port
  throw new PortTaken(`Port ${from - 1} is taken, and so is every port after it that we tried.`)
}

function listen(server: Server, port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening)
      if (error.code === 'EADDRINUSE') resolve(false)
      else if (error.code === 'EACCES') reject(new PortTaken(`Port ${port} is for root only: choose one above 1023.`))
      else reject(error)
    }
    const listening = () => {
      server.off('error', failed)
      resolve(true)
    }
    server.once('error', failed)
    server.once('listening', listening)
    server.listen({ port, host })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return address.port
}
