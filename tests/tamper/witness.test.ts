import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatVerifierKey, signCheckpoint } from '../../packages/tlog/src/tlog.ts'
import { checkpointAll } from '../../src/sharing/log/runLog.ts'
import { askHeld } from '../../src/sharing/log/askHeld.ts'
import { readWitnesses } from '../../src/sharing/log/witnesses.ts'
import type { Witness } from '../../src/sharing/log/witnesses.ts'
import { openWitness } from '../../src/sharing/log/witnessState.ts'
import { verifyCommand } from '../../src/verifyCommand.ts'
import { witnessCommand } from '../../src/witnessCommand.ts'
import { logWorld, until, type LogWorld } from './logWorld.ts'

let w: LogWorld
let folder: string
let partner: Awaited<ReturnType<typeof startWitness>>
beforeEach(async () => {
  w = await logWorld()
  folder = mkdtempSync(join(tmpdir(), 'kith-witness-'))
  partner = await startWitness()
  await w.grow(5)
  await w.grow(5)
  await minute()
})
afterEach(async () => {
  await partner.stop()
  await w.end()
  rmSync(folder, { recursive: true })
})

/** The command that a partner agency runs, in this process. */
async function startWitness() {
  const lines: string[] = []
  const complaints: string[] = []
  const stopping = Promise.withResolvers<void>()
  const args = ['--state', join(folder, 'state.json'), '--key', join(folder, 'key'), '--name', 'police.example', '--port', '0',
    '--host', '127.0.0.1', '--log', w.verifierKey]
  const ended = witnessCommand(args, { say: line => lines.push(line), complain: line => complaints.push(line) }, stopping.promise)
  await until(async () => lines.length > 1 || complaints.length > 0)
  const [witness] = readWitnesses(lines[1]) ?? []
  return {
    lines, complaints, line: lines[1] ?? '', ended,
    witness: (): Witness => {
      if (!witness) throw new Error('no witness')
      return witness
    },
    stop: () => {
      stopping.resolve()
      return ended
    },
  }
}

const minute = () => checkpointAll(w.kernel, () => w.key, [partner.witness()])

async function verify(...args: string[]) {
  const said: string[] = []
  const complaints: string[] = []
  const code = await verifyCommand(['--database', w.url, '--log', w.verifierKey, '--witness', partner.line, ...args],
    { say: line => said.push(line), complain: line => complaints.push(line) })
  return { code, said: said.join('\n'), complaints: complaints.join('\n') }
}

/** All that the log keeps, as a backup would hold it. */
const tables = ['disclosure', 'act', 'log_leaf', 'log_salt', 'log_tile', 'log_head', 'log_checkpoint', 'log_cosignature', 'log_witness', 'log_pending']

async function backUp() {
  for (const table of tables) await w.owner.query(`create table backup_${table} as table ${table}`)
  return () => w.tamper(...tables.flatMap(table => [`delete from ${table}`, `insert into ${table} select * from backup_${table}`]))
}

const faultOfWitness = async () => (await w.owner.query<{ fault: string | null }>('select fault from log_witness')).rows[0]?.fault

test('a witness signs what continues, its signature is kept, and verify asks it', async () => {
  const { rows } = await w.owner.query('select size, witness from log_cosignature order by size')
  expect(rows).toEqual([{ size: 12, witness: 'police.example' }])
  expect(await verify()).toMatchObject({ code: 0, complaints: '' })
  expect((await verify()).said).toMatch(/12 leaves \(10 readings, 2 acts\), 3 signed heads, 1 of 1 witnesses/)
  await w.grow(3)
  await minute()
  expect((await askHeld(partner.witness(), w.key)).head).toMatchObject({ size: 16 })
})

test('an old backup that is restored whole agrees with itself, but not with the witness', async () => {
  const restore = await backUp()
  await w.grow(5)
  await minute()
  await restore()
  expect(await w.faults()).toEqual([])
  const { code, complaints } = await verify()
  expect(code).toBe(1)
  expect(complaints).toContain('What the witness police.example has signed has 18 leaves, the log only 12')
  await w.grow(9)
  await minute()
  expect(await faultOfWitness()).toMatch(/does not continue|another tree/)
  expect(partner.lines.join('\n')).toMatch(/Refused, 4/)
  expect(w.lines.join('\n')).toContain('a witness refuses the log of disclosures')
})

test('before it grows again, a restored log hears from its witness that it was cut', async () => {
  const restore = await backUp()
  await w.grow(5)
  await minute()
  await restore()
  await minute()
  expect(await faultOfWitness()).toBe('The witness has seen 18 leaves; this log has 12: it was cut, or restored from an older copy.')
  const page = await (await w.request('governance', '/disclosures')).text()
  expect(page).toContain('The witness police.example refuses the log of this record')
})

test('a fork of the same size, signed with the log’s own key, is refused by the witness', async () => {
  const fork = signCheckpoint({ origin: w.key.name, size: 12, root: Buffer.alloc(32, 7) }, w.key)
  const response = await fetch(`${partner.witness().url}/add-checkpoint`, { method: 'POST', body: `old 12\n\n${fork}` })
  expect(response.status).toBe(409)
  expect(partner.lines.at(-1)).toContain('another tree of that size')
  await w.tamper('delete from log_cosignature', `update log_checkpoint set root = '\\x${'07'.repeat(32)}', signed = '${fork}' where size = 12`)
  expect((await verify()).complaints).toContain('The checkpoint of 12 leaves is of another tree of 12 leaves')
})

test('a past that was rewritten and signed anew, tiles and all, does not pass a witness that saw the old one', async () => {
  await w.tamper(`delete from disclosure where id = (select row_id from log_leaf where index = 0)`,
    `insert into log_pending select partnership_id, id, 'disclosure' from disclosure`,
    `insert into log_pending select partnership_id, id, 'act', pos from act`,
    'delete from log_leaf', 'delete from log_salt', 'delete from log_tile', 'delete from log_head', 'delete from log_cosignature', 'delete from log_checkpoint')
  await w.read()
  await w.sequence()
  await w.sign()
  expect(await w.faults()).toEqual([])
  expect((await verify()).complaints).toMatch(/police.example has signed is of another tree of 12 leaves/)
  await minute()
  expect(await faultOfWitness()).toMatch(/another tree of this size/)
})

test('a witness that starts again still knows what it has signed, and one that lost its memory does not start', async () => {
  await partner.stop()
  partner = await startWitness()
  expect((await askHeld(partner.witness(), w.key)).head).toMatchObject({ size: 12 })
  await partner.stop()
  rmSync(join(folder, 'state.json'))
  const amnesiac = await startWitness()
  expect(await amnesiac.ended).toBe(1)
  expect(amnesiac.complaints.join(' ')).toContain('must not sign again')
})

test('a memory that cannot be kept is no signature', async () => {
  const state = join(folder, 'state.json')
  const before = readFileSync(state, 'utf8')
  await w.grow(2)
  await partner.stop()
  rmSync(state)
  writeFileSync(state, before)
  expect(openWitness({ state, key: join(folder, 'key') }, undefined).heads.get(w.key.name)?.size).toBe(12)
  writeFileSync(state, '{"broken')
  const broken = await startWitness()
  expect(await broken.ended).toBe(1)
  expect(broken.complaints.join(' ')).toContain('cannot be read')
  writeFileSync(state, before)
  partner = await startWitness()
})

test('a witness knows only the logs it was told of, and reads only what is short', async () => {
  const other = signCheckpoint({ origin: 'kith.log/other', size: 1, root: Buffer.alloc(32, 7) }, w.key)
  const post = async (body: string) => (await fetch(`${partner.witness().url}/add-checkpoint`, { method: 'POST', body })).status
  expect(await post(`old 0\n\n${other}`)).toBe(404)
  expect(await post('nonsense')).toBe(400)
  expect(await post('x'.repeat(200_000))).toBe(413)
  expect(formatVerifierKey(partner.witness().key)).toMatch(/^police\.example\+/)
})
