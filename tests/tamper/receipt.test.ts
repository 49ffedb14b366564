import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatVerifierKey, makeSigningKey, openCheckpoint, signatureLine, tileReader, rootAt } from '../../packages/tlog/src/tlog.ts'
import { addCosignature } from '../../src/sharing/log/logStore.ts'
import { checkReceipt } from '../../src/sharing/log/receipt.ts'
import { world, people } from '../world.ts'
import { trustedLog } from '../../src/sharing/log/logKey.ts'
import { verifyCommand } from '../../src/verifyCommand.ts'
import { logWorld, type LogWorld } from './logWorld.ts'

const witness = makeSigningKey('school.example', 'cosignature')
const verifierKey = formatVerifierKey(witness)
let w: LogWorld
let id: string
let folder: string
beforeAll(async () => {
  w = await logWorld({ KITH_WITNESSES: `${verifierKey} https://school.example` })
  folder = mkdtempSync(join(tmpdir(), 'kith-receipt-'))
  await w.grow(3)
  await w.request('socialWorker', `/people/${people.child}`)
  await w.grow(2)
  const { rows } = await w.owner.query<{ id: string }>(`select id from disclosure where page = 'people/one/overview' order by at limit 1`)
  id = rows[0]?.id ?? ''
  const { rows: [last] } = await w.owner.query<{ size: string; signed: string }>('select size, signed from log_checkpoint order by size desc limit 1')
  const opened = openCheckpoint(last?.signed ?? '', trustedLog(w.key))
  const line = signatureLine(opened.ok ? opened.value.text : '\n', witness, new Date())
  await w.kernel.db.service(tx => addCosignature(tx, w.partnershipId, { size: Number(last?.size), witness: witness.name, line }))
})
afterAll(async () => {
  await w.end()
  rmSync(folder, { recursive: true })
})

const receiptFor = async (persona: 'socialWorker' | 'governance') =>
  (await w.request(persona, `/disclosures/${id}/receipt.tlog-proof`)).text()
const policy = () => ({ log: trustedLog(w.key), quorum: { witnesses: [witness], atLeast: 1 } })

test('the reader finds the receipt of their own reading from what has been shared, and it is proved', async () => {
  const shared = await (await w.request('socialWorker', `/people/${people.child}/shared`)).text()
  expect(shared).toMatch(/href="\/disclosures\/[0-9a-f-]{36}"/)
  const text = await (await w.request('socialWorker', `/disclosures/${id}`)).text()
  for (const words of ['You, Children&#39;s social worker', 'Safeguarding a child', 'date of birth', 'version 1, clause', 'Leaf ', '1 of 1: school.example'])
    expect(text).toContain(words)
  const receipt = checkReceipt(await receiptFor('socialWorker'), policy())
  expect(receipt.ok && receipt.value.opened).toEqual({ about: { person: people.child, work: null }, by: { staff: w.staff.socialWorker } })
})

test('oversight finds it from the record of disclosures, and does not learn whom it was about', async () => {
  expect(await (await w.request('governance', '/disclosures')).text()).toContain(`/disclosures/${id}`)
  const page = await (await w.request('governance', `/disclosures/${id}`)).text()
  expect(page).toContain('Jules Pemberly')
  const text = await receiptFor('governance')
  const receipt = checkReceipt(text, policy())
  expect(receipt.ok && receipt.value.opened).toEqual({ by: { staff: w.staff.socialWorker } })
  for (const shown of [page, Buffer.from(/^extra (.*)$/m.exec(text)?.[1] ?? '', 'base64').toString()])
    expect(shown).not.toContain(people.child)
  const looks = await (await w.request('governance', '/disclosures')).text()
  expect(looks).toContain('Nadim Rusk downloaded 1 readings of')
})

test('the privacy officer of the reader’s agency may see it; nobody else can tell it from one that is not there', async () => {
  expect((await w.request('privacyCouncil', `/disclosures/${id}`)).status).toBe(200)
  for (const persona of ['privacyPolice', 'officer', 'frontDoor', 'administrator', 'chair'] as const) {
    for (const path of ['', '/receipt.tlog-proof']) {
      expect([persona, (await w.request(persona, `/disclosures/${id}${path}`)).status]).toEqual([persona, 404])
      expect((await w.request(persona, `/disclosures/00000000-0000-4000-8000-000000009999${path}`)).status).toBe(404)
    }
  }
})

test('a receipt with any one bit flipped is refused', async () => {
  const bytes = Buffer.from(await receiptFor('socialWorker'))
  expect(checkReceipt(bytes.toString(), policy()).ok).toBe(true)
  const passed: number[] = []
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    if (checkReceipt(flipped.toString('utf8'), policy()).ok) passed.push(bit)
  }
  expect(passed).toEqual([])
})

test('without any database the command says what a receipt proves, and to whom it proves nothing', async () => {
  const file = join(folder, 'a.tlog-proof')
  writeFileSync(file, await receiptFor('socialWorker'))
  const run = async (...args: string[]) => {
    const said: string[] = []
    const code = await verifyCommand(['--receipt', file, ...args], { say: line => said.push(line), complain: line => said.push(line) })
    return { code, said: said.join('\n') }
  }
  const good = await run('--log', w.verifierKey, '--witness', verifierKey)
  expect(good.code).toBe(0)
  expect(good.said).toMatch(/This receipt is good[\s\S]*Signed by school.example[\s\S]*page: people\/one\/overview/)
  expect((await run('--log', w.verifierKey)).said).toContain('you trust the log alone')
  const other = formatVerifierKey(makeSigningKey('other.example', 'cosignature'))
  expect(await run('--log', w.verifierKey, '--witness', other)).toEqual({ code: 1, said: 'This receipt proves nothing: too few witnesses have signed the checkpoint.' })
  const forged = formatVerifierKey(makeSigningKey(w.key.name, 'note'))
  expect((await run('--log', forged)).code).toBe(1)
  expect((await run()).code).toBe(2)
})

test('anybody can read the heads and the hashes of the log, and nothing else', async () => {
  const get = (path: string) => w.app.request(`http://localhost${path}`)
  expect(await (await get('/log/key')).text()).toBe(`${w.verifierKey}\n`)
  const signed = await (await get('/log/checkpoint')).text()
  expect(signed).toContain('— school.example ')
  const head = openCheckpoint(signed, trustedLog(w.key))
  if (!head.ok) throw new Error(head.why)
  const tiles = { find: async (path: string) => new Uint8Array(await (await get(`/log/${path}`)).arrayBuffer()), put: async () => undefined }
  expect(Buffer.from(await rootAt(tileReader(tiles, head.value.size), head.value.size)).equals(Buffer.from(head.value.root))).toBe(true)
  expect((await get(`/log/${w.partnershipId}/checkpoint`)).status).toBe(200)
  for (const path of ['/log/tile/entries/000.p/2', '/log/tile/0/001', '/log/tile/0/../../secret', '/log/tile/', '/log/00000000-0000-4000-8000-000000009999/checkpoint'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect((await get('/log')).status).not.toBe(200)
})

test('without a log yet, the public addresses are simply empty', async () => {
  const empty = await world()
  expect((await empty.app.request('http://localhost/log/checkpoint')).status).toBe(404)
  await empty.end()
})
