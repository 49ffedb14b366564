import {
  addCosignatures, canonicalJson, formatLogProof, hashLeaf, opensCommitment, parseLogProof, proveInclusion, tileReader,
  verifyLogProof,
} from '../../../packages/tlog/src/tlog.ts'
import type { Json, ProvedLeaf, Result, TrustPolicy, VerifierKey } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import { isCanonical } from './entry.ts'
import { findCheckpointFor, listCosignatures } from './logStore.ts'
import type { StoredCheckpoint } from './logStore.ts'
import { databaseTileStore } from './tileStore.ts'

/** What opens a commitment of the entry: the value and its salt. */
export type Opening = Readonly<{ salt: Uint8Array; value: Json }>
export type Openings = Readonly<{ about?: Opening; by?: Opening }>

export type Witnessed = Readonly<{ checkpoint: StoredCheckpoint; cosigned: readonly { witness: string; at: Date }[]; signed: string }>

/** The checkpoint that speaks for a leaf, with the signatures of the witnesses that have seen it. */
export async function findWitnessed(
  tx: Tx, partnershipId: string, index: number, witnesses: readonly VerifierKey[],
): Promise<Witnessed | undefined> {
  const checkpoint = await findCheckpointFor(tx, partnershipId, index)
  if (!checkpoint) return undefined
  let signed = checkpoint.signed
  const cosigned: { witness: string; at: Date }[] = []
  for (const { witness, line, at } of await listCosignatures(tx, partnershipId, checkpoint.size)) {
    const both = addCosignatures(signed, line, witnesses)
    if (!both.ok) continue
    signed = both.value
    cosigned.push({ witness, at })
  }
  return { checkpoint, cosigned, signed }
}

type ToProve = { partnershipId: string; index: number; entry: string; opened: Openings }

/** The receipt as a file: a C2SP tlog-proof that carries its entry, and what opens it to whoever may know. */
export async function writeReceipt(tx: Tx, { partnershipId, index, entry, opened }: ToProve, { checkpoint, signed }: Witnessed): Promise<string> {
  const inclusion = await proveInclusion(tileReader(databaseTileStore(tx, partnershipId), checkpoint.size), index, checkpoint.size)
  const extra = canonicalJson({ entry, opened: Object.fromEntries(Object.entries(opened).map(([name, { salt, value }]) =>
    [name, { salt: Buffer.from(salt).toString('base64'), value }])) })
  return formatLogProof({ index, inclusion, checkpoint: signed, extra: Buffer.from(extra) })
}

export type GoodReceipt = ProvedLeaf & { entry: { readonly [name: string]: Json }; opened: Record<string, Json> }

/** Whether a receipt proves its entry and what it opens, without asking anybody. Never throws. */
export function checkReceipt(text: string, policy: TrustPolicy): Result<GoodReceipt> {
  const proof = parseLogProof(text)
  if (!proof.ok) return proof
  const carried = readCarried(proof.value.extra)
  if (!carried) return { ok: false, why: 'the receipt does not carry an entry that can be read' }
  const proved = verifyLogProof(text, hashLeaf(Buffer.from(carried.text)), policy)
  if (!proved.ok) return proved
  for (const [name, { salt, value }] of Object.entries(carried.opened)) {
    const made = carried.entry[name]
    if (typeof made !== 'string' || !opensCommitment(Buffer.from(made, 'base64'), value, salt))
      return { ok: false, why: 'what the receipt opens is not what was logged' }
  }
  const opened = Object.fromEntries(Object.entries(carried.opened).map(([name, { value }]) => [name, value]))
  return { ok: true, value: { ...proved.value, entry: carried.entry, opened } }
}

type Carried = { text: string; entry: { readonly [name: string]: Json }; opened: Record<string, Opening> }

function readCarried(extra: Uint8Array | undefined): Carried | undefined {
  const text = Buffer.from(extra ?? []).toString('utf8')
  if (!isCanonical(text) || !Buffer.from(text).equals(Buffer.from(extra ?? []))) return undefined
  const { entry: entryText, opened, ...more } = objectIn(text) ?? {}
  if (typeof entryText !== 'string' || !isObject(opened) || Object.keys(more).length > 0) return undefined
  const entry = objectIn(entryText)
  if (!entry) return undefined
  const openings = Object.entries(opened).map(([name, said]) => [name, openingIn(said)] as const)
  const read = openings.flatMap(([name, opening]) => opening ? [[name, opening] as const] : [])
  return read.length === openings.length ? { text: entryText, entry, opened: Object.fromEntries(read) } : undefined
}

function openingIn(said: Json): Opening | undefined {
  if (!isObject(said)) return undefined
  const { salt, value, ...more } = said
  if (typeof salt !== 'string' || value === undefined || Object.keys(more).length > 0) return undefined
  const bytes = Buffer.from(salt, 'base64')
  return bytes.toString('base64') === salt ? { salt: bytes, value } : undefined
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function objectIn(text: string): { readonly [name: string]: Json } | undefined {
  try {
    const value: Json = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
