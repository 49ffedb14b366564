import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { formatSigningKey, makeSigningKey, parseSigningKey } from '../../../packages/tlog/src/tlog.ts'
import type { SigningKey, TreeHead } from '../../../packages/tlog/src/tlog.ts'
import { z } from 'zod'

/** What a witness has signed last of one log: the head, and the checkpoint with its own signature. */
export type HeldHead = TreeHead & { checkpoint: string }

const written = z.record(z.string(), z.object({ size: z.number().int().nonnegative(), root: z.base64(), checkpoint: z.string() }))

/** Thrown at the start, with a sentence for the terminal. */
export class WitnessTrouble extends Error {}

/**
 * The memory of a witness, or an empty one together with a new key. A witness that has lost its memory could sign a
 * fork of what it has signed: its key is spent, so a key without a memory is refused.
 */
export function openWitness(files: { state: string; key: string }, name: string | undefined): { key: SigningKey; heads: Map<string, HeldHead> } {
  if (!existsSync(files.key)) {
    if (existsSync(files.state)) throw new WitnessTrouble(`There is a memory in ${files.state}, but no key in ${files.key}.`)
    return { key: makeKey(files.key, name), heads: keepHeads(files.state, new Map()) }
  }
  if (!existsSync(files.state))
    throw new WitnessTrouble(`The memory ${files.state} is gone, so this key must not sign again: take a new key file, and tell the partnership.`)
  const key = parseSigningKey(readFileSync(files.key, 'utf8').trim())
  if (!key.ok || key.value.use !== 'cosignature') throw new WitnessTrouble(`${files.key} is not the key of a witness.`)
  return { key: key.value, heads: readHeads(files.state) }
}

function makeKey(file: string, name: string | undefined): SigningKey {
  if (name === undefined) throw new WitnessTrouble('There is no key yet. Say the name of this witness once: --name witness.agency.example')
  const key = makeSigningKey(name, 'cosignature')
  writeFileSync(file, `${formatSigningKey(key)}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

function readHeads(file: string): Map<string, HeldHead> {
  try {
    const heads = written.parse(JSON.parse(readFileSync(file, 'utf8')))
    return new Map(Object.entries(heads).map(([origin, { size, root, checkpoint }]) =>
      [origin, { size, root: Buffer.from(root, 'base64'), checkpoint }]))
  } catch {
    throw new WitnessTrouble(`The memory ${file} cannot be read.`)
  }
}

/** Durable before it returns: a file beside it is flushed and takes its name, and then the folder is flushed. */
export function keepHeads(file: string, heads: Map<string, HeldHead>): Map<string, HeldHead> {
  const text = JSON.stringify(Object.fromEntries([...heads].map(([origin, { size, root, checkpoint }]) =>
    [origin, { size, root: Buffer.from(root).toString('base64'), checkpoint }])), undefined, 2)
  const draft = `${file}.${randomUUID()}.draft`
  try {
    flushed(draft, 'wx', descriptor => { writeSync(descriptor, text) })
    renameSync(draft, file)
  } catch (error) {
    if (existsSync(draft)) unlinkSync(draft)
    throw error
  }
  flushed(dirname(file), 'r', () => undefined)
  return heads
}

function flushed(path: string, flag: 'wx' | 'r', write: (descriptor: number) => void): void {
  const descriptor = openSync(path, flag, 0o600)
  try {
    write(descriptor)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
