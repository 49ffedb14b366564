import { sql } from 'kysely'
import { addCosignatures, openCheckpoint, sameBytes } from '../../../packages/tlog/src/tlog.ts'
import type { VerifierKey } from '../../../packages/tlog/src/tlog.ts'
import type { Tx } from '../../kernel/database.ts'
import type { SignedHead } from './verifyLog.ts'

type Trusted = { key: VerifierKey; witnesses: readonly VerifierKey[] }
type Row = { size: number; root: Buffer; signed: string; lines: string[] }

const mostFaults = 20

/** Every checkpoint that is stored, opened with the key of the log and not believed otherwise; and what is wrong with any. */
export async function gatherHeads(tx: Tx, partnershipId: string, { key, witnesses }: Trusted): Promise<{ heads: SignedHead[]; faults: string[] }> {
  const heads: SignedHead[] = []
  const faults: string[] = []
  for (let after = 0; ;) {
    const { rows } = await sql<Row>`select c.size, c.root, c.signed,
        array(select s.line from log_cosignature s where s.partnership_id = c.partnership_id and s.size = c.size) as lines
      from log_checkpoint c where c.partnership_id = ${partnershipId}::uuid and c.size > ${after} order by c.size limit 2000`.execute(tx)
    for (const row of rows) {
      after = row.size
      const wrong = faultOf(row, { key, witnesses })
      if (wrong !== undefined) faults.push(`The checkpoint of ${row.size} leaves ${wrong}.`)
      else heads.push({ of: `The checkpoint of ${row.size} leaves`, size: row.size, root: row.root })
    }
    if (rows.length === 0 || faults.length > mostFaults) break
  }
  const { rows: [head] } = await sql<{ size: number; root: Buffer }>`
    select size, root from log_head where partnership_id = ${partnershipId}::uuid`.execute(tx)
  if (head) heads.push({ of: 'The head of the log', size: head.size, root: head.root })
  return { heads, faults }
}

function faultOf({ size, root, signed, lines }: Row, { key, witnesses }: Trusted): string | undefined {
  const opened = openCheckpoint(signed, { origin: key.name, keys: [key] })
  if (!opened.ok) return `cannot be believed: ${opened.why}`
  if (opened.value.size !== size || !sameBytes(opened.value.root, root)) return 'is not what was signed'
  const bad = lines.some(line => witnesses.some(witness => line.startsWith(`— ${witness.name} `)) && !addCosignatures(signed, line, witnesses).ok)
  return bad ? 'has a signature that is not its witness’s' : undefined
}
