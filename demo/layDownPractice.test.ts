import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openKernel } from '../src/kernel/openKernel.ts'
import type { OpenKernel } from '../src/kernel/openKernel.ts'
import { practices } from '../src/practiceRooms.ts'
import { layDownPractice } from './layDownPractice.ts'
import { loadDemo } from './loadDemo.ts'

const today = new Date().toISOString().slice(0, 10)
const name = `practice_${randomUUID().replaceAll('-', '')}`
let owner: Client
let admin: Client
let kernel: OpenKernel

beforeAll(async () => {
  owner = new Client(inject('owner'))
  await owner.connect()
  await owner.query(`create database ${name} template base`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  admin = new Client(url.href)
  await admin.connect()
  await admin.query('set session_replication_role = replica; truncate partnership cascade; reset session_replication_role')
  const loaded = await loadDemo({ seed: 1, scale: 0.05, today, ownerUrl: url.href, issuer: 'https://demo.example', say: () => undefined })
  await loaded.settled
  kernel = await openKernel({ ownerUrl: url.href, secret: 'd'.repeat(40), log: pino({ level: 'silent' }) })
}, 60_000)

afterAll(async () => {
  await kernel.close()
  await admin.end()
  await owner.query(`drop database ${name} with (force)`)
  await owner.end()
})

const count = async (from: string) => (await admin.query<{ n: number }>(`select count(*)::integer as n from ${from}`)).rows[0]?.n ?? -1

test('every made-up story can be told by the product’s own actions, and is told once', async () => {
  expect(await layDownPractice(kernel, practices, today)).toEqual([])
  const episodes = await count('episode')
  expect(episodes).toBeGreaterThan(20)
  expect(await count(`episode where closed_at is null and kind = 'missing_episode'`)).toBe(2)
  expect(await count(`episode where kind = 'liaison_offer'`)).toBe(await count(`episode where kind = 'detention'`))
  expect(await layDownPractice(kernel, practices, today)).toEqual([])
  expect(await count('episode')).toBe(episodes)
})
