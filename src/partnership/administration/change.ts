import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Content } from '../../design/attributes.ts'
import type { Problems } from '../../design/errorMessage.tsx'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Checks } from './checks.ts'
import type { Typed } from './typed.ts'

/** What a change is asked in: the administrator's own transaction, and the ids that stand in the address. */
export type Asking = {
  tx: Tx
  kernel: Kernel
  viewer: Viewer
  checks: Checks
  params: Readonly<Record<string, string>>
}

/** A refusal in the form's words, or nothing when it is done. */
export type Applied = string | null

/** A change that has been read and found good: what it will do, and to whom. */
export type Plan = {
  title: string
  rows: readonly { key: string; was?: Content; value: Content }[]
  /** Whom it affects, in sentences. */
  affects: readonly Content[]
  button: string
  isWarning?: boolean
  apply: (tx: Tx) => Promise<Applied>
  next: string
  /** What other processes and caches must hear once it is committed. */
  afterwards?: () => Promise<unknown>
  /** Shown once with the answer and never again, such as a token. */
  secret?: string
}

export type Planned = { ok: true; plan: Plan } | { ok: false; problems: Problems }

/** One change that an administrator can make: its form, what it means, and how it is carried out. */
export type Change = {
  code: string
  /** Where its form stands. */
  path: string
  title: string
  crumb: { text: string; href: string }
  said: string
  /** A form with a file. */
  takesFile?: boolean
  /** What the form begins with; nothing when what it is about does not exist. */
  begin: (asking: Asking) => Promise<Typed | undefined>
  form: (asking: Asking, typed: Typed, problems: Problems) => Promise<Content>
  plan: (asking: Asking, typed: Typed) => Promise<Planned>
}

export const invalid = (problems: Problems): Planned => ({ ok: false, problems })
export const planned = (plan: Plan): Planned => ({ ok: true, plan })

/** Calls one of the functions that may change things; they answer with the reason of a refusal. */
export async function asked(tx: Tx, call: RawBuilder<unknown>): Promise<Applied> {
  const {
    rows: [row],
  } = await sql<{ why: string | null }>`select ${call} as why`.execute(tx)
  return row?.why ?? null
}
