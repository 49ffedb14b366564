import { createServer } from 'node:net'
import type { Server } from 'node:net'

export type Received = { to: string; data: string }

/** A small SMTP server of the tests' own (RFC 5321): takes every message, or refuses while `refusing` is set. */
export async function smtpServer() {
  const received: Received[] = []
  const state = { refusing: false }
  const server = createServer(socket => {
    let to = ''
    let data: string | undefined
    socket.setEncoding('utf8')
    socket.on('error', () => undefined)
    socket.write('220 mail.test\r\n')
    let rest = ''
    socket.on('data', (chunk: string) => {
      rest += chunk
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (data !== undefined) {
          if (line !== '.') { data += `${line}\n`; continue }
          received.push({ to, data })
          data = undefined
          socket.write('250 taken\r\n')
        } else if (/^(?:EHLO|HELO|MAIL)/v.test(line)) socket.write('250 mail.test\r\n')
        else if (line.startsWith('RCPT')) {
          to = /<(?<to>[^>]*)>/v.exec(line)?.groups?.['to'] ?? ''
          socket.write(state.refusing ? '451 later\r\n' : '250 fine\r\n')
        } else if (line === 'DATA') {
          data = ''
          socket.write('354 go on\r\n')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write('250 fine\r\n')
      }
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const port = portOf(server)
  return { url: `smtp://127.0.0.1:${port}`, received, state, stop: () => new Promise(resolve => { server.close(resolve) }) }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address.port
}
