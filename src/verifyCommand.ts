import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { parseVerifierKey } from '../packages/tlog/src/tlog.ts'
import type { VerifierKey } from '../packages/tlog/src/tlog.ts'
import type { Voice } from './importCommand.ts'
import { boundTo } from './kernel/database.ts'
import { secretFrom } from './kernel/secret.ts'
import { readSettings, SettingsMissing } from './kernel/settings.ts'
import { CannotStart, findDatabase, secretOf } from './ownDatabase.ts'
import { askHeld } from './sharing/log/askHeld.ts'
import { logKeyOf, originOf } from './sharing/log/logKey.ts'
import { listPartnerships } from './sharing/log/logStore.ts'
import { tellReceipt } from './sharing/log/receiptWords.ts'
import { checkReceipt } from './sharing/log/receipt.ts'
import { gatherHeads } from './sharing/log/signedHeads.ts'
import { verifyLog } from './sharing/log/verifyLog.ts'
import { readWitnesses } from './sharing/log/witnesses.ts'
import type { Witness } from './sharing/log/witnesses.ts'

const verifyUsage = `npx kith verify [--database <address>] [--log <verifier key>] [--witness "<verifier key> <address>"]…
npx kith verify --receipt <file> --log <verifier key> [--witness <verifier key>]… [--at-least N]`

/** As the shell expects: all is as it was written, something is not, not understood. */
const codes = { good: 0, wrong: 1, misused: 2 } as const

type Asked = {
  receipt: string | undefined; database: string | undefined; logs: VerifierKey[]
  witnesses: Witness[]; witnessKeys: VerifierKey[]; atLeast: number | undefined
}

/** Checks the log against its database, its signed heads and its witnesses; or one receipt, asking nobody. */
export async function verifyCommand(args: readonly string[], voice: Voice): Promise<number> {
  const asked = readAsked(args)
  if (typeof asked === 'string') {
    voice.complain(asked)
    return codes.misused
  }
  try {
    return asked.receipt === undefined ? await verifyDatabase(asked, voice) : verifyReceipt(asked.receipt, asked, voice)
  } catch (error) {
    const isExpected = error instanceof CannotStart || error instanceof SettingsMissing
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    voice.complain(isExpected ? error.message : `It could not be checked: ${code}`)
    return codes.wrong
  }
}

function readAsked(args: readonly string[]): Asked | string {
  try {
    const { values } = parseArgs({ args: [...args], options: {
      receipt: { type: 'string' }, database: { type: 'string' }, 'at-least': { type: 'string' },
      log: { type: 'string', multiple: true }, witness: { type: 'string', multiple: true },
    } })
    const logs = (values.log ?? []).map(text => parseVerifierKey(text))
    if (!logs.every(read => read.ok && read.value.use === 'note')) return 'A --log is not the verifier key of a log.'
    const keys = (values.witness ?? []).map(text => parseVerifierKey(text.trim().split(/\s+/)[0] ?? ''))
    if (!keys.every(read => read.ok && read.value.use === 'cosignature')) return 'A --witness does not begin with the verifier key of a witness.'
    const witnesses = values.receipt === undefined ? readWitnesses((values.witness ?? []).join('\n')) : []
    if (!witnesses) return 'A --witness needs its address too: --witness "<verifier key> <address>".'
    const atLeast = values['at-least'] === undefined ? undefined : Number(values['at-least'])
    if (atLeast !== undefined && !(Number.isInteger(atLeast) && atLeast >= 0)) return '--at-least needs a whole number.'
    if (values.receipt !== undefined && logs.length === 0)
      return 'Say which log you trust: --log <verifier key>, from somebody you trust and not from the receipt.'
    const valuesOf = (read: typeof keys) => read.flatMap(one => one.ok ? [one.value] : [])
    return { receipt: values.receipt, database: values.database, logs: valuesOf(logs), witnesses, witnessKeys: valuesOf(keys), atLeast }
  } catch (error) {
    return `${error instanceof Error ? error.message : 'Not understood.'}\n${verifyUsage}`
  }
}

function verifyReceipt(file: string, { logs, witnessKeys, atLeast }: Asked, voice: Voice): number {
  const text = readFileSync(file, 'utf8')
  const log = logs.find(key => text.includes(`\n${key.name}\n`)) ?? logs[0]
  const checked = log && checkReceipt(text, {
    log: { origin: log.name, keys: logs.filter(key => key.name === log.name) },
    quorum: { witnesses: witnessKeys, atLeast: atLeast ?? witnessKeys.length },
  })
  if (!checked?.ok) {
    voice.complain(`This receipt proves nothing: ${checked?.why ?? 'no log is trusted'}.`)
    return codes.wrong
  }
  for (const line of tellReceipt(checked.value)) voice.say(line)
  return codes.good
}

async function verifyDatabase(asked: Asked, voice: Voice): Promise<number> {
  const settings = readSettings()
  const found = asked.database === undefined ? await findDatabase() : { ownerUrl: asked.database, stop: async () => undefined }
  const owner = new Client(found.ownerUrl)
  try {
    await owner.connect()
    const keyOf = (partnershipId: string): VerifierKey =>
      asked.logs.find(key => key.name === originOf(partnershipId)) ?? logKeyOf(secretFrom(settings.logSecret ?? secretOf()), partnershipId)
    const witnesses = asked.witnesses.length > 0 ? asked.witnesses : readWitnesses(settings.witnesses) ?? []
    let isGood = true
    for (const partnershipId of await listPartnerships(boundTo(owner)))
      isGood = await verifyOne(owner, { partnershipId, key: keyOf(partnershipId), witnesses }, voice) && isGood
    return isGood ? codes.good : codes.wrong
  } finally {
    await owner.end()
    await found.stop()
  }
}

type One = { partnershipId: string; key: VerifierKey; witnesses: readonly Witness[] }

async function verifyOne(owner: Client, { partnershipId, key, witnesses }: One, voice: Voice): Promise<boolean> {
  // The witnesses are asked before the snapshot is taken: the log may only have grown since.
  const held = await Promise.all(witnesses.map(witness => askHeld(witness, key)))
  const started = performance.now()
  await owner.query('begin isolation level repeatable read read only')
  const tx = boundTo(owner)
  const signed = await gatherHeads(tx, partnershipId, { key, witnesses: witnesses.map(witness => witness.key) })
  const check = await verifyLog(tx, partnershipId, [...signed.heads, ...held.flatMap(({ head }) => head ?? [])])
  await owner.query('commit')
  const faults = [...held.flatMap(({ fault }) => fault ?? []), ...signed.faults, ...check.faults]
  const number = (value: number) => value.toLocaleString('en-GB')
  voice.say(`Log ${key.name}: ${number(check.leaves)} leaves (${number(check.disclosures)} readings, ${number(check.acts)} acts), `
    + `${number(signed.heads.length)} signed heads, ${held.filter(({ head }) => head).length} of ${witnesses.length} witnesses, `
    + `${((performance.now() - started) / 1000).toFixed(1)} s.`)
  if (check.waiting > 0) voice.say(`${number(check.waiting)} rows wait for their leaf.`)
  if (check.erased > 0) voice.say(`Of ${number(check.erased)} leaves, whom they were about was lawfully erased.`)
  for (const fault of faults) voice.complain(fault)
  voice.say(faults.length === 0 ? 'Everything is as it was written.' : 'The record was tampered with, or cannot be believed.')
  return faults.length === 0
}
