import { connect, createServer, type Server, type Socket } from 'node:net'

/** A cable to the database that can be pulled out and put back: a relay on loopback to its socket. */
export async function layCable(url: string) {
  const target = new URL(url)
  const folder = target.searchParams.get('host')
  const reach = () => folder ? connect(`${folder}/.s.PGSQL.${target.port || 5432}`) : connect(Number(target.port || 5432), target.hostname)
  const open = new Set<Socket>()
  let server: Server | undefined
  const plugIn = async (port: number) => {
    const made = createServer(near => {
      const far = reach()
      for (const [socket, other] of [[near, far], [far, near]] as const) {
        open.add(socket)
        socket.on('error', () => { other.destroy() })
        socket.on('close', () => {
          open.delete(socket)
          other.destroy()
        })
        socket.pipe(other)
      }
    })
    await new Promise<void>(done => { made.listen(port, '127.0.0.1', done) })
    server = made
    const address = made.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  }
  const port = await plugIn(0)
  const pullOut = () => {
    server?.close()
    for (const socket of open) socket.destroy()
  }
  return {
    through: (database: string) => {
      const way = new URL(database)
      way.search = ''
      way.hostname = '127.0.0.1'
      way.port = String(port)
      return way.href
    },
    pullOut,
    plugIn: async () => { await plugIn(port) },
    end: pullOut,
  }
}
