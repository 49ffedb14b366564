import { createHash } from 'node:crypto'
import { canonicalJson, commitCanonical } from '../../../packages/tlog/src/tlog.ts'
import type { Json } from '../../../packages/tlog/src/tlog.ts'

export type LeafKind = 'disclosure' | 'act' | 'erasure'

/** A row as `authz.log_facts` tells it; lists are JSON without white space already. */
export type Facts = Readonly<{
  row_id: string; kind: LeafKind; act_pos: number | null; at: string
  agency: string | null; role: string | null; purpose: string | null; what: string | null; outcome: string | null
  categories: string | null; elements: string | null; clauses: string | null; versions: string | null
  cell: number | null
  staff: string | null; person: string | null; work: string | null; subject: string | null; detail: string | null
  rows: string[] | null
}>

/** Whom a leaf is about and who did it enter as commitments; each salt opens one of them and not the other. */
export type Salts = Readonly<{ about: Uint8Array; by: Uint8Array }>
export type Commitments = Readonly<{ about: Uint8Array; by: Uint8Array }>

export function commitmentsOf(facts: Facts, salts: Salts): Commitments {
  return { about: commitCanonical(aboutText(facts), salts.about), by: commitCanonical(byText(facts), salts.by) }
}

/** As `canonicalJson` writes the values below: a million of them are made in a few seconds. */
function aboutText({ kind, person, work, subject, detail }: Facts): string {
  const ends = `"person":${idText(person)},`
  return kind === 'act'
    ? `{"detail":${detail === '{}' ? detail : canonicalJson(detailOf(detail))},${ends}"subject":${idText(subject)},"work":${idText(work)}}`
    : `{${ends}"work":${idText(work)}}`
}

const byText = ({ staff }: Pick<Facts, 'staff'>) => `{"staff":${idText(staff)}}`
const idText = (id: string | null) => id === null ? 'null' : `"${id}"`

/** What the commitment `about` is to: ids of the partnership, never a name. */
export function aboutValue({ kind, person, work, subject, detail }: Facts): Json {
  return kind === 'act' ? { detail: detailOf(detail), person, subject, work } : { person, work }
}

export const byValue = ({ staff }: Pick<Facts, 'staff'>): Json => ({ staff })

function detailOf(text: string | null): Json {
  const detail: Json = JSON.parse(text ?? '{}')
  return detail
}

/** The leaf's entry: what `canonicalJson` would write, made without it because a million are made in a few seconds. */
export function entryOf(facts: Facts, made: Commitments | undefined): string {
  const { kind, row_id: id, at } = facts
  if (kind === 'erasure') {
    const rows = [...facts.rows ?? []].toSorted()
    const digest = createHash('sha256').update(rows.join('\n')).digest('base64')
    return `{"at":"${at}","count":${rows.length},"id":"${id}","kind":"erasure","rows":"${digest}","v":1}`
  }
  const head = `{"about":"${base64(made?.about)}","agency":"${facts.agency}","at":"${at}","by":"${base64(made?.by)}"`
  const tail = `"purpose":${quoted(facts.purpose)},"role":${quoted(facts.role)},"v":1`
  if (kind === 'act')
    return `${head},"cell":${facts.cell},"id":"${id}","kind":"act","position":${facts.act_pos},${tail},"verb":${quoted(facts.what)}}`
  return `${head},"categories":${facts.categories},"clauses":${facts.clauses},"elements":${facts.elements},"id":"${id}",`
    + `"kind":"disclosure","outcome":${quoted(facts.outcome)},"page":${quoted(facts.what)},${tail},"versions":${facts.versions}}`
}

const quoted = (text: string | null) => JSON.stringify(text)
const base64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64')

/** Whether a text is the one way to write what it says. */
export function isCanonical(text: string): boolean {
  try {
    const said: Json = JSON.parse(text)
    return canonicalJson(said) === text
  } catch {
    return false
  }
}
