import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { formatVerifierKey } from '../../packages/tlog/src/tlog.ts'
import { boundTo } from '../../src/kernel/database.ts'
import { disclose } from '../../src/kernel/disclosure.ts'
import { signHead } from '../../src/sharing/log/checkpoints.ts'
import { logKeyOf } from '../../src/sharing/log/logKey.ts'
import { sequence } from '../../src/sharing/log/sequence.ts'
import { gatherHeads } from '../../src/sharing/log/signedHeads.ts'
import { verifyLog } from '../../src/sharing/log/verifyLog.ts'
import type { SignedHead } from '../../src/sharing/log/verifyLog.ts'
import { partnershipId } from '../seedBase.ts'
import { people, world, type Persona } from '../world.ts'

/** A world whose log is run by hand, and its owner, who may do everything in the database. */
export async function logWorld(env: Record<string, string> = {}) {
  const w = await world({ env })
  const { kernel, owner } = w
  const key = logKeyOf(kernel.secret, partnershipId)
  await owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     select partnership_id, $1, id, $2, $3, 'safeguard_child', 'allocated' from cell
     where partnership_id = $4 and agency_id = $3 and category = 'involvement' and tier = 0`,
    [people.child, w.staff.socialWorker, w.agencies.council, partnershipId])
  const read = (times = 1, persona: Persona = 'socialWorker') => kernel.db.as(w.scope(persona, 'linked'), async tx => {
    for (let n = 0; n < times; n += 1)
      await disclose(tx, kernel, w.scope(persona, 'linked'), { page: 'test', people: [{ personId: people.child, categories: ['identity'] }] })
  })
  const act = () => owner.query(
    `with head as (insert into act_counter values ($1, 1) on conflict (partnership_id) do update set pos = act_counter.pos + 1 returning pos)
     insert into act (partnership_id, pos, verb, staff_id, agency_id, role, purpose, person_id, cell, detail)
     select $1, head.pos, 'test.done', $2, $3, 'social_worker', 'safeguard_child', $4, c.id, '{"n": 1}' from head, cell c
     where c.partnership_id = $1 and c.agency_id = $3 and c.category = 'involvement' and c.tier = 0`,
    [partnershipId, w.staff.socialWorker, w.agencies.council, people.child])
  return {
    ...w, key, partnershipId, verifierKey: formatVerifierKey(key), read, act,
    sequence: (most?: number) => sequence(kernel, partnershipId, most),
    sign: () => signHead(kernel, key, partnershipId),
    /** Reads, does, gives leaves, signs. */
    grow: async (times = 3) => {
      await read(times)
      await act()
      await sequence(kernel, partnershipId)
      await signHead(kernel, key, partnershipId)
    },
    /** What `npx kith verify` finds wrong. */
    faults: async (seen: readonly SignedHead[] = []) => {
      const tx = boundTo(owner)
      const signed = await gatherHeads(tx, partnershipId, { key, witnesses: [] })
      const { faults } = await verifyLog(tx, partnershipId, [...signed.heads, ...seen])
      return [...signed.faults, ...faults]
    },
    /** As a superuser who wants to leave no trace: no trigger, no foreign key. */
    tamper: async (...statements: string[]) => {
      await owner.query('set session_replication_role = replica')
      for (const statement of statements) await owner.query(statement)
      await owner.query('set session_replication_role = origin')
    },
    another: async () => {
      const client = new Client(w.url)
      await client.connect()
      return client
    },
  }
}

export type LogWorld = Awaited<ReturnType<typeof logWorld>>

/** Until it holds, at most ten seconds. */
export async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await holds()) return true
    await sleep(50)
  }
  return false
}
