import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listenOrSuggest } from '../../src/kernel/port.ts'

const servers: Server[] = []
function aServer(): Server {
  const server = createServer()
  servers.push(server)
  return server
}
afterEach(() => { for (const server of servers.splice(0)) server.close() })

test('a free port that was asked for is taken', async () => {
  const { port } = await listenOrSuggest(aServer(), { port: '0' })
  expect(port).toBeGreaterThan(0)
})

test('a taken port that was asked for is refused, with the name of a free one', async () => {
  const { port } = await listenOrSuggest(aServer(), { port: '0' })
  const refused = await listenOrSuggest(aServer(), { port: String(port) }).catch((error: unknown) => error)
  const words = refused instanceof Error ? refused.message : ''
  expect(words).toContain(`Port ${port} is taken`)
  const free = /--port (\d+)/.exec(words)?.[1]
  expect((await listenOrSuggest(aServer(), { port: free })).port).toBe(Number(free))
})

test('without a wish the usual port gives way to the next free one, and says so', async () => {
  const first = await listenOrSuggest(aServer(), {})
  const second = await listenOrSuggest(aServer(), {})
  expect(second.takenPort).toBe(3000)
  expect(second.port).toBeGreaterThan(first.port)
})

test('a port that is no number is refused', async () => {
  await expect(listenOrSuggest(aServer(), { port: 'eighty' })).rejects.toThrow(/whole number/)
})
