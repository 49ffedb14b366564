import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openSigner } from '../../src/kernel/context.ts'

/** A private database copied from `from`, and what signs contexts for it. */
export async function copyOf(from: string) {
  const admin = new Client(inject('owner'))
  await admin.connect()
  const name = `wall_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name} template ${from}`)
  const url = new URL(inject('owner'))
  url.pathname = `/${name}`
  const owner = new Client(url.href)
  await owner.connect()
  const signer = await openSigner(url.href)
  return {
    name,
    url: url.href,
    owner,
    signer,
    drop: async () => {
      signer.stop()
      await owner.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
export type Copy = Awaited<ReturnType<typeof copyOf>>
