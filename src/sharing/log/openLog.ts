import { formatVerifierKey, parseTilePath } from '../../../packages/tlog/src/tlog.ts'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { logKeys } from './runLog.ts'
import type { LogSettings } from './runLog.ts'
import { findLastCheckpoint, listPartnerships } from './logStore.ts'
import { findWitnessed } from './receipt.ts'
import { databaseTileStore } from './tileStore.ts'
import { readWitnesses } from './witnesses.ts'

type C = Context<Env>

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const text = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' }

/**
 * The log as anybody may see it (C2SP tlog-tiles, without entries): signed heads and hashes. An installation with one
 * partnership has it at /log; each has it at /log/<partnership> as well.
 */
export function openLogRoutes(settings: LogSettings): Hono<Env> {
  const witnesses = (readWitnesses(settings.witnesses) ?? []).map(({ key }) => key)
  const absent = (c: C) => c.text('Not found\n', 404)
  const checkpoint = async (c: C) => {
    const partnershipId = await partnershipOf(c)
    if (partnershipId === undefined) return absent(c)
    const found = await c.var.kernel.db.service(async tx => {
      const last = await findLastCheckpoint(tx, partnershipId)
      return last && findWitnessed(tx, partnershipId, last.size - 1, witnesses)
    })
    return found ? c.text(found.signed, 200, text) : absent(c)
  }
  const verifierKey = async (c: C) => {
    const partnershipId = await partnershipOf(c)
    if (partnershipId === undefined) return absent(c)
    return c.text(`${formatVerifierKey(logKeys(c.var.kernel, settings)(partnershipId))}\n`, 200, text)
  }
  const tile = async (c: C) => {
    const path = c.req.path.slice(c.req.path.indexOf('/tile/') + 1)
    const asked = parseTilePath(path)
    const partnershipId = asked.ok && asked.value.level !== 'entries' ? await partnershipOf(c) : undefined
    if (partnershipId === undefined) return absent(c)
    const bytes = await c.var.kernel.db.service(tx => databaseTileStore(tx, partnershipId).find(path))
    return bytes ? c.body(Uint8Array.from(bytes), 200, { 'content-type': 'application/octet-stream' }) : absent(c)
  }
  const routes = new Hono<Env>()
  for (const prefix of ['/log', `/log/:partnership{${uuid}}`])
    routes.get(`${prefix}/checkpoint`, checkpoint).get(`${prefix}/key`, verifierKey).get(`${prefix}/tile/*`, tile)
  return routes
}

async function partnershipOf(c: C): Promise<string | undefined> {
  const all = await c.var.kernel.db.service(listPartnerships)
  const named = c.req.param('partnership')
  if (named !== undefined) return all.find(id => id === named)
  return all.length === 1 ? all[0] : undefined
}
